"""The field that filters a table while typing; Escape empties it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import CONTROL_RADIUS, box, focus_ring

if TYPE_CHECKING:
    from remanence.gui.theme import Theme


_ICON = 16
_INDENT = 26


class FilterField(QLineEdit):
    """Words, of which every one must stand in a row."""

    def __init__(self, theme: Theme, hint: str) -> None:
        """Make an empty field with a hint."""
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFrame(False)
        self.setMinimumWidth(210)
        self.setMaximumWidth(300)
        self.setTextMargins(_INDENT, 0, 0, 0)
        theme.changed.connect(self._restyle)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties; with nothing in it, it belongs to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own text on the surface, our border around it."""
        super().paintEvent(event)
        painter = QPainter(self)
        top = (self.height() - _ICON) / 2
        pixmap = icon_pixmap(self._theme, "search", _ICON, "muted", self.devicePixelRatioF())
        painter.drawPixmap(QPointF(9, top), pixmap)
        rect, line = QRectF(self.rect()), self._theme.color("line_strong", 0.75)
        if self.hasFocus():
            focus_ring(painter, rect, self._theme, CONTROL_RADIUS)
        else:
            box(painter, rect, CONTROL_RADIUS, None, line)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.height() + 10)
