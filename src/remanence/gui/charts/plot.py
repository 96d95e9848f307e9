"""A chart over periods: lines or stacked parts, gaps as gaps, numbered events, crosshair, zoom.

Colours and fonts come from the theme and are taken anew when it changes. The library's own menu
and buttons are off; what can be done stands on the page.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from remanence.gui.charts.lines import Chart, Line, Mark, known_until, place_of
from remanence.gui.charts.moving import Moving, View
from remanence.gui.charts.overlay import Overlay
from remanence.gui.hatch import not_known
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from PySide6.QtGui import QColor, QResizeEvent

    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme

SMOOTH_UP_TO: Final = 10_000  # points beyond which edges are not smoothed: frames would be late
_FEW_POINTS: Final = 500
_MARKED: Final = 120  # periods up to which points are marked on their line
_MOST_TICKS: Final = 12
_MOST_LINES: Final = 7
_DASHES: Final = ((), (), (), (), (4, 3), (2, 2), (6, 2, 2, 2), (8, 3))
_TOP_ROOM: Final = 0.14
_MOST_BEHIND: Final = 0.4
_NAME_GAP: Final = 8
_BAR_WIDTH: Final = 0.72
_PALE: Final = 0.3


class LinePlot(Moving):
    """Lines over periods, or parts upon each other; see `Moving` for how one walks along it."""

    def __init__(self, theme: Theme, formats: Formats) -> None:
        """Begin empty."""
        super().__init__()
        self._theme, self._formats = theme, formats
        self._chart: Chart | None = None
        self.hidden: set[str] = set()
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom", "top", "right"):
            plot.hideAxis(side)  # the library's axes cost most of a frame; ours are painted
            plot.getAxis(side).unlinkFromView()
        self._ticks: list[float] = []
        self.known_until = 0.0
        self.scale_words: list[tuple[float, str]] = []
        self.period_words: list[tuple[int, str]] = []
        self.overlay = Overlay(theme, formats, self)
        theme.changed.connect(self.restyle)
        self.restyle()

    # ------------------------------------------------------------------ what pages call

    def show_chart(self, chart: Chart, formats: Formats | None = None) -> None:
        """Show a chart in place of the one before; `formats` if the day is another one."""
        self._chart = chart
        if formats is not None:
            self._formats = self.overlay.formats = formats
        self.forget_view()
        for widget in (self, self.viewport()):
            widget.setAccessibleName(_("Chart of landed cost, {unit}").format(unit=chart.unit))
        self._draw()

    def toggle(self, key: str) -> None:
        """Hide a line, or show it again."""
        self.hidden.symmetric_difference_update({key})
        self._draw()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these events alone; what is seen and where the crosshair stands stay."""
        if self._chart is not None and tuple(marks) != self._chart.marks:
            self._chart = self._chart._replace(marks=tuple(marks))
            self._draw()

    def restyle(self) -> None:
        """Take colours and fonts of the look in use; a closed plot has nothing to colour."""
        if self.plotItem is None:
            return
        theme = self._theme
        self.setBackground(theme.color("surface"))
        self._draw()

    def line_color(self, number: int) -> QColor:
        """The colour of the n-th line."""
        return self._theme.color(f"series.{number}")

    def position(self, place: float, value: float) -> tuple[float, float]:
        """Pixels of a period and value inside this widget."""
        point = self.getPlotItem().getViewBox().mapViewToScene(pg.Point(place, value))
        return point.x(), point.y()

    # ------------------------------------------------------------------ what Moving asks

    def periods(self) -> int:
        """How many periods there are."""
        return len(self._chart.periods) if self._chart is not None else 0

    def span_changed(self) -> None:
        """Other periods are seen; heights stay, so that a walk along does not jump."""
        if self._chart is not None and self.plotItem is not None:
            self._show_span(self._chart)
            self.overlay.show_chart(self._chart, self._ends(self._chart))

    def repaint_over(self) -> None:
        """Crosshair and read-out are painted again."""
        self.overlay.update()

    # ------------------------------------------------------------------ drawing

    def _draw(self) -> None:
        plot = self.getPlotItem()
        plot.clear()
        chart = self._chart
        if chart is None or not chart.periods:
            self.overlay.show_chart(None, {})
            return
        smooth = chart.points <= SMOOTH_UP_TO
        self.setAntialiasing(smooth)
        shown = [(n, line) for n, line in enumerate(chart.lines) if line.key not in self.hidden]
        if chart.stacked:
            self._stack(shown)
        for number, line in [] if chart.stacked else shown:
            self._line(number, line, smooth=smooth)
        self._heights(chart, [line for _n, line in shown])
        self.known_until = known_until(self._formats.today, chart.periods)
        self._marks(chart)
        self._show_span(chart)
        self.overlay.show_chart(chart, self._ends(chart))

    def _line(self, number: int, line: Line, *, smooth: bool) -> None:
        numbers = _numbers(line.values)
        width = 2 if len(numbers) <= _FEW_POINTS else 1
        pen = pg.mkPen(self.line_color(number), width=self._thick(width))
        if _DASHES[number % len(_DASHES)]:
            pen.setDashPattern(list(_DASHES[number % len(_DASHES)]))
        places = np.arange(len(numbers), dtype=float)
        item = self.plot(places, numbers, pen=pen, connect="finite", antialias=smooth)
        if len(numbers) > _FEW_POINTS:
            item.setClipToView(True)
            item.setDownsampling(auto=True, method="peak")
        self._points(number, places, numbers, _lonely(numbers), is_open=False)
        if len(numbers) <= _MARKED and line.estimated:
            estimated = np.array(line.estimated) & ~np.isnan(numbers)
            self._points(number, places, numbers, estimated, is_open=True)

    def _points(
        self,
        number: int,
        places: np.ndarray,
        numbers: np.ndarray,
        which: np.ndarray,
        *,
        is_open: bool,
    ) -> None:
        """Marks on a line: filled where no line can be, open where something is estimated."""
        if not which.any():
            return
        color = self.line_color(number)
        self.plot(
            places[which],
            numbers[which],
            pen=None,
            symbol="o",
            symbolSize=7 if is_open else 6,
            symbolBrush=self._theme.color("surface") if is_open else color,
            symbolPen=pg.mkPen(color, width=self._thick(1.6)),
        )

    def _stack(self, shown: list[tuple[int, Line]]) -> None:
        """Bars upon each other, estimates pale; what lowers cost hangs below zero."""
        if not shown:
            return
        count = len(shown[0][1].values)
        above, below = np.zeros(count), np.zeros(count)
        for number, line in shown:
            heights = np.nan_to_num(_numbers(line.values))
            rises = heights >= 0
            color = self.line_color(number)
            pale, full = QBrush(self._theme.color(f"series.{number}", _PALE)), QBrush(color)
            edge = pg.mkPen(self._theme.color("surface"), width=self._thick(0.6))
            outline = pg.mkPen(color, width=self._thick(1))
            estimated = line.estimated or (False,) * count
            bars = pg.BarGraphItem(
                x=np.arange(count, dtype=float),
                height=heights,
                y0=np.where(rises, above, below),
                width=_BAR_WIDTH,
                brushes=[pale if one else full for one in estimated],
                pens=[outline if one else edge for one in estimated],
            )
            self.getPlotItem().addItem(bars)
            above += np.where(rises, heights, 0.0)
            below += np.where(rises, 0.0, heights)

    def _ends(self, chart: Chart) -> dict[int, float]:
        """Where each line ends in sight: its last value there, of a stack the middle of its bar."""
        span, ends = self.span, {}
        upon = 0.0
        for number, line in enumerate(chart.lines):
            if line.key in self.hidden:
                continue
            places = range(span.last, span.first - 1, -1)
            place = next((n for n in places if line.values[n] is not None), None)
            if place is None:
                ends[number] = float("nan")
                continue
            last = float(line.values[place] or 0)
            ends[number] = upon + last / 2 if chart.stacked else last
            upon += last
        return ends

    def _thick(self, pixels: float) -> float:
        """The width of a pen: the library counts pixels of the screen, not of the window."""
        return pixels * float(self.devicePixelRatioF())

    def _heights(self, chart: Chart, shown: list[Line]) -> None:
        low, high = _stacked_range(shown) if chart.stacked else _range(shown)
        span = (high - low) or max(high, 1.0)
        plot = self.getPlotItem()
        bottom = low if chart.stacked else low - 0.06 * span
        if low >= 0:
            bottom = max(0.0, bottom)  # an axis below nothing would show costs that cannot be
        plot.setYRange(bottom, high + _TOP_ROOM * span, padding=0)
        ticks = round_ticks(bottom, high)
        self._ticks = ticks
        self.scale_words = [(value, f"{value:g}") for value in ticks]
        self._leave_room()

    def _leave_room(self) -> None:
        """At the left for the figures of the scale, below for the periods."""
        metrics = QFontMetricsF(self._theme.font("micro"))
        wide = max((metrics.horizontalAdvance(words) for _at, words in self.scale_words), default=0)
        below = self._theme.height("micro") + 8
        self.getPlotItem().layout.setContentsMargins(round(wide) + 14, 2, 1, below)

    def view(self) -> View:
        """Where everything lies now."""
        box = self.getPlotItem().getViewBox()
        area = QRectF(box.mapRectToScene(box.boundingRect()))
        places, values = box.viewRange()
        sides = (area.left(), area.top(), area.right(), area.bottom())
        return View(*sides, tuple(places), tuple(values))

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Ground, hatching and hairlines: items for them would cost every frame."""
        super().drawBackground(painter, rect)
        if self._chart is None or not self._chart.periods:
            return
        view, theme = self.view(), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        begin = max(view.left, view.x(self.known_until))
        if begin < view.right:
            hatched = QRectF(begin, view.top, view.right - begin, view.bottom - view.top)
            painter.fillRect(hatched, not_known(theme))
        painter.setPen(QPen(theme.color("line"), 1))
        for value in self._ticks:
            y = round(view.y(value))
            painter.drawLine(QPointF(view.left, y), QPointF(view.right, y))
        left, ground = round(view.left), round(view.bottom)
        painter.drawLine(QPointF(left, view.top), QPointF(left, ground))
        painter.drawLine(QPointF(left, ground), QPointF(view.right, ground))

    def _show_span(self, chart: Chart) -> None:
        """The periods in sight, and as much room behind them as the names at the ends need."""
        span = self.span
        width = max(1.0, float(self.width()))
        behind = 0.6
        if span.last == len(chart.periods) - 1:
            share = min(_MOST_BEHIND, (self.overlay.widest_name(chart) + 2 * _NAME_GAP) / width)
            behind = max(0.8, span.size * share / (1 - share))
        self.getPlotItem().setXRange(span.first - 0.6, span.last + behind, padding=0)
        self._axis(chart)

    def _marks(self, chart: Chart) -> None:
        style = Qt.PenStyle.DotLine
        pen = pg.mkPen(self._theme.color("line_strong"), width=self._thick(1), style=style)
        for mark in chart.marks:
            place = place_of(mark.day, chart.periods)
            self.getPlotItem().addItem(pg.InfiniteLine(place, angle=90, pen=pen))

    def _axis(self, chart: Chart) -> None:
        span = self.span
        steps = (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200)
        step = next((step for step in steps if span.size / step <= _MOST_TICKS), span.size)
        year = next(
            (n for n in range(span.first, span.last + 1) if _begins_year(chart.periods[n])),
            span.first,
        )
        first = span.first + (year - span.first) % step
        ticks = [
            (place, self._tick(chart.periods[place])) for place in range(first, span.last + 1, step)
        ]
        self.period_words = ticks

    def _tick(self, period: str) -> str:
        words = self._formats.period(period)
        return words if _begins_year(period) else words.split(" ")[0]

    # ------------------------------------------------------------------ the widget

    def event(self, event: QEvent) -> bool:
        """Another screen: pens are as thick as its pixels ask for."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.restyle()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The overlay stays as large as the plot."""
        super().resizeEvent(event)
        overlay = getattr(self, "overlay", None)  # Qt resizes before the overlay is made
        if overlay is not None:
            overlay.resize(self.size())
            if self.plotItem is not None and self._chart is not None and self._chart.periods:
                self._show_span(self._chart)


