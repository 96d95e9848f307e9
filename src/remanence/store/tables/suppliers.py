"""Suppliers and the other firms one deals with."""

from datetime import date

from sqlmodel import Field

from remanence.store.tables.columns import Kept, day


class Supplier(Kept, table=True):
    """A firm."""

    __tablename__ = "suppliers"

    supplier_code: str = Field(unique=True)
    name: str
    local_name: str | None = None
    country: str
    city: str | None = None
    role: str | None = None
    group_name: str | None = None
    state_owned: bool | None = None
    uscc: str | None = None
    general_licence_no: str | None = None
    general_licence_until: date | None = day()
    environmental_status: str | None = None
    environmental_checked_on: date | None = day()
    contact_name: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    notes: str | None = None
