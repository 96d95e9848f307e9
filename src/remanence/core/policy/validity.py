"""Is a row in force on a day: yes, no, or not known.

A suspension includes its last day. After it the state is not known until somebody records an
instrument (decision `instrument.seen`): neither "in force" nor "suspended" may be said as a fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from remanence.core.base.dates import Validity
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    RecordRef,
    RuleRef,
    Step,
    Verdict,
    all_of,
    not_,
    on_or_after,
    on_or_before,
)
from remanence.core.facts.parties import Decision
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import ControlRow

IN_FORCE = N_("control.in_force", "{note} is in force: {value}")
BEGUN = N_("control.begun", "The day {0} is not before its first day {1}: {value}")
NOT_ENDED = N_("control.not_ended", "The day {0} is not after its last day {1}: {value}")
FIRST_DAY = N_("control.first_day", "First day: {value}")
LAST_DAY = N_("control.last_day", "Last day: {value}")
NOT_SUSPENDED = N_("control.not_suspended", "Not suspended on that day: {value}")
SUSPENDED = N_("control.suspended", "Suspended on that day: {value} ({note})")
LAPSED = N_("control.suspension_ended", "Its state is not known: {note}")
IN_DOUBT = N_("control.in_doubt", "Its state is not known: {note}")
SEEN = N_("control.instrument_seen", "An instrument was recorded: {note}")

STATES: Final = {
    "in_force": Answer.YES,
    "not_in_force": Answer.NO,
    "suspended": Answer.NO,
    "unknown": Answer.UNKNOWN,
}
"""Values of a decision `instrument.seen`."""
SEEN_CODE: Final = "instrument.seen"
RECORD_IT: Final = (
    "record the instrument when it is seen "
    "(decisions, code instrument.seen, subject pack row {row})"
)


class Dated(Protocol):
    """A row with a validity."""

    @property
    def validity(self) -> Validity:
        """First and last day, both included."""


R = TypeVar("R", bound=Dated)


def live(rows: Iterable[R], day: date) -> tuple[R, ...]:
    """The rows that hold on the day, in their sequence."""
    return tuple(row for row in rows if row.validity.holds_on(day))


def next_turn(rows: Iterable[Dated], day: date) -> date | None:
    """First day after `day` on which another set of these rows holds; None = never."""
    turns = [turn for row in rows for turn in _turns(row.validity) if turn > day]
    return min(turns, default=None)


def _turns(validity: Validity) -> list[date]:
    turns = [] if validity.first is None else [validity.first]
    return turns if validity.last is None else [*turns, validity.last + timedelta(days=1)]


def in_force(row: ControlRow, day: Step[date], pack: Pack) -> Verdict:
    """Whether a row of `controls` is in force on the day, with the dates that say so."""
    settled = _settled(row, day, pack)
    if settled is not None:
        return settled
    parts = _bounds(row, day)
    if row.suspended is not None:
        parts.append(_not_suspended(row, row.suspended, day, pack))
    if _in_doubt(row):
        parts.append(_doubt(row))
    return all_of(IN_FORCE, parts, ref=row.ref, note=row.id) if parts else _undated(row)


def _undated(row: ControlRow) -> Verdict:
    return Step(IN_FORCE, Answer.YES, How.RULE, (), row.ref, "", row.id)


def _bounds(row: ControlRow, day: Step[date]) -> list[Verdict]:
    parts: list[Verdict] = []
    if row.validity.first is not None:
        parts.append(on_or_after(BEGUN, day, _day(FIRST_DAY, row.validity.first, row.ref)))
    if row.validity.last is not None:
        parts.append(on_or_before(NOT_ENDED, day, _day(LAST_DAY, row.validity.last, row.ref)))
    return parts


def _day(code: str, day: date, ref: RuleRef | RecordRef) -> Step[date]:
    return Step(code, day, How.RULE, (), ref)


def _in_doubt(row: ControlRow) -> bool:
    return row.ref.confidence == "reported" or row.operated == "unknown"


def _doubt(row: ControlRow) -> Verdict:
    note = f"{row.instrument} is only reported; " + RECORD_IT.format(row=row.ref.rule)
    return Step(IN_DOUBT, Answer.UNKNOWN, How.MISSING, (), row.ref, "", note)


def _not_suspended(row: ControlRow, span: Validity, day: Step[date], pack: Pack) -> Verdict:
    first = span.first or date.min
    begun = on_or_after(BEGUN, day, _day(FIRST_DAY, first, row.ref))
    if begun.value is Answer.NO:
        return not_(NOT_SUSPENDED, begun)
    if span.last is None:
        return not_(NOT_SUSPENDED, all_of(SUSPENDED, [begun], ref=row.ref, note=row.id))
    running = on_or_before(NOT_ENDED, day, _day(LAST_DAY, span.last, row.ref))
    if running.value is Answer.YES:
        return not_(NOT_SUSPENDED, all_of(SUSPENDED, [begun, running], ref=row.ref, note=row.id))
    return _lapsed(row, span.last, running, day.value, pack)


def _lapsed(row: ControlRow, last: date, ended: Verdict, day: date, pack: Pack) -> Verdict:
    """Not known after the suspension; a reported extension explains it and does not end it."""
    note = f"{row.instrument} ({row.subject}) was suspended to {last}, no later instrument was seen"
    inputs: list[Step[object]] = [ended]
    for other in pack.controls:
        extends = other.effect == "suspends" and row.id in other.acts_on and _in_doubt(other)
        if extends and other.validity.holds_on(day):
            note += f"; an extension to {other.validity.last} is only reported ({other.ref.rule})"
            inputs.append(_doubt(other))
    note += "; ask the supplier which announcement holds now"
    note += ", and " + RECORD_IT.format(row=row.ref.rule)
    return Step(LAPSED, Answer.UNKNOWN, How.MISSING, tuple(inputs), row.ref, "", note)


# What a person recorded


def _settled(row: ControlRow, day: Step[date], pack: Pack) -> Verdict | None:
    """The state by recorded instruments, the latest first; None where they do not reach."""
    own = pack.seen.get(row.id, ())
    if not pack.seen or (row.validity.first is not None and day.value < row.validity.first):
        return None
    for decision in sorted(own, key=lambda one: one.decided_on, reverse=True):
        found = _by_decision(row, decision, day)
        if found is not None:
            return found
    return _by_extension(row, day, pack)


def _by_decision(row: ControlRow, seen: Decision, day: Step[date]) -> Verdict | None:
    answer = STATES.get((seen.value or "").strip())
    if answer is None or not _reaches(row, seen, day.value):
        return None
    ref = RecordRef("decisions", f"{seen.subject}, {seen.code}", "value")
    until = f" until {seen.until}" if seen.until else ""
    note = f"{seen.value}{until} ({seen.reason})"
    base: Step[Answer] = Step(SEEN, answer, How.CHOSEN, (), ref, "", note)
    if seen.until is None:
        bounds = _bounds(row, day) if answer is Answer.YES else []
        return all_of(IN_FORCE, [base, *bounds], ref=row.ref, note=row.id)
    running = on_or_before(NOT_ENDED, day, _day(LAST_DAY, seen.until, ref))
    if running.value is Answer.YES:
        return _until(row, base, seen.until, day)
    ended = f"what was recorded ran to {seen.until}; " + RECORD_IT.format(row=row.ref.rule)
    lapsed: Verdict = Step(LAPSED, Answer.UNKNOWN, How.MISSING, (base, running), ref, "", ended)
    return all_of(IN_FORCE, [lapsed], ref=row.ref, note=row.id)


def _until(row: ControlRow, base: Verdict, last: date, day: Step[date]) -> Verdict:
    turn = last + timedelta(days=1) if day.how is How.TODAY else None
    dated: Verdict = Step(base.code, base.value, base.how, (), base.ref, "", base.note, "", turn)
    return all_of(IN_FORCE, [dated], ref=row.ref, note=row.id)


def _reaches(row: ControlRow, seen: Decision, day: date) -> bool:
    """From the day of the record on, and back over the days on which the pack does not know."""
    if day >= seen.decided_on:
        return True
    last = row.suspended.last if row.suspended is not None else None
    lapsed = last is not None and day > last
    return lapsed or (_in_doubt(row) and row.validity.holds_on(day))


def _by_extension(row: ControlRow, day: Step[date], pack: Pack) -> Verdict | None:
    """An extension that a person has seen suspends the rows that it acts on."""
    for other in pack.controls:
        if other.effect != "suspends" or row.id not in other.acts_on:
            continue
        for seen in pack.seen.get(other.id, ()):
            if STATES.get((seen.value or "").strip()) is Answer.YES:
                return _extended(row, other, seen, day)
    return None


def _extended(
    row: ControlRow, other: ControlRow, seen: Decision, day: Step[date]
) -> Verdict | None:
    """Suspended to the end of the extension; None before it begins and after it ends."""
    last = seen.until or other.validity.last
    first = other.validity.first or day.value
    if day.value < first or (last is not None and day.value > last):
        return None
    ref = RecordRef("decisions", f"{seen.subject}, {seen.code}", "value")
    base: Verdict = Step(
        SEEN,
        Answer.NO,
        How.CHOSEN,
        (),
        ref,
        "",
        f"{other.id} suspends it to {last or 'an open day'}",
    )
    return _until(row, base, last, day) if last else all_of(IN_FORCE, [base], ref=row.ref)
