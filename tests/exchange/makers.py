"""Makes the files that the tests of reading need: texts, workbooks, raw packages."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

Page: TypeAlias = Any
"""A sheet or workbook of the writing library, which has no types."""

ORDER = {
    "order_number": "PO-1",
    "order_date": "2026-01-05",
    "supplier_code": "S1",
    "line_no": "1",
    "product_code": "P1",
    "quantity": "10",
    "unit": "pcs",
    "unit_price": "2.50",
    "currency": "USD",
    "incoterm": "FOB",
}
SUPPLIER = {"supplier_code": "S1", "name": "Example Magnetics", "country": "CN"}


def text_table(*rows: Mapping[str, str], delimiter: str = ",", end: str = "\r\n") -> str:
    """The rows as CSV, headings from the first."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def orders(**cells: str) -> str:
    """An order line as CSV, some cells replaced or added."""
    return text_table({**ORDER, **cells})


def write_book(
    path: Path, *sheets: tuple[str, Callable[[Page, Page], None]], **options: object
) -> Path:
    """A workbook; each sheet is filled by a function of sheet and book."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, options)
    for name, fill in sheets:
        fill(book.add_worksheet(name), book)
    book.close()
    return path


def rows_of(*rows: Sequence[object]) -> Callable[[Page, Page], None]:
    """Fills a sheet with rows: texts as texts, numbers as numbers."""

    def fill(sheet: Page, _book: Page) -> None:
        for number, row in enumerate(rows):
            for position, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, position, value)
                elif value is not None:
                    sheet.write(number, position, value)

    return fill


def order_rows(**cells: object) -> tuple[list[str], list[object]]:
    """Headings and one order line for a workbook."""
    row: dict[str, object] = {**ORDER, **cells}
    return list(row), list(row.values())


def changed_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change one XML part of a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip of parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
