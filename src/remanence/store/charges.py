"""Charges: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from remanence.core.facts.charges import Charge
from remanence.store.reading import Rows, facts

_SELECT: Final = """
SELECT c.id, c.charge_ref, o.order_number, s.shipment_ref, c.kind, c.basis, c.amount, c.percent,
c.currency, c.method, c.lines, c.shares,
    c.before_border, c.included_in_price, c.recoverable, c.vendor, c.invoice_number, c.invoice_date,
    c.rate, c.paid_on
FROM charges c LEFT JOIN orders o ON o.id = c.order_id LEFT JOIN shipments s ON s.id =
    c.shipment_id"""

OF_ORDERS: Final = _SELECT + " WHERE c.order_id IN (:ids) ORDER BY c.id"
OF_SHIPMENTS: Final = _SELECT + " WHERE c.shipment_id IN (:ids) ORDER BY c.id"


def charges(rows: Rows, sql: str, ids: Iterable[int] | None = None) -> list[Charge]:
    """The charges of these parents, or all of that kind; `sql` is a constant of this module."""
    return facts(Charge, rows.rows(sql, ids=ids))
