"""Units of mass and pieces; strict dates, validity, periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remanence.core.base.dates import Validity, month_key, parse_day, period_of
from remanence.core.base.measure import convert_quantity, kg_per, kilograms
from remanence.core.facts.products import parse_composition


def test_a_weight_keeps_every_digit() -> None:
    kg = kilograms(Decimal(2579), "pcs", Decimal("0.155098875"))
    assert kg == Decimal("399.999998625")


@pytest.mark.parametrize(
    ("quantity", "unit", "to_unit", "weight", "expected"),
    [
        ("1.25", "t", "kg", None, "1250"),
        ("1250", "kg", "t", None, "1.25"),
        ("10", "pcs", "pcs", None, "10"),
        ("10", "pcs", "kg", "0.5", "5"),
        ("5", "kg", "pcs", "0.5", "10"),
        ("10", "pcs", "kg", None, None),
        ("5", "kg", "pcs", None, None),
    ],
)
def test_pieces_become_kilograms_only_by_a_weight(
    quantity: str, unit: str, to_unit: str, weight: str | None, expected: str | None
) -> None:
    known = None if weight is None else Decimal(weight)
    found = convert_quantity(Decimal(quantity), unit, to_unit, known)
    assert found == (None if expected is None else Decimal(expected))


def test_a_pound_is_the_international_one() -> None:
    assert kg_per("lb") == Decimal("0.45359237")
    with pytest.raises(KeyError):
        kg_per("pcs")


@pytest.mark.parametrize(
    "text", ["24.11.2026", "2026-11-31", "2026-1-1", "1989-12-31", "2101-01-01", "2026-11-24 ", ""]
)
def test_only_iso_days_of_our_time_are_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


def test_both_ends_of_a_validity_hold() -> None:
    validity = Validity(date(2025, 11, 7), date(2026, 11, 10))
    held = [validity.holds_on(date(2025, 11, day)) for day in (6, 7)]
    assert held == [False, True]
    assert validity.holds_on(date(2026, 11, 10))
    assert not validity.holds_on(date(2026, 11, 11))
    assert Validity().holds_on(date(1999, 1, 1))


@pytest.mark.parametrize(
    ("day", "month", "quarter", "year"),
    [
        (date(2026, 1, 1), "2026-01", "2026-Q1", "2026"),
        (date(2026, 3, 31), "2026-03", "2026-Q1", "2026"),
        (date(2025, 12, 31), "2025-12", "2025-Q4", "2025"),
    ],
)
def test_periods_of_a_month_key(day: date, month: str, quarter: str, year: str) -> None:
    key = month_key(day)
    assert [period_of(key, by) for by in ("month", "quarter", "year")] == [month, quarter, year]


def test_a_composition_is_read_by_element() -> None:
    assert parse_composition("Nd:29.5; Dy:1.2;") == {"Nd": Decimal("29.5"), "Dy": Decimal("1.2")}


@pytest.mark.parametrize("text", ["Nd29.5", "Nd:x", "Nd:1;Nd:2", "Nd:80;Fe:30", "Nd:-1"])
def test_a_wrong_composition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_composition(text)
