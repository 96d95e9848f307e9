"""The two doors of a workspace: `Store.read()` and `Store.write(label)`.

Reading needs nothing but the driver. One connection a thread reads, one connection of the program
writes, under a lock. No transaction waits for a person: doors are opened, used and closed inside
one function.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from remanence.core.base.errors import AppError, FileMissing, MachineSaysNo, ReadOnly, StoreBusy
from remanence.core.facts.business import Business
from remanence.store import engine
from remanence.store.reading import Reader

if TYPE_CHECKING:
    from remanence.store.writing import Operation, Txn

__all__ = ["Reader", "Store", "create_store"]

WAIT_SECONDS: Final = 10.0
"""How long a writer waits for another program."""


def create_store(folder: Path, business: Business) -> None:
    """Make an empty workspace: the folder with database, `files` and `backups`, or nothing.

    Raises:
        MachineSaysNo: the target is there already, or the machine refuses.
    """
    from remanence.store.creation import create

    create(folder, business)


class Store:
    """An open workspace. Close it before its folder is moved or restored over."""

    def __init__(self, folder: Path, *, read_only: bool, wait_seconds: float) -> None:
        """Keep where it is; `Store.open` checks and connects."""
        self.folder = folder
        self.read_only = read_only
        self.wait_seconds = wait_seconds
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._readers: list[sqlite3.Connection] = []
        self._mine = threading.local()
        self._failed = ""
        self._has_committed = False
        self._identity = _identity(engine.database_of(folder))

    @classmethod
    def open(
        cls, folder: Path, *, read_only: bool = False, wait_seconds: float = WAIT_SECONDS
    ) -> Store:
        """Open a workspace, migrating an older one first.

        Where nothing can be written it opens for reading, and `read_only` says so.

        Args:
            folder: the workspace's folder.
            read_only: never write, not even a newer schema.
            wait_seconds: how long to wait for another program that writes.

        Raises:
            FileMissing: no such folder.
            StoreDamaged, StoreTooNew: not a workspace of ours, or of a newer program; left
                untouched.
            StoreBusy, MachineSaysNo: the machine refuses.
        """
        folder = folder.absolute()
        version = engine.examine(folder)
        only = read_only or not engine.is_writable(folder)
        if version != engine.HEAD and not only:
            from remanence.store.migrate import upgrade

            upgrade(folder, wait_seconds=wait_seconds)
        if not only:
            with engine.translated(folder):
                engine.settle_journal(folder)
        store = cls(folder, read_only=only, wait_seconds=wait_seconds)
        try:  # what a look at the header cannot see shows now
            store.newest_operation()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def database(self) -> Path:
        """The database's file."""
        return engine.database_of(self.folder)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A snapshot: everything read inside belongs together.

        Inside another reading of the same thread it is the same snapshot.

        Raises:
            StoreBusy: another program is just committing, longer than we wait.
            StoreDamaged, MachineSaysNo: the file cannot be read.
        """
        connection = self._reading()
        if connection.in_transaction:
            yield Reader(connection, self.folder)
            return
        with engine.translated(self.folder):
            connection.execute("BEGIN")
        try:
            yield Reader(connection, self.folder)
        finally:
            _end(connection, "ROLLBACK")

    @contextmanager
    def write(
        self,
        label: str,
        *,
        source: str,
        note: str = "",
        at: str,
        undo_of: int | None = None,
        always: bool = False,
    ) -> Iterator[Txn]:
        """One operation: commits and leaves one line in the history, or on any exception nothing.

        An operation that wrote no row leaves no line, unless `always`.

        Args:
            label: what is done, as a code (`import`).
            source: who asked: a file's name, `window`, `command line`.
            note: a sentence for the history.
            at: the moment, UTC, ISO.
            undo_of: the operation that this one takes back.
            always: a line in the history even where no row changed.

        Raises:
            ReadOnly, StoreBusy, DiskFull, FileMissing, MachineSaysNo: the machine refuses;
                nothing was changed.
        """
        from remanence.store.writing import Operation

        self.check_may_write()
        if not self._lock.acquire(timeout=self.wait_seconds):
            raise StoreBusy(str(self.folder))
        try:
            connection = self._writing()
            yield from self._operate(
                connection, Operation(label, source, note, at, undo_of), always=always
            )
        finally:
            self._lock.release()

    def newest_operation(self) -> int:
        """The id of the newest operation; who looks on compares it with the one he knows."""
        with self.read() as reader:
            newest: int | None = reader.rows("SELECT max(id) FROM operation")[0][0]
            return newest or 0

    def close(self) -> None:
        """Close every connection; pending work of other threads must have ended."""
        with self._lock:
            if self._writer is not None:
                if self._has_committed:  # a refusal leaves nothing, no statistics either
                    with suppress(sqlite3.Error):
                        self._writer.execute("PRAGMA optimize")
                self._writer.close()
                self._writer = None
            for connection in self._readers:
                connection.close()
            self._readers.clear()
            self._mine = threading.local()

    def _operate(
        self, connection: sqlite3.Connection, operation: Operation, *, always: bool
    ) -> Iterator[Txn]:
        from remanence.store.writing import Txn

        txn: Txn | None = None
        try:
            with engine.translated(self.folder):
                connection.execute("BEGIN IMMEDIATE")
                txn = Txn(connection, operation)
            with engine.translated(self.folder):
                yield txn
            with engine.translated(self.folder):
                wrote = txn.finish(always=always)
                _end(connection, "COMMIT" if wrote else "ROLLBACK", strictly=True)
            txn.take_backs.clear()
            self._has_committed |= wrote
        except engine.DiskFailed as problem:
            self._failed = str(problem)
            raise
        finally:
            take_backs = () if txn is None else txn.take_backs
            for take_back in take_backs:  # locked still: nobody counts on it yet
                with suppress(AppError, OSError):
                    take_back()
            _end(connection, "ROLLBACK")

    def check_may_write(self) -> None:
        """Refuse what `write` would refuse before it begins.

        Raises:
            ReadOnly, FileMissing, MachineSaysNo: it may not be written, or not any more.
        """
        if self.read_only:
            raise ReadOnly(str(self.folder))
        if self._failed:
            raise MachineSaysNo(
                str(self.folder),
                what=f"it is open for reading only since the disk failed ({self._failed}). Open it "
                "again.",
            )
        if getattr(self._mine, "reader", None) is not None and self._mine.reader.in_transaction:
            message = (
                "a thread that reads through Store.read() would wait for itself: read through the "
                "transaction"
            )
            raise RuntimeError(message)
        if _identity(self.database) != self._identity:
            raise FileMissing(
                str(self.folder),
                what="the database was moved or replaced while it was open. Open it again.",
            )

    def _reading(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._mine, "reader", None)
        if connection is None:
            with engine.translated(self.folder):
                mode = engine.read_mode(self.folder)
                connection = engine.connect(self.database, mode, self.wait_seconds)
                connection.execute("PRAGMA query_only=ON")
            self._mine.reader = connection
            self._readers.append(connection)
        return connection

    def _writing(self) -> sqlite3.Connection:
        if self._writer is None:
            with engine.translated(self.folder):
                self._writer = engine.connect(self.database, "rw", self.wait_seconds)
                engine.make_safe(self._writer, engine.safety(self.folder))
        return self._writer


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - one call, no object: it stands before every write
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _end(connection: sqlite3.Connection, how: str, *, strictly: bool = False) -> None:
    """End the transaction if one is open; quietly where an error is on its way already."""
    if not connection.in_transaction:
        return
    if strictly:
        connection.execute(how)
        return
    with suppress(sqlite3.Error), closing(connection.cursor()) as cursor:
        cursor.execute(how)
