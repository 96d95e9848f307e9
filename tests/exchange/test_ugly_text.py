"""Ugly text files, each with the findings that it must give, and good ones that must pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from remanence.core.base.findings import Severity
from remanence.exchange.drafts import read_drafts
from tests.exchange.makers import ORDER, SUPPLIER, orders, text_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
HEAD = ",".join(ORDER)
ROW = ",".join(ORDER.values())


def lines(*rows: str) -> str:
    return "\r\n".join(rows) + "\r\n"


def replaced(**cells: str) -> str:
    return ",".join({**ORDER, **cells}.values())


UGLY: list[tuple[str, str | bytes, list[tuple[str, str]]]] = [
    ("empty", b"", [("file.empty", "orders.csv")]),
    ("only a mark and blanks", b"\xef\xbb\xbf \r\n", [("file.empty", "orders.csv")]),
    ("pdf", b"%PDF-1.7 ...", [("file.other_format", "orders.csv")]),
    ("old workbook", OLE + b"Workbook", [("file.other_format", "orders.csv")]),
    (
        "locked workbook",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        [("file.other_format", "orders.csv")],
    ),
    ("web page", b"\xef\xbb\xbf\n<html><table><tr><td>1", [("file.other_format", "orders.csv")]),
    ("xml of 2003", XML_2003, [("file.other_format", "orders.csv")]),
    (
        "cut letter",
        orders(notes="Tür").encode()[:-4] + b"\r\n",
        [("file.encoding", "orders.csv, row 2")],
    ),
    (
        "other encoding",
        orders(notes="宁波").encode("gb18030"),
        [("file.encoding", "orders.csv, row 2")],
    ),
    (
        "one byte of another encoding in the third row",
        orders(notes="x").encode() + ROW.encode() + b",\x96\r\n",
        [("file.encoding", "orders.csv, row 3")],
    ),
    ("nul", lines(HEAD, ROW, replaced(unit="p\0s")), [("file.nul", "orders.csv, row 3")]),
    ("utf-16 without mark", orders().encode("utf-16-le"), [("file.nul", "orders.csv, row 1")]),
    (
        "half of a utf-16 letter",
        orders().encode("utf-16")[:-1],
        [("file.encoding_broken", "orders.csv")],
    ),
    (
        "quote never closed",
        lines(HEAD, ROW, replaced(order_number='"PO-2'), ROW),
        [("file.quotes", "orders.csv, row 3")],
    ),
    (
        "text after a quote",
        lines(HEAD, replaced(order_number='"PO"x')),
        [("file.quotes", "orders.csv, row 2")],
    ),
    (
        "a cell of megabytes",
        lines(HEAD, replaced(order_number="x" * 200_000)),
        [("file.long_cell", "orders.csv, row 2")],
    ),
    (
        "heading twice",
        lines(HEAD + ",Quantity", ROW + ",12"),
        [("heading.twice", "orders.csv, orders, quantity")],
    ),
    (
        "empty heading over values",
        lines(HEAD.replace("unit_price", ""), ROW),
        [("heading.missing", "orders.csv, orders, unit_price")],
    ),
    (
        "value under an empty heading",
        lines(HEAD + ",,notes", ROW + ",stray,x"),
        [("heading.empty", "orders.csv, orders, row 2")],
    ),
    (
        "value beyond",
        lines(HEAD, ROW + ",more"),
        [("row.beyond_headings", "orders.csv, orders, row 2")],
    ),
    (
        "shift beyond an empty cell",
        lines(HEAD, ROW + ",,more"),
        [("row.beyond_headings", "orders.csv, orders, row 2")],
    ),
    (
        "missing column",
        lines(HEAD.replace(",currency", ""), ROW.replace(",USD", "")),
        [("heading.missing", "orders.csv, orders, currency")],
    ),
    (
        "two missing columns",
        lines("order_number,line_no,product_code,quantity,unit,unit_price,currency,incoterm"),
        [
            ("heading.missing", "orders.csv, orders, order_date"),
            ("heading.missing", "orders.csv, orders, supplier_code"),
        ],
    ),
    (
        "total below",
        lines(HEAD, ROW, "Total:,,,,,10,,2.50,,"),
        [("row.total", "orders.csv, orders, row 3")],
    ),
    (
        "title above",
        lines("Orders of Example Inc", HEAD, ROW),
        [("sheet.kind_unknown", "orders.csv")],
    ),
    (
        "two errors in one row, one in the next",
        text_table({**ORDER, "unit": "x", "quantity": "y"}, {**ORDER, "currency": "z"}),
        [
            ("cell.not_a_number", "orders.csv, orders, row 2, quantity"),
            ("cell.not_a_choice", "orders.csv, orders, row 2, unit"),
            ("cell.not_a_currency", "orders.csv, orders, row 3, currency"),
        ],
    ),
    (
        "rows are named by the line on which they begin",
        text_table({**ORDER, "notes": "a\nb\nc"}, {**ORDER, "notes": "d", "unit": "x"}),
        [("cell.not_a_choice", "orders.csv, orders, row 5, unit")],
    ),
    (
        "rows are counted with a sep line, headings keep their capitals",
        "sep=;\r\n"
        + text_table({**ORDER, "unit": "x"}, delimiter=";").replace("unit;", "UNIT;", 1),
        [("cell.not_a_choice", "orders.csv, orders, row 3, UNIT")],
    ),
]  # fmt: skip


BAD_CELLS = [
    ("a cell too long", "notes", "x" * 32_768, "cell.too_long"),
    ("letters of two units", "notes", "\U0001f600" * 16_384, "cell.too_long"),
    ("blank key", "order_number", " ", "row.key_blank"),
    ("comma as thousands", "quantity", "12,500", "cell.not_a_number"),
    ("two points", "unit_price", "1.2.3", "cell.not_a_number"),
    ("a word", "quantity", "ten", "cell.not_a_number"),
    ("NaN", "unit_price", "NaN", "cell.not_a_number"),
    ("infinity", "unit_price", "-inf", "cell.not_a_number"),
    ("5000 digits", "quantity", "9" * 5000, "cell.number_too_long"),
    ("exponent", "unit_price", "1.5E+11", "cell.not_a_number"),
    ("brackets", "unit_price", "(3.50)", "cell.not_a_number"),
    ("trailing minus", "unit_price", "3.50-", "cell.not_a_number"),
    ("currency sign", "unit_price", "$3.50", "cell.not_a_number"),
    ("eastern digits", "quantity", "１０", "cell.not_a_number"),
    ("underscore", "quantity", "1_000", "cell.not_a_number"),
    ("negative price", "unit_price", "-1", "cell.too_small"),
    ("no quantity", "quantity", "0", "cell.too_small"),
    ("half a piece", "quantity", "1.5", "row.pieces_not_whole"),
    ("line one and a half", "line_no", "1.5", "cell.not_whole"),
    ("price per 12", "price_per", "12", "cell.not_a_price_unit"),
    ("day and month", "order_date", "04/05/2026", "cell.not_a_date"),
    ("30 February", "order_date", "2026-02-30", "cell.no_such_date"),
    ("serial as text", "order_date", "46027", "cell.not_a_date"),
    ("month word", "order_date", "05-Feb-27", "cell.not_a_date"),
    ("year 26", "order_date", "0026-01-05", "cell.no_such_date"),
    ("the future", "order_date", "2101-01-01", "cell.no_such_date"),
    ("unit lb", "unit", "lb", "cell.not_a_choice"),
    ("currency", "currency", "US$", "cell.not_a_currency"),
    ("a trade name", "currency", "CNH", "cell.currency_trade_name"),
    ("country", "origin_country", "China", "cell.not_a_country"),
    ("yes and no", "remove", "ja", "cell.not_yes_no"),
    ("term with place", "incoterm", "FOB Ningbo", "cell.not_a_choice"),
    ("cleared key", "order_number", "<clear>", "cell.not_cleared"),
    ("line break in a code", "order_number", "PO\n1", "code.control_character"),
    ("code as exponent", "supplier_code", "9.144E+17", "code.digits_lost"),
]  # fmt: skip
UGLY += [
    (label, orders(**{column: text}), [(code, f"orders.csv, orders, row 2, {column}")])
    for label, column, text, code in BAD_CELLS
]


@pytest.mark.parametrize(("content", "expected"), [c[1:] for c in UGLY], ids=[c[0] for c in UGLY])
def test_ugly_text(tmp_path: Path, content: str | bytes, expected: list[tuple[str, str]]) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reading = read_drafts([path])
    errors = [f for f in reading.findings if f.severity is Severity.ERROR]
    assert [(f.code, f.where) for f in errors] == expected
    assert all("{" not in f.message for f in errors)
    rows = [draft for draft in reading.drafts.get("orders", []) if draft.bad]
    stopped = any(draft.table.stopped for draft in rows)
    assert (bool(rows) and not stopped) == any(
        ", row " in f.where and f.where.count(", ") > 1 for f in errors
    )


GOOD: list[tuple[str, str | bytes]] = [
    ("plain", orders()),
    ("mark", b"\xef\xbb\xbf" + orders().encode()),
    ("utf-16", orders(notes="宁波").encode("utf-16")),
    ("utf-16, other end first", b"\xfe\xff" + orders().encode("utf-16-be")),
    ("semicolon", text_table(ORDER, delimiter=";")),
    ("tab", text_table(ORDER, delimiter="\t")),
    ("sep line", "sep=;\n" + text_table(ORDER, delimiter=";")),
    ("sep line in quotes", '"sep=|"\n' + text_table(ORDER, delimiter="|")),
    ("line ends of an old Mac", text_table(ORDER, end="\r")),
    ("no end of the last line", orders().rstrip()),
    ("capitals and blanks in headings", orders().replace("order_number", " Order_Number ", 1)),
    ("other sequence", text_table(dict(reversed(ORDER.items())))),
    ("trailing comma in rows only", lines(HEAD, ROW + ",")),
    ("trailing comma everywhere", lines(HEAD + ",", ROW + ",")),
    ("blank rows and cells", lines("", HEAD, "", ROW, " ,, ,,,,,,,", ",,,,,,,,,,,", "")),
    ("blanks around values", orders(quantity=" 10 ", unit="\u00a0pcs\u3000")),
    ("capitals of words", orders(unit="PCS", currency="usd", incoterm="fob")),
    ("unknown column", orders(colour="blue")),
    ("Namibia", orders(origin_country="NA")),
    ("midnight", orders(order_date="2026-01-05T00:00:00")),
]


@pytest.mark.parametrize("content", [c[1] for c in GOOD], ids=[c[0] for c in GOOD])
def test_good_text(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reading = read_drafts([path])
    assert [f for f in reading.findings if f.severity is Severity.ERROR] == []
    (draft,) = reading.drafts["orders"]
    assert not draft.bad
    assert draft.cells["order_number"] == "PO-1"
    assert draft.cells["unit"] == "pcs"
    assert str(draft.cells["order_date"]) == "2026-01-05"


def test_a_code_with_what_nobody_sees_is_said_to(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(orders(order_number="PO\u200b1"), encoding="utf-8", newline="")
    reading = read_drafts([path])
    assert [(f.severity, f.code, f.where) for f in reading.findings] == [
        ("warning", "code.hidden_character", "orders.csv, orders, row 2, order_number")
    ]
    assert "PO␣1 holds a character that nobody sees (U+200B)" in reading.findings[0].message
    assert reading.drafts["orders"][0].cells["order_number"] == "PO\u200b1"


VERBATIM = [
    "0402100000", "1.10", "NA", "TRUE", "null", "4403E7", "1E5", "2026-01-05", "007", "=1+1", "'x",
    "{0.__class__}", "%s", "<b>x</b>", "'; drop table orders; --", "../../etc", "PO\u202e1",
    "é", "é",
    "\ufffd", "١٢", "𝟙",
]  # fmt: skip


@pytest.mark.parametrize("code", VERBATIM)
def test_codes_are_verbatim(tmp_path: Path, code: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(orders(order_number=code, notes=code), encoding="utf-8", newline="")
    (draft,) = read_drafts([path]).drafts["orders"]
    assert (draft.cells["order_number"], draft.cells["notes"]) == (code, code)
    assert not draft.bad


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'=1+1", "=1+1"), ("'-5", "-5"), ("'@x", "@x"), ("'＝x", "＝x"), ("''=x", "'=x"),
        ("'x", "'x"), ("''x", "''x"), ("'", "'"), ("x'=", "x'="), ("'\tx", "\tx"),
    ],
)  # fmt: skip
def test_the_guarding_apostrophe_is_taken_away_only_there(
    tmp_path: Path, text: str, value: str
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(orders(notes=text), encoding="utf-8", newline="")
    (draft,) = read_drafts([path]).drafts["orders"]
    assert draft.cells["notes"] == value


def test_a_time_of_day_is_told_and_the_date_taken_as_written(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(orders(order_date="2026-03-02T23:30-08:00"), encoding="utf-8", newline="")
    reading = read_drafts([path])
    assert str(reading.drafts["orders"][0].cells["order_date"]) == "2026-03-02"
    assert [(f.severity, f.code) for f in reading.findings] == [("warning", "cell.time_dropped")]


def test_short_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(lines(HEAD + ",notes,stage", ROW), encoding="utf-8", newline="")
    reading = read_drafts([path])
    assert [(f.severity, f.code) for f in reading.findings] == [("warning", "row.short")]
    assert reading.drafts["orders"][0].cells["notes"] is None


def test_a_fraction_of_a_percent_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        text_table(
            {**ORDER, "discount_percent": "0.25"},
            {**ORDER, "line_no": "2", "discount_percent": "0.25%"},
            {**ORDER, "line_no": "3", "discount_percent": "25"},
        ),
        encoding="utf-8",
    )
    reading = read_drafts([path])
    assert [str(d.cells["discount_percent"]) for d in reading.drafts["orders"]] == [
        "0.25",
        "0.25",
        "25",
    ]
    assert [f.where for f in reading.findings] == ["orders.csv, orders, row 2, discount_percent"]
    assert reading.findings[0].message.startswith("0.25 is read as 0.25 percent")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1,200", 'thousands = ","'),
        ("1,200,000.50", 'thousands = ","'),
        ("1,20", 'decimal = ","'),
        ("0,200", 'decimal = ","'),
    ],
)
def test_a_comma_is_advised_about_by_where_it_stands(
    tmp_path: Path, text: str, advice: str
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(text_table({**ORDER, "quantity": text}), encoding="utf-8")
    assert advice in read_drafts([path]).findings[0].message


def test_findings_are_capped_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    bad = {**SUPPLIER, "country": "Nowhere"}
    path.write_text(text_table(*[bad] * 10_050), encoding="utf-8")
    reading = read_drafts([path])
    assert (len(reading.findings), reading.left_out) == (10_000, 50)
    assert len(reading.drafts["suppliers"]) == 10_050
    assert all(draft.bad for draft in reading.drafts["suppliers"])


def test_nothing_is_taken_from_columns_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(lines(HEAD + ",notes,Notes", ROW + ",a,b"), encoding="utf-8")
    (draft,) = read_drafts([path]).drafts["orders"]
    assert "notes" not in draft.cells
    path.write_text(lines(HEAD + ",quantity", ROW + ",11"), encoding="utf-8")
    (draft,) = read_drafts([path]).drafts["orders"]
    assert (draft.cells, draft.bad) == ({}, True)
