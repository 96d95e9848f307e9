"""What is seen while an answer is awaited: nothing, then the old content dimmed, then bare rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from remanence.gui.parts.paint import CENTRE, box

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

_DIM_AFTER = 150
_ROWS_AFTER = 1000
_WIDTHS = (0.34, 0.22, 0.28, 0.3, 0.2, 0.26)


class Veil(QWidget):
    """Lies over a part of a page; `begin` and `end` frame the waiting."""

    def __init__(self, theme: Theme, over: QWidget, ground: str = "surface") -> None:
        """Cover `over`, whose ground is a token, whenever something is awaited."""
        super().__init__(over)
        self._over = over
        self._ground = ground
        self._theme = theme
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dim, self._bare = QTimer(self), QTimer(self)
        for timer, deed in ((self._dim, self.show_dimmed), (self._bare, self.show_rows)):
            timer.setSingleShot(True)
            timer.timeout.connect(deed)
        self._rows = False
        self.hide()

    def begin(self, words: str) -> None:
        """Something is awaited: say what, once it takes long."""
        self._words = words
        self._dim.start(_DIM_AFTER)
        self._bare.start(_ROWS_AFTER)

    def end(self) -> None:
        """It came."""
        self._dim.stop()
        self._bare.stop()
        self._rows = False
        self.hide()

    def show_dimmed(self) -> None:
        """Dim what is below."""
        self.resize(self._over.size())
        self.raise_()
        self.show()

    def show_rows(self) -> None:
        """Show bare rows and the words."""
        self._rows = True
        self.show_dimmed()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim, or bare rows, as large as what is covered has become."""
        if self.size() != self._over.size():
            self.resize(self._over.size())
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.color(self._ground, 1.0 if self._rows else 0.55))
        if not self._rows:
            return
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font())
        top = theme.row_height
        painter.drawText(QRectF(0, 0, self.width(), top), CENTRE, self._words)
        for place in range(self.height() // top):
            width = (self.width() - 48) * _WIDTHS[place % len(_WIDTHS)]
            bar = QRectF(24, top * (place + 1) + top / 2 - 6, width, 12)
            box(painter, bar, 4, theme.color("sunken"), None)
