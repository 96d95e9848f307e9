"""A chart of lines: gaps as gaps, numbered events, names and values at the line's end, crosshair.

Colours and fonts come from the theme and are taken anew when it changes. The library's own menu
and buttons are off; what can be done stands on the page.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from remanence.gui.charts.lines import Chart, known_until, place_of
from remanence.gui.charts.overlay import Overlay
from remanence.gui.hatch import not_known
from remanence.gui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent

    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme

_FEW_POINTS: Final = 500
_MOST_TICKS: Final = 12
_MOST_LINES: Final = 7
_DASHES: Final = ((), (), (), (), (4, 3), (2, 2), (6, 2, 2, 2))
_TOP_ROOM: Final = 0.14
_MOST_BEHIND: Final = 0.4
_NAME_GAP: Final = 8

pg.setConfigOptions(antialias=True)


class LinePlot(pg.PlotWidget):  # type: ignore[misc]
    """Lines over periods. Arrow keys and pointer move the crosshair; `read` says where it is."""

    read = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(enableMenu=False)
        self._theme, self._formats = theme, formats
        self._chart: Chart | None = None
        self.place: int | None = None
        self.hidden: set[str] = set()
        self._items: list[object] = []
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setStyle(tickLength=0, tickTextOffset=6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.overlay = Overlay(theme, formats, self)
        theme.changed.connect(self.restyle)
        self.restyle()

    # ------------------------------------------------------------------ what pages call

    def show_chart(self, chart: Chart, formats: Formats | None = None) -> None:
        """Show a chart in place of the one before; `formats` if the day is another one."""
        self._chart = chart
        if formats is not None:
            self._formats = self.overlay.formats = formats
        self.place = None
        for widget in (self, self.viewport()):
            widget.setAccessibleName(_("Chart of landed cost, {unit}").format(unit=chart.unit))
        self._draw()

    def toggle(self, key: str) -> None:
        """Hide a line, or show it again."""
        self.hidden.symmetric_difference_update({key})
        self._draw()

    def restyle(self) -> None:
        """Take colours and fonts of the look in use; a closed plot has nothing to colour."""
        if self.plotItem is None:
            return
        theme = self._theme
        self.setBackground(theme.color("surface"))
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(pg.mkPen(theme.color("line")))
            axis.setTextPen(pg.mkPen(theme.color("muted")))
            axis.setTickFont(theme.font("micro"))
        self._draw()

    def go_to(self, place: int | None) -> None:
        """Put the crosshair on a period."""
        chart = self._chart
        if chart is None or not chart.periods:
            return
        if place is not None:
            place = min(len(chart.periods) - 1, max(0, place))
        self.place = place
        self.overlay.update()
        self.read.emit(place)

    def line_color(self, number: int) -> QColor:
        """The colour of the n-th line."""
        return self._theme.color(f"series.{number}")

    def position(self, place: float, value: float) -> tuple[float, float]:
        """Pixels of a period and value inside this widget."""
        point = self.getPlotItem().getViewBox().mapViewToScene(pg.Point(place, value))
        return point.x(), point.y()

    # ------------------------------------------------------------------ drawing

    def _draw(self) -> None:
        plot = self.getPlotItem()
        plot.clear()
        chart = self._chart
        if chart is None or not chart.periods:
            self.overlay.show_chart(None, {})
            return
        ends: dict[int, float] = {}
        for number, line in enumerate(chart.lines):
            if line.key not in self.hidden:
                ends[number] = self._line(number, line.values)
        self._ranges(chart)
        self._not_known(chart)
        self._marks(chart)
        self._axis(chart)
        self.overlay.show_chart(chart, ends)

    def _line(self, number: int, values: tuple[object, ...]) -> float:
        numbers = np.array([np.nan if value is None else float(value) for value in values])  # type: ignore[arg-type]
        width = 2 if len(values) <= _FEW_POINTS else 1
        pen = pg.mkPen(self.line_color(number), width=self._thick(width))
        if _DASHES[number % len(_DASHES)]:
            pen.setDashPattern(list(_DASHES[number % len(_DASHES)]))
        places = np.arange(len(values), dtype=float)
        self.plot(places, numbers, pen=pen, connect="finite")
        lonely = _lonely(numbers)
        if lonely.any():
            color = self.line_color(number)
            self.plot(
                places[lonely],
                numbers[lonely],
                pen=None,
                symbol="o",
                symbolSize=6,
                symbolBrush=color,
                symbolPen=pg.mkPen(color),
            )
        known = numbers[~np.isnan(numbers)]
        return float(known[-1]) if len(known) else float("nan")

    def _thick(self, pixels: float) -> float:
        """The width of a pen: the library counts pixels of the screen, not of the window."""
        return pixels * float(self.devicePixelRatioF())

    def _ranges(self, chart: Chart) -> None:
        shown = [line for line in chart.lines if line.key not in self.hidden]
        known = [float(value) for line in shown for value in line.values if value is not None]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        span = (high - low) or max(high, 1.0)
        plot = self.getPlotItem()
        bottom = low - 0.06 * span
        if low >= 0:
            bottom = max(0.0, bottom)  # an axis below nothing would show costs that cannot be
        plot.setYRange(bottom, high + _TOP_ROOM * span, padding=0)
        self._room_for_names(chart)
        ticks = round_ticks(bottom, high)
        plot.getAxis("left").setTicks([[(value, f"{value:g}") for value in ticks]])
        for value in ticks:
            pen = pg.mkPen(self._theme.color("line"), width=self._thick(1))
            line = pg.InfiniteLine(value, angle=0, pen=pen)
            line.setZValue(-30)
            plot.addItem(line)

    def _room_for_names(self, chart: Chart) -> None:
        """As much room behind the last period as the names at the line ends need."""
        count, width = len(chart.periods), max(1.0, float(self.width()))
        share = min(_MOST_BEHIND, (self.overlay.widest_name(chart) + 2 * _NAME_GAP) / width)
        behind = max(0.8, count * share / (1 - share))
        self.getPlotItem().setXRange(-0.6, count - 1 + behind, padding=0)

    def _not_known(self, chart: Chart) -> None:
        """Hatch what lies after the day of the verdicts."""
        begin, end = known_until(self._formats.today, chart.periods), 3.0 * len(chart.periods) + 9
        span = pg.LinearRegionItem((begin, end), movable=False, brush=not_known(self._theme))
        span.setZValue(-40)
        for edge in span.lines:
            edge.setPen(pg.mkPen(None))
        self.getPlotItem().addItem(span)

    def _marks(self, chart: Chart) -> None:
        style = Qt.PenStyle.DotLine
        pen = pg.mkPen(self._theme.color("line_strong"), width=self._thick(1), style=style)
        for mark in chart.marks:
            place = place_of(mark.day, chart.periods)
            self.getPlotItem().addItem(pg.InfiniteLine(place, angle=90, pen=pen))

    def _axis(self, chart: Chart) -> None:
        count = len(chart.periods)
        step = next(
            (step for step in (1, 2, 3, 4, 6, 12, 24) if count / step <= _MOST_TICKS), count
        )
        first = next(
            (n for n, period in enumerate(chart.periods) if period.endswith(("-01", "-Q1"))), 0
        )
        ticks = [
            (place, self._tick(chart.periods[place])) for place in range(first % step, count, step)
        ]
        self.getPlotItem().getAxis("bottom").setTicks([ticks])

    def _tick(self, period: str) -> str:
        words = self._formats.period(period)
        return words if period.endswith(("-01", "-Q1")) else words.split(" ")[0]

    # ------------------------------------------------------------------ pointer and keys

    def event(self, event: QEvent) -> bool:
        """Another screen: pens are as thick as its pixels ask for."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.restyle()
        return bool(super().event(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The crosshair goes to the nearest period."""
        super().mouseMoveEvent(event)
        view = self.getPlotItem().getViewBox()
        self.go_to(round(view.mapSceneToView(event.position()).x()))

    def leaveEvent(self, event: QEvent) -> None:
        """No crosshair without a pointer, unless the keyboard holds it."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.go_to(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home, End move the crosshair, Escape takes it away."""
        last = len(self._chart.periods) - 1 if self._chart else 0
        here = last if self.place is None else self.place
        places: dict[Qt.Key, int | None] = {
            Qt.Key.Key_Left: here - 1 if self.place is not None else last,
            Qt.Key.Key_Right: here + 1 if self.place is not None else last,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: None,
        }
        key = Qt.Key(event.key())
        if key in places and not (key == Qt.Key.Key_Escape and self.place is None):
            self.go_to(places[key])
            return
        QWidget.keyPressEvent(self, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The overlay stays as large as the plot."""
        super().resizeEvent(event)
        overlay = getattr(self, "overlay", None)  # Qt resizes before the overlay is made
        if overlay is not None:
            overlay.resize(self.size())
            if self.plotItem is not None and self._chart is not None and self._chart.periods:
                self._room_for_names(self._chart)


def round_ticks(low: float, high: float) -> list[float]:
    """Four to eight round values between two."""
    span = (high - low) or max(abs(high), 1.0)
    power = 10.0 ** math.floor(math.log10(span))
    steps = (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5)
    step = next(s * power for s in steps if span / (s * power) <= _MOST_LINES)
    first = math.ceil(low / step)
    return [round(n * step, 10) for n in range(first, math.floor(high / step) + 1)]


def _lonely(numbers: np.ndarray) -> np.ndarray:
    """Values between two gaps: a line cannot show them."""
    known = ~np.isnan(numbers)
    before = np.concatenate(([False], known[:-1]))
    after = np.concatenate((known[1:], [False]))
    lonely: np.ndarray = known & ~before & ~after
    return lonely
