"""Marks and pills of the five states, drawn once for each look and then copied.

Five silhouettes that differ without colour: disc with check, triangle with !, octagon with bar,
dashed ring with ?, bare check. Blocked is the only solid pill; unknown is outlined and dashed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from remanence.gui.parts.paint import LEFT, advance
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

_MARK: Final = 12
_BEFORE, _BETWEEN, _BEHIND = 8, 5, 9

STATE_WORDS: Final[dict[State, str]] = {
    "ready": "Ready",
    "attention": "Open",
    "blocked": "Blocked",
    "unknown": "Not known",
    "done": "Done",
}


def paint_mark(painter: QPainter, rect: QRectF, state: State, ink: QColor, paper: QColor) -> None:
    """Draw the mark of a state into a square; `paper` is the colour behind it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _MARKS[state](painter, rect, ink, paper)
    painter.restore()


def _at(rect: QRectF, *points: tuple[float, float]) -> QPolygonF:
    side = rect.width()
    return QPolygonF([QPointF(rect.x() + u * side, rect.y() + v * side) for u, v in points])


def _stroke(color: QColor, width: float) -> QPen:
    return QPen(
        color,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _ready(painter: QPainter, rect: QRectF, ink: QColor, paper: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_stroke(paper, rect.width() * 0.13))
    painter.drawPolyline(_at(rect, (0.28, 0.53), (0.44, 0.68), (0.73, 0.35)))


def _attention(painter: QPainter, rect: QRectF, ink: QColor, paper: QColor) -> None:
    painter.setPen(_stroke(ink, rect.width() * 0.1))
    painter.setBrush(ink)
    painter.drawPolygon(_at(rect, (0.5, 0.08), (0.97, 0.92), (0.03, 0.92)))
    painter.setPen(_stroke(paper, rect.width() * 0.13))
    painter.drawPolyline(_at(rect, (0.5, 0.38), (0.5, 0.60)))
    painter.drawPoints(_at(rect, (0.5, 0.79)))


def _blocked(painter: QPainter, rect: QRectF, ink: QColor, paper: QColor) -> None:
    low, high = 0.3, 0.7
    corners = ((low, 0), (high, 0), (1, low), (1, high), (high, 1), (low, 1), (0, high), (0, low))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(_at(rect, *corners))
    painter.setPen(_stroke(paper, rect.width() * 0.15))
    painter.drawPolyline(_at(rect, (0.27, 0.5), (0.73, 0.5)))


def _unknown(painter: QPainter, rect: QRectF, ink: QColor, _paper: QColor) -> None:
    side = rect.width()
    pen = QPen(ink, side * 0.11)
    pen.setDashPattern([1.7, 1.35])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = side * 0.06
    painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
    # The question mark is drawn, not written: no font decides how it looks.
    hook = QPainterPath(QPointF(rect.x() + 0.37 * side, rect.y() + 0.40 * side))
    hook.cubicTo(
        QPointF(rect.x() + 0.37 * side, rect.y() + 0.20 * side),
        QPointF(rect.x() + 0.64 * side, rect.y() + 0.20 * side),
        QPointF(rect.x() + 0.63 * side, rect.y() + 0.40 * side),
    )
    hook.quadTo(
        QPointF(rect.x() + 0.61 * side, rect.y() + 0.51 * side),
        QPointF(rect.x() + 0.50 * side, rect.y() + 0.60 * side),
    )
    painter.setPen(_stroke(ink, side * 0.11))
    painter.drawPath(hook)
    painter.setPen(_stroke(ink, side * 0.13))
    painter.drawPoints(_at(rect, (0.5, 0.76)))


def _done(painter: QPainter, rect: QRectF, ink: QColor, _paper: QColor) -> None:
    painter.setPen(_stroke(ink, rect.width() * 0.14))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_at(rect, (0.14, 0.55), (0.39, 0.78), (0.86, 0.25)))


_MARKS: Final = {
    "ready": _ready,
    "attention": _attention,
    "blocked": _blocked,
    "unknown": _unknown,
    "done": _done,
}


