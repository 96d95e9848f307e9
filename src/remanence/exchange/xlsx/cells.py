"""The cells of one sheet: text, exact numbers, dates, errors, formulas without a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from remanence.exchange.cells import Fault, Flag, Moment, Number, Raw, Uncalculated
from remanence.exchange.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY,
    Grid,
    Merge,
    Row,
)
from remanence.exchange.places import Unusable, place
from remanence.exchange.xlsx.archive import Archive
from remanence.exchange.xlsx.markup import Attributes, Handler, feed
from remanence.exchange.xlsx.styles import GENERAL

_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_SECONDS: Final = 86_400
_MOST_DAYS: Final = 2_900_000  # beyond it no calendar counts
_KEPT_NUMBERS: Final = 200_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RANGE: Final = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?", re.IGNORECASE)
_DIGITS: Final = "0123456789"
_WITH_TEXT: Final = frozenset({"v", "t", "f"})


class Surroundings(NamedTuple):
    """What the sheets of a workbook share: texts, formats of the cell styles, calendar."""

    texts: Sequence[str]
    formats: Sequence[str]
    dates: Sequence[bool]
    since_1904: bool
    uncalculated: bool


def read_rows(archive: Archive, part: str, around: Surroundings, grid: Grid) -> list[Row]:
    """The rows of a sheet that hold something; merges and hidden rows are noted in the grid.

    Raises:
        Unusable: the part is damaged, or holds more than is read.
    """
    handler = _SheetHandler(around, grid)
    rows: list[Row] = []
    for _ in feed(archive, part, handler):
        rows += handler.taken()
        if len(rows) > MOST_ROWS + 1:
            where = place(archive.file, grid.name)
            raise Unusable(TOO_MANY, where, limit=f"{MOST_ROWS:,}", what="rows")
        if handler.cells > MOST_CELLS:
            where = place(archive.file, grid.name)
            raise Unusable(TOO_MANY, where, limit=f"{MOST_CELLS:,}", what="cells")
    return rows


class _SheetHandler(Handler):
    """Hears one sheet; `taken` gives the rows that have ended since it was last asked."""

    def __init__(self, around: Surroundings, grid: Grid) -> None:
        super().__init__()
        self.cells = 0
        self._around = around
        self._grid = grid
        self._rows: list[Row] = []
        self._row: list[Raw] = []
        self._number = 0
        self._column = -1
        self._hidden = False
        self._cell: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._content = ""
        self._pieces: list[str] = []
        self._phonetic = False
        self._letters: dict[str, int] = {}
        self._numbers: dict[tuple[str, str], Raw] = {}

    def taken(self) -> list[Row]:
        """Rows that have ended, in their sequence."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attrs: Attributes) -> None:
        """Begin a row, a cell, or a text inside a cell."""
        if name == "c":
            self._cell = attrs
            self._value = self._formula = None
        elif name in _WITH_TEXT:
            self._content = ""
        elif name == "row":
            self._number = int(attrs.get("r") or self._number + 1)
            self._hidden = attrs.get("hidden") in {"1", "true"}
            self._column = -1
            self._row = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attrs.get("ref") or "")

    def characters(self, content: str) -> None:
        """Collect text; between the elements that count there is none but blanks."""
        self._content += content

    def end(self, name: str) -> None:
        """End a text, a cell or a row."""
        if name == "v":
            self._value = self._content
        elif name == "c":
            self._end_cell()
        elif name == "t" and not self._phonetic:
            self._pieces.append(self._content)
        elif name == "f":
            self._formula = self._content
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._phonetic = False

    def _end_row(self) -> None:
        if self._row:
            self._rows.append((self._number, self._row))
            if self._hidden:
                self._grid.hidden_rows.add(self._number)

    def _end_cell(self) -> None:
        self.cells += 1
        reference = self._cell.get("r")
        column = self._column_of(reference) if reference else self._column + 1
        self._column = column
        raw = self._raw(self._cell.get("t", "n"))
        if raw == "":
            return
        row = self._row
        if column == len(row):
            row.append(raw)
        elif column >= MOST_COLUMNS:
            number, first, count = self._grid.far
            self._grid.far = (number or self._number, first or column, count + 1)
        else:
            row += [""] * (column + 1 - len(row))
            row[column] = raw

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        column = self._letters.get(letters)
        if column is None:
            column = self._letters[letters] = column_number(letters)
        return column

    def _raw(self, kind: str) -> Raw:
        value = self._value
        if self._formula is not None and self._is_uncalculated(kind):
            return Uncalculated(self._formula)
        if kind == "inlineStr":
            text, self._pieces = "".join(self._pieces), []
            return unescaped(text)
        if value is None or (value == "" and kind != "e"):
            return ""
        if kind == "s":
            return self._around.texts[int(value)]
        if kind == "str":
            return unescaped(value)
        return self._typed(value, kind)

    def _typed(self, value: str, kind: str) -> Raw:
        if kind == "b":
            return Flag(value.strip() in {"1", "true"})
        if kind == "e":
            return Fault(value or "#ERROR!")
        if kind == "d":
            day, _, time = value.partition("T")
            return Moment(day, "" if time.strip("0:.Z") == "" else time)
        key = (value, self._cell.get("s", "0"))
        raw = self._numbers.get(key)
        if raw is None:
            if len(self._numbers) > _KEPT_NUMBERS:
                self._numbers.clear()
            raw = self._numbers[key] = self._number_cell(value.strip(), int(key[1]))
        return raw

    def _is_uncalculated(self, kind: str) -> bool:
        """No result, or the nought that programs write beside formulas they do not calculate."""
        if self._value is None or (self._value == "" and kind != "str"):
            return True
        return self._around.uncalculated and self._value in {"", "0"}

    def _number_cell(self, text: str, style: int) -> Raw:
        formats = self._around.formats
        if style < len(formats):
            if self._around.dates[style]:
                return _moment(text, since_1904=self._around.since_1904)
            return Number(text, formats[style])
        return Number(text, GENERAL)

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found:
            left, top, right, bottom = found.groups()
            self._grid.merges.append(
                Merge(
                    int(top),
                    column_number(left),
                    int(bottom or top),
                    column_number(right or left),
                )
            )


def column_number(letters: str) -> int:
    """The position of a column by its letters, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def unescaped(text: str) -> str:
    """Text with the control characters that XML cannot hold put back (`_x000D_`)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _moment(text: str, *, since_1904: bool) -> Raw:
    """The date of a serial number, by the workbook's own calendar, to the second."""
    try:
        serial = Decimal(text)
    except InvalidOperation:
        return Fault(text)
    if not serial.is_finite() or not 0 <= serial <= _MOST_DAYS:
        return Fault(text)
    days, seconds = divmod(int((serial * _SECONDS).to_integral_value()), _SECONDS)
    day = (_EPOCH_1904 if since_1904 else _EPOCH_1900) + timedelta(days=days)
    hours, rest = divmod(seconds, 3600)
    time = f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}" if seconds else ""
    return Moment(day.isoformat(), time)
