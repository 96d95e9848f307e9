"""Keep it safe: check, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from remanence.app.settings import Surroundings
from remanence.app.workspace import SUFFIX, Workspace, named_workspace
from remanence.core.base.errors import FileMissing
from remanence.core.base.findings import Finding
from remanence.store import backup as kept
from remanence.store import check as health
from remanence.store.restore import restore as bring_back


class Checked(NamedTuple):
    """What a look at the workspace found, and how it is kept."""

    findings: list[Finding]
    sqlite: str
    journal_mode: str
    synchronous: str


class BackupMade(NamedTuple):
    """Where the backup lies, and which attached files could not be put into it."""

    backup: Path
    missing_files: list[str]


class Restored(NamedTuple):
    """The workspace made, and which attached files the backup did not hold."""

    workspace: Path
    missing_files: list[str]


def check(named: str | None, around: Surroundings, *, repair: bool = False) -> Checked:
    """Look for damage; a workspace that cannot be opened is looked at all the same.

    Raises:
        FileMissing: no such folder.
    """
    path = named_workspace(named, around)
    if not path.exists() and path.with_name(path.name + SUFFIX).exists():
        path = path.with_name(path.name + SUFFIX)
    if not path.exists():
        raise FileMissing(str(path), what="there is no such workspace.")
    found = health.check(path, repair=repair, at=around.now())
    return Checked(list(found.findings), found.sqlite, found.journal_mode, found.synchronous)


def backup(workspace: Workspace, to: Path | None = None) -> BackupMade:
    """Make a backup: in `backups/`, or as one zip with the attached files.

    Raises:
        MachineSaysNo: the target cannot be written.
        StoreDamaged: the copy does not pass its check; it does not count.
    """
    at = workspace.around.now()
    if to is None:
        return BackupMade(kept.make(workspace.path, "manual", at=at), [])
    target = to.expanduser().absolute()
    return BackupMade(target, kept.write_zip(workspace.store, target, at=at))


def restore(source: Path, to: Path, around: Surroundings) -> Restored:
    """Make a workspace from a backup.

    Raises:
        FileMissing: no such backup.
        MachineSaysNo: the target exists.
        StoreDamaged: the backup does not pass its check.
    """
    target = to.expanduser().absolute()
    if not target.name.endswith(SUFFIX):
        target = target.with_name(target.name + SUFFIX)
    missing = bring_back(source.expanduser().absolute(), target, at=around.now(), by="command line")
    return Restored(target, missing)
