"""Is what lies around the database sound: attached files, folders, copies, place, backups."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from remanence.core.base.errors import AppError, MachineSaysNo
from remanence.core.base.findings import Finding, error, info, warning
from remanence.core.base.sentences import N_
from remanence.store import backup, copies, disk, engine, files, places
from remanence.store.files import digest_of, folder_of

FILE_MISSING = N_(
    "attached_file_missing",
    "The attached file {digest} is missing in files/. A backup zip may hold it.",
)
FILE_ALTERED = N_(
    "attached_file_altered",
    "The attached file {digest} was altered or damaged. A backup zip may hold the original.",
)
FOLDER = N_("folder_missing", "The folder {name} is missing. `check --repair` makes it.")
LEFTOVER = N_(
    "leftover_file", "{name} was left behind by an interrupted run. `check --repair` removes it."
)
UNNAMED = N_(
    "attached_file_unnamed",
    "{count} attached files are named by no row, no undo and no backup. "
    "`check --repair` removes them.",
)
COPY = N_(
    "conflict_copy",
    "{name} lies beside the database: a copy made by a sync program. It was not "
    "merged; look what is in it.",
)
SYNCED = N_(
    "synced_folder",
    "The workspace lies in a folder that a sync program copies; it can be damaged "
    "there. Move it to a local folder.",
)
REMOTE = N_(
    "remote_folder",
    "The workspace lies on a network drive, or on a volume that may be one: let only one program "
    "open it at a time, or move it to a disk of this computer.",
)
LOGGED = N_(
    "log_unsafe",
    "This SQLite ({version}) should not keep a write-ahead log; it will be switched "
    "off when no other program is open.",
)
NO_BACKUP = N_("no_backup", "There is no backup yet. `remanence backup` makes one.")
LAST_BACKUP = N_("last_backup", "The newest backup is {name}; it was opened and checked just now.")
BACKUP_BAD = N_("backup_damaged", "The backup {name} is damaged: {what}")


class Named(NamedTuple):
    """Digests of attached files that rows name now, or ever named; None: nobody can tell."""

    now: frozenset[str]
    ever: frozenset[str] | None


def seconds_of(at: str) -> float:
    """A moment (ISO) in seconds, as files count them."""
    return datetime.fromisoformat(at).timestamp()


def look(folder: Path, digests: Named, mode: str, now: float) -> Iterator[Finding]:
    """Everything that is wrong around a database.

    Args:
        folder: the workspace.
        digests: the attached files that its rows name, and those that an undo would name.
        mode: its journal mode.
        now: the moment, in seconds.
    """
    yield from _files(folder, digests, now)
    yield from _beside(folder, now)
    yield from place(folder)
    if mode == "wal" and engine.safety(folder).journal_mode != "wal":
        yield warning(LOGGED, folder.name, version=sqlite3.sqlite_version)
    yield from _backups(folder)


def place(folder: Path) -> Iterator[Finding]:
    """What speaks against the place in which a workspace lies."""
    if places.is_synced(folder):
        yield warning(SYNCED, folder.name)
    if places.is_remote(folder):
        yield warning(REMOTE, folder.name)


def leftovers(folder: Path, now: float) -> list[Path]:
    """Files that an interrupted run left behind, a day ago or more: none that is in use."""
    homes = (folder, folder / engine.FILES, folder / engine.BACKUPS)
    found = (path for home in homes for path in home.glob(f"{disk.TEMPORARY}*"))
    return sorted(path for path in found if path.is_file() and files.is_old(path, now))


def _files(folder: Path, digests: Named, now: float) -> Iterator[Finding]:
    for digest in sorted(digests.now):
        path = folder_of(folder) / digest
        if not path.is_file():
            yield error(FILE_MISSING, engine.FILES, digest=digest)
        elif digest_of(path) != digest:
            yield error(FILE_ALTERED, engine.FILES, digest=digest)
    if digests.ever is not None and (count := len(_unnamed(folder, digests.ever, now))):
        yield info(UNNAMED, engine.FILES, count=count)


def _unnamed(folder: Path, ever: Iterable[str], now: float) -> list[Path]:
    """Files that may go; none as long as one backup cannot be asked."""
    found = files.unnamed(folder, ever, now)
    try:
        return files.unnamed(folder, {*ever, *backup.digests(folder)}, now) if found else []
    except AppError:
        return []


def _beside(folder: Path, now: float) -> Iterator[Finding]:
    for name in (engine.FILES, engine.BACKUPS):
        if not (folder / name).is_dir():
            yield warning(FOLDER, folder.name, name=name)
    for path in leftovers(folder, now):
        yield info(LEFTOVER, folder.name, name=path.name)
    stem, _, ending = engine.DATABASE.partition(".")
    own = {engine.DATABASE, *(engine.DATABASE + side for side in engine.SIDE_FILES)}
    for path in sorted(folder.glob(f"{stem}*.{ending}*")):
        if path.name not in own:
            yield warning(COPY, folder.name, name=path.name)


def _backups(folder: Path) -> Iterator[Finding]:
    found = backup.kept(folder)
    if not found:
        yield info(NO_BACKUP, engine.BACKUPS)
        return
    name = found[0].path.name
    try:
        copies.verify(found[0].path)
    except MachineSaysNo:
        raise
    except AppError as problem:
        yield error(BACKUP_BAD, engine.BACKUPS, name=name, what=problem)
    else:
        yield info(LAST_BACKUP, engine.BACKUPS, name=name)
