"""Opening the file: which database it is, how it is written safely, what SQLite's refusals mean.

Nobody else asks these questions. `connect` is the one place where a connection to a workspace is
made; `translated` the one place where an error of SQLite becomes a sentence.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import (
    AppError,
    DiskFull,
    FileMissing,
    MachineSaysNo,
    ReadOnly,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
)
from remanence.store.places import is_remote

DATABASE: Final = "workspace.db"
FILES: Final = "files"
BACKUPS: Final = "backups"
SIDE_FILES: Final = ("-journal", "-wal", "-shm")

APPLICATION_ID: Final = 0x524D4E43  # "RMNC"
VERSIONS: Final = ("0001", "0002")
"""The schema's versions from the first to the head (a test holds them to the migrations)."""
HEAD: Final = VERSIONS[-1]

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100  # bytes of a database's header
_READ_VERSION: Final = 19  # the byte of the header that says how the file is read
_LOGGED: Final = 2  # with a write-ahead log
_WAL_SAFE: Final = (3, 51, 3)
_WAL_BACKPORTS: Final = ((3, 50, 7), (3, 44, 6))
_WITHDRAWN: Final = (3, 52, 0)


class DiskFailed(MachineSaysNo):
    """The disk reported an error: what the program has open is no longer trusted for writing."""


