"""Rates of exchange of a request, read from JSON; else those of the workspace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from remanence.app.jsonin import Reader
from remanence.core.base.sentences import N_
from remanence.core.costs.rates import RateBook
from remanence.core.facts.prices import FxRate

OWN_SOURCE: Final = "as given"

CONTRADICTS = N_(
    "quote.rates_contradict",
    "{where}: 1 {base} = {rate} {quote} contradicts {other}. Keep one of them.",
)

LEAST_RATE: Final = Decimal("0.000000001")
MOST_RATE: Final = Decimal(10**9)
_NEAR: Final = Decimal("0.01")
"""How far a rate and its inverse may differ: buying and selling do, by less."""


def read_rates(reader: Reader, day: date, known: Iterable[FxRate], max_age_days: int) -> RateBook:
    """The rates of a request (`fx`), else the known ones."""
    if not reader.has("fx"):
        reader.raw("fx")
        return RateBook(known, max_age_days=max_age_days)
    rates: list[FxRate] = []
    for place, one in enumerate(reader.items("fx", "rate"), start=1):
        base, quote = one.currency("base"), one.currency("quote")
        rate = one.between("rate", LEAST_RATE, MOST_RATE, needed=True)
        on = one.day("date") or day
        one.leave()
        if base and quote and rate:
            row = FxRate(place, on, base, quote, rate, OWN_SOURCE)
            _agrees(one, row, rates)
            rates.append(row)
    return RateBook(rates, max_age_days=max_age_days)


def _agrees(one: Reader, row: FxRate, before: Iterable[FxRate]) -> None:
    """A rate is said once a day; the other way round it may differ a little."""
    for other in before:
        if other.date != row.date:
            continue
        same = (other.base, other.quote) == (row.base, row.quote)
        turned = (other.quote, other.base) == (row.base, row.quote)
        if (same and other.rate != row.rate) or (turned and abs(other.rate * row.rate - 1) > _NEAR):
            said = f"1 {other.base} = {other.rate:f} {other.quote}"
            one.say(CONTRADICTS, "rate", base=row.base, quote=row.quote, rate=f"{row.rate:f}",
                    other=said)  # fmt: skip
            return
