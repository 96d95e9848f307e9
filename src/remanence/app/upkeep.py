"""Keep it safe: check, backup, restore."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from remanence.app.posting import name_of, post
from remanence.app.settings import Surroundings
from remanence.app.workspace import (
    SUFFIX,
    Workspace,
    base_pack,
    named_workspace,
    refused_packs,
)
from remanence.core.base.errors import AppError, FileMissing, PackError
from remanence.core.base.findings import Finding, error, in_order, warning
from remanence.core.base.sentences import N_
from remanence.core.policy.overlay import overlay_findings
from remanence.packs.files import TABLES
from remanence.store import backup as kept
from remanence.store import check as health
from remanence.store import dossiers
from remanence.store.check.mending import Posting
from remanence.store.creation import refuse_inside
from remanence.store.door import Store
from remanence.store.policy import decisions
from remanence.store.posted import all_order_ids
from remanence.store.restore import restore as bring_back

if TYPE_CHECKING:
    from remanence.core.policy.pack import Pack
    from remanence.store.writing import Txn

NO_PACK = N_("reference_pack_unusable", "No reference pack can be used: {what}")
NOT_IN_BACKUP = N_(
    "backup_lacks_file",
    "The attached file {digest} is missing in files/: the backup does not hold it.",
)
NOT_RESTORED = N_(
    "restored_without_file",
    "The attached file {digest} could not be restored: it is not in the backup or beside it.",
)


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
    findings: list[Finding]


class Restored(NamedTuple):
    """The workspace made, and which attached files the backup did not hold."""

    workspace: Path
    missing_files: list[str]
    findings: list[Finding]


def check(named: str | None, today: date, around: Surroundings, *, repair: bool = False) -> Checked:
    """Look for damage; a workspace that cannot be opened is looked at all the same.

    Raises:
        FileMissing: no such folder.
    """
    path = named_workspace(named, around)
    if not path.exists() and path.with_name(path.name + SUFFIX).exists():
        path = path.with_name(path.name + SUFFIX)
    if not path.exists():
        raise FileMissing(str(path), what="there is no such workspace.")
    posting, unusable = None, []
    try:
        posting = Posting(name_of(_whole_pack(around)), partial(_post_all, today, around))
    except PackError as problem:  # no reason not to look at the workspace
        unusable = [error(NO_PACK, "packs", what=problem)]
    rules = [*unusable, *refused_packs(around)]
    if posting is not None:
        with suppress(AppError):  # what cannot be opened is told of below
            rules += _of_corrections(path, today, around)
    # Last, so that nothing can fail once the repair is written.
    found = health.check(path, at=around.now(), repair=repair, posting=posting)
    findings = in_order([*rules, *found.findings])
    return Checked(findings, found.sqlite, found.journal_mode, found.synchronous)


def _whole_pack(around: Surroundings) -> Pack:
    """The pack in use, every table read: one that was altered is found here, not by a question."""
    pack = base_pack(around)
    for table in TABLES:
        pack.read(table)
    return pack


def _of_corrections(path: Path, today: date, around: Surroundings) -> Iterable[Finding]:
    """Decisions about pack rows that cannot be carried out."""
    with closing(Store.open(path, read_only=True)) as store, store.read() as reader:
        return overlay_findings(base_pack(around), decisions(reader), today)


def _post_all(today: date, around: Surroundings, store: Store, txn: Txn) -> None:
    """Post every order inside a transaction that is open."""
    workspace = Workspace(store.folder, store, today, around)
    workspace.take(dossiers.desk(txn))
    post(txn, workspace, all_order_ids(txn))


def backup(workspace: Workspace, to: Path | None = None) -> BackupMade:
    """Make a backup: in `backups/`, or as one zip with the attached files.

    Raises:
        MachineSaysNo: the target is there already, lies in the workspace, or cannot be written.
        StoreDamaged: the copy does not pass its check; it does not count.
    """
    at = workspace.around.now()
    if to is None:
        return BackupMade(kept.make(workspace.path, "manual", at=at), [], [])
    target = to.expanduser().absolute()
    refuse_inside(workspace.path, target)
    missing = kept.write_zip(workspace.store, target, at=at)
    return BackupMade(target, missing, _not_there(NOT_IN_BACKUP, target, missing))


class BackupLine(NamedTuple):
    """A backup in `backups/`: when (UTC, ISO), why in a word, where."""

    at: str
    reason: str
    path: Path


def backups(workspace: Workspace) -> list[BackupLine]:
    """The backups in the workspace, newest first."""
    return [BackupLine(_iso(one.at), one.reason, one.path) for one in kept.kept(workspace.path)]


def _iso(moment: str) -> str:
    """`2026-11-24T08:58:00Z` of `20261124T085800`, as the names of backups hold it."""
    day, _t, clock = moment.rstrip("Z").partition("T")
    parts = (day[:4], day[4:6], day[6:8]), (clock[:2], clock[2:4], clock[4:6])
    return f"{'-'.join(parts[0])}T{':'.join(parts[1])}Z"


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
    return Restored(target, missing, _not_there(NOT_RESTORED, target, missing))


def _not_there(code: str, target: Path, digests: Iterable[str]) -> list[Finding]:
    return [warning(code, target.name, digest=digest) for digest in digests]
