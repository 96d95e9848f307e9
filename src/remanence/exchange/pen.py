"""The pen that writes workbooks: values as their own cell types, text never as a formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

from remanence.core.base.errors import ExchangeError
from remanence.core.base.money import plain
from remanence.exchange.cells import ChoiceType, NumberType, protected
from remanence.exchange.cells.days import DayType
from remanence.exchange.cells.text import KEPT_DIGITS, CodeType
from remanence.exchange.cells.words import YesNoType
from remanence.exchange.disk import write_file
from remanence.exchange.sheets import GUIDE, REMOVE, Column, Sheet

_TEMPLATE_ROWS: Final = 2_000  # rows of an empty sheet that carry lists of allowed words
_NARROWEST, _WIDEST = 9, 40
_DAY: Final = "yyyy-mm-dd"
_TEXT: Final = "@"


def write_book(path: Path, fill: Callable[[Pen], None]) -> Path:
    """Write a workbook whole or not at all; `fill` writes its sheets. Gives where it lies.

    Raises:
        ExchangeError: a text is longer than a cell of a workbook holds.
        MachineSaysNo: the machine refuses.
    """

    def write(stream: BinaryIO) -> None:
        # What the library leaves half written where the disk fails lies in a folder of ours.
        with TemporaryDirectory(prefix="remanence-", ignore_cleanup_errors=True) as folder:
            stream.write(_packed(fill, path.name, folder))

    return write_file(path, write)


class _Packed(io.BytesIO):
    """Stays open until it is gone: an archive given up half way writes to it at its end."""

    def close(self) -> None:
        """Nothing to let go of but memory."""


def _packed(fill: Callable[[Pen], None], name: str, folder: str) -> bytes:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    packed = _Packed()
    options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": folder}
    book = Workbook(packed, options)
    try:
        fill(Pen(book, name))
        book.close()
    except FileCreateError as problem:
        raise problem.args[0] from problem
    finally:
        for sheet in book.worksheets():
            with suppress(OSError):
                sheet.row_data_fh.close()
    return packed.getvalue()


class Pen:
    """Writes sheets into one workbook."""

    def __init__(self, book: Any, file: str) -> None:  # noqa: ANN401 - the library has no types
        """Take the open workbook and the name that failures say."""
        self._book = book
        self._file = file
        self._formats: dict[str, Any] = {}
        self._heading = book.add_format({"bold": True, "bottom": 1})
        self._needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDEBF7"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def write_sheet(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
    ) -> None:
        """Write headings and rows.

        Raises:
            ExchangeError: a text is longer than a cell holds.
        """
        sheet = self._started(name, columns)
        for number, values in enumerate(rows, 1):
            for position, value in enumerate(values):
                if value is not None:
                    self._write(sheet, number, position, value)

    def write_texts(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """Write rows of texts as they are.

        Raises:
            ExchangeError: a text is longer than a cell holds.
        """
        sheet = self._book.add_worksheet(name)
        for number, texts in enumerate(rows):
            for position, text in enumerate(texts):
                if text:
                    self._write_text(sheet, number, position, text)

    def write_table(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        """Write headings in any words, and rows of values.

        Raises:
            ExchangeError: a text is longer than a cell holds.
        """
        sheet = self._book.add_worksheet(name)
        for position, heading in enumerate(headings):
            sheet.set_column(position, position, min(max(len(heading) + 2, _NARROWEST), _WIDEST))
            sheet.write_string(0, position, heading, self._heading)
        for number, values in enumerate(rows, 1):
            for position, value in enumerate(values):
                if value is not None:
                    self._write(sheet, number, position, value)

    def write_templates(self, sheets: Sequence[Sheet]) -> None:
        """Write empty sheets, and one that explains their columns."""
        for sheet in sheets:
            self._write_empty(sheet)
        self._write_guide(sheets)

    def _started(self, name: str, columns: Sequence[Column]) -> Any:  # noqa: ANN401
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(columns):
            width = min(max(len(column.name) + 2, _NARROWEST), _WIDEST)
            sheet.set_column(position, position, width, self._format(_format_of(column)))
            sheet.write_string(
                0, position, column.name, self._needed if column.required else self._heading
            )
        return sheet

    def _format(self, code: str) -> Any:  # noqa: ANN401
        if code not in self._formats:
            self._formats[code] = self._book.add_format({"num_format": code}) if code else None
        return self._formats[code]

    def _write(self, sheet: Any, row: int, column: int, value: object) -> None:  # noqa: ANN401
        match value:
            case str():
                self._write_text(sheet, row, column, protected(value))
            case bool():
                sheet.write_string(row, column, "yes" if value else "no")
            case int() | Decimal():
                self._write_number(sheet, row, column, Decimal(value))
            case date():
                sheet.write_datetime(row, column, value, self._format(_DAY))
            case _:
                self._write_text(sheet, row, column, protected(str(value)))

    def _write_text(self, sheet: Any, row: int, column: int, text: str) -> None:  # noqa: ANN401
        if sheet.write_string(row, column, text, self._format(_TEXT)) == 0:
            return
        what = f"row {row + 1} of {sheet.name} holds more than a cell does; export it as CSV"
        raise ExchangeError(where=self._file, what=f"{what}.")

    def _write_number(self, sheet: Any, row: int, column: int, number: Decimal) -> None:  # noqa: ANN401
        text = plain(number)
        digits = text.replace(".", "").lstrip("-0")
        if len(digits) > KEPT_DIGITS:
            sheet.write_string(row, column, text, self._format(_TEXT))
            return
        places = len(text.partition(".")[2])
        code = "0." + "0" * places if places else "0"
        sheet.write_number(row, column, float(number), self._format(code))

    def _write_empty(self, sheet: Sheet) -> None:
        columns = (*sheet.columns, REMOVE)
        page = self._started(sheet.kind, columns)
        for position, column in enumerate(columns):
            page.write_comment(0, position, _note(column))
            words = _words(column)
            if words:
                rule = {"validate": "list", "source": list(words)}
                page.data_validation(1, position, _TEMPLATE_ROWS, position, rule)

    def _write_guide(self, sheets: Sequence[Sheet]) -> None:
        page = self._book.add_worksheet(GUIDE)
        page.set_column(0, 2, 22)
        page.set_column(3, 4, 60, self._wrapped)
        rows = [["sheet", "column", "must be there", "what stands in it", "note"]]
        rows += [_explained(sheet, column) for sheet in sheets for column in sheet.columns]
        for number, row in enumerate(rows):
            for position, text in enumerate(row):
                page.write_string(
                    number, position, text, self._wrapped if number else self._heading
                )


def _words(column: Column) -> tuple[str, ...]:
    if isinstance(column.type, ChoiceType):
        return column.type.choices
    return ("yes", "no") if isinstance(column.type, YesNoType) else ()


def _format_of(column: Column) -> str:
    """Codes are typed into text cells, or a spreadsheet makes numbers and dates of them."""
    if isinstance(column.type, CodeType):
        return _TEXT
    return _DAY if isinstance(column.type, DayType) else ""


def _explained(sheet: Sheet, column: Column) -> list[str]:
    needed = "yes" if column.required else "key" if column.key else ""
    return [sheet.kind, column.name, needed, _wanted(column), column.note]


def _wanted(column: Column) -> str:
    words = _words(column)
    if words:
        return f"one of: {', '.join(words)}"
    if isinstance(column.type, DayType):
        return "a date, YYYY-MM-DD"
    if isinstance(column.type, NumberType):
        return f"{column.type.wanted}, with a decimal point, without thousands mark"
    return column.type.wanted


def _note(column: Column) -> str:
    return "\n".join(_sentences(column))


def _sentences(column: Column) -> Iterator[str]:
    if column.required:
        yield "Required."
    yield f"{_wanted(column)[:1].upper()}{_wanted(column)[1:]}."
    if column.note:
        yield column.note
