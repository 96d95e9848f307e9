"""A trend as charts take it: the rest added up, base 100, why it moved, what is estimated."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from remanence.app.trend_views import OTHER, chosen, indexed, moved, ranked
from remanence.app.trends import Trend, estimated_points, trend, write_picture
from remanence.core.base.errors import MachineSaysNo
from remanence.core.trends.points import Parts, Point, Series
from tests.desk import Desk

CENT = Decimal("0.01")
ALL_INVOICED = """charge_ref,order_number,shipment_ref,kind,amount,currency,invoice_number
G2,PO-2,,goods,15500.00,USD,G-2
D2,PO-2,,duty,0.00,USD,D-2
"""


def point(period: str, quantity: str, *parts: str) -> Point:
    amounts = Parts(*(Decimal(part) for part in (*parts, *["0"] * (6 - len(parts)))))
    landed = sum(amounts, Decimal(0))
    return Point(period, Decimal(quantity), landed, landed / Decimal(quantity), 1, amounts)


def trend_of(*series: Series) -> Trend:
    return Trend("USD", "kg", "estimate,actual", series, (), "material", "month")


def many(count: int) -> Trend:
    periods = ("2026-01", "2026-02", "2026-03")
    return trend_of(
        *(
            Series(f"K{n}", tuple(point(one, "2", str(10 * (n + 1))) for one in periods))
            for n in range(count)
        )
    )


def test_seven_stand_alone_and_the_rest_is_one() -> None:
    found = chosen(many(10))
    assert [one.key for one in found.series] == [f"K{n}" for n in range(9, 2, -1)] + [OTHER]
    other = found.series[-1].points[0]
    assert [other.quantity, other.landed, other.landed_per_unit] == [6, 60, 10]


def test_one_that_is_left_over_keeps_its_name() -> None:
    assert [one.key for one in chosen(many(8)).series][-1] == "K0"
    assert [one.key for one in chosen(many(8), ("K3",)).series] == ["K3", OTHER]


def test_nothing_is_lost_by_adding_up() -> None:
    whole = many(12)
    for keys in (None, ("K1", "K2")):
        before, after = (
            sum((p.landed for one in found.series for p in one.points), Decimal(0))
            for found in (whole, chosen(whole, keys))
        )
        assert before == after
    assert ranked(whole)[0] == "K11"


def test_an_index_is_100_in_its_base_and_left_out_without_one() -> None:
    long = Series("A", (point("2026-01", "3", "10"), point("2026-02", "3", "15")))
    late = Series("B", (point("2026-02", "1", "5"),))
    found = indexed(trend_of(long, late), "2026-01")
    assert found == {"A": {"2026-01": Decimal(100), "2026-02": Decimal(150)}}
    assert indexed(trend_of(long), "2030-01") == {}


AMOUNTS = st.tuples(*[st.integers(-(10**7), 10**9)] * 6)


@given_(AMOUNTS, AMOUNTS, st.integers(1, 10**7), st.integers(1, 10**7))
def test_parts_sum_exactly_to_the_change(
    was: tuple[int, ...], now: tuple[int, ...], first: int, last: int
) -> None:
    one = point("2026-01", str(first), *(str(Decimal(part) / 100) for part in was))
    other = point("2026-02", str(last), *(str(Decimal(part) / 100) for part in now))
    found = moved(Series("A", (one, other)), "2026-01", "2026-02", CENT)
    assert found is not None
    assert sum(found.parts.values(), Decimal(0)) == found.after - found.before
    exact = [
        b / other.quantity - a / one.quantity for a, b in zip(one.parts, other.parts, strict=True)
    ]
    for part, amount in zip(found.parts.values(), exact, strict=True):
        assert abs(part - amount) <= 2 * CENT


def test_a_period_without_a_point_explains_nothing() -> None:
    series = Series("A", (point("2026-01", "1", "1"),))
    assert moved(series, "2026-01", "2026-02", CENT) is None


def test_a_point_rests_on_estimates_until_all_of_it_is_invoiced(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        assert ("Dy2O3", "2026-10") in estimated_points(workspace, "material")
    desk.take({"charges": ALL_INVOICED})
    with closing(desk.open()) as workspace:
        found = estimated_points(workspace, "material")
        periods = {
            (one.key, p.period) for one in trend(workspace, "material").series for p in one.points
        }
    assert ("Dy2O3", "2026-10") in periods - found
    assert ("NdFeB", "2026-09") in found


def test_a_picture_is_not_written_into_the_workspace(desk: Desk, tmp_path: Path) -> None:
    with closing(desk.open()) as workspace:
        assert write_picture(workspace, b"x", tmp_path / "chart.png").read_bytes() == b"x"
        with pytest.raises(MachineSaysNo):
            write_picture(workspace, b"x", desk.path / "chart.png")
