"""Copies of a database: taken through SQLite, opened and checked before they count."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import StoreDamaged
from remanence.store import disk, engine
from remanence.store.files import named_ever
from remanence.store.reading import Reader
from remanence.store.shape import FACTS

_NEWEST: Final = "SELECT coalesce(max(id), 0) AS newest FROM operation"


class Content(NamedTuple):
    """What a database holds.

    Attributes:
        version: of its schema.
        operation: its newest operation, 0 before the first.
        rows: how many, by kept table.
        digests: of the attached files that it names or would name again after an undo.
    """

    version: str
    operation: int
    rows: dict[str, int]
    digests: frozenset[str]


def take(folder: Path, target: Path) -> Content:
    """Copy the database of a workspace to a new file, check the copy, and say what it holds.

    Args:
        folder: the workspace; it may be open and written meanwhile.
        target: a name that nobody uses.

    Raises:
        StoreDamaged: the copy does not pass, so the source is damaged.
        DiskFull, StoreBusy, MachineSaysNo: the machine refuses.
    """
    with disk.open_new(target) as file:
        disk.sync(file)
    source_path = engine.database_of(folder)
    with (
        engine.translated(folder),
        closing(engine.connect(source_path, engine.read_mode(folder), 10)) as source,
    ):
        source.execute("BEGIN")
        expected = content(folder, source)
        with closing(engine.connect(target, "rw", 0)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    with target.open("r+b") as file:
        disk.sync(file)
    found = verify(target)
    if found != expected:
        raise StoreDamaged(
            str(folder), what="a copy of the database holds other rows than the database."
        )
    return found


def verify(path: Path) -> Content:
    """Open a database that nobody writes and check it from end to end.

    Raises:
        StoreDamaged: it is not ours, a page or index is damaged, a reference is broken.
        StoreTooNew: a newer program wrote it.
    """
    with engine.translated(path), closing(engine.connect(path, "immutable", 0)) as connection:
        if engine.pragma(connection, "application_id") != engine.APPLICATION_ID:
            raise StoreDamaged(str(path), what="this is not a database of Remanence.")
        engine.check_version(path, engine.read_version(path, connection))
        problems = connection.execute("PRAGMA integrity_check(3)").fetchall()
        if problems != [("ok",)]:
            raise StoreDamaged(str(path), what=f"the database is damaged ({problems[0][0]}).")
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise StoreDamaged(
                str(path), what=f"{len(broken)} references name rows that are not there."
            )
        return content(path, connection)


def content(where: Path, connection: sqlite3.Connection) -> Content:
    """Count what a database holds."""
    rows = Reader(connection, where)
    counts = {kind: int(rows.rows(f"SELECT count(*) AS n FROM {kind}")[0][0]) for kind in FACTS}  # noqa: S608 - our tables
    version = engine.read_version(where, connection)
    return Content(version, newest_operation(rows), counts, frozenset(named_ever(rows)))


def newest_operation(rows: Reader) -> int:
    """The id of the newest operation; 0 before the first."""
    return int(rows.rows(_NEWEST)[0][0])
