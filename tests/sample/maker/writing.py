"""The desk's rows as files: one workbook, and CSV files for the long lists."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sample.maker.rows import CSV_KINDS, HEADINGS, Cell, Desk, Row

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_DIGITS = 15


def as_text(cell: Cell) -> str:
    """Write a value as the sheets want it: ISO dates, decimal point, no exponent."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def write_csv(file: Path, kind: str, rows: Sequence[Row]) -> None:
    """Write one kind as CSV, UTF-8, columns that are blank throughout left out."""
    names = _used(kind, rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([as_text(row.get(name, "")) for name in names] for row in rows)


def _used(kind: str, rows: Sequence[Row]) -> list[str]:
    return [name for name in HEADINGS[kind] if any(name in row for row in rows)]


def write_workbook(file: Path, desk: Desk) -> None:
    """Write every other kind as a sheet of its own, named by its kind."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"strings_to_urls": False}) as book:
        book.set_properties({
            "title": "Calder Motion: sample desk",
            "created": datetime.datetime(2026, 11, 24, 8, 0, 0),  # noqa: DTZ001
        })  # fmt: skip
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        head = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for kind, rows in desk.rows.items():
            if kind not in CSV_KINDS:
                _write_sheet(book.add_worksheet(kind), kind, rows, (head, day, text))


def _write_sheet(
    sheet: Worksheet, kind: str, rows: Sequence[Row], formats: tuple[Format, Format, Format]
) -> None:
    head, day, text = formats
    names = _used(kind, rows)
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, head)
        wide = max([len(name), *(len(as_text(row.get(name, ""))) for row in rows)])
        sheet.set_column(place, place, min(wide + 2, 44))
    for number, row in enumerate(rows, 1):
        for place, name in enumerate(names):
            if name in row:
                _write_cell(sheet, (number, place), row[name], (day, text))


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: tuple[Format, Format]
) -> None:
    day, text = formats
    if isinstance(cell, datetime.date):
        sheet.write_datetime(*place, datetime.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
    elif isinstance(cell, str):
        sheet.write_string(*place, cell, text)
    elif len(as_text(cell).strip("-").replace(".", "").lstrip("0")) > _DIGITS:
        sheet.write_string(*place, as_text(cell), text)
    else:
        sheet.write_number(*place, float(cell))
