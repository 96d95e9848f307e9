"""Licences, their lines, events and draws: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from remanence.core.facts.licences import Licence, LicenceEvent, LicenceLine
from remanence.store.reading import Rows, facts, facts_and_more

LICENCES: Final = """
SELECT c.id, c.licence_ref, s.supplier_code, o.order_number, c.kind, c.authority, c.licence_number,
c.limit_by, c.transport_mode,
    c.uses_allowed, c.end_user, c.end_user_country, c.customs_office, c.valid_from, c.valid_to,
    c.replaces, c.tolerance_percent, c.per_year,
    c.supplier_id, c.order_id
FROM licences c JOIN suppliers s ON s.id = c.supplier_id LEFT JOIN orders o ON o.id = c.order_id
    WHERE c.id IN (:ids) ORDER BY c.id"""

LINES: Final = """
SELECT l.id, l.licence_id, l.line_no, l.control_code, p.product_code, l.hs_code, l.quantity, l.unit,
l.value, l.currency
FROM licence_lines l LEFT JOIN products p ON p.id = l.product_id WHERE l.licence_id IN (:ids)
    ORDER BY l.licence_id, l.line_no"""

EVENTS: Final = """
SELECT id, licence_id, on_day, state, note, told_by
FROM licence_events WHERE licence_id IN (:ids) ORDER BY licence_id, on_day, id"""

BY_REF: Final = "SELECT id FROM licences WHERE licence_ref = :ref"
OF_ORDERS: Final = "SELECT id FROM licences WHERE order_id IN (:ids)"
OF_SUPPLIERS: Final = "SELECT id FROM licences WHERE order_id IS NULL AND supplier_id IN (:ids)"
NAMED_BY_SHIPMENTS: Final = (
    "SELECT DISTINCT licence_id FROM shipment_lines WHERE licence_id IS NOT NULL AND "
    "shipment_id IN (:ids)"
)

DRAWS_NAMED: Final = """
SELECT d.licence_id, d.id, d.shipment_id, l.order_id
FROM shipment_lines d JOIN order_lines l ON l.id = d.order_line_id WHERE d.licence_id IN (:ids)"""
DRAWS_OF_ORDER: Final = """
SELECT c.id, d.id AS line, d.shipment_id, l.order_id
FROM licences c JOIN order_lines l ON l.order_id = c.order_id JOIN shipment_lines d ON
    d.order_line_id = l.id
WHERE d.licence_id IS NULL AND c.id IN (:ids)"""
DRAWS_OF_SUPPLIER: Final = """
SELECT c.id, d.id AS line, d.shipment_id, l.order_id
FROM licences c JOIN orders o ON o.supplier_id = c.supplier_id JOIN order_lines l ON l.order_id
    = o.id
    JOIN shipment_lines d ON d.order_line_id = l.id
WHERE c.order_id IS NULL AND d.licence_id IS NULL AND c.id IN (:ids)"""


def licences(
    rows: Rows, ids: Iterable[int] | None = None
) -> tuple[list[Licence], list[tuple[Any, ...]]]:
    """The licences of these ids, or all; beside each (supplier id, order id or None)."""
    return facts_and_more(Licence, rows.rows(LICENCES, ids=ids))


def lines(rows: Rows, licence_ids: Iterable[int] | None = None) -> list[LicenceLine]:
    """The lines of these licences, or all, by licence and number."""
    return facts(LicenceLine, rows.rows(LINES, ids=licence_ids))


def events(rows: Rows, licence_ids: Iterable[int] | None = None) -> list[LicenceEvent]:
    """The events of these licences, or all, by licence and day."""
    return facts(LicenceEvent, rows.rows(EVENTS, ids=licence_ids))


def draws(rows: Rows, licence_ids: Iterable[int] | None = None) -> list[tuple[int, int, int, int]]:
    """(licence, shipment line, shipment, order) of each line that draws on a licence, or may.

    A line draws on the licence that it names; one that names none, on those of its order or
    supplier.
    """
    ids = None if licence_ids is None else list(licence_ids)
    found = [
        row
        for sql in (DRAWS_NAMED, DRAWS_OF_ORDER, DRAWS_OF_SUPPLIER)
        for row in rows.rows(sql, ids=ids)
    ]
    return sorted(found)
