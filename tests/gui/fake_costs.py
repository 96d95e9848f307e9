"""Costs of the small desk: planned, partly invoiced, invoiced, and one that cannot be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from remanence.app.cost_detail import CostDetail, Figure, LineRow, PartRow
from remanence.app.cost_list import CostLine, CostLists
from remanence.core.base.steps import Amount, RecordRef, difference, given, missing, total
from remanence.gui.rows import OrderRow

SHARES = {
    "goods": "0.76",
    "freight": "0.03",
    "insurance": "0.002",
    "duty": "0.19",
    "fees": "0.008",
    "other": "0.01",
}
CENT = Decimal("0.01")


def lists_of(rows: Sequence[OrderRow]) -> CostLists:
    orders = tuple(line_of(place, row) for place, row in enumerate(rows))
    shipments = tuple(
        line._replace(ref=f"SH-{line.ref[3:]}", orders=(line.ref, *((rows[0].number,) * (n % 2))))
        for n, line in enumerate(orders[::2])
    )
    return CostLists("USD", orders, shipments)


def line_of(place: int, row: OrderRow) -> CostLine:
    estimate = row.landed
    state = ("planned", "partly", "invoiced")[place % 3] if estimate is not None else "unknown"
    settled = state in ("partly", "invoiced")
    landed = estimate
    if estimate is not None and settled:
        landed = estimate + Decimal((-1) ** place * (place % 5)) * Decimal("61.07")
    whole = state == "invoiced"
    still = () if whole else ("freight", "duty", "licence_fee")
    return CostLine(
        row.number,
        (row.number,),
        row.supplier,
        row.supplier_local_name or "",
        row.goods_note,
        row.stage is not None,
        state,
        estimate,
        landed if whole else row.goods if settled else None,
        landed,
        landed - estimate if settled and landed is not None and estimate is not None else None,
        still,
        False,
        Decimal("101.23") if estimate is not None else None,
        date(2026, 10, 1),
    )


def detail_of(line: CostLine) -> CostDetail:
    parts = tuple(_part(name, line) for name in SHARES)
    planned = _whole([part.planned for part in parts], line.estimate)
    landed = _whole([part.landed for part in parts], line.landed)
    actual = _whole([part.actual for part in parts if part.actual.amount is not None], line.actual)
    variance = difference("fake.variance", landed.reasons, planned.reasons)
    row = LineRow(
        line.orders[0],
        1,
        line.goods,
        Decimal(12000),
        "pcs",
        planned,
        actual if line.state == "invoiced" else Figure(None, _missing("line")),
        landed,
        line.per_kg,
    )
    return CostDetail(
        line, "USD", parts, (row,), planned, actual, landed, Figure(line.variance, variance)
    )


def _part(name: str, line: CostLine) -> PartRow:
    planned, landed = (_share(name, amount) for amount in (line.estimate, line.landed))
    state = "whole" if line.state == "invoiced" or name == "goods" else "estimated"
    if line.state in ("planned", "unknown"):
        state = "estimated"
    actual = landed if state == "whole" else None
    return PartRow(
        name,
        Figure(planned, _step(name, planned)),
        Figure(actual, _step(name, actual)),
        Figure(landed, _step(name, landed)),
        state,
    )


def _share(name: str, amount: Decimal | None) -> Decimal | None:
    if amount is None:
        return None
    if name != "other":
        return (amount * Decimal(SHARES[name])).quantize(CENT)
    rest = ((amount * Decimal(SHARES[one])).quantize(CENT) for one in SHARES if one != "other")
    return amount - sum(rest, Decimal(0))


def _step(name: str, amount: Decimal | None) -> Amount:
    if amount is None:
        return _missing(name)
    return given("fake.part", amount, RecordRef("charges", "C-1", name), unit="USD", note=name)


def _missing(name: str) -> Amount:
    return missing("fake.missing", unit="USD", note=name)


def _whole(figures: Sequence[Figure], amount: Decimal | None) -> Figure:
    return Figure(amount, total("fake.landed", [one.reasons for one in figures], "USD"))
