"""Papers beside their sheet: where an export puts them, and by what name an import takes them in.

Of several papers under one name each but the first goes into a folder of its own, which is named
by the content. An import knows such a folder by that and leaves it out of the paper's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from remanence.core.base.errors import MachineSaysNo
from remanence.core.base.findings import Finding, warning
from remanence.core.base.sentences import N_
from remanence.exchange.disk import said_by_machine, write_file
from remanence.store import files
from remanence.store.door import Store

_APART: Final = "papers"
_DIGITS: Final = 12  # of the SHA-256 that names a folder
_BLOCK: Final = 1 << 20

LOST = N_(
    "export_paper_missing",
    "The file of this paper is not in the workspace, so it was not written; the sheet still names "
    "it. `remanence check` lists what is missing.",
)
ALTERED = N_(
    "export_paper_altered",
    "The file of this paper in the workspace is not what was attached, so it was not written; the "
    "sheet still names it. `remanence check` lists what was altered.",
)


def apart(name: str, digest: str) -> str:
    """The place of a paper whose plain name is taken."""
    return f"{_APART}/{digest[:_DIGITS]}/{name}"


def own_name(written: str, digest: str) -> str:
    """The name of a paper of that content, without the folder that an export made for it."""
    return written.removeprefix(apart("", digest)) or written


class _Altered(Exception):
    """The bytes are not those that were attached."""


class PapersBeside:
    """Puts papers into the folder of a sheet; what it made goes again where the export fails.

    Attributes:
        count: papers that lie beside the sheet.
        findings: papers whose file is gone or altered.
    """

    def __init__(self, store: Store, sheet: Path) -> None:
        """Take where the papers are kept, and the sheet beside which they go."""
        self.count = 0
        self.findings: list[Finding] = []
        self._store = store
        self._sheet = sheet
        self._taken: dict[str, str] = {sheet.name.casefold(): ""}  # place -> digest
        self._made: list[Path] = []

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """Take away again what was made, if what is done meanwhile fails."""
        try:
            yield
        except BaseException:
            for path in reversed(self._made):
                with suppress(OSError):
                    path.rmdir() if path.is_dir() else path.unlink()
            raise

    def put(self, name: str, digest: str, where: str) -> str:
        """Put a paper beside the sheet; its place from there, whether or not its file is there.

        Raises:
            MachineSaysNo: it cannot be written, or its place is taken by another file.
        """
        place = name if self._is_free(name, digest) else apart(name, digest)
        target = self._target(place)
        self._taken[_key(place)] = digest
        if target.exists() and not self._holds(target, digest):
            what = "another file has this name; export into an empty folder."
            raise MachineSaysNo(str(target), what=what)
        if target.exists() or self._written(target, digest, where):
            self.count += 1
        return place

    def _target(self, place: str) -> Path:
        return self._sheet.parent / place.replace("\\", "/")

    def _is_free(self, name: str, digest: str) -> bool:
        """Whether the plain name is no other paper's, and no file's that lies there."""
        parts, target = _key(name).split("/"), self._target(name)
        above = {"/".join(parts[:count]) for count in range(1, len(parts))}
        if above & self._taken.keys() or self._taken.get(_key(name), digest) != digest:
            return False
        return not target.exists() or self._holds(target, digest)

    def _holds(self, target: Path, digest: str) -> bool:
        return target.is_file() and files.digest_of(target) == digest

    def _written(self, target: Path, digest: str, where: str) -> bool:
        """Whether the paper could be copied; a finding says why not."""
        kept = files.path_of(self._store, digest)
        if not kept.is_file():
            self.findings.append(warning(LOST, where))
            return False
        self._make_folder(target.parent)
        try:
            with kept.open("rb") as source:
                write_file(target, lambda stream: _copy(source, stream, digest))
        except _Altered:
            self.findings.append(warning(ALTERED, where))
            return False
        self._made.append(target)
        return True

    def _make_folder(self, folder: Path) -> None:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        for path in reversed(missing):
            try:
                path.mkdir()
            except OSError as problem:
                raise said_by_machine(problem, path) from problem
            self._made.append(path)


def _key(place: str) -> str:
    """What two places have in common that a file system may take for one."""
    return place.replace("\\", "/").casefold()


def _copy(source: BinaryIO, target: BinaryIO, digest: str) -> None:
    """Copy what was attached.

    Raises:
        _Altered: it is something else by now.
    """
    sum_ = hashlib.sha256()
    while block := source.read(_BLOCK):
        sum_.update(block)
        target.write(block)
    if sum_.hexdigest() != digest:
        raise _Altered
