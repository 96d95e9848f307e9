"""THE place that writes files for people: beside the target first, then in its place at once."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import BinaryIO

from remanence.core.base.errors import DiskFull, FileMissing, MachineSaysNo, ReadOnly
from remanence.core.base.patience import is_held, patiently

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file whole or not at all; what stood there before stays until the new one is safe.

    Returns:
        Where it lies: a name beside it where another program holds the file that stood there, as
        a spreadsheet does with what it shows.

    Raises:
        FileMissing: its folder is not there.
        DiskFull: there is no room.
        ReadOnly: the folder or file may not be written.
        MachineSaysNo: anything else that the machine refuses.
    """
    beside = ""
    try:
        number, beside = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        with os.fdopen(number, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _give_usual_rights(Path(beside), path)
        placed = _placed(Path(beside), path)
        _sync_folder(path.parent)
    except OSError as problem:
        raise said_by_machine(problem, path) from problem
    finally:
        with contextlib.suppress(FileNotFoundError):
            if beside:
                Path(beside).unlink()
    return placed


def _placed(beside: Path, path: Path) -> Path:
    try:
        patiently(lambda: beside.replace(path))
    except PermissionError as problem:
        if not (is_held(problem) and path.is_file() and os.access(path, os.W_OK)):
            raise
        names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
        free = next(name for name in names if not name.exists())
        patiently(lambda: beside.replace(free))
        return free
    return path


def _sync_folder(folder: Path) -> None:
    """The name lies on the disk too, where the machine can promise it (Windows does it itself)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _give_usual_rights(beside: Path, path: Path) -> None:
    """A temporary file is for its owner alone; the target keeps its rights, or gets the usual."""
    if path.exists():
        beside.chmod(path.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    beside.chmod(0o666 & ~mask)


def said_by_machine(problem: OSError, path: Path) -> MachineSaysNo:
    """The failure that a person understands."""
    if problem.errno in _FULL:
        return DiskFull(where=str(path))
    if problem.errno in _REFUSED:
        return ReadOnly(where=str(path))
    if problem.errno in {errno.ENOENT, errno.ENOTDIR}:
        return FileMissing(where=str(path), what="its folder is not there. Make it first.")
    what = os.strerror(problem.errno) if problem.errno else "it cannot be written"
    return MachineSaysNo(where=str(path), what=f"{what}.")
