"""Requests of the desk calculators: which keys each has and what may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from remanence.core.base.findings import Finding, error, has_errors
from remanence.core.base.sentences import N_
from remanence.core.facts.charges import KINDS
from remanence.exchange.cells import (
    COMPOSITION,
    COUNTRY,
    CURRENCY,
    DAY,
    LINES,
    SHARES,
    TARIFF_CODE,
    ChoiceType,
    NumberType,
)
from remanence.exchange.cells.numbers import ZERO
from remanence.exchange.opening import open_source
from remanence.exchange.places import Unusable, place
from remanence.exchange.sheets.charges import METHODS
from remanence.exchange.sheets.types import (
    AMOUNT,
    FACTOR,
    INCOTERM,
    MASS,
    MODE,
    PERCENT,
    PRICE,
    QUANTITY,
    UNIT,
    UNIT_OF_MASS,
)
from remanence.exchange.strict import (
    WRONG,
    Json,
    Member,
    Parsed,
    Reader,
    Spot,
    cell,
    flag,
    listed,
    name,
    parse,
    record,
)

NOT_TEXT = N_("json.encoding", "JSON is written in UTF-8; this file is not.")
NO_OBJECT = N_("json.no_object", "A request is one JSON object in braces.")
ONE_OF = N_("json.one_of", "Exactly one of {keys} stands here.")
SHARES_COUNT = N_("json.shares_count", "There are {count} shares for {lines} lines.")
NO_SHARES = N_("json.no_shares", "Shares are an object of line and amount, none below zero.")

_COUNT: Final = NumberType(over=ZERO, whole=True)
_DAYS: Final = NumberType(least=ZERO, whole=True)
_LENGTH: Final = NumberType(over=ZERO)
_PART: Final = NumberType(least=ZERO)


class BatchLine(NamedTuple):
    """One request of a batch: the line it stands in, and what was read of it."""

    row: int
    calc: str
    parsed: Parsed


def _one_or_more(read: Reader) -> Reader:
    """A value, or a list of them (an option that is given twice): always a list."""

    def read_any(value: Json, spot: Spot) -> list[Any] | None:
        many = value if isinstance(value, list) else [value]
        found: list[Any] | None = listed(read, least=1)(many, spot)
        return found

    return read_any


def _lines(value: Json, spot: Spot) -> list[str] | None:
    """Lines by their names: a list, or text as in sheets (`1;3`)."""
    if isinstance(value, str):
        text = cell(LINES)(value, spot)
        return text.split(";") if text else None
    found: list[str] | None = listed(name, least=1)(value, spot)
    return found


def _shares(value: Json, spot: Spot) -> dict[str, Decimal] | list[Decimal] | None:
    """Amounts by line: an object, a list in the sequence of the lines, or text as in sheets."""
    amount = cell(_PART)
    if isinstance(value, str):
        text = cell(SHARES)(value, spot)
        pairs = [part.split(":") for part in text.split(";")] if text else []
        return {line: Decimal(number) for line, number in pairs} or None
    if isinstance(value, list):
        found: list[Decimal] | None = listed(amount, least=1)(value, spot)
        return found
    if not isinstance(value, dict) or not value:
        spot.error(NO_SHARES)
        return None
    return {line: amount(given, spot.at(line)) for line, given in value.items()}


def _exactly_one(read: Reader, *groups: tuple[str, ...]) -> Reader:
    """An object of which one key of each group is given, and not two."""

    def read_object(value: Json, spot: Spot) -> dict[str, Any] | None:
        found: dict[str, Any] | None = read(value, spot)
        for keys in groups if found is not None else ():
            given = [key for key in keys if value.get(key) is not None]
            if len(given) != 1:
                spot.error(ONE_OF, keys=", ".join(keys))
        return found

    return read_object


_FX: Final = listed(
    record(
        {
            "base": Member(cell(CURRENCY), needed=True),
            "quote": Member(cell(CURRENCY), needed=True),
            "rate": Member(cell(FACTOR), needed=True),
        }
    )
)
_LINE: Final = _exactly_one(
    record(
        {
            "id": Member(name, needed=True),
            "product": Member(name),
            "hs": Member(cell(TARIFF_CODE)),
            "origin": Member(cell(COUNTRY)),
            "quantity": Member(cell(QUANTITY), needed=True),
            "unit": Member(cell(UNIT), needed=True),
            "unit_price": Member(cell(PRICE)),
            "amount": Member(cell(PRICE)),
            "price_per": Member(cell(FACTOR)),
            "currency": Member(cell(CURRENCY)),
            "discount_percent": Member(cell(PERCENT)),
            "unit_weight_kg": Member(cell(MASS)),
            "unit_volume_m3": Member(cell(MASS)),
            "preference": Member(name),
            "composition": Member(cell(COMPOSITION)),
            "material": Member(name),
        }
    ),
    ("unit_price", "amount"),
)
_INSURANCE: Final = record(
    {
        "rate_percent": Member(cell(PERCENT), needed=True),
        "cover_percent": Member(cell(PERCENT), needed=True),
        "of": Member(cell(ChoiceType(("goods", "cif"))), needed=True),
    }
)
_CHARGE: Final = _exactly_one(
    record(
        {
            "kind": Member(cell(ChoiceType(KINDS)), needed=True),
            "amount": Member(cell(AMOUNT)),
            "percent": Member(cell(PERCENT)),
            "insurance": Member(_INSURANCE),
            "currency": Member(cell(CURRENCY)),
            "method": Member(cell(ChoiceType(METHODS))),
            "lines": Member(_lines),
            "shares": Member(_shares),
            "before_border": Member(flag),
            "included_in_price": Member(flag),
        }
    ),
    ("amount", "percent", "insurance"),
)
_DUTY: Final = record(
    {
        "hs": Member(cell(TARIFF_CODE)),
        "percent": Member(cell(PERCENT)),
        "per_unit": Member(cell(PRICE)),
        "unit": Member(cell(UNIT)),
        "name": Member(name),
    }
)
_TAX: Final = record(
    {
        "name": Member(name, needed=True),
        "percent": Member(cell(PERCENT), needed=True),
        "base": Member(cell(ChoiceType(("customs", "customs+duty"))), needed=True),
    }
)
_LANDED: Final = record(
    {
        "date": Member(cell(DAY), needed=True),
        "destination": Member(cell(COUNTRY), needed=True),
        "base_currency": Member(cell(CURRENCY), needed=True),
        "mode": Member(cell(MODE)),
        "incoterm": Member(cell(INCOTERM)),
        "rounding": Member(cell(FACTOR)),
        "lines": Member(listed(_LINE, least=1), needed=True),
        "charges": Member(listed(_CHARGE)),
        "duty": Member(listed(_DUTY)),
        "fees": Member(cell(ChoiceType(("pack", "none")))),
        "taxes": Member(listed(_TAX)),
        "vat_percent": Member(cell(PERCENT)),
        "vat_recoverable": Member(flag),
        "fx": Member(_FX),
    }
)
_FIGURES: Final = {
    "quantity": Member(cell(_PART), needed=True),
    "price": Member(cell(PRICE), needed=True),
    "rate": Member(cell(FACTOR), needed=True),
}

SHAPES: Final[Mapping[str, Reader]] = {
    "landed": _LANDED,
    "airweight": record(
        {
            "pieces": Member(
                listed(
                    record(
                        {
                            "n": Member(cell(_COUNT), needed=True),
                            "cm": Member(listed(cell(_LENGTH), least=3), needed=True),
                        }
                    ),
                    least=1,
                ),
                needed=True,
            ),
            "gross_kg": Member(cell(_PART)),
            "divisor": Member(cell(FACTOR)),
        }
    ),
    "change": record(
        {
            "base": Member(record(_FIGURES), needed=True),
            "actual": Member(record({**_FIGURES, "value": Member(cell(AMOUNT))}), needed=True),
            "rounding": Member(cell(FACTOR)),
        }
    ),
    "price": record(
        {
            "price": Member(cell(PRICE)),
            "low": Member(cell(PRICE)),
            "high": Member(cell(PRICE)),
            "currency": Member(cell(CURRENCY), needed=True),
            "unit": Member(cell(UNIT_OF_MASS), needed=True),
            "tax_included": Member(flag, needed=True),
            "vat_percent": Member(cell(PERCENT)),
            "date": Member(cell(DAY)),
            "to_currency": Member(cell(CURRENCY)),
            "to_unit": Member(cell(UNIT_OF_MASS)),
            "fx": Member(_FX),
        }
    ),
    "workdays": record(
        {
            "from": Member(cell(DAY), needed=True),
            "days": Member(cell(_DAYS)),
            "to": Member(cell(DAY)),
        }
    ),
    "oxide": _exactly_one(
        record(
            {
                "oxide": Member(name, needed=True),
                "oxide_kg": Member(cell(_PART)),
                "element_kg": Member(cell(_PART)),
            }
        ),
        ("oxide_kg", "element_kg"),
    ),
    "field": record(
        {
            "gauss": Member(_one_or_more(cell(_PART)), needed=True),
            "at_m": Member(_one_or_more(cell(_LENGTH)), needed=True),
            "on": Member(cell(DAY)),
        }
    ),
    "check": record({"kind": Member(name, needed=True), "value": Member(name, needed=True)}),
    "fx": record(
        {
            "amount": Member(cell(AMOUNT), needed=True),
            "from": Member(cell(CURRENCY), needed=True),
            "to": Member(cell(CURRENCY), needed=True),
            "on": Member(cell(DAY), needed=True),
        }
    ),
}
"""What each calculator reads; a batch names them in `calc`."""


def read_request(calc: str, path: Path) -> Parsed:
    """The request in a JSON file, numbers as decimals and days as dates.

    Raises:
        FileMissing: the file is absent or may not be read.
    """
    text, findings = _text_of(path)
    if text is None:
        return Parsed(None, findings)
    return request_of(calc, text, path.name)


def request_of(calc: str, text: str, where: str) -> Parsed:
    """The request in a text; `where` is what findings name first."""
    value, findings = parse(text, where)
    if has_errors(findings) or value is None:
        return Parsed(None, findings or [error(NO_OBJECT, where)])
    return checked(calc, value, where)


def checked(calc: str, value: Json, where: str) -> Parsed:
    """A parsed request against the shape of its calculator; None where an error was found."""
    if not isinstance(value, dict):
        return Parsed(None, [error(NO_OBJECT, where)])
    spot = Spot(where)
    found = SHAPES[calc](value, spot)
    if calc == "landed" and found is not None and not has_errors(spot.findings):
        _settle_shares(found, spot)
    return Parsed(None if has_errors(spot.findings) else found, spot.findings)


def _settle_shares(quote: dict[str, Any], spot: Spot) -> None:
    """Shares given as a list belong to the lines of the charge, or to all, in their sequence."""
    every = [line["id"] for line in quote["lines"]]
    for index, charge in enumerate(quote["charges"] or ()):
        shares = charge["shares"]
        if isinstance(shares, list):
            lines = charge["lines"] or every
            if len(lines) != len(shares):
                here = spot.at("charges").at(index).at("shares")
                here.error(SHARES_COUNT, count=len(shares), lines=len(lines))
            charge["shares"] = dict(zip(lines, shares, strict=False))


def read_batch(path: Path) -> tuple[list[BatchLine], list[Finding]]:
    """The requests of a file, one a line; blank lines are nothing.

    Raises:
        FileMissing: the file is absent or may not be read.
    """
    text, findings = _text_of(path)
    lines = []
    for row, line in enumerate((text or "").split("\n"), 1):
        if line.strip():
            lines.append(_batch_line(line, row, place(path.name, row=row)))
    return lines, findings


def _batch_line(line: str, row: int, where: str) -> BatchLine:
    value, findings = parse(line, where)
    if has_errors(findings) or not isinstance(value, dict):
        return BatchLine(row, "", Parsed(None, findings or [error(NO_OBJECT, where)]))
    calc = value.pop("calc", "")
    if calc not in SHAPES:
        spot = Spot(where, "calc")
        spot.error(WRONG, value=repr(calc), wanted=f"one of {', '.join(SHAPES)}")
        return BatchLine(row, "", Parsed(None, spot.findings))
    return BatchLine(row, calc, checked(calc, value, where))


def _text_of(path: Path) -> tuple[str | None, list[Finding]]:
    try:
        return open_source(path).data.decode("utf-8-sig"), []
    except Unusable as problem:
        return None, [problem.finding]
    except UnicodeDecodeError:
        return None, [error(NOT_TEXT, path.name)]
