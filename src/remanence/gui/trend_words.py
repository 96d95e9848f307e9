"""What the page of trends says: its sentence, what is left out, what would press lines flat."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from remanence.app.trend_views import OTHER
from remanence.core.trends.points import LEFT_OUT
from remanence.gui.charts.lines import chart_of, named
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from remanence.app.trends import Trend
    from remanence.gui.charts.lines import Chart
    from remanence.gui.formats import Formats

_SQUEEZED: Final = 2  # all others are hidden at first where they reach so many times as high


def trend_sentence(trend: Trend, by: str, formats: Formats) -> str:
    """The last figure of the largest series, and how far that is from a year before."""
    chart = chart_of(trend)
    line = chart.lines[0]
    known = [(n, value) for n, value in enumerate(line.values) if value is not None]
    place, last = known[-1]
    words = _("{name}: {amount} {unit} in {period}").format(
        name=named(line.key),
        amount=formats.number(last, 2),
        unit=chart.unit,
        period=formats.period(chart.periods[place]),
    )
    year = {"month": 12, "quarter": 4, "year": 1}[by]
    before = line.values[place - year] if place >= year else None
    if not before:
        return words + "."
    percent = (last / before - 1) * Decimal(100)
    change = formats.change(percent, 1)
    return words + _(", {change} % in a year.").format(change=change)


def squeezing(chart: Chart) -> set[str]:
    """All others together, where their height would press the lines that stand alone flat."""
    tops = {
        line.key: max((value for value in line.values if value is not None), default=Decimal(0))
        for line in chart.lines
    }
    others = tops.pop(OTHER, Decimal(0))
    is_high = bool(tops) and others > _SQUEEZED * max(tops.values())
    return {OTHER} if is_high and not chart.stacked else set()


def parts_left_out(trend: Trend) -> int:
    """How many parts of order lines are in no point, since something of them is not known."""
    told = (dict(found.parts) for found in trend.findings if found.code == LEFT_OUT)
    return sum(int(parts["count"]) for parts in told)


def parts_words(count: int, unit: str) -> str:
    """That so many parts of orders are in no point, and what lacks of them."""
    lacks = _("pieces") if unit == "piece" else _("net weight")
    return n_(
        "{count} part of an order has no known cost or {{lacks}}.",
        "{count} parts of orders have no known cost or {{lacks}}.",
        count,
    ).format(lacks=lacks)
