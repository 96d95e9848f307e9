"""Calculators that read a whole JSON object: air weight, change of an amount, price with tax."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.app.calculators.desk import Desk
from remanence.app.jsonin import (
    LARGEST,
    MISSING,
    MOST_PERCENT,
    NOT_OVER_ZERO,
    TOO_LARGE,
    WRONG_SHAPE,
    Reader,
    number_of,
    settled,
)
from remanence.app.quotes import read_rates
from remanence.app.quotes.rates import LEAST_RATE, MOST_RATE
from remanence.core.base.errors import InvalidInput
from remanence.core.base.findings import Finding, error, info
from remanence.core.base.money import coin
from remanence.core.base.sentences import N_
from remanence.core.costs.airweight import DIVISOR, Pieces, air_weight
from remanence.core.costs.price import (
    UNITS,
    domestic_vat,
    home_country,
    per_unit,
    taxed_price,
)
from remanence.core.costs.variance import Deal, change

NO_VAT = N_(
    "price.no_vat",
    "The VAT of a price in {currency} on {day} is not known. Name it with vat_percent.",
)
ASSUMED = N_("calc.assumed", "{where} is left out: {value} is taken.")
NO_PIECES = N_("airweight.no_pieces", "{where} is empty: give at least one.")
TWO_PRICES = N_("price.two_prices", "{where}: give price, or low and high.")
TURNED = N_("price.low_over_high", "{where}: low ({low}) is over high ({high}).")

_MOST_KG: Final = Decimal(10**9)
_MOST_CM: Final = Decimal(10**4)
_MOST_PIECES: Final = Decimal(10**6)
_MOST_FACTOR: Final = Decimal(10**6)
_LEAST_COIN: Final = Decimal("0.0001")


class AirWeight(NamedTuple):
    """The answer of `calc airweight`."""

    volume_weight_kg: Decimal
    chargeable_kg: Decimal
    findings: tuple[Finding, ...]


class Changed(NamedTuple):
    """The answer of `calc change`; the first three sum to `total`."""

    exchange: Decimal
    price: Decimal
    volume: Decimal
    total: Decimal
    findings: tuple[Finding, ...]


class Priced(NamedTuple):
    """The answer of `calc price`; the rate where it was converted."""

    with_tax: Decimal
    without_tax: Decimal
    vat_percent: Decimal
    rate: Decimal | None
    rate_date: date | None
    findings: tuple[Finding, ...]


def airweight(value: object) -> AirWeight:
    """Chargeable weight of air freight.

    Raises:
        InputFindings: a key is missing or cannot be read.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    readers = reader.items("pieces", "piece")
    if reader.raw("pieces") in (None, []):
        reader.say(NO_PIECES if reader.has("pieces") else MISSING, "pieces")
    pieces = [found for one in readers if (found := _pieces(one)) is not None]
    gross = reader.number("gross_kg", needed=True, over_zero=True, most=_MOST_KG)
    divisor = reader.between("divisor", Decimal(1), _MOST_FACTOR) or DIVISOR
    reader.leave()
    settled(findings)
    volume, charged = air_weight(pieces, gross, divisor)
    return AirWeight(volume, charged, tuple(findings))


def _pieces(one: Reader) -> Pieces | None:
    count = one.count("n", over_zero=True, most=_MOST_PIECES)
    if not one.has("n"):
        one.findings.append(info(ASSUMED, one.at("n"), value=1))
    sides = _sides(one)
    one.leave()
    return None if sides is None else Pieces(Decimal(count or 1), *sides)


def _sides(one: Reader) -> tuple[Decimal, Decimal, Decimal] | None:
    value = one.raw("cm")
    if not isinstance(value, list) or len(value) != 3:
        one.say(WRONG_SHAPE, "cm", wanted="length, width and height in centimetres")
        return None
    read = [number_of(side, one.at("cm"), one.findings) for side in value]
    for side in read:
        if side is not None and side <= 0:
            one.say(NOT_OVER_ZERO, "cm", value=f"{side:f}")
        if side is not None and side > _MOST_CM:
            one.say(TOO_LARGE, "cm", value=f"{side:f}", most=f"{_MOST_CM:f}")
    length, width, height = read
    if length is None or width is None or height is None:
        return None
    return length, width, height


