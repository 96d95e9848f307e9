"""A box to tick, in the colours of the theme: the one of the style is hardly seen in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from remanence.gui.parts.paint import LEFT, advance, box, focus_ring

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

_SIDE: Final = 16
_GAP: Final = 8
_RING: Final = 4


class Tick(QCheckBox):
    """Painted by hand; keys, clicks and what it says are Qt's own."""

    def __init__(self, theme: Theme, words: str) -> None:
        """Not ticked."""
        super().__init__(words)
        self._theme = theme
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Box, words, and room for the ring."""
        theme = self._theme
        width = theme.grown(_SIDE) + _GAP + advance(theme.font(), self.text()) + 2 * _RING + 1
        return QSize(int(width), max(theme.grown(_SIDE), theme.height()) + 2 * _RING)

    def hitButton(self, pos: object) -> bool:
        """Words tick too."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box with its check, then the words."""
        theme, side = self._theme, self._theme.grown(_SIDE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(_RING, (self.height() - side) / 2, side, side)
        on = self.isChecked()
        fill, line = ("accent", "accent") if on else ("surface", "line_strong")
        box(painter, place, 4, theme.color(fill), theme.color(line))
        if on:
            self._check(painter, place)
        if self.hasFocus():
            focus_ring(painter, place.adjusted(-3, -3, 3, 3), theme, 6)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        words = QRectF(self.rect()).adjusted(place.right() + _GAP, 0, 0, 0)
        painter.drawText(words, LEFT, self.text())

    def _check(self, painter: QPainter, place: QRectF) -> None:
        part, at = place.width(), place.topLeft()
        pen = QPen(QColor(Qt.GlobalColor.white), max(1.8, part / 9))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        points = [(0.24, 0.52), (0.43, 0.71), (0.77, 0.31)]
        painter.drawPolyline([at + QPointF(x * part, y * part) for x, y in points])
