"""Conditions as chips in one row; what has no room is behind "+2"."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.paint import LEFT, advance, box, fitted, focus_ring
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.conditions import Condition
    from remanence.gui.theme import Theme

_WIDEST = 240
_GAP = 6


class Chip(QAbstractButton):
    """One condition; a click, Enter or Delete takes it away."""

    def __init__(self, theme: Theme, title: str, words: str, parent: QWidget) -> None:
        """Name the column, then the condition in bold."""
        super().__init__(parent)
        self._theme, self._title, self._words = theme, title, words
        spoken = f"{title} {words}"
        self.setText(spoken)
        self.setAccessibleName(_("Filter: {condition}. Take it away").format(condition=spoken))
        self.setToolTip(_("{condition}: take this filter away").format(condition=spoken))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Words, a cross and sides."""
        theme = self._theme
        title, words = theme.font("caption"), theme.font("caption", 600)
        wide = advance(title, self._title) + advance(words, self._words) + 40
        return QSize(min(_WIDEST, math.ceil(wide)), theme.height("caption") + 9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pill, words, cross."""
        painter, theme, rect = QPainter(self), self._theme, QRectF(self.rect())
        fill = theme.color("sunken" if self.underMouse() else "accent_soft")
        box(painter, rect, rect.height() / 2, fill, None)
        title, words = theme.font("caption"), theme.font("caption", 600)
        shown = fitted(self._title, title, rect.width() / 2 - 10)
        painter.setFont(title)
        painter.setPen(theme.color("muted"))
        painter.drawText(rect.adjusted(10, 0, 0, 0), LEFT, shown)
        x = 10 + advance(title, shown) + 5
        room = rect.width() - x - 22
        painter.setFont(words)
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRectF(x, 0, room + 1, rect.height()), LEFT, fitted(self._words, words, room)
        )
        painter.drawText(
            QRectF(rect.width() - 19, 0, 14, rect.height()), LEFT, "\N{MULTIPLICATION SIGN}"
        )
        if self.hasFocus():
            focus_ring(painter, rect, theme, rect.height() / 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that take it away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
            self.click()
            return
        super().keyPressEvent(event)


class ChipRow(QWidget):
    """Chips side by side; `removed` gives the condition to be taken away."""

    removed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Begin without chips."""
        super().__init__()
        self._theme = theme
        self._conditions: list[Condition] = []
        self.chips: list[Chip] = []
        self._more: Button | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_conditions(self, conditions: Sequence[tuple[Condition, str]]) -> None:
        """Show conditions, each with the title of its column."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self._conditions = [condition for condition, _title in conditions]
        self.chips = [Chip(self._theme, t, c.words, self) for c, t in conditions]
        for chip, condition in zip(self.chips, self._conditions, strict=True):
            chip.clicked.connect(
                lambda _on=False, condition=condition: self.removed.emit(condition)
            )
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(40, self._theme.height("caption") + 11)

    def minimumSizeHint(self) -> QSize:
        """Room for "+2"."""
        return QSize(40 if self.chips else 0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        widths = [chip.sizeHint().width() for chip in self.chips]
        x, shown, more = 0, 0, 44
        for place, width in enumerate(widths):
            last = place == len(widths) - 1
            if x + width + (0 if last else _GAP + more) > self.width():
                break
            self.chips[place].setGeometry(x, 1, width, self.chips[place].sizeHint().height())
            x, shown = x + width + _GAP, shown + 1
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < shown)
        self._overflow(x, self._conditions[shown:])

    def _overflow(self, x: int, hidden: Sequence[Condition]) -> None:
        if self._more is not None:
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        if not hidden:
            return
        name = _("Filters that have no room here")
        more = Button(self._theme, f"+{len(hidden)}", "quiet", name=name, small=True)
        more.setParent(self)
        more.move(x, 0)
        more.resize(more.sizeHint().width(), self.height())
        more.clicked.connect(self._list_hidden)
        more.show()
        self._more = more

    def _list_hidden(self) -> None:
        menu = QMenu(self)
        for chip, condition in zip(self.chips, self._conditions, strict=True):
            if chip.isHidden():
                words = _("Take away: {condition}").format(condition=chip.text())
                action = menu.addAction(words)
                action.triggered.connect(
                    lambda _on=False, condition=condition: self.removed.emit(condition)
                )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            self._more.mapToGlobal(self._more.rect().bottomLeft()) if self._more else self.pos()
        )
