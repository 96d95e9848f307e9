"""A paper as it lies on the desk: pages of rows of cells, each with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

PageName: TypeAlias = int | str
"""Number of a page, from 1, or title of a sheet."""


_UNSEEN: Final = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def folded(text: str) -> str:
    """Text with widths and kinds of blanks made one, and without marks that nobody sees."""
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN)


class Cell(NamedTuple):
    """A piece of text that stands by itself.

    Attributes:
        text: the text, widths folded, outer blanks dropped; blanks inside are kept.
        left: left edge, in points or in columns of the sheet.
        right: right edge.
        where: the cell's name in a sheet (`D37`), empty in a PDF.
    """

    text: str
    left: float
    right: float
    where: str = ""

    def is_over(self, other: Cell) -> bool:
        """Whether the two stand in one column, at least in part."""
        return self.left < other.right and other.left < self.right


class Row(NamedTuple):
    """Cells of one line, from left to right; `top` counts downwards."""

    top: float
    cells: Sequence[Cell]


class Page(NamedTuple):
    """One page or sheet.

    Attributes:
        name: number or title.
        rows: the rows that hold something, from the top.
        reach: how far below a label its value may stand, in the measure of `top`.
        slack: how far left edges of cells in one column may differ.
    """

    name: PageName
    rows: Sequence[Row]
    reach: float
    slack: float
