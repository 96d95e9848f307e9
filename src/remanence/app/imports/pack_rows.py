"""Decisions of an import about rows of the reference pack: can they be carried out?

What the pack would not take is refused here, where somebody reads it, and not left out in silence
later. A row that the pack in use lacks may be meant for another one: it is kept, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Final

from remanence.app.imports.match import PlannedRow
from remanence.app.policy import shipped_rows
from remanence.app.workspace import Workspace, base_pack
from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.core.facts.parties import Decision
from remanence.core.policy.overlay import COLUMN, NO_CELL, SUBJECT, Overlay, read_overlay
from remanence.packs.verify import row_problems

NO_PACK_ROW = N_(
    "pack_row_unknown",
    "The reference pack in use has no row {value}; nothing is corrected by this.",
)

_Key = tuple[str, str]
_Rows = dict[_Key, PlannedRow]
_WHOLE: Final = ""  # what is wrong with a row, not with one of its cells


def looked_at(
    rows: Sequence[PlannedRow], gone: Collection[tuple[object, ...]], workspace: Workspace
) -> Iterator[tuple[PlannedRow, Finding]]:
    """The planned decisions about pack rows with what is wrong with them; `gone` are removed.

    What stands in the workspace already and is not changed is told, and stops nothing.
    """
    planned = {_key(row): row for row in rows if _key(row)[0].startswith(SUBJECT)}
    if not planned:
        return
    here = _Shipped(workspace)
    known: _Rows = {}
    for key, row in planned.items():
        named = key[0].removeprefix(SUBJECT)
        if here.row(named) is None:
            yield row, warning(NO_PACK_ROW, row.draft.where("subject"), value=named)
        else:
            known[key] = row
    others = [
        one
        for one in workspace.desk.decisions
        if (one.subject, one.code) not in planned and (one.subject, one.code) not in gone
    ]
    decisions = [*others, *map(_decision, known.values())]
    overlay = read_overlay(base_pack(workspace.around), decisions, workspace.today)
    for one, finding in overlay.refused:
        row_of = known.get((one.subject, one.code))
        if row_of is not None:
            yield row_of, _said(row_of, finding.code, dict(finding.parts))
    yield from _as_verified(known, overlay, here.row)


class _Shipped:
    """The rows of the pack in use as it has them, each table read when first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._around = workspace.around
        self._tables: dict[str, dict[str, dict[str, str]]] = {}

    def row(self, named: str) -> dict[str, str] | None:
        table, _, row = named.partition("/")
        if table not in self._tables:
            self._tables[table] = shipped_rows(self._around, table)
        return self._tables[table].get(row)


def _key(row: PlannedRow) -> _Key:
    return str(row.values.get("subject")), str(row.values.get("code"))


def _decision(row: PlannedRow) -> Decision:
    values = row.values
    cell, day = values.get("value"), values.get("decided_on")
    by, until = values.get("decided_by"), values.get("until")
    return Decision(
        subject=str(values.get("subject")),
        code=str(values.get("code")),
        value=None if cell is None else str(cell),
        reason=str(values.get("reason")),
        decided_on=day if isinstance(day, date) else date.max,
        decided_by=None if by is None else str(by),
        until=until if isinstance(until, date) else None,
    )


def _as_verified(
    known: _Rows, overlay: Overlay, row_of: Callable[[str], dict[str, str] | None]
) -> Iterator[tuple[PlannedRow, Finding]]:
    """What `policy verify` would say of the corrected rows: words that no rule knows, say."""
    for rule, taken in overlay.taken.items():
        mine = {one.code: known[key] for one in taken if (key := (one.subject, one.code)) in known}
        table, _, name = rule.partition("/")
        cells = row_of(rule) if mine else None
        if cells is None:
            continue
        problems = row_problems(table, {**cells, **overlay.cells[table][name]})
        for code, row in mine.items():
            what = problems.get(code.removeprefix(COLUMN)) or problems.get(_WHOLE)
            if what:
                parts = {"subject": SUBJECT + rule, "column": code, "what": what}
                yield row, _said(row, NO_CELL, parts)


def _said(row: PlannedRow, code: str, parts: dict[str, str]) -> Finding:
    say = warning if row.verb == "same" else error
    return say(code, row.draft.where("value"), **parts)
