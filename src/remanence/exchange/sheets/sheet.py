"""What a sheet is: one declaration a KIND reads it, writes it and documents it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from remanence.exchange.cells import CLEAR, YES_NO, Value, ValueType


class RowTrouble(NamedTuple):
    """What is wrong between the cells of one row: the column it is said at, code and parts."""

    column: str
    code: str
    parts: Mapping[str, object]


Check: TypeAlias = Callable[[Mapping[str, Value]], Sequence[RowTrouble]]
"""Looks at the cells of a row (columns that the table lacks are absent), says what disagrees."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: heading and name of the cell in drafts.
        type: how its values are read and written.
        required: the column must be there, and a new record must have it.
        key: it helps to say which row is meant.
        of_line: it belongs to the line, not to the order, licence or shipment as a whole.
        refers: the KIND whose key stands here.
        when_blank: what a blank means for a new record; `None`: unknown.
        note: one sentence for people who fill the sheet.
    """

    name: str
    type: ValueType
    required: bool = False
    key: bool = False
    of_line: bool = False
    refers: str = ""
    when_blank: Value = None
    note: str = ""


GUIDE: Final = "How to fill"
"""Title of the sheet in templates that explains the columns; it is never read."""

REMOVE: Final = Column("remove", YES_NO, note="yes takes the row away; undo brings it back.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet with its columns in their sequence.

    Attributes:
        kind: the name that the command line and findings use.
        columns: all but `remove`, which every sheet has.
        note: what a row is.
        one_of: groups of columns of which a row must fill at least one alternative: a tuple of
            alternatives, each a tuple of columns.
        checks: what is looked at between the cells of a row.
        keyless: the sheet has one row and no key.
    """

    kind: str
    columns: tuple[Column, ...]
    note: str = ""
    one_of: tuple[tuple[tuple[str, ...], ...], ...] = ()
    checks: tuple[Check, ...] = ()
    keyless: bool = False
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the columns."""
        every = {column.name: column for column in (*self.columns, REMOVE)}
        object.__setattr__(self, "by_name", every)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in their sequence, `remove` left out."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that must be there."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that say which row is meant."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def of_line(self) -> tuple[str, ...]:
        """Columns of the line."""
        return tuple(column.name for column in self.columns if column.of_line)

    @property
    def of_whole(self) -> tuple[str, ...]:
        """Columns of the order, licence or shipment as a whole, in sheets that have lines."""
        lines = self.of_line
        return tuple(name for name in self.names if name not in lines) if lines else ()

    def missing(self, cells: Mapping[str, Value]) -> list[str]:
        """Required columns that a new record lacks, those of groups written `a or b`."""
        lacking = [name for name in self.required if not filled(cells, name)]
        return lacking + [
            " or ".join(" and ".join(names) for names in group)
            for group in self.one_of
            if not any(all(filled(cells, name) for name in names) for names in group)
        ]


def filled(cells: Mapping[str, Value], name: str) -> bool:
    """Whether a cell holds a value (neither absent, blank nor cleared)."""
    value = cells.get(name)
    return value is not None and value is not CLEAR
