"""Is the workspace sound: looks at everything; asked to, mends what cannot lose data.

Whatever can be said of damage is a finding; only a workspace that cannot be opened at all raises.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from remanence.core.base.errors import AppError, MachineSaysNo
from remanence.core.base.findings import Finding, has_errors, in_order, info, warning
from remanence.core.base.sentences import N_
from remanence.store import engine, files
from remanence.store.check import database, surroundings
from remanence.store.check.database import PAGE
from remanence.store.check.mending import MENDED, Posting, mend
from remanence.store.check.surroundings import Named, seconds_of
from remanence.store.reading import Reader

REPAIRED = N_("repaired", "{what}")
NOT_SEEN = N_("not_checked_again", "It was repaired, but could not be checked again: {what}")


class Checkup(NamedTuple):
    """What was found, and how the database is kept."""

    findings: list[Finding]
    sqlite: str
    journal_mode: str
    synchronous: str


def check(
    folder: Path, *, at: str, repair: bool = False, posting: Posting | None = None
) -> Checkup:
    """Look at a workspace from end to end; without `repair` nothing is changed.

    Repaired is what cannot lose data: indexes, missing folders, leftovers of interrupted runs,
    attached files that nothing names, posted rows of orders that are gone; orders whose posted
    rows lack or are of another pack are posted again. A copy of the database goes into `backups/`
    first. Where a page is damaged nothing is touched. Then everything is checked again.

    Args:
        folder: the workspace.
        at: the moment, UTC, ISO: files younger than a day are let alone, and a repair leaves a
            line in the history.
        repair: mend what can be mended.
        posting: the pack of today and how orders are posted; None: posted rows that lack are not
            looked for.

    Raises:
        FileMissing, StoreDamaged, StoreTooNew: it cannot be opened at all.
        ReadOnly, StoreBusy, DiskFull, MachineSaysNo: the machine refuses the repair.
    """
    folder = folder.absolute()
    pack = None if posting is None else posting.pack
    found = _look(folder, at, pack)
    codes = {finding.code for finding in found.findings}
    may_post = posting if _is_sound(found.findings) else None
    done = mend(folder, codes, at, may_post) if repair and PAGE not in codes else []
    if not done:
        return found
    after = _look_again(folder, found, at, pack)
    notes = [info(REPAIRED, folder.name, what=what) for what in done]
    return after._replace(findings=in_order([*after.findings, *notes]))


def _is_sound(findings: Iterable[Finding]) -> bool:
    """Whether orders can be judged: no error of the database, but for what is mended before."""
    in_database = [found for found in findings if found.where == engine.DATABASE]
    return not has_errors(found for found in in_database if found.code not in MENDED)


def _look_again(folder: Path, before: Checkup, at: str, pack: str | None) -> Checkup:
    """What is left after a repair, which stands whether or not the machine lets us look."""
    try:
        return _look(folder, at, pack)
    except MachineSaysNo as problem:
        left = [found for found in before.findings if found.code not in MENDED]
        unseen = warning(NOT_SEEN, folder.name, what=problem)
        return before._replace(findings=in_order([*left, unseen]))


def _look(folder: Path, at: str, pack: str | None) -> Checkup:
    engine.examine(folder)
    path, how = engine.database_of(folder), engine.read_mode(folder)
    with engine.translated(folder), closing(engine.connect(path, how, 10)) as connection:
        mode = str(engine.pragma(connection, "journal_mode"))
        found = list(database.look(folder, connection, pack))
        digests = _digests(Reader(connection, folder))
    found += surroundings.look(folder, digests, mode, seconds_of(at))
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
