"""Backups: taken through SQLite, opened and checked before they count, thinned by sequence.

Never by the clock, which may lie. Those in `backups/` hold the database; the files that it names
lie in `files/`, which keeps them as long as a kept backup names them. `write_zip` makes one file
of it all, to carry away. A backup's name says its sequence, newest operation, reason and moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from remanence.store import copies, disk, engine
from remanence.store.archive import pack_zip
from remanence.store.creation import refuse_existing
from remanence.store.door import Store

_NAME: Final = re.compile(r"(\d{6,})_(\d+)_([a-z0-9-]+)_(\w*)\.db")
_DAY: Final = 8  # letters of a moment that name its day
_KEPT_ALL: Final = 10
"""So many of the newest are all kept; of older ones the distance between two kept ones doubles."""


class Backup(NamedTuple):
    """One backup in `backups/`, newest first by `sequence`."""

    path: Path
    sequence: int
    operation: int
    reason: str
    at: str


def before(store: Store, reason: str, *, at: str) -> Path:
    """A backup before an operation; if nothing was done since the newest one, that one serves.

    Raises:
        StoreDamaged: the workspace does not pass the check; nothing was thinned.
        ReadOnly, DiskFull, MachineSaysNo: the machine refuses.
    """
    if store.read_only:
        raise disk.read_only(store.folder)
    return of_now(store.folder, store.newest_operation()) or make(store.folder, reason, at=at)


def daily(store: Store, *, at: str) -> None:
    """A backup before the first write of a day, if something was done since the newest one.

    Args:
        store: the workspace that is about to be written.
        at: the moment, UTC, ISO.

    Raises:
        StoreDamaged: the workspace does not pass the check; nothing was thinned.
        ReadOnly, FileMissing, DiskFull, MachineSaysNo: it may not be written, or the machine
            refuses.
    """
    store.check_may_write()
    newest = next(iter(kept(store.folder)), None)
    if newest is not None and newest.at[:_DAY] == _moment(at)[:_DAY]:
        return
    done = store.newest_operation()
    if done and (newest is None or newest.operation != done):
        make(store.folder, "daily", at=at)


def of_now(folder: Path, operation: int) -> Path | None:
    """The newest backup, if nothing was done since: no other is needed, nor pushed out by one."""
    found = kept(folder)
    return found[0].path if found and found[0].operation == operation else None


def make(folder: Path, reason: str, *, at: str | None) -> Path:
    """Copy the database into `backups/`, check the copy, give it its name, and thin the older ones.

    Args:
        folder: the workspace.
        reason: in a word: `import`, `migration`, `daily`, `manual`.
        at: the moment, UTC, ISO.
    """
    home = folder / engine.BACKUPS
    with disk.machine(home):
        home.mkdir(exist_ok=True)
        temporary = disk.temporary_beside(home / "x")
        try:
            taken = copies.take(folder, temporary)
            sequence = max((one.sequence for one in kept(folder)), default=0) + 1
            target = home / f"{sequence:06d}_{taken.operation}_{_word(reason)}_{_moment(at)}.db"
            disk.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                disk.remove(temporary)
            raise
        disk.sync_folder(home)
        for old in too_many(kept(folder)):
            disk.remove(old.path)
    return target


def write_zip(store: Store, target: Path, *, at: str) -> list[str]:
    """Write database and attached files to one zip; give the digests of files that are not here.

    Raises:
        StoreDamaged: the workspace does not pass the check.
        ReadOnly, DiskFull, FileMissing, MachineSaysNo: the target is there already, or cannot be
            written; nothing is left there.
    """
    refuse_existing(target)
    temporary = disk.temporary_beside(target.absolute())
    with disk.machine(target):
        try:
            taken = copies.take(store.folder, temporary)
            return disk.write_atomic(
                target,
                lambda file: pack_zip(file, temporary, taken, store.folder / engine.FILES, at),
            )
        except BaseException:  # it might be gone after a power cut: then it is not made
            with suppress(OSError):
                disk.remove(target)
            raise
        finally:
            with suppress(OSError):
                disk.remove(temporary)


def kept(folder: Path) -> list[Backup]:
    """The backups of a workspace, newest first."""
    found = [(path, _NAME.fullmatch(path.name)) for path in (folder / engine.BACKUPS).glob("*.db")]
    backups = [
        Backup(path, int(match[1]), int(match[2]), match[3], match[4])
        for path, match in found
        if match
    ]
    return sorted(backups, key=lambda one: -one.sequence)


def too_many(backups: Sequence[Backup]) -> list[Backup]:
    """Which of the backups (newest first) may go.

    Beyond the newest ten one is kept in each doubling of the distance: 16, 32, 64 ... back.
    """
    if not backups:
        return []
    newest = backups[0].sequence
    seen: set[int] = set()
    gone = []
    for one in reversed(backups[_KEPT_ALL:]):
        bucket = (newest - one.sequence).bit_length()
        if bucket in seen:
            gone.append(one)
        seen.add(bucket)
    return gone


def digests(folder: Path) -> set[str]:
    """The attached files that kept backups name.

    Raises:
        AppError: one cannot be read, so nobody knows what it names.
    """
    return {digest for one in kept(folder) for digest in copies.verify(one.path).digests}


def _word(reason: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-") or "manual"


def _moment(at: str | None) -> str:
    return re.sub(r"[^0-9TZ]", "", (at or "").partition(".")[0].partition("+")[0])
