"""What is written comes back as it was; what is no value of the column is refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remanence.store.types import Stored, from_stored, to_stored

AMOUNTS = st.lists(st.none() | st.decimals(allow_nan=False, allow_infinity=False))
DAYS = st.lists(st.none() | st.dates())


@given(AMOUNTS)
def test_amounts_keep_every_digit(amounts: list[Decimal | None]) -> None:
    stored = to_stored(Stored.DECIMAL, amounts)
    assert not any("E" in str(text) for text in stored if text is not None)
    back = from_stored(Stored.DECIMAL, stored)
    assert [None if a is None else format(a, "f") for a in amounts] == list(stored)
    assert list(back) == [None if a is None else Decimal(format(a, "f")) for a in amounts]


@given(DAYS)
def test_days_come_back(days: list[date | None]) -> None:
    assert list(from_stored(Stored.DAY, to_stored(Stored.DAY, days))) == days


def test_written_as_it_was_typed() -> None:
    assert list(to_stored(Stored.DECIMAL, [Decimal("1.50"), Decimal("1E+3")])) == ["1.50", "1000"]


def test_flags_become_flags_again() -> None:
    assert list(from_stored(Stored.FLAG, [1, 0, None])) == [True, False, None]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Stored.DECIMAL, 1.5),
        (Stored.DECIMAL, "1.5"),
        (Stored.DECIMAL, 1),
        (Stored.TEXT, 1.5),
        (Stored.TEXT, date(2026, 1, 1)),
        (Stored.INTEGER, True),
        (Stored.INTEGER, "1"),
        (Stored.FLAG, 1),
        (Stored.DAY, datetime(2026, 1, 1)),  # noqa: DTZ001 - a moment where a day belongs
        (Stored.DAY, "2026-01-01"),
    ],
)
def test_another_type_is_refused(kind: Stored, value: object) -> None:
    with pytest.raises(TypeError, match=f"a {kind.value} column takes no"):
        to_stored(kind, [None, value])


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_no_number_is_no_amount(word: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        to_stored(Stored.DECIMAL, [Decimal(word)])
