"""Figures beyond what can be worked with: findings at the cell or line, never a crash."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from remanence.store import posted
from tests.desk import ORDERS, Desk, codes

CHARGES = "charge_ref,order_number,kind,amount,currency,shares,method\n"


@pytest.mark.parametrize(
    ("kind", "text", "where", "code"),
    [
        ("orders", ORDERS.replace("1000,", "12345678901234567,"), "row 2, quantity", "too_large"),
        ("orders", ORDERS.replace("310.00", "99999999999999999.99"), "row 4, unit_price", "too_la"),
        ("charges", f"{CHARGES}C1,PO-1,freight,99999999999999999.99,USD,,\n", "row 2, amount", ""),
        ("charges", f"{CHARGES}C1,PO-1,credit,-99999999999999.99,USD,,\n", "row 2, amount", ""),
        ("charges", f"{CHARGES}C,PO-1,bank,1,USD,1:9999999999999,manual\n", "row 2, shares", ""),
        ("fx", "date,base,quote,rate\n2026-01-01,CNY,USD,12345678901\n", "row 2, rate", ""),
        ("fx", "date,base,quote,rate\n2026-01-01,CNY,USD,0.0000000000001\n", "row 2, rate", ""),
    ],
)
def test_a_cell_too_large_is_a_finding_with_the_limit(
    desk: Desk, kind: str, text: str, where: str, code: str
) -> None:
    plan = desk.plan({kind: text})
    ((place, found),) = codes(plan)
    assert place == f"{kind}.csv, {kind}, {where}"
    assert found.startswith("cell.too_")
    assert "it must be" in plan.findings[0].message
    assert code in found


def test_a_line_worth_too_much_is_a_finding(desk: Desk) -> None:
    text = ORDERS.replace("1000,pcs,0.50", "1000000000,pcs,99999.00")
    plan = desk.plan({"orders": text})
    assert codes(plan) == [("orders.csv, orders, row 2, unit_price", "line_value_too_large")]
    assert "99999000000000.00 USD; what is over 10000000000000 " in plan.findings[0].message


def test_a_line_that_weighs_too_much_is_a_finding(desk: Desk) -> None:
    product = "product_code,name,category,unit,unit_net_weight_kg\nP1,Block,magnet,pcs,1000000\n"
    plan = desk.plan({"products": product, "orders": ORDERS.replace("1000,pcs", "10000000,pcs")})
    assert codes(plan) == [("orders.csv, orders, row 2, quantity", "line_mass_too_large")]
    desk.take({"products": product})
    plan = desk.plan({"orders": ORDERS.replace("1000,pcs", "10000000,pcs")})
    assert codes(plan) == [("orders.csv, orders, row 2, quantity", "line_mass_too_large")]


def test_what_became_too_much_afterwards_is_posted_as_unknown(desk: Desk) -> None:
    desk.take({"orders": ORDERS.replace("1000,pcs,0.50", "10000000,pcs,0.01")})
    product = "product_code,name,category,unit,unit_net_weight_kg\nP1,Block,magnet,pcs,1000000\n"
    desk.take({"products": product})
    with closing(sqlite3.connect(desk.path / "workspace.db")) as plain:
        rows = plain.execute("SELECT quantity, kg, goods FROM cost_line WHERE basis = 3").fetchall()
    assert (10_000_000_000, None, 10_000_000) in rows
    assert desk.run("orders", "--json").code == 0
    assert desk.run("trend", "--of", "product", "--by", "year", "--json").code in (0, 1)


def test_a_posted_figure_adds_up_or_is_unknown() -> None:
    assert posted.scaled(Decimal(10**12), 3) == 10**15
    assert posted.scaled(Decimal(10**30), 3) is None
    assert posted.within(-(10**15) - 1) is None


@pytest.mark.parametrize("column", ["quantity", "received_quantity", "rejected_quantity"])
def test_pieces_on_their_way_are_whole(desk: Desk, column: str) -> None:
    cells = {"quantity": "10", "received_quantity": "", "rejected_quantity": "", column: "2.5"}
    text = f"shipment_ref,order_number,line_no,{','.join(cells)}\n"
    text += f"SH-1,PO-1,1,{','.join(cells.values())}\nSH-1,PO-2,1,2.5,,\n"
    plan = desk.plan({"shipments": text})
    assert codes(plan) == [(f"shipments.csv, shipments, row 2, {column}", "row.pieces_not_whole")]


def test_an_unknown_order_is_told_at_the_order(desk: Desk) -> None:
    text = "shipment_ref,order_number,line_no,quantity\nSH-1,PO-404,1,10\nSH-1,PO-1,9,10\n"
    assert codes(desk.plan({"shipments": text})) == [
        ("shipments.csv, shipments, row 2, order_number", "unknown_reference"),
        ("shipments.csv, shipments, row 3, line_no", "unknown_reference"),
    ]


HEAD = "subject,code,value,reason,decided_on\n"


@pytest.mark.parametrize(
    ("subject", "code", "good", "bad"),
    [
        ("workspace", "fx.max_age_days", "10", "abc"),
        ("workspace", "fx.max_age_days", "0", "2.5"),
        ("workspace", "tolerance.quantity_percent", "2.5", "-7"),
        ("workspace", "tolerance.weight_percent", "100", "101"),
        ("workspace", "practice.limit", "0.3", "lots"),
        ("order PO-1", "fact.us", "Yes", "perhaps"),
        ("order PO-1", "document.waived", "invoice@SH 1", "not needed here"),
        ("pack row controls/A57-Ho", "instrument.seen", "suspended", "paused"),
    ],
)
def test_the_value_of_a_decision_is_what_its_code_asks_for(
    desk: Desk, subject: str, code: str, good: str, bad: str
) -> None:
    assert desk.plan({"decisions": f"{HEAD}{subject},{code},{good},x,2026-01-01\n"}).can_apply
    plan = desk.plan({"decisions": f"{HEAD}{subject},{code},{bad},x,2026-01-01\n"})
    assert codes(plan) == [("decisions.csv, decisions, row 2, value", "row.not_a_decision")]
