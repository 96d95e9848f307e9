"""The day of a stage or event of one order: what happened, else what is planned, else not known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, given, missing
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.licences import ORDINARY
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.shipments import Shipment
from remanence.core.policy.rows import DocumentRule
from remanence.core.policy.workdays import CalendarTooEarly, WorkCalendar

DAY = N_("order.day", "{note}: {value}")
NO_DAY = N_("order.no_day", "The day is not known: {note}")
DUE = N_("requirement.due", "due by {value}, {note} {0}")
AT_ONCE = N_("requirement.due_at_once", "due at once, on {value}: {1} lies before the order")
DUE_PROVISIONAL = N_("requirement.due_provisional", "due by {value} (provisional), {note} {0}")

_SATURDAY: Final = 5
_SHIPMENT_DAYS: Final = {
    "export": ("export_declared_on", "atd", "etd"),
    "load": ("atd", "etd"),
    "arrive": ("ata", "eta"),
    "clear": ("cleared_on", "entered_on", "ata", "eta"),
    "close": ("received_on",),
}
"""Columns of a shipment that tell the day of a stage, the actual ones before the planned ones."""

Day = Step[date | None]


def day_of(what: str, file: OrderFile, shipment: Shipment | None) -> Day:
    """The actual or planned day of a stage or event, of one shipment or of what is in none."""
    if what == "place":
        place = RecordRef("orders", file.order.order_number, "order_date")
        return given(DAY, file.order.order_date, place, note="ordered")
    if what == "challenge_open":
        return _challenged(file, shipment)
    if what == "pay":
        return _paid(file)
    if what in _SHIPMENT_DAYS:
        return _sent(what, file, shipment)
    return _event("filed" if what == "apply" else what, file)


def _sent(what: str, file: OrderFile, shipment: Shipment | None) -> Day:
    if shipment is not None:
        for column in _SHIPMENT_DAYS[what]:
            day = getattr(shipment, column)
            if day is not None:
                place = RecordRef("shipments", shipment.shipment_ref, column)
                return given(DAY, day, place, note=f"{column} of {shipment.shipment_ref}")
        note = f"enter {_SHIPMENT_DAYS[what][-1]} of shipment {shipment.shipment_ref}"
        return missing(NO_DAY, RecordRef("shipments", shipment.shipment_ref), note=note)
    if what in ("export", "load"):
        return _promised(file)
    return missing(NO_DAY, RecordRef("orders", file.order.order_number), note="no shipment yet")


def _promised(file: OrderFile) -> Day:
    """The earliest day on which goods without a shipment are to leave, by the supplier's word."""
    first = first_promise(file)
    if first is None:
        note = "enter a shipment with its etd, or when the goods are promised for"
        return missing(NO_DAY, RecordRef("orders", file.order.order_number), note=note)
    day, column, line = first
    place = RecordRef("orders", f"{file.order.order_number}/{line.line_no}", column)
    return given(DAY, day, place, note=f"{column} of line {line.line_no}")


def first_promise(file: OrderFile) -> tuple[date, str, OrderLine] | None:
    """The earliest promise of a line, and which line and column say so; None where nobody said."""
    first: tuple[date, str, OrderLine] | None = None
    for line in file.lines:
        found = promise_of(line)
        if found is not None and (first is None or found[0] < first[0]):
            first = found
    return first


def promise_of(line: OrderLine) -> tuple[date, str, OrderLine] | None:
    """When a line is to leave and which column says so; None: cancelled, or nobody said."""
    if line.cancelled_on is not None:
        return None
    if line.ready_on is not None:
        return line.ready_on, "ready_on", line
    if line.promised_for is not None:
        return line.promised_for, "promised_for", line
    if line.confirmed_for is not None:
        return line.confirmed_for, "confirmed_for", line
    return None if line.requested_on is None else (line.requested_on, "requested_on", line)


def _challenged(file: OrderFile, shipment: Shipment | None) -> Day:
    if shipment is None or shipment.customs_state != "challenge_open":
        return missing(NO_DAY, RecordRef("orders", file.order.order_number), note="no challenge")
    place = RecordRef("shipments", shipment.shipment_ref, "customs_state_on")
    if shipment.customs_state_on is None:
        return missing(NO_DAY, place, note="enter customs_state_on: the day of the notice")
    return given(DAY, shipment.customs_state_on, place, note="customs challenge opened")


def _paid(file: OrderFile) -> Day:
    days = [
        charge.paid_on
        for charge in file.charges
        if charge.kind == "goods" and charge.stands_for == "actual" and charge.paid_on is not None
    ]
    place = RecordRef("charges", file.order.order_number, "paid_on")
    if not days:
        return missing(NO_DAY, place, note="the goods are not paid yet")
    return given(DAY, max(days), place, note="goods paid")


