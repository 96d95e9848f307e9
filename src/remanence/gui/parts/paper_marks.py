"""Marks of papers: nine shapes that differ without colour, drawn once for each look and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from remanence.app.documents import PaperRow
from remanence.gui.parts.paint import CENTRE, LEFT, advance, box, focus_ring, hairline
from remanence.gui.parts.pill import blank, paint_mark
from remanence.gui.parts.table_cells import CellPainter
from remanence.gui.words import _, mark

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

MARK_WORDS: Final = {
    "accepted": mark("accepted"),
    "received": mark("received, to check"),
    "requested": mark("asked for"),
    "missing": mark("missing, wanted now"),
    "rejected": mark("wrong: stops the stage"),
    "disagrees": mark("disagrees"),
    "unknown": mark("not known"),
    "not_needed": mark("not needed"),
    "later": mark("later"),
    "waived": mark("waived"),
}
"""What each mark says, in the key and to a screen reader."""

KEY: Final = tuple(one for one in MARK_WORDS if one not in ("later", "waived"))
"""The marks that the key explains; the others are words themselves."""

_SIDE: Final = 16
_WRITTEN: Final = frozenset({"later", "waived"})
_DRAWN: Final[dict[str, State]] = {
    "missing": "attention",
    "rejected": "blocked",
    "unknown": "unknown",
    "accepted": "done",
}


def mark_of_paper(theme: Theme, name: str, ratio: float, paper: str = "surface") -> QPixmap:
    """The mark on a surface of the token `paper`."""
    key = ("paper", name, ratio, paper)
    return theme.pixmap(key, lambda: _draw(theme, name, ratio, paper))


def _draw(theme: Theme, name: str, ratio: float, paper: str) -> QPixmap:
    side = theme.grown(_SIDE)
    pixmap = blank(side, side, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(1, 1, side - 2, side - 2)
    if name in _DRAWN:
        ink = theme.color("ready_mark" if name == "accepted" else f"{_DRAWN[name]}_mark")
        paint_mark(painter, rect, _DRAWN[name], ink, theme.color(paper))
    elif name == "received":
        _half(painter, rect, theme)
    elif name == "requested":
        painter.setPen(QPen(theme.color("line_strong"), 1.6))
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    else:
        _strokes(painter, rect, theme, name)
    painter.end()
    return pixmap


def _half(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A ring whose right half is filled."""
    ink = theme.color("accent_text")
    painter.setPen(QPen(ink, 1.6))
    ring = rect.adjusted(1, 1, -1, -1)
    painter.drawEllipse(ring)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPie(ring, -90 * 16, 180 * 16)


def _strokes(painter: QPainter, rect: QRectF, theme: Theme, name: str) -> None:
    """Unequal, or a dash where nothing is needed."""
    differs = name == "disagrees"
    painter.setPen(QPen(theme.color("blocked" if differs else "faint"), 1.7))
    middle, reach = rect.center(), rect.width() * (0.32 if differs else 0.2)
    heights = (-0.14, 0.14) if differs else (0.0,)
    for part in heights:
        y = middle.y() + part * rect.height()
        painter.drawLine(QPointF(middle.x() - reach, y), QPointF(middle.x() + reach, y))
    if differs:
        slope = rect.width() * 0.2
        painter.drawLine(
            QPointF(middle.x() - slope, middle.y() + 1.7 * slope),
            QPointF(middle.x() + slope, middle.y() - 1.7 * slope),
        )


class MarkPainter(CellPainter):
    """Cells of the grid: the mark in the middle; papers that disagree stand in a box."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground, mark, focus; headings of groups as in any table."""
        found = self._rows.rows[index.row()]
        if not isinstance(found, PaperRow):
            super().paint(painter, option, index)
            return
        theme, rect = self._theme, QRectF(option.rect)
        chosen = self._view.selectionModel().isSelected(index)
        paper = "selection" if chosen else "surface"
        painter.save()
        painter.fillRect(rect, theme.color(paper))
        low = rect.bottom() - 1
        hairline(
            painter, QPointF(rect.left(), low), QPointF(rect.right(), low), theme.color("line")
        )
        self._mark(painter, rect, found.mark(self._rows.columns[index.column()].key), paper)
        if self._view.hasFocus() and index == self._view.currentIndex():
            focus_ring(painter, rect.adjusted(2, 2, -2, -3), theme, 5)
        painter.restore()

    def _mark(self, painter: QPainter, rect: QRectF, name: str, paper: str) -> None:
        theme = self._theme
        if name in _WRITTEN:
            painter.setFont(theme.font("caption", 600 if name == "waived" else 400))
            painter.setPen(theme.color("muted"))
            painter.drawText(rect, CENTRE, _(MARK_WORDS[name]))
            return
        if name == "disagrees":
            inner = rect.adjusted(6, 5, -6, -6)
            box(painter, inner, 4, theme.color("blocked_soft"), theme.color("blocked_mark"))
            paper = "blocked_soft"
        side = theme.grown(_SIDE)
        pixmap = mark_of_paper(theme, name, self._view.devicePixelRatioF(), paper)
        place = QPointF(rect.center().x() - side / 2, rect.center().y() - side / 2)
        painter.drawPixmap(place, pixmap)


class MarkKey(QWidget):
    """What each mark means, in a row that wraps with its parent."""

    def __init__(self, theme: Theme, name: str) -> None:
        """One mark and its words."""
        super().__init__()
        self._theme, self._name = theme, name
        self.setAccessibleName(_(MARK_WORDS[name]))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        words = _(MARK_WORDS[self._name])
        width = self._theme.grown(_SIDE) + 6 + advance(self._font(), words) + 2
        self.setFixedSize(int(width), max(self._theme.grown(_SIDE), self._theme.height("caption")))
        self.update()

    def _font(self) -> QFont:
        return self._theme.font("caption")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark, words."""
        painter, side = QPainter(self), self._theme.grown(_SIDE)
        pixmap = mark_of_paper(self._theme, self._name, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, (self.height() - side) / 2), pixmap)
        painter.setFont(self._font())
        painter.setPen(self._theme.color("muted"))
        area = QRectF(side + 6, 0, self.width() - side - 6, self.height())
        painter.drawText(area, LEFT, _(MARK_WORDS[self._name]))


class MarkSign(QWidget):
    """One mark as a widget; its name is its word."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Show a mark; those that are words in the grid stand as a dash here."""
        super().__init__()
        self._theme = theme
        self._name = "not_needed" if name in _WRITTEN else name
        self.setAccessibleName(_(MARK_WORDS[name]))
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        side = self._theme.grown(_SIDE)
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        pixmap = mark_of_paper(self._theme, self._name, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPointF(0, 0), pixmap)
