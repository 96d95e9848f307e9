"""Posted cost summed by order and shipment, and what tells which of it is still estimated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from remanence.core.facts.charges import Charge
from remanence.store.posted import HOLDS_NOT, CostRow
from remanence.store.reading import Rows

_SUMS: Final = """
SELECT c.order_id, c.shipment_id, c.basis, count(*), sum(c.landed IS NULL), sum(c.landed),
    sum(c.goods IS NULL), sum(c.goods), sum(coalesce(c.landed, c.freight + c.insurance + c.duty +
    c.fees + c.other)), sum(c.kg IS NULL), sum(c.kg)
FROM cost_line c"""
_GROUPS: Final = " GROUP BY c.basis, c.order_id, c.shipment_id"
_ALL: Final = _SUMS + _GROUPS
_HOLDING: Final = f"{_SUMS} WHERE c.order_id NOT IN ({HOLDS_NOT}){_GROUPS}"
_CHARGES: Final = """
SELECT DISTINCT order_id, shipment_id, kind, basis, invoice_number IS NOT NULL, paid_on IS NOT NULL
FROM charges"""
_ENTERED: Final = "SELECT DISTINCT shipment_id FROM entries"
_SHIPMENTS: Final = """
SELECT id, shipment_ref, transport_mode, eta, ata, received_on FROM shipments ORDER BY id"""
_CARRIED: Final = """
SELECT DISTINCT x.shipment_id, l.order_id FROM shipment_lines x
JOIN order_lines l ON l.id = x.order_line_id"""
_TERMS: Final = "SELECT id, incoterm FROM orders"


class CostSum(NamedTuple):
    """What is posted of one order on one shipment (`NOT_SHIPPED`: the rest) in one basis.

    Amounts are minor units of the home currency, masses milligrams. `basis` is a number of
    `posted.BASES`.

    Attributes:
        parts: parts of order lines.
        landed_unknown: how many of them have no landed cost.
        goods_unknown: how many of them have no value of goods.
        stands: landed cost where it is known, else what is known beside the goods.
        kg_unknown: how many of them have no mass.
    """

    order_id: int
    shipment_id: int
    basis: int
    parts: int
    landed_unknown: int
    landed: int | None
    goods_unknown: int
    goods: int | None
    stands: int | None
    kg_unknown: int
    kg: int | None


class ChargeKind(NamedTuple):
    """That a charge of a kind is on record; `stands_for` as `Charge` has it."""

    order_id: int | None
    shipment_id: int | None
    kind: str
    stands_for: str


class ShipmentHead(NamedTuple):
    """A shipment as a list names it, days as ISO text."""

    id: int
    ref: str
    mode: str | None
    eta: str | None
    ata: str | None
    received_on: str | None


def cost_sums(rows: Rows, *, holding: tuple[str, str] | None = None) -> list[CostSum]:
    """Posted cost by order, shipment and basis.

    With `holding`, a day (ISO) and a pack, of the orders alone whose posted rows hold then.
    """
    if holding is None:
        return list(map(CostSum._make, rows.rows(_ALL)))
    found = rows.rows(_HOLDING, today=holding[0], pack=holding[1])
    return list(map(CostSum._make, found))


def sums_of(costs: Iterable[CostRow]) -> list[CostSum]:
    """The same sums of rows that are not posted."""
    groups: dict[tuple[int, int, int], list[CostRow]] = {}
    for row in costs:
        groups.setdefault((row.order_id, row.shipment_id, row.basis), []).append(row)
    return [_sum(*key, group) for key, group in groups.items()]


def _sum(order_id: int, shipment_id: int, basis: int, group: Sequence[CostRow]) -> CostSum:
    landed = [row.landed for row in group if row.landed is not None]
    goods = [row.goods for row in group if row.goods is not None]
    stands = [amount for amount in map(_stands, group) if amount is not None]
    kilos = [row.kg for row in group if row.kg is not None]
    return CostSum(
        order_id,
        shipment_id,
        basis,
        len(group),
        len(group) - len(landed),
        sum(landed) if landed else None,
        len(group) - len(goods),
        sum(goods) if goods else None,
        sum(stands) if stands else None,
        len(group) - len(kilos),
        sum(kilos) if kilos else None,
    )


def _stands(row: CostRow) -> int | None:
    if row.landed is not None:
        return row.landed
    beside = (row.freight, row.insurance, row.duty, row.fees, row.other)
    known = [amount for amount in beside if amount is not None]
    return sum(known) if len(known) == len(beside) else None


def charge_kinds(rows: Rows) -> list[ChargeKind]:
    """Of what kinds charges are on record, by their order or shipment."""
    return [
        ChargeKind(order_id, shipment_id, kind, _stands_for(basis, invoiced, paid))
        for order_id, shipment_id, kind, basis, invoiced, paid in rows.rows(_CHARGES)
    ]


def _stands_for(basis: str | None, invoiced: int, paid: int) -> str:
    """The word of `Charge` for it, which alone knows the rule; only presence matters there."""
    charge = Charge(basis=basis, invoice_number="on record" if invoiced else None)
    return "actual" if paid and not basis else charge.stands_for


def entered(rows: Rows) -> frozenset[int]:
    """The shipments of which customs took something."""
    return frozenset(row[0] for row in rows.rows(_ENTERED))


def shipment_heads(rows: Rows) -> list[ShipmentHead]:
    """All shipments."""
    return list(map(ShipmentHead._make, rows.rows(_SHIPMENTS)))


def carried(rows: Rows) -> list[tuple[int, int]]:
    """Which shipment carries something of which order."""
    return [(shipment_id, order_id) for shipment_id, order_id in rows.rows(_CARRIED)]


def incoterms(rows: Rows) -> dict[int, str | None]:
    """The delivery term of each order."""
    return dict(rows.rows(_TERMS))


def statements() -> Sequence[str]:
    """Every SELECT of this module (a test prepares them)."""
    return [_ALL, _HOLDING, _CHARGES, _ENTERED, _SHIPMENTS, _CARRIED, _TERMS]
