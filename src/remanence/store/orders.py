"""Orders and their lines: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from remanence.core.facts.orders import Order, OrderLine
from remanence.store.reading import Rows, facts_and_more

ORDERS: Final = """
SELECT o.id, o.order_number, o.order_date, s.supplier_code, o.currency, o.incoterm,
o.incoterm_place, o.destination_country,
    o.transport_mode, o.consignee, o.ship_to, o.importer_of_record, o.end_user, o.end_user_country,
    o.end_use, o.stage,
    o.supplier_id
FROM orders o JOIN suppliers s ON s.id = o.supplier_id WHERE o.id IN (:ids) ORDER BY o.id"""

LINES: Final = """
SELECT l.id, l.order_id, l.line_no, p.product_code, l.quantity, l.unit, l.unit_price, l.price_per,
l.discount_percent, l.preference,
    l.origin_country, l.requested_on, l.confirmed_on, l.confirmed_for, l.promised_for, l.ready_on,
    l.cancelled_on, l.notes,
    l.product_id
FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id IN (:ids) ORDER BY
    l.order_id, l.line_no"""


def orders(
    rows: Rows, ids: Iterable[int] | None = None
) -> tuple[list[Order], list[tuple[Any, ...]]]:
    """The orders of these ids, or all; beside each (supplier id,)."""
    return facts_and_more(Order, rows.rows(ORDERS, ids=ids))


def lines(
    rows: Rows, order_ids: Iterable[int] | None = None
) -> tuple[list[OrderLine], list[tuple[Any, ...]]]:
    """The lines of these orders, or all, by order and number; beside each (product id,)."""
    return facts_and_more(OrderLine, rows.rows(LINES, ids=order_ids))
