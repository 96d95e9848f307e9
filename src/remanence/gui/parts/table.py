"""The table of a page: cells of two lines, pills copied from pixmaps, a header that sorts.

What a cell shows comes as a `Cell` from the model; the delegate only places it. Row heights are
uniform, widths are measured from the first rows, nothing is resized while the table lives.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import LEFT, RIGHT, advance, fitted, focus_ring, hairline
from remanence.gui.parts.pill import mark_pixmap, pill_height, pill_pixmap, pill_width
from remanence.gui.parts.scroll import slim
from remanence.gui.row_model import Cell, Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from remanence.gui.theme import Theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_LEFT_SIDE: Final = 9
_RIGHT_SIDE: Final = 6
_SIDES: Final = _LEFT_SIDE + _RIGHT_SIDE
_MEASURED: Final = 200
_TRIED: Final = 16  # of each column the longest by letters: only these are measured in pixels
_WIDEST: Final = 260
_LEAST, _ENOUGH = 4, 7.5  # width of a column that stretches, in lines: at the least, and to be read
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
        inner = rect.adjusted(_LEFT_SIDE, 0, -_RIGHT_SIDE, -1)
        right = self._rows.columns[index.column()].align == "right"
        self._cell(painter, inner, self._cell_at(index), right=right, chosen=chosen)
        if self._view.hasFocus() and index == self._view.currentIndex():
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), theme, 4)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the cell wants to be."""
        width = cell_width(self._theme, self._cell_at(index))
        return QSize(width + _SIDES, self._theme.row_height)

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
            room = rect.right() - x + _RIGHT_SIDE - 2
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


def _letters(cell: Cell) -> int:
    return max(len(cell.text) + len(cell.after), len(cell.second))


def shared(wanted: dict[str, int], room: int, least: int) -> dict[str, int]:
    """Room shared over columns: what lacks is taken from those that ask for more than a part."""
    shares: dict[str, int] = {}
    left = room
    for place, (key, width) in enumerate(sorted(wanted.items(), key=lambda item: item[1])):
        part = left // (len(wanted) - place)
        shares[key] = max(min(width, least), min(width, part))
        left -= shares[key]
    extra = max(0, left) // len(wanted) if wanted else 0
    return {key: width + extra for key, width in shares.items()}


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
        self._words(painter, area.adjusted(_LEFT_SIDE, 0, -_RIGHT_SIDE, 0), words, side=side, on=on)
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
        painter.setFont(font)
        painter.setPen(theme.color("text" if on else "muted"))
        painter.drawText(QRectF(x, area.y(), width + 1, area.height()), LEFT, shown)
        if on:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            name = "chevron-down" if down else "chevron-up"
            pixmap = icon_pixmap(theme, name, 12, "text", self.devicePixelRatioF())
            place = x - 15 if right else x + width + 3
            painter.drawPixmap(QPointF(place, area.center().y() - 6), pixmap)


class Table(QTableView, Generic[R]):
    """A table over a `RowModel`.

    `opened` gives the row on Enter or double click, `went` the row that became current.
    """

    opened = Signal(object)
    went = Signal(object)

    def __init__(self, theme: Theme, model: RowModel[R], name: str) -> None:
        """Show the model under a name for the screen reader."""
        super().__init__()
        self._theme = theme
        self.rows = model
        self._painter = CellPainter(theme, self, model)
        self._widths: dict[str, int] = {}
        self._held: Hashable = None
        self._room = 0  # width of the viewport; to ask Qt for that widget costs a first frame 40 ms
        self.setHorizontalHeader(Header(theme, self))
        slim(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self._settings()
        self._set_heights()
        self.size_columns()
        self.doubleClicked.connect(lambda index: self.opened.emit(model.rows[index.row()]))
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._back)
        model.rowsInserted.connect(lambda *_given: self.size_columns())

    def restyle(self) -> None:
        """Heights and widths of the look in use."""
        self._set_heights()
        self.size_columns()
        self.viewport().update()

    def current_row(self) -> R | None:
        """The row that the keyboard stands on."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def go_to(self, key: Hashable) -> bool:
        """Make a row current; False where the filter hides it."""
        place = self.rows.place(key)
        if place is None:
            return False
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.rows.index(place, column))
        return True

    def size_columns(self) -> None:
        """Give every column the width of its first rows; those that stretch share the rest."""
        if not self.rows.rows:
            return
        self._widths = self._measure(self.rows.rows[:_MEASURED])
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; everything else as tables do."""
        row = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which row became current; two rows are repainted for their rings."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.went.emit(self.rows.rows[current.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room: the event tells the size of the viewport."""
        super().resizeEvent(event)
        self._room = event.size().width()
        self._share_room()

    def _settings(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _set_heights(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.row_height)
        self.horizontalHeader().updateGeometry()

    def _measure(self, rows: Sequence[R]) -> dict[str, int]:
        theme, widths = self._theme, {}
        for place, column in enumerate(self.rows.columns):
            title = advance(theme.font("caption", 600), column.title)
            cells = [self.rows.cell(row, place) for row in rows]
            longest = [*sorted(cells, key=_letters)[-_TRIED:], Cell(column.room_for)]
            widest = max(cell_width(theme, cell) for cell in longest)
            widths[column.key] = min(_WIDEST, math.ceil(max(title, widest)) + 1) + _SIDES
        return widths

    def _share_room(self) -> None:
        if not self._widths or not self._room:
            return
        header, columns, shown = self.horizontalHeader(), self.rows.columns, self._affordable()
        wanted = {column.key: self._widths[column.key] for column in columns if column.stretch}
        fixed = sum(self._widths[column.key] for column in shown if not column.stretch)
        shares = shared(wanted, self._room - fixed, _LEAST * self._theme.height())
        for place, column in enumerate(columns):
            self.setColumnHidden(place, column not in shown)
            header.resizeSection(place, shares.get(column.key, self._widths[column.key]))

    def _affordable(self) -> list[Column[R]]:
        """The columns for which there is room: spare ones go, the last of them first."""
        shown, enough = list(self.rows.columns), _ENOUGH * self._theme.height()
        for column in reversed(self.rows.columns):
            wide = {c.key: self._widths[c.key] for c in shown}
            least = sum(min(wide[c.key], enough) if c.stretch else wide[c.key] for c in shown)
            if column.spare and least > self._room:
                shown.remove(column)
        return shown

    def _hold(self) -> None:
        row = self.current_row()
        self._held = self.rows.key(row) if row is not None else None

    def _back(self) -> None:
        self.size_columns()
        if self._held is not None:
            self.go_to(self._held)
