"""Rows of landed cost for posting: one a shipped part of a line, and what has not left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.costs.charges import KINDS_OF_COST, PARTS
from remanence.core.costs.content import contents_of
from remanence.core.costs.figures import ZERO, values_of
from remanence.core.costs.order.chosen import ACTUAL
from remanence.core.costs.order.part_cost import PartCost
from remanence.core.policy.pack import Pack

_PLACE: Final = {kind: PARTS.index(row.part) for kind, row in KINDS_OF_COST.items()}


class CostPart(NamedTuple):
    """A shipped part of a line, or what has not left, with its cost by part: what is posted.

    Amounts are in home currency, in whole coins; None is not known. `landed` is the sum of `goods`
    (rebates and credits in it), `freight`, `insurance`, `duty`, `fees`, `other`.
    """

    order_id: int
    line_id: int
    shipment_id: int | None
    day: date
    basis: str
    quantity: Decimal
    unit: str
    kg: Decimal | None
    reo_kg: Decimal | None
    goods: Decimal | None
    freight: Decimal | None
    insurance: Decimal | None
    duty: Decimal | None
    fees: Decimal | None
    other: Decimal | None
    landed: Decimal | None


def cost_parts(costs: Iterable[PartCost], basis: str, pack: Pack) -> tuple[CostPart, ...]:
    """The rows of an order; parts of which nothing stands in the basis are left out."""
    contents = contents_of(pack)
    rows = []
    for one in costs:
        part = one.part
        goods, landed = part.goods.value, one.value
        if basis == ACTUAL and goods is None:
            if landed is None:
                continue
            landed = None  # part of a cost is no cost: goods without an invoice are in no trend
        sums: list[Decimal | None] = [goods, ZERO, ZERO, *one.bare()]
        for kind, shares in one.charges:
            place = _PLACE[kind]
            before, more = sums[place], values_of(shares)[part.place]
            sums[place] = None if before is None or more is None else before + more
        goods, freight, insurance, duty, fees, other = sums
        kilos, per_kg = part.kilos, contents.per_kg(part.product).value
        shipment = part.shipment.shipment if part.shipment is not None else None
        arrived = (shipment.received_on or shipment.ata) if shipment is not None else None
        rows.append(
            CostPart(
                part.order.id,
                part.line.id,
                shipment.id if shipment is not None else None,
                arrived or part.order.order_date,
                basis,
                part.number,
                part.unit,
                kilos,
                None if kilos is None or per_kg is None else kilos * per_kg,
                goods,
                freight,
                insurance,
                duty,
                fees,
                other,
                landed,
            )
        )
    return tuple(rows)
