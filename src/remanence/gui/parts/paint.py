"""What painted parts share: hairlines, rounded boxes, focus rings, texts that never lose digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

ELLIPSIS = "…"
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
CARD_RADIUS = 8.0
CONTROL_RADIUS = 6.0


def box(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor | None
) -> None:
    """A rounded box whose hairline lies on half-pixel centres."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1) if line else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    inset = 0.5 if line else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def hairline(painter: QPainter, start: QPointF, end: QPointF, color: QColor) -> None:
    """One device-independent pixel, without antialiasing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's own
    painter.setPen(QPen(color, 1))
    painter.drawLine(start, end)


def focus_ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float) -> None:
    """Two pixels of the focus colour around a control."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def fitted(text: str, font: QFont, width: float, *, figures: bool = False) -> str:
    """The text cut to a width with an ellipsis; figures lose their front, never their end."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) <= width:
        return text
    side = Qt.TextElideMode.ElideLeft if figures else Qt.TextElideMode.ElideRight
    return metrics.elidedText(text, side, width)


def advance(font: QFont, text: str) -> float:
    """Width of a text."""
    return QFontMetricsF(font).horizontalAdvance(text)
