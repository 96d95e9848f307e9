"""When will an order be at the dock: papers, licence clock, departure, lead time, arrival.

What cannot be said is not known: no lead time is invented, and goods that wait for a licence that
nobody has filed have no date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.proof import certainty, may_change_on
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, Step, given, missing, today_step
from remanence.core.documents.days import promise_of
from remanence.core.documents.parcels import parcels, tolerance_percent
from remanence.core.facts.dossiers import Desk, LicenceFile, OrderFile, ShipmentFile
from remanence.core.facts.licences import ORDINARY
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.shipments import Shipment, left_on
from remanence.core.licences.clock import clock
from remanence.core.licences.drawdown import covers
from remanence.core.licences.states import USABLE
from remanence.core.licences.status import judged, on_attention_list
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions import line_facts
from remanence.core.policy.workdays import work_calendar

Day = Step[date | None]

DOCK = N_("order.dock", "The last goods of {note} are at the dock by {value}")
NO_DOCK = N_("order.no_dock", "When {note} will be at the dock is not known")
SHIPMENT_DOCK = N_("shipment.dock", "shipment {note} is at the dock by {value}")
SHIFTED = N_(
    "shipment.shifted", "shipment {note} arrives by {value}: {1} days after it leaves on {0}"
)
NOT_PAST = N_("shipment.not_past", "{0}, and not before today: {value}")
LEAD = N_("shipment.lead", "{value} days on the way, from etd {0} to eta {1}")
LEAVES = N_("shipment.leaves", "{note} leaves by {value}, the latest of what it waits for")
CELL = N_("shipment.cell", "{note}: {value}")
NO_CELL = N_("shipment.no_cell", "{note}")
NO_LICENCE = N_("order.licence_not_granted", "{note}")
LICENCE_DUE = N_("order.licence_due", "licence {note} is decided by {0}")


class Part(NamedTuple):
    """One shipment of the order, or what is on none: when it leaves and when it is at the dock."""

    shipment: str | None
    leaves_on: Day
    dock_on: Day


class Arrival(NamedTuple):
    """When the order is at the dock, with the reasons.

    Attributes:
        order: the order number.
        dock_on: the day of the last part; None where a part cannot be said.
        leaves_on: the day on which the last part leaves; None where it cannot be said.
        is_provisional: a clock on the way reaches into a year without its notice of days off.
        parts: shipment by shipment.
        explanation: the day with its reasons.
    """

    order: str
    dock_on: date | None
    leaves_on: date | None
    is_provisional: bool
    parts: tuple[Part, ...]
    explanation: Day


def arrival(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Arrival:
    """The planned dock date of an order and its reasons."""
    short = tolerance_percent(file, desk, today)
    around = _Around(desk, pack, today, [])
    parts = tuple(_part(file, sent, lines, around) for sent, lines in parcels(file, short))
    number = file.order.order_number
    days: tuple[Day, ...] = tuple(part.dock_on for part in parts)
    known = [day.value for day in days if day.value is not None]
    dock = max(known) if known and len(known) == len(days) else None
    how, code = (How.MISSING, NO_DOCK) if dock is None else (How.HIGHEST, DOCK)
    place = RecordRef("orders", number)
    step: Day = Step(code, dock, how, days, place, "", number, "", _next_turn(file, around))
    gone = [part.leaves_on.value for part in parts if part.leaves_on.value is not None]
    leaves = max(gone) if gone and len(gone) == len(parts) else None
    return Arrival(number, dock, leaves, _is_provisional(step), parts, step)


def _next_turn(file: OrderFile, around: _Around) -> date | None:
    """The next day on which a deed dated ahead is done, or a licence or rule turns by itself."""
    today = around.today
    days = [
        day
        for sent in file.shipments
        for day in (sent.shipment.export_declared_on, sent.shipment.atd, sent.shipment.ata)
        if day is not None and day > today
    ]
    turns = (judged(lf, today).standing.state.until for lf in file.licences)
    days += [turn for turn in turns if turn is not None]
    days += [turn for step in around.watched if (turn := may_change_on(step)) is not None]
    return min(days, default=None)


_WEAKER: Final = ("provisional",)


def _is_provisional(step: Day) -> bool:
    return certainty(step) in _WEAKER


class _Around(NamedTuple):
    """What all parts are judged with; `watched` gathers answers that leave no step behind."""

    desk: Desk
    pack: Pack
    today: date
    watched: list[Step[object]]


def _part(
    file: OrderFile, sent: ShipmentFile | None, lines: Sequence[OrderLine], around: _Around
) -> Part:
    if sent is None:
        leaves = _latest([*_promises(file, lines), *_licences(file, None, lines, around)], "rest")
        place = RecordRef("orders", file.order.order_number)
        note = "enter a shipment with etd and eta for what is on none yet"
        return Part(None, leaves, missing(NO_CELL, place, note=note))
    shipment = sent.shipment
    if shipment.ata is not None and shipment.ata <= around.today:
        return Part(shipment.shipment_ref, _cell(shipment, "atd"), _cell(shipment, "ata"))
    if left_on(shipment, around.today) is not None:
        eta = _not_past(_cell(shipment, "eta"), around.today)
        return Part(shipment.shipment_ref, _cell(shipment, "atd"), eta)
    waits = [_not_past(_cell(shipment, "etd"), around.today), *_licences(file, sent, lines, around)]
    leaves = _latest(waits, shipment.shipment_ref)
    return Part(shipment.shipment_ref, leaves, _dock(shipment, leaves))


def _cell(shipment: Shipment, column: str) -> Day:
    day: date | None = getattr(shipment, column)
    place = RecordRef("shipments", shipment.shipment_ref, column)
    if day is None:
        note = f"enter {column} of shipment {shipment.shipment_ref}"
        return missing(NO_CELL, place, note=note)
    return given(CELL, day, place, note=f"{column} of {shipment.shipment_ref}")


def _not_past(planned: Day, today: date) -> Day:
    """A planned day that has passed without its deed: the deed comes today at the earliest."""
    if planned.value is None or planned.value >= today:
        until = None if planned.value is None else planned.value + timedelta(days=1)
        return _until(planned, until)
    inputs: tuple[Step[object], ...] = (planned, today_step(today))
    return Step(NOT_PAST, today, How.HIGHEST, inputs, None, "", "", "", today + timedelta(days=1))


def _until(day: Day, until: date | None) -> Day:
    if until is None:
        return day
    return Step(day.code, day.value, day.how, (), day.ref, "", day.note, day.mark, until)


def _latest(days: Sequence[Day], name: str) -> Day:
    """The latest of what goods wait for; not known as soon as one of them is not known."""
    known = [day.value for day in days if day.value is not None]
    value = max(known) if known and len(known) == len(days) else None
    how = How.MISSING if value is None else How.HIGHEST
    return Step(LEAVES, value, how, tuple(days), None, "", name)


def _dock(shipment: Shipment, leaves: Day) -> Day:
    """The planned arrival, moved by as many days as the departure is moved."""
    etd, eta = _cell(shipment, "etd"), _cell(shipment, "eta")
    ref = shipment.shipment_ref
    if eta.value is None:
        return eta
    if leaves.value is None or etd.value is None:
        return Step(SHIPMENT_DOCK, None, How.MISSING, (leaves, eta), None, "", ref)
    if leaves.value <= etd.value:
        return Step(SHIPMENT_DOCK, eta.value, How.HIGHEST, (eta, leaves), None, "", ref)
    days = (eta.value - etd.value).days
    lead: Step[int] = Step(LEAD, days, How.DIFFERENCE, (), eta.ref, "", "")
    moved = leaves.value + timedelta(days=days)
    return Step(SHIFTED, moved, How.WORKDAYS, (leaves, lead), None, "", ref)


def _promises(file: OrderFile, lines: Sequence[OrderLine]) -> list[Day]:
    found: list[Day] = []
    for line in lines:
        promise = promise_of(line)
        place = RecordRef("orders", f"{file.order.order_number}/{line.line_no}", "promised_for")
        if promise is None:
            note = f"enter when line {line.line_no} is promised for"
            found.append(missing(NO_CELL, place, note=note))
        else:
            place = place._replace(field=promise[1])
            note = f"{promise[1]} of line {line.line_no}"
            found.append(given(CELL, promise[0], place, note=note))
    return found


def _licences(
    file: OrderFile, sent: ShipmentFile | None, lines: Sequence[OrderLine], around: _Around
) -> list[Day]:
    """When the licences that these goods wait for are decided; empty where none is needed."""
    found: dict[tuple[str, str], Day] = {}
    for line in lines:
        for fact, ordinary in (("controlled", False), ("ordinary_licence", True)):
            day = _licence(file, sent, line, fact, around, ordinary=ordinary)
            if day is not None:
                found.setdefault((day.note, fact), day)
    return list(found.values())


def _licence(
    file: OrderFile,
    sent: ShipmentFile | None,
    line: OrderLine,
    fact: str,
    around: _Around,
    *,
    ordinary: bool,
) -> Day | None:
    desk, pack, today, watched = around
    shipment = sent.shipment if sent is not None else None
    answer = line_facts(file, line, shipment, desk, pack, today)(fact)
    if answer.value is Answer.NO:
        watched.append(answer)
        return None
    kind = "ordinary export licence" if ordinary else "export licence"
    fitting = [lf for lf in file.licences if _serves(file, lf, line, ordinary=ordinary)]
    states = [judged(lf, today) for lf in fitting]
    if any(known.standing.state.value in USABLE for known in states):
        return None
    if answer.value is Answer.UNKNOWN:
        note = f"whether {line.product_code} needs an {kind} is not known"
        return Step(NO_LICENCE, None, How.MISSING, (answer,), answer.ref, "", note)
    for lf in fitting:
        attention = on_attention_list(lf, pack, desk, today)
        running = clock(lf, pack, work_calendar(pack), today, attention=attention)
        if running.due.value is not None:
            ref = lf.licence.licence_ref
            due = running.due
            return Step(LICENCE_DUE, due.value, How.HIGHEST, (due,), None, "", ref, due.mark)
    note = f"no {kind} for {line.product_code} is granted, and no clock for it is running"
    return Step(NO_LICENCE, None, How.MISSING, (answer,), answer.ref, "", note)


def _serves(file: OrderFile, lf: LicenceFile, line: OrderLine, *, ordinary: bool) -> bool:
    licence = lf.licence
    if (licence.kind == ORDINARY) is not ordinary:
        return False
    if licence.order_number not in (None, file.order.order_number):
        return False
    return not lf.lines or any(covers(one, line.product_code) for one in lf.lines)
