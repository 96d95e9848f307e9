"""A quote read from JSON: every problem at its key, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.app.jsonin import (
    NOT_ONE_OF,
    WRONG_SHAPE,
    Reader,
    number_of,
    settled,
)
from remanence.app.quotes.rows import LandedRow, landed_row
from remanence.core.base.countries import COUNTRIES
from remanence.core.base.findings import Finding
from remanence.core.base.measure import UNITS
from remanence.core.base.sentences import N_
from remanence.core.costs.charges import METHODS, parse_lines, parse_shares
from remanence.core.costs.landed import landed
from remanence.core.costs.quote import (
    Insurance,
    OwnDuty,
    OwnTax,
    Quote,
    QuoteCharge,
    QuoteLine,
)
from remanence.core.costs.rates import RateBook
from remanence.core.facts.charges import KINDS
from remanence.core.facts.prices import FxRate
from remanence.core.facts.products import Classification, Product, parse_composition
from remanence.core.policy.pack import Pack

MODES: Final = ("sea", "air", "rail", "road", "courier")
OWN_SOURCE: Final = "as given"

NO_PRICE = N_("quote.no_price", "{where} has neither unit_price nor amount.")
TWO_PRICES = N_("quote.two_prices", "{where} has unit_price and amount: give one of them.")
TWICE = N_("quote.line_twice", "{where}: the id {id} stands for two lines.")
NO_LINES = N_("quote.no_lines", "{where} is empty: a quote has at least one line.")
NO_PRODUCT = N_(
    "quote.no_product", "{where}: there is no product {product} in the workspace. Give its hs code."
)
BAD_SHARES = N_("quote.shares", "{where}: write 1:40.00;3:60.00, or an object of line and amount.")
BAD_COMPOSITION = N_("quote.composition", "{where}: {value} is no composition (Nd:29.5;Dy:1.2).")
NO_AMOUNT = N_("quote.no_amount", "{where}: give amount, percent or insurance.")
NO_RATE = N_("quote.duty_without_rate", "{where}: give percent, or per_unit with unit.")


class Shelf(NamedTuple):
    """What a workspace lends to a quote: rates, products, their tariff codes, answers."""

    rates: tuple[FxRate, ...] = ()
    products: Mapping[str, Product] = {}
    classifications: tuple[Classification, ...] = ()
    max_age_days: int = 7


def landed_quote(value: object, pack: Pack, shelf: Shelf) -> LandedRow:
    """Landed cost of a quote given as JSON.

    Raises:
        InputFindings: a key is missing or cannot be read.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    quote, rates = read_quote(reader, pack, shelf)
    settled(findings)
    return landed_row(landed(quote, pack, rates), tuple(findings))


def read_quote(reader: Reader, pack: Pack, shelf: Shelf) -> tuple[Quote, RateBook]:
    """The quote in a JSON object, and its rates or those of the workspace."""
    currency = reader.currency("base_currency") or "USD"
    day = reader.day("date", needed=True) or pack.head.as_of
    destination = _country(reader, "destination", needed=True) or ""
    quote = Quote(
        day=day,
        destination=destination,
        currency=currency,
        lines=_lines(reader, currency, shelf, destination, day),
        charges=tuple(_charge(one, currency) for one in reader.items("charges", "charge")),
        mode=reader.word("mode", MODES),
        incoterm=reader.text("incoterm"),
        rounding=reader.number("rounding", over_zero=True),
        duty=_duties(reader),
        fees=reader.word("fees", ("pack", "none")) != "none",
        taxes=tuple(_tax(one) for one in reader.items("taxes", "tax")),
        vat_percent=reader.number("vat_percent"),
        vat_recoverable=reader.flag("vat_recoverable") is not False,
        loaded_on=reader.day("loaded_on"),
        answers=_answers(reader),
    )
    rates = read_rates(reader, day, shelf)
    reader.leave()
    return quote, rates


def read_rates(reader: Reader, day: date, shelf: Shelf) -> RateBook:
    """The rates of a request (`fx`), else those of the workspace."""
    if not reader.has("fx"):
        reader.raw("fx")
        return RateBook(shelf.rates, max_age_days=shelf.max_age_days)
    rates = []
    for place, one in enumerate(reader.items("fx", "rate"), start=1):
        base, quote = one.currency("base"), one.currency("quote")
        rate = one.number("rate", needed=True, over_zero=True)
        on = one.day("date") or day
        one.leave()
        if base and quote and rate:
            rates.append(FxRate(place, on, base, quote, rate, OWN_SOURCE))
    return RateBook(rates, max_age_days=shelf.max_age_days)


def _country(reader: Reader, key: str, *, needed: bool = False) -> str | None:
    value = reader.text(key, needed=needed)
    if value is None:
        return None
    if value.upper() not in COUNTRIES:
        reader.say(NOT_ONE_OF, key, value=value, known="the countries (two letters, ISO 3166)")
        return None
    return value.upper()


def _answers(reader: Reader) -> dict[str, str]:
    """Answers to questions of rules: `{"asked.NAME": "yes"}`, the prefix may be left out."""
    one = reader.one("answers")
    if one is None:
        return {}
    value = reader.raw("answers")
    names = list(value) if isinstance(value, dict) else []
    found = {}
    for name in names:
        flag = one.flag(name)
        if flag is not None:
            found["asked." + name.removeprefix("asked.")] = "yes" if flag else "no"
    return found


# Lines


def _lines(
    reader: Reader, currency: str, shelf: Shelf, destination: str, day: date
) -> tuple[QuoteLine, ...]:
    lines = []
    seen: set[str] = set()
    readers = reader.items("lines", "line")
    if not readers:
        reader.say(NO_LINES, "lines")
    for place, one in enumerate(readers, start=1):
        line = _line(one, str(place), currency)
        line = _with_product(one, line, shelf, destination, day)
        if line.id in seen:
            one.say(TWICE, "id", id=line.id)
        seen.add(line.id)
        one.leave()
        lines.append(line)
    return tuple(lines)


