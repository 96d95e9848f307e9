"""The sidebar: the firm, the pages with their counts, the state of the reference pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import CENTRE, CONTROL_RADIUS, LEFT, advance, box, fitted, focus_ring
from remanence.gui.parts.pill import mark_pixmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

WIDE, NARROW = 196, 56
_FIRM_HEIGHT = 46
_ICON = 18
_MARK = 14


def narrow_width(theme: Theme) -> int:
    """Width of the sidebar while it shows icons alone."""
    return NARROW - _ICON + theme.grown(_ICON)


class Entry(NamedTuple):
    """One page in the sidebar; `gap` leaves air above it."""

    page: str
    title: str
    icon: str
    gap: bool = False


class _PageButton(QAbstractButton):
    """A page."""

    def __init__(self, theme: Theme, entry: Entry) -> None:
        super().__init__()
        self._theme, self.entry, self.count = theme, entry, ""
        self.setText(entry.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One line and its air."""
        return QSize(narrow_width(self._theme) - 16, self._theme.height() + 14)

    def show_count(self, count: str) -> None:
        """Show how many things wait there."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground if on, icon, title, count."""
        painter = QPainter(self)
        theme, rect, on = self._theme, QRectF(self.rect()), self.isChecked()
        if on or self.underMouse():
            fill = theme.color("selection" if on else "line", 1.0 if on else 0.6)
            box(painter, rect, CONTROL_RADIUS, fill, None)
        if on:
            bar = QRectF(0, rect.center().y() - 8, 3, 16)
            box(painter, bar, 1.5, theme.color("accent_text"), None)
        tint = "accent_text" if on else "muted"
        side = theme.grown(_ICON)
        pixmap = icon_pixmap(theme, self.entry.icon, side, tint, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(12, rect.center().y() - side / 2), pixmap)
        if self.width() > narrow_width(theme):
            font = theme.font("body", 600 if on else 450)
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            left = side + 22
            room = rect.width() - left - (self._badge_width() + 12 if self.count else 8)
            words = fitted(self.text(), font, room)
            painter.drawText(QRectF(left, 0, room, rect.height()), LEFT, words)
            if self.count:
                self._badge(painter, rect)
        elif self.count:
            self._dot(painter, side)
        if self.hasFocus():
            focus_ring(painter, rect, theme, CONTROL_RADIUS)

    def _badge(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        width, height = self._badge_width(), max(18, theme.height("micro") + 2)
        top = rect.center().y() - height / 2
        badge = QRectF(rect.right() - width - 9, top, width, height)
        box(painter, badge, height / 2, theme.color("blocked_fill"), None)
        painter.setFont(self._badge_font())
        painter.setPen(theme.color("on_blocked"))
        painter.drawText(badge, CENTRE, self.count)

    def _badge_font(self) -> QFont:
        return self._theme.font("micro", 700, figures=True)

    def _badge_width(self) -> float:
        return max(22.0, advance(self._badge_font(), self.count) + 12)

    def _dot(self, painter: QPainter, side: int) -> None:
        """Without room for the number: that something waits."""
        dot = QRectF(12 + side - 3, self.height() / 2 - side / 2 - 3, 8, 8)
        box(painter, dot, 4, self._theme.color("blocked_fill"), None)


class _Firm(QAbstractButton):
    """The firm whose desk this is; switches workspaces."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.below = theme, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Two lines."""
        height = self._theme.height() + self._theme.height("micro") + 12
        return QSize(narrow_width(self._theme) - 16, max(_FIRM_HEIGHT, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The program's mark, the firm, its currency and country."""
        painter = QPainter(self)
        theme, height = self._theme, self.height()
        side = theme.grown(26)
        left = side + 18
        paint_emblem(painter, QRectF(8, (height - side) / 2, side, side), theme)
        if self.width() > narrow_width(theme):
            first, second = theme.font("body", 600), theme.font("micro")
            room = self.width() - left - 22
            lines = theme.height(), theme.height("micro")
            y = (height - sum(lines)) / 2
            painter.setFont(first)
            painter.setPen(theme.color("text"))
            name = fitted(self.text(), first, room)
            painter.drawText(QRectF(left, y, room, lines[0]), LEFT, name)
            painter.setFont(second)
            painter.setPen(theme.color("muted"))
            below = fitted(self.below, second, room + 10)
            painter.drawText(QRectF(left, y + lines[0], room + 10, lines[1]), LEFT, below)
            ratio = self.devicePixelRatioF()
            arrow = icon_pixmap(theme, "chevron-down", 14, "muted", ratio)
            painter.drawPixmap(QPointF(self.width() - 22, (height - 14) / 2), arrow)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), theme, CONTROL_RADIUS)


def paint_emblem(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The program's mark: a horseshoe magnet on the accent colour."""
    box(painter, rect, CONTROL_RADIUS, theme.color("accent"), None)
    side = rect.width() / 26
    left, right = rect.x() + 7.5 * side, rect.x() + 18.5 * side
    foot, turn = rect.y() + 19 * side, rect.y() + 12 * side
    path = QPainterPath(QPointF(left, foot))
    path.lineTo(left, turn)
    path.arcTo(QRectF(left, turn - 5.5 * side, 11 * side, 11 * side), 180, -180)
    path.lineTo(right, foot)
    flat = Qt.PenCapStyle.FlatCap
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("on_accent"), 2.4 * side, Qt.PenStyle.SolidLine, flat))
    painter.drawPath(path)
    poles = theme.color("attention_soft") if theme.mode == "light" else theme.color("attention")
    painter.setPen(QPen(poles, 2.4 * side, Qt.PenStyle.SolidLine, flat))
    for x in (left, right):
        painter.drawLine(QPointF(x, foot - 2.6 * side), QPointF(x, foot))


