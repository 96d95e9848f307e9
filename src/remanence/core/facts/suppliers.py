"""Suppliers and the other firms one deals with."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Supplier(NamedTuple):
    """A row of `suppliers`. `id` is the store's own, 0 where there is none yet."""

    id: int = 0
    supplier_code: str = ""
    name: str = ""
    local_name: str | None = None
    country: str = ""
    city: str | None = None
    role: str | None = None
    group: str | None = None
    state_owned: bool | None = None
    uscc: str | None = None
    general_licence_no: str | None = None
    general_licence_until: date | None = None
    environmental_status: str | None = None
    environmental_checked_on: date | None = None
    contact_name: str | None = None
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    notes: str | None = None
