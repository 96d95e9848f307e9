from __future__ import annotations

from decimal import Decimal

import pytest

from remanence.core.base.steps import Answer
from remanence.core.documents.comparing import comparison

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
D = Decimal


@pytest.mark.parametrize(
    ("way", "left", "right", "answer"),
    [
        ("text", "FOB Ningbo", "fob  NINGBO", YES),
        ("text", "FOB", "FOB Ningbo", YES),
        ("text", "FOB Ningbo", "FOB Shanghai", NO),
        ("text", "Sea.  freight", "sea freight", YES),
        ("digits6", "8505.11.1000", "850511", YES),
        ("digits6", "8505111000", "8505119000", YES),
        ("digits6", "8505.11", "8505.19", NO),
        ("digits6", "n/a", "8505.19", UNKNOWN),
        ("digits10", "8505111000", "8505119000", NO),
        ("quantity", (D(1000), "kg"), (D(1), "t"), YES),
        ("quantity", (D(1000), "pcs"), (D("7.5"), "kg"), UNKNOWN),
        ("quantity", (D(1000), "pcs"), (D(999), "pcs"), NO),
        ("quantity", (D(1000), "pcs"), (D(1000), None), UNKNOWN),
        ("mass", D("7.50"), D("7.5"), YES),
        ("mass", D("1.2"), D("1.25"), NO),
        ("money", (D("10.0"), "USD"), (D(10), "USD"), YES),
        ("money", (D(10), "USD"), (D(10), "CNY"), NO),
        ("money", (D(10), "USD"), (D(10), None), UNKNOWN),
        ("country", "CN", "cn", YES),
        ("country", "CN", "VN", NO),
        ("name", "A GmbH | B Ltd", "B", YES),
        ("name", "B", "A GmbH | C Ltd", NO),
        ("name", "A GmbH | B Ltd", "B | C | A", YES),
        ("name", "A GmbH | B Ltd | D", "A | C", NO),
        ("name", "A GmbH | 甲工厂", "A | B", Answer.UNKNOWN),
    ],
)
def test_comparisons(way: str, left: object, right: object, answer: Answer) -> None:
    assert comparison(way, D(0), D(0))(left, right) is answer


def test_a_tolerance_is_percent_of_the_first_counted_exactly() -> None:
    compare = comparison("mass", D(0), D("0.5"))
    assert compare(D(200), D(201)) is YES
    assert compare(D(200), D("201.000001")) is NO
    assert comparison("quantity", D(1), D(0))((D(100), "pcs"), (D(99), "pcs")) is YES


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(KeyError):
        comparison("colour", D(0), D(0))
