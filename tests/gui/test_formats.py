"""Values as people read them: exact, in their locale, never a float."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from remanence.core.base.steps import Answer
from remanence.gui.formats import DASH, MINUS, Formats, formula
from remanence.gui.words import split_sentences

TODAY = date(2026, 11, 24)
FORMATS = Formats(TODAY)
GERMAN = Formats(TODAY, QLocale(QLocale.Language.German, QLocale.Country.Germany))


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (Decimal(118240), 0, "118,240"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("-1234.565"), 2, f"{MINUS}1,234.57"),
        (Decimal("9007199254740993.01"), 2, "9,007,199,254,740,993.01"),
        (Decimal("6.1446"), None, "6.1446"),
        (None, 2, DASH),
    ],
)
def test_numbers(value: Decimal | None, digits: int | None, expected: str) -> None:
    assert FORMATS.number(value, digits) == expected


def test_numbers_follow_the_locale() -> None:
    assert GERMAN.number(Decimal("1234.5"), 2) == "1.234,50"


def test_changes_carry_their_sign() -> None:
    assert FORMATS.change(Decimal("3.44"), 1) == "+3.4"
    assert FORMATS.change(Decimal("-3.44"), 1) == f"{MINUS}3.4"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, ""),
        (0, "today"),
        (1, "tomorrow"),
        (3, "in 3 days"),
        (-1, "1 day late"),
        (-2, "2 days late"),
    ],
)
def test_how_long_until(days: int | None, expected: str) -> None:
    assert FORMATS.until(days) == expected


def test_days_name_their_year_only_when_it_is_another() -> None:
    assert FORMATS.weekday(date(2026, 11, 27)) == "Fri 27 Nov"
    assert FORMATS.day(date(2027, 1, 6)) == "6 Jan 2027"
    assert FORMATS.year_day(date(2025, 1, 6)) == "6 Jan 25"
    assert FORMATS.full(TODAY) == "Tue 24 Nov 2026"
    assert FORMATS.day(None) == DASH


@pytest.mark.parametrize(
    ("period", "expected"), [("2026-03", "Mar 2026"), ("2026-Q1", "Q1 2026"), ("2026", "2026")]
)
def test_periods(period: str, expected: str) -> None:
    assert FORMATS.period(period) == expected


def test_values_of_steps() -> None:
    assert FORMATS.value(None) == DASH
    assert FORMATS.value(Answer.UNKNOWN) == "not known"
    assert FORMATS.value(True) == "yes"
    assert FORMATS.value(Decimal(1200)) == "1,200"
    assert FORMATS.value(date(2026, 11, 27)) == "27 Nov"
    assert FORMATS.value("sea") == "sea"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dy2O3 99.5 %", "Dy₂O₃ 99.5 %"),
        ("NdFeB N42SH", "NdFeB N42SH"),
        ("SmCo 2:17", "SmCo 2:17"),
        ("PO2", "PO2"),
        ("Y2O3", "Y₂O₃"),
    ],
)
def test_formulas(text: str, expected: str) -> None:
    assert formula(text) == expected


def test_sentences_are_cut_after_the_first() -> None:
    assert split_sentences("“1.200” can be 1.2. Set the style.") == (
        "“1.200” can be 1.2.",
        "Set the style.",
    )
    assert split_sentences("No. 18 binds") == ("No. 18 binds", "")
    assert split_sentences("One only.") == ("One only.", "")


def test_days_in_sentences_are_written_as_people_do() -> None:
    prose = FORMATS.prose
    assert prose("filed since 2026-11-19, told") == "filed since 19 Nov, told"
    assert prose("valid to 2027-01-10.") == "valid to 10 Jan 2027."
    for untouched in ("LIC-2026-11-19", "a 2026-11-19.pdf", "2026-13-40", "2026-D-0417"):
        assert prose(untouched) == untouched
