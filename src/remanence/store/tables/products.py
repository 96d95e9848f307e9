"""Products and their tariff codes country by country."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field

from remanence.store.tables.columns import Kept, day, exact, parent


class Product(Kept, table=True):
    """A material or article that is ordered."""

    __tablename__ = "products"

    product_code: str = Field(unique=True)
    name: str
    category: str
    material: str | None = None
    grade: str | None = None
    form: str | None = None
    hs_code: str | None = None
    unit: str
    unit_net_weight_kg: Decimal | None = exact()
    composition: str | None = None
    composition_report_no: str | None = None
    composition_report_on: date | None = day()
    composition_lab: str | None = None
    composition_batch: str | None = None
    coating: str | None = None
    magnetised: bool | None = None
    notes: str | None = None


class Classification(Kept, table=True):
    """The tariff code of a product in one country from one day on."""

    __tablename__ = "classifications"

    product_id: int = parent("products")
    country: str
    code: str
    valid_from: date | None = day()
    valid_to: date | None = day()
    ruling_no: str | None = None
    reason: str | None = None
    decided_by: str | None = None
