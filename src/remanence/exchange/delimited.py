"""Text tables: comma, semicolon or tab, strict quotes, rows named by the line they begin on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from remanence.core.base.sentences import N_
from remanence.exchange.grid import MOST_CELLS, MOST_ROWS, TOO_MANY, Grid, Row
from remanence.exchange.places import Unusable, place

DELIMITERS: Final = (",", ";", "\t")
_SEP_LINE: Final = re.compile(r'"?sep=(.)"?[ \t]*(\r\n|\r|\n)', re.IGNORECASE)
_MOST_HEADING_ROWS: Final = 50
_LONGEST_LINE: Final = 2_000_000  # characters; all columns of a sheet filled to the brim
_MOST_LINES: Final = 2_000_000

BROKEN = N_(
    "file.quotes",
    "The quotes of this row do not close or stand inside a cell ({what}). "
    'A quote inside a quoted cell is written twice: "". Nothing after it can be read.',
)
LONG_FIELD = N_(
    "file.long_cell", "This row, or a cell of it, is far longer than in any sheet. Repair the file."
)


def read_delimited(
    text: str, file: str, known: Collection[str], *, heading_row: int = 1, delimiter: str = ""
) -> Grid:
    """The table in a text.

    Args:
        text: the whole text.
        file: name for findings.
        known: headings that may stand there, in lower case; they decide the delimiter.
        heading_row: the row of the headings (the last one of two).
        delimiter: the map's word; empty: found by the headings.
    """
    start, first = 0, 1
    marked = _SEP_LINE.match(text)
    if marked:
        start, first = marked.end(), 2
        delimiter = delimiter or marked[1]
    if not delimiter:
        sample = list(
            islice(io.StringIO(text[start : start + _LONGEST_LINE], newline=""), _MOST_HEADING_ROWS)
        )
        delimiter = _delimiter(sample, known, heading_row - first)
    return Grid("", 1, _rows(text, start, first, delimiter, file))


def _delimiter(lines: list[str], known: Collection[str], skipped: int) -> str:
    """The delimiter that makes most known headings, else most fields."""

    def worth(delimiter: str) -> tuple[int, int]:
        fields = _headings(lines, delimiter, skipped)
        hits = sum(field.strip().lower() in known for field in fields)
        return hits, len(fields)

    return max(DELIMITERS, key=worth)


def _headings(lines: list[str], delimiter: str, skipped: int) -> list[str]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        rows = [row for row in islice(reader, max(skipped, 0), None) if any(map(str.strip, row))]
    except csv.Error:
        return _headings(lines[: max(skipped, 0) + 1], delimiter, skipped) if len(lines) > 1 else []
    return rows[0] if rows else []


def _rows(text: str, start: int, first: int, delimiter: str, file: str) -> Iterator[Row]:
    reader = csv.reader(_lines(text, start, first, file), delimiter=delimiter, strict=True)
    began, cells, count = 0, 0, 0
    try:
        for row in reader:
            if row:
                cells += len(row)
                count += 1
                _limit(count, cells, file)
                yield began + first, row
            began = reader.line_num
    except csv.Error as problem:
        code = LONG_FIELD if "field larger" in str(problem) else BROKEN
        raise Unusable(code, place(file, row=began + first), what=problem) from None


def _lines(text: str, start: int, first: int, file: str) -> Iterator[str]:
    """The lines of a text; one that no row can be as long as is not parsed at all."""
    lines = io.StringIO(text, newline="")
    lines.seek(start)
    for number, line in enumerate(lines, first):
        if len(line) > _LONGEST_LINE:
            raise Unusable(LONG_FIELD, place(file, row=number))
        yield line
        if number > _MOST_LINES:
            raise Unusable(TOO_MANY, file, limit=f"{_MOST_LINES:,}", what="lines")


def _limit(rows: int, cells: int, file: str) -> None:
    if rows > MOST_ROWS + 1:
        raise Unusable(TOO_MANY, file, limit=f"{MOST_ROWS:,}", what="rows")
    if cells > MOST_CELLS:
        raise Unusable(TOO_MANY, file, limit=f"{MOST_CELLS:,}", what="cells")
