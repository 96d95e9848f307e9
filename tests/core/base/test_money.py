"""Decimals: reading, rounding, minor units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from remanence.core.base.money import (
    CURRENCIES,
    coin,
    from_minor,
    minor_units,
    parse_amount,
    plain,
    round_money,
    round_to,
    to_minor,
)

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize("text", ["0", "1.50", "-3", "+4.", ".5", "123456789012345.67"])
def test_plain_decimals_are_read_exactly(text: str) -> None:
    assert parse_amount(text) == Decimal(text)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1,5", "1e3", "NaN", "Infinity", "$1", "1 000", "--1", "٣", "1.2.3", "9" * 41],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.005", "USD", "1.01"),
        ("-1.005", "USD", "-1.01"),
        ("2.5", "JPY", "3"),
        ("0.0005", "KWD", "0.001"),
        ("0.004999", "EUR", "0.00"),
    ],
)
def test_money_is_rounded_half_up_to_its_coin(amount: str, currency: str, rounded: str) -> None:
    assert plain(round_money(Decimal(amount), currency)) == rounded


@pytest.mark.parametrize(
    ("amount", "step", "how", "rounded"),
    [
        ("1899", "1000", "down", "1000"),
        ("1899", "1000", "half_up", "2000"),
        ("1001", "1000", "up", "2000"),
        ("1000", "1000", "up", "1000"),
        ("12.349", "0.05", "half_up", "12.35"),
        ("7.128", "0.01", "down", "7.12"),
    ],
)
def test_rounding_to_a_step(amount: str, step: str, how: str, rounded: str) -> None:
    assert round_to(Decimal(amount), Decimal(step), how) == Decimal(rounded)


def test_an_unknown_rounding_is_refused() -> None:
    with pytest.raises(ValueError, match="no such rounding"):
        round_to(Decimal(1), Decimal(1), "sideways")


@given(amounts, st.sampled_from(["USD", "JPY", "KWD"]))
def test_minor_units_there_and_back(amount: Decimal, currency: str) -> None:
    rounded = round_money(amount, currency)
    assert abs(rounded - amount) <= coin(currency) / 2
    assert from_minor(to_minor(rounded, currency), currency) == rounded


def test_what_is_finer_than_a_coin_is_no_minor_unit() -> None:
    with pytest.raises(ValueError, match="finer than a coin"):
        to_minor(Decimal("0.001"), "USD")


@pytest.mark.parametrize(
    "currency", ["USD", "EUR", "CNY", "GBP", "JPY", "KRW", "VND", "INR", "KWD", "CHF"]
)
def test_minor_units_agree_with_cldr(currency: str) -> None:
    assert currency in CURRENCIES
    assert minor_units(currency) == get_currency_precision(currency)
