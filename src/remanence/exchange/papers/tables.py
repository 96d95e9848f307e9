"""Tables on papers: a row of headings, perhaps a row of units, lines of goods, a total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.exchange.papers.labels import (
    Label,
    hints_in,
    looks_like_label,
    recognise,
)
from remanence.exchange.papers.page import Cell, Page, Row
from remanence.exchange.papers.values import Filled, Hints, read, split_unit
from remanence.exchange.papers.words import OTHER, TOTAL

_COUNTED: Final = frozenset({"quantity", "packages", "net_weight_kg", "gross_weight_kg", "value"})
_SAME: Final = frozenset({"hs_code", "country_of_origin"})
_FEWEST_HEADINGS: Final = 3


class Column(NamedTuple):
    """A column: what its heading says, and the cells under it.

    Attributes:
        label: the heading.
        lines: the cells in lines of goods.
        total: the cell in the row of totals.
        has_others: an amount that is no line stands under it too (freight, a discount).
        bare_last: the last line has numbers alone: perhaps a total that nobody called so.
    """

    label: Label
    lines: Sequence[Cell]
    total: Cell | None
    has_others: bool
    bare_last: bool


class Table(NamedTuple):
    """A table; `first` and `last` are places in the rows of its page."""

    first: int
    last: int
    columns: Sequence[Column]


class Summed(NamedTuple):
    """What a column says of the whole paper, or why it does not.

    Attributes:
        filled: the cells of `documents` it fills; empty: nothing sure.
        cell: where it stands.
        is_total: it comes from a row of totals.
        lines_sum: where the lines sum to something else than the total, that sum.
        lacks_unit: there is a number, but no word what of.
    """

    filled: Filled
    cell: Cell
    is_total: bool = True
    lines_sum: Decimal | None = None
    lacks_unit: bool = False


def tables_of(page: Page) -> list[Table]:
    """The tables of a page, from the top."""
    found: list[Table] = []
    at = 0
    while at < len(page.rows):
        headings = _headings(page.rows[at])
        if headings:
            table = _table(page, at, headings)
            found.append(table)
            at = table.last
        at += 1
    return found


def _headings(row: Row) -> list[tuple[Cell, Label]]:
    """The headings of a table, if the row holds nothing but labels and one of them is counted."""
    labels = [(cell, recognise(cell.text)) for cell in row.cells]
    known = [(cell, label) for cell, label in labels if label and not label.inline]
    others = [cell for cell, label in labels if label is None and not looks_like_label(cell.text)]
    is_table = len(known) >= _FEWEST_HEADINGS and not others
    counted = any(label.column in _COUNTED for _, label in known)
    return known if is_table and counted and len(known) * 2 > len(labels) else []


class _Filling:
    """The cells of each column while the rows below the headings are read."""

    def __init__(self, headings: Sequence[tuple[Cell, Label]]) -> None:
        self.cells = [cell for cell, _ in headings]
        self.labels = [label for _, label in headings]
        self.lines: list[list[Cell]] = [[] for _ in headings]
        self.totals: list[Cell | None] = [None for _ in headings]
        self.others = [False for _ in headings]
        self.bare_last = False

    def column_of(self, cell: Cell) -> int | None:
        """The column whose heading stands over the cell, most of it; else the nearest one."""
        over = [(_shared(cell, head), at) for at, head in enumerate(self.cells)]
        most, at = max(over)
        if most > 0:
            return at
        middle = (cell.left + cell.right) / 2
        near = [at for at in range(len(self.cells)) if self._is_near(at, middle)]
        return near[0] if near else None

    def _is_near(self, at: int, middle: float) -> bool:
        head = self.cells[at]
        left = self.cells[at - 1].right if at else head.left
        last = at + 1 == len(self.cells)
        right = head.right * 2 - head.left if last else self.cells[at + 1].left
        return (left + head.left) / 2 <= middle <= (head.right + right) / 2

    def add(self, row: Row) -> bool:
        """Take a row below the headings; False after the row of totals."""
        placed = [(cell, self.column_of(cell)) for cell in row.cells]
        labels = [recognise(cell.text) for cell in row.cells]
        if any(label and label.column == TOTAL for label in labels):
            for cell, at in placed:
                if at is not None:
                    self.totals[at] = cell
            return False
        if all(hints_in(cell.text) is not None for cell in row.cells) and not any(self.lines):
            self._take_units(placed)
        elif any(labels):
            self._note_others(placed)
        else:
            self._take_line(placed)
        return True

    def _take_units(self, placed: Iterable[tuple[Cell, int | None]]) -> None:
        for cell, at in placed:
            hints = hints_in(cell.text)
            if at is not None and hints is not None:
                self.labels[at] = self.labels[at]._replace(hints=hints)

    def _note_others(self, placed: Iterable[tuple[Cell, int | None]]) -> None:
        for cell, at in placed:
            if at is not None and split_unit(cell.text):
                self.others[at] = True

    def _take_line(self, placed: Iterable[tuple[Cell, int | None]]) -> None:
        self.bare_last = True
        for cell, at in placed:
            if at is not None:
                self.lines[at].append(cell)
            self.bare_last &= split_unit(cell.text) is not None

    def columns(self) -> list[Column]:
        parts = zip(self.labels, self.lines, self.totals, self.others, strict=True)
        return [Column(*part, self.bare_last) for part in parts]


def _shared(cell: Cell, head: Cell) -> float:
    return min(cell.right, head.right) - max(cell.left, head.left)


def _table(page: Page, first: int, headings: Sequence[tuple[Cell, Label]]) -> Table:
    filling = _Filling(headings)
    last = first
    for at in range(first + 1, len(page.rows)):
        row = page.rows[at]
        if _headings(row):
            break
        last = at
        if not filling.add(row):
            break
    return Table(first, last, filling.columns())


def summed(column: Column) -> Summed | None:
    """What a column says of the whole paper; None where it says nothing."""
    name = column.label.column
    if name in _SAME:
        return _same(column)
    if name == OTHER:
        return _checked_only(column)
    if name not in _COUNTED:
        return None
    if column.total is not None:
        return _from_total(column, column.total)
    lines = _numeric(column.lines)
    if len(lines) > 1 and column.bare_last:
        said = _from_total(column._replace(lines=lines[:-1]), lines[-1])
        return said if said and said.filled else None
    return _from_one(column, lines[0]) if len(lines) == 1 and not column.has_others else None


def _numeric(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if any(char.isdigit() for char in cell.text)]


def _same(column: Column) -> Summed | None:
    """One tariff code or origin that all lines share."""
    name = column.label.column
    values = [(read(name, cell.text), cell) for cell in column.lines]
    first = next(((filled, cell) for filled, cell in values if filled), None)
    if first is None or first[0] is None or any(filled != first[0] for filled, _ in values):
        return None
    return Summed(first[0], first[1], is_total=False)


def _from_one(column: Column, cell: Cell) -> Summed:
    filled = read(column.label.column, cell.text, column.label.hints)
    return Summed(filled or (), cell, is_total=False, lacks_unit=_is_bare(cell) and not filled)


def _from_total(column: Column, total: Cell) -> Summed | None:
    label = column.label
    filled = read(label.column, total.text, label.hints)
    if not filled:
        return Summed((), total, lacks_unit=True) if _is_bare(total) else None
    lines = _line_sum(column, filled)
    value = Decimal(filled[0][1])
    if lines is not None and lines != value and not column.has_others:
        return Summed((), total, lines_sum=lines)
    return Summed(filled, total)


def _line_sum(column: Column, total: Filled) -> Decimal | None:
    """The sum of the lines in the unit of the total; None where a line cannot be read."""
    named = dict(total)
    hints = Hints(
        column.label.hints.unit or named.get("unit", "") or _mass_hint(total),
        column.label.hints.currency or named.get("currency", ""),
    )
    numbers = _numeric(column.lines)
    values = [read(column.label.column, cell.text, hints) for cell in numbers]
    if not values or any(value is None or value[0][0] != total[0][0] for value in values):
        return None
    if any(value is not None and value[1:] != total[1:] for value in values):
        return None
    return sum((Decimal(value[0][1]) for value in values if value), Decimal(0))


def _mass_hint(total: Filled) -> str:
    return "kg" if total[0][0].endswith("_kg") else ""


def _checked_only(column: Column) -> Summed | None:
    """A column that fills nothing: only whether its total is the sum of its lines."""
    total = split_unit(column.total.text) if column.total else None
    lines = [split_unit(cell.text) for cell in _numeric(column.lines)]
    if column.total is None or total is None or not total[1] or not lines or column.has_others:
        return None
    if any(line is None or line[1].lower() != total[1].lower() for line in lines):
        return None
    lines_sum = sum((line[0] for line in lines if line), Decimal(0))
    return Summed((), column.total, lines_sum=lines_sum) if lines_sum != total[0] else None


def _is_bare(cell: Cell) -> bool:
    """A number with no word behind it."""
    found = split_unit(cell.text)
    return found is not None and not found[1]
