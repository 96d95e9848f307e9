"""Ugly files through the command line: findings as expected, nothing written; good ones taken."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desk import BASE, Desk, Done
from tests.exchange.makers import (
    ORDER,
    SUPPLIER,
    order_rows,
    package,
    rows_of,
    text_table,
    write_book,
)
from tests.exchange.makers import orders as order_text
from tests.exchange.test_ugly_books import BAD_CELLS, Fill, book_with
from tests.exchange.test_ugly_text import GOOD, UGLY
from tests.faults.outside import start

SECONDS = 30
HEAD = BASE["orders"].splitlines()[0]
SHIPMENT = {"shipment_ref": "SH-1", "order_number": "PO-1", "line_no": "1", "quantity": "400"}
CHARGE = {
    "charge_ref": "C1",
    "order_number": "PO-1",
    "kind": "freight",
    "amount": "120.00",
    "currency": "USD",
}
PAPER = {"document_type": "invoice", "order_number": "PO-1"}
LICENCE = {"licence_ref": "L1", "line_no": "1", "supplier_code": "S1", "product_code": "P1"}
EVENT = {"licence_ref": "L1", "date": "2026-01-05", "state": "filed"}
FX = {"date": "2026-11-02", "base": "EUR", "quote": "USD", "rate": "1.15"}
DECISION = {
    "subject": "order PO-1",
    "code": "document.waived",
    "value": "po",
    "reason": "r",
    "decided_on": "2026-11-01",
}

#: label, name of the file, its text, and the errors by place and code
BETWEEN_ROWS: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    (
        "unknown supplier",
        "orders",
        order_text(supplier_code="S9"),
        [("row 2, supplier_code", "unknown_reference")],
    ),
    (
        "unknown product in the third row",
        "orders",
        text_table(ORDER, {**ORDER, "line_no": "2", "product_code": "P9"}),
        [("row 3, product_code", "unknown_reference")],
    ),
    (
        "key twice, other values",
        "orders",
        text_table(ORDER, {**ORDER, "quantity": "11"}),
        [("row 3", "key_twice")],
    ),
    (
        "key twice, three rows apart",
        "suppliers",
        text_table(
            {**SUPPLIER, "supplier_code": "S7"},
            {**SUPPLIER, "supplier_code": "S8"},
            {**SUPPLIER, "supplier_code": "S7", "name": "Other"},
        ),
        [("row 4", "key_twice")],
    ),
    (
        "one order, two currencies",
        "orders",
        text_table(
            {**ORDER, "order_number": "N"},
            {**ORDER, "order_number": "N", "line_no": "2", "currency": "EUR"},
        ),
        [("row 3, currency", "whole_differs")],
    ),
    (
        "a line that the order lacks",
        "shipments",
        text_table({**SHIPMENT, "line_no": "9"}),
        [("row 2, line_no", "unknown_reference")],
    ),
    (
        "weights of one shipment differ",
        "shipments",
        text_table(
            {**SHIPMENT, "gross_weight_kg": "20"},
            {**SHIPMENT, "line_no": "2", "gross_weight_kg": "21"},
        ),
        [("row 3, gross_weight_kg", "whole_differs")],
    ),
    (
        "a charge of nobody",
        "charges",
        text_table({**CHARGE, "order_number": ""}),
        [("row 2, order_number", "one_parent")],
    ),
    (
        "a charge of two",
        "charges",
        text_table({**CHARGE, "shipment_ref": "SH-1"}),
        [("row 2, shipment_ref", "row.too_many")],
    ),
    (
        "shares that do not sum",
        "charges",
        text_table({**CHARGE, "method": "manual", "shares": "1:60.00;2:59.00"}),
        [("row 2, shares", "shares_sum")],
    ),
    (
        "goods charge of no line",
        "charges",
        text_table({**CHARGE, "kind": "goods", "lines": "7"}),
        [("row 2, lines", "lines_name_none")],
    ),
    (
        "unknown type of paper",
        "documents",
        text_table({**PAPER, "document_type": "postcard"}),
        [("row 2, document_type", "document_type_unknown")],
    ),
    (
        "file that leads out",
        "documents",
        text_table({**PAPER, "file": "../secret.pdf"}),
        [("row 2, file", "cell.file_not_beside")],
    ),
    (
        "file of another drive",
        "documents",
        text_table({**PAPER, "file": "D:\\secret.pdf"}),
        [("row 2, file", "cell.file_not_beside")],
    ),
    (
        "address as a file",
        "documents",
        text_table({**PAPER, "file": "https://example.com/x.pdf"}),
        [("row 2, file", "cell.file_not_beside")],
    ),
    (
        "absent file",
        "documents",
        text_table({**PAPER, "file": "absent.pdf"}),
        [("row 2, file", "paper_file_missing")],
    ),
    (
        "event of an unknown licence",
        "licence_events",
        text_table(EVENT),
        [("row 2, licence_ref", "unknown_reference")],
    ),
    (
        "state that is none",
        "licence_events",
        text_table({**EVENT, "state": "lost"}),
        [("row 2, state", "cell.not_a_choice")],
    ),
    (
        "licence that ends before it begins",
        "licences",
        text_table({**LICENCE, "valid_from": "2026-05-01", "valid_to": "2026-04-30"}),
        [("row 2, valid_to", "row.days_crossed")],
    ),
    (
        "composition over a hundred",
        "products",
        text_table(
            {
                "product_code": "P7",
                "name": "x",
                "category": "magnet",
                "unit": "pcs",
                "composition": "Nd:60;Fe:60",
            }
        ),
        [("row 2, composition", "cell.not_a_composition")],
    ),
    ("no rate at all", "fx", text_table({**FX, "rate": "0"}), [("row 2, rate", "cell.too_small")]),
    (
        "decision about nobody",
        "decisions",
        text_table({**DECISION, "subject": "order PO-77"}),
        [("row 2, subject", "subject_unknown")],
    ),
    (
        "removed, but others hang on it",
        "suppliers",
        text_table({**SUPPLIER, "supplier_code": "S1", "remove": "yes"}),
        [("row 2", "hangs_on_it")],
    ),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made


def refused(desk: Desk, path: Path) -> list[tuple[str, str]]:
    """Import a file with --apply, which must be refused; the places and codes of its errors."""
    before = desk.state()
    began = time.monotonic()
    done = desk.run("import", str(path), "--apply", "--json")
    assert time.monotonic() - began < SECONDS
    assert done.code == 1, done
    assert done.json["applied"] is False
    assert done.json["operation"] is None
    assert desk.state() == before
    found = done.json["findings"]
    assert all(set(one) == {"severity", "code", "where", "message"} for one in found)
    marks = [one["severity"] for one in found]
    assert marks == sorted(marks, key=["error", "warning", "info"].index)
    return [(one["where"], one["code"]) for one in found if one["severity"] == "error"]


@pytest.mark.parametrize(
    ("name", "text", "expected"), [c[1:] for c in BETWEEN_ROWS], ids=[c[0] for c in BETWEEN_ROWS]
)
def test_between_rows(desk: Desk, name: str, text: str, expected: list[tuple[str, str]]) -> None:
    path = desk.sheet(name, text)
    assert refused(desk, path) == [(f"{name}.csv, {name}, {at}", code) for at, code in expected]


@pytest.mark.parametrize(("content", "expected"), [c[1:] for c in UGLY], ids=[c[0] for c in UGLY])
def test_ugly_text(desk: Desk, content: str | bytes, expected: list[tuple[str, str]]) -> None:
    path = desk.folder / "orders.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = refused(desk, path)
    assert [pair for pair in found if pair[1] != "unknown_reference"] == [
        (where, code) for code, where in expected
    ]


@pytest.mark.parametrize(
    ("column", "fill", "code"), [c[1:] for c in BAD_CELLS], ids=[c[0] for c in BAD_CELLS]
)
def test_ugly_cell_of_a_workbook(desk: Desk, column: str, fill: Fill, code: str) -> None:
    path = book_with(desk.folder / "tracker.xlsx", column, fill)
    assert (f"tracker.xlsx, orders, row 2, {column}", code) in refused(desk, path)


@pytest.mark.parametrize("content", [c[1] for c in GOOD], ids=[c[0] for c in GOOD])
def test_good_text_is_taken(desk: Desk, content: str | bytes) -> None:
    path = desk.folder / "orders.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = desk.run("import", str(path), "--as", "orders", "--apply", "--json")
    assert done.code == 0, done
    assert done.json["applied"] is True
    sheet = done.json["plan"][0]
    assert (sheet["sheet"], sheet["changed"], sheet["rejected"]) == ("orders", 1, 0)
    again = desk.run("import", str(path), "--as", "orders", "--apply", "--json").json
    assert (again["plan"][0]["same"], again["applied"], again["operation"]) == (1, False, None)


# ------------------------------------------------------------------------------ whole containers


def _named(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def _bomb(folder: Path) -> Path:
    path = folder / "orders.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as entry:
            for _ in range(300):
                entry.write(b" " * 1_000_000)
    return path


def _cut(folder: Path) -> Path:
    path = write_book(folder / "orders.xlsx", ("orders", rows_of(*order_rows())))
    path.write_bytes(path.read_bytes()[:-300])
    return path


def _far_corner(folder: Path) -> Path:
    def fill(sheet: Any, book: Any) -> None:
        rows_of(*order_rows())(sheet, book)
        sheet.write_string(900_000, 16_000, "far")

    return write_book(folder / "orders.xlsx", ("orders", fill))


OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99
LONG_LINE = b"x" * 20_000_000
MANY_ROWS = b"a,b\n" * 310_000

CONTAINERS: list[tuple[str, Callable[[Path], Path], str]] = [
    ("nothing in it", _named("orders.csv", b""), "file.empty"),
    ("only blanks", _named("orders.csv", b"\xef\xbb\xbf \r\n\t"), "file.empty"),
    ("a PDF", _named("orders.csv", b"%PDF-1.4\n%\xe2\xe3"), "file.other_format"),
    ("a web page", _named("orders.xls", b"<html><body><table>"), "file.other_format"),
    ("an old workbook", _named("orders.xls", OLD_WORKBOOK), "file.other_format"),
    ("a picture", _named("orders.xlsx", b"\x89PNG\r\n\x1a\n"), "file.other_format"),
    ("a database", _named("orders.csv", b"SQLite format 3\0" + bytes(84)), "file.other_format"),
    ("a compressed file", _named("orders.csv", b"\x1f\x8b\x08" + bytes(20)), "file.other_format"),
    ("bytes of nobody", _named("orders.csv", bytes(range(256)) * 30), "file.encoding"),
    ("a cut workbook", _cut, "file.other_format"),
    ("a bomb", _bomb, "file.bomb"),
    ("a value far away", _far_corner, "row.beyond_headings"),
    (
        "a zip of something",
        lambda folder: package(folder / "orders.xlsx", {"readme.txt": "x"}),
        "file.other_format",
    ),
    ("a long line", _named("orders.csv", HEAD.encode() + b"\n" + LONG_LINE), "file.long_cell"),
    ("many rows", _named("orders.csv", HEAD.encode() + b"\n" + MANY_ROWS), "file.too_many"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "code"), [c[1:] for c in CONTAINERS], ids=[c[0] for c in CONTAINERS]
)
def test_containers(desk: Desk, make: Callable[[Path], Path], code: str) -> None:
    path = make(desk.folder)
    found = refused(desk, path)
    assert any(at.startswith(path.name) and one == code for at, one in found[:5]), found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other units, or no account")
@pytest.mark.parametrize("make", [_bomb, _far_corner])
def test_heavy_files_stay_within_a_gigabyte(desk: Desk, make: Callable[[Path], Path]) -> None:
    path = make(desk.folder)
    words = ["--workspace", str(desk.path), "import", str(path), "--json"]
    process = start(desk.around.home, *words)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1
    assert used.ru_maxrss < 1_000_000  # kilobytes


def absent(folder: Path) -> Path:
    return folder / "absent.csv"


def folder_of(folder: Path) -> Path:
    (folder / "sheets.csv").mkdir()
    return folder / "sheets.csv"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def device(folder: Path) -> Path:
    return Path("/dev/null")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are files on POSIX")
@pytest.mark.parametrize("make", [absent, folder_of, pipe, device])
@pytest.mark.parametrize("word", ["import", "--map", "restore", "calc", "verify", "attach"])
def test_what_is_no_file(desk: Desk, make: Callable[[Path], Path], word: str) -> None:
    before = desk.state()
    path = str(make(desk.folder))
    words = {
        "import": ["import", path],
        "--map": ["import", str(desk.sheet("orders", BASE["orders"])), "--map", path],
        "restore": ["restore", path, "--to", str(desk.folder / "again")],
        "calc": ["calc", "landed", path],
        "verify": ["policy", "verify", path],
        "attach": ["attach", path, "--order", "PO-1", "--type", "po"],
    }[word]
    done = desk.run("--json", *words)
    if word == "verify" and make is folder_of:
        assert done.code == 1, done  # a pack may be a folder; this one is none
    else:
        assert done.code == 3, done
        assert done.json["error"]["code"] == "file_missing"
    assert desk.state() == before


# --------------------------------------------------------------------------------- several files


def test_one_bad_row_among_good_files_stops_all(desk: Desk) -> None:
    before = desk.state()
    paths = desk.sheets(
        {
            "suppliers": text_table({**SUPPLIER, "supplier_code": "S7"}),
            "orders": text_table({**ORDER, "order_number": "N", "quantity": "ten"}),
        }
    )
    done = desk.run("import", *map(str, paths), "--apply", "--json")
    assert done.code == 1
    assert [tuple(one.values()) for one in done.json["plan"]] == [
        ("suppliers", 1, 0, 0, 0, 0),
        ("orders", 0, 0, 0, 0, 1),
    ]
    assert desk.state() == before


def test_a_link_that_leads_out_is_a_finding(desk: Desk) -> None:
    outside = desk.folder.parent / "private.pdf"
    outside.write_bytes(b"%PDF-1.4 private")
    inside = desk.sheet("real.pdf", "%PDF-1.4 mine")
    (desk.folder / "link.pdf").symlink_to(outside)
    (desk.folder / "near.pdf").symlink_to(inside)
    rows = [
        {**PAPER, "file": "link.pdf"},
        {**PAPER, "document_type": "packing", "file": "near.pdf"},
    ]
    path = desk.sheet("documents", text_table(*rows))
    assert refused(desk, path) == [
        ("documents.csv, documents, row 2, file", "cell.file_not_beside")
    ]


def test_a_correction_of_a_row_that_the_pack_lacks_is_told(desk: Desk) -> None:
    known = {
        **DECISION,
        "subject": "pack row controls/A57-Ho",
        "code": "pack.effective_to",
        "value": "2027-12-31",
    }
    unknown = {**known, "subject": "pack row controls/A57-Xx"}
    done = desk.run("import", str(desk.sheet("decisions", text_table(known, unknown))), "--json")
    assert done.code == 0, done
    assert [(one["severity"], one["code"], one["where"]) for one in done.json["findings"]] == [
        ("warning", "pack_row_unknown", "decisions.csv, decisions, row 3, subject")
    ]


def test_hidden_rows_and_sheets_are_counted_before_anything_is_written(desk: Desk) -> None:
    def fill(sheet: Any, book: Any) -> None:
        headings, values = order_rows(order_number="N")
        rows_of(headings, values, [*values[:3], "2", *values[4:]])(sheet, book)
        sheet.set_row(2, None, None, {"hidden": True})

    path = write_book(desk.folder / "book.xlsx", ("orders", fill))
    done = desk.run("import", str(path), "--json")
    assert done.code == 0, done
    assert done.json["plan"][0]["new"] == 2
    hidden = next(one for one in done.json["findings"] if one["code"] == "sheet.hidden_rows")
    assert "1" in hidden["message"]


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE orders; --",
        "<script>alert(1)</script>",
        "%s %d {0.__class__} {value} $HOME",
        "=HYPERLINK(1)",
        "../../etc/passwd",
        "\u202eevil\u200b",
        "x" * 3000,
        'it\'s \\ "quoted"',
        "宁波 磁材 é é",
    ],
)
def test_hostile_text_is_data(desk: Desk, text: str) -> None:
    """Whatever a cell says is kept, found, shown and written out as it came."""
    rows = text_table({**ORDER, "order_number": text, "end_user": text})
    path = desk.sheet("orders", rows)
    done = desk.run("import", str(path), "--apply", "--json")
    assert done.code == 0, done
    listed = desk.run("orders", "--json").json
    assert text in [row["number"] for row in listed]
    shown = desk.run("order", "--json", "--", text)
    assert shown.code == 0, shown
    assert shown.json["orders"][0]["end_user"] == text
    for command in (["orders"], ["today"], ["order", "--", text], ["search", "--", text[:20]]):
        printed: Done = desk.run(*command)
        assert printed.code == 0, printed
        assert all(char.isprintable() or char == "\n" for char in printed.out)
    out = desk.folder / "out.csv"
    assert desk.run("export", "orders", "--to", str(out)).code == 0
    again = desk.run("import", str(out), "--as", "orders", "--json").json
    assert again["plan"][0]["same"] == 4
