"""One function a calculator: the same functions that orders use, asked directly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.app.calculators.desk import Desk
from remanence.app.jsonin import (
    NOT_OVER_ZERO,
    WRONG_SHAPE,
    Reader,
    number_of,
    settled,
)
from remanence.app.quotes import LandedRow, landed_quote, read_rates
from remanence.core.base.errors import InvalidInput, WrongUse
from remanence.core.base.findings import Finding, error
from remanence.core.base.money import coin, round_money
from remanence.core.base.sentences import N_
from remanence.core.costs.airweight import DIVISOR, AirWeight, Pieces, air_weight
from remanence.core.costs.content import OxideMass, oxide_mass
from remanence.core.costs.price import (
    TaxedPrice,
    domestic_vat,
    home_country,
    per_unit,
    taxed_price,
)
from remanence.core.costs.rates import RateBook
from remanence.core.costs.variance import Change, Deal, change
from remanence.core.documents.identifiers import KINDS as CHECKS
from remanence.core.documents.identifiers import check
from remanence.core.documents.magnetism import Reading, classify

NO_VAT = N_(
    "price.no_vat",
    "The VAT of a price in {currency} on {day} is not known. Name it with vat_percent.",
)


class Workdays(NamedTuple):
    """The answer of `calc workdays`."""

    due: date
    provisional: bool
    working_days: int
    calendar: str


class Exchanged(NamedTuple):
    """The answer of `calc fx`."""

    amount: Decimal | None
    rate: Decimal | None
    rate_date: date | None
    via: str | None
    age_days: int | None
    source: str | None
    findings: tuple[Finding, ...]


def landed(desk: Desk, value: object) -> LandedRow:
    """Landed cost of a quote."""
    return landed_quote(value, desk.pack, desk.shelf)


def workdays(
    desk: Desk, first: date, *, days: int | None = None, last: date | None = None
) -> Workdays:
    """Chinese working days: the day after `days` of them, or those from `first` to `last`.

    Raises:
        WrongUse: not exactly one of the two is given.
        InvalidInput: the days run backwards.
        AppError: before the calendar begins.
    """
    from remanence.core.policy.workdays import WorkCalendar

    if (days is None) == (last is None):
        raise WrongUse("workdays", what="Give one of --days and --to.")
    calendar = WorkCalendar(desk.pack)
    named = f"CN {desk.pack.head.id}"
    if last is not None:
        if last < first:
            raise InvalidInput("--to", field="--to", what="it lies before --from.")
        count, provisional = calendar.between(first, last)
        return Workdays(last, provisional, count, named)
    count = days or 0
    if count < 0:
        raise InvalidInput("--days", field="--days", what="a number of days is not below zero.")
    due, provisional = calendar.after(first, count)
    return Workdays(due, provisional, count, named)


def oxide(
    desk: Desk, name: str, *, oxide_kg: Decimal | None = None, element_kg: Decimal | None = None
) -> OxideMass:
    """Element in an oxide, or oxide that holds an element.

    Raises:
        WrongUse: not exactly one of the masses.
        InvalidInput: it is below zero.
        NotFound: no such oxide.
    """
    given = [mass for mass in (oxide_kg, element_kg) if mass is not None]
    if len(given) != 1:
        raise WrongUse("oxide", what="Give one of --oxide-kg and --element-kg.")
    if given[0] < 0:
        raise InvalidInput("oxide", field="oxide", what="a mass is not below zero.")
    found = oxide_mass(desk.pack, name, oxide_kg=oxide_kg, element_kg=element_kg)
    return OxideMass(
        found.oxide,
        found.element,
        _to_milligram(found.oxide_kg),
        _to_milligram(found.element_kg),
        _to_milligram(found.factor),
    )


def _to_milligram(number: Decimal) -> Decimal:
    """Six decimals where there are more: a milligram, beyond what any scale of the trade shows."""
    fine = Decimal("0.000001")
    return number.quantize(fine) if number % fine else number


def airweight(value: object) -> AirWeight:
    """Chargeable weight of air freight.

    Raises:
        InputFindings: a key is missing or cannot be read.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    pieces = []
    readers = reader.items("pieces", "piece")
    if not readers:
        reader.number("pieces", needed=True)
    for one in readers:
        count = one.number("n", over_zero=True) or Decimal(1)
        sides = _sides(one)
        one.leave()
        if sides is not None:
            pieces.append(Pieces(count, *sides))
    gross = reader.number("gross_kg")
    divisor = reader.number("divisor", over_zero=True) or DIVISOR
    reader.leave()
    settled(findings)
    return air_weight(pieces, gross, divisor)


def _sides(one: Reader) -> tuple[Decimal, Decimal, Decimal] | None:
    value = one.raw("cm")
    if not isinstance(value, list) or len(value) != 3:
        one.say(WRONG_SHAPE, "cm", wanted="length, width and height in centimetres")
        return None
    read = [number_of(side, one.at("cm"), one.findings) for side in value]
    sides = [side for side in read if side is not None]
    if len(sides) != len(read) or min(sides) <= 0:
        one.say(NOT_OVER_ZERO, "cm", value=", ".join(str(side) for side in value))
        return None
    length, width, height = sides
    return length, width, height


