"""What the list of orders shows beside the posted rows: goods in words, next arrival."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.store.reading import Rows

_GOODS: Final = """
SELECT l.order_id, p.name, p.grade, l.quantity, l.unit FROM order_lines l
JOIN products p ON p.id = l.product_id WHERE l.cancelled_on IS NULL AND l.order_id IN (:ids)
ORDER BY l.order_id, l.line_no"""
_COMING: Final = """
SELECT l.order_id, min(s.eta) FROM shipments s JOIN shipment_lines x ON x.shipment_id = s.id
JOIN order_lines l ON l.id = x.order_line_id
WHERE s.ata IS NULL AND s.received_on IS NULL AND s.eta IS NOT NULL AND l.order_id IN (:ids)
GROUP BY l.order_id"""
_NAMES: Final = "SELECT supplier_code, name, local_name FROM suppliers"


class GoodsLine(NamedTuple):
    """One line of an order, with the words for its product."""

    order_id: int
    name: str
    grade: str | None
    quantity: Decimal
    unit: str


def goods_lines(rows: Rows, ids: Sequence[int] | None = None) -> list[GoodsLine]:
    """The lines of these orders (all if left out) but cancelled ones, by order and line."""
    found = rows.rows(_GOODS, ids=ids)
    return [
        GoodsLine(order_id, name, grade, Decimal(quantity), unit)
        for order_id, name, grade, quantity, unit in found
    ]


def next_arrivals(rows: Rows, ids: Sequence[int] | None = None) -> dict[int, str]:
    """The earliest ETA (ISO) of what is still on its way, by order."""
    return dict(rows.rows(_COMING, ids=ids))


def supplier_names(rows: Rows) -> dict[str, tuple[str, str]]:
    """Name and local name by supplier code."""
    return {code: (name, local_name or "") for code, name, local_name in rows.rows(_NAMES)}
