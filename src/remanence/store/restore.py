"""Bringing a backup back: checked first, made aside, and only then under its name.

Nothing is ever written over.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

from remanence.core.base.errors import FileMissing, StoreDamaged
from remanence.store import copies, creation, disk, engine
from remanence.store.archive import unpack_zip
from remanence.store.door import Store

_ZIP: Final = b"PK"


def restore(source: Path, to: Path, *, at: str, by: str = "") -> list[str]:
    """Make a workspace of a backup and give the digests of attached files that could not be found.

    Args:
        source: a file of `backups/`, or a zip of `backup --to`.
        to: the folder to make.
        at: the moment, UTC, ISO.
        by: who asks, for the one line that it leaves in the history.

    Raises:
        MachineSaysNo: `to` is there already; nothing was changed.
        FileMissing: there is no such backup.
        StoreDamaged: the backup is damaged or none of ours.
        StoreTooNew: a newer program made it.
    """
    to = to.absolute()
    creation.refuse_existing(to)
    is_zip = _beginning(source).startswith(_ZIP)
    with disk.machine(to):
        to.parent.mkdir(parents=True, exist_ok=True)
        aside = disk.temporary_beside(to)
        try:
            for folder in (aside, aside / engine.FILES, aside / engine.BACKUPS):
                folder.mkdir()
            missing = _from_zip(source, aside) if is_zip else _from_database(source, aside)
            _open_once(aside, source, at=at, by=by)
            creation.settle(aside, to)
        except BaseException:
            disk.remove_folder(aside)
            raise
    return missing


def _beginning(source: Path) -> bytes:
    try:
        if source.exists() and not source.is_file():  # a pipe would be waited for
            raise FileMissing(str(source), what="it is not a plain file.")
        with source.open("rb") as file:
            return file.read(2)
    except OSError as problem:
        raise FileMissing(
            str(source), what="there is no such backup, or it cannot be read."
        ) from problem


def _from_zip(source: Path, aside: Path) -> list[str]:
    unpack_zip(source, aside)
    held = _verified(source, engine.database_of(aside))
    return sorted(
        digest for digest in held.digests if not (aside / engine.FILES / digest).is_file()
    )


def _from_database(source: Path, aside: Path) -> list[str]:
    """A file of `backups/`: the attached files lie in the workspace around it."""
    database = engine.database_of(aside)
    with source.open("rb") as old, disk.open_new(database) as new:
        shutil.copyfileobj(old, new)
        disk.sync(new)
    held = _verified(source, database)
    missing = []
    for digest in sorted(held.digests):
        path = source.absolute().parent.parent / engine.FILES / digest
        if path.is_file():
            with path.open("rb") as old, disk.open_new(aside / engine.FILES / digest) as new:
                shutil.copyfileobj(old, new)
                disk.sync(new)
        else:
            missing.append(digest)
    return missing


def _verified(source: Path, database: Path) -> copies.Content:
    try:
        return copies.verify(database)
    except StoreDamaged as problem:
        raise StoreDamaged(str(source), what=problem.parts["what"]) from problem


def _open_once(aside: Path, source: Path, *, at: str, by: str) -> None:
    """Bring it to today's schema and leave one line in its history."""
    with (
        closing(Store.open(aside)) as store,
        store.write("restore", source=by, note=source.name, at=at, always=True),
    ):
        pass
