"""What lies over a plot in widget pixels: event numbers, names at line ends, the read-out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QStaticText
from PySide6.QtWidgets import QWidget

from remanence.gui.charts.lines import Chart, Line, named, place_of
from remanence.gui.charts.readout import read_out, shown_digits
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.charts.plot import LinePlot
    from remanence.gui.charts.readout import Reading, ReadOut
    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme

_BADGE: Final = 18
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_GAP: Final = 12
_WIDEST_NAME: Final = 200.0
_LOOKED_AT: Final = 240  # points of a line that the read-out keeps clear of


class Overlay(QWidget):
    """Painted over the plot; takes no pointer."""

    def __init__(self, theme: Theme, formats: Formats, plot: LinePlot) -> None:
        """Lie over a plot."""
        super().__init__(plot)
        self._theme, self.formats, self._plot = theme, formats, plot
        self._chart: Chart | None = None
        self._ends: dict[int, float] = {}
        self._texts: dict[str, QStaticText] = {}
        self._font: QFont | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_chart(self, chart: Chart | None, ends: dict[int, float]) -> None:
        """Belong to a chart; `ends` are the last values by line."""
        self._chart, self._ends = chart, ends
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Badges, ends, crosshair, read-out."""
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scales(painter)
        self._badges(painter, self._chart)
        self._names(painter, self._chart)
        if self._plot.place is not None:
            self._crosshair(painter, self._chart, self._plot.place)
            self._read_out(painter, self._chart, self._plot.place)
        if self._plot.band is not None:
            self._band(painter, *self._plot.band)
        if self._plot.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _scales(self, painter: QPainter) -> None:
        """The figures at the left and the periods below."""
        theme, plot = self._theme, self._plot
        view = plot.view()
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("muted"))
        for value, words in plot.scale_words:
            text = self._text(words)
            size = text.size()
            at = QPointF(view.left - 6 - size.width(), view.y(value) - size.height() / 2)
            painter.drawStaticText(at, text)
        for place, words in plot.period_words:
            x = view.x(place)
            if view.left <= x <= view.right:
                text = self._text(words)
                painter.drawStaticText(QPointF(x - text.size().width() / 2, view.bottom + 5), text)

    def _text(self, words: str) -> QStaticText:
        """Words laid out once in the font of scales."""
        font = self._theme.font("micro")
        if font != self._font:
            self._texts.clear()
            self._font = font
        made = self._texts.get(words)
        if made is None:
            made = self._texts[words] = QStaticText(words)
            made.prepare(font=font)
        return made

    def _band(self, painter: QPainter, start: float, end: float) -> None:
        """The periods that a drag will show."""
        area = QRectF(min(start, end), 2, abs(end - start), self._bottom() - 2)
        painter.fillRect(area, self._theme.color("focus", 0.14))
        painter.setPen(QPen(self._theme.color("focus"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _badges(self, painter: QPainter, chart: Chart) -> None:
        theme = self._theme
        painter.setFont(theme.font("micro", 700))
        last_x, row, span = -100.0, 0, self._plot.span
        for mark in chart.marks:
            place = place_of(mark.day, chart.periods)
            if place is None or not span.first - 0.6 <= place <= span.last + 0.6:
                continue
            x = self._plot.position(place, 0.0)[0]
            row = 1 - row if x - last_x < _BADGE + 1 else 0
            last_x = x
            badge = QRectF(x - _BADGE / 2, 6 + row * (_BADGE + 2), _BADGE, _BADGE)
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.setBrush(theme.color("raised"))
            painter.drawEllipse(badge)
            painter.setPen(theme.color("text"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(mark.number))

    def _names(self, painter: QPainter, chart: Chart) -> None:
        """Name and value at the end of each line, moved apart where they would touch.

        Where the end is not in sight, the legend and the read-out name the lines.
        """
        if self._plot.span.last < len(chart.periods) - 1:
            return
        theme = self._theme
        font, height = theme.font("micro", 600, figures=True), theme.height("micro")
        x = self._plot.position(self._plot.span.last + (0.4 if chart.stacked else 0), 0.0)[0] + 6
        wanted = sorted(
            (self._plot.position(0, end)[1], number)
            for number, end in self._ends.items()
            if end == end
        )
        fitting = max(1, int((self._bottom() - height) / height))
        if len(wanted) > fitting:  # the legend still names those for which there is no room
            kept = sorted(number for _middle, number in wanted)[:fitting]
            wanted = [one for one in wanted if one[1] in kept]
        painter.setFont(font)
        places = apart([middle for middle, _number in wanted], height, self._bottom() - height / 2)
        for y, (_middle, number) in zip(places, wanted, strict=True):
            line = chart.lines[number]
            words = self._name(chart, line)
            room = self.width() - x - 4
            area = QRectF(x, y - height / 2, room, height)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, int(room))
            ground = QRectF(area)
            ground.setWidth(painter.fontMetrics().horizontalAdvance(shown) + 4)
            painter.fillRect(ground, theme.color("surface", 0.85))
            painter.setPen(theme.color("text"))
            painter.drawText(area, _LEFT, shown)

    def widest_name(self, chart: Chart) -> float:
        """The width of the longest name and value at the end of a line."""
        metrics = QFontMetricsF(self._theme.font("micro", 600, figures=True))
        words = (self._name(chart, line) for line in chart.lines)
        return max((metrics.horizontalAdvance(name) for name in words), default=0.0)

    def _name(self, chart: Chart, line: Line) -> str:
        """Name and last value of a line; with its period where the line ends before the others."""
        words = (
            f"{named(line.key)} {self.formats.number(line.last, shown_digits(chart, line.last))}"
        )
        place = line.last_place
        if place is None or place == len(chart.periods) - 1:
            return words
        return f"{words}, {self.formats.period(chart.periods[place])}"

    def _crosshair(self, painter: QPainter, chart: Chart, place: int) -> None:
        theme = self._theme
        x = self._plot.position(place, 0.0)[0]
        painter.setPen(QPen(theme.color("text"), 2 if self._plot.pinned else 1))
        bottom = self._bottom()
        painter.drawLine(QPointF(round(x) + 0.5, 2), QPointF(round(x) + 0.5, bottom))
        for number in () if chart.stacked else self._ends:
            value = chart.lines[number].values[place]
            if value is not None:
                point = QPointF(*self._plot.position(place, float(value)))
                painter.setPen(QPen(theme.color("surface"), 2))
                painter.setBrush(self._plot.line_color(number))
                painter.drawEllipse(point, 4.5, 4.5)

    def _bottom(self) -> float:
        return self._plot.view().bottom

    def _read_out(self, painter: QPainter, chart: Chart, place: int) -> None:
        theme = self._theme
        said = read_out(chart, place, list(self._ends), self.formats)
        note = f"{said.note} · " + _("pinned") if self._plot.pinned else said.note
        said = said._replace(note=note)
        box = self._box(chart, place, said)
        painter.setPen(QPen(theme.color("line_strong", 0.6), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(box, 6, 6)
        line = theme.height("caption") + 3
        inner = box.adjusted(12, 8, -12, -8)
        area = QRectF(inner.x(), inner.y(), inner.width(), line)
        painter.setFont(theme.font("caption", 600))
        painter.setPen(theme.color("text"))
        painter.drawText(area, _LEFT, said.period)
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("muted"))
        painter.drawText(area, _RIGHT, said.note)
        for reading in said.rows:
            area = area.translated(0, line)
            self._row(painter, area, reading)
        if said.foot:
            painter.setFont(theme.font("micro"))
            painter.setPen(theme.color("muted"))
            painter.drawText(area.translated(0, line), _LEFT, said.foot)

    def _row(self, painter: QPainter, area: QRectF, reading: Reading) -> None:
        theme = self._theme
        if reading.number >= 0:
            color = self._plot.line_color(reading.number)
            dot = QRectF(area.x(), area.center().y() - 4.5, 9, 9)
            if reading.is_estimated:
                painter.setPen(QPen(color, 1.8))
                painter.setBrush(theme.color("raised"))
                painter.drawEllipse(dot.adjusted(0.9, 0.9, -0.9, -0.9))
            else:
                painter.fillRect(dot, color)
        painter.setFont(theme.font("caption", 600, figures=True))
        painter.setPen(theme.color("text"))
        painter.drawText(area, _RIGHT, reading.figure)
        left = painter.fontMetrics().horizontalAdvance(reading.figure) + 10
        if reading.orders:
            painter.setFont(theme.font("micro"))
            painter.setPen(theme.color("muted"))
            painter.drawText(area.adjusted(0, 0, -left, 0), _RIGHT, reading.orders)
            left += painter.fontMetrics().horizontalAdvance(reading.orders) + 10
        painter.setFont(theme.font("caption", 600 if reading.number < 0 else 400))
        painter.setPen(theme.color("text"))
        room = int(area.width() - 16 - left)
        name = painter.fontMetrics().elidedText(reading.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area.adjusted(16, 0, 0, 0), _LEFT, name)

    def _box(self, chart: Chart, place: int, said: ReadOut) -> QRectF:
        theme = self._theme
        strong = QFontMetricsF(theme.font("caption", 600, figures=True))
        names = QFontMetricsF(theme.font("caption", 600))
        small = QFontMetricsF(theme.font("micro"))
        wide = names.horizontalAdvance(said.period) + small.horizontalAdvance(said.note) + 14
        wide = max(wide, small.horizontalAdvance(said.foot))
        for reading in said.rows:
            name = min(_WIDEST_NAME, names.horizontalAdvance(reading.name))
            orders = small.horizontalAdvance(reading.orders) + 10 if reading.orders else 0
            figure = strong.horizontalAdvance(reading.figure) + 12
            wide = max(wide, 16 + name + orders + figure)
        count = len(said.rows) + 1 + bool(said.foot)
        height = count * (theme.height("caption") + 3) + 16
        return self._free(chart, self._plot.position(place, 0.0)[0], wide + 26, height)

    def _free(self, chart: Chart, x: float, width: float, height: float) -> QRectF:
        """The place beside the crosshair where it covers the fewest points of the lines."""
        left = [at for at in (x + _GAP, x - width - _GAP) if 0 <= at <= self.width() - width]
        low, high = 34.0, max(34.0, self._bottom() - height - 4)
        boxes = [
            QRectF(round(at) + 0.5, round(top) + 0.5, width, height)
            for at in left or [x + _GAP]
            for top in (low, high, (low + high) / 2)
        ]
        points = list(self._points(chart))
        return min(boxes, key=lambda box: sum(box.contains(point) for point in points))

    def _points(self, chart: Chart) -> Iterator[QPointF]:
        """Points along the lines in sight, those between two periods too."""
        span = self._plot.span
        step = max(1, span.size // _LOOKED_AT)
        for number in self._ends:
            before: QPointF | None = None
            for place in range(span.first, span.last + 1, step):
                value = chart.lines[number].values[place]
                point = value if value is None else self._pixel(place, value)
                if point is not None:
                    yield point
                if point is not None and before is not None:
                    yield (point + before) / 2
                before = point

    def _pixel(self, place: int, value: Decimal) -> QPointF:
        return QPointF(*self._plot.position(place, float(value)))


def apart(wanted: Sequence[float], step: float, lowest: float) -> list[float]:
    """Heights in their order, each at least a step below the one before, none below `lowest`."""
    places: list[float] = []
    for height in wanted:
        places.append(max(height, places[-1] + step) if places else height)
    limit = lowest
    for n in range(len(places) - 1, -1, -1):
        places[n] = min(places[n], limit)
        limit = places[n] - step
    return places
