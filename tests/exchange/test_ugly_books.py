"""Ugly workbooks, each with the findings that it must give, and good ones that must pass."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from remanence.core.base.findings import Severity
from remanence.exchange.drafts import read_drafts
from remanence.exchange.reading import Reading
from tests.exchange.makers import (
    ORDER,
    SUPPLIER,
    Page,
    changed_part,
    order_rows,
    package,
    rows_of,
    write_book,
)

DAY = date(2026, 3, 1)
LATE = datetime.combine(DAY, time(23, 30))
Fill = Callable[[Page, Page, int, int], None]
"""Writes one cell: sheet, book, row, column."""


def book_with(path: Path, column: str, fill: Fill, **options: object) -> Path:
    """A workbook with one order line of which one cell is written by the case."""
    extra: dict[str, object] = {} if column in ORDER else {column: None}
    headings, values = order_rows(**extra)
    position = headings.index(column)

    def write(sheet: Page, book: Page) -> None:
        values[position] = None
        rows_of(headings, values)(sheet, book)
        fill(sheet, book, 1, position)

    return write_book(path, ("orders", write), **options)


def number(value: float, code: str = "") -> Fill:
    def fill(sheet: Page, book: Page, row: int, column: int) -> None:
        style = book.add_format({"num_format": code}) if code else None
        sheet.write_number(row, column, value, style)

    return fill


def day(value: date, code: str = "yyyy-mm-dd") -> Fill:
    def fill(sheet: Page, book: Page, row: int, column: int) -> None:
        sheet.write_datetime(row, column, value, book.add_format({"num_format": code}))

    return fill


def formula(text: str, result: object) -> Fill:
    return lambda sheet, _book, row, column: sheet.write_formula(row, column, text, None, result)


def text(value: str) -> Fill:
    return lambda sheet, _book, row, column: sheet.write_string(row, column, value)


def flag(value: bool) -> Fill:
    return lambda sheet, _book, row, column: sheet.write_boolean(row, column, value)


def errors_of(reading: Reading) -> list[tuple[str, str]]:
    return [(f.code, f.where) for f in reading.findings if f.severity is Severity.ERROR]


BAD_CELLS: list[tuple[str, str, Fill, str]] = [
    ("error", "quantity", formula("=NA()", "#N/A"), "cell.error"),
    ("formula, never calculated", "unit_price", formula("=1+1", ""), "cell.formula_without_result"),
    ("formula, nought of a writer", "quantity", formula("=1+1", 0), "cell.formula_without_result"),
    ("date in a code", "product_code", day(DAY), "cell.date_here"),
    ("date in a text", "notes", day(DAY, "mmm-yy"), "cell.date_here"),
    ("date in a number", "quantity", day(DAY), "cell.date_here"),
    ("time alone", "order_date", number(0.5, "hh:mm"), "cell.no_such_date"),
    ("number for a date", "order_date", number(46027), "cell.number_for_date"),
    ("number for a currency", "currency", number(156), "cell.number_here"),
    ("truth in a code", "product_code", flag(True), "cell.flag_here"),
    ("truth in a number", "quantity", flag(True), "cell.flag_here"),
    ("long code as a number", "supplier_code", number(914403001234567890), "code.digits_lost"),
    ("code shown as exponent", "order_number", number(44030000000, "0.00E+00"), "code.digits_lost"),
    ("code with a fraction", "product_code", number(8505.11), "code.digits_lost"),
    ("long number", "unit_price", number(12345678901234567890), "cell.number_digits_lost"),
    ("percent as quantity", "quantity", number(0.25, "0%"), "cell.percent_here"),
    (
        "sign of another currency",
        "unit_price",
        number(5, "[$€-407] #,##0.00"),
        "cell.other_currency",
    ),
    ("code of another currency", "unit_price", number(5, '"CNY" 0.00'), "cell.other_currency"),
    ("comma", "unit_price", text("12,50"), "cell.not_a_number"),
    ("half a piece", "quantity", number(1.5), "row.pieces_not_whole"),
]


@pytest.mark.parametrize(
    ("column", "fill", "code"), [c[1:] for c in BAD_CELLS], ids=[c[0] for c in BAD_CELLS]
)
def test_bad_cell(tmp_path: Path, column: str, fill: Fill, code: str) -> None:
    path = book_with(tmp_path / "tracker.xlsx", column, fill)
    reading = read_drafts([path])
    assert errors_of(reading) == [(code, f"tracker.xlsx, orders, row 2, {column}")]
    assert [draft.bad for draft in reading.drafts["orders"]] == [True]


GOOD_CELLS: list[tuple[str, str, Fill, object]] = [
    ("whole number", "quantity", number(10), Decimal(10)),
    ("sum of tenths", "unit_price", number(0.1 + 0.2), Decimal("0.3")),
    ("fixed places", "unit_price", number(12.5, "0.00"), Decimal("12.50")),
    ("currency format", "unit_price", number(1250.1, '"USD" #,##0.00'), Decimal("1250.10")),
    ("sign of a dollar", "unit_price", number(1250.5, "[$$-409]#,##0.00"), Decimal("1250.50")),
    ("more digits than shown", "unit_price", number(1.2345, "0.00"), Decimal("1.2345")),
    ("percent format", "discount_percent", number(0.25, "0%"), Decimal(25)),
    ("percent points", "discount_percent", number(25), Decimal(25)),
    ("number as text", "unit_price", text(" 2.50 "), Decimal("2.50")),
    ("date", "order_date", day(DAY), DAY),
    ("date of another form", "order_date", day(DAY, "d. mmm yy"), DAY),
    ("date as text", "order_date", text("2026-03-01"), DAY),
    ("date with a time", "order_date", day(LATE, "dd/mm/yyyy hh:mm"), DAY),
    ("code typed as a number", "order_number", number(4711), "4711"),
    ("code kept by a format", "product_code", number(402100000, "0000000000"), "0402100000"),
    ("code with dashes in its format", "product_code", number(123456, "000-0000"), "012-3456"),
    ("code as text", "product_code", text("0402"), "0402"),
    ("what looks like a formula", "notes", text("=1+1"), "=1+1"),
    ("what the guard protects", "notes", text("'=1+1"), "=1+1"),
    ("truth for yes", "remove", flag(False), None),
    ("formula with a result", "quantity", formula("=2*21", 42), Decimal(42)),
    ("formula with a text", "notes", formula('="a"&"b"', "ab"), "ab"),
    ("control character", "notes", text("a\x01b"), "a\x01b"),
    ("text like an escape", "notes", text("_x0041_"), "_x0041_"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "fill", "value"), [c[1:] for c in GOOD_CELLS], ids=[c[0] for c in GOOD_CELLS]
)
def test_good_cell(tmp_path: Path, column: str, fill: Fill, value: object) -> None:
    path = book_with(tmp_path / "tracker.xlsx", column, fill)
    reading = read_drafts([path])
    assert errors_of(reading) == []
    (draft,) = reading.drafts["orders"]
    assert draft.cells.get(column) == value
    assert str(draft.cells.get(column)) == str(value)


def test_a_short_tariff_code_is_never_stored_short(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["product_code", "name", "category", "unit", "hs_code"],
        ["P1", "x", "oxide", "kg", 284690100],
        ["P2", "x", "oxide", "kg", 28469010],
        ["P3", "x", "oxide", "kg", "2846901"],
        ["P4", "x", "oxide", "kg", "2846.90.10"],
        ["P5", "x", "oxide", "kg", "0805 10"],
    ]
    path = write_book(tmp_path / "products.xlsx", ("products", rows_of(*rows)))
    reading = read_drafts([path])
    assert errors_of(reading) == [
        ("code.zero_lost", "products.xlsx, products, row 2, hs_code"),
        ("code.zero_lost", "products.xlsx, products, row 4, hs_code"),
    ]
    kept = [draft.cells["hs_code"] for draft in reading.drafts["products"] if not draft.bad]
    assert kept == ["28469010", "2846.90.10", "0805 10"]


def test_the_calendar_of_1904_is_the_workbooks_own(tmp_path: Path) -> None:
    path = book_with(tmp_path / "mac.xlsx", "order_date", day(DAY), date_1904=True)
    (draft,) = read_drafts([path]).drafts["orders"]
    assert draft.cells["order_date"] == DAY


def test_hidden_rows_and_sheets_are_read_and_counted(tmp_path: Path) -> None:
    def fill(sheet: Page, book: Page) -> None:
        headings, values = order_rows()
        second = [*values[:3], "2", *values[4:]]
        rows_of(headings, values, second)(sheet, book)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})

    def hidden(sheet: Page, book: Page) -> None:
        rows_of(["supplier_code", "name", "country"], ["S1", "x", "CN"])(sheet, book)
        sheet.hide()

    path = write_book(tmp_path / "all.xlsx", ("orders", fill), ("suppliers", hidden))
    reading = read_drafts([path])
    assert (reading.hidden_rows, reading.hidden_sheets) == (1, 1)
    assert [len(reading.drafts[kind]) for kind in ("orders", "suppliers")] == [2, 1]
    assert {(f.severity, f.code) for f in reading.findings} == {
        ("info", "sheet.hidden_rows"),
        ("info", "sheet.hidden"),
    }


def test_merged_cells_are_refused_where_they_are_read(tmp_path: Path) -> None:
    def fill(sheet: Page, book: Page) -> None:
        headings, values = order_rows(colour="red")
        rows_of([*headings], values, ["", *values[1:]], ["", *values[1:]])(sheet, book)
        sheet.merge_range(1, 0, 3, 0, "PO-1")
        colour = headings.index("colour")
        sheet.merge_range(1, colour, 2, colour, "red")

    path = write_book(tmp_path / "t.xlsx", ("orders", fill))
    found = errors_of(read_drafts([path]))
    assert ("sheet.merged", "t.xlsx, orders, row 2, order_number") in found
    assert [where for code, where in found if code == "sheet.merged"] == [
        "t.xlsx, orders, row 2, order_number"
    ]


def test_several_sheets_by_name_headings_or_not_at_all(tmp_path: Path) -> None:
    headings, values = order_rows()
    path = write_book(
        tmp_path / "desk.xlsx",
        ("Orders", rows_of(headings, values)),
        ("Tabelle2", rows_of(["supplier_code", "name", "country"], ["S1", "x", "CN"])),
        ("To do", rows_of(["what", "who"], ["call", "me"])),
        ("Empty", rows_of()),
    )
    reading = read_drafts([path])
    assert {kind: len(drafts) for kind, drafts in reading.drafts.items()} == {
        "orders": 1,
        "suppliers": 1,
    }
    assert [(f.severity, f.code, f.where) for f in reading.findings] == [
        ("warning", "sheet.unknown", "desk.xlsx, To do")
    ]


def test_a_workbook_of_unknown_sheets_stops(tmp_path: Path) -> None:
    path = write_book(tmp_path / "desk.xlsx", ("To do", rows_of(["what", "who"], ["call", "me"])))
    assert errors_of(read_drafts([path])) == [("sheet.kind_unknown", "desk.xlsx, To do")]


def test_headings_further_down_are_pointed_out(tmp_path: Path) -> None:
    headings, values = order_rows()
    path = write_book(
        tmp_path / "desk.xlsx", ("PO", rows_of(["Open orders"], [], headings, values))
    )
    (finding,) = read_drafts([path]).findings
    assert "header_row = 3" in finding.message


def test_an_empty_workbook_is_a_finding(tmp_path: Path) -> None:
    path = write_book(tmp_path / "orders.xlsx", ("orders", rows_of()))
    assert errors_of(read_drafts([path])) == [("file.empty", "orders.xlsx")]


def test_a_cell_in_the_farthest_corner_opens_at_once(tmp_path: Path) -> None:
    def fill(sheet: Page, book: Page) -> None:
        rows_of(*order_rows())(sheet, book)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    path = write_book(tmp_path / "orders.xlsx", ("orders", fill))
    reading = read_drafts([path])
    assert (errors_of(reading), len(reading.drafts["orders"])) == ([], 1)


def test_a_value_in_the_farthest_corner_is_told(tmp_path: Path) -> None:
    def fill(sheet: Page, book: Page) -> None:
        rows_of(*order_rows())(sheet, book)
        sheet.write_string(7, 16_383, "x")

    path = write_book(tmp_path / "orders.xlsx", ("orders", fill))
    assert errors_of(read_drafts([path])) == [("row.beyond_headings", "orders.xlsx, orders, row 8")]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
)
def test_entities_are_refused(tmp_path: Path, doctype: str, part: str) -> None:
    path = write_book(tmp_path / "orders.xlsx", ("orders", rows_of(*order_rows())))
    changed_part(path, part, lambda xml: xml.replace("?>", f"?>{doctype}", 1))
    assert errors_of(read_drafts([path])) == [("file.hostile_xml", "orders.xlsx")]


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = package(
        tmp_path / "orders.xlsx",
        {"[Content_Types].xml": "x", "xl/workbook.xml": b" " * 40_000_000},
    )
    assert errors_of(read_drafts([path])) == [("file.bomb", "orders.xlsx")]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"../evil.txt": "x"}, "file.unsafe_entry"),
        ({"a.txt": "x"}, "file.other_format"),
        (
            {"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            "file.other_format",
        ),
        ({"[Content_Types].xml": "x", "xl/workbook.bin": "x"}, "file.other_format"),
        ({"[Content_Types].xml": "x", "xl/workbook.xml": "<workbook"}, "file.damaged"),
    ],
)
def test_other_archives_are_named(tmp_path: Path, parts: dict[str, str], code: str) -> None:
    path = package(tmp_path / "orders.xlsx", parts)
    assert errors_of(read_drafts([path])) == [(code, "orders.xlsx")]


def test_a_cut_workbook_is_damaged(tmp_path: Path) -> None:
    path = write_book(tmp_path / "orders.xlsx", ("orders", rows_of(*order_rows())))
    path.write_bytes(path.read_bytes()[:-200])
    assert errors_of(read_drafts([path])) == [("file.other_format", "orders.xlsx")]


def test_a_flipped_byte_is_damage(tmp_path: Path) -> None:
    path = write_book(tmp_path / "orders.xlsx", ("orders", rows_of(*order_rows())))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    data[entry.header_offset + 60 + len(entry.filename)] ^= 0xFF
    path.write_bytes(bytes(data))
    (found,) = errors_of(read_drafts([path]))
    assert found == ("file.damaged", "orders.xlsx")


def test_a_workbook_under_another_name_is_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "orders.xlsx", ("orders", rows_of(*order_rows())))
    renamed = path.rename(tmp_path / "orders.xls")
    assert len(read_drafts([renamed]).drafts["orders"]) == 1


def test_prefixes_and_inline_texts_of_other_programs(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = "".join(
        f'<x:c t="inlineStr"><x:is><x:r><x:t>{value[:1]}</x:t></x:r><x:r>'
        f"<x:t>{value[1:]}</x:t></x:r>"
        f"<x:rPh><x:t>reading</x:t></x:rPh></x:is></x:c>"
        for value in ("supplier_code", "name", "country")
    )
    row = (
        '<x:row><x:c t="d"><x:v>2026-01-05T00:00:00</x:v></x:c>'
        '<x:c t="str"><x:v>n</x:v></x:c></x:row>'
    )
    start = "<Relationships><Relationship "
    path = package(
        tmp_path / "suppliers.xlsx",
        {
            "[Content_Types].xml": "x",
            "_rels/.rels": (
                f'{start}Id="r" Type="{rel}/officeDocument" Target="/xl/Workbook.xml"/>'
                "</Relationships>"
            ),
            "xl/workbook.xml": (
                f'<x:workbook xmlns:x="{main}" xmlns:q="{rel}"><x:sheets>'
                '<x:sheet name="s" q:id="a"/></x:sheets></x:workbook>'
            ),
            "xl/_rels/Workbook.xml.rels": (
                f'{start}Id="a" Type="{rel}/worksheet" Target="/xl/s.xml"/></Relationships>'
            ),
            "xl/s.xml": (
                f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row>{cells}</x:row>'
                f"{row}</x:sheetData></x:worksheet>"
            ),
        },
    )
    assert errors_of(read_drafts([path])) == [
        ("cell.date_here", "suppliers.xlsx, suppliers, row 2, supplier_code")
    ]


def test_a_kind_given_for_a_workbook_takes_the_sheet_of_its_name_else_the_first(
    tmp_path: Path,
) -> None:
    headings, values = order_rows()
    path = write_book(
        tmp_path / "desk.xlsx",
        ("Notes", rows_of(["x"], ["y"])),
        ("orders", rows_of(headings, values)),
    )
    reading = read_drafts([path], as_kind="orders")
    assert len(reading.drafts["orders"]) == 1
    assert [f.code for f in reading.findings] == ["sheet.beside_as"]


def test_sheets_of_other_names_of_ours_are_read_by_them(tmp_path: Path) -> None:
    headings, values = order_rows()
    path = write_book(
        tmp_path / "desk.xlsx",
        ("suppliers", rows_of(list(SUPPLIER), list(SUPPLIER.values()))),
        ("PO tracker", rows_of(headings, values)),
        ("Old", rows_of(headings, values)),
    )
    reading = read_drafts([path], as_kind="orders")
    assert {kind: len(drafts) for kind, drafts in reading.drafts.items()} == {
        "suppliers": 1,
        "orders": 1,
    }
    ((code, message),) = [(f.code, f.message) for f in reading.findings]
    assert code == "sheet.beside_as"
    assert "Old is left alone" in message


def test_a_kind_given_for_a_workbook_of_one_sheet_is_its_kind(tmp_path: Path) -> None:
    headings, values = order_rows()
    path = write_book(tmp_path / "desk.xlsx", ("fx", rows_of(headings, values)))
    reading = read_drafts([path], as_kind="orders")
    assert (len(reading.drafts["orders"]), reading.findings) == (1, [])
