"""The one table model: a list of rows and a tuple of columns; Python sorts and filters.

It holds all rows. A page shows the first rows before the first paint (`show`), the worker brings
the rest, and `show` again takes them in without losing selection or place. No proxy stands above:
it would ask for each value through Qt and knows neither decimals nor dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, Literal, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from remanence.gui.grouping import GroupRow, group_name, grouped, total
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from decimal import Decimal

    from remanence.gui.conditions import Condition
    from remanence.gui.grouping import Figure
    from remanence.gui.tokens import State

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ROW_ROLE: Final = Role.UserRole
CELL_ROLE: Final = Role.UserRole + 1

_SIDES: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
_NOWHERE: Final = QModelIndex()


class Cell(NamedTuple):
    """What one cell shows, made once a row and kept until the row changes.

    Attributes:
        text: first line.
        second: second line, left out in compact tables.
        state: with a state the text is the word of a pill (or the mark stands alone, see `mark`).
        after: words behind a pill.
        tone: token of the first line's colour.
        weight: of the first line.
        share: 0 to 1 draws a bar below the text.
        mark: only the state's mark, the text behind it.
    """

    text: str
    second: str = ""
    state: State | None = None
    after: str = ""
    tone: str = "text"
    weight: int = 400
    share: float | None = None
    mark: bool = False

    @property
    def spoken(self) -> str:
        """The cell in words, for a screen reader and for copying."""
        return ", ".join(part for part in (self.text, self.after, self.second) if part)


class Column(NamedTuple, Generic[R]):
    """One column of rows of type R.

    Attributes:
        key: stable name, for saved layouts.
        title: heading.
        value: what the column is sorted by; None sorts last either way.
        cell: what it shows.
        align: side on which texts stand; figures stand right, marks in the centre.
        stretch: takes the room that is left.
        edit: writes typed text into rows; gives a sentence where that is refused, "" where it
            is written. None = not editable.
        tip: longer words for the pointer; the spoken cell if left out.
        room_for: words for which there is always room, though the first rows do not show them.
        fixed: its width in pixels at text of the usual size; 0 = as its cells want.
        spare: left out where the columns that stretch would have no room.
        typed: what the editor begins with; the first line of the cell if left out.
        choices: the only texts that the editor takes, with their words.
        figure: what the column adds up over rows of a group.
        group: what rows are grouped under; the first line of the cell if left out.
        optional: hidden until it is chosen.
    """

    key: str
    title: str
    value: Callable[[R], object]
    cell: Callable[[R], Cell]
    align: Literal["left", "right", "centre"] = "left"
    stretch: bool = False
    edit: Callable[[Sequence[R], str], str] | None = None
    tip: Callable[[R], str] | None = None
    room_for: str = ""
    spare: bool = False
    fixed: int = 0
    typed: Callable[[R], str] | None = None
    choices: Sequence[tuple[str, str]] = ()
    figure: Callable[[R], Figure] | None = None
    group: Callable[[R], str] | None = None
    optional: bool = False


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows of one page as Qt asks for them."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        haystack: Callable[[R], str] | None = None,
    ) -> None:
        """Begin empty; `key` names a row for good, `haystack` is the text that `find` looks in."""
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self.rows: list[R] = []
        self._all: list[R] = []
        self._cells: dict[Hashable, dict[int, Cell]] = {}
        self._haystack = haystack
        self._hay: list[str] | None = None
        self._text = ""
        self._keep: Callable[[R], bool] | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None
        self._tests: list[Callable[[R], bool]] = []
        self._group = ""
        self._closed: set[str] = set()
        self._found_rows: list[R] = []
        self.number: Callable[[Decimal], str] = str  # how sums are written

    # ------------------------------------------------------------------ what pages ask for

    def show(self, rows: Sequence[R]) -> None:
        """Show these rows; the same keys in the same places only repaint what changed."""
        before, self._all, self._hay = self.rows, list(rows), None
        wanted = self._arranged()
        old = [self.key(row) for row in before]
        new = [self.key(row) for row in wanted]
        if new[: len(old)] == old:
            self._repaint(before, wanted[: len(old)])
            self._append(wanted[len(old) :])
            return
        self.beginResetModel()
        self._cells.clear()
        self.rows = wanted
        self.endResetModel()

    def find(self, text: str) -> None:
        """Keep only the rows whose haystack holds every word of the text."""
        self._text = text.casefold().strip()
        self._refill()

    def keep(self, test: Callable[[R], bool] | None) -> None:
        """Keep only the rows for which the test holds; None keeps all."""
        self._keep = test
        self._refill()

    def filter_by(self, conditions: Sequence[Condition]) -> None:
        """Keep only the rows for which every condition holds."""
        from remanence.gui.conditions import test_of

        by_key = {column.key: column for column in self.columns}
        tests = [test_of(condition, by_key) for condition in conditions]
        self._tests = [test for test in tests if test is not None]
        self._refill()

    def group_by(self, key: str) -> None:
        """Put rows under headings by a column; an empty key takes the headings away."""
        self._group = key if any(column.key == key for column in self.columns) else ""
        self._closed.clear()
        self._refill()

    @property
    def grouped_by(self) -> str:
        """Key of the column that rows are grouped by."""
        return self._group

    def fold(self, name: str, *, closed: bool) -> None:
        """Fold the rows of a group away, or show them again."""
        (self._closed.add if closed else self._closed.discard)(name)
        self._refill()

    def group_at(self, place: int) -> GroupRow | None:
        """The heading at a place; None where a row stands."""
        row: object = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if self._group and isinstance(row, GroupRow) else None

    def matching(self) -> Sequence[R]:
        """All rows that the filter keeps, in order; folded ones too, headings not."""
        return self._found_rows if self._group else self.rows

    def key(self, row: R) -> Hashable:
        """What names a row for good."""
        if self._group and isinstance(row, GroupRow):
            return (GroupRow, row.name)
        return self._key(row)

    def take_columns(self, columns: Sequence[Column[R]]) -> None:
        """The same columns with other headings and cells (another currency)."""
        self.columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.restyle()

    def restyle(self) -> None:
        """Make all cells anew (another locale, day or look)."""
        self._cells.clear()
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def total(self) -> int:
        """Number of rows before the filter."""
        return len(self._all)

    @property
    def filtered(self) -> bool:
        """Whether a filter hides rows."""
        return len(self.matching()) != len(self._all)

    def everything(self) -> Sequence[R]:
        """All rows, those hidden by the filter too."""
        return self._all

    def place(self, key: Hashable) -> int | None:
        """The place of a row among those shown."""
        return next((n for n, row in enumerate(self.rows) if self.key(row) == key), None)

    def cell(self, row: R, column: int) -> Cell:
        """What a cell shows."""
        key = self.key(row)
        cells = self._cells.get(key)
        if cells is None:
            cells = self._cells[key] = {}
        found = cells.get(column)
        if found is None:  # a hidden column is never asked for
            found = cells[column] = self._made(row, column)
        return found

    # ------------------------------------------------------------------ what Qt asks for

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Text, tooltip, spoken words, the row or the cell itself."""
        if not index.isValid():
            return None
        row, place = self.rows[index.row()], index.column()
        if role == CELL_ROLE:
            return self.cell(row, place)
        if role == Role.DisplayRole:
            return self.cell(row, place).text
        if role == Role.AccessibleTextRole:
            return self._spoken(row, place)
        if role == Role.ToolTipRole:
            tip = None if self.group_at(index.row()) else self.columns[place].tip
            return tip(row) if tip else self.cell(row, place).spoken
        return row if role == ROW_ROLE else self._alignment(place, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Headings of columns, and on which side they stand."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self.columns[section].title
        return self._alignment(section, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected; columns with `edit` can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_edit = self.columns[index.column()].edit is not None
        can_edit = can_edit and self.group_at(index.row()) is None
        return usual | Qt.ItemFlag.ItemIsEditable if can_edit else usual

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Hand typed text to the column; the row itself comes back through `show`."""
        edit = self.columns[index.column()].edit if index.isValid() else None
        if edit is None or role != Role.EditRole:
            return False
        return not edit([self.rows[index.row()]], str(value))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order in which the rows came."""
        self._order = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        keys = [self.key(self.rows[index.row()]) for index in held]
        if self._order and not self._group:
            self.rows = self._sorted(self.rows)
        else:
            self.rows = self._arranged()
        if held:
            places = {self.key(row): place for place, row in enumerate(self.rows)}
            moved = [self.index(places[k], i.column()) for k, i in zip(keys, held, strict=True)]
            self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    # ------------------------------------------------------------------ inside

    def _arranged(self) -> list[R]:
        rows = self._sorted(self._filtered())
        column = next((c for c in self.columns if c.key == self._group), None)
        if column is None:
            return rows
        self._found_rows = rows
        self._cells = {k: c for k, c in self._cells.items() if not isinstance(k, tuple)}
        return grouped(rows, lambda row: group_name(column, row), self._closed)

    def _made(self, row: R, place: int) -> Cell:
        if self._group and isinstance(row, GroupRow):
            return self._sum(row, place)
        return self.columns[place].cell(row)

    def _sum(self, group: GroupRow, place: int) -> Cell:
        figure = self.columns[place].figure
        if figure is None:
            return Cell(group.words if place == 0 else "", weight=600)
        summed = total([figure(row) for row in group.rows])
        unknown = _("{count:,} not known").format(count=summed.unknown) if summed.unknown else ""
        if summed.several:
            return Cell(_("several currencies"), unknown, tone="unknown")
        if summed.amount is None:
            return Cell(_("not known"), tone="unknown")
        return Cell(self.number(summed.amount), unknown or summed.unit, weight=600)

    def _spoken(self, row: R, place: int) -> str:
        return self.cell(row, place).spoken

    def _alignment(self, place: int, role: int) -> object:
        if role != Role.TextAlignmentRole:
            return None
        return _SIDES[self.columns[place].align] | Qt.AlignmentFlag.AlignVCenter

    def _filtered(self) -> list[R]:
        rows: list[R] = self._all
        if self._text and self._haystack:
            rows = self._found()
        for test in self._tests:
            rows = [row for row in rows if test(row)]
        return [row for row in rows if self._keep(row)] if self._keep else list(rows)

    def _found(self) -> list[R]:
        haystack = self._haystack
        if self._hay is None and haystack is not None:
            self._hay = [haystack(row).casefold() for row in self._all]
        hay = self._hay or []
        found = list(range(len(hay)))
        for word in self._text.split():
            found = [place for place in found if word in hay[place]]
        return [self._all[place] for place in found]

    def _sorted(self, rows: list[R]) -> list[R]:
        if self._order is None:
            return rows
        column, order = self._order
        value = self.columns[column].value
        nothing = [row for row in rows if value(row) is None]
        some = [row for row in rows if value(row) is not None] if nothing else rows
        down = order == Qt.SortOrder.DescendingOrder
        return sorted(some, key=value, reverse=down) + nothing  # type: ignore[arg-type]

    def _refill(self) -> None:
        self.beginResetModel()
        self.rows = self._arranged()
        self.endResetModel()

    def _repaint(self, before: Sequence[R], now: Sequence[R]) -> None:
        for place, (old, new) in enumerate(zip(before, now, strict=True)):
            if old != new:
                self._cells.pop(self.key(new), None)
                self.rows[place] = new
                last = self.index(place, len(self.columns) - 1)
                self.dataChanged.emit(self.index(place, 0), last)

    def _append(self, more: Sequence[R]) -> None:
        if not more:
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self.rows.extend(more)
        self.endInsertRows()
