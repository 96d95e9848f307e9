"""A machine that fails at its n-th call: files, names, flushing to the disk, statements of SQLite.

The calls are counted where they leave Python, so that no function of the program has to take part.
Removing files never fails: what it would leave behind is judged by tests of its own.
"""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT
READING = ("PRAGMA", "SELECT")


@dataclass
class Machine:
    """Counts calls, and fails at one of them.

    Attributes:
        at: the number of the call that fails, from 1; 0 for none.
        lasting: every later call fails too.
        number: the error of the operating system.
        spared: a folder whose calls are not counted: settings that cannot be kept are no failure.
        calls: what was called.
    """

    at: int = 0
    lasting: bool = False
    number: int = errno.ENOSPC
    spared: Path = Path("/nowhere")
    calls: list[str] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Whether the call that fails was reached."""
        return 0 < self.at <= len(self.calls)

    def call(self, what: str) -> bool:
        """Count a call; says whether it must fail."""
        self.calls.append(what)
        now = len(self.calls)
        return now == self.at or (self.lasting and 0 < self.at < now)

    def file(self, what: str, path: object) -> None:
        """A call to the operating system."""
        name = path if isinstance(path, int) else os.fsdecode(os.fspath(path))  # type: ignore[call-overload]
        if _path_of(name).is_relative_to(self.spared):
            return
        if self.call(f"{what} {name}"):
            raise OSError(self.number, os.strerror(self.number), str(name))

    def statement(self, sql: str) -> None:
        """A statement of SQLite."""
        if self.call(" ".join(sql.split())[:60]):
            problem = sqlite3.OperationalError("database or disk is full")
            problem.sqlite_errorcode = sqlite3.SQLITE_FULL
            problem.sqlite_errorname = "SQLITE_FULL"
            raise problem


def _path_of(name: int | str) -> Path:
    """The path of a file, of one that is open by its number too."""
    return Path(f"/proc/self/fd/{name}").readlink() if isinstance(name, int) else Path(name)


class FailingFile(io.BufferedIOBase):
    """A file open for writing whose writes are counted."""

    def __init__(self, inner: Any, machine: Machine, path: object) -> None:
        self._inner = inner
        self._machine = machine
        self._path = path

    def write(self, data: Any) -> int:
        self._machine.file("write", self._path)
        return int(self._inner.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *problem: object) -> None:
        self._inner.close()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._inner)

    def close(self) -> None:
        self._inner.close()

    def flush(self) -> None:
        self._inner.flush()

    def read(self, size: int | None = -1, /) -> bytes:
        return bytes(self._inner.read(size))

    def seek(self, place: int, whence: int = 0, /) -> int:
        return int(self._inner.seek(place, whence))

    def tell(self) -> int:
        return int(self._inner.tell())

    def truncate(self, size: int | None = None, /) -> int:
        return int(self._inner.truncate(size))

    def fileno(self) -> int:
        return int(self._inner.fileno())

    def seekable(self) -> bool:
        return bool(self._inner.seekable())

    def readable(self) -> bool:
        return bool(self._inner.readable())

    def writable(self) -> bool:
        return bool(self._inner.writable())

    @property
    def closed(self) -> bool:
        return bool(self._inner.closed)


def _connection_class(machine: Machine) -> type[sqlite3.Connection]:
    class FailingConnection(sqlite3.Connection):
        """A connection whose statements are counted."""

        def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
            machine.statement(sql)
            return super().execute(sql, *rest)

        def executemany(self, sql: str, *rest: Any) -> sqlite3.Cursor:
            machine.statement(sql)
            done = super().executemany(sql, *rest)
            machine.statement(f"after {sql}")  # the last row of many fails
            return done

        def backup(self, *rest: Any, **options: Any) -> None:
            machine.statement("backup")
            super().backup(*rest, **options)

    return FailingConnection


class _Doors:
    """The functions through which a program reaches the machine, each counted before it acts."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._open = io.open
        self._os_open = os.open
        self._fsync = os.fsync
        self._mkdir = os.mkdir
        self._replace = os.replace
        self._rename = os.rename
        self._connect = sqlite3.connect
        self._counted = _connection_class(machine)

    def open(self, file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        if not set(mode) & set("wxa+"):
            return self._open(file, mode, *args, **options)
        if not isinstance(file, int):
            self._machine.file("open", file)
        inner = self._open(file, mode, *args, **options)
        return FailingFile(inner, self._machine, file) if "b" in mode else inner

    def os_open(self, path: Any, flags: int, *args: Any, **options: Any) -> int:
        if flags & WRITING_FLAGS:
            self._machine.file("open", path)
        return self._os_open(path, flags, *args, **options)

    def fsync(self, number: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(number).st_mode)
        self._machine.file("fsync folder" if is_folder else "fsync", number)
        self._fsync(number)

    def mkdir(self, path: Any, *args: Any, **options: Any) -> None:
        if not Path(path).exists():  # one that is there is no failure to who asks for it
            self._machine.file("mkdir", path)
        self._mkdir(path, *args, **options)

    def replace(self, source: Any, target: Any, **options: Any) -> None:
        self._machine.file("rename", target)
        self._replace(source, target, **options)

    def rename(self, source: Any, target: Any, **options: Any) -> None:
        self._machine.file("rename", target)
        self._rename(source, target, **options)

    def connect(self, *args: Any, **options: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = self._connect(*args, **{**options, "factory": self._counted})
        return made


@contextmanager
def failing(machine: Machine) -> Iterator[Machine]:
    """Let everything inside run on this machine."""
    doors = _Doors(machine)
    with ExitStack() as stack:
        for name, door in (
            ("io.open", doors.open),
            ("builtins.open", doors.open),
            ("os.open", doors.os_open),
            ("os.fsync", doors.fsync),
            ("os.mkdir", doors.mkdir),
            ("os.replace", doors.replace),
            ("os.rename", doors.rename),
            ("sqlite3.connect", doors.connect),
        ):
            stack.enter_context(mock.patch(name, door))
        yield machine


def is_write(call: str) -> bool:
    """Whether a call changes something (a statement that only reads does not)."""
    return not call.removeprefix("after ").lstrip().upper().startswith(READING)
