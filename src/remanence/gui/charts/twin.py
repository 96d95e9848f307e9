"""The table of a chart: the same figures for the keyboard, the screen reader and the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from remanence.gui.charts.lines import named
from remanence.gui.row_model import Cell, Column
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Hashable
    from decimal import Decimal

    from remanence.gui.charts.lines import Chart
    from remanence.gui.formats import Formats


class TwinRow(NamedTuple):
    """One period of a chart, with its place on the axis."""

    place: int
    period: str
    values: tuple[Decimal | None, ...]
    orders: int
    estimated: tuple[bool, ...] = ()


def twin_rows(chart: Chart) -> list[TwinRow]:
    """The periods of a chart, the last one first."""
    rows = []
    for place, period in enumerate(chart.periods):
        values = tuple(line.values[place] for line in chart.lines)
        counts = [line.orders[place] for line in chart.lines]
        orders = max(counts, default=0) if chart.stacked else sum(counts)
        estimated = tuple(bool(line.estimated) and line.estimated[place] for line in chart.lines)
        rows.append(TwinRow(place, period, values, orders, estimated))
    return rows[::-1]


def twin_columns(chart: Chart, formats: Formats) -> list[Column[TwinRow]]:
    """The period, a column for each line (`line0` ...), and how many orders stand behind it."""
    columns = [
        Column[TwinRow](
            "period",
            _("Period"),
            lambda r: r.period,
            lambda r: Cell(formats.period(r.period), weight=600),
        )
    ]
    for number, line in enumerate(chart.lines):
        columns.append(_line_column(number, named(line.key), formats))
    # an order of two series stands behind both: their sum is an upper bound
    title = _("Orders") if chart.stacked else _("Orders, at most")
    columns.append(
        Column(
            "orders",
            title,
            lambda r: r.orders,
            lambda r: Cell(str(r.orders), tone="muted"),
            align="right",
        )
    )
    return columns


def row_key(row: TwinRow) -> Hashable:
    """The place of its period."""
    return row.place


def _line_column(number: int, name: str, formats: Formats) -> Column[TwinRow]:
    def cell(row: TwinRow) -> Cell:
        value = row.values[number]
        if value is None:
            return Cell(_("none"), tone="faint")
        open_point = bool(row.estimated) and row.estimated[number]
        return Cell(formats.number(value, 2), _("partly estimated") if open_point else "")

    return Column(
        f"line{number}", name, lambda row: row.values[number], cell, "right", stretch=True
    )
