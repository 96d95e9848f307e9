"""Price points of materials and rates of exchange."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field, Index

from remanence.store.tables.columns import Kept, exact, needed_day, needed_exact


class PricePoint(Kept, table=True):
    """A price of a material on a day, from one source, market, unit and currency."""

    __tablename__ = "prices"
    __table_args__ = (Index(None, "material", "on_day"),)

    material: str
    on_day: date = needed_day()
    market: str | None = None
    source: str
    unit: str
    currency: str
    tax_included: bool | None = None
    price: Decimal | None = exact()
    low: Decimal | None = exact()
    high: Decimal | None = exact()


class FxRate(Kept, table=True):
    """On that day 1 `base` = `rate` `quote`."""

    __tablename__ = "fx"
    __table_args__ = (Index(None, "base", "quote", "on_day"),)

    on_day: date = needed_day()
    base: str
    quote: str
    rate: Decimal = needed_exact()
    source: str | None = Field(default=None)
