"""A quote read from JSON: every problem at its key, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.app.jsonin import (
    LARGEST,
    MOST_PERCENT,
    NOT_ONE_OF,
    Reader,
    settled,
)
from remanence.app.quotes.charges import read_charge, read_duties, read_tax
from remanence.app.quotes.rates import read_rates
from remanence.app.quotes.rows import LandedRow, landed_row
from remanence.core.base.countries import COUNTRIES
from remanence.core.base.findings import Finding, info
from remanence.core.base.measure import UNITS
from remanence.core.base.sentences import N_
from remanence.core.costs.figures import HUNDRED
from remanence.core.costs.incoterms import terms_of
from remanence.core.costs.landed import landed
from remanence.core.costs.quote import Quote, QuoteLine
from remanence.core.costs.rates import RateBook
from remanence.core.facts.prices import FxRate
from remanence.core.facts.products import Classification, Product, parse_composition
from remanence.core.policy.pack import Pack

MODES: Final = ("sea", "air", "rail", "road", "courier")

NO_PRICE = N_("quote.no_price", "{where} has neither unit_price nor amount.")
TWO_PRICES = N_("quote.two_prices", "{where} has unit_price and amount: give one of them.")
TWICE = N_("quote.line_twice", "{where}: the id {id} stands for two lines.")
NO_LINES = N_("quote.no_lines", "{where} is empty: a quote has at least one line.")
NO_PRODUCT = N_(
    "quote.no_product", "{where}: there is no product {product} in the workspace. Give its hs code."
)
BAD_COMPOSITION = N_("quote.composition", "{where}: {value} is no composition (Nd:29.5;Dy:1.2).")
ASSUMED = N_("quote.assumed", "{where} is left out: {value} is taken.")
PIECES_WHOLE = N_("quote.pieces_whole", "{where}: {value} pieces; pieces are whole.")
TOO_MUCH = N_(
    "quote.line_too_large",
    "{where} comes to over {most}. Correct quantity, price or the amount.",
)

_MOST_OF_A_LINE: Final = 10 * LARGEST
_MOST_FACTOR: Final = Decimal(10**6)
_LEAST_COIN: Final = Decimal("0.0001")


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
        charges=tuple(read_charge(one, currency) for one in reader.items("charges", "charge")),
        mode=reader.word("mode", MODES),
        incoterm=_incoterm(reader, pack),
        rounding=reader.between("rounding", _LEAST_COIN, _MOST_FACTOR),
        duty=read_duties(reader),
        fees=reader.word("fees", ("pack", "none")) != "none",
        taxes=tuple(read_tax(one) for one in reader.items("taxes", "tax")),
        vat_percent=reader.number("vat_percent", most=MOST_PERCENT),
        vat_recoverable=reader.flag("vat_recoverable") is not False,
        loaded_on=reader.day("loaded_on"),
        answers=_answers(reader),
    )
    rates = read_rates(reader, day, shelf.rates, shelf.max_age_days)
    reader.leave()
    return quote, rates


def _country(reader: Reader, key: str, *, needed: bool = False) -> str | None:
    value = reader.text(key, needed=needed)
    if value is None:
        return None
    if value.upper() not in COUNTRIES:
        reader.say(NOT_ONE_OF, key, value=value, known="the countries (two letters, ISO 3166)")
        return None
    return value.upper()


def _incoterm(reader: Reader, pack: Pack) -> str | None:
    """A delivery term of the pack by its exact code; any other would be taken for none."""
    value = reader.text("incoterm")
    if value is None:
        return None
    known = terms_of(pack)
    if value.upper() not in known:
        reader.say(NOT_ONE_OF, "incoterm", value=value, known=", ".join(known))
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
    price = one.number("unit_price", most=LARGEST)
    amount = one.number("amount", most=LARGEST)
    if price is None and amount is None and not (one.has("unit_price") or one.has("amount")):
        one.say(NO_PRICE, "")
    if price is not None and amount is not None:
        one.say(TWO_PRICES, "")
    line = QuoteLine(
        id=one.text("id") or place,
        quantity=one.number("quantity", needed=True, over_zero=True, most=LARGEST) or Decimal(1),
        unit=one.word("unit", UNITS) or "pcs",
        currency=one.currency("currency", currency) or currency,
        unit_price=price,
        amount=amount,
        price_per=one.number("price_per", over_zero=True, most=_MOST_FACTOR) or Decimal(1),
        discount_percent=one.number("discount_percent", most=HUNDRED),
        hs=one.text("hs"),
        origin=_country(one, "origin"),
        unit_weight_kg=one.number("unit_weight_kg", over_zero=True, most=_MOST_FACTOR),
        unit_volume_m3=one.number("unit_volume_m3", over_zero=True, most=_MOST_FACTOR),
        preference=one.text("preference"),
        composition=_composition(one),
        material=one.text("material"),
    )
    _doubts(one, line)
    return line._replace(assumed=_assumed(one, line))


def _doubts(one: Reader, line: QuoteLine) -> None:
    """What the cells of a line say together: pieces are whole, the whole is a sum of this trade."""
    if line.unit == "pcs" and line.quantity % 1:
        one.say(PIECES_WHOLE, "quantity", value=f"{line.quantity:f}")
    if line.quantity * (line.unit_price or 0) / line.price_per > _MOST_OF_A_LINE:
        one.say(TOO_MUCH, "", most=f"{_MOST_OF_A_LINE:f}")


def _assumed(one: Reader, line: QuoteLine) -> frozenset[str]:
    """The blanks that were filled by rule, each with a note."""
    blank = [key for key in ("unit", "currency") if not one.has(key)]
    for key in blank:
        one.findings.append(info(ASSUMED, one.at(key), value=getattr(line, key)))
    return frozenset(blank)


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
