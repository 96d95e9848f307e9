"""Stored text and values, a whole column at a time: the same on the way down and on the way up.

Amounts are exact text as they were written (never REAL: 15 digits lose a cent), days are ISO text,
flags 0 and 1. A column that holds a value of another type, a float above all, is refused: that is a
bug above, not data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from remanence.core.base.errors import StoreDamaged

Column = Sequence[object]


class Stored(StrEnum):
    """What a column of the file holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DAY = "day"
    FLAG = "flag"


_PLAIN: Final = frozenset("0123456789.-+")
_NOTHING: Final = type(None)
_TAKES: Final[Mapping[Stored, frozenset[type]]] = {
    Stored.TEXT: frozenset({str, _NOTHING}),
    Stored.INTEGER: frozenset({int, _NOTHING}),
    Stored.DECIMAL: frozenset({Decimal, _NOTHING}),
    Stored.DAY: frozenset({date, _NOTHING}),
    Stored.FLAG: frozenset({bool, _NOTHING}),
}


def to_stored(kind: Stored, values: Column) -> Column:
    """The values as the driver takes them.

    Raises:
        TypeError: one is of another type than the column.
        ValueError: an amount is not a finite number.
    """
    types = set(map(type, values))
    if not types <= _TAKES[kind]:
        found = ", ".join(sorted(one.__name__ for one in types - _TAKES[kind]))
        message = f"a {kind.value} column takes no {found}"
        raise TypeError(message)
    if kind is Stored.DECIMAL:
        return _amounts_down(values, may_be_blank=_NOTHING in types)
    if kind is Stored.DAY:
        return _each(values, date.isoformat, may_be_blank=_NOTHING in types)
    return values


def from_stored(kind: Stored, values: Column) -> Column:
    """The values that the stored column stands for.

    Raises:
        StoreDamaged: somebody wrote past this program, or the disk did.
    """
    maker = _MAKERS.get(kind)
    if maker is None:
        return values
    try:
        return _each(values, maker, may_be_blank=None in values)
    except (ArithmeticError, ValueError, TypeError) as problem:
        raise StoreDamaged(
            "workspace.db", what=f"a stored value is no {kind.value} ({problem})."
        ) from problem


_MAKERS: Final[Mapping[Stored, Callable[..., object]]] = {
    Stored.DECIMAL: Decimal,
    Stored.DAY: date.fromisoformat,
    Stored.FLAG: bool,
}


def _each(values: Column, maker: Callable[..., object], *, may_be_blank: bool) -> Column:
    if not may_be_blank:
        return list(map(maker, values))
    return [None if value is None else maker(value) for value in values]


def _amounts_down(values: Column, *, may_be_blank: bool) -> Column:
    texts = _each(values, str, may_be_blank=may_be_blank)
    if _letters(texts) <= _PLAIN:
        return texts
    return _each(values, _amount_down, may_be_blank=may_be_blank)


def _letters(texts: Iterable[object]) -> set[str]:
    return set("".join(filter(None, texts)))  # type: ignore[arg-type] # text or None, by the caller


def _amount_down(value: Decimal) -> str:
    if not value.is_finite():
        message = f"{value} is no amount"
        raise ValueError(message)
    return f"{value:f}"
