"""What stands in a cell of a table: pills, marks, bars, one or two lines; and how wide that is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import LEFT, RIGHT, advance, fitted, focus_ring, hairline
from remanence.gui.parts.pill import mark_pixmap, pill_height, pill_pixmap, pill_width
from remanence.gui.row_model import Cell, RowModel

if TYPE_CHECKING:
    from remanence.gui.grouping import GroupRow
    from remanence.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

LEFT_SIDE: Final = 9
RIGHT_SIDE: Final = 6
SIDES: Final = LEFT_SIDE + RIGHT_SIDE
_MARK: Final = 16
_BAR: Final = 36


class CellPainter(QStyledItemDelegate):
    """Places what a cell shows; asks the model itself, a road through Qt would double the time."""

    def __init__(self, theme: Theme, view: QTableView, rows: RowModel[Any]) -> None:
        """Paint the rows of one view."""
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then pill or texts, then the ring of the focus."""
        theme = self._theme
        rect = QRectF(option.rect)
        chosen = self._view.selectionModel().isSelected(index)
        painter.save()
        self._ground(painter, rect, index, chosen=chosen)
        group = self._rows.group_at(index.row())
        if group is not None:
            self._heading(painter, rect, index, group)
        inner = rect.adjusted(LEFT_SIDE, 0, -RIGHT_SIDE, -1)
        column = self._rows.columns[index.column()]
        right = column.align == "right"
        if group is None or column.figure is not None:
            self._cell(painter, inner, self._cell_at(index), right=right, chosen=chosen)
        if self._view.hasFocus() and index == self._view.currentIndex():
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), theme, 4)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the cell wants to be."""
        width = cell_width(self._theme, self._cell_at(index))
        return QSize(width + SIDES, self._theme.row_height)

    def _cell_at(self, index: Index) -> Cell:
        return self._rows.cell(self._rows.rows[index.row()], index.column())

    def _ground(self, painter: QPainter, rect: QRectF, index: Index, *, chosen: bool) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("selection" if chosen else "surface"))
        bottom = rect.bottom() - 1
        start, end = QPointF(rect.left(), bottom), QPointF(rect.right(), bottom)
        hairline(painter, start, end, theme.color("line"))
        if chosen and self._view.horizontalHeader().visualIndex(index.column()) == 0:
            bar = QRectF(rect.x(), rect.y(), 3, rect.height() - 1)
            painter.fillRect(bar, theme.color("accent_text"))

    def _heading(self, painter: QPainter, rect: QRectF, index: Index, group: GroupRow) -> None:
        """The words of a group, over all cells from the first one up to a figure."""
        theme, header = self._theme, self._view.horizontalHeader()
        if not self._view.selectionModel().isSelected(index):
            painter.fillRect(rect.adjusted(0, 0, 0, -1), theme.color("sunken"))
        if self._rows.columns[index.column()].figure is not None:
            return
        left = LEFT_SIDE - header.offset()
        font = theme.font("body", 600, figures=True)
        painter.save()
        painter.setClipRect(rect)
        name = "chevron-down" if not group.closed else "chevron-up"
        pixmap = icon_pixmap(theme, name, 14, "muted", self._view.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.center().y() - 7), pixmap)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        area = QRectF(left + 20, rect.y(), advance(font, group.words) + 2, rect.height() - 1)
        painter.drawText(area, LEFT, group.words)
        painter.restore()

    def _cell(
        self, painter: QPainter, rect: QRectF, cell: Cell, *, right: bool, chosen: bool
    ) -> None:
        if cell.state and not cell.mark:
            self._pill(painter, rect, cell)
            return
        if cell.state:
            ratio = self._view.devicePixelRatioF()
            paper = "selection" if chosen else "surface"
            pixmap = mark_pixmap(self._theme, cell.state, _MARK, ratio, paper)
            painter.drawPixmap(QPointF(rect.x(), rect.center().y() - _MARK / 2), pixmap)
            rect = rect.adjusted(_MARK + 12, 0, 0, 0)
        if cell.share is not None:
            self._bar(painter, rect, cell)
            rect = rect.adjusted(0, 0, 0, -8)
        self._texts(painter, rect, cell, right=right, chosen=chosen)

    def _texts(
        self, painter: QPainter, rect: QRectF, cell: Cell, *, right: bool, chosen: bool
    ) -> None:
        theme, flags = self._theme, RIGHT if right else LEFT
        first = theme.font("body", cell.weight, figures=True)
        two = bool(cell.second) and theme.two_lines
        line = theme.height() if two else rect.height()
        top = rect.y() + (rect.height() - line - theme.height("caption")) / 2 if two else rect.y()
        painter.setFont(first)
        faint = cell.tone == "faint" and chosen
        painter.setPen(theme.color("muted" if faint else cell.tone))
        shown = fitted(cell.text, first, rect.width(), figures=right)
        painter.drawText(QRectF(rect.x(), top, rect.width(), line), flags, shown)
        if two:
            second = theme.font("caption", figures=True)
            painter.setFont(second)
            painter.setPen(theme.color("muted"))
            below = QRectF(rect.x(), top + line, rect.width(), theme.height("caption"))
            painter.drawText(below, flags, fitted(cell.second, second, rect.width(), figures=right))

    def _pill(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        theme, ratio = self._theme, self._view.devicePixelRatioF()
        assert cell.state is not None  # noqa: S101 - for the type checker; the caller asked
        pixmap = pill_pixmap(theme, cell.state, cell.text, ratio)
        top = rect.center().y() - pill_height(theme) / 2
        painter.drawPixmap(QPointF(rect.x() - 2, round(top)), pixmap)
        if cell.after:
            font = theme.font("caption")
            x = rect.x() - 2 + pill_width(theme, cell.text) + 6
            room = rect.right() - x + RIGHT_SIDE - 2
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            words = fitted(cell.after, font, room)
            painter.drawText(QRectF(x, rect.y(), room, rect.height()), LEFT, words)

    def _bar(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        theme = self._theme
        share = min(1.0, max(0.0, cell.share or 0.0))
        middle = rect.center().y()
        well = QRectF(rect.x(), round(middle + theme.height("caption") / 2) + 1, _BAR, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken" if theme.mode == "light" else "line"))
        painter.drawRoundedRect(well, 2, 2)
        well.setWidth(_BAR * share)
        painter.setBrush(theme.color("ready_mark" if share >= 1 else "attention_mark"))
        painter.drawRoundedRect(well, 2, 2)


def cell_width(theme: Theme, cell: Cell) -> int:
    """Width that a cell wants, its sides apart."""
    if cell.state and not cell.mark:
        behind = advance(theme.font("caption"), cell.after) + 6 if cell.after else 0
        return math.ceil(pill_width(theme, cell.text) + behind)
    first = advance(theme.font("body", cell.weight, figures=True), cell.text)
    second = advance(theme.font("caption", figures=True), cell.second) if cell.second else 0
    mark = _MARK + 12 if cell.mark else 0
    return math.ceil(max(first, second, _BAR if cell.share is not None else 0)) + mark + 1


def letters(cell: Cell) -> int:
    """Letters of the longest line of a cell."""
    return max(len(cell.text) + len(cell.after), len(cell.second))
