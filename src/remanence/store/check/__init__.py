"""Is the workspace sound: looks at everything; asked to, mends what cannot lose data.

Whatever can be said of damage is a finding; only a workspace that cannot be opened at all raises.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from remanence.core.base.errors import AppError, MachineSaysNo
from remanence.core.base.findings import Finding, in_order, info, warning
from remanence.core.base.sentences import N_
from remanence.store import engine, files
from remanence.store.check import database, surroundings
from remanence.store.check.database import PAGE
from remanence.store.check.mending import MENDED, mend
from remanence.store.check.surroundings import Named
from remanence.store.reading import Reader

REPAIRED = N_("repaired", "{what}")
NOT_SEEN = N_("not_checked_again", "It was repaired, but could not be checked again: {what}")


class Checkup(NamedTuple):
    """What was found, and how the database is kept."""

    findings: list[Finding]
    sqlite: str
    journal_mode: str
    synchronous: str


def check(folder: Path, *, repair: bool = False, at: str = "") -> Checkup:
    """Look at a workspace from end to end; without `repair` nothing is changed.

    Repaired is what cannot lose data: indexes, missing folders, leftovers of interrupted runs,
    attached files that nothing names, posted rows of orders that are gone. A copy of the database
    goes into `backups/` first. Where a page is damaged nothing is touched. Then everything is
    checked again.

    Args:
        folder: the workspace.
        repair: mend what can be mended.
        at: the moment, for the line that a repair leaves in the history.

    Raises:
        FileMissing, StoreDamaged, StoreTooNew: it cannot be opened at all.
        ReadOnly, StoreBusy, DiskFull, MachineSaysNo: the machine refuses the repair.
    """
    folder = folder.absolute()
    found = _look(folder)
    codes = {finding.code for finding in found.findings}
    done = mend(folder, codes, at) if repair and PAGE not in codes else []
    if not done:
        return found
    after = _look_again(folder, found)
    notes = [info(REPAIRED, folder.name, what=what) for what in done]
    return after._replace(findings=in_order([*after.findings, *notes]))


def _look_again(folder: Path, before: Checkup) -> Checkup:
    """What is left after a repair, which stands whether or not the machine lets us look."""
    try:
        return _look(folder)
    except MachineSaysNo as problem:
        left = [found for found in before.findings if found.code not in MENDED]
        unseen = warning(NOT_SEEN, folder.name, what=problem)
        return before._replace(findings=in_order([*left, unseen]))


def _look(folder: Path) -> Checkup:
    engine.examine(folder)
    path, how = engine.database_of(folder), engine.read_mode(folder)
    with engine.translated(folder), closing(engine.connect(path, how, 10)) as connection:
        mode = str(engine.pragma(connection, "journal_mode"))
        found = list(database.look(folder, connection))
        digests = _digests(Reader(connection, folder))
    found += surroundings.look(folder, digests, mode)
    synchronous = engine.safety(folder).synchronous
    return Checkup(in_order(found), sqlite3.sqlite_version, mode, synchronous)


def _digests(reader: Reader) -> Named:
    """The attached files that rows name; what cannot be read is a finding by now."""
    try:
        now = frozenset(files.named(reader))
    except (AppError, sqlite3.Error):
        return Named(frozenset(), None)
    try:
        return Named(now, frozenset(files.named_ever(reader)))
    except (AppError, sqlite3.Error, ValueError, TypeError, zlib.error):
        return Named(now, None)
