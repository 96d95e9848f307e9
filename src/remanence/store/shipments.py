"""Shipments, what they carry, and what customs took: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.store.reading import Rows, facts, facts_and_more

SHIPMENTS: Final = """
SELECT id, shipment_ref, transport_mode, carrier, vessel, transport_document_no, containers,
packages, gross_weight_kg, volume_m3,
    etd, atd, eta, ata, export_declared_on, customs_state, customs_state_on, customs_entry_no,
    entered_on, cleared_on, received_on
FROM shipments WHERE id IN (:ids) ORDER BY id"""

LINES: Final = """
SELECT d.id, d.shipment_id, o.order_number, l.line_no, d.quantity, c.licence_ref,
d.received_quantity, d.accepted_quantity,
    d.rejected_quantity, l.order_id
FROM shipment_lines d JOIN order_lines l ON l.id = d.order_line_id JOIN orders o ON o.id =
    l.order_id
    LEFT JOIN licences c ON c.id = d.licence_id
WHERE d.shipment_id IN (:ids) ORDER BY d.shipment_id, d.id"""

ENTRIES: Final = """
SELECT e.id, s.shipment_ref, e.entry_line, e.layer, e.hs_code, e.base, e.rate_percent, e.amount,
e.currency, e.rule, e.paid_on,
    e.shipment_id
FROM entries e JOIN shipments s ON s.id = e.shipment_id WHERE e.shipment_id IN (:ids) ORDER BY
    e.shipment_id, e.entry_line, e.id"""

OF_ORDERS: Final = """
SELECT DISTINCT d.shipment_id FROM shipment_lines d JOIN order_lines l ON l.id = d.order_line_id
    WHERE l.order_id IN (:ids)"""


def shipments(rows: Rows, ids: Iterable[int] | None = None) -> list[Shipment]:
    """The shipments of these ids, or all."""
    return facts(Shipment, rows.rows(SHIPMENTS, ids=ids))


def lines(
    rows: Rows, shipment_ids: Iterable[int] | None = None
) -> tuple[list[ShipmentLine], list[tuple[Any, ...]]]:
    """What these shipments carry, or all carry; beside each (order id,)."""
    return facts_and_more(ShipmentLine, rows.rows(LINES, ids=shipment_ids))


def entries(
    rows: Rows, shipment_ids: Iterable[int] | None = None
) -> tuple[list[Entry], list[tuple[Any, ...]]]:
    """What customs took on these shipments, or on all; beside each (shipment id,)."""
    return facts_and_more(Entry, rows.rows(ENTRIES, ids=shipment_ids))


def of_orders(rows: Rows, order_ids: Iterable[int] | None) -> list[int]:
    """The shipments that carry goods of these orders."""
    return [row[0] for row in rows.rows(OF_ORDERS, ids=order_ids)]
