"""The table of a page: cells of two lines, pills copied from pixmaps, a header that sorts.

What a cell shows comes as a `Cell` from the model; the delegate only places it. Row heights are
uniform, widths are measured from the first rows, nothing is resized while the table lives but by
the user, whose widths, order, hidden columns and sorting are a `Layout`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar, cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
)

from remanence.gui.parts.cell_editor import CellDelegate
from remanence.gui.parts.paint import advance
from remanence.gui.parts.scroll import slim
from remanence.gui.parts.table_cells import SIDES, cell_width, letters
from remanence.gui.parts.table_header import Header
from remanence.gui.row_model import Cell, Column, RowModel
from remanence.gui.view_state import Layout

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtCore import QItemSelectionRange
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from remanence.gui.theme import Theme

__all__ = ["Header", "Table", "cell_width", "shared"]

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint

_ONE_LINE: Final = 16  # air of a row of one line
_MEASURED: Final = 200
_TRIED: Final = 16  # of each column the longest by letters: only these are measured in pixels
_WIDEST: Final = 260
_LEAST, _ENOUGH = 4, 7.5  # width of a column that stretches, in lines: at the least, and to be read


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


class Table(QTableView, Generic[R]):
    """A table over a `RowModel`.

    `opened` gives the row on Enter or double click, `went` the row that became current, `refused`
    why a typed text was not taken; `laid_out` tells that the user moved or resized columns.
    """

    one_line: ClassVar[bool] = False
    """Whether no cell has a second line: rows are lower then, whatever the density."""

    opened = Signal(object)
    went = Signal(object)
    refused = Signal(str)
    laid_out = Signal()

    def __init__(self, theme: Theme, model: RowModel[R], name: str) -> None:
        """Show the model under a name for the screen reader."""
        super().__init__()
        self._theme = theme
        self.rows = model
        self._painter = CellDelegate(theme, self, model)
        self._widths: dict[str, int] = {}
        self._own: dict[str, int] = {}  # widths that the user gave
        self._hidden = {column.key for column in model.columns if column.optional}
        self._arranging = True
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
        self.doubleClicked.connect(self._open)
        self._painter.refused.connect(self.refused.emit)
        header = self.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._back)
        model.rowsInserted.connect(lambda *_given: self.size_columns())
        self._arranging = False

    def restyle(self) -> None:
        """Heights and widths of the look in use."""
        self._set_heights()
        self.size_columns()
        self.viewport().update()

    def current_row(self) -> R | None:
        """The row that the keyboard stands on."""
        index = self.currentIndex()
        if not index.isValid() or self.rows.group_at(index.row()):
            return None
        return self.rows.rows[index.row()]

    def chosen_rows(self) -> list[R]:
        """The rows selected, from the top; headings of groups are none."""
        chosen = cast("Sequence[QItemSelectionRange]", self.selectionModel().selection())
        places = sorted({n for part in chosen for n in range(part.top(), part.bottom() + 1)})
        return [self.rows.rows[at] for at in places if self.rows.group_at(at) is None]

    def go_to(self, key: Hashable) -> bool:
        """Make a row current; False where the filter hides it."""
        place = self.rows.place(key)
        if place is None:
            return False
        column = max(0, self.currentIndex().column())
        if self.isColumnHidden(column):
            column = self.horizontalHeader().logicalIndex(0)
        self.setCurrentIndex(self.rows.index(place, column))
        return True

    def size_columns(self) -> None:
        """Give every column the width of its first rows; those that stretch share the rest."""
        if not self.rows.rows:
            return
        self._widths = self._measure(self.rows.rows[:_MEASURED])
        self._share_room()

    def layout_now(self) -> Layout:
        """How the columns stand."""
        header = self.horizontalHeader()
        keys = [self.rows.columns[header.logicalIndex(n)].key for n in range(header.count())]
        at = header.sortIndicatorSection()
        sort = self.rows.columns[at].key if 0 <= at < len(keys) else ""
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return Layout(tuple(keys), tuple(sorted(self._hidden)), dict(self._own), sort, down)

    def take_layout(self, layout: Layout) -> None:
        """Arrange the columns so; those it does not know stand at the end, as they come."""
        header = self.horizontalHeader()
        places = {column.key: place for place, column in enumerate(self.rows.columns)}
        self._arranging = True
        known = [key for key in layout.order if key in places]
        for place, key in enumerate([*known, *(key for key in places if key not in known)]):
            header.moveSection(header.visualIndex(places[key]), place)
        new = {c.key for c in self.rows.columns if c.optional and c.key not in known}
        self._hidden = {key for key in layout.hidden if key in places} | new
        if len(self._hidden) == len(places):
            self._hidden.clear()
        self._own = {key: width for key, width in layout.widths.items() if key in places}
        at = places.get(layout.sort, -1)
        order = Qt.SortOrder.DescendingOrder if layout.down else Qt.SortOrder.AscendingOrder
        if (at, order) != (header.sortIndicatorSection(), header.sortIndicatorOrder()):
            self.sortByColumn(at, order)
        self._arranging = False
        self.size_columns()

    def is_shown(self, key: str) -> bool:
        """Whether the user wants to see a column."""
        return key not in self._hidden

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if shown:
            self._hidden.discard(key)
        elif len(self._hidden) + 1 < len(self.rows.columns):
            self._hidden.add(key)
        self.size_columns()
        self.laid_out.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space selects, Ctrl+D fills down; Left and Right fold groups."""
        key, control = event.key(), Qt.KeyboardModifier.ControlModifier
        group = self.rows.group_at(self.currentIndex().row())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space and event.modifiers() in (
            control,
            Qt.KeyboardModifier.NoModifier,
        ):
            self._turn(group)
        elif key == Qt.Key.Key_D and event.modifiers() == control:
            self.fill_down()
        elif group is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.rows.fold(group.name, closed=key == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the heading of a group folds it."""
        super().mouseReleaseEvent(event)
        group = self.rows.group_at(self.indexAt(event.position().toPoint()).row())
        if group is not None and event.button() == Qt.MouseButton.LeftButton:
            self.rows.fold(group.name, closed=not group.closed)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Tab goes to the next cell that can be edited."""
        step = {Hint.EditNextItem: 1, Hint.EditPreviousItem: -1}.get(hint)
        super().closeEditor(editor, Hint.NoHint if step else hint)
        follower = self._editable(step) if step else None
        if follower is not None:
            self.setCurrentIndex(follower)
            self.edit(follower)

    def fill_down(self) -> None:
        """The text of the current cell into the same column of all chosen rows, at once."""
        index = self.currentIndex()
        edit = self.rows.columns[index.column()].edit if index.isValid() else None
        first = self.current_row()
        rows = [row for row in self.chosen_rows() if row is not first]
        if edit is None or first is None or not rows:
            return
        why = edit(rows, self._painter.text_of(index))
        if why:
            self.refused.emit(why)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which row became current; two rows are repainted for their rings."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            row = self.current_row()
            if row is not None:
                self.went.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room: the event tells the size of the viewport."""
        super().resizeEvent(event)
        self._room = event.size().width()
        self._share_room()

    def _open(self, index: Index) -> None:
        row = self.current_row()
        group = self.rows.group_at(index.row())
        if group is not None:
            self.rows.fold(group.name, closed=not group.closed)
        elif row is not None:
            self.opened.emit(row)

    def _turn(self, group: object) -> None:
        """Take the current row into the selection, or out of it."""
        index = self.currentIndex()
        if index.isValid() and group is None:
            flag = self.selectionModel().SelectionFlag
            self.selectionModel().select(index, flag.Toggle | flag.Rows)

    def _editable(self, step: int) -> QModelIndex | None:
        """The next cell that can be edited, in the order in which columns stand."""
        header, index = self.horizontalHeader(), self.currentIndex()
        shown = [header.logicalIndex(n) for n in range(header.count())]
        shown = [n for n in shown if self.rows.columns[n].edit and not self.isColumnHidden(n)]
        if not shown or index.column() not in shown:
            return None
        place = shown.index(index.column()) + step
        line = index.row() + place // len(shown)
        if not 0 <= line < len(self.rows.rows) or self.rows.group_at(line):
            return None
        return self.rows.index(line, shown[place % len(shown)])

    def _resized(self, place: int, _old: int, width: int) -> None:
        if not self._arranging and width:
            self._own[self.rows.columns[place].key] = width
            self.laid_out.emit()

    def _moved(self, *_places: int) -> None:
        if not self._arranging:
            self.laid_out.emit()

    def _settings(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _set_heights(self) -> None:
        one = self._theme.height() + _ONE_LINE
        height = min(one, self._theme.row_height) if self.one_line else self._theme.row_height
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().updateGeometry()

    def _measure(self, rows: Sequence[R]) -> dict[str, int]:
        theme, widths = self._theme, {}
        plain = [row for place, row in enumerate(rows) if self.rows.group_at(place) is None]
        for place, column in enumerate(self.rows.columns):
            if not self.is_shown(column.key):
                continue
            title = advance(theme.font("caption", 600), column.title)
            if column.fixed:
                widths[column.key] = max(theme.grown(column.fixed), math.ceil(title) + SIDES)
                continue
            ours = rows if column.figure else plain  # words of a group run over its neighbours
            cells = [self.rows.cell(row, place) for row in ours]
            longest = [*sorted(cells, key=letters)[-_TRIED:], Cell(column.room_for)]
            widest = max(cell_width(theme, cell) for cell in longest)
            widths[column.key] = min(_WIDEST, math.ceil(max(title, widest)) + 1) + SIDES
        return widths

    def _share_room(self) -> None:
        if not self._widths or not self._room:
            return
        header, columns, shown = self.horizontalHeader(), self.rows.columns, self._affordable()
        widths = {**self._widths, **self._own}
        stretch = [c for c in shown if c.stretch and c.key not in self._own]
        wanted = {column.key: widths[column.key] for column in stretch}
        fixed = sum(widths[column.key] for column in shown if column.key not in wanted)
        shares = shared(wanted, self._room - fixed, _LEAST * self._theme.height())
        self._arranging = True
        for place, column in enumerate(columns):
            self.setColumnHidden(place, column not in shown)
            if column in shown:
                header.resizeSection(place, shares.get(column.key, widths[column.key]))
        self._arranging = False

    def _affordable(self) -> list[Column[R]]:
        """The columns for which there is room: spare ones go, the last of them first."""
        shown = [column for column in self.rows.columns if column.key not in self._hidden]
        enough = _ENOUGH * self._theme.height()
        for column in reversed(shown.copy()):
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
