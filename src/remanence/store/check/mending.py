"""What can be mended without losing data: all of it or nothing, and one line in the history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from remanence.core.base.errors import ReadOnly
from remanence.store import backup, disk, engine, files
from remanence.store.check.database import INDEX, ORPHAN, ORPHANED, POSTED
from remanence.store.check.surroundings import FOLDER, LEFTOVER, UNNAMED, leftovers
from remanence.store.door import Store
from remanence.store.writing import Txn


def mend(folder: Path, codes: Collection[str], at: str) -> list[str]:
    """Mend what findings of these codes speak of; the sentences that say what was done.

    Args:
        folder: the workspace.
        codes: of the findings.
        at: the moment, for the line in the history.

    Raises:
        ReadOnly, StoreBusy, DiskFull, MachineSaysNo: the machine refuses; nothing was mended.
    """
    mends = [mend for code, mend in MENDS if code in codes]
    if not mends:
        return []
    aside = put_aside(folder)
    done = [f"A copy of the database was put aside as {aside.name}."]
    try:
        with (
            closing(Store.open(folder)) as store,
            store.write("repair", source="check", at=at, always=True) as txn,
        ):
            for one in mends:
                done += one(folder, txn)
            txn.note(" ".join(done))
    except BaseException:
        with suppress(OSError):
            disk.remove(aside)
        raise
    return done


def put_aside(folder: Path) -> Path:
    """Copy the database as it is, damage and all, into `backups/` and give the copy.

    No backup, since it may not pass the check, but a way back.
    """
    if not engine.is_writable(folder):
        raise ReadOnly(str(folder))
    home = folder / engine.BACKUPS
    with disk.machine(home):
        home.mkdir(exist_ok=True)
        number = 1 + len(list(home.glob("before-repair-*.db")))
        target = home / f"before-repair-{number:04d}.db"
        temporary = disk.temporary_beside(target)
        try:
            _copy(folder, temporary)
            disk.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                disk.remove(temporary)
            raise
    return target


def _copy(folder: Path, target: Path) -> None:
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


def _folders(folder: Path, _txn: Txn) -> Iterator[str]:
    with disk.machine(folder):
        for name in (engine.FILES, engine.BACKUPS):
            if not (folder / name).is_dir():
                (folder / name).mkdir()
                yield f"The folder {name} was made."


def _leftovers(folder: Path, _txn: Txn) -> Iterator[str]:
    with disk.machine(folder):
        for path in leftovers(folder):
            disk.remove(path)
            yield f"{path.name} was removed."


def _unnamed(folder: Path, txn: Txn) -> Iterator[str]:
    with disk.machine(folder):
        for name in files.sweep(folder, txn, backup.digests(folder)):
            yield f"The attached file {name}, named nowhere, was removed."


def _indexes(_folder: Path, txn: Txn) -> Iterator[str]:
    txn.rebuild_indexes()
    yield "The indexes were built anew."


def _orphans(_folder: Path, txn: Txn) -> Iterator[str]:
    for table in POSTED:
        txn.run_posted(f"DELETE FROM {table}{ORPHANED}", [()])  # noqa: S608 - our tables
    yield "Posted rows of orders that are gone were removed."


MENDS: Final[tuple[tuple[str, Callable[[Path, Txn], Iterator[str]]], ...]] = (
    (FOLDER, _folders),
    (INDEX, _indexes),
    (ORPHAN, _orphans),
    (LEFTOVER, _leftovers),
    (UNNAMED, _unnamed),
)
"""Code of a finding -> what mends it."""

MENDED: Final = frozenset(code for code, _ in MENDS)
"""Codes of the findings that a repair mends."""
