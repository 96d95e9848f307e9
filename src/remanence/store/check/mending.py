"""What can be mended without losing data: all of it or nothing, and one line in the history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import ReadOnly
from remanence.store import backup, disk, engine, files
from remanence.store.check.database import INDEX, ORPHAN, ORPHANED, POSTED, UNPOSTED
from remanence.store.check.surroundings import FOLDER, LEFTOVER, UNNAMED, leftovers, seconds_of
from remanence.store.door import Store
from remanence.store.writing import Txn


class Posting(NamedTuple):
    """How posted rows are made again: the floor above knows.

    Attributes:
        pack: the reference pack in use, as posted rows name it.
        post: posts all orders inside a transaction.
    """

    pack: str
    post: Callable[[Store, Txn], None]


def mend(
    folder: Path, codes: Collection[str], at: str, posting: Posting | None = None
) -> list[str]:
    """Mend what findings of these codes speak of; the sentences that say what was done.

    Posting all orders changes no fact: that alone needs no copy and leaves no line in the history.

    Args:
        folder: the workspace.
        codes: of the findings.
        at: the moment, UTC, ISO: for the line in the history and the age of files.
        posting: how orders are posted, if they may be.

    Raises:
        ReadOnly, StoreBusy, DiskFull, MachineSaysNo: the machine refuses; nothing was mended.
    """
    mends = [mend for code, mend in MENDS if code in codes]
    post = None if posting is None or UNPOSTED not in codes else posting.post
    if not mends and post is None:
        return []
    aside = put_aside(folder) if mends else None
    done = [] if aside is None else [f"A copy of the database was put aside as {aside.name}."]
    try:
        with (
            closing(Store.open(folder)) as store,
            store.write("repair", source="check", at=at, always=bool(mends)) as txn,
        ):
            for one in mends:
                done += one(folder, txn, seconds_of(at))
            if post is not None:
                post(store, txn)
                done.append("All orders were posted again.")
            txn.note(" ".join(done))
    except BaseException:
        with suppress(OSError):
            if aside is not None:
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


def _folders(folder: Path, _txn: Txn, _now: float) -> Iterator[str]:
    with disk.machine(folder):
        for name in (engine.FILES, engine.BACKUPS):
            if not (folder / name).is_dir():
                (folder / name).mkdir()
                yield f"The folder {name} was made."


def _leftovers(folder: Path, _txn: Txn, now: float) -> Iterator[str]:
    with disk.machine(folder):
        for path in leftovers(folder, now):
            disk.remove(path)
            yield f"{path.name} was removed."


def _unnamed(folder: Path, txn: Txn, now: float) -> Iterator[str]:
    with disk.machine(folder):
        for name in files.sweep(folder, txn, backup.digests(folder), now):
            yield f"The attached file {name}, named nowhere, was removed."


def _indexes(_folder: Path, txn: Txn, _now: float) -> Iterator[str]:
    txn.rebuild_indexes()
    yield "The indexes were built anew."


def _orphans(_folder: Path, txn: Txn, _now: float) -> Iterator[str]:
    for table in POSTED:
        txn.run_posted(f"DELETE FROM {table}{ORPHANED}", [()])  # noqa: S608 - our tables
    yield "Posted rows of orders that are gone were removed."


MENDS: Final[tuple[tuple[str, Callable[[Path, Txn, float], Iterator[str]]], ...]] = (
    (FOLDER, _folders),
    (INDEX, _indexes),
    (ORPHAN, _orphans),
    (LEFTOVER, _leftovers),
    (UNNAMED, _unnamed),
)
"""Code of a finding -> what mends it."""

MENDED: Final = frozenset({UNPOSTED, *(code for code, _ in MENDS)})
"""Codes of the findings that a repair mends."""
