"""Charges: amounts that raise landed cost."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field

from remanence.store.tables.columns import Kept, day, exact, maybe_parent


class Charge(Kept, table=True):
    """One amount on an order or a shipment, estimated or actual."""

    __tablename__ = "charges"

    charge_ref: str | None = Field(default=None, unique=True)
    order_id: int | None = maybe_parent("orders")
    shipment_id: int | None = maybe_parent("shipments")
    kind: str
    basis: str | None = None
    amount: Decimal | None = exact()
    percent: Decimal | None = exact()
    currency: str
    method: str | None = None
    lines: str | None = None
    shares: str | None = None
    before_border: bool | None = None
    included_in_price: bool | None = None
    recoverable: bool | None = None
    vendor: str | None = None
    invoice_number: str | None = None
    invoice_date: date | None = day()
    rate: Decimal | None = exact()
    paid_on: date | None = day()
