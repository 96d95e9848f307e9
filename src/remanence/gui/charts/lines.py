"""What a chart of lines shows, as plain values: nothing is drawn here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.trend_views import OTHER
from remanence.core.trends.points import NO_KEY
from remanence.gui.formats import formula
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from remanence.app.trends import Trend
    from remanence.core.trends.points import Series

MOST_LINES: Final = 7
_FEWEST: Final = 3  # points below which a series shows no course
_QUARTER: Final = 3


class Line(NamedTuple):
    """One series on the chart's periods; None is a gap.

    Attributes:
        key: what it is of.
        values: one a period.
        orders: number of orders behind each value.
        estimated: whether something of each value is still estimated.
    """

    key: str
    values: tuple[Decimal | None, ...]
    orders: tuple[int, ...]
    estimated: tuple[bool, ...] = ()

    @property
    def last(self) -> Decimal | None:
        """The last value that is known."""
        return next((value for value in reversed(self.values) if value is not None), None)

    @property
    def last_place(self) -> int | None:
        """The period of the last value that is known."""
        places = range(len(self.values) - 1, -1, -1)
        return next((place for place in places if self.values[place] is not None), None)


class Mark(NamedTuple):
    """A numbered event, placed between periods; `ref` names it in the pack."""

    number: int
    day: date
    label: str
    title: str
    source: str = ""
    category: str = ""
    ref: str = ""


class Chart(NamedTuple):
    """A chart of lines.

    Attributes:
        unit: `USD/kg`.
        periods: `2026-03`, `2026-Q1` or `2026`, without holes.
        lines: the largest first, at most seven.
        marks: numbered events inside the periods.
        left_out: series that are not drawn: smaller ones, and those of one or two points.
        stacked: whether the lines are the parts of one cost, drawn upon each other.
        title: what stands above it.
        digits: after the point, where not the size of a value decides.
    """

    unit: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()
    left_out: int = 0
    stacked: bool = False
    title: str = ""
    digits: int | None = None

    @property
    def points(self) -> int:
        """How many points are drawn."""
        return len(self.lines) * len(self.periods)


def named(key: str) -> str:
    """A series in words: its key, a part of cost, the rest added up, or that nobody stated it."""
    if key == OTHER:
        return _("all others")
    if key in PARTS:
        return capital(_(key))
    return _("not stated") if key == NO_KEY else formula(key)


def periods_between(first: str, last: str) -> list[str]:
    """Every period from one to the other, of their kind."""
    found, period = [first], first
    while period < last:
        period = _next(period)
        found.append(period)
    return found


def _next(period: str) -> str:
    year, _dash, part = period.partition("-")
    if not part:
        return f"{int(year) + 1:04d}"
    if part.startswith("Q"):
        quarter = int(part[1:])
        return f"{int(year) + quarter // 4:04d}-Q{quarter % 4 + 1}"
    month = int(part)
    return f"{int(year) + month // 12:04d}-{month % 12 + 1:02d}"


def place_of(day: date, periods: Sequence[str]) -> float | None:
    """Where a day lies on the axis of periods (their middle is a whole number); None outside."""
    for place, period in enumerate(periods):
        first, days = _span(period)
        offset = (day - first).days
        if 0 <= offset < days:
            return place - 0.5 + offset / days
    return None


def known_until(today: date, periods: Sequence[str]) -> float:
    """Where on the axis knowledge ends: on the day of the verdicts, else with the last period."""
    place = place_of(today, periods)
    if place is not None:
        return place
    before = bool(periods) and today < _span(periods[0])[0]
    return -0.5 if before else len(periods) - 0.5


def _span(period: str) -> tuple[date, int]:
    year, _dash, part = period.partition("-")
    first = date(int(year), 1, 1)
    if part.startswith("Q"):
        first = date(int(year), (int(part[1:]) - 1) * _QUARTER + 1, 1)
    elif part:
        first = date(int(year), int(part), 1)
    following = _next(period)
    after_year, _dash, after = following.partition("-")
    month = 1 if not after else (int(after[1:]) - 1) * _QUARTER + 1 if "Q" in after else int(after)
    return first, (date(int(after_year), month, 1) - first).days


def all_periods(trend: Trend) -> tuple[str, ...]:
    """The periods of a trend from its first point to its last, without holes."""
    found = sorted({point.period for series in trend.series for point in series.points})
    return tuple(periods_between(found[0], found[-1])) if found else ()


def inside(marks: Sequence[Mark], periods: Sequence[str]) -> tuple[Mark, ...]:
    """The marks that lie in these periods, numbered by day."""
    kept = [mark for mark in marks if place_of(mark.day, periods) is not None]
    return tuple(mark._replace(number=n) for n, mark in enumerate(kept, start=1))


def chart_of(
    trend: Trend,
    marks: Sequence[Mark] = (),
    estimated: Collection[tuple[str, str]] = (),
    *,
    as_given: bool = False,
) -> Chart:
    """The chart of a trend: common periods, gaps as None, the largest series first.

    Args:
        trend: its series.
        marks: events, by day.
        estimated: series and period of the points of which something is still estimated.
        as_given: draw all series in their sequence, however short: somebody chose them.
    """
    periods = all_periods(trend)
    whole = {
        series.key: sum((point.landed or Decimal(0) for point in series.points), Decimal(0))
        for series in trend.series
    }
    few = min(_FEWEST, len(periods))
    drawn = [series for series in trend.series if len(series.points) >= few] or trend.series
    ranked = sorted(drawn, key=lambda series: (-whole[series.key], series.key))[:MOST_LINES]
    lines = [_line(series, periods, estimated) for series in (trend.series if as_given else ranked)]
    unit = f"{trend.currency}/{trend.unit}"
    left_out = len(trend.series) - len(lines)
    title = _("{unit} landed").format(unit=unit)
    return Chart(unit, periods, tuple(lines), inside(marks, periods), left_out, title=title)


def _line(series: Series, periods: Sequence[str], estimated: Collection[tuple[str, str]]) -> Line:
    points = {point.period: point for point in series.points}
    found = [points.get(period) for period in periods]
    return Line(
        series.key,
        tuple(point.landed_per_unit if point else None for point in found),
        tuple(point.orders if point else 0 for point in found),
        tuple((series.key, period) in estimated for period in periods),
    )
