"""Today over a real workspace: snoozes, licences that run out, goods that are gone."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from remanence.app.readiness import readiness
from remanence.app.today import attention
from tests.desk import Desk

LICENCES = """licence_ref,supplier_code,order_number,kind,licence_number,valid_from,valid_to
L-1,S2,PO-2,single,,,
G-1,S1,,general,G-77,2026-01-01,2026-12-02
O-1,S1,PO-1,single,N-1,2026-10-01,2027-03-01
"""
EVENTS = """licence_ref,date,state,told_by
L-1,2026-09-18,accepted,supplier mail
"""
SNOOZE = """subject,code,value,reason,decided_on,until
licence L-1,today.snoozed,,the supplier is at a fair,2026-11-23,2026-11-25
"""
SHIPMENTS = """shipment_ref,order_number,line_no,quantity,transport_mode,etd,atd
SH-1,PO-1,2,200,sea,2026-10-20,2026-10-20
SH-2,PO-1,2,300,sea,2026-12-20,
"""


def rows(desk: Desk, today: date = date(2026, 11, 24)) -> dict[str, str]:
    with closing(desk.open(today)) as workspace:
        return {row.record["ref"]: row.why for row in attention(workspace)}


def test_a_snoozed_licence_stays_away_until_its_day(desk: Desk) -> None:
    desk.take({"licences": LICENCES, "licence_events": EVENTS})
    assert "L-1" in rows(desk)
    desk.take({"decisions": SNOOZE})
    assert "L-1" not in rows(desk)
    assert "L-1" in rows(desk, date(2026, 11, 26))


LATE = """shipment_ref,order_number,line_no,quantity,transport_mode,etd
SH-9,PO-1,1,200,sea,2026-11-20
"""
GENERAL = """supplier_code,name,country,general_licence_no,general_licence_until
S1,Jade River Magnets Co. Ltd.,CN,G-88,2026-12-02
"""
SNOOZES = """subject,code,value,reason,decided_on,until
shipment SH-9,today.snoozed,,the forwarder is asked,2026-11-23,2026-11-25
supplier S1,today.snoozed,,the supplier is asked,2026-11-23,2026-11-25
"""


def test_shipments_and_suppliers_are_snoozed_like_licences(desk: Desk) -> None:
    desk.take({"suppliers": GENERAL, "shipments": LATE})
    assert {"SH-9", "S1"} <= rows(desk).keys()
    desk.take({"decisions": SNOOZES})
    assert {"SH-9", "S1"}.isdisjoint(rows(desk))
    assert {"SH-9", "S1"} <= rows(desk, date(2026, 11, 26)).keys()


def test_orders_with_a_licence_of_their_own_do_not_hang_on_the_suppliers(desk: Desk) -> None:
    desk.take({"licences": LICENCES})
    assert "PO-1" not in rows(desk)["G-1"]


def test_a_licence_is_due_with_the_goods_that_wait_for_it(desk: Desk) -> None:
    desk.take({"licences": LICENCES, "shipments": SHIPMENTS})
    with closing(desk.open()) as workspace:
        judged = readiness(workspace, "PO-1")
    due = {one.id: one.due_on for one in judged.requirements if one.kind == "licence"}
    assert due == {"cn_licence": date(2026, 12, 20)}
    with closing(desk.open(date(2026, 10, 1))) as workspace:
        before = readiness(workspace, "PO-1")
    due = {one.id: one.due_on for one in before.requirements if one.kind == "licence"}
    assert due == {"cn_licence": date(2026, 10, 20)}


def test_a_licence_of_the_other_kind_does_not_hide_the_one_that_is_needed(desk: Desk) -> None:
    ordinary = LICENCES + "R-1,S2,PO-2,ordinary,R-77,2026-01-01,2026-12-31\n"
    shipped = """shipment_ref,order_number,line_no,quantity,licence_ref,transport_mode,etd
SH-3,PO-2,1,50,L-1,air,2026-12-10
"""
    desk.take({"licences": ordinary, "licence_events": EVENTS, "shipments": shipped})
    with closing(desk.open()) as workspace:
        judged = readiness(workspace, "PO-2", "export")
    states = {one.id: one.state for one in judged.requirements if one.kind == "licence"}
    assert states["cn_ordinary_licence"] == "granted"
    assert states["cn_licence"] == "accepted"


def test_what_was_filed_before_the_order_sets_no_earlier_day(desk: Desk) -> None:
    filed = "licence_ref,date,state,told_by\nG-1,2026-02-01,filed,supplier mail\n"
    desk.take({"licences": LICENCES, "licence_events": filed})
    with closing(desk.open()) as workspace:
        judged = readiness(workspace, "PO-1")
    due = {one.id: one.due_on for one in judged.requirements}
    assert due["euc"] == date(2026, 9, 1)
