"""What the read-out of a chart says at a period: plain values, for eye and screen reader."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from remanence.app.trend_views import OTHER
from remanence.gui.charts.lines import Chart, named
from remanence.gui.formats import DASH
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from remanence.gui.formats import Formats


class Reading(NamedTuple):
    """One line of the read-out; `number` is that of its colour, -1 of a sum."""

    number: int
    name: str
    figure: str
    orders: str
    is_estimated: bool


class ReadOut(NamedTuple):
    """The read-out at one period."""

    period: str
    note: str
    rows: tuple[Reading, ...]
    foot: str

    @property
    def spoken(self) -> str:
        """All of it as sentences."""
        rows = [
            ", ".join(part for part in (f"{row.name} {row.figure}", row.orders) if part)
            for row in self.rows
        ]
        parts = [f"{self.period}, {self.note}", *rows, *([self.foot] if self.foot else [])]
        return ". ".join(parts) + "."


def read_out(chart: Chart, place: int, shown: Collection[int], formats: Formats) -> ReadOut:
    """What is known at a period: the highest first, parts in the sequence of their colours."""
    rows = [(number, chart.lines[number]) for number in shown]
    if not chart.stacked:
        rows.sort(key=lambda row: (row[1].values[place] is None, -_value(row[1].values[place])))
    readings = []
    without = [line for _number, line in rows if line.values[place] is None]
    for number, line in rows:
        value = line.values[place]
        if value is None and not chart.stacked:
            continue
        open_point = value is not None and bool(line.estimated) and line.estimated[place]
        orders = "" if chart.stacked or value is None else orders_word(line.key, line.orders[place])
        figure = DASH if value is None else formats.number(value, shown_digits(chart, value))
        readings.append(Reading(number, named(line.key), figure, orders, open_point))
    note = chart.unit
    if chart.stacked and rows:
        known = [line.values[place] for _number, line in rows]
        total = sum((value for value in known if value is not None), Decimal(0))
        some = any(value is not None for value in known)
        figure = formats.number(total, shown_digits(chart, total)) if some else DASH
        readings.append(Reading(-1, _("Landed"), figure, "", is_estimated=False))
        note += " · " + n_("{count} order", "{count} orders", rows[0][1].orders[place])
    feet = []
    if any(reading.is_estimated for reading in readings):
        feet.append(_("○ still estimated in part"))
    if without and not chart.stacked:
        feet.append(n_("{count} without orders", "{count} without orders", len(without)))
    foot = " · ".join(feet)
    return ReadOut(formats.period(chart.periods[place]), note, tuple(readings), foot)


def orders_word(key: str, count: int) -> str:
    """How many orders stand behind a point; of several series together at the most so many."""
    if key == OTHER:
        return n_("up to {count} order", "up to {count} orders", count)
    return n_("{count} order", "{count} orders", count)


def shown_digits(chart: Chart, value: Decimal | None) -> int:
    """How many digits after the point a value of a chart is shown with."""
    return digits(value) if chart.digits is None else chart.digits


def digits(value: Decimal | None) -> int:
    """Two digits, one from a hundred on, four under ten: what a reader compares."""
    if value is None:
        return 2
    size = abs(value)
    return 4 if size < 10 else 2 if size < 100 else 1


def _value(value: Decimal | None) -> Decimal:
    return value if value is not None else Decimal(0)
