from __future__ import annotations

from datetime import date, timedelta

import pytest

from remanence.core.arrival import Arrival, arrival
from remanence.core.base.proof import may_change_on, outline, prove
from remanence.core.facts.dossiers import OrderFile
from remanence.core.policy.workdays import work_calendar
from tests.core.desk_makers import (
    DESK,
    MAGNET,
    TODAY,
    event,
    licence_file,
    line,
    order_file,
    shipment,
    shipped_pack,
)

HOLMIUM = MAGNET._replace(product_code="M9", composition="Nd:29;Ho:1.5;Fe:67")
PLANNED = shipment(etd=date(2026, 12, 1), eta=date(2027, 1, 5))
GRANTED = event(date(2026, 10, 5), "granted")


def ask(file: OrderFile, day: date = TODAY) -> Arrival:
    known = arrival(file, DESK, shipped_pack(), day)
    assert prove(known.explanation) == []
    return known


def test_a_shipment_under_way_arrives_when_its_eta_says() -> None:
    sent = shipment(atd=date(2026, 11, 10), eta=date(2026, 12, 15))
    assert ask(order_file(shipments=(sent,))).dock_on == date(2026, 12, 15)


def test_goods_that_are_here_are_here() -> None:
    sent = shipment(ata=date(2026, 11, 20), eta=date(2026, 12, 15))
    assert ask(order_file(shipments=(sent,))).dock_on == date(2026, 11, 20)


def test_the_last_part_decides_and_one_that_cannot_be_said_leaves_it_open() -> None:
    first = shipment("A", quantity="400", atd=date(2026, 11, 10), eta=date(2026, 12, 15))
    second = shipment("B", quantity="600", atd=date(2026, 11, 20), eta=date(2026, 12, 28))
    assert ask(order_file(shipments=(first, second))).dock_on == date(2026, 12, 28)
    rest = ask(order_file(shipments=(first,)))
    assert rest.dock_on is None
    assert rest.parts[0].dock_on.value == date(2026, 12, 15)


def test_a_licence_that_comes_after_the_etd_moves_the_arrival_by_as_many_days() -> None:
    running = licence_file(event(date(2026, 10, 12), "accepted"))
    sent = shipment(etd=date(2026, 12, 1), eta=date(2027, 1, 5))
    calendar = work_calendar(shipped_pack())
    due, _ = calendar.after(date(2026, 10, 12), 45)
    assert due > date(2026, 12, 1)
    known = ask(order_file(shipments=(sent,), licences=(running,)))
    assert known.leaves_on == due
    assert known.dock_on == due + timedelta(days=35)
    assert any("L-1" in row.text for row in outline(known.explanation))


def test_a_granted_licence_or_none_needed_holds_nothing_up() -> None:
    sent = shipment(etd=date(2026, 12, 1), eta=date(2027, 1, 5))
    granted = order_file(shipments=(sent,), licences=(licence_file(GRANTED),))
    free = order_file(line(product="M2"), shipments=(sent,))
    assert ask(granted).dock_on == date(2027, 1, 5)
    assert ask(free).dock_on == date(2027, 1, 5)


@pytest.mark.parametrize("product", ["M1", "M3"])
def test_without_a_licence_or_without_knowing_whether_one_is_needed_there_is_no_day(
    product: str,
) -> None:
    sent = shipment(etd=date(2026, 12, 1), eta=date(2027, 1, 5))
    known = ask(order_file(line(product=product), shipments=(sent,)))
    assert (known.dock_on, known.leaves_on) == (None, None)


def test_a_clock_into_an_unpublished_year_is_provisional() -> None:
    running = licence_file(event(date(2026, 11, 12), "accepted"))
    sent = shipment(etd=date(2026, 12, 1), eta=date(2027, 1, 5))
    assert ask(order_file(shipments=(sent,), licences=(running,))).is_provisional


def test_a_planned_day_that_has_passed_is_today_at_the_earliest() -> None:
    sent = shipment(etd=date(2026, 11, 20), eta=date(2026, 12, 20))
    file = order_file(line(product="M2"), shipments=(sent,))
    known = ask(file)
    assert (known.leaves_on, known.dock_on) == (TODAY, date(2026, 12, 24))
    assert may_change_on(known.explanation) == TODAY + timedelta(days=1)
    late = shipment(atd=date(2026, 11, 1), eta=date(2026, 11, 20))
    assert ask(order_file(shipments=(late,))).dock_on == TODAY


def test_what_is_on_no_shipment_says_when_it_leaves() -> None:
    file = order_file(line(product="M2", promised_for=date(2026, 12, 10)))
    known = ask(file)
    assert (known.leaves_on, known.dock_on) == (date(2026, 12, 10), None)


@pytest.mark.parametrize(
    "file",
    [
        order_file(
            line(product="M2"), shipments=(shipment(etd=date(2026, 12, 1), eta=date(2027, 1, 5)),)
        ),
        order_file(shipments=(shipment(atd=date(2026, 11, 1), eta=date(2026, 12, 1)),)),
        order_file(line(product="M9"), products={"M9": HOLMIUM}, shipments=(PLANNED,)),
        order_file(shipments=(shipment(atd=date(2026, 11, 29), ata=date(2026, 12, 4)),)),
    ],
)
def test_the_day_stays_the_same_up_to_the_day_on_which_it_may_change(file: OrderFile) -> None:
    day = date(2026, 11, 5)
    for _ in range(40):
        known, after = ask(file, day), ask(file, day + timedelta(days=1))
        turn = may_change_on(known.explanation)
        if turn is None or day + timedelta(days=1) < turn:
            assert after.dock_on == known.dock_on
        day += timedelta(days=1)
