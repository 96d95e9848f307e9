"""Ways to compare what two papers say: each of the words that the matrix of a pack may name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from remanence.core.base.measure import is_mass, kg_per
from remanence.core.base.steps import Answer
from remanence.core.documents.names import among, same_company

Comparison = Callable[[object, object], Answer]
"""Yes: they agree; no: they do not; unknown: they cannot be compared."""

_HUNDRED: Final = Decimal(100)
_SPACE: Final = re.compile(r"[\W_]+")
_NOT_DIGIT: Final = re.compile(r"\D")
_ALIKE: Final = {"usa": "us", "united states": "us", "uk": "gb", "united kingdom": "gb"}


def comparison(way: str, quantity_percent: Decimal, weight_percent: Decimal) -> Comparison:
    """The comparison that a row of the matrix names; the percentages are the user's tolerances.

    Raises:
        KeyError: a word that this program does not know.
    """
    ways: dict[str, Comparison] = {
        "name": _names,
        "text": _texts,
        "digits6": lambda left, right: _digits(left, right, 6),
        "digits10": lambda left, right: _digits(left, right, 10),
        "quantity": lambda left, right: _quantities(left, right, quantity_percent),
        "mass": lambda left, right: _numbers(left, right, weight_percent),
        "money": _moneys,
        "country": _countries,
    }
    return ways[way]


def fold(text: str) -> str:
    """Text without capitals, accents, widths and blanks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return _SPACE.sub(" ", kept).strip()


def _yes(holds: bool) -> Answer:  # noqa: FBT001 - a predicate's answer
    return Answer.YES if holds else Answer.NO


def _names(left: object, right: object) -> Answer:
    """The same company; of several on both sides, each of the shorter list is on the longer."""
    few, many = sorted((str(left), str(right)), key=lambda names: names.count("|"))
    if "|" not in many:
        return same_company(few, many)
    answers = {among(name, many) for name in few.split("|") if name.strip()}
    if Answer.NO in answers:
        return Answer.NO
    return Answer.YES if answers == {Answer.YES} else Answer.UNKNOWN


def _texts(left: object, right: object) -> Answer:
    """Equal words; where one says only the beginning of the other (FOB, FOB Ningbo) they agree."""
    one, other = fold(str(left)).split(), fold(str(right)).split()
    shared = min(len(one), len(other))
    return _yes(one[:shared] == other[:shared])


def _digits(left: object, right: object, most: int) -> Answer:
    """Tariff codes agree when the digits that they share do, `most` at most."""
    one, other = (_NOT_DIGIT.sub("", str(code)) for code in (left, right))
    shared = min(len(one), len(other), most)
    return _yes(one[:shared] == other[:shared]) if shared else Answer.UNKNOWN


def within(left: Decimal, right: Decimal, percent: Decimal) -> bool:
    """Whether two numbers differ by no more than so many percent of the first, exactly."""
    return abs(left - right) * _HUNDRED <= abs(left) * percent


def _numbers(left: object, right: object, percent: Decimal) -> Answer:
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return Answer.UNKNOWN
    return _yes(within(left, right, percent))


def _quantities(left: object, right: object, percent: Decimal) -> Answer:
    """Quantities with their units; kg and t are one measure, pieces and kg are not comparable."""
    one, unit = left if isinstance(left, tuple) else (left, None)
    other, other_unit = right if isinstance(right, tuple) else (right, None)
    if unit is None or other_unit is None or is_mass(unit) != is_mass(other_unit):
        return Answer.UNKNOWN if unit != other_unit else _numbers(one, other, percent)
    if is_mass(unit):
        return _numbers(one * kg_per(unit), other * kg_per(other_unit), percent)
    return _numbers(one, other, percent)


def _moneys(left: object, right: object) -> Answer:
    """Amounts of one currency are equal or not; two currencies on papers of one sale disagree."""
    one, currency = left if isinstance(left, tuple) else (left, None)
    other, other_currency = right if isinstance(right, tuple) else (right, None)
    if currency is None or other_currency is None:
        return Answer.UNKNOWN if currency != other_currency else _yes(one == other)
    return _yes(currency == other_currency and one == other)


def _countries(left: object, right: object) -> Answer:
    one, other = (fold(str(country)) for country in (left, right))
    return _yes(_ALIKE.get(one, one) == _ALIKE.get(other, other))
