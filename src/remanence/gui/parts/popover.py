"""A small window over what it belongs to; Escape or a click beside it closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from remanence.gui.parts.paint import CONTROL_RADIUS, box

if TYPE_CHECKING:
    from remanence.gui.theme import Theme


class Popover(QFrame):
    """A raised surface under a widget, over everything else."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Make it hidden; `name` is for a screen reader."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setAccessibleName(name)

    def show_below(self, widget: QWidget, first: QWidget) -> None:
        """Show it below a widget, inside the screen, the keyboard on its first field."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        area = widget.screen().availableGeometry()
        place.setX(max(area.left(), min(place.x(), area.right() - self.width())))
        place.setY(max(area.top(), min(place.y(), area.bottom() - self.height())))
        self.move(place)
        self.show()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and outline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("raised"))
        box(painter, QRectF(self.rect()), CONTROL_RADIUS, None, self._theme.color("line_strong"))
