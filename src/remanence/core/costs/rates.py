"""Rates of exchange: one table, exact decimals, each rate with its day, its way and its age.

The rate of a day is the last one on or before it. It is taken as it stands, turned round, or made
of two over one common currency; a currency that ended, or whose series stopped while others of the
same source went on, has none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, RecordRef, Step, given, missing, quotient
from remanence.core.facts.prices import FxRate

MAX_AGE_DAYS: Final = 7
STOPPED_AFTER_DAYS: Final = 30

RATE = N_("fx.rate", "1 {note} = {value}")
RATE_TURNED = N_("fx.rate_turned", "Turned round: {0} over {1} = {value}")
RATE_VIA = N_("fx.rate_via", "Over {note}: {0} over {1} = {value}")
RATE_PRODUCT = N_("fx.rate_product", "Over {note}: {0} times {1} = {value}")
RATE_ONE = N_("fx.same", "The same currency: rate 1")
NO_RATE_STEP = N_("fx.no_rate", "No rate: {note}")
NO_RATE = N_(
    "fx.missing",
    "No rate from {base} to {quote} on {day} or before. Add one to the sheet fx, or import the "
    "European Central Bank's file.",
)
ENDED = N_(
    "fx.ended",
    "No rate from {base} to {quote} on {day}: the series of {currency} ended on {last}. Name the "
    "currency that took its place, or add a rate.",
)
OLD = N_(
    "fx.old",
    "The newest rate from {base} to {quote} before {day} is of {rate_day}: {age} days old, over "
    "the limit of {limit}. Import newer rates.",
)

_ENDED_ON: Final = {
    "SIT": date(2006, 12, 31), "CYP": date(2007, 12, 31), "MTL": date(2007, 12, 31),
    "SKK": date(2008, 12, 31), "EEK": date(2010, 12, 31), "LVL": date(2013, 12, 31),
    "LTL": date(2014, 12, 31), "HRK": date(2022, 12, 31), "BGN": date(2025, 12, 31),
    "TRL": date(2005, 12, 31), "ROL": date(2006, 12, 31),
    **dict.fromkeys(("DEM", "FRF", "IEP", "NLG", "GRD"), date(2002, 2, 28)),
}  # fmt: skip
"""Last day of currencies that another took the place of (ISO 4217, historic denominations)."""


class RateFound(NamedTuple):
    """The answer to 'what was 1 `base` in `quote` on that day'.

    Attributes:
        rate: the rate as a step; its value is None where there is none.
        rate_date: the day that the rate is of (the older one where two make it).
        via: the common currency, where two rates make it.
        age_days: days between `rate_date` and the day asked for.
        source: who published it.
        findings: none found, ended, or older than the limit.
    """

    rate: Amount
    rate_date: date | None
    via: str | None
    age_days: int | None
    source: str | None
    findings: tuple[Finding, ...] = ()


class _Leg(NamedTuple):
    """One way between two currencies that the table holds: as written, or turned round."""

    row: FxRate
    turned: bool


class RateBook:
    """All rates of a workspace or quote; look-ups are remembered, rates never changed."""

    def __init__(self, rates: Iterable[FxRate], *, max_age_days: int = MAX_AGE_DAYS) -> None:
        """Sort the rates by pair and day."""
        self.max_age_days = max_age_days
        self._rows: dict[tuple[str, str], list[FxRate]] = defaultdict(list)
        self._partners: dict[str, set[str]] = defaultdict(set)
        published: dict[tuple[str | None, str], set[date]] = defaultdict(set)
        for row in rates:
            self._rows[row.base, row.quote].append(row)
            self._partners[row.base].add(row.quote)
            self._partners[row.quote].add(row.base)
            published[row.source, row.base].add(row.date)
        for rows in self._rows.values():
            rows.sort(key=lambda row: (row.date, row.source or ""))
        self._days = {pair: [row.date for row in rows] for pair, rows in self._rows.items()}
        self._published = {key: sorted(days) for key, days in published.items()}
        self._found: dict[tuple[str, str, date], RateFound] = {}

    def rate(self, base: str, quote: str, on: date) -> RateFound:
        """The rate for 1 `base` in `quote` on that day: last on or before it."""
        key = (base, quote, on)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look(base, quote, on)
        return found

    def _look(self, base: str, quote: str, on: date) -> RateFound:
        if base == quote:
            one: Amount = Step(RATE_ONE, Decimal(1), How.GIVEN, (), None, "")
            return RateFound(one, on, None, 0, None)
        for currency in (base, quote):
            last = _ENDED_ON.get(currency)
            if last is not None and on > last:
                return self._none(base, quote, on, (currency, last))
        direct = self._leg(base, quote, on)
        if direct is not None:
            return self._dated(base, quote, on, _step_of(direct), [direct], None)
        return self._over(base, quote, on)

    def _over(self, base: str, quote: str, on: date) -> RateFound:
        """The best way over one common currency: the one whose older rate is the newest."""
        ways = []
        for common in sorted(self._partners[base] & self._partners[quote]):
            first, second = self._leg(base, common, on), self._leg(common, quote, on)
            if first is not None and second is not None:
                ways.append((min(first.row.date, second.row.date), common, first, second))
        if not ways:
            return self._none(base, quote, on, self._last_known(base, quote, on))
        _, common, first, second = max(ways, key=lambda way: way[0])
        step = _crossed(base, quote, common, first, second)
        return self._dated(base, quote, on, step, [first, second], common)

    def _leg(self, base: str, quote: str, on: date) -> _Leg | None:
        """The newest row between the two on or before the day, whichever way it is written."""
        rows = [
            _Leg(row, turned)
            for pair, turned in (((base, quote), False), ((quote, base), True))
            if (row := self._last(pair, on)) is not None
        ]
        return max(rows, key=lambda leg: (leg.row.date, not leg.turned), default=None)

    def _last(self, pair: tuple[str, str], on: date) -> FxRate | None:
        days = self._days.get(pair)
        place = bisect_right(days, on) if days else 0
        if not place:
            return None
        row = self._rows[pair][place - 1]
        return None if self._stopped(row, on) else row

    def _stopped(self, row: FxRate, on: date) -> bool:
        """Whether others of the same source went on while this series has been silent for long."""
        if (on - row.date).days <= STOPPED_AFTER_DAYS:
            return False
        days = self._published[row.source, row.base]
        return bisect_right(days, on) > bisect_right(days, row.date)

    def _last_known(self, base: str, quote: str, on: date) -> tuple[str, date] | None:
        """The currency whose series stopped, and its last day: no rate of it in any pair since."""
        for currency in (base, quote):
            days = [listed[-1] for pair, listed in self._days.items() if currency in pair]
            if days and (on - max(days)).days > STOPPED_AFTER_DAYS:
                return currency, max(days)
        return None

    def _dated(
        self, base: str, quote: str, on: date, step: Amount, legs: list[_Leg], via: str | None
    ) -> RateFound:
        rate_day = min(leg.row.date for leg in legs)
        age = (on - rate_day).days
        sources = sorted({leg.row.source for leg in legs if leg.row.source})
        found = RateFound(step, rate_day, via, age, ", ".join(sources) or None)
        return found._replace(findings=limited(found, (base, quote, on), self.max_age_days))

    def _none(self, base: str, quote: str, on: date, ended: tuple[str, date] | None) -> RateFound:
        where = f"{base}/{quote}"
        parts: dict[str, object] = {"base": base, "quote": quote, "day": on}
        if ended is None:
            finding = error(NO_RATE, where, **parts)
        else:
            finding = error(ENDED, where, currency=ended[0], last=ended[1], **parts)
        step = missing(NO_RATE_STEP, unit=f"{quote}/{base}", note=finding.message)
        return RateFound(step, None, None, None, None, (finding,))


def limited(
    found: RateFound, asked: tuple[str, str, date], max_age_days: int
) -> tuple[Finding, ...]:
    """The findings of a rate under another limit of age; `asked` is base, quote and day."""
    base, quote, day = asked
    if found.age_days is None or found.rate_date is None:
        return found.findings
    if found.age_days <= max_age_days:
        return ()
    parts = {"base": base, "quote": quote, "day": day, "age": found.age_days}
    dated = {"rate_day": found.rate_date, "limit": max_age_days}
    return (warning(OLD, f"{base}/{quote}", **parts, **dated),)


def _given(row: FxRate) -> Amount:
    ref = RecordRef("fx", f"{row.date}/{row.base}/{row.quote}", "rate")
    source = f", {row.source}" if row.source else ""
    note = f"{row.base} on {row.date}{source}"
    return given(RATE, row.rate, ref, unit=f"{row.quote}/{row.base}", note=note)


_ONE: Final[Amount] = Step(RATE_ONE, Decimal(1), How.GIVEN)


def _step_of(leg: _Leg) -> Amount:
    """The rate of one leg in its own direction."""
    step = _given(leg.row)
    if not leg.turned:
        return step
    return quotient(RATE_TURNED, _ONE, step, f"{leg.row.base}/{leg.row.quote}")


def _crossed(base: str, quote: str, common: str, first: _Leg, second: _Leg) -> Amount:
    """Over the common currency with one division at most: there and back loses nothing."""
    unit = f"{quote}/{base}"
    if first.turned and not second.turned:  # both written against the common currency
        return quotient(RATE_VIA, _given(second.row), _given(first.row), unit, note=common)
    left, right = _step_of(first), _step_of(second)
    if left.value is None or right.value is None:
        return missing(NO_RATE_STEP, unit=unit, note=common)
    value = left.value * right.value
    return Step(RATE_PRODUCT, value, How.PRODUCT, (left, right), None, unit, common)
