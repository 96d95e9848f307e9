"""The trend on any day: what was posted for another one is costed anew, never shown as it was."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk import BASE, Desk

DAYS = ("2026-09-15", "2026-11-24", "2027-03-01")
"""Before, on and after the day of posting; the fees of an entry change on 1 October."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.take(BASE)
    return desk


def landed(desk: Desk, *words: str) -> Decimal:
    found = desk.run("trend", *words, "--json").json
    return sum(
        (Decimal(point["landed"]) for one in found["series"] for point in one["points"]), Decimal(0)
    )


def costed(desk: Desk, day: str) -> Decimal:
    found = [desk.run("cost", number, "--today", day, "--json").json for number in ("PO-1", "PO-2")]
    return sum((Decimal(one["landed"]) for one in found), Decimal(0))


@pytest.mark.parametrize("of", ["product", "grade", "material", "category", "supplier"])
def test_a_trend_is_the_sum_of_what_its_orders_cost_on_that_day(desk: Desk, of: str) -> None:
    for day in DAYS:
        assert landed(desk, "--of", of, "--today", day) == costed(desk, day)


def test_the_days_differ_so_that_old_rows_would_show(desk: Desk) -> None:
    assert len({costed(desk, day) for day in DAYS}) > 1


@pytest.mark.parametrize("unit", ["kg", "piece", "reo-kg"])
@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_costed_anew_or_posted_the_points_are_the_same(desk: Desk, unit: str, by: str) -> None:
    words = ("trend", "--of", "grade", "--by", by, "--unit", unit, "--json")
    posted = desk.run(*words).json
    desk.forget_posted()
    assert desk.run(*words).json == posted
