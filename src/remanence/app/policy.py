"""Questions to the reference packs: what is in force, what a row says, quotas, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace, base_pack, every_pack, refused_packs
from remanence.core.base.errors import NotFound, PackError
from remanence.core.base.findings import Finding
from remanence.core.policy import controls, quotas
from remanence.core.policy.overlay import (
    Overlay,
    corrections_of,
    overlay_findings,
    read_overlay,
)
from remanence.core.policy.pack import Pack, PackHead
from remanence.packs.load import raw_table, read_head, tables_of
from remanence.packs.verify import verify


class PackLine(NamedTuple):
    """One pack in the list; of one whose `pack.toml` cannot be read the folder alone is known.

    `findings` say why a pack is not used, and which corrections of the one in use cannot be
    carried out.
    """

    id: str
    version: str | None
    serial: int | None
    title: str | None
    as_of: date | None
    valid_from: date | None
    valid_to: date | None
    in_use: bool
    shipped: bool
    folder: Path
    findings: tuple[Finding, ...] = ()


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


def packs(around: Surroundings, workspace: Workspace | None = None) -> list[PackLine]:
    """All packs that are there, the one in use first, those that cannot be used last."""
    used = base_pack(around)
    lines = [
        _line(pack.head, around, folder, in_use=pack is used, findings=())
        for folder, pack in every_pack(around)
    ]
    lines.sort(key=lambda line: (not line.in_use, -(line.serial or 0)))
    if workspace is not None:
        lines[0] = lines[0]._replace(findings=correction_findings(workspace))
    return [*lines, *(_refused(around, found) for found in refused_packs(around))]


def correction_findings(workspace: Workspace) -> tuple[Finding, ...]:
    """The corrections in a workspace that cannot be carried out, each with the reason."""
    pack = base_pack(workspace.around)
    return overlay_findings(pack, workspace.desk.decisions, workspace.today)


def _refused(around: Surroundings, found: Finding) -> PackLine:
    folder = Path(found.where)
    try:
        head = read_head(folder)
    except PackError:
        nothing = (folder.name, None, None, None, None, None, None)
        return PackLine(*nothing, in_use=False, shipped=False, folder=folder, findings=(found,))
    return _line(head, around, folder, in_use=False, findings=(found,))


def _line(
    head: PackHead,
    around: Surroundings,
    folder: Path,
    *,
    in_use: bool,
    findings: tuple[Finding, ...],
) -> PackLine:
    return PackLine(
        head.id,
        head.version,
        head.serial,
        head.title,
        head.as_of,
        head.valid_from,
        head.valid_to,
        in_use,
        folder.is_relative_to(around.resources),
        folder,
        findings,
    )


def show(around: Surroundings, named: str, workspace: Workspace | None = None) -> object:
    """What stands under an id: a pack (its head and tables), a table (all rows), a row.

    Rows are shown as the corrections of the workspace leave them, with these corrections.

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
    overlay = _overlay(pack, workspace)
    cells = _cells(folder, table)
    if not row:
        rows = [_as_corrected(overlay, table, found) for found in cells.values()]
        return {"pack": pack.head.id, "table": table, "rows": rows}
    if row not in cells:
        raise NotFound("pack row", named, next=f"`remanence policy show {table}` lists the rows.")
    return {"pack": pack.head.id, "rule": named, **_as_corrected(overlay, table, cells[row])}


def _used(around: Surroundings) -> tuple[Path, Pack]:
    used = base_pack(around)
    return next((folder, pack) for folder, pack in every_pack(around) if pack is used)


def shipped_rows(around: Surroundings, table: str) -> dict[str, dict[str, str]]:
    """The rows of a table of the pack in use by id, as the pack has them; none where it has none.

    Raises:
        PackError: the pack cannot be used.
    """
    folder, _ = _used(around)
    return _cells(folder, table) if table in tables_of(folder) else {}


def _cells(folder: Path, table: str) -> dict[str, dict[str, str]]:
    """The rows of a table by id, as the pack has them."""
    headings, rows = raw_table(folder, table)
    return {found[0]: dict(zip(headings, found, strict=True)) for found in rows}


def _overlay(pack: Pack, workspace: Workspace | None) -> Overlay:
    if workspace is None:
        return read_overlay(pack, (), None)
    return read_overlay(pack, workspace.desk.decisions, workspace.today)


def _as_corrected(overlay: Overlay, table: str, cells: Mapping[str, str]) -> dict[str, object]:
    row = cells["id"]
    own = overlay.cells.get(table, {}).get(row, {})
    return {**cells, **own, "corrections": corrections_of(overlay, f"{table}/{row}", cells)}


def _pack(folder: Path, pack: Pack) -> Mapping[str, object]:
    tables = {table: len(raw_table(folder, table)[1]) for table in tables_of(folder)}
    return {**pack.head._asdict(), "folder": folder, "tables": tables}


def rules_on(
    around: Surroundings, day: date, workspace: Workspace | None = None
) -> list[controls.RuleOn]:
    """Every rule of the controls with its state on a day: in force, not in force, unknown.

    Where the workspace corrects a rule, the correction is told with it.
    """
    folder, pack = _used(around)
    rules = controls.rules_on(pack_of(around, workspace), day)
    overlay = _overlay(pack, workspace)
    shipped = _cells(folder, "controls") if rules else {}
    return [
        rule._replace(corrections=corrections_of(overlay, f"controls/{rule.id}", shipped[rule.id]))
        for rule in rules
    ]


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
