"""Price points of materials and rates of exchange."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple


class PricePoint(NamedTuple):
    """A row of `prices`: one price, or low and high.

    Unit, market, source, tax and currency belong to the key: series never mix.
    """

    id: int = 0
    material: str = ""
    date: datetime.date = datetime.date(1990, 1, 1)
    market: str | None = None
    source: str = ""
    unit: str = "kg"
    currency: str = ""
    tax_included: bool | None = None
    price: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


class FxRate(NamedTuple):
    """A row of `fx`: on that day 1 `base` = `rate` `quote`."""

    id: int = 0
    date: datetime.date = datetime.date(1990, 1, 1)
    base: str = ""
    quote: str = ""
    rate: Decimal = Decimal(1)
    source: str | None = None
