"""A market price with and without tax, in another currency and unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.measure import is_mass, kg_per
from remanence.core.base.money import WIDE
from remanence.core.costs.figures import HUNDRED
from remanence.core.policy.pack import Pack

CHINA: Final = "CN"
_HOME_OF: Final = {"CNY": CHINA}
UNITS: Final = ("kg", "t", "g", "lb", "pcs")
"""Units that a price may be for."""
_DIGITS: Final = Decimal("0.000001")


class TaxedPrice(NamedTuple):
    """The answer of `calc price`."""

    with_tax: Decimal
    without_tax: Decimal
    vat_percent: Decimal


def home_country(currency: str) -> str | None:
    """The country whose VAT a price in that currency may hold; None where it is not clear."""
    return _HOME_OF.get(currency)


def domestic_vat(pack: Pack, country: str, day: date) -> Decimal | None:
    """The standard VAT of a country on a day; None where the pack has no row for it."""
    rows = [
        row
        for row in pack.country_rules
        if row.country == country and row.topic == "VAT" and row.validity.holds_on(day)
    ]
    newest = max(rows, key=lambda row: row.validity.first or date.min, default=None)
    return newest.rate_percent if newest else None


def taxed_price(price: Decimal, vat_percent: Decimal, *, tax_included: bool) -> TaxedPrice:
    """Both sides of a price, to six decimals."""
    factor = (HUNDRED + vat_percent) / HUNDRED
    gross, net = (price, price / factor) if tax_included else (price * factor, price)
    return TaxedPrice(_short(gross), _short(net), vat_percent)


def per_unit(price: Decimal, unit: str, to_unit: str) -> Decimal:
    """A price for one unit of mass as the price for one of another.

    Raises:
        ValueError: one of them is not a unit of mass and they differ.
    """
    if unit == to_unit:
        return price
    if not (is_mass(unit) and is_mass(to_unit)):
        message = f"a price for one {unit} is no price for one {to_unit}"
        raise ValueError(message)
    return price * kg_per(to_unit) / kg_per(unit)


def _short(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    fine = isinstance(exponent, int) and exponent < -6
    return number.quantize(_DIGITS, context=WIDE) if fine else number
