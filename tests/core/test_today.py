from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from remanence.core.base.proof import outline
from remanence.core.facts.dossiers import Desk, LicenceFile, OrderFile
from remanence.core.today import Attention, attention
from tests.core.desk_makers import (
    DESK,
    SUPPLIER,
    TODAY,
    Cell,
    decision,
    event,
    licence_file,
    line,
    order_file,
    paper,
    shipment,
    shipped_pack,
)
from tests.core.test_readiness import disagreeing

YESTERDAY = TODAY - timedelta(days=1)
NEAR = shipment(etd=date(2026, 12, 5))


def ask(
    *files: OrderFile, licences: tuple[LicenceFile, ...] = (), desk: Desk = DESK, day: date = TODAY
) -> list[Attention]:
    return attention(files, licences, desk, shipped_pack(), day)


def rows(found: list[Attention], group: str) -> list[Attention]:
    return [row for row in found if row.group == group]


def numbered(number: str, *lines: Cell, **parts: Cell) -> OrderFile:
    file = order_file(*lines, **parts)
    return file._replace(order=file.order._replace(order_number=number))


def test_a_blocked_stage_near_its_day_cannot_move() -> None:
    found = ask(order_file(shipments=(NEAR,), order={"stage": "export"}))
    row = rows(found, "cannot_move")[0]
    assert row.what == "PO-1 cannot export: commercial invoice is missing"
    assert (row.due_on, row.days_left) == (date(2026, 12, 5), 11)
    assert row.record == {"kind": "orders", "ref": "PO-1"}
    assert row.order == "PO-1"
    assert row.next == "Get the commercial invoice; it comes from: supplier."
    assert "more" in row.why
    assert outline(row.explanation)[0].text.startswith("Ready to export")


@pytest.mark.parametrize(
    ("etd", "near"), [(date(2026, 12, 8), True), (date(2026, 12, 9), False), (YESTERDAY, True)]
)
def test_near_is_within_fourteen_days_or_past(etd: date, *, near: bool) -> None:
    file = order_file(shipments=(shipment(etd=etd),), order={"stage": "export"})
    assert bool(rows(ask(file), "cannot_move")) is near


def test_the_day_of_the_answer_counts_as_well() -> None:
    running = licence_file(event(date(2026, 9, 15), "accepted"))
    own = tuple(paper(kind) for kind in ("invoice", "packing"))
    answers = tuple(decision("workspace", f"fact.{name}", "no") for name in ("solid_wood_packing",))
    file = order_file(licences=(running,), documents=own, decisions=answers)
    row = rows(ask(file, licences=(running,)), "cannot_move")[0]
    assert "accepted" in row.what
    assert row.due_on is not None
    assert row.due_on <= TODAY + timedelta(days=14)
    assert row.next == "The ministry decides."


def test_not_known_is_a_group_of_its_own_and_says_what_would_settle_it() -> None:
    own = tuple(paper(kind) for kind in ("po", "invoice", "packing", "spec"))
    file = order_file(line(product="M3"), documents=own, order={"stage": "export"})
    row = rows(ask(file), "unknown")[0]
    assert row.what.startswith("Not known whether PO-1 can export")
    assert row.why.startswith("To settle it: ")
    assert "composition" in row.why
    assert row.due_on is None


def test_papers_due_within_fourteen_days_are_one_row_a_day_and_stage() -> None:
    file = order_file(line(product="M2"), shipments=(NEAR,))
    found = [row for row in rows(ask(file), "soon") if row.code == "today.papers_due"]
    assert all(row.due_on is not None and 0 <= (row.days_left or 0) <= 14 for row in found)
    load = next(row for row in found if "load" in row.why and row.due_on == date(2026, 12, 5))
    assert load.what.startswith("PO-1: ")


def test_a_running_clock_near_its_end_a_late_one_and_a_stopped_one() -> None:
    near = licence_file(event(date(2026, 9, 24), "accepted"), licence_ref="A")
    late = licence_file(event(date(2026, 8, 3), "accepted"), licence_ref="B")
    asked = event(date(2026, 11, 1), "supplement_asked", "supplier mail")
    stopped = licence_file(event(date(2026, 9, 15), "accepted"), asked, licence_ref="C")
    found = ask(licences=(near, late, stopped))
    assert [(row.group, row.code, row.record["ref"]) for row in found] == [
        ("soon", "today.licence_overdue", "B"),
        ("soon", "today.licence_due", "A"),
        ("unknown", "today.licence_stopped", "C"),
    ]
    assert (found[0].days_left or 0) < 0
    assert "told by supplier mail" in found[2].why


@pytest.mark.parametrize(("days", "shown"), [(30, True), (31, False), (0, True)])
def test_a_licence_that_runs_out_within_thirty_days(days: int, *, shown: bool) -> None:
    lf = licence_file(event(date(2026, 3, 1), "granted"), valid_to=TODAY + timedelta(days=days))
    file = order_file(licences=(lf,), order={"stage": "export"})
    found = [row for row in ask(file, licences=(lf,)) if row.code == "today.licence_ends"]
    assert bool(found) is shown
    if found:
        assert "PO-1" in found[0].why


def test_a_general_licence_on_the_suppliers_record_runs_out() -> None:
    supplier = SUPPLIER._replace(general_licence_no="G-1", general_licence_until=date(2026, 12, 2))
    file = order_file(order={"stage": "closed"}, supplier=supplier)
    assert [row.code for row in ask(file)] == ["today.general_licence_ends"]
    own = licence_file(licence_number="G-1", order_number=None, kind="general")
    assert ask(file, licences=(own,)) == []


