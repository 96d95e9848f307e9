"""Shipments, what they carry, and what customs took of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Shipment(NamedTuple):
    """The shipment itself.

    What its rows in the sheet share; weight, volume and packages are counted once.
    """

    id: int = 0
    shipment_ref: str = ""
    transport_mode: str | None = None
    carrier: str | None = None
    vessel: str | None = None
    transport_document_no: str | None = None
    containers: str | None = None
    packages: int | None = None
    gross_weight_kg: Decimal | None = None
    volume_m3: Decimal | None = None
    etd: date | None = None
    atd: date | None = None
    eta: date | None = None
    ata: date | None = None
    export_declared_on: date | None = None
    customs_state: str | None = None
    customs_state_on: date | None = None
    customs_entry_no: str | None = None
    entered_on: date | None = None
    cleared_on: date | None = None
    received_on: date | None = None


def left_on(shipment: Shipment, today: date) -> date | None:
    """The day up to `today` on which a shipment was declared for export, or departed before."""
    declared, departed = shipment.export_declared_on, shipment.atd
    if declared is not None and declared > today:
        declared = None
    if departed is None or departed > today:
        return declared
    return departed if declared is None or departed < declared else declared


class ShipmentLine(NamedTuple):
    """Part of an order line on its way."""

    id: int = 0
    shipment_id: int = 0
    order_number: str = ""
    line_no: int = 1
    quantity: Decimal = Decimal(1)
    licence_ref: str | None = None
    received_quantity: Decimal | None = None
    accepted_quantity: Decimal | None = None
    rejected_quantity: Decimal | None = None


class Entry(NamedTuple):
    """One layer of duty, fee or tax that customs took on one line of an entry.

    A fact that no later pack rewrites.
    """

    id: int = 0
    shipment_ref: str = ""
    entry_line: int = 1
    layer: str = ""
    hs_code: str | None = None
    base: Decimal | None = None
    rate_percent: Decimal | None = None
    amount: Decimal = Decimal(0)
    currency: str | None = None
    rule: str | None = None
    paid_on: date | None = None
