"""The box of the heading that opens the palette: words and a key, or an icon without room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import CONTROL_RADIUS, LEFT, RIGHT, advance, box, fitted, focus_ring
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

_ICON: Final = 16
_WIDE: Final = 268
_KEY: Final = "Ctrl K"


class SearchBox(QAbstractButton):
    """Looks like a field and is a button: typing happens in the palette."""

    def __init__(self, theme: Theme) -> None:
        """Begin wide."""
        super().__init__()
        self._theme = theme
        self.setText(_("Search or do…"))
        self.setAccessibleName(_("Search or do something"))
        self.setToolTip(_("Search or do something ({key})").format(key=_KEY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def widths(self) -> tuple[int, int, int]:
        """As wide as it likes to be, as words alone, as an icon."""
        theme = self._theme
        words = advance(theme.font(), self.text()) + _ICON + 30
        key = advance(theme.font("micro", 500), _KEY) + 20
        return max(theme.grown(_WIDE), round(words + key)), round(words + key), self._height()

    def set_width(self, width: int) -> None:
        """Take one of `widths`."""
        self.setFixedWidth(width)
        self.update()

    def sizeHint(self) -> QSize:
        """The width that was set, one line high."""
        return QSize(self.width(), self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field with its icon, its hint and its key."""
        painter = QPainter(self)
        theme, rect = self._theme, QRectF(self.rect())
        fill = theme.color("sunken" if self.isDown() or self.underMouse() else "surface")
        box(painter, rect, CONTROL_RADIUS, fill, theme.color("line_strong", 0.75))
        small = self.width() <= self._height()
        x = (self.width() - _ICON) / 2 if small else 11
        ratio = self.devicePixelRatioF()
        pixmap = icon_pixmap(theme, "search", _ICON, "muted", ratio)
        painter.drawPixmap(QPointF(x, (self.height() - _ICON) / 2), pixmap)
        if not small:
            font, key = theme.font(), theme.font("micro", 500)
            room = rect.adjusted(x + _ICON + 8, 0, -11, 0)
            words = room.width() - advance(key, _KEY) - 8
            painter.setPen(theme.color("muted"))
            painter.setFont(font)
            painter.drawText(room, LEFT, fitted(self.text(), font, words))
            painter.setFont(key)
            painter.drawText(room, RIGHT, _KEY)
        if self.hasFocus():
            focus_ring(painter, rect, theme, CONTROL_RADIUS)

    def _height(self) -> int:
        return self._theme.height() + 11
