"""A quote as values: what `calc landed` reads, and what an order becomes before it is costed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class QuoteLine(NamedTuple):
    """One line. Either `unit_price` (for `price_per` units) or `amount` for the whole line.

    Attributes:
        id: how charges name it.
        quantity: over zero; `unit` is pcs, kg or t.
        currency: of the price.
        hs: tariff code, digits as many as known.
        origin: ISO-2.
        unit_weight_kg: net kilograms of one piece.
        preference: name of a claimed trade preference.
        composition: mass percent by element.
        material: name of a material of the pack (`Dy2O3`).
        assumed: fields that were left blank and filled by rule.
    """

    id: str
    quantity: Decimal
    unit: str
    currency: str
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    price_per: Decimal = Decimal(1)
    discount_percent: Decimal | None = None
    hs: str | None = None
    origin: str | None = None
    unit_weight_kg: Decimal | None = None
    unit_volume_m3: Decimal | None = None
    preference: str | None = None
    composition: Mapping[str, Decimal] | None = None
    material: str | None = None
    assumed: frozenset[str] = frozenset()


class Insurance(NamedTuple):
    """Insurance as a share: `rate` percent of `cover` percent of the goods, or of CIF."""

    rate_percent: Decimal
    cover_percent: Decimal
    of: str  # goods or cif


class QuoteCharge(NamedTuple):
    """One charge: an amount, a percentage of the goods, or an insurance to be worked out.

    `assumed`: nobody said the currency.
    """

    kind: str
    currency: str
    amount: Decimal | None = None
    percent: Decimal | None = None
    insurance: Insurance | None = None
    method: str = "value"
    lines: tuple[str, ...] | None = None
    shares: tuple[tuple[str, Decimal], ...] | None = None
    before_border: bool | None = None
    included_in_price: bool | None = None
    assumed: bool = False


class OwnDuty(NamedTuple):
    """A duty that the user names: a percentage, an amount a unit in the base currency, or both."""

    name: str
    hs: str | None = None
    percent: Decimal | None = None
    per_unit: Decimal | None = None
    unit: str | None = None


class OwnTax(NamedTuple):
    """A tax that the user names, on the customs value alone or with duty."""

    name: str
    percent: Decimal
    base: str  # customs or customs+duty


class Quote(NamedTuple):
    """A whole quote; it is one customs entry.

    Attributes:
        day: of entry.
        destination: ISO-2.
        currency: what everything is counted in.
        rounding: smallest amount; None: the currency's minor unit.
        duty: the user's own; None: the pack decides.
        fees: whether the pack's fees count.
        vat_percent: the user's own; None: the pack decides.
        loaded_on: day of loading, where a rule for goods in transit asks for it.
        answers: to questions that rules ask (`asked.NAME` -> yes or no).
    """

    day: date
    destination: str
    currency: str
    lines: tuple[QuoteLine, ...]
    charges: tuple[QuoteCharge, ...] = ()
    mode: str | None = None
    incoterm: str | None = None
    rounding: Decimal | None = None
    duty: tuple[OwnDuty, ...] | None = None
    fees: bool = True
    taxes: tuple[OwnTax, ...] = ()
    vat_percent: Decimal | None = None
    vat_recoverable: bool = True
    loaded_on: date | None = None
    answers: Mapping[str, str] = {}