def mark_pixmap(theme: Theme, state: State, size: int, ratio: float, paper: str) -> QPixmap:
    """The mark of a state on a surface of the token `paper`."""
    key = ("mark", state, size, ratio, paper)
    return theme.pixmap(key, lambda: _draw_mark(theme, state, size, ratio, paper))


def blank(width: float, height: float, ratio: float) -> QPixmap:
    """A transparent pixmap of so many device-independent pixels."""
    pixmap = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _draw_mark(theme: Theme, state: State, size: int, ratio: float, paper: str) -> QPixmap:
    pixmap = blank(size, size, ratio)
    painter = QPainter(pixmap)
    inner = QRectF(0.5, 0.5, size - 1, size - 1)
    paint_mark(painter, inner, state, theme.color(f"{state}_mark"), theme.color(paper))
    painter.end()
    return pixmap


def pill_height(theme: Theme) -> int:
    """Height of a pill: its line and four pixels."""
    return max(20, theme.height("caption") + 2)


def pill_width(theme: Theme, word: str) -> int:
    """Width of a pill with a word."""
    text = advance(theme.font("caption", 600), word)
    return math.ceil(_BEFORE + theme.grown(_MARK) + _BETWEEN + text + _BEHIND)


def pill_pixmap(theme: Theme, state: State, word: str, ratio: float) -> QPixmap:
    """The pill of a state with a word of at most two."""
    key = ("pill", state, word, ratio)
    return theme.pixmap(key, lambda: _draw_pill(theme, state, word, ratio))


def _draw_pill(theme: Theme, state: State, word: str, ratio: float) -> QPixmap:
    width, height = pill_width(theme, word), pill_height(theme)
    pixmap = blank(width, height, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QRectF(0, 0, width, height)
    _ground(painter, ground, theme, state)
    solid = state == "blocked"
    words = theme.color("on_blocked" if solid else state)
    ink = words if state in ("blocked", "unknown", "done") else theme.color(f"{state}_mark")
    paper = theme.color("blocked_fill" if solid else f"{state}_soft")
    side = theme.grown(_MARK)
    mark = QRectF(_BEFORE, (height - side) / 2, side, side)
    paint_mark(painter, mark, state, ink, paper)
    painter.setFont(theme.font("caption", 600))
    painter.setPen(words)
    painter.drawText(ground.adjusted(_BEFORE + side + _BETWEEN, 0, 0, 0), LEFT, word)
    painter.end()
    return pixmap


def _ground(painter: QPainter, rect: QRectF, theme: Theme, state: State) -> None:
    if state == "done":
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("blocked_fill" if state == "blocked" else f"{state}_soft"))
    if state == "unknown":
        pen = QPen(theme.color("unknown_mark"), 1)
        pen.setDashPattern([3, 2.4])
        painter.setPen(pen)
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)


class Mark(QWidget):
    """The mark of a state as a widget; its name is the state's word."""

    def __init__(self, theme: Theme, state: State, size: int = 16, paper: str = "surface") -> None:
        """Make a mark that stands on the surface `paper`."""
        super().__init__()
        self._theme, self._size, self._paper = theme, size, paper
        self.state = state
        self.setAccessibleName(_(STATE_WORDS[state]))
        theme.changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        """As large as the text that it stands before."""
        size = self._theme.grown(self._size)
        self.setFixedSize(size, size)
        self.update()

    def show_state(self, state: State) -> None:
        """Show another state."""
        self.state = state
        self.setAccessibleName(_(STATE_WORDS[state]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the pixmap."""
        ratio = self.devicePixelRatioF()
        pixmap = mark_pixmap(self._theme, self.state, self.width(), ratio, self._paper)
        QPainter(self).drawPixmap(0, 0, pixmap)


class Pill(QWidget):
    """A state with its word."""

    def __init__(self, theme: Theme, state: State = "unknown", word: str = "") -> None:
        """Make a pill."""
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.show_state(state, word)

    def show_state(self, state: State, word: str) -> None:
        """Show another state."""
        self._state, self._word = state, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the pill is drawn."""
        return QSize(pill_width(self._theme, self._word), pill_height(self._theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the pixmap."""
        ratio = self.devicePixelRatioF()
        pixmap = pill_pixmap(self._theme, self._state, self._word, ratio)
        QPainter(self).drawPixmap(0, 0, pixmap)
