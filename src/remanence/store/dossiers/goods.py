"""Orders with their lines and products: what was ordered, at which price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.facts.dossiers import Draw
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import Shipment, ShipmentLine
from remanence.store import orders, products
from remanence.store.dossiers.grouping import grouped
from remanence.store.reading import Rows

_HUNDRED: Final = Decimal(100)


class Goods(NamedTuple):
    """Orders with their lines and products: what was ordered, at which price."""

    orders: Mapping[int, Order]
    lines: Mapping[int, list[OrderLine]]
    by_number: Mapping[tuple[int, int], OrderLine]
    products: Mapping[str, Product]
    ids: Mapping[str, int]  # order number -> id

    @classmethod
    def of(cls, rows: Rows, order_ids: list[int] | None) -> Goods:
        """Read these orders, or all."""
        found, _ = orders.orders(rows, order_ids)
        lines, more = orders.lines(rows, order_ids)
        wanted = None if order_ids is None else sorted({row[0] for row in more})
        goods = {one.product_code: one for one in products.products(rows, wanted)}
        by_number = {(line.order_id, line.line_no): line for line in lines}
        ids = {order.order_number: order.id for order in found}
        return cls(
            {order.id: order for order in found},
            grouped(lines, lambda line: line.order_id),
            by_number,
            goods,
            ids,
        )

    def holds(self, order_ids: Iterable[int]) -> bool:
        """Whether all these orders were read."""
        return self.orders.keys() >= set(order_ids)

    def of_order(self, order_id: int) -> dict[str, Product]:
        """The products of an order."""
        return {
            line.product_code: self.products[line.product_code] for line in self.lines[order_id]
        }

    def draw(self, shipment: Shipment, line: ShipmentLine, order_id: int) -> Draw:
        """What a shipment line takes, at the ordered price less its discount."""
        ordered = self.by_number[order_id, line.line_no]
        share = _HUNDRED - (ordered.discount_percent or 0)
        value = line.quantity * ordered.unit_price * share / _HUNDRED / ordered.price_per
        return Draw(
            shipment,
            line,
            self.products[ordered.product_code],
            ordered.unit,
            value,
            self.orders[order_id].currency,
        )