def field(
    desk: Desk, gauss: Sequence[Decimal], at_m: Sequence[Decimal], on: date | None = None
) -> dict[str, object]:
    """Class of a package of magnets by its readings and the limits of the day.

    Raises:
        WrongUse: readings and distances do not pair.
        InvalidInput: a number is out of range.
    """
    if not gauss or len(gauss) != len(at_m):
        raise WrongUse("--gauss", what="Give a distance (--at-m) for every reading (--gauss).")
    if min(gauss) < 0 or min(at_m) <= 0:
        what = "a field is not below zero, a distance over it."
        raise InvalidInput("--gauss", field="--gauss, --at-m", what=what)
    readings = [Reading(g, m) for g, m in zip(gauss, at_m, strict=True)]
    found = classify(readings, desk.pack, on or desk.today)
    return {
        "limits": found.limits,
        "class": found.field_class,
        "microtesla": found.microtesla,
        "ampere_per_metre": found.ampere_per_metre,
        "rule": found.rule,
    }


def checked(kind: str, value: str) -> dict[str, object]:
    """Check a number; `eu_customs` stands in the answer for an EORI alone.

    Raises:
        WrongUse: no such kind.
    """
    if kind not in CHECKS:
        raise WrongUse("KIND", what=f"There is no check {kind!r}; one of {', '.join(CHECKS)}.")
    found = check(kind, value)._asdict()
    if found["eu_customs"] is None:
        del found["eu_customs"]
    return found


def exchange(desk: Desk, amount: Decimal, source: str, target: str, on: date) -> Exchanged:
    """An amount in another currency at the last rate on or before the day."""
    book = RateBook(desk.shelf.rates, max_age_days=desk.shelf.max_age_days)
    base, quote = source.strip().upper(), target.strip().upper()
    found = book.rate(base, quote, on)
    rate = found.rate.value
    return Exchanged(
        None if rate is None else round_money(amount * rate, quote),
        rate,
        found.rate_date,
        found.via,
        found.age_days,
        found.source,
        found.findings,
    )


def changed(value: object) -> Change:
    """Exchange, price and volume in a change of an amount.

    Raises:
        InputFindings: a key is missing or cannot be read.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    base, actual = _deal(reader, "base"), _deal(reader, "actual")
    size = reader.number("rounding", over_zero=True) or coin("USD")
    reader.leave()
    settled(findings)
    return change(base, actual, size)


def _deal(reader: Reader, key: str) -> Deal:
    one = reader.one(key)
    if one is None:
        reader.number(key, needed=True)
        return Deal(Decimal(0), Decimal(0), Decimal(1))
    deal = Deal(
        one.number("quantity", needed=True) or Decimal(0),
        one.number("price", needed=True) or Decimal(0),
        one.number("rate", needed=True, over_zero=True) or Decimal(1),
        one.number("value"),
    )
    one.leave()
    return deal


def price(desk: Desk, value: object) -> TaxedPrice:
    """A price with and without tax, in another currency and unit where asked.

    Raises:
        InputFindings: a key is missing or cannot be read, no rate, no VAT known.
    """
    findings: list[Finding] = []
    reader = Reader(value, "", findings)
    figure = _figure(reader)
    currency = reader.currency("currency") or "CNY"
    unit, to_unit = reader.text("unit") or "kg", reader.text("to_unit")
    included = reader.flag("tax_included")
    if included is None:
        reader.text("tax_included", needed=True)
    day = reader.day("date") or desk.today
    vat = _vat(reader, desk, currency, day)
    target = reader.currency("to_currency", currency) or currency
    found = read_rates(reader, day, desk.shelf).rate(currency, target, day)
    findings += found.findings
    reader.leave()
    settled(findings)
    rate = found.rate.value or Decimal(1)
    try:
        converted = per_unit(figure * rate, unit, to_unit or unit)
    except ValueError as problem:
        raise InvalidInput("to_unit", field="to_unit", what=f"{problem}.") from problem
    return taxed_price(converted, vat, tax_included=bool(included))


def _figure(reader: Reader) -> Decimal:
    """The price, or the middle of low and high."""
    single = reader.number("price")
    low, high = reader.number("low"), reader.number("high")
    if single is not None:
        return single
    if low is None or high is None:
        if not (reader.has("price") or (reader.has("low") and reader.has("high"))):
            reader.number("price", needed=True)
        return Decimal(0)
    return (low + high) / 2


def _vat(reader: Reader, desk: Desk, currency: str, day: date) -> Decimal:
    own = reader.number("vat_percent")
    if own is not None:
        return own
    country = home_country(currency)
    found = domestic_vat(desk.pack, country, day) if country else None
    if found is None:
        reader.findings.append(error(NO_VAT, "vat_percent", currency=currency, day=day))
        return Decimal(0)
    return found
