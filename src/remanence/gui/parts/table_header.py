"""The header of a table: headings that sort, move and can be resized."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import LEFT, fitted, hairline
from remanence.gui.parts.table_cells import LEFT_SIDE, RIGHT_SIDE

if TYPE_CHECKING:
    from remanence.gui.theme import Theme


class Header(QHeaderView):
    """Headings in the muted tone; the one sorted by is bold with an arrow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make a horizontal header."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)

    def sizeHint(self) -> QSize:
        """As tall as its line and some air."""
        return QSize(super().sizeHint().width(), self._theme.height("caption") + 14)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Words, arrow, hairline below."""
        theme, model = self._theme, self.model()
        area = QRectF(rect)
        painter.save()
        painter.fillRect(area, theme.color("surface"))
        low = area.bottom() - 1
        hairline(
            painter, QPointF(area.left(), low), QPointF(area.right(), low), theme.color("line")
        )
        words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        side = model.headerData(
            logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        on = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        self._words(painter, area.adjusted(LEFT_SIDE, 0, -RIGHT_SIDE, 0), words, side=side, on=on)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sections, and the same ground behind the last of them."""
        super().paintEvent(event)
        end = self.length() - self.offset()
        rest = QRectF(end, 0, self.width() - end, self.height())
        if rest.width() > 0:
            painter = QPainter(self.viewport())
            painter.fillRect(rest, self._theme.color("surface"))
            low = rest.bottom() - 1
            start, stop = QPointF(rest.left(), low), QPointF(rest.right(), low)
            hairline(painter, start, stop, self._theme.color("line"))

    def _words(
        self, painter: QPainter, area: QRectF, words: str, *, side: object, on: bool
    ) -> None:
        theme = self._theme
        font = QFont(theme.font("caption", 600 if on else 500))
        right = isinstance(side, Qt.AlignmentFlag) and bool(side & Qt.AlignmentFlag.AlignRight)
        room = area.width() - (14 if on else 0)
        shown = fitted(words, font, room)
        width = QFontMetricsF(font).horizontalAdvance(shown)
        x = area.right() - width if right else area.left()
        if isinstance(side, Qt.AlignmentFlag) and side & Qt.AlignmentFlag.AlignHCenter:
            x = area.center().x() - width / 2
        painter.setFont(font)
        painter.setPen(theme.color("text" if on else "muted"))
        painter.drawText(QRectF(x, area.y(), width + 1, area.height()), LEFT, shown)
        if on:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            name = "chevron-down" if down else "chevron-up"
            pixmap = icon_pixmap(theme, name, 12, "text", self.devicePixelRatioF())
            place = x - 15 if right else x + width + 3
            painter.drawPixmap(QPointF(place, area.center().y() - 6), pixmap)
