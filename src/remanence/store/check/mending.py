"""What can be mended without losing data, each deed saying what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from remanence.core.base.errors import ReadOnly
from remanence.store import disk, engine
from remanence.store.check.database import INDEX, ORPHAN, ORPHANED, POSTED
from remanence.store.check.surroundings import FOLDER, LEFTOVER, leftovers


def put_aside(folder: Path) -> str:
    """Copy the database as it is, damage and all, into `backups/` and give the copy's name.

    No backup, since it may not pass the check, but a way back.
    """
    if not engine.is_writable(folder):
        raise ReadOnly(str(folder))
    home = folder / engine.BACKUPS
    with disk.machine(home):
        home.mkdir(exist_ok=True)
        number = 1 + len(list(home.glob("before-repair-*.db")))
        target = home / f"before-repair-{number:04d}.db"
        with disk.open_new(target) as file:
            disk.sync(file)
    source_path = engine.database_of(folder)
    with (
        engine.translated(folder),
        closing(engine.connect(source_path, "rw", 10)) as source,
        closing(engine.connect(target, "rw", 0)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return target.name


def _folders(folder: Path) -> Iterator[str]:
    with disk.machine(folder):
        for name in (engine.FILES, engine.BACKUPS):
            if not (folder / name).is_dir():
                (folder / name).mkdir()
                yield f"The folder {name} was made."


def _leftovers(folder: Path) -> Iterator[str]:
    with disk.machine(folder):
        for path in leftovers(folder):
            disk.remove(path)
            yield f"{path.name} was removed."


def _indexes(folder: Path) -> Iterator[str]:
    _run(folder, "REINDEX")
    yield "The indexes were built anew."


def _orphans(folder: Path) -> Iterator[str]:
    for table in POSTED:
        _run(folder, f"DELETE FROM {table}{ORPHANED}")  # noqa: S608 - our tables
    yield "Posted rows of orders that are gone were removed."


def _run(folder: Path, statement: str) -> None:
    with (
        engine.translated(folder),
        closing(engine.connect(engine.database_of(folder), "rw", 10)) as connection,
    ):
        engine.make_safe(connection, engine.safety(folder))
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement)
        connection.execute("COMMIT")


MENDS: Final[tuple[tuple[str, Callable[[Path], Iterator[str]]], ...]] = (
    (FOLDER, _folders),
    (LEFTOVER, _leftovers),
    (INDEX, _indexes),
    (ORPHAN, _orphans),
)
"""Code of a finding -> what mends it."""
