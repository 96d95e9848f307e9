"""Papers: one row a paper of a known type, with or without its file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Document(NamedTuple):
    """A row of `documents`.

    One of the five parents is filled. `file` is the name as written, `file_digest` the SHA-256 in
    `files/`.
    """

    id: int = 0
    document_type: str = ""
    order_number: str | None = None
    shipment_ref: str | None = None
    licence_ref: str | None = None
    supplier_code: str | None = None
    product_code: str | None = None
    number: str | None = None
    issued_on: date | None = None
    valid_to: date | None = None
    state: str | None = None
    reason: str | None = None
    file: str | None = None
    file_digest: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    net_weight_kg: Decimal | None = None
    gross_weight_kg: Decimal | None = None
    packages: int | None = None
    value: Decimal | None = None
    currency: str | None = None
    hs_code: str | None = None
    consignee: str | None = None
    end_user: str | None = None
    country_of_origin: str | None = None
    transport_mode: str | None = None
    incoterm: str | None = None
    gauss_at_2_1m: Decimal | None = None
    gauss_at_4_6m: Decimal | None = None
    confidential: bool | None = None