def _event(state: str, file: OrderFile) -> Day:
    """The last event of that state of a licence of the order; the order day where that is later.

    What the supplier filed before the order was placed, for all its customers, sets no earlier day;
    the ordinary licence sets none at all, since nothing is signed or handed in for it.
    """
    found = [
        (event.date, lf.licence.licence_ref)
        for lf in file.licences
        if lf.licence.kind != ORDINARY
        for event in lf.events
        if event.state == state
    ]
    if not found:
        note = f"no licence of the order has an event {state}"
        return missing(NO_DAY, RecordRef("licence_events", file.order.order_number), note=note)
    day, ref = max(found)
    place = RecordRef("licence_events", ref, day.isoformat())
    event = given(DAY, day, place, note=f"{state} of licence {ref}")
    ordered = day_of("place", file, None)
    if ordered.value is None or ordered.value <= day:
        return event
    note = f"ordered after {state} of licence {ref}"
    return Step(DAY, ordered.value, How.HIGHEST, (event, ordered), None, "", note)


class Days:
    """The days of one order, each looked up once, and the due days that hang on them."""

    def __init__(self, file: OrderFile, calendar: WorkCalendar) -> None:
        """Keep the order and the calendar; nothing is looked up yet."""
        self._file = file
        self._calendar = calendar
        self._days: dict[tuple[str, str | None], Day] = {}
        self._due: dict[tuple[str, int], Day] = {}

    def of(self, what: str, shipment: Shipment | None) -> Day:
        """The day of a stage or event (`day_of`)."""
        key = (what, shipment.shipment_ref if shipment is not None else None)
        day = self._days.get(key)
        if day is None:
            day = self._days[key] = day_of(what, self._file, shipment)
        return day

    def due(self, rule: DocumentRule, begins: Day) -> Day:
        """By when what a rule asks is due (`due_day`); `begins` is one of `of`."""
        key = (rule.id, id(begins))
        day = self._due.get(key)
        if day is None:
            day = self._due[key] = self._at_once(due_day(rule, begins, self._calendar))
        return day

    def _at_once(self, due: Day) -> Day:
        """A day before the order was placed is that of the order: due at once."""
        placed = self.of("place", None)
        if due.value is None or placed.value is None or due.value >= placed.value:
            return due
        return Step(AT_ONCE, placed.value, How.HIGHEST, (placed, due), due.ref, "", "", due.mark)


def due_day(rule: DocumentRule, begins: Day, calendar: WorkCalendar) -> Day:
    """By when a paper is due: so many days from the day it hangs on, that day not counted.

    Working days of other countries than China are plain Mondays to Fridays and so provisional.
    """
    if begins.value is None:
        return begins
    try:
        end, provisional = _count(rule, begins.value, calendar)
    except CalendarTooEarly as problem:
        return missing(NO_DAY, rule.ref, note=str(problem))
    code = DUE_PROVISIONAL if provisional else DUE
    mark = "provisional" if provisional else rule.deadline_mark
    return Step(code, end, How.WORKDAYS, (begins,), rule.ref, "", _words(rule), mark)


def due_date(rule: DocumentRule, begins: date, calendar: WorkCalendar) -> date | None:
    """The bare day of `due_day`."""
    try:
        return _count(rule, begins, calendar)[0]
    except CalendarTooEarly:
        return None


def _count(rule: DocumentRule, start: date, calendar: WorkCalendar) -> tuple[date, bool]:
    if rule.deadline_calendar in ("", "days") or not rule.deadline_offset:
        return start + timedelta(days=rule.deadline_offset), False
    if rule.deadline_calendar == "CN":
        return calendar.after(start, rule.deadline_offset)
    return weekdays_after(start, rule.deadline_offset), True


def weekdays_after(start: date, days: int) -> date:
    """The Monday to Friday so many of them after `start`; before it for a negative number."""
    step = timedelta(days=1 if days > 0 else -1)
    day, left = start, abs(days)
    while left:
        day += step
        left -= day.weekday() < _SATURDAY
    return day


def _words(rule: DocumentRule) -> str:
    """How the day was counted, in words."""
    offset = rule.deadline_offset
    start = rule.deadline_from.replace("_", " ")
    if not offset:
        return f"the day of {start}:"
    kind = {"CN": "Chinese working days", "US": "US working days"}.get(
        rule.deadline_calendar, "days"
    )
    return f"{abs(offset)} {kind} {'after' if offset > 0 else 'before'} {start}:"
