"""Attached files: kept in `files/` under their SHA-256, never under their own name.

The file goes first, the row that names it after. What no row, no line of the history and no kept
backup names is swept away, never younger than a day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

from remanence.core.base.errors import FileMissing
from remanence.store import disk, engine
from remanence.store.door import Store
from remanence.store.reading import Rows
from remanence.store.statements import unpacked
from remanence.store.writing import Txn

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_BLOCK: Final = 1 << 20
_A_DAY: Final = 86_400  # seconds
_NAMED: Final = "SELECT DISTINCT file_digest FROM documents WHERE file_digest IS NOT NULL"
_WAS_NAMED: Final = (
    """SELECT "before" FROM change WHERE kind = 'documents' AND "before" IS NOT NULL"""
)


def keep(store: Store, source: Path) -> str:
    """Copy a file into the workspace and give its SHA-256; the same content is kept once.

    Raises:
        FileMissing: it is not there or cannot be read.
        ReadOnly, DiskFull, MachineSaysNo: the workspace cannot take it.
    """
    if store.read_only:
        raise disk.read_only(store.folder)
    folder = folder_of(store.folder)
    with disk.machine(folder):
        folder.mkdir(exist_ok=True)
    digest = digest_of(source)
    target = folder / digest
    if not _is_whole(target, digest):
        copied = disk.write_atomic(target, lambda file: _copy(source, file))
        if copied != digest:
            disk.remove(target)
            raise FileMissing(
                str(source), what="it changed while it was read. Nothing was attached; try again."
            )
    return digest


def keep_with(txn: Txn, store: Store, source: Path) -> str:
    """The same inside an operation: a new file goes again where the operation comes to nothing.

    Raises:
        FileMissing, ReadOnly, DiskFull, MachineSaysNo: as `keep`.
    """
    target = path_of(store, digest_of(source))
    if not target.exists():
        txn.take_backs.append(lambda: disk.remove(target))
    return keep(store, source)


def path_of(store: Store, digest: str) -> Path:
    """Where the file of that SHA-256 lies."""
    return folder_of(store.folder) / digest


def folder_of(workspace: Path) -> Path:
    """The folder of attached files."""
    return workspace / engine.FILES


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        FileMissing: it is not there or cannot be read.
    """
    sum_ = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                sum_.update(block)
    except OSError as problem:
        raise FileMissing(str(path), what=f"{problem.strerror}.") from problem
    return sum_.hexdigest()


def named(rows: Rows) -> set[str]:
    """The digests that rows name now."""
    return {row[0] for row in rows.rows(_NAMED)}


def named_ever(rows: Rows) -> set[str]:
    """The digests that rows name now or would name again after an undo."""
    blobs = (row[0] for row in rows.rows(_WAS_NAMED))
    was = {digest for blob in blobs for digest in unpacked(blob).column("file_digest") if digest}
    return named(rows) | was


def unnamed(folder: Path, wanted: Iterable[str], now: float) -> list[Path]:
    """Attached files that are none of `wanted` and lie there for more than a day.

    Args:
        folder: the workspace.
        wanted: digests (`named`, or `named_ever` and those of the backups).
        now: the moment, in seconds as files count them.
    """
    keep_these = set(wanted)
    found = (path for path in folder_of(folder).glob("*") if _DIGEST.fullmatch(path.name))
    return sorted(path for path in found if path.name not in keep_these and is_old(path, now))


def is_old(path: Path, now: float) -> bool:
    """Whether a file lies there for more than a day, so that nobody is at work on it."""
    return now - path.stat().st_mtime > _A_DAY


def sweep(folder: Path, rows: Rows, in_backups: Iterable[str], now: float) -> list[str]:
    """Remove attached files that no row, no undo and no backup names any more; give their names."""
    gone = unnamed(folder, named_ever(rows) | set(in_backups), now)
    for path in gone:
        disk.remove(path)
    return [path.name for path in gone]


def _is_whole(path: Path, digest: str) -> bool:
    return path.is_file() and digest_of(path) == digest


def _copy(source: Path, target: BinaryIO) -> str:
    sum_ = hashlib.sha256()
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            sum_.update(block)
            target.write(block)
    return sum_.hexdigest()
