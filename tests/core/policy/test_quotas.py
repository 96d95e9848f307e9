"""Quotas: growth against the same batch of the year before, unpublished years, groups."""

from __future__ import annotations

from decimal import Decimal

import pytest

from remanence.core.policy.pack import Pack
from remanence.core.policy.quotas import QuotaFigure, growth, quota_rows
from remanence.packs.load import raw_table
from tests.core.policy.conftest import PACKS


def figure(pack: Pack, year: int, batch: str, group: str | None = None) -> QuotaFigure:
    return next(
        one for one in quota_rows(pack) if (one.year, one.batch, one.group) == (year, batch, group)
    )


@pytest.mark.parametrize(
    ("year", "batch", "group", "mining", "smelting"),
    [
        (2024, "1", None, "12.5", "10.4"),
        (2024, "2", None, "12.5", "10.4"),
        (2024, "total", None, "5.9", "4.2"),
        (2023, "total", None, "21.4", "20.7"),
        (2017, "total", None, "0.0", "0.0"),
        (2019, "1", None, "-18.4", "-17.9"),
        (2024, "1", "China Northern RE", "16.8", "19.9"),
    ],
)
def test_growth(
    pack: Pack, year: int, batch: str, group: str | None, mining: str, smelting: str
) -> None:
    found = figure(pack, year, batch, group)
    assert found.mining_growth_percent == Decimal(mining)
    assert found.smelting_separation_growth_percent == Decimal(smelting)


def test_growth_is_what_the_sources_say(pack: Pack) -> None:
    headings, rows = raw_table(PACKS / "cn-re-2026-11", "quotas")
    said = 0
    for cells in (dict(zip(headings, row, strict=True)) for row in rows):
        if cells["mining_change_vs_prev_year_same_batch_pct"]:
            found = figure(pack, int(cells["year"]), cells["batch"])
            mining = cells["mining_change_vs_prev_year_same_batch_pct"]
            assert found.mining_growth_percent == Decimal(mining)
            said += 1
    assert said > 10


def test_unpublished_years_have_no_figures(pack: Pack) -> None:
    for year in (2025, 2026):
        found = figure(pack, year, "total")
        assert (found.published, found.mining_t, found.mining_growth_percent) == (False, None, None)


def test_batches_and_sequence(pack: Pack) -> None:
    rows = quota_rows(pack)
    assert {one.batch for one in rows} == {"1", "2", "3", "total"}
    assert [one.year for one in rows] == sorted(one.year for one in rows)
    assert {one.scope for one in rows if one.group is None} == {"national"}
    assert figure(pack, 2023, "3").mining_growth_percent is None  # no third batch before


def test_growth_needs_both_figures() -> None:
    assert growth(Decimal(10), None) is None
    assert growth(None, Decimal(10)) is None
    assert growth(Decimal(10), Decimal(0)) is None
    assert growth(Decimal("100.25"), Decimal(100)) == Decimal("0.3")  # half up
