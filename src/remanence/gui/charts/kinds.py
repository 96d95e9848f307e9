"""Charts that are made from a trend beside its lines: base 100, and the parts upon each other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from remanence.gui.charts.lines import Chart, Line, Mark, all_periods, chart_of, inside
from remanence.gui.tokens import PARTS
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from remanence.app.trends import Trend
    from remanence.core.trends.points import Point, Series


def index_chart(
    trend: Trend,
    values: Mapping[str, Mapping[str, Decimal]],
    base_words: str,
    marks: Sequence[Mark] = (),
    estimated: Collection[tuple[str, str]] = (),
) -> Chart:
    """The series as an index; `left_out` counts those without a value in the base period."""
    chart = chart_of(trend, marks, estimated, as_given=True)
    lines = [
        line._replace(values=tuple(values[line.key].get(period) for period in chart.periods))
        for line in chart.lines
        if line.key in values
    ]
    unit = _("{base} = 100").format(base=base_words)
    return chart._replace(
        unit=unit,
        lines=tuple(lines),
        left_out=len(chart.lines) - len(lines),
        title=_("Landed cost, {unit}").format(unit=unit),
        digits=1,
    )


def stack_chart(
    trend: Trend,
    series: Series,
    marks: Sequence[Mark] = (),
    estimated: Collection[tuple[str, str]] = (),
    *,
    share: bool = False,
) -> Chart:
    """The six parts of one series, per unit or in percent of landed, upon each other."""
    periods = all_periods(trend)
    points = {point.period: point for point in series.points}
    found = [points.get(period) for period in periods]
    orders = tuple(point.orders if point else 0 for point in found)
    open_points = tuple((series.key, period) in estimated for period in periods)
    lines = [
        Line(
            name,
            tuple(_part(point, name, share=share) if point else None for point in found),
            orders,
            open_points,
        )
        for name in PARTS
    ]
    found_marks = inside(marks, periods)
    if share:
        title = _("Parts, % of landed")
        unit = _("% of landed")
        return Chart(unit, periods, tuple(lines), found_marks, stacked=True, title=title, digits=1)
    unit = f"{trend.currency}/{trend.unit}"
    title = _("{unit} landed").format(unit=unit)
    return Chart(unit, periods, tuple(lines), found_marks, stacked=True, title=title)


def _part(point: Point, name: str, *, share: bool) -> Decimal | None:
    amount: Decimal = getattr(point.parts, name)
    if share:
        return amount * 100 / point.landed if point.landed else None
    return amount / point.quantity if point.quantity else None