def _begins_year(period: str) -> bool:
    return period.endswith(("-01", "-Q1"))


def round_ticks(low: float, high: float) -> list[float]:
    """Four to eight round values between two."""
    span = (high - low) or max(abs(high), 1.0)
    power = 10.0 ** math.floor(math.log10(span))
    steps = (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5)
    step = next(s * power for s in steps if span / (s * power) <= _MOST_LINES)
    first = math.ceil(low / step)
    return [round(n * step, 10) for n in range(first, math.floor(high / step) + 1)]


def _numbers(values: tuple[Decimal | None, ...]) -> np.ndarray:
    return np.array([np.nan if value is None else float(value) for value in values])


def _range(lines: list[Line]) -> tuple[float, float]:
    known = [float(value) for line in lines for value in line.values if value is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _stacked_range(lines: list[Line]) -> tuple[float, float]:
    """How far the stacks reach below zero and above."""
    columns = zip(*(line.values for line in lines), strict=True)
    sums = [
        (
            sum(float(value) for value in column if value is not None and value < 0),
            sum(float(value) for value in column if value is not None and value > 0),
        )
        for column in columns
    ]
    if not sums:
        return 0.0, 1.0
    return min(0.0, *(low for low, _high in sums)), max(high for _low, high in sums) or 1.0


def _lonely(numbers: np.ndarray) -> np.ndarray:
    """Values between two gaps: a line cannot show them."""
    known = ~np.isnan(numbers)
    before = np.concatenate(([False], known[:-1]))
    after = np.concatenate((known[1:], [False]))
    lonely: np.ndarray = known & ~before & ~after
    return lonely
