"""The list of the palette: headings of groups, lines with a name, a note, a key or a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from remanence.gui.offers import Offer, group_words
from remanence.gui.parts.paint import CONTROL_RADIUS, LEFT, RIGHT, advance, box, fitted
from remanence.gui.parts.scroll import slim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from remanence.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_SIDE: Final = 16
_SEEN: Final = 12


class _Lines(QAbstractListModel):
    """Headings are texts, lines are offers."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Offer | str] = []

    def show(self, offers: Sequence[Offer]) -> None:
        words, group = group_words(), ""
        self.beginResetModel()
        self.lines = []
        for offer in offers:
            if offer.group != group:
                group = offer.group
                self.lines.append(words[group])
            self.lines.append(offer)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line if isinstance(line, str) else _read_aloud(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Offer):
            return line.reason or line.note
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _read_aloud(offer: Offer) -> str:
    return ", ".join(filter(None, (offer.words, offer.note, offer.shortcut, offer.reason)))


class _Painter(QStyledItemDelegate):
    """Paints headings and lines."""

    def __init__(self, theme: Theme, lines: _Lines, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._lines, self._view = theme, lines, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._theme
        if isinstance(self._lines.lines[index.row()], str):
            return QSize(100, theme.height("micro") + 13)
        return QSize(100, theme.height() + 11)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, rect = self._lines.lines[index.row()], QRectF(option.rect)
        painter.save()
        if isinstance(line, str):
            painter.setFont(self._theme.font("micro", 600))
            painter.setPen(self._theme.color("muted"))
            painter.drawText(rect.adjusted(_SIDE, 5, -_SIDE, 0), LEFT, line)
        else:
            self._offer(painter, rect, line, chosen=index == self._view.currentIndex())
        painter.restore()

    def _offer(self, painter: QPainter, rect: QRectF, offer: Offer, *, chosen: bool) -> None:
        theme = self._theme
        if chosen:
            box(painter, rect.adjusted(6, 0, -6, 0), CONTROL_RADIUS, theme.color("selection"), None)
            bar = QRectF(rect.x() + 6, rect.center().y() - 7, 3, 14)
            box(painter, bar, 1.5, theme.color("accent_text"), None)
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        inner.setRight(self._right(painter, inner, offer))
        font = theme.font("body", 500)
        words = fitted(offer.words, font, inner.width())
        painter.setFont(font)
        painter.setPen(theme.color("muted" if offer.reason else "text"))
        painter.drawText(inner, LEFT, words)
        x = inner.x() + advance(font, words) + 10
        if offer.note and inner.right() - x > theme.height():
            small = theme.font("caption")
            painter.setFont(small)
            painter.setPen(theme.color("muted"))
            room = inner.right() - x
            painter.drawText(QPointF(x, self._baseline(rect)), fitted(offer.note, small, room))

    def _baseline(self, rect: QRectF) -> float:
        """Small words stand on the line of the large ones."""
        metrics = QFontMetricsF(self._theme.font("body", 500))
        return rect.center().y() + (metrics.ascent() - metrics.descent()) / 2

    def _right(self, painter: QPainter, rect: QRectF, offer: Offer) -> float:
        """Why it cannot be had, or its key; gives where the words must end."""
        theme = self._theme
        said = offer.reason or offer.shortcut.replace("+", " ")
        if not said:
            return rect.right()
        font = theme.font("caption") if offer.reason else theme.font("micro", 500)
        said = fitted(said, font, rect.width() * 0.62)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        painter.drawText(rect, RIGHT, said)
        return rect.right() - advance(font, said) - 14


class OfferList(QListView):
    """Offers in groups; headings are passed over. `chosen` comes by a click."""

    chosen = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._theme = theme
        self._moved = False
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(theme, self._lines, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(group_words()["go"])
        self.viewport().setAutoFillBackground(False)
        slim(theme, self)
        self.clicked.connect(lambda index: self.chosen.emit(self._offer_at(index)))

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these; the line that was current stays so, else the first one is."""
        before = self.current()
        self._lines.show(offers)
        rows = [n for n, line in enumerate(self._lines.lines) if isinstance(line, Offer)]
        same = [n for n in rows if before and self._key(n) == before.key]
        if rows:
            self._go((same if self._moved and same else rows)[0])
        else:
            self.pointed.emit(None)

    def begin(self) -> None:
        """Other words: the first line is current again."""
        self._moved = False

    def step(self, step: int) -> None:
        """Go down or up, round at the ends, headings passed over."""
        rows = [n for n, line in enumerate(self._lines.lines) if isinstance(line, Offer)]
        if not rows:
            return
        here = self.currentIndex().row()
        place = rows.index(here) if here in rows else 0
        self._moved = True
        last = len(rows) - 1
        far = abs(step) > 1
        self._go(rows[min(max(place + step, 0), last) if far else (place + step) % len(rows)])

    def current(self) -> Offer | None:
        """The line that Enter takes."""
        return self._offer_at(self.currentIndex())

    def wanted_height(self) -> int:
        """Height of what there is, of a dozen lines at the most."""
        delegate, option = self.itemDelegate(), QStyleOptionViewItem()
        heights = [
            delegate.sizeHint(option, self._lines.index(n, 0)).height()
            for n in range(min(len(self._lines.lines), _SEEN + 4))
        ]
        return sum(heights) + 4

    def _go(self, row: int) -> None:
        index = self._lines.index(row, 0)
        self.setCurrentIndex(index)
        first = row == 1
        self.scrollTo(self._lines.index(0, 0) if first else index)
        self.pointed.emit(self.current())

    def _key(self, row: int) -> str:
        line = self._lines.lines[row]
        return line.key if isinstance(line, Offer) else ""

    def _offer_at(self, index: Index) -> Offer | None:
        if not index.isValid():
            return None
        line = self._lines.lines[index.row()]
        return line if isinstance(line, Offer) else None