def test_a_planned_day_that_passed_without_its_deed() -> None:
    late = shipment(etd=YESTERDAY)
    file = order_file(line(product="M2"), shipments=(late,), order={"stage": "pay"})
    assert [row.code for row in ask(file)] == ["today.departure_late"]
    gone = shipment(etd=YESTERDAY, atd=YESTERDAY, eta=YESTERDAY)
    codes = [row.code for row in ask(file._replace(shipments=(gone,)))]
    assert "today.arrival_late" in codes
    assert "today.departure_late" not in codes
    row = ask(file)[0]
    assert row.why == f"Planned departure was {YESTERDAY} and no departure is on record."
    assert row.next == "Enter the departure (atd), or its new planned day (etd)."
    assert (row.record["ref"], row.order) == ("SH-1", "PO-1")


@pytest.mark.parametrize(("day", "shown"), [(TODAY, 1), (YESTERDAY, 1), (date(2026, 11, 22), 0)])
def test_settled_is_what_is_dated_today_or_the_day_before(day: date, shown: int) -> None:
    closed = {"stage": "closed"}
    for cells, code in (
        ({"customs_state": "released", "customs_state_on": day}, "today.released"),
        ({"cleared_on": day}, "today.cleared"),
        ({"received_on": day}, "today.received"),
    ):
        found = ask(order_file(shipments=(shipment(**cells),), order=closed))
        assert [row.code for row in found] == [code] * shown
        word = code.removeprefix("today.").capitalize()
        assert [row.why for row in found] == [f"{word} on {day}."] * shown
    granted = licence_file(event(day, "granted", "licence scan"))
    found = ask(licences=(granted,))
    assert [(row.group, row.code) for row in found] == [
        ("settled", "today.licence_granted")
    ] * shown


def test_what_next_is_said_once() -> None:
    file = disagreeing()
    sent = file.shipments[0]
    near = sent._replace(shipment=sent.shipment._replace(etd=date(2026, 12, 1)))
    order = file.order._replace(stage="export")
    row = rows(ask(file._replace(shipments=(near,), order=order)), "cannot_move")[0]
    assert row.what == "PO-1 cannot export: papers disagree on net weight kg"
    assert "7.5 kg" in row.why
    assert "corrected" not in row.why
    assert row.next == "Have the wrong one corrected, or set a tolerance."


def test_a_closed_order_needs_nothing() -> None:
    assert ask(order_file(shipments=(shipment(etd=YESTERDAY),), order={"stage": "closed"})) == []


def test_inside_a_group_by_day_then_value_then_ref() -> None:
    def blocked(number: str, etd: date) -> OrderFile:
        sent = shipment(f"SH-{number}", etd=etd)
        line_ = sent.lines[0]._replace(order_number=number)
        return numbered(
            number, shipments=(sent._replace(lines=(line_,)),), order={"stage": "export"}
        )

    early, late = date(2026, 12, 1), date(2026, 12, 2)
    files = [blocked("D", late), blocked("C", late), blocked("B", late), blocked("A", early)]
    worth = {"B": Decimal(10), "C": Decimal(20), "D": Decimal(10)}
    found = attention(files, (), DESK, shipped_pack(), TODAY, worth)
    assert [row.record["ref"] for row in rows(found, "cannot_move")] == ["A", "C", "B", "D"]
    assert [row.worth for row in rows(found, "cannot_move")] == [0, 20, 10, 10]
    groups = [row.group for row in found]
    assert groups == sorted(groups, key=("cannot_move", "soon", "unknown", "settled").index)


def test_a_snoozed_row_stays_away_through_its_day() -> None:
    until = TODAY + timedelta(days=3)
    file = order_file(
        line(product="M2"), shipments=(shipment(etd=YESTERDAY),), order={"stage": "pay"}
    )
    asleep = file._replace(
        decisions=(decision("shipment SH-1", "today.snoozed", "today.departure_late", until=until),)
    )
    assert len(ask(file)) == 1
    assert ask(asleep) == []
    assert ask(asleep, day=until) == []
    assert len(ask(asleep, day=until + timedelta(days=1))) == 1
    shown = attention([asleep], (), DESK, shipped_pack(), TODAY, with_snoozed=True)
    assert [row.snoozed_until for row in shown] == [until]
    other = file._replace(decisions=(decision("shipment SH-1", "today.snoozed", "other"),))
    assert len(ask(other)) == 1


def test_orders_that_hang_on_a_licence_are_those_whose_goods_it_is_to_cover() -> None:
    ordinary = licence_file(event(date(2026, 3, 1), "granted"), licence_ref="O-1", kind="ordinary")
    general = licence_file(
        event(date(2026, 3, 1), "granted"),
        licence_ref="G-1",
        kind="general",
        order_number=None,
        valid_to=date(2026, 12, 2),
    )
    waits = order_file(licences=(ordinary, general), order={"stage": "export"})
    gone = numbered("PO-2", licences=(general,), order={"stage": "pay"})
    sent = shipment("SH-2", atd=date(2026, 10, 1))
    part = sent.lines[0]._replace(order_number="PO-2")
    gone = gone._replace(shipments=(sent._replace(lines=(part,)),))
    row = next(one for one in ask(waits, gone, licences=(general,)) if one.record["ref"] == "G-1")
    assert row.why == "It is valid to 2026-12-02; open orders that hang on it: PO-1."