class _Pack(QAbstractButton):
    """The reference pack in use and how sure it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.state: State = "unknown"
        self.below = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Two small lines."""
        height = self._theme.height("caption") + self._theme.height("micro") + 10
        return QSize(narrow_width(self._theme) - 16, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hairline, mark, two lines."""
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(QRectF(8, 0, self.width() - 16, 1), theme.color("line"))
        if not self.text():
            return  # not read yet
        lines = theme.height("caption"), theme.height("micro")
        ratio = self.devicePixelRatioF()
        side = theme.grown(_MARK)
        left = side + 18
        pixmap = mark_pixmap(theme, self.state, side, ratio, "sidebar")
        painter.drawPixmap(QPointF(9, 8 + (lines[0] - side) / 2), pixmap)
        if self.width() > narrow_width(theme):
            first, second = theme.font("caption", 600), theme.font("micro")
            room = self.width() - left - 6
            painter.setFont(first)
            painter.setPen(theme.color("text"))
            painter.drawText(
                QRectF(left, 8, room, lines[0]), LEFT, fitted(self.text(), first, room)
            )
            painter.setFont(second)
            painter.setPen(theme.color("muted"))
            below = QRectF(left, 8 + lines[0], room, lines[1])
            painter.drawText(below, LEFT, fitted(self.below, second, room))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(0, 2, 0, 0), theme, CONTROL_RADIUS)


class Sidebar(QWidget):
    """Pages in their order; `chosen` gives the page, `firm_asked` and `pack_asked` the rest."""

    chosen = Signal(object)
    firm_asked = Signal()
    pack_asked = Signal()

    def __init__(self, theme: Theme, entries: Sequence[Entry], foot: Sequence[Entry]) -> None:
        """Build the entries, those of `foot` at the bottom."""
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, _PageButton] = {}
        self._narrow = False
        self._firm, self._pack = _Firm(theme), _Pack(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 10)
        layout.setSpacing(2)
        layout.addWidget(self._firm)
        layout.addSpacing(6)
        for entry in entries:
            self._add(layout, entry)
        layout.addStretch(1)
        layout.addWidget(self._pack)
        for entry in foot:
            self._add(layout, entry)
        self._set_width()
        theme.changed.connect(self._set_width)
        self._firm.clicked.connect(self.firm_asked)
        self._pack.clicked.connect(self.pack_asked)
        theme.changed.connect(self.update)

    def show_page(self, page: str) -> None:
        """Mark a page as the one shown."""
        for name, button in self._buttons.items():
            button.setChecked(name == page)

    def show_count(self, page: str, count: int) -> None:
        """Show how many things wait on a page; none shows nothing."""
        self._buttons[page].show_count(f"{count:,}" if count else "")

    def firm_corner(self) -> QPoint:
        """Where a menu below the firm's name begins."""
        return self._firm.geometry().bottomLeft()

    def show_firm(self, name: str, below: str) -> None:
        """Name the firm."""
        self._firm.setText(name)
        self._firm.below = below
        self._firm.setAccessibleName(f"{name}, {below}")
        self._firm.setToolTip(name)
        self._firm.update()

    def show_pack(self, state: State, words: str, below: str) -> None:
        """Name the pack and how sure its rules are."""
        self._pack.state, self._pack.below = state, below
        self._pack.setText(words)
        self._pack.setAccessibleName(f"{words}, {below}")
        self._pack.setToolTip(f"{words}, {below}")
        self._pack.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or icons and words."""
        self._narrow = narrow
        self._set_width()
        for button in self._buttons.values():
            button.setToolTip(button.text() if narrow else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and the line to the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sidebar"))
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, self._theme.color("line"))

    def _set_width(self) -> None:
        wide = max(WIDE, 10 * self._theme.height())
        self.setFixedWidth(narrow_width(self._theme) if self._narrow else wide)

    def _add(self, layout: QVBoxLayout, entry: Entry) -> None:
        if entry.gap:
            layout.addSpacing(10)
        button = self._buttons[entry.page] = _PageButton(self._theme, entry)
        button.clicked.connect(lambda _on: self.chosen.emit(entry.page))
        layout.addWidget(button)
