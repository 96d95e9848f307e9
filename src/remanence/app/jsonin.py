"""JSON that people hand in: numbers exact, every problem a finding that names its key.

Numbers are strings or whole numbers; a fraction written as a JSON number has passed through a
binary float somewhere and is a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from remanence.core.base.dates import parse_day
from remanence.core.base.errors import AppError, ExchangeError, FileMissing
from remanence.core.base.findings import Finding, error, has_errors, warning
from remanence.core.base.money import CURRENCIES, parse_amount
from remanence.core.base.sentences import N_

FRACTION = N_(
    "json.fraction",
    "{where}: {value} is a fraction written as a JSON number, which is not exact. Write it in "
    'quotes: "{value}".',
)
NOT_A_NUMBER = N_("json.number", '{where}: {value} is no number. Write digits, as in "12.50".')
TOO_LONG = N_(
    "json.too_long",
    "{where}: {value} is too long: a number has at most 15 digits before the point and 12 after "
    "it.",
)
TOO_LARGE = N_("json.too_large", "{where}: {value} is over {most}.")
TOO_SMALL = N_("json.too_small", "{where}: {value} is below {least}.")
NOT_WHOLE = N_("json.whole", "{where}: {value} is not a whole number.")
NOT_A_DATE = N_("json.date", "{where}: {value} is no date. Write YYYY-MM-DD.")
NOT_ONE_OF = N_("json.one_of", "{where}: {value} is none of {known}.")
NOT_YES_NO = N_("json.yes_no", "{where}: {value} is neither true nor false.")
MISSING = N_("json.missing", "{where} is missing.")
NOT_OVER_ZERO = N_("json.over_zero", "{where}: {value} is not over zero.")
BELOW_ZERO = N_("json.below_zero", "{where}: {value} is below zero.")
WRONG_SHAPE = N_("json.shape", "{where} should be {wanted}.")
UNKNOWN_KEY = N_("json.unknown_key", "{where}: this key is not known and was left aside.")


class InputFindings(AppError):
    """What was handed in cannot be used; the findings say why."""

    code = N_("input_unusable", "{what}")

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep all findings; the sentence is that of the errors among them."""
        self.findings = tuple(findings)
        errors = [one for one in self.findings if one.severity.value == "error"]
        said = " ".join(one.message for one in errors[:_SAID])
        super().__init__(errors[0].where if errors else "", what=said)


_SAID: Final = 5

LARGEST: Final = Decimal(10**12)
"""Quantities, prices and amounts beyond it are slips, in sheets as in JSON."""
MOST_PERCENT: Final = Decimal(10**4)
_BEFORE, _AFTER = 15, 12
_DIGITS: Final = re.compile(r"[+-]?(\d*)\.?(\d*)", re.ASCII)


class Fraction(str):
    """A number with a point that stood in JSON without quotes."""

    __slots__ = ()


