"""Buttons: plain, primary (one a page), quiet, and links; segments and tabs of which one is on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import CONTROL_RADIUS, LEFT, advance, box, fitted, focus_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.page import Why
    from remanence.gui.theme import Role, Theme

Kind = Literal["plain", "primary", "quiet", "link"]
_ICON = 16
_GAP = 6
_SIDE: dict[Kind, int] = {"plain": 12, "primary": 12, "quiet": 8, "link": 3}


class Button(QAbstractButton):
    """A button in one of four kinds; without words it needs a name for the screen reader."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: Kind = "plain",
        icon: str = "",
        name: str = "",
        *,
        small: bool = False,
    ) -> None:
        """Make a button; `name` is what a button with only an icon is called."""
        super().__init__()
        self._air = 7 if small else 11
        self._theme, self._kind, self._icon = theme, kind, icon
        self.reasons: Why | None = None  # what F1 explains while it has the focus
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for icon, words and sides; links are flat."""
        text = advance(self._font(), self.text()) if self.text() else 0
        icon = _ICON if self._icon else 0
        gap = _GAP if self._icon and self.text() else 0
        width = text + icon + gap + 2 * _SIDE[self._kind]
        height = self._theme.height() + (2 if self._kind == "link" else self._air)
        return QSize(math.ceil(width), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, focus ring."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        self._ground(painter, rect)
        token = self._token()
        x = float(_SIDE[self._kind])
        if self._icon:
            tint = "muted" if self._kind == "plain" and self.isEnabled() else token
            pixmap = icon_pixmap(self._theme, self._icon, _ICON, tint, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, (self.height() - _ICON) / 2), pixmap)
            x += _ICON + _GAP
        painter.setFont(self._font())
        painter.setPen(self._theme.color(token))
        room = self.width() - x - 2
        painter.drawText(
            QRectF(x, 0, room, self.height()), LEFT, fitted(self.text(), self._font(), room)
        )
        if self.hasFocus():
            focus_ring(painter, rect, self._theme, CONTROL_RADIUS)

    def _ground(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        over = self.underMouse() and self.isEnabled()
        if self._kind == "primary":
            fill = theme.color("accent" if self.isEnabled() else "sunken")
            box(painter, rect, CONTROL_RADIUS, fill, None)
            if over:
                box(painter, rect, CONTROL_RADIUS, theme.color("text", 0.10), None)
        elif self._kind == "plain":
            fill = theme.color("sunken" if self.isDown() or over else "surface")
            box(painter, rect, CONTROL_RADIUS, fill, theme.color("line_strong", 0.75))
        elif over and self._kind == "quiet":
            box(painter, rect, CONTROL_RADIUS, theme.color("sunken"), None)

    def _token(self) -> str:
        if not self.isEnabled():
            return "disabled"
        tokens = {"primary": "on_accent", "plain": "text", "link": "accent_text"}
        return tokens.get(self._kind, "muted")

    def _font(self) -> QFont:
        weight = 600 if self._kind == "primary" else 500
        return self._theme.font("body", weight)


class _Choice(QAbstractButton):
    """One of several of which one is on: a segment in a well, or a tab with a line below."""

    def __init__(self, theme: Theme, text: str, count: str, *, tab: bool) -> None:
        super().__init__()
        self._theme, self._tab, self.count = theme, tab, count
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.name_it()
        theme.changed.connect(self.updateGeometry)

    def name_it(self) -> None:
        """Call it by its words and its count."""
        self.setAccessibleName(f"{self.text()} {self.count}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The bold text decides, so that switching does not move the neighbours."""
        width = advance(self._theme.font(self._role(), 600), self.text()) + 20
        if self.count:
            width += advance(self._theme.font("caption"), self.count) + 6
        return QSize(math.ceil(width), self._theme.height() + (13 if self._tab else 5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground if on, words, count, focus ring."""
        painter = QPainter(self)
        theme, rect, on = self._theme, QRectF(self.rect()), self.isChecked()
        if self._tab and on:
            painter.fillRect(
                QRectF(8, rect.height() - 2, rect.width() - 16, 2), theme.color("accent_text")
            )
        elif on:
            fill = theme.color("raised" if theme.mode == "light" else "line")
            box(painter, rect, 5, fill, theme.color("line"))
        font = theme.font(self._role(), 600 if on else 500)
        painter.setFont(font)
        painter.setPen(theme.color("text" if on or self.underMouse() else "muted"))
        words = fitted(self.text(), font, rect.width() - 12)
        painter.drawText(rect.adjusted(10, 0, 0, 0), LEFT, words)
        x = 10 + advance(font, self.text()) + 6
        if self.count and x + advance(theme.font("caption"), self.count) <= rect.width():
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("muted"))
            painter.drawText(rect.adjusted(x, 0, 0, 0), LEFT, self.count)
        if self.hasFocus():
            focus_ring(painter, rect, theme, 5)

    def _role(self) -> Role:
        return "body" if self._tab else "caption"


class Choices(QWidget):
    """Segments or tabs; `chosen` gives the key of the one that is on."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, items: Sequence[tuple[str, str]], name: str, *, tabs: bool = False
    ) -> None:
        """Make one button for each (key, word); the first is on."""
        super().__init__()
        self._theme, self._tabs = theme, tabs
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Choice] = {}
        layout = QHBoxLayout(self)
        margin = 0 if tabs else 2
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(0)
        for key, word in items:
            button = _Choice(theme, word, "", tab=tabs)
            self._buttons[key] = button
            self._group.addButton(button)
            layout.addWidget(button)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit(self.key))
        next(iter(self._buttons.values())).setChecked(True)
        theme.changed.connect(self.update)

    @property
    def key(self) -> str:
        """The key that is on."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Turn one on, without a signal."""
        self._buttons[key].setChecked(True)

    def show_counts(self, counts: dict[str, str]) -> None:
        """Show a count behind each word."""
        for key, count in counts.items():
            self._buttons[key].count = count
            self._buttons[key].name_it()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The well of segments."""
        if not self._tabs:
            box(QPainter(self), QRectF(self.rect()), 7, self._theme.color("sunken"), None)
