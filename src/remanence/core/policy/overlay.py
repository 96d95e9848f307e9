"""The user's own word over a pack: corrected cells, and instruments that were seen.

Both are decisions with the subject `pack row TABLE/ID`: code `pack.COLUMN` puts a new cell in place
of the one in the pack, code `instrument.seen` says which state an instrument gives to a row of
`controls`. The pack itself is never changed; an overlaid pack is another value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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

_MARK: Final = "confidence"
MARKS: Final = ("reported", "recalled")
"""What an own correction may say of itself: at best reported, recalled where it says nothing."""

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
    """Decisions about a pack, sorted: cells by table and row, instruments by row of `controls`.

    Attributes:
        cells: corrected cells, with source and mark of who corrected them.
        seen: what was recorded of instruments.
        taken: the decisions that correct a cell, by row (`TABLE/ID`), the earliest first.
        refused: what cannot be carried out, each with the reason.
    """

    cells: dict[str, dict[str, dict[str, str]]]
    seen: dict[str, tuple[Decision, ...]]
    taken: dict[str, tuple[Decision, ...]]
    refused: tuple[tuple[Decision, Finding], ...]


class Correction(NamedTuple):
    """One decision that a row of the pack stands on, beside what the pack itself says.

    Attributes:
        code: `pack.COLUMN`, or `instrument.seen`.
        value: the cell or state from now on.
        shipped: the cell of the pack; None for a state.
        reason: why.
        decided_on: since when.
        decided_by: by whom.
        until: its last day.
    """

    code: str
    value: str
    shipped: str | None
    reason: str
    decided_on: date
    decided_by: str | None
    until: date | None


def corrections_of(
    overlay: Overlay, rule: str, shipped: Mapping[str, str]
) -> tuple[Correction, ...]:
    """What a row (`TABLE/ID`) stands on beside its own cells, which are `shipped`."""
    table, _, row = rule.partition("/")
    seen = overlay.seen.get(row, ()) if table == "controls" else ()
    return tuple(
        Correction(
            one.code,
            one.value or "",
            shipped.get(one.code.removeprefix(COLUMN)),
            one.reason,
            one.decided_on,
            one.decided_by,
            one.until,
        )
        for one in (*overlay.taken.get(rule, ()), *seen)
    )


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
    return tuple(finding for _, finding in read_overlay(pack, decisions, today).refused)


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
    sorting = _Sorting(pack)
    about = [one for one in decisions if one.subject.startswith(SUBJECT)]
    for one in sorted(about, key=lambda each: (each.decided_on, each.id)):
        # An instrument's own last day bounds the state it gives; it does not end the record.
        if one.code == SEEN_CODE:
            sorting.take_seen(one)
        elif one.code.startswith(COLUMN) and (today is None or not _ended(one, today)):
            sorting.take_cell(one)
    return sorting.overlay()


def _ended(one: Decision, today: date) -> bool:
    return one.until is not None and one.until < today


class _Sorting:
    """Takes decisions one by one; made for one call of `read_overlay`."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._cells: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        self._seen: dict[str, list[Decision]] = defaultdict(list)
        self._taken: dict[str, list[Decision]] = defaultdict(list)
        self._refused: list[tuple[Decision, Finding]] = []

    def overlay(self) -> Overlay:
        """What was taken and what was not."""
        seen = {row: tuple(ones) for row, ones in self._seen.items()}
        taken = {rule: tuple(ones) for rule, ones in self._taken.items()}
        return Overlay(dict(self._cells), seen, taken, tuple(self._refused))

    def take_seen(self, one: Decision) -> None:
        """Keep what was recorded of an instrument."""
        table, _, row = one.subject.removeprefix(SUBJECT).partition("/")
        if table != "controls" or all(row != control.id for control in self._pack.controls):
            self._refuse(one, NO_PLACE)
        elif (one.value or "").strip() not in STATES:
            self._refuse(one, NO_STATE, value=one.value or "")
        else:
            self._seen[row].append(one)

    def take_cell(self, one: Decision) -> None:
        """Keep a corrected cell, if its row can be read with it."""
        rule = one.subject.removeprefix(SUBJECT)
        table, _, row = rule.partition("/")
        column = one.code.removeprefix(COLUMN)
        before = self._cells[table].get(row, {}) if table in self._cells else {}
        trial = {**before, column: one.value or "", **self._said_by(one, rule)}
        problem = _problem(self._pack, table, {row: trial})
        if problem:
            self._refuse(one, NO_CELL, column=one.code, what=problem)
            return
        self._cells[table][row] = trial
        self._taken[rule].append(one)

    def _said_by(self, one: Decision, rule: str) -> dict[str, str]:
        """Who corrected the row and why: its source from now on; and the mark of a correction.

        What a decision says of source and mark itself stands, whatever is corrected after it.
        """
        who = f" by {one.decided_by}" if one.decided_by else ""
        own = {
            "source": f"own correction of {one.decided_on}{who}: {one.reason}",
            _MARK: MARKS[-1],
        }
        for said in (*self._taken.get(rule, ()), one):
            own.pop(said.code.removeprefix(COLUMN), None)
        return own

    def _refuse(self, one: Decision, code: str, **parts: str) -> None:
        where = f"decisions, {one.subject}, {one.code}"
        self._refused.append((one, error(code, where, subject=one.subject, **parts)))


def _problem(pack: Pack, table: str, cells: Cells) -> str:
    if pack.corrected is None:
        return "this pack cannot be corrected"
    if any(_KEPT & columns.keys() for columns in cells.values()):
        return "the id of a row is kept for good"
    if any(columns[_MARK] not in MARKS for columns in cells.values()):
        return f"an own correction is at best {MARKS[0]}; write {' or '.join(MARKS)}"
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