def read_json(path: Path) -> object:
    """The value in a file, fractions kept as `Fraction`.

    Raises:
        FileMissing: no such file, a folder, or not readable.
        ExchangeError: it is not JSON.
    """
    return parse_json(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The text of a file in UTF-8.

    Raises:
        FileMissing: no such file, a folder, or not readable.
        ExchangeError: it is not UTF-8 text.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise FileMissing(str(path), what="it is not a plain file.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ExchangeError(str(path), what="it is not UTF-8 text.") from problem
    except OSError as problem:
        raise FileMissing(str(path), what=f"{problem.strerror or problem}.") from problem


def parse_json(text: str, where: str) -> object:
    """The value of a JSON text.

    Raises:
        ExchangeError: it is not JSON.
    """
    try:
        return json.loads(text, parse_float=Fraction, parse_constant=Fraction)
    except (ValueError, RecursionError) as problem:
        raise ExchangeError(where, what=f"it is not JSON: {problem}.") from problem


class Reader:
    """Takes values out of one JSON object; problems gather in `findings`, shared by all readers."""

    def __init__(self, value: object, where: str, findings: list[Finding]) -> None:
        """Keep the object; anything else is a finding and reads as empty."""
        self.where = where
        self.findings = findings
        self._taken: set[str] = set()
        if isinstance(value, Mapping):
            self._value: Mapping[str, object] = value
        else:
            self._value = {}
            self.say(WRONG_SHAPE, "", wanted="an object with keys")

    def say(self, code: str, key: str, **parts: object) -> None:
        """Report a problem at a key."""
        self.findings.append(error(code, self.at(key), **parts))

    def at(self, key: str) -> str:
        """How a finding names a key."""
        return ", ".join(filter(None, (self.where, key)))

    def raw(self, key: str) -> object:
        """The value as it stands; None where it is left out."""
        self._taken.add(key)
        return self._value.get(key)

    def has(self, key: str) -> bool:
        """Whether the key is there and not null."""
        return self._value.get(key) is not None

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """A text without outer blanks; a blank one is none."""
        value = self.raw(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            if needed:
                self.say(MISSING, key)
            return None
        if isinstance(value, bool | list | dict):
            self.say(WRONG_SHAPE, key, wanted="text")
            return None
        return str(value).strip()

    def word(self, key: str, known: Iterable[str], *, needed: bool = False) -> str | None:
        """One of a list of words."""
        value = self.text(key, needed=needed)
        words = list(known)
        if value is not None and value not in words:
            self.say(NOT_ONE_OF, key, value=value, known=", ".join(words))
            return None
        return value

    def currency(self, key: str, default: str | None = None) -> str | None:
        """A currency of ISO 4217."""
        value = self.text(key, needed=default is None)
        if value is None:
            return default
        if value.upper() not in CURRENCIES:
            self.say(NOT_ONE_OF, key, value=value, known="the currencies of ISO 4217")
            return None
        return value.upper()

    def number(
        self,
        key: str,
        *,
        needed: bool = False,
        over_zero: bool = False,
        signed: bool = False,
        most: Decimal | None = None,
    ) -> Decimal | None:
        """An exact number: text or whole; below zero only where `signed`."""
        value = self.raw(key)
        if value is None:
            if needed:
                self.say(MISSING, key)
            return None
        found = number_of(value, self.at(key), self.findings)
        if found is None:
            return None
        if over_zero and found <= 0:
            self.say(NOT_OVER_ZERO, key, value=f"{found:f}")
            return None
        if found < 0 and not signed:
            self.say(BELOW_ZERO, key, value=f"{found:f}")
            return None
        if most is not None and abs(found) > most:
            self.say(TOO_LARGE, key, value=f"{found:f}", most=f"{most:f}")
            return None
        return found

    def count(self, key: str, *, over_zero: bool = False, most: Decimal = LARGEST) -> int | None:
        """A whole number."""
        found = self.number(key, over_zero=over_zero, most=most)
        if found is None:
            return None
        if found % 1:
            self.say(NOT_WHOLE, key, value=f"{found:f}")
            return None
        return int(found)

    def between(
        self, key: str, least: Decimal, most: Decimal, *, needed: bool = False
    ) -> Decimal | None:
        """A number over zero between two bounds, both included."""
        found = self.number(key, needed=needed, over_zero=True, most=most)
        if found is not None and found < least:
            self.say(TOO_SMALL, key, value=f"{found:f}", least=f"{least:f}")
            return None
        return found

    def flag(self, key: str) -> bool | None:
        """True or false, or the words yes and no."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        words = {"yes": True, "no": False, "true": True, "false": False}
        if isinstance(value, str) and value.strip().lower() in words:
            return words[value.strip().lower()]
        self.say(NOT_YES_NO, key, value=value)
        return None

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """A date."""
        value = self.text(key, needed=needed)
        if value is None:
            return None
        try:
            return parse_day(value)
        except ValueError:
            self.say(NOT_A_DATE, key, value=value)
            return None

    def items(self, key: str, singular: str) -> list[Reader]:
        """The objects of a list, each with a reader of its own."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.say(WRONG_SHAPE, key, wanted="a list")
            return []
        return [
            Reader(one, self.at(f"{singular} {place}"), self.findings)
            for place, one in enumerate(value, start=1)
        ]

    def one(self, key: str) -> Reader | None:
        """The object at a key; None where it is left out."""
        value = self.raw(key)
        return None if value is None else Reader(value, self.at(key), self.findings)

    def leave(self) -> None:
        """Say which keys nobody asked for."""
        for key in self._value:
            if key not in self._taken:
                self.findings.append(warning(UNKNOWN_KEY, self.at(key)))


def number_of(value: object, where: str, findings: list[Finding]) -> Decimal | None:
    """An exact number out of JSON; None with a finding where it is none."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not isinstance(value, str):
        findings.append(error(NOT_A_NUMBER, where, value=_brief(json.dumps(value))))
        return None
    try:
        number = plain_number(str(value))
    except NoNumber as problem:
        findings.append(error(problem.code, where, value=_brief(str(value))))
        return None
    if isinstance(value, Fraction):
        findings.append(error(FRACTION, where, value=value))
        return None
    return number


class NoNumber(ValueError):
    """A text is no number that we take; `code` is the finding that says so."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


def plain_number(text: str) -> Decimal:
    """A plain decimal of 15 digits before the point and 12 after it at most.

    Raises:
        NoNumber: another form, or more digits.
    """
    bare = text.strip()
    digits = _DIGITS.fullmatch(bare)
    if digits and (len(digits[1].lstrip("0")) > _BEFORE or len(digits[2].rstrip("0")) > _AFTER):
        raise NoNumber(TOO_LONG)
    try:
        return parse_amount(bare)
    except ValueError as problem:
        raise NoNumber(NOT_A_NUMBER) from problem


def _brief(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


_SHOWN: Final = 40


def settled(findings: list[Finding]) -> None:
    """Go on only if nothing that was handed in is unusable.

    Raises:
        InputFindings: there is an error among the findings.
    """
    if has_errors(findings):
        raise InputFindings(findings)