class Safety(NamedTuple):
    """How commits reach the disk."""

    journal_mode: str
    synchronous: str


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite may keep a write-ahead log.

    From 3.7.0 to 3.51.2 two writers can lose committed pages when they reset the log at once.
    """
    if version[:3] == _WITHDRAWN:
        return False
    ported = any(version[:2] == fixed[:2] and version[:3] >= fixed for fixed in _WAL_BACKPORTS)
    return ported or version[:3] >= _WAL_SAFE


def safety(folder: Path) -> Safety:
    """Journal mode and synchronous for a workspace there: durable on a power cut in both forms."""
    if is_wal_safe(sqlite3.sqlite_version_info) and not is_remote(folder):
        return Safety("wal", "full")
    return Safety("delete", "extra")


def database_of(folder: Path) -> Path:
    """The database of a workspace."""
    return folder / DATABASE


def address(path: Path, mode: str) -> str:
    """The address that opens exactly this file: `?`, `%` and `#` in names are names.

    `mode` is rw, ro, rwc or immutable.
    """
    uri = path.absolute().as_uri()
    names_host = uri.startswith("file://") and not uri.startswith("file:///")
    if names_host:  # a share of a network: SQLite takes none
        uri = "file:////" + uri.removeprefix("file://")
    return uri + ("?mode=ro&immutable=1" if mode == "immutable" else f"?mode={mode}")


def connect(path: Path, mode: str, wait_seconds: float) -> sqlite3.Connection:
    """A connection with the driver's own transactions off and every safety on.

    Raises:
        sqlite3.Error: as SQLite puts it; see `translated`.
    """
    connection = sqlite3.connect(
        address(path, mode),
        uri=True,
        isolation_level=None,
        timeout=wait_seconds,
        check_same_thread=False,
    )
    try:
        for pragma in _pragmas(mode):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _pragmas(mode: str) -> tuple[str, ...]:
    always = ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")
    writing = ("secure_delete=ON", *(("fullfsync=ON",) if sys.platform == "darwin" else ()))
    return (*always, *writing) if mode in {"rw", "rwc"} else always


def make_safe(connection: sqlite3.Connection, chosen: Safety) -> None:
    """Set journal mode and synchronous; one that others hold open keeps its mode until later."""
    if pragma(connection, "journal_mode") != chosen.journal_mode:
        wait = pragma(connection, "busy_timeout")
        connection.execute("PRAGMA busy_timeout=0")
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA journal_mode={chosen.journal_mode}")
        connection.execute(f"PRAGMA busy_timeout={wait}")
    connection.execute(f"PRAGMA synchronous={chosen.synchronous}")
    if chosen.journal_mode == "delete":
        # A cache that spills would lock readers out long before the commit.
        connection.execute("PRAGMA cache_spill=OFF")


def settle_journal(folder: Path) -> None:
    """Change the journal mode that another engine left, if nobody else has the workspace open."""
    chosen = safety(folder)
    with database_of(folder).open("rb") as file:
        has_log = file.read(_HEADER)[_READ_VERSION] == _LOGGED
    if has_log != (chosen.journal_mode == "wal"):
        with closing(connect(database_of(folder), "rw", 0)) as connection:
            make_safe(connection, chosen)


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """The value of a setting."""
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return None if row is None else row[0]


def examine(folder: Path) -> str:
    """Look at a workspace without touching a byte of it, and give its schema version.

    Raises:
        FileMissing: there is no such folder.
        StoreDamaged: it is not a workspace, or its beginning is damaged.
        StoreTooNew: a newer program wrote it.
    """
    path = database_of(folder)
    _check_header(folder, path)
    version = _version_untouched(folder, path)
    check_version(folder, version)
    return version


def check_version(folder: Path, version: str) -> None:
    """Refuse a schema that this program does not know."""
    if version not in VERSIONS:
        raise StoreTooNew(str(folder), found=version, known=HEAD)


def _check_header(folder: Path, path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError as problem:
        if not folder.exists():
            raise FileMissing(str(folder), what="there is no such workspace.") from problem
        raise StoreDamaged(
            str(folder), what=f"this is not a workspace: it holds no {DATABASE}."
        ) from problem
    except NotADirectoryError as problem:
        raise StoreDamaged(
            str(folder), what="this is a file, not the folder of a workspace."
        ) from problem
    except PermissionError as problem:
        raise FileMissing(str(path), what="it cannot be read; no permission.") from problem
    except OSError as problem:
        raise FileMissing(str(path), what=f"{problem.strerror}.") from problem
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        what = f"{DATABASE} is not a database" + (
            " (it is empty)." if not header else " or its beginning is damaged."
        )
        raise StoreDamaged(str(folder), what=what + " A backup may hold the data.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreDamaged(str(folder), what=f"{DATABASE} belongs to another program.")


def _version_untouched(folder: Path, path: Path) -> str:
    """The version, read without locks or side files where no log is pending."""
    wal = path.with_name(DATABASE + "-wal")
    pending = wal.exists() and wal.stat().st_size > 0
    if not pending:
        suppressed = suppress(sqlite3.Error, UnicodeDecodeError)
        with suppressed, closing(connect(path, "immutable", 0)) as connection:
            return read_version(folder, connection)
    with translated(folder), closing(connect(path, "ro", 10)) as connection:
        return read_version(folder, connection)


def read_version(folder: Path, connection: sqlite3.Connection) -> str:
    """The one row of `alembic_version`.

    Raises:
        StoreDamaged: there is no such table, or not one row.
    """
    try:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        rows = []
    if len(rows) != 1:
        raise StoreDamaged(
            str(folder),
            what=f"its version is not on record ({len(rows)} rows). A backup may hold the data.",
        )
    return str(rows[0][0])


def is_writable(folder: Path) -> bool:
    """Whether the machine lets us write the database and its side files."""
    return os.access(database_of(folder), os.W_OK) and os.access(folder, os.W_OK)


def read_mode(folder: Path) -> str:
    """How a reader opens: as a writer would, so that it finishes what a kill left and cleans up.

    Where nothing can be written no log can be made: SQLite is told that nobody writes.
    """
    if is_writable(folder):
        return "rw"
    with database_of(folder).open("rb") as file:
        has_log = file.read(_HEADER)[_READ_VERSION] == _LOGGED
    return "immutable" if has_log else "ro"


_BY_CODE: Final[dict[int, type[AppError]]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
}
_LACKING: Final = ("no such table", "no such column", "malformed database schema")
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


@contextmanager
def translated(where: Path) -> Iterator[None]:
    """Turn SQLite's refusals inside into errors of ours.

    A broken constraint or a wrong statement is a bug and stays what it is.
    """
    try:
        yield
    except sqlite3.Error as problem:
        ours = meaning(problem, where)
        if ours is None:
            raise
        raise ours from problem
    except UnicodeDecodeError as problem:  # the driver could not even say what is wrong
        raise StoreDamaged(
            str(where), what="the database is damaged. A backup may hold the data."
        ) from problem
    except MemoryError as problem:
        raise MachineSaysNo(str(where), what="not enough memory. Nothing was changed.") from problem


def meaning(problem: sqlite3.Error, where: Path) -> AppError | None:
    """The error of ours that one of SQLite stands for; None for a bug."""
    code = getattr(problem, "sqlite_errorcode", 0)
    primary = code & 0xFF
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return FileMissing(str(where), what="it was moved or replaced while it was open.")
    if primary in _BY_CODE:
        return _BY_CODE[primary](str(where))
    if primary in _DAMAGE or str(problem).startswith(_LACKING):
        return StoreDamaged(
            str(where), what=f"the database is damaged ({problem}). A backup may hold the data."
        )
    if primary == sqlite3.SQLITE_IOERR:
        return DiskFailed(
            str(where),
            what=f"the disk reports an error ({problem.sqlite_errorname}). Nothing was changed.",
        )
    return _cannot_open(where) if primary == sqlite3.SQLITE_CANTOPEN else None


def _cannot_open(where: Path) -> AppError:
    if not where.exists():
        return FileMissing(str(where), what="it is no longer there.")
    return MachineSaysNo(
        str(where),
        what="a file of the database cannot be opened (too many open files, or no permission).",
    )
