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


RATES = """date,base,quote,rate,source
2026-08-31,EUR,USD,1.10,t
"""


def orders_of(desk: Desk, *words: str) -> dict[tuple[str, str], int]:
    found = desk.run("trend", "--of", "supplier", *words, "--json").json
    return {
        (one["key"], point["period"]): point["orders"]
        for one in found["series"]
        for point in one["points"]
    }


@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_an_order_counts_once_in_a_period_whatever_the_currency(desk: Desk, by: str) -> None:
    more = "PO-3,2026-10-07,S1,1,P1,100,pcs,0.50,USD,FOB,sea,Drive Works Inc.,US\n"
    sent = "shipment_ref,order_number,line_no,quantity,ata,received_on\n"
    sent += "SH-1,PO-1,1,400,2026-10-20,2026-10-22\nSH-2,PO-1,1,600,2026-11-20,2026-11-22\n"
    desk.take({"orders": BASE["orders"] + more, "shipments": sent, "fx": RATES})
    home = orders_of(desk, "--by", by)
    assert orders_of(desk, "--by", by, "--currency", "EUR") == home
    if by == "year":
        assert home[("S1", "2026")] == 2
    desk.forget_posted()
    assert orders_of(desk, "--by", by, "--currency", "EUR") == home


def test_orders_of_a_month_without_a_rate_are_not_counted(desk: Desk) -> None:
    late = RATES.replace("2026-08-31", "2026-10-15")
    desk.take({"fx": late})
    found = desk.run(
        "trend", "--of", "category", "--by", "year", "--currency", "EUR", "--json"
    ).json
    assert "trend.no_rate" in {one["code"] for one in found["findings"]}
    assert [(one["key"], one["points"][0]["orders"]) for one in found["series"]] == [("oxide", 1)]


def test_days_are_checked_and_whole_months_are_said(desk: Desk) -> None:
    wrong = desk.run("trend", "--of", "grade", "--from", "2026-10-01", "--to", "2026-09-01")
    assert wrong.code == 2
    assert "lies after --to" in wrong.err
    found = desk.run(
        "trend", "--of", "grade", "--from", "2026-09-03", "--to", "2026-10-31", "--json"
    )
    said = [one["message"] for one in found.json["findings"]]
    assert said == ["Whole months count: --from 2026-09-03 is taken as 2026-09-01."]
