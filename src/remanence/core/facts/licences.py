"""Export licences, their lines and their dated events."""

from __future__ import annotations

import datetime
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

STATES: Final = (
    "not_required", "to_assess", "required", "euc_drafting", "euc_signed", "originals_sent",
    "originals_received", "filed", "accepted", "supplement_asked", "supplement_given",
    "on_hold", "granted", "amended", "surrendered", "partly_used", "exhausted", "expired",
    "revoked", "returned", "refused",
)  # fmt: skip
"""The states of a licence in the sequence of `docs/interface.md`."""

ORDINARY: Final = "ordinary"
"""Kind of the licence that follows on the signed contract, without end-user papers."""


class Licence(NamedTuple):
    """The licence itself: what its rows in the sheet share.

    `order_number` is empty where it covers a supplier.
    """

    id: int = 0
    licence_ref: str = ""
    supplier_code: str = ""
    order_number: str | None = None
    kind: str | None = None
    authority: str | None = None
    licence_number: str | None = None
    limit_by: str | None = None
    transport_mode: str | None = None
    uses_allowed: int | None = None
    end_user: str | None = None
    end_user_country: str | None = None
    customs_office: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: str | None = None
    tolerance_percent: Decimal | None = None
    per_year: bool | None = None


class LicenceLine(NamedTuple):
    """Goods that a licence covers; without a product all goods of its order or supplier."""

    id: int = 0
    licence_id: int = 0
    line_no: int = 1
    control_code: str | None = None
    product_code: str | None = None
    hs_code: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    value: Decimal | None = None
    currency: str | None = None


class LicenceEvent(NamedTuple):
    """A dated change of state and who told of it."""

    id: int = 0
    licence_id: int = 0
    date: datetime.date = datetime.date(1990, 1, 1)
    state: str = ""
    note: str | None = None
    told_by: str | None = None
