"""The next stage of an order: the first whose deed is not on record for the whole quantity.

Deeds: place `order_date`, apply a licence filed or none needed, export `export_declared_on`,
load `atd`, arrive `ata`, clear `cleared_on`, pay `paid_on` of an actual goods charge, close
`received_on`.
A later deed implies the earlier ones, pay apart. The stage that the order names goes before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, given
from remanence.core.documents.checklist import Requirement
from remanence.core.documents.parcels import carried, open_lines, rest_of
from remanence.core.facts.charges import Charge
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.orders import STAGES, OrderLine
from remanence.core.facts.shipments import Shipment

CLOSED: Final = "closed"

NEXT = N_("order.next_stage", "The next stage of {note} is {value}")
NOTHING_LEFT = N_("order.nothing_left", "Nothing is left to do on {note}: {0}")
WRITTEN = N_("order.stage_written", "the order says so: {value}")
CANCELLED = N_("order.cancelled", "all lines are cancelled")
ALL_DONE = N_("order.all_done", "all stages are on record for the whole quantity")
DEED = N_("order.deed_missing", "{note}")

_SENT: Final = (
    ("export", "export_declared_on"),
    ("load", "atd"),
    ("arrive", "ata"),
    ("clear", "cleared_on"),
    ("close", "received_on"),
)
"""Deeds of a shipment, in their sequence, with the column that records each."""

_WORDS: Final = {
    "place": "the order date lies ahead",
    "apply": "no licence is filed for all that needs one",
    "export": "export_declared_on is not on record for the whole quantity",
    "load": "atd is not on record for the whole quantity",
    "arrive": "ata is not on record for the whole quantity",
    "clear": "cleared_on is not on record for the whole quantity",
    "pay": "paid_on of an actual goods charge is not on record",
    "close": "received_on is not on record for the whole quantity",
}


def is_closed(file: OrderFile) -> bool:
    """Whether the order is written off as closed, or has no line that is not cancelled."""
    return file.order.stage == CLOSED or not open_lines(file)


def done_to(shipment: Shipment, today: date) -> int:
    """How many deeds of `_SENT` are implied by the last one on record up to `today`."""
    done = 0
    for place, (_, column) in enumerate(_SENT, start=1):
        day = getattr(shipment, column)
        if day is not None and day <= today:
            done = place
    return done


def turns_on(file: OrderFile, today: date) -> date | None:
    """The next day on which a recorded deed that lies ahead is done."""
    days = [
        day
        for sent in file.shipments
        for _, column in _SENT
        if (day := getattr(sent.shipment, column)) is not None
    ]
    days += [charge.paid_on for charge in file.charges if charge.paid_on is not None]
    days.append(file.order.order_date)
    return min((day for day in days if day > today), default=None)


def next_stage(
    file: OrderFile, today: date, is_applied: Callable[[], bool], short_percent: Decimal
) -> Step[str | None]:
    """The next stage; None where nothing is left.

    Args:
        file: the order.
        today: the day asked for; deeds dated later are not done yet.
        is_applied: whether a licence is filed for all that needs one, or none is needed.
        short_percent: by how much a delivery may fall short and still be the whole.
    """
    number, place = file.order.order_number, RecordRef("orders", file.order.order_number, "stage")
    if is_closed(file):
        why = given(WRITTEN, CLOSED, place) if file.order.stage == CLOSED else given(CANCELLED, "")
        return Step(NOTHING_LEFT, None, How.ONE_OF, (why,), place, "", number)
    if file.order.stage:
        why = given(WRITTEN, file.order.stage, place)
        return Step(NEXT, file.order.stage, How.ONE_OF, (why,), place, "", number)
    until = turns_on(file, today)
    stage = _first_open(file, today, is_applied, short_percent)
    if stage is None:
        done = given(ALL_DONE, "", place)
        return Step(NOTHING_LEFT, None, How.ONE_OF, (done,), place, "", number, "", until)
    missing = given(DEED, stage, place, note=_WORDS[stage])
    return Step(NEXT, stage, How.ONE_OF, (missing,), place, "", number, "", until)


def _first_open(
    file: OrderFile, today: date, is_applied: Callable[[], bool], short_percent: Decimal
) -> str | None:
    sent = least_done(file, today, short_percent)
    if sent == 0:
        if file.order.order_date > today:
            return "place"
        return "export" if is_applied() else "apply"
    waiting = [stage for stage, _ in _SENT[sent:]]
    if not is_paid(file, today, short_percent):
        waiting.append("pay")
    return min(waiting, key=STAGES.index, default=None)


def least_done(file: OrderFile, today: date, short_percent: Decimal) -> int:
    """How many deeds of a shipment are done for the whole quantity of every line."""
    if not file.shipments:
        return 0
    done = len(_SENT)
    quantities = [(done_to(sent.shipment, today), carried(file, sent)) for sent in file.shipments]
    for line in open_lines(file):
        done = _done_for(line, quantities, done, short_percent)
    return done


def without_past(
    file: OrderFile, made: Iterable[Requirement], today: date, short_percent: Decimal
) -> list[Requirement]:
    """The requirements, papers of a shipment taken off the stages that only it has behind it.

    They are counted as before, but no longer hold up what has yet to go that way.
    """
    whole = least_done(file, today, short_percent)
    done = {sent.shipment.shipment_ref: done_to(sent.shipment, today) for sent in file.shipments}
    found = []
    for one in made:
        past = {stage for stage, _ in _SENT[whole : done.get(one.shipment or "", 0)]}
        if one.kind == "document" and not past.isdisjoint(one.blocks):
            kept = tuple(stage for stage in one.blocks if stage not in past)
            found.append(one._replace(blocks=kept))
        else:
            found.append(one)
    return found


def _done_for(
    line: OrderLine,
    quantities: Sequence[tuple[int, Mapping[int, Decimal]]],
    most: int,
    short_percent: Decimal,
) -> int:
    """The last deed that is done for the whole of a line."""
    for deed in range(most, 0, -1):
        parts = [on_it.get(line.line_no, Decimal(0)) for done, on_it in quantities if done >= deed]
        if not rest_of(line, sum(parts, Decimal(0)), short_percent):
            return deed
    return 0


def is_paid(file: OrderFile, today: date, short_percent: Decimal) -> bool:
    """Whether the goods are paid: actual goods charges for all lines, all of them paid."""
    goods = [
        charge
        for charge in file.charges
        if charge.kind == "goods" and charge.stands_for == "actual"
    ]
    if not goods or any(charge.paid_on is None or charge.paid_on > today for charge in goods):
        return False
    if any(charge.shipment_ref is None and not charge.lines for charge in goods):
        return True
    named = _named(goods)
    paid = {charge.shipment_ref for charge in goods if charge.shipment_ref is not None}
    sent = [carried(file, one) for one in file.shipments if one.shipment.shipment_ref in paid]
    for line in open_lines(file):
        shipped = sum((one.get(line.line_no, Decimal(0)) for one in sent), Decimal(0))
        if line.line_no not in named and rest_of(line, shipped, short_percent):
            return False
    return True


def _named(goods: Iterable[Charge]) -> set[int]:
    """Line numbers that charges on the order name (`1;3`)."""
    parts = (
        part.strip()
        for charge in goods
        if charge.shipment_ref is None
        for part in (charge.lines or "").split(";")
    )
    return {int(part) for part in parts if part.isdecimal()}
