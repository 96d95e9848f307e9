from __future__ import annotations

from datetime import date

import pytest

from remanence.core.base.proof import certainty, prove, sentence
from remanence.core.documents.days import Days, day_of, due_day, weekdays_after
from remanence.core.policy.rows import DocumentRule
from remanence.core.policy.workdays import work_calendar
from tests.core.desk_makers import (
    event,
    goods_charge,
    licence_file,
    line,
    order_file,
    shipment,
    shipped_pack,
)


def rule(name: str) -> DocumentRule:
    return next(one for one in shipped_pack().documents if one.id == name)


def test_what_happened_goes_before_what_is_planned() -> None:
    sent = shipment(etd=date(2026, 12, 1), atd=date(2026, 12, 3), eta=date(2027, 1, 5))
    file = order_file(shipments=(sent,))
    days = {
        what: day_of(what, file, sent.shipment).value
        for what in ("place", "export", "load", "arrive", "clear", "close", "pay", "apply")
    }
    assert days == {
        "place": date(2026, 9, 1),
        "export": date(2026, 12, 3),
        "load": date(2026, 12, 3),
        "arrive": date(2027, 1, 5),
        "clear": date(2027, 1, 5),
        "close": None,
        "pay": None,
        "apply": None,
    }


def test_events_of_licences_and_payments_are_days_too() -> None:
    lf = licence_file(event(date(2026, 9, 9), "euc_signed"), event(date(2026, 9, 20), "filed"))
    file = order_file(licences=(lf,), charges=(goods_charge(paid_on=date(2026, 11, 2)),))
    assert day_of("euc_signed", file, None).value == date(2026, 9, 9)
    assert day_of("filed", file, None).value == date(2026, 9, 20)
    assert day_of("apply", file, None).value == date(2026, 9, 20)
    assert day_of("pay", file, None).value == date(2026, 11, 2)


def test_goods_on_no_shipment_leave_when_they_are_first_promised() -> None:
    lines = (
        line(1, promised_for=date(2026, 12, 9)),
        line(2, ready_on=date(2026, 12, 5), promised_for=date(2026, 12, 1)),
        line(3, cancelled_on=date(2026, 10, 1), promised_for=date(2026, 11, 1)),
        line(4),
    )
    assert day_of("load", order_file(*lines), None).value == date(2026, 12, 5)
    unknown = day_of("load", order_file(line(4)), None)
    assert unknown.value is None
    assert "etd" in sentence(unknown)
    assert day_of("arrive", order_file(*lines), None).value is None


def test_a_challenge_without_its_day_is_asked_for() -> None:
    sent = shipment(customs_state="challenge_open")
    day = day_of("challenge_open", order_file(shipments=(sent,)), sent.shipment)
    assert (day.value, "customs_state_on" in sentence(day)) == (None, True)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
    ],
)
def test_plain_mondays_to_fridays(start: date, days: int, end: date) -> None:
    assert weekdays_after(start, days) == end


def test_american_working_days_are_provisional_and_recalled_ones_say_so() -> None:
    sent = shipment(cleared_on=date(2026, 11, 20))
    file = order_file(shipments=(sent,))
    calendar = work_calendar(shipped_pack())
    due = due_day(rule("7501"), day_of("clear", file, sent.shipment), calendar)
    assert due.value == date(2026, 12, 4)
    assert certainty(due) == "provisional"
    ens = due_day(rule("ens"), day_of("clear", file, sent.shipment), calendar)
    assert (ens.value, certainty(ens)) == (date(2026, 11, 19), "recalled")


def test_days_are_looked_up_once() -> None:
    days = Days(order_file(), work_calendar(shipped_pack()))
    assert days.of("place", None) is days.of("place", None)
    begins = days.of("place", None)
    assert days.due(rule("proforma"), begins) is days.due(rule("proforma"), begins)


def test_nothing_is_due_before_the_order_was_placed() -> None:
    sent = shipment(etd=date(2026, 9, 1))
    file = order_file(shipments=(sent,), order={"order_date": date(2026, 9, 1)})
    days = Days(file, work_calendar(shipped_pack()))
    due = days.due(rule("isf"), days.of("load", sent.shipment))
    assert due.value == date(2026, 9, 1)
    assert sentence(due) == "due at once, on 2026-09-01: 2026-08-31 lies before the order"
    assert prove(due) == []


def test_the_ordinary_licence_sets_no_day_for_end_user_papers() -> None:
    filed = licence_file(event(date(2026, 10, 28), "filed"), kind="ordinary")
    assert day_of("filed", order_file(licences=(filed,)), None).value is None
