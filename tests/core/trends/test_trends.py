from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remanence.core.trends.exposure import Spend, exposure
from remanence.core.trends.points import TrendCell, series
from remanence.core.trends.scorecard import Delivery, LicenceRecord, on_time_percent, score

D = Decimal

CENT = D("0.01")


def cell(key: str | None, period: str, quantity: str, goods: str, **more: int) -> TrendCell:
    parts = (D(goods), D("1.00"), D(0), D("2.00"), D(0), D(0))
    return TrendCell(key, period, D(quantity), parts, **{"orders": 1, **more})


def test_points_are_weighted_by_quantity_and_gaps_stay_gaps() -> None:
    cells = (
        cell("N42", "2026-03", "10", "97.00"),
        cell("N42", "2026-01", "2.5", "47.00", orders=2),
        cell(None, "2026-02", "1", "7.00"),
        cell("N42", "2026-02", "0", "0.00", left_out=3),
    )
    found, findings = series(cells, "kg")
    assert [one.key for one in found] == ["N42", "unknown"]
    points = found[0].points
    assert [(one.period, one.landed, one.landed_per_unit, one.orders) for one in points] == [
        ("2026-01", D("50.00"), D(20), 2),
        ("2026-03", D("100.00"), D(10), 1),
    ]
    assert sum(points[0].parts) == points[0].landed
    assert [one.code for one in findings] == ["trend.left_out"]
    assert "net weight" in findings[0].message
    assert findings[0].message.startswith("Parts of order lines left out of N42, 2026-02: 3.")


def test_cells_of_one_period_are_added_up() -> None:
    cells = (
        cell("a", "2026", "1", "7.00", orders=0),
        cell("a", "2026", "3", "27.00", orders=0),
        TrendCell("a", "2026", D(0), (D(0),) * 6, 3),
    )
    found, _ = series(cells, "piece")
    assert found[0].points[0].landed_per_unit == D(10)
    assert found[0].points[0].orders == 3


def spend(supplier: str, amount: str | None, **more: object) -> Spend:
    fields: dict[str, object] = {
        "group": None, "country": "CN", "composition": None, "is_open": False, **more,
    }  # fmt: skip
    return Spend(supplier=supplier, amount=None if amount is None else D(amount), **fields)  # type: ignore[arg-type]


def test_shares_and_concentration_by_supplier() -> None:
    found = exposure(
        [
            spend("A", "600.00"),
            spend("B", "300.00", is_open=True),
            spend("C", "100.00"),
            spend("A", None),
        ],
        "supplier", "USD", CENT,
    )  # fmt: skip
    assert [(row.key, row.spend, row.open, row.share_percent) for row in found.rows] == [
        ("A", D("600.00"), D(0), D("60.00")),
        ("B", D("300.00"), D("300.00"), D("30.00")),
        ("C", D("100.00"), D(0), D("10.00")),
    ]
    assert [str(row.open) for row in found.rows] == ["0.00", "300.00", "0.00"]
    assert found.hhi == D("4600.0")
    assert found.bands == {"2010": "high", "2023": "high"}
    assert [one.code for one in found.findings] == ["exposure.spend_not_known"]


@pytest.mark.parametrize(
    ("parts", "hhi", "bands"),
    [
        (10, "1000.0", ("low", "moderate")),
        (11, "909.1", ("low", "low")),
        (6, "1666.7", ("moderate", "moderate")),
        (5, "2000.0", ("moderate", "high")),
        (4, "2500.0", ("moderate", "high")),
        (1, "10000.0", ("high", "high")),
    ],
)
def test_the_bands_of_both_guidelines(parts: int, hhi: str, bands: tuple[str, str]) -> None:
    found = exposure([spend(f"S{n}", "10.00") for n in range(parts)], "supplier", "USD", CENT)
    assert found.hhi == D(hhi)
    assert tuple(found.bands.values()) == bands


def test_by_group_country_and_element() -> None:
    spends = [
        spend("A", "100.00", group="G", composition={"Nd": D(30), "Dy": D(1), "Fe": D(69)}),
        spend("B", "50.00", group="G", country="VN"),
        spend("C", "50.00", composition={"Fe": D(100)}),
    ]
    groups = exposure(spends, "group", "USD", CENT)
    assert [(row.key, row.spend) for row in groups.rows] == [("G", D("150.00")), ("C", D("50.00"))]
    countries = exposure(spends, "country", "USD", CENT)
    assert [row.key for row in countries.rows] == ["CN", "VN"]
    elements = {row.key: row.spend for row in exposure(spends, "element", "USD", CENT).rows}
    assert elements == {"unknown": D("100.00"), "Nd": D("96.77"), "Dy": D("3.23")}


def test_without_spend_there_is_no_concentration() -> None:
    found = exposure([], "supplier", "USD", CENT)
    assert (found.rows, found.hhi) == ((), None)
    assert found.bands == {"2010": None, "2023": None}
    with pytest.raises(KeyError):
        exposure([], "colour", "USD", CENT)


def test_promises_count_once_they_have_come_due() -> None:
    today = date(2026, 11, 24)
    kept = Delivery(date(2026, 5, 1), date(2026, 5, 1))
    late = Delivery(date(2026, 5, 1), date(2026, 5, 2))
    missing = Delivery(date(2026, 11, 23), None)
    ahead = Delivery(today, None)
    assert on_time_percent([kept, late, missing, ahead], today) == D(33)
    assert on_time_percent([ahead], today) is None


def test_the_score_is_of_what_was_seen() -> None:
    assert score(D(80), LicenceRecord(3, 1, 40, 4)) == D(78)
    assert score(D(80), LicenceRecord(0, 0, None, 0)) == D(80)
    assert score(None, LicenceRecord(0, 0, None, 0)) is None
