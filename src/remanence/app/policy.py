"""Questions to the reference packs: what is in force, what a row says, quotas, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace, base_pack, every_pack
from remanence.core.base.errors import NotFound
from remanence.core.base.findings import Finding
from remanence.core.policy import controls, quotas
from remanence.core.policy.pack import Pack
from remanence.packs.load import raw_table, tables_of
from remanence.packs.verify import verify


class PackLine(NamedTuple):
    """One pack in the list."""

    id: str
    version: str
    serial: int
    title: str
    as_of: date
    valid_from: date | None
    valid_to: date | None
    in_use: bool
    shipped: bool
    folder: Path


class EventLine(NamedTuple):
    """One event of policy or market."""

    id: str
    date: date
    precision: str
    title: str
    short_label: str
    category: str
    jurisdiction: str
    elements: tuple[str, ...]
    severity: int
    confidence: str
    source: str


def packs(around: Surroundings) -> list[PackLine]:
    """All packs that are there, the one in use first."""
    used = base_pack(around).head
    lines = [
        PackLine(
            head.id,
            head.version,
            head.serial,
            head.title,
            head.as_of,
            head.valid_from,
            head.valid_to,
            head == used,
            folder.is_relative_to(around.resources),
            folder,
        )
        for folder, head in ((folder, pack.head) for folder, pack in every_pack(around))
    ]
    return sorted(lines, key=lambda line: (not line.in_use, -line.serial))


def show(around: Surroundings, named: str) -> object:
    """What stands under an id: a pack (its head and tables), a table (all rows), a row.

    Raises:
        NotFound: no pack, table or row of that name.
    """
    for folder, pack in every_pack(around):
        if named in (pack.head.id, f"{pack.head.id}@{pack.head.version}"):
            return _pack(folder, pack)
    folder, pack = _used(around)
    table, _, row = named.partition("/")
    if table not in tables_of(folder):
        raise NotFound("pack, table or row", named, next="`remanence policy list` names them.")
    headings, rows = raw_table(folder, table)
    cells = [dict(zip(headings, found, strict=True)) for found in rows]
    if not row:
        return {"pack": pack.head.id, "table": table, "rows": cells}
    for found in cells:
        if found["id"] == row:
            return {"pack": pack.head.id, "rule": named, **found}
    raise NotFound("pack row", named, next=f"`remanence policy show {table}` lists the rows.")


def _used(around: Surroundings) -> tuple[Path, Pack]:
    used = base_pack(around)
    return next((folder, pack) for folder, pack in every_pack(around) if pack is used)


def _pack(folder: Path, pack: Pack) -> Mapping[str, object]:
    tables = {table: len(raw_table(folder, table)[1]) for table in tables_of(folder)}
    return {**pack.head._asdict(), "folder": folder, "tables": tables}


def rules_on(pack: Pack, day: date) -> Sequence[controls.RuleOn]:
    """Every rule of the controls with its state on a day: in force, not in force, unknown."""
    return controls.rules_on(pack, day)


def quota_figures(pack: Pack) -> Sequence[quotas.QuotaFigure]:
    """The Chinese quotas with their growth against the same batch of the year before."""
    return quotas.quota_rows(pack)


def events(pack: Pack) -> list[EventLine]:
    """The events, by day."""
    return [
        EventLine(
            row.id,
            row.day,
            row.precision,
            row.title,
            row.short_label,
            row.category,
            row.jurisdiction,
            row.elements,
            row.severity,
            row.ref.confidence,
            row.ref.source,
        )
        for row in sorted(pack.events, key=lambda row: row.day)
    ]


def pack_of(around: Surroundings, workspace: Workspace | None) -> Pack:
    """The pack in use: with the workspace's corrections where there is one."""
    return base_pack(around) if workspace is None else workspace.pack


def verified(path: Path) -> list[Finding]:
    """All findings of all tables of a pack."""
    return verify(path)
