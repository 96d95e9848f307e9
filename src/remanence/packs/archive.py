"""The bytes of a pack, from a folder or an `.rpack` file (a zip), read safely.

Names are looked at one by one and sizes while reading: a pack may come from a stranger. Nothing is
unpacked; links are not followed.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

from remanence.core.base.errors import FileMissing
from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.packs.files import is_plain

MOST_FILES: Final = 64
MOST_BYTES: Final = 16 * 1024 * 1024  # of one file, unpacked
MOST_TOTAL: Final = 64 * 1024 * 1024
_CHUNK: Final = 65_536
MOST_RATIO: Final = 200  # unpacked to packed; text of tables stays far below

BAD_NAME = N_(
    "pack.bad_name",
    "A pack holds no file called '{name}': only plain names in small letters, without folders.",
)
NOT_A_FILE = N_(
    "pack.not_a_file", "'{name}' is a link or a special file; a pack holds plain files."
)
SAME_NAME = N_("pack.same_name", "'{name}' is there twice: some systems cannot tell both apart.")
TOO_MANY = N_("pack.too_many_files", "More than {most} files; a pack has one a table.")
TOO_LARGE = N_("pack.too_large", "'{name}' is larger than {most} bytes unpacked. It was not read.")
TOO_DENSE = N_("pack.too_dense", "'{name}' grows more than {most} times when unpacked.")
ENCRYPTED = N_("pack.encrypted", "'{name}' is encrypted; a pack is open to everybody.")
NOT_A_PACK = N_("pack.not_a_pack", "This is neither a folder nor a zip that can be read: {what}")
UNREADABLE = N_("pack.unreadable", "'{name}' cannot be read: {what}")


class Archive(NamedTuple):
    """What a pack holds: bytes by name, and what was refused."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...]


def read_archive(path: Path) -> Archive:
    """All files of a pack.

    Raises:
        FileMissing: there is nothing at that path.
    """
    if path.is_dir():
        return _of_folder(path)
    if not path.is_file():
        raise FileMissing(str(path), what="there is no such pack.")
    try:
        with zipfile.ZipFile(path) as packed:
            return _of_zip(packed)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as problem:
        return Archive({}, (error(NOT_A_PACK, path.name, what=problem),))


def _of_folder(path: Path) -> Archive:
    reader = _Reader()
    for entry in sorted(path.iterdir()):
        if not reader.admits(entry.name, plain=not entry.is_symlink() and entry.is_file()):
            continue
        try:
            with entry.open("rb") as file:
                reader.take(entry.name, _chunks(file))
        except OSError as problem:
            reader.refuse(UNREADABLE, entry.name, what=problem)
    return reader.archive()


def _of_zip(packed: zipfile.ZipFile) -> Archive:
    reader = _Reader()
    for entry in packed.infolist():
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not reader.admits(entry.filename, plain=kind in (0, stat.S_IFREG)):
            continue
        if entry.flag_bits & 1:
            reader.refuse(ENCRYPTED, entry.filename)
        elif entry.file_size > MOST_RATIO * max(entry.compress_size, 1024):
            reader.refuse(TOO_DENSE, entry.filename, most=MOST_RATIO)
        else:
            _unpack(packed, entry, reader)
    return reader.archive()


def _unpack(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, reader: _Reader) -> None:
    try:
        with packed.open(entry) as file:
            reader.take(entry.filename, _chunks(file))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as problem:
        reader.refuse(UNREADABLE, entry.filename, what=problem)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


class _Reader:
    """Takes files one by one and keeps to the limits."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._findings: list[Finding] = []
        self._names: set[str] = set()
        self._total = 0
        self._count = 0

    def archive(self) -> Archive:
        return Archive(self._files, tuple(self._findings))

    def refuse(self, code: str, name: str, **parts: object) -> None:
        self._findings.append(error(code, _shown(name), name=_shown(name), **parts))

    def admits(self, name: str, *, plain: bool) -> bool:
        """Whether an entry may be read, by its name and kind."""
        self._count += 1
        if self._count > MOST_FILES:
            if self._count == MOST_FILES + 1:
                self.refuse(TOO_MANY, name, most=MOST_FILES)
            return False
        folded = unicodedata.normalize("NFKC", name).casefold()
        if folded in self._names:
            self.refuse(SAME_NAME, name)
        elif not is_plain(name):
            self.refuse(BAD_NAME, name)
        elif not plain:
            self.refuse(NOT_A_FILE, name)
        else:
            self._names.add(folded)
            return True
        return False

    def take(self, name: str, chunks: Iterator[bytes]) -> None:
        """Read a file as far as the limits allow."""
        parts: list[bytes] = []
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES or self._total + size > MOST_TOTAL:
                self.refuse(TOO_LARGE, name, most=MOST_BYTES)
                return
            parts.append(chunk)
        self._total += size
        self._files[name] = b"".join(parts)


def _shown(name: str) -> str:
    """A name as it may stand in a sentence: no control characters, not endless."""
    return "".join(mark if mark.isprintable() else "?" for mark in name)[:120]
