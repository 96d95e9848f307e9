"""A table as a file holds it: rows of cells with their numbers, nothing understood yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from remanence.core.base.sentences import N_
from remanence.exchange.cells import Raw

MOST_ROWS: Final = 300_000
"""Rows of one table that are read."""

MOST_CELLS: Final = 4_000_000
"""Cells of one file that are read."""

MOST_COLUMNS: Final = 1_000
"""Columns of a table that are read; what stands beyond is reported."""

TOO_MANY = N_("file.too_many", "The table has more than {limit} {what}. Split the file.")


Row: TypeAlias = tuple[int, Sequence[Raw]]
"""A row: its number as a spreadsheet counts (in a text the line it begins on), and its cells."""


class Merge(NamedTuple):
    """A merged range, first and last row and column, rows from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """One table of a file.

    Attributes:
        name: title of the sheet; empty for text files.
        number: place of the sheet in its workbook, from 1.
        rows: the rows in their sequence; may be read once only, and may raise `Unusable`.
        is_text: a text file, where each row should have as many fields as the headings.
        hidden: the sheet is hidden.
        hidden_rows: numbers of hidden rows that hold something.
        merges: merged ranges.
        far: first cell beyond `MOST_COLUMNS`, as row and column, and how many there are.
    """

    name: str
    number: int
    rows: Iterable[Row]
    is_text: bool = True
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    far: tuple[int, int, int] = (0, 0, 0)
