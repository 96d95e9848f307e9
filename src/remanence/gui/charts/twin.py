"""The table of a chart: the same figures for the keyboard, the screen reader and the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from remanence.gui.formats import formula
from remanence.gui.row_model import Cell, Column, RowModel
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


def twin_rows(chart: Chart) -> list[TwinRow]:
    """The periods of a chart, the last one first."""
    rows = []
    for place, period in enumerate(chart.periods):
        values = tuple(line.values[place] for line in chart.lines)
        rows.append(TwinRow(place, period, values, sum(line.orders[place] for line in chart.lines)))
    return rows[::-1]


def twin_model(chart: Chart, formats: Formats) -> RowModel[TwinRow]:
    """A model of the chart's figures."""
    columns = [
        Column[TwinRow](
            "period",
            _("Period"),
            lambda r: r.period,
            lambda r: Cell(formats.period(r.period), weight=600),
        )
    ]
    for number, line in enumerate(chart.lines):
        columns.append(_line_column(number, formula(line.key), formats))
    columns.append(
        Column(
            "orders",
            _("Orders"),
            lambda r: r.orders,
            lambda r: Cell(str(r.orders), tone="muted"),
            align="right",
        )
    )
    model: RowModel[TwinRow] = RowModel(columns, _key)
    model.show(twin_rows(chart))
    return model


def _key(row: TwinRow) -> Hashable:
    return row.place


def _line_column(number: int, name: str, formats: Formats) -> Column[TwinRow]:
    def cell(row: TwinRow) -> Cell:
        value = row.values[number]
        return Cell(_("none"), tone="faint") if value is None else Cell(formats.number(value, 2))

    return Column(
        f"line{number}", name, lambda row: row.values[number], cell, "right", stretch=True
    )