def _line(one: Reader, place: str, currency: str) -> QuoteLine:
    price = one.number("unit_price")
    amount = one.number("amount")
    if price is None and amount is None and not (one.has("unit_price") or one.has("amount")):
        one.say(NO_PRICE, "")
    if price is not None and amount is not None:
        one.say(TWO_PRICES, "")
    return QuoteLine(
        id=one.text("id") or place,
        quantity=one.number("quantity", needed=True, over_zero=True) or Decimal(1),
        unit=one.word("unit", UNITS) or "pcs",
        currency=one.currency("currency", currency) or currency,
        unit_price=price,
        amount=amount,
        price_per=one.number("price_per", over_zero=True) or Decimal(1),
        discount_percent=one.number("discount_percent"),
        hs=one.text("hs"),
        origin=_country(one, "origin"),
        unit_weight_kg=one.number("unit_weight_kg", over_zero=True),
        unit_volume_m3=one.number("unit_volume_m3", over_zero=True),
        preference=one.text("preference"),
        composition=_composition(one),
        material=one.text("material"),
    )


def _composition(one: Reader) -> Mapping[str, Decimal] | None:
    text = one.text("composition")
    if text is None:
        return None
    try:
        return parse_composition(text)
    except ValueError:
        one.say(BAD_COMPOSITION, "composition", value=text)
        return None


def _with_product(
    one: Reader, line: QuoteLine, shelf: Shelf, destination: str, day: date
) -> QuoteLine:
    """What the workspace knows of the product fills what the line leaves out."""
    code = one.text("product")
    if code is None:
        return line
    product = shelf.products.get(code)
    if product is None:
        if line.hs is None:
            one.say(NO_PRODUCT, "product", product=code)
        return line
    composition = line.composition
    if composition is None and product.composition:
        try:
            composition = parse_composition(product.composition)
        except ValueError:
            composition = None
    return line._replace(
        hs=line.hs or _code(product, shelf, destination, day),
        unit_weight_kg=line.unit_weight_kg or product.unit_net_weight_kg,
        composition=composition,
        material=line.material or product.material,
    )


def _code(product: Product, shelf: Shelf, destination: str, day: date) -> str | None:
    """The classification for the destination on the day, else the product's own code."""
    for row in shelf.classifications:
        if (
            row.product_code == product.product_code
            and row.country == destination
            and (row.valid_from or day) <= day <= (row.valid_to or day)
        ):
            return row.code
    return product.hs_code


# Charges, duties, taxes


def _charge(one: Reader, currency: str) -> QuoteCharge:
    insurance = _insurance(one)
    amount = one.number("amount", signed=True)
    percent = one.number("percent", signed=True)
    if insurance is None and not one.has("amount") and not one.has("percent"):
        one.say(NO_AMOUNT, "")
    charge = QuoteCharge(
        kind=one.word("kind", KINDS, needed=True) or "other",
        currency=one.currency("currency", currency) or currency,
        amount=amount,
        percent=percent,
        insurance=insurance,
        method=one.word("method", METHODS) or "value",
        lines=_named_lines(one),
        shares=_shares(one),
        before_border=one.flag("before_border"),
        included_in_price=one.flag("included_in_price"),
    )
    one.leave()
    return charge


def _insurance(one: Reader) -> Insurance | None:
    terms = one.one("insurance")
    if terms is None:
        return None
    rate = terms.number("rate_percent", needed=True) or Decimal(0)
    cover = terms.number("cover_percent", over_zero=True) or Decimal(100)
    of = terms.word("of", ("goods", "cif")) or "goods"
    terms.leave()
    return Insurance(rate, cover, of)


def _named_lines(one: Reader) -> tuple[str, ...] | None:
    value = one.raw("lines")
    if value is None:
        return None
    if isinstance(value, str):
        return parse_lines(value)
    if isinstance(value, list):
        return tuple(str(name) for name in value)
    one.say(WRONG_SHAPE, "lines", wanted='"1;3" or a list of line ids')
    return None


def _shares(one: Reader) -> tuple[tuple[str, Decimal], ...] | None:
    value = one.raw("shares")
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return parse_shares(value)
        except ValueError:
            one.say(BAD_SHARES, "shares")
            return None
    if not isinstance(value, dict):
        one.say(BAD_SHARES, "shares")
        return None
    read = {
        str(name): number_of(share, one.at(f"shares, {name}"), one.findings)
        for name, share in value.items()
    }
    return tuple((name, share) for name, share in read.items() if share is not None)


def _duties(reader: Reader) -> tuple[OwnDuty, ...] | None:
    if not reader.has("duty"):
        reader.raw("duty")
        return None
    return tuple(
        _duty(one, place) for place, one in enumerate(reader.items("duty", "duty"), start=1)
    )


def _duty(one: Reader, place: int) -> OwnDuty:
    percent = one.number("percent")
    per_unit = one.number("per_unit")
    if not one.has("percent") and not one.has("per_unit"):
        one.say(NO_RATE, "")
    unit = one.word("unit", UNITS, needed=per_unit is not None)
    duty = OwnDuty(one.text("name") or f"duty {place}", one.text("hs"), percent, per_unit, unit)
    one.leave()
    return duty


def _tax(one: Reader) -> OwnTax:
    tax = OwnTax(
        one.text("name") or "tax",
        one.number("percent", needed=True) or Decimal(0),
        one.word("base", ("customs", "customs+duty")) or "customs",
    )
    one.leave()
    return tax
