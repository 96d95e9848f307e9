"""Papers, with or without their file."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field

from remanence.store.tables.columns import Kept, day, exact, maybe_parent, whole


class Document(Kept, table=True):
    """A paper of a known type that belongs to one of five parents."""

    __tablename__ = "documents"

    document_type: str
    order_id: int | None = maybe_parent("orders")
    shipment_id: int | None = maybe_parent("shipments")
    licence_id: int | None = maybe_parent("licences")
    supplier_id: int | None = maybe_parent("suppliers")
    product_id: int | None = maybe_parent("products")
    number: str | None = None
    issued_on: date | None = day()
    valid_to: date | None = day()
    state: str | None = None
    reason: str | None = None
    file: str | None = None
    file_digest: str | None = Field(default=None, index=True)
    quantity: Decimal | None = exact()
    unit: str | None = None
    net_weight_kg: Decimal | None = exact()
    gross_weight_kg: Decimal | None = exact()
    packages: int | None = whole()
    value: Decimal | None = exact()
    currency: str | None = None
    hs_code: str | None = None
    consignee: str | None = None
    end_user: str | None = None
    country_of_origin: str | None = None
    transport_mode: str | None = None
    incoterm: str | None = None
    gauss_at_2_1m: Decimal | None = exact()
    gauss_at_4_6m: Decimal | None = exact()
    confidential: bool | None = None
