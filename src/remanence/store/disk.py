"""The one place where the store opens, renames and removes files: a test can make any call fail.

A file is written beside its place under a temporary name, flushed to the disk, and renamed: whoever
looks sees the old file or the new one, never half of it. On Windows virus scanners and indexers
hold files for moments, so renaming and removing are repeated for about two seconds.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from remanence.core.base.errors import DiskFull, FileMissing, MachineSaysNo, ReadOnly
from remanence.core.base.patience import patiently

T = TypeVar("T")

TEMPORARY: Final = ".remanence-"
"""How temporary names begin: `check --repair` may sweep what a crash left under them."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def temporary_beside(path: Path) -> Path:
    """A name in the same folder that nobody uses; short, since its neighbour may be long."""
    return path.with_name(f"{TEMPORARY}{secrets.token_hex(6)}.tmp")


def open_new(path: Path) -> BinaryIO:
    """A new file, open for writing: the door through which every file of the store goes."""
    return path.open("x+b")


def sync(file: BinaryIO) -> None:
    """What was written lies on the disk, not only with the operating system."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """The names in a folder lie on the disk (POSIX; Windows keeps them itself)."""
    if sys.platform == "win32":  # pragma: no cover - a folder cannot be opened there
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def replace(source: Path, target: Path) -> None:
    """Rename a file over whatever is there, or a folder to where nothing is, in one step."""
    patiently(lambda: source.replace(target))


def remove(path: Path) -> None:
    """Take a file away; one that is gone already is fine."""
    patiently(lambda: path.unlink(missing_ok=True))


def remove_folder(folder: Path) -> None:
    """Take a folder of ours away with all in it, as far as the machine lets us."""
    with suppress(OSError):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else remove(path)
        folder.rmdir()


def write_atomic(path: Path, writer: Callable[[BinaryIO], T]) -> T:
    """Write a file whole or not at all; what was there before stays until the new one is complete.

    Args:
        path: where the file shall stand.
        writer: writes into the open file; its result is given back.

    Raises:
        DiskFull, ReadOnly, FileMissing, MachineSaysNo: the machine refuses; nothing was changed.
    """
    temporary = temporary_beside(path)
    with machine(path):
        try:
            with open_new(temporary) as file:
                result = writer(file)
                sync(file)
            replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                remove(temporary)
            raise
        sync_folder(path.parent)
        return result


@contextmanager
def machine(where: Path) -> Iterator[None]:
    """Turn an `OSError` inside into the sentence that says what would help."""
    try:
        yield
    except OSError as problem:
        raise failure(problem, where) from problem


def failure(problem: OSError, where: Path) -> MachineSaysNo:
    """The error of ours that an `OSError` stands for."""
    if problem.errno in _FULL:
        return DiskFull(str(where))
    if problem.errno in _REFUSED:
        return ReadOnly(str(where))
    if isinstance(problem, FileNotFoundError):
        return FileMissing(str(where), what="there is no such file or folder.")
    return MachineSaysNo(str(where), what=f"{problem.strerror or problem}. Nothing was changed.")


def read_only(where: Path) -> ReadOnly:
    """The refusal to write where writing is not possible."""
    return ReadOnly(str(where))
