"""Fields to fill in: one line of text, and one choice of many, in the look of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import CONTROL_RADIUS, LEFT, box, fitted, focus_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.theme import Theme


_ARROW: Final = 14


class TextField(QLineEdit):
    """One line of text; `settled` comes when it was changed and is left, or Enter is pressed.

    Escape brings back what stood there.
    """

    settled = Signal(object)

    def __init__(self, theme: Theme, name: str, hint: str = "") -> None:
        """Make an empty field; `name` is for a screen reader, `hint` stands while it is empty."""
        super().__init__()
        self._theme = theme
        self._was = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFrame(False)
        self.setTextMargins(8, 0, 8, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.returnPressed.connect(self._settle)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_value(self, text: str) -> None:
        """Show what is stored; what is being typed now is not touched."""
        if not (self.hasFocus() and self.isModified()):
            self._was = text
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was typed; otherwise it belongs to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._was:
            self.setText(self._was)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed counts when the field is left; a menu over it does not leave it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own text, our border around it."""
        super().paintEvent(event)
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hasFocus():
            focus_ring(painter, rect, self._theme, CONTROL_RADIUS)
        else:
            box(painter, rect, CONTROL_RADIUS, None, self._theme.color("line_strong", 0.75))

    def _settle(self) -> None:
        if self.text() != self._was:
            self._was = self.text()
            self.setModified(False)
            self.settled.emit(self.text())

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.height() + 11)


class Choice(QComboBox):
    """One of many; `picked` gives the key. The wheel turns it only while it has the focus."""

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, items: Sequence[tuple[str, str]]) -> None:
        """Offer (key, words) in this order."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.setMaxVisibleItems(14)
        for key, words in items:
            self.addItem(words, key)
        self.activated.connect(lambda place: self.picked.emit(self.itemData(place)))
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def key(self) -> str:
        """The key that is chosen."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose a key, without a signal; one that is not offered is added as it is."""
        place = self.findData(key)
        if place < 0:
            self.addItem(key, key)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change what is chosen."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is chosen in the look of our fields, with a mark that there are others."""
        painter = QPainter(self)
        theme, rect = self._theme, QRectF(self.rect())
        fill = theme.color("sunken" if self.underMouse() and self.isEnabled() else "surface")
        box(painter, rect, CONTROL_RADIUS, fill, theme.color("line_strong", 0.75))
        side = theme.grown(_ARROW)
        pixmap = icon_pixmap(theme, "chevron-down", side, "muted", self.devicePixelRatioF())
        painter.drawPixmap(QPointF(rect.right() - side - 9, (rect.height() - side) / 2), pixmap)
        room = rect.adjusted(10, 0, -side - 15, 0)
        painter.setFont(self.font())
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.drawText(room, LEFT, fitted(self.currentText(), self.font(), room.width()))
        if self.hasFocus():
            focus_ring(painter, rect, theme, CONTROL_RADIUS)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.height() + 11)
