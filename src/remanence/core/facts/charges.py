"""Charges: amounts that raise landed cost, estimated or actual."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

KINDS: Final = (
    "goods", "freight", "insurance", "duty", "brokerage", "inland", "handling",
    "inspection", "testing", "storage", "demurrage", "bank", "licence_fee", "rebate",
    "credit", "other",
)  # fmt: skip
"""Kinds of charge (`docs/interface.md`)."""


class Charge(NamedTuple):
    """A row of `charges`: on an order or on a shipment.

    `lines` and `shares` as written (`1;3`, `1:40.00;3:60.00`).
    """

    id: int = 0
    charge_ref: str | None = None
    order_number: str | None = None
    shipment_ref: str | None = None
    kind: str = ""
    basis: str | None = None
    amount: Decimal | None = None
    percent: Decimal | None = None
    currency: str = ""
    method: str | None = None
    lines: str | None = None
    shares: str | None = None
    before_border: bool | None = None
    included_in_price: bool | None = None
    recoverable: bool | None = None
    vendor: str | None = None
    invoice_number: str | None = None
    invoice_date: date | None = None
    rate: Decimal | None = None
    paid_on: date | None = None

    @property
    def stands_for(self) -> str:
        """`actual` or `estimate`.

        Left out it is actual with an invoice number or a payment, else an estimate.
        """
        if self.basis:
            return self.basis
        return "actual" if self.invoice_number or self.paid_on else "estimate"
