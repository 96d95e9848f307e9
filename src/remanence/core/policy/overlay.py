"""The user's own word over a pack: corrected cells, and instruments that were seen.

Both are decisions with the subject `pack row TABLE/ID`: code `pack.COLUMN` puts a new cell in place
of the one in the pack, code `instrument.seen` says which state an instrument gives to a row of
`controls`. The pack itself is never changed; an overlaid pack is another value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.core.facts.parties import Decision
from remanence.core.policy.pack import Cells, Pack
from remanence.core.policy.validity import SEEN_CODE, STATES

SUBJECT: Final = "pack row "
COLUMN: Final = "pack."
_KEPT: Final = frozenset({"id"})  # a row's name is for good

NO_PLACE = N_(
    "overlay.no_place",
    "{subject} names no row of the pack; write 'pack row TABLE/ID', as policy show lists it.",
)
NO_CELL = N_("overlay.no_cell", "{subject}, {column}: {what}. The pack's own cell stays in use.")
NO_STATE = N_(
    "overlay.no_state",
    "{subject}: '{value}' is no state. Write in_force, not_in_force, suspended or unknown.",
)


class Overlay(NamedTuple):
    """Decisions about a pack, sorted: cells by table and row, instruments by row of `controls`."""

    cells: dict[str, dict[str, dict[str, str]]]
    seen: dict[str, tuple[Decision, ...]]
    findings: tuple[Finding, ...]


def overlaid(pack: Pack, decisions: Iterable[Decision], today: date | None = None) -> Pack:
    """The pack as these decisions leave it; the same object where none speaks of it.

    With `today`, decisions whose `until` has passed are left out. What cannot be carried out is
    left out too: `overlay_findings` says what.
    """
    overlay = read_overlay(pack, decisions, today)
    if not overlay.cells and not overlay.seen:
        return pack
    return _with(pack, overlay)


def overlay_findings(
    pack: Pack, decisions: Iterable[Decision], today: date | None = None
) -> tuple[Finding, ...]:
    """Decisions about pack rows that cannot be carried out, and why."""
    return read_overlay(pack, decisions, today).findings


def lapses_on(decisions: Iterable[Decision], today: date) -> date | None:
    """First day on which a correction that holds today no longer does; None = never."""
    ends = [
        one.until
        for one in decisions
        if one.subject.startswith(SUBJECT) and one.until is not None and one.until >= today
    ]
    return min(ends) + timedelta(days=1) if ends else None


def read_overlay(pack: Pack, decisions: Iterable[Decision], today: date | None) -> Overlay:
    """Sort the decisions about pack rows, the earliest first, and try each corrected cell."""
    cells: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    seen: dict[str, list[Decision]] = defaultdict(list)
    findings: list[Finding] = []
    about = [one for one in decisions if one.subject.startswith(SUBJECT)]
    for one in sorted(about, key=lambda each: (each.decided_on, each.id)):
        # An instrument's own last day bounds the state it gives; it does not end the record.
        if one.code == SEEN_CODE:
            _take_seen(pack, one, seen, findings)
        elif one.code.startswith(COLUMN) and (today is None or not _ended(one, today)):
            _take_cell(pack, one, cells, findings)
    ready = {table: dict(rows) for table, rows in cells.items() if rows}
    return Overlay(ready, {row: tuple(ones) for row, ones in seen.items()}, tuple(findings))


def _ended(one: Decision, today: date) -> bool:
    return one.until is not None and one.until < today


def _take_seen(
    pack: Pack, one: Decision, seen: dict[str, list[Decision]], findings: list[Finding]
) -> None:
    table, _, row = one.subject.removeprefix(SUBJECT).partition("/")
    if table != "controls" or all(row != control.id for control in pack.controls):
        findings.append(error(NO_PLACE, "decisions", subject=one.subject))
    elif (one.value or "").strip() not in STATES:
        findings.append(error(NO_STATE, "decisions", subject=one.subject, value=one.value or ""))
    else:
        seen[row].append(one)


def _take_cell(
    pack: Pack,
    one: Decision,
    cells: dict[str, dict[str, dict[str, str]]],
    findings: list[Finding],
) -> None:
    table, _, row = one.subject.removeprefix(SUBJECT).partition("/")
    column = one.code.removeprefix(COLUMN)
    trial = {column: one.value or "", **_said_by(one)}
    problem = _problem(pack, table, {row: {**cells[table][row], **trial}})
    if problem and not cells[table][row]:
        del cells[table][row]
    if problem:
        findings.append(
            error(NO_CELL, "decisions", subject=one.subject, column=one.code, what=problem)
        )
        return
    cells[table][row].update(trial)


def _said_by(one: Decision) -> dict[str, str]:
    """Who corrected the row and why: its source from now on, and no more than recalled."""
    who = f" by {one.decided_by}" if one.decided_by else ""
    source = f"own correction of {one.decided_on}{who}: {one.reason}"
    own = {"source": source, "confidence": "recalled"}
    own.pop(one.code.removeprefix(COLUMN), None)
    return own


def _problem(pack: Pack, table: str, cells: Cells) -> str:
    if pack.corrected is None:
        return "this pack cannot be corrected"
    if any(_KEPT & columns.keys() for columns in cells.values()):
        return "the id of a row is kept for good"
    try:
        pack.corrected(table, cells)
    except ValueError as problem:
        return str(problem)
    return ""


def _with(pack: Pack, overlay: Overlay) -> Pack:
    def read(table: str) -> tuple[NamedTuple, ...]:
        cells = overlay.cells.get(table)
        if cells is None or pack.corrected is None:
            return pack.read(table)
        return pack.corrected(table, cells)

    return Pack(pack.head, read, pack.corrected, overlay.seen)
