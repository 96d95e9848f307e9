"""Kinds of cell that the tables of a pack have, each with its check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from remanence.core.base.dates import parse_day
from remanence.core.base.money import CURRENCIES, parse_amount
from remanence.core.facts.documents import Document
from remanence.core.policy.conditions import parse_conditions
from remanence.packs.makers import origins, words

V = TypeVar("V")


def plain(text: str) -> str:
    """Refuse outer blanks and control characters."""
    if text != text.strip() or any(not mark.isprintable() for mark in text):
        message = "outer blanks, a tab, a line break or another control character"
        raise ValueError(message)
    return text


def filled(text: str) -> str:
    """Refuse a blank cell."""
    if not text:
        message = "must not be blank"
        raise ValueError(message)
    return text


def blank_or(read: Callable[[str], V], expected: str) -> Callable[[object], V | None]:
    """Read a cell, None where blank; `expected` says what it must be."""

    def convert(value: object) -> V | None:
        if value == "" or not isinstance(value, str):
            return None
        try:
            return read(value)
        except (ValueError, ArithmeticError) as problem:
            message = f"{expected}, not '{value}'"
            raise ValueError(message) from problem

    return convert


def list_of(allowed: frozenset[str]) -> Callable[[str], str]:
    """Check a list inside a cell against the words allowed."""

    def check(text: str) -> str:
        strange = [word for word in words(text) if word not in allowed]
        if strange:
            message = f"'{strange[0]}' is none of: {', '.join(sorted(allowed))}"
            raise ValueError(message)
        return text

    return check


def readable(read: Callable[[str], object]) -> Callable[[str], str]:
    """Check that a reader takes the cell."""

    def check(text: str) -> str:
        read(text)
        return text

    return check


def codes(text: str) -> str:
    """Check tariff codes."""
    strange = [code for code in words(text) if code != "ALL" and not code.isdecimal()]
    if strange:
        message = f"'{strange[0]}' is no code of digits"
        raise ValueError(message)
    return text


def origin_list(text: str) -> str:
    """Check countries and groups of countries."""
    for code in origins(text):
        country = code.removeprefix("-")
        if code not in ("ALL", "ALL-NTR", "EU") and not (len(country) == 2 and country.isupper()):
            message = f"'{code}' is no country or group of countries"
            raise ValueError(message)
    return text


def currency(text: str) -> str:
    """Check a currency."""
    if text and text not in CURRENCIES:
        message = f"'{text}' is no currency"
        raise ValueError(message)
    return text


def country(text: str) -> str:
    """Check a country of two capitals."""
    if text and not (len(text) == 2 and text.isascii() and text.isupper()):
        message = f"'{text}' is no country of two capitals"
        raise ValueError(message)
    return text


Text = Annotated[str, AfterValidator(plain)]
Word = Annotated[str, AfterValidator(plain), AfterValidator(filled)]
Day = Annotated[
    date | None, BeforeValidator(blank_or(parse_day, "a day as YYYY-MM-DD, 1990 to 2100"))
]
Number = Annotated[
    Decimal | None, BeforeValidator(blank_or(parse_amount, "a number with a decimal point"))
]
Whole = Annotated[int | None, BeforeValidator(blank_or(int, "a whole number"))]
Currency = Annotated[Text, AfterValidator(currency)]
Country = Annotated[Text, AfterValidator(country)]
Rule = Annotated[Word, AfterValidator(readable(parse_conditions))]
YesNo = Literal["yes", "no"]
Confidence = Literal["text", "derived", "provisional", "reported", "recalled"]
Weaker = Literal["text", "derived", "provisional", "reported", "recalled", ""]
Stage = Literal["place", "apply", "export", "load", "arrive", "clear", "pay", "close"]

VALUE_PARTS: Final = frozenset({"goods", "freight", "insurance"})
BASES: Final = frozenset(
    {"customs", "entry", "duty", "duty:MFN", "onward", "transport", "none", "fees"}
)
SHEET_COLUMNS: Final = frozenset(Document._fields)


def need(*filled: object, what: str) -> None:
    """Refuse a row in which one of these is blank."""
    if any(value in (None, "") for value in filled):
        raise ValueError(what)


def sequence(first: date | None, last: date | None, what: str) -> None:
    """Refuse an end before its beginning."""
    if first is not None and last is not None and first > last:
        message = f"{what} ends ({last}) before it begins ({first})"
        raise ValueError(message)


class TableRow(BaseModel):
    """What every row has: its name for good, on whose word it stands, and how sure that is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Word
    confidence: Confidence
    source: Word
