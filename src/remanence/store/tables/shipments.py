"""Shipments and what they carry."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field, UniqueConstraint

from remanence.store.tables.columns import (
    Kept,
    Whole,
    day,
    exact,
    maybe_parent,
    needed_exact,
    parent,
    whole,
)


class Shipment(Kept, table=True):
    """Goods on their way together."""

    __tablename__ = "shipments"

    shipment_ref: str = Field(unique=True)
    transport_mode: str | None = None
    carrier: str | None = None
    vessel: str | None = None
    transport_document_no: str | None = None
    containers: str | None = None
    packages: int | None = whole()
    gross_weight_kg: Decimal | None = exact()
    volume_m3: Decimal | None = exact()
    etd: date | None = day()
    atd: date | None = day()
    eta: date | None = day()
    ata: date | None = day()
    export_declared_on: date | None = day()
    customs_state: str | None = None
    customs_state_on: date | None = day()
    customs_entry_no: str | None = None
    entered_on: date | None = day()
    cleared_on: date | None = day()
    received_on: date | None = day()


class ShipmentLine(Kept, table=True):
    """Part of an order line on its way."""

    __tablename__ = "shipment_lines"
    __table_args__ = (UniqueConstraint("shipment_id", "order_line_id"),)

    shipment_id: int = Field(foreign_key="shipments.id", ondelete="RESTRICT", sa_type=Whole)
    order_line_id: int = parent("order_lines")
    quantity: Decimal = needed_exact()
    licence_id: int | None = maybe_parent("licences")
    received_quantity: Decimal | None = exact()
    accepted_quantity: Decimal | None = exact()
    rejected_quantity: Decimal | None = exact()
