"""Chinese production quotas, year by year, with their growth."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.money import round_to
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import QuotaRow

_BATCHES: Final = ("1", "2", "3", "total")
_TENTH: Final = Decimal("0.1")
_PERCENT: Final = Decimal(100)


class QuotaFigure(NamedTuple):
    """One row of `policy quotas`; tonnes of rare-earth oxide, None = not published or not read."""

    year: int
    batch: str
    scope: str
    group: str | None
    mining_t: Decimal | None
    smelting_separation_t: Decimal | None
    mining_growth_percent: Decimal | None
    smelting_separation_growth_percent: Decimal | None
    published: bool
    confidence: str
    source: str


def quota_rows(pack: Pack) -> tuple[QuotaFigure, ...]:
    """All quotas by year, batch, national first; batches read only together stay out."""
    rows = [row for row in pack.quotas if row.batch in _BATCHES]
    known = {(row.year, row.batch, row.scope, row.group): row for row in rows}
    rows.sort(key=lambda row: (row.year, _BATCHES.index(row.batch), row.scope != "national"))
    return tuple(
        _figure(row, known.get((row.year - 1, row.batch, row.scope, row.group))) for row in rows
    )


def _figure(row: QuotaRow, before: QuotaRow | None) -> QuotaFigure:
    return QuotaFigure(
        row.year,
        row.batch,
        row.scope,
        row.group if row.scope == "group" else None,
        row.mining_t,
        row.smelting_separation_t,
        growth(row.mining_t, before.mining_t if before else None),
        growth(row.smelting_separation_t, before.smelting_separation_t if before else None),
        row.published,
        row.ref.confidence,
        row.ref.source,
    )


def growth(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Percent by which a figure grew, one decimal, half up; None where one is not known or zero."""
    if now is None or not before:
        return None
    return round_to((now - before) * _PERCENT / before, _TENTH)
