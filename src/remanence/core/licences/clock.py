"""The statutory clock of a licence: working days from acceptance, what stops or unsettles it.

The ministry has 45 Chinese working days; the day of acceptance itself is not counted. Filing starts
nothing. A party on the attention list has no such limit. A supplement or a hold stops the clock;
after a supplement it counts from acceptance again, but is not settled any more.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.errors import AppError
from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, given, missing, ruled, today_step
from remanence.core.facts.dossiers import LicenceFile
from remanence.core.facts.licences import LicenceEvent
from remanence.core.licences.states import past_events
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import ClockRow
from remanence.core.policy.workdays import WorkCalendar

DECISION_CLOCK: Final = "licence_decision"
"""Id of the row of table `clocks` that holds the 45 working days."""

_STOPPED: Final = frozenset({"supplement_asked", "on_hold"})
_UNSETTLES: Final = _STOPPED | {"supplement_given"}
_RUNNING: Final = frozenset({"accepted", "supplement_given"})

DUE = N_(
    "licence.due", "The ministry decides by {value}: {1} Chinese working days after acceptance {0}"
)
DUE_PROVISIONAL = N_(
    "licence.due_provisional",
    "The ministry decides by {value}, provisional: {1} Chinese working days after acceptance {0}; "
    "the notice of days off of a year on the way is not in the calendar",
)
ACCEPTED = N_("licence.accepted_on", "accepted on {value}")
LIMIT = N_("licence.clock_days", "the time for the decision: {value} Chinese working days")
LEFT = N_("licence.working_days_left", "{value} Chinese working days left to {1}, from {0} on")
NO_CLOCK = N_("licence.no_clock", "No date by which the ministry must decide: {note}")


class Clock(NamedTuple):
    """The clock on a day; dates and counts are None where no clock runs.

    Attributes:
        accepted_on: day of the last acceptance.
        due: by when the decision is due; its note says why where there is none.
        provisional: a year without its notice of days off lies on the way.
        settled: no supplement and no hold since acceptance; None without acceptance.
        left: working days from the day after today to `due`, below zero after it.
    """

    accepted_on: date | None
    due: Step[date | None]
    provisional: bool
    settled: bool | None
    left: Step[int | None]


def clock_row(pack: Pack, name: str) -> ClockRow | None:
    """A row of the pack's table `clocks`; None where the pack has none of that name."""
    return next((row for row in pack.clocks if row.id == name), None)


def clock(
    lf: LicenceFile, pack: Pack, calendar: WorkCalendar, today: date, *, attention: bool = False
) -> Clock:
    """The clock on `today`; `attention`: a party to the licence stands on the attention list."""
    past = past_events(lf, today)
    accepted = next((event for event in reversed(past) if event.state == "accepted"), None)
    if accepted is None:
        return _none(lf, None, None, "the file is not accepted yet")
    settled = not any(event.state in _UNSETTLES for event in _after(past, accepted))
    last = past[-1].state
    if attention:
        why = "a party on the attention list has no limit of working days"
        return _none(lf, accepted.date, settled, why)
    if last in _STOPPED:
        why = f"{last.replace('_', ' ')} since {past[-1].date.isoformat()}; no date can be counted"
        return _none(lf, accepted.date, settled, why)
    if last not in _RUNNING:
        why = f"{last.replace('_', ' ')} on {past[-1].date.isoformat()}: the clock is over"
        return _none(lf, accepted.date, settled, why)
    return _running(lf, accepted, settled, pack, (calendar, today))


def _after(past: list[LicenceEvent], accepted: LicenceEvent) -> list[LicenceEvent]:
    return past[past.index(accepted) + 1 :]


def _none(lf: LicenceFile, accepted_on: date | None, settled: bool | None, why: str) -> Clock:  # noqa: FBT001 - a part of the clock
    place = RecordRef("licence_events", lf.licence.licence_ref)
    nothing = missing(NO_CLOCK, place, note=why)
    return Clock(accepted_on, nothing, provisional=False, settled=settled, left=nothing)


def _running(
    lf: LicenceFile,
    accepted: LicenceEvent,
    settled: bool,  # noqa: FBT001 - a part of the clock
    pack: Pack,
    when: tuple[WorkCalendar, date],
) -> Clock:
    calendar, today = when
    row = clock_row(pack, DECISION_CLOCK)
    if row is None:
        why = "the reference pack does not say how many working days the ministry has"
        return _none(lf, accepted.date, settled, why)
    place = RecordRef("licence_events", lf.licence.licence_ref, accepted.date.isoformat())
    began = given(ACCEPTED, accepted.date, place)
    days = ruled(LIMIT, row.value, row.ref)
    try:
        end, provisional = calendar.after(accepted.date, int(row.value))
    except AppError as problem:
        return _none(lf, accepted.date, settled, str(problem))
    mark = "provisional" if provisional else ""
    code = DUE_PROVISIONAL if provisional else DUE
    due: Step[date | None] = Step(code, end, How.WORKDAYS, (began, days), None, "", "", mark)
    left = working_days_left(due, calendar, today)
    return Clock(accepted.date, due, provisional, settled, left)


def working_days_left(
    due: Step[date | None], calendar: WorkCalendar, today: date
) -> Step[int | None]:
    """Working days from the day after `today` to `due`; below zero after it."""
    count: int | None = None
    if due.value is not None:
        count = _signed(calendar, today, due.value)
    until = today + timedelta(days=1)
    inputs: tuple[Step[object], ...] = (today_step(today), due)
    return Step(LEFT, count, How.WORKDAYS, inputs, None, "", "", due.mark, until)


def _signed(calendar: WorkCalendar, today: date, due: date) -> int:
    if due > today:
        return calendar.between(today + timedelta(days=1), due)[0]
    if due < today:
        return -calendar.between(due + timedelta(days=1), today)[0]
    return 0
