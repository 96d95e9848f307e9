"""Price points and rates of exchange: SQL and facts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from remanence.core.facts.prices import FxRate, PricePoint
from remanence.store.reading import Rows, facts

PRICES: Final = """
SELECT id, material, on_day, market, source, unit, currency, tax_included, price, low, high
FROM prices ORDER BY material, on_day, id"""

RATES: Final = "SELECT id, on_day, base, quote, rate, source FROM fx ORDER BY on_day, id"
RATES_OF_PAIR: Final = (
    "SELECT id, on_day, base, quote, rate, source FROM fx WHERE base = :base AND "
    "quote = :quote ORDER BY on_day, id"
)


def prices(rows: Rows) -> list[PricePoint]:
    """All price points, by material and day."""
    return facts(PricePoint, rows.rows(PRICES))


def rates(rows: Rows, currencies: Collection[str] | None = None) -> list[FxRate]:
    """All rates by day, or only those between these currencies."""
    if currencies is None:
        return facts(FxRate, rows.rows(RATES))
    pairs = [
        (base, quote)
        for base in sorted(currencies)
        for quote in sorted(currencies)
        if base != quote
    ]
    found = [
        row for base, quote in pairs for row in rows.rows(RATES_OF_PAIR, base=base, quote=quote)
    ]
    return facts(FxRate, sorted(found, key=lambda row: (row[1], row[0])))
