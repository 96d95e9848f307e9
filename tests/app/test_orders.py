"""What became of the lines of an order: ordered, shipped, received, open."""

from __future__ import annotations

from pathlib import Path

from tests.desk import BASE, Desk

SENT = """shipment_ref,order_number,line_no,quantity,etd,atd,received_on,received_quantity
SH-1,PO-1,1,400,2026-09-20,2026-09-21,2026-10-22,398
SH-2,PO-1,1,300,2026-11-01,2026-11-02,,
SH-3,PO-1,1,300,2026-12-20,,,
"""


def figures(desk: Desk, *words: str) -> list[tuple[str, str, str, str]]:
    lines = desk.run("order", "PO-1", *words, "--json").json["lines"]
    return [
        tuple(one[name] for name in ("ordered", "shipped", "received", "open")) for one in lines
    ]


def test_planned_shipments_are_not_shipped_and_open_is_not_received(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.take({**BASE, "shipments": SENT})
    assert figures(desk) == [("1000", "700", "398", "602"), ("500", "0", "0", "500")]
    assert figures(desk, "--today", "2026-10-01")[0] == ("1000", "400", "0", "1000")


def test_nothing_is_open_of_a_closed_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    heading, *rows = BASE["orders"].splitlines()
    closed = "\n".join([f"{heading},stage", *(f"{row},closed" for row in rows)])
    desk.take({**BASE, "orders": closed, "shipments": SENT})
    assert [line[-1] for line in figures(desk)] == ["0", "0"]


def test_the_text_says_the_quantities_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.take({**BASE, "shipments": SENT})
    first = desk.run("order", "PO-1").out.splitlines()
    assert first[1].split() == ["line", "product", "ordered", "shipped", "received", "open", "unit"]
    assert first[3].split() == ["1", "P1", "1000", "700", "398", "602", "pcs"]


def test_the_cost_as_text_sums_its_lines_and_says_what_differs(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    heading = "charge_ref,order_number,kind,basis,amount,currency,invoice_number,invoice_date\n"
    charges = "F0,PO-1,freight,estimate,50,USD,,\nF1,PO-1,freight,actual,40,USD,N1,2026-10-01\n"
    desk.take({**BASE, "charges": heading + charges})
    said = desk.run("cost", "PO-1").out.splitlines()
    assert said[0] == "PO-1: landed cost in USD, basis estimate,actual"
    whole = next(line.split() for line in said if line.split()[0] == "all")
    assert whole[1] == "1100.00"
    assert "Less than the estimate by 10.00 USD" in said
