"""Export licences, their lines and events."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field, UniqueConstraint

from remanence.store.tables.columns import (
    Kept,
    Whole,
    day,
    exact,
    maybe_parent,
    needed_day,
    parent,
    whole,
)


class Licence(Kept, table=True):
    """A licence, applied for or granted."""

    __tablename__ = "licences"

    licence_ref: str = Field(unique=True)
    supplier_id: int = parent("suppliers")
    order_id: int | None = maybe_parent("orders")
    kind: str | None = None
    authority: str | None = None
    licence_number: str | None = None
    limit_by: str | None = None
    transport_mode: str | None = None
    uses_allowed: int | None = whole()
    end_user: str | None = None
    end_user_country: str | None = None
    customs_office: str | None = None
    valid_from: date | None = day()
    valid_to: date | None = day()
    replaces: str | None = None
    tolerance_percent: Decimal | None = exact()
    per_year: bool | None = None


class LicenceLine(Kept, table=True):
    """Goods that a licence covers."""

    __tablename__ = "licence_lines"
    __table_args__ = (UniqueConstraint("licence_id", "line_no"),)

    licence_id: int = Field(foreign_key="licences.id", ondelete="RESTRICT", sa_type=Whole)
    line_no: int
    control_code: str | None = None
    product_id: int | None = maybe_parent("products")
    hs_code: str | None = None
    quantity: Decimal | None = exact()
    unit: str | None = None
    value: Decimal | None = exact()
    currency: str | None = None


class LicenceEvent(Kept, table=True):
    """A dated change of state."""

    __tablename__ = "licence_events"
    __table_args__ = (UniqueConstraint("licence_id", "on_day", "state"),)

    licence_id: int = Field(foreign_key="licences.id", ondelete="RESTRICT", sa_type=Whole)
    on_day: date = needed_day()
    state: str
    note: str | None = None
    told_by: str | None = None