def changed(value: object) -> Changed:
    """Exchange, price and volume in a change of an amount.

    Raises:
        InputFindings: a key is missing or cannot be read.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    base, actual = _deal(reader, "base"), _deal(reader, "actual")
    size = reader.between("rounding", _LEAST_COIN, _MOST_FACTOR) or coin("USD")
    reader.leave()
    settled(findings)
    exchange, price_, volume, total = change(base, actual, size)
    return Changed(exchange, price_, volume, total, tuple(findings))


def _deal(reader: Reader, key: str) -> Deal:
    one = reader.one(key)
    if one is None:
        reader.say(MISSING, key)
        return Deal(Decimal(0), Decimal(0), Decimal(1))
    deal = Deal(
        one.number("quantity", needed=True, most=LARGEST) or Decimal(0),
        one.number("price", needed=True, most=LARGEST) or Decimal(0),
        one.between("rate", LEAST_RATE, MOST_RATE, needed=True) or Decimal(1),
        one.number("value", most=LARGEST),
    )
    if deal.quantity * deal.price * deal.rate > 10 * LARGEST:
        one.say(TOO_LARGE, "", value="quantity times price times rate", most=f"{10 * LARGEST:f}")
    one.leave()
    return deal


def price(desk: Desk, value: object) -> Priced:
    """A price with and without tax, in another currency and unit where asked.

    Raises:
        InputFindings: a key is missing or cannot be read, no rate, no VAT known.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    figure = _figure(reader)
    currency = reader.currency("currency") or "CNY"
    unit, to_unit = _units(reader)
    included = reader.flag("tax_included")
    if not reader.has("tax_included"):
        reader.say(MISSING, "tax_included")
    day = reader.day("date") or desk.today
    vat = _vat(reader, desk, currency, day)
    target = reader.currency("to_currency", currency) or currency
    book = read_rates(reader, day, desk.shelf.rates, desk.shelf.max_age_days)
    found = book.rate(currency, target, day)
    findings += found.findings
    reader.leave()
    settled(findings)
    try:
        converted = per_unit(figure * (found.rate.value or Decimal(1)), unit, to_unit)
    except ValueError as problem:
        raise InvalidInput("to_unit", field="to_unit", what=f"{problem}.") from problem
    taxed = taxed_price(converted, vat, tax_included=bool(included))
    rate, of = (None, None) if target == currency else (found.rate.value, found.rate_date)
    return Priced(taxed.with_tax, taxed.without_tax, vat, rate, of, tuple(findings))


def _figure(reader: Reader) -> Decimal:
    """The price, or the middle of low and high."""
    single = reader.number("price", most=LARGEST)
    low, high = reader.number("low", most=LARGEST), reader.number("high", most=LARGEST)
    ranged = reader.has("low") or reader.has("high")
    if reader.has("price") and ranged:
        reader.say(TWO_PRICES, "price")
    if single is not None:
        return single
    if low is None or high is None:
        if not reader.has("price"):
            missing = [key for key in ("low", "high") if not reader.has(key)]
            for key in missing if ranged else ["price"]:
                reader.say(MISSING, key)
        return Decimal(0)
    if low > high:
        reader.say(TURNED, "low", low=f"{low:f}", high=f"{high:f}")
    return (low + high) / 2


def _units(reader: Reader) -> tuple[str, str]:
    """The unit of the price and the one asked for."""
    unit = reader.word("unit", UNITS)
    if unit is None:
        unit = "kg"
        if not reader.has("unit"):
            reader.findings.append(info(ASSUMED, reader.at("unit"), value=unit))
    return unit, reader.word("to_unit", UNITS) or unit


def _vat(reader: Reader, desk: Desk, currency: str, day: date) -> Decimal:
    own = reader.number("vat_percent", most=MOST_PERCENT)
    if own is not None:
        return own
    country = home_country(currency)
    found = domestic_vat(desk.pack, country, day) if country else None
    if found is None:
        reader.findings.append(error(NO_VAT, "vat_percent", currency=currency, day=day))
        return Decimal(0)
    return found
