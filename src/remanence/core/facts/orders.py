"""Purchase orders and their lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

STAGES: Final = ("place", "apply", "export", "load", "arrive", "clear", "pay", "close")
"""The stages of an order in their sequence (`docs/interface.md`)."""


class Order(NamedTuple):
    """The order itself: what its rows in the sheet share."""

    id: int = 0
    order_number: str = ""
    order_date: date = date(1990, 1, 1)
    supplier_code: str = ""
    currency: str = ""
    incoterm: str = ""
    incoterm_place: str | None = None
    destination_country: str | None = None
    transport_mode: str | None = None
    consignee: str | None = None
    ship_to: str | None = None
    importer_of_record: str | None = None
    end_user: str | None = None
    end_user_country: str | None = None
    end_use: str | None = None
    stage: str | None = None


class OrderLine(NamedTuple):
    """One line of an order. `order_id` is the store's id of its order."""

    id: int = 0
    order_id: int = 0
    line_no: int = 1
    product_code: str = ""
    quantity: Decimal = Decimal(1)
    unit: str = "pcs"
    unit_price: Decimal = Decimal(0)
    price_per: int = 1
    discount_percent: Decimal | None = None
    preference: str | None = None
    origin_country: str | None = None
    requested_on: date | None = None
    confirmed_on: date | None = None
    confirmed_for: date | None = None
    promised_for: date | None = None
    ready_on: date | None = None
    cancelled_on: date | None = None
    notes: str | None = None
