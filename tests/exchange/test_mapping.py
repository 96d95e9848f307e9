"""The map: other people's sheets made ours; what contradicts it is a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from remanence.core.base.findings import Severity
from remanence.exchange.drafts import read_drafts
from remanence.exchange.mapping import load_map
from remanence.exchange.reading import Reading
from tests.exchange.makers import Page, rows_of, write_book

TRACKER = """\
Open orders of Example Inc;;;;;;;;;
as of;03.11.2026;;;;;;;;
PO No.;Date;Vendor;Pos;Item;Qty;UoM;Price CNY/t;Term;Mode
PO-1;5.1.2026;S1;1;NdPr oxide;1.250;KGS;432.000,50;FOB;by Sea
PO-1;05.01.2026;S1;2;Dy oxide;2,5;KGS;1.900.000;FOB;By Sea
TOTAL;;;;;1.252,5;;;;
;;;;;;;;;
"""
MAP = """\
kind = "orders"
header_row = 3
delimiter = ";"
decimal = ","
thousands = "."
dates = "D.M.YYYY"
skip_rows_like = ["TOTAL*", ""]
[columns]
order_number = "PO No."
order_date = "Date"
supplier_code = "vendor"
line_no = "Pos"
product_code = "Item"
quantity = "Qty"
unit = "UoM"
currency = { value = "CNY" }
unit_price = { from = "Price CNY/t", times = "0.001" }
incoterm = "Term"
transport_mode = "Mode"
[values.transport_mode]
"by Sea" = "sea"
[values.unit]
KGS = "kg"
"""


def read(tmp_path: Path, content: str | bytes, toml: str, name: str = "tracker.csv") -> Reading:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    map_path = tmp_path / "map.toml"
    map_path.write_text(toml, encoding="utf-8")
    return read_drafts([path], map_path=map_path)


def errors_of(reading: Reading) -> list[tuple[str, str]]:
    return [(f.code, f.where) for f in reading.findings if f.severity is Severity.ERROR]


def test_a_tracker_becomes_orders(tmp_path: Path) -> None:
    reading = read(tmp_path, TRACKER, MAP)
    assert errors_of(reading) == []
    first, second = reading.drafts["orders"]
    assert {name: str(value) for name, value in first.cells.items()} == {
        "order_number": "PO-1",
        "order_date": "2026-01-05",
        "supplier_code": "S1",
        "line_no": "1",
        "product_code": "NdPr oxide",
        "quantity": "1250",
        "unit": "kg",
        "unit_price": "432.00050",
        "currency": "CNY",
        "incoterm": "FOB",
        "transport_mode": "sea",
    }
    assert str(second.cells["quantity"]) == "2.5"
    assert str(second.cells["unit_price"]) == "1900.000"
    assert first.where("quantity") == "tracker.csv, orders, row 4, Qty"
    assert [f.code for f in reading.findings] == ["sheet.skipped"]


@pytest.mark.parametrize(
    ("row", "code", "heading"),
    [
        ("PO-1;2026-01-05;S1;1;x;10;kg;5;FOB;sea", "cell.date_against_map", "Date"),
        ("PO-1;31.2.2026;S1;1;x;10;kg;5;FOB;sea", "cell.no_such_date", "Date"),
        ("PO-1;5.1.2026;S1;1;x;2.75;kg;5;FOB;sea", "cell.number_against_map", "Qty"),
        ("PO-1;5.1.2026;S1;1;x;1.2500;kg;5;FOB;sea", "cell.number_against_map", "Qty"),
        ("PO-1;5.1.2026;S1;1;x;.250;kg;5;FOB;sea", "cell.number_against_map", "Qty"),
        ("PO-1;5.1.2026;S1;1;x;1,2,3;kg;5;FOB;sea", "cell.number_against_map", "Qty"),
        ("PO-1;5.1.2026;S1;1;x;1,250.5;kg;5;FOB;sea", "cell.number_against_map", "Qty"),
        ("PO-1;5.1.2026;S1;1;x;10;lbs;5;FOB;sea", "cell.not_a_choice", "UoM"),
    ],
)
def test_what_contradicts_the_map(tmp_path: Path, row: str, code: str, heading: str) -> None:
    text = "\n".join([*TRACKER.split("\n")[:4], row, ""])
    assert errors_of(read(tmp_path, text, MAP)) == [
        (code, f"tracker.csv, orders, row 5, {heading}")
    ]


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("DD/MM/YYYY", "04/05/2026", "2026-05-04"),
        ("MM/DD/YYYY", "04/05/2026", "2026-04-05"),
        ("M/D/YY", "4/5/27", "2027-04-05"),
        ("D-MMM-YY", "05-Feb-27", "2027-02-05"),
        ("D-MMM-YY", "5-Feb-99", "1999-02-05"),
        ("D MMM YYYY", "13 April 2026", "2026-04-13"),
        ("YYYYMMDD", "20260131", "2026-01-31"),
        ("YYYY年M月D日", "2026年3月2日", "2026-03-02"),
    ],
)
def test_forms_of_dates(tmp_path: Path, form: str, text: str, day: str) -> None:
    reading = read(
        tmp_path, f"date,base,quote,rate\n{text},EUR,USD,1.1\n", f'kind="fx"\ndates="{form}"\n'
    )
    assert errors_of(reading) == []
    assert str(reading.drafts["fx"][0].cells["date"]) == day


@pytest.mark.parametrize("text", ["13/05/2026", "1/1/2026", "04-05-2026", "04/05/26", "٠٤/05/2026"])
def test_a_row_that_contradicts_the_form_of_dates(tmp_path: Path, text: str) -> None:
    reading = read(
        tmp_path,
        f"date,base,quote,rate\n{text},EUR,USD,1.1\n",
        'kind="fx"\ndates="MM/DD/YYYY"\n',
    )
    (found,) = errors_of(reading)
    assert found[1] == "tracker.csv, fx, row 2, date"


@pytest.mark.parametrize(
    ("mark", "text", "number"),
    [
        ("' '", "1 234,50", "1234.50"),
        ("' '", "1\u202f234,50", "1234.50"),
        ("' '", "1\u00a0234", "1234"),
        ('"\'"', "1'234'567,8", "1234567.8"),
        ('""', "7,50", "7.50"),
        ('"."', "-12.345", "-12345"),
    ],
)
def test_marks_of_numbers(tmp_path: Path, mark: str, text: str, number: str) -> None:
    reading = read(
        tmp_path,
        f"shipment_ref;entry_line;layer;amount\nSH1;1;base;{text}\n",
        f'kind="entries"\ndecimal=","\nthousands={mark}\n',
    )
    assert errors_of(reading) == []
    assert str(reading.drafts["entries"][0].cells["amount"]) == number


def test_an_encoding_is_the_maps_to_name(tmp_path: Path) -> None:
    text = "supplier_code,name,country\nS1,宁波磁业,CN\n"
    toml = 'kind="suppliers"\nencoding="gb18030"\n'
    reading = read(tmp_path, text.encode("gb18030"), toml)
    assert reading.drafts["suppliers"][0].cells["name"] == "宁波磁业"
    marked = read(tmp_path, b"\xef\xbb\xbf" + text.encode(), toml)
    assert errors_of(marked) == [("file.mark_against_map", "tracker.csv")]
    wrong = read(tmp_path, text.encode(), 'kind="suppliers"\nencoding="ascii"\n')
    assert errors_of(wrong) == [("file.encoding_against_map", "tracker.csv, row 2")]


def test_a_heading_that_the_file_lacks_is_refused(tmp_path: Path) -> None:
    toml = 'kind="fx"\n[columns]\nrate="Kurs"\nsource={from="Quelle"}\n'
    reading = read(tmp_path, "date,base,quote,rate\n2026-01-02,EUR,USD,1.1\n", toml)
    found = [item for item in errors_of(reading) if item[0] == "heading.map_missing"]
    assert found == [
        ("heading.map_missing", "tracker.csv, fx, rate"),
        ("heading.map_missing", "tracker.csv, fx, source"),
    ]
    assert [(draft.cells, draft.bad) for draft in reading.drafts["fx"]] == [({}, True)]


@pytest.mark.parametrize(
    ("toml", "code", "where"),
    [
        ('kind="fx"\n[columns]\nprice="x"\n', "map.column_unknown", "map.toml, columns"),
        ('kind="fx"\n[values.price]\na="b"\n', "map.column_unknown", "map.toml, values"),
        ('kind="rates"\n', "map.kind_unknown", "map.toml, kind"),
        ('kind="fx"\nheaderrow=2\n', "map.key_unknown", "map.toml, headerrow"),
        ('kind="fx"\nheader_row=0\n', "map.value_wrong", "map.toml, header_row"),
        ('kind="fx"\nheader_row=[4,3]\n', "map.value_wrong", "map.toml, header_row"),
        ('kind="fx"\nheader_row=true\n', "map.value_wrong", "map.toml, header_row"),
        ('kind="fx"\ndecimal=";"\n', "map.value_wrong", "map.toml, decimal"),
        ('kind="fx"\nthousands="."\n', "map.value_wrong", "map.toml, thousands"),
        ('kind="fx"\ndates="DD.MM"\n', "map.value_wrong", "map.toml, dates"),
        ('kind="fx"\ndates="DD.MM.YYYY hh"\n', "map.value_wrong", "map.toml, dates"),
        ('kind="fx"\nencoding="klingon"\n', "map.value_wrong", "map.toml, encoding"),
        ('kind="fx"\nencoding="rot13"\n', "map.value_wrong", "map.toml, encoding"),
        ('kind="fx"\ndelimiter="||"\n', "map.value_wrong", "map.toml, delimiter"),
        ('kind="fx"\nmerged="maybe"\n', "map.value_wrong", "map.toml, merged"),
        ('kind="fx"\nskip_rows_like="TOTAL"\n', "map.value_wrong", "map.toml, skip_rows_like"),
        ('kind="fx"\nsheet=0\n', "map.value_wrong", "map.toml, sheet"),
        ('kind="fx"\n[columns]\nrate={times="2"}\n', "map.value_wrong", "map.toml, rate"),
        ('kind="fx"\n[columns]\nrate=5\n', "map.value_wrong", "map.toml, rate"),
        ('kind="fx"\n[columns]\nrate={from="r",times="0"}\n', "map.value_wrong", "map.toml, times"),
        ('kind="fx"\n[columns]\nrate={from="r",by=2}\n', "map.key_unknown", "map.toml, rate, by"),
        ('kind="fx"\nkind="fx"\n', "map.not_toml", "map.toml"),
        ("kind=\n", "map.not_toml", "map.toml"),
        ("", "file.empty", "map.toml"),
    ],
)
def test_a_map_that_cannot_be_is_refused(tmp_path: Path, toml: str, code: str, where: str) -> None:
    reading = read(tmp_path, "date,base,quote,rate\n2026-01-02,EUR,USD,1.1\n", toml)
    assert errors_of(reading) == [(code, where)]
    assert not re.search(r"{\w+}", reading.findings[0].message)
    assert reading.drafts == {}


def test_a_constant_that_cannot_be_is_a_finding(tmp_path: Path) -> None:
    toml = 'kind="fx"\n[columns]\nbase={value="Euro"}\n'
    reading = read(tmp_path, "date,quote,rate\n2026-01-02,USD,1.1\n", toml)
    assert errors_of(reading) == [("cell.not_a_currency", "tracker.csv, fx, base")]


def test_a_file_may_hold_two_kinds(tmp_path: Path) -> None:
    text = "Code,Name,Land,Wert\nS1,Example,CN,1\n"
    toml = """\
dates = "DD.MM.YYYY"
[[sheet]]
kind = "suppliers"
[sheet.columns]
supplier_code = "Code"
name = "Name"
country = "Land"
[[sheet]]
kind = "products"
[sheet.columns]
product_code = "Code"
name = "Name"
category = { value = "oxide" }
unit = { value = "kg" }
"""
    reading = read(tmp_path, text, toml)
    assert errors_of(reading) == []
    assert {kind: len(drafts) for kind, drafts in reading.drafts.items()} == {
        "suppliers": 1,
        "products": 1,
    }


def test_sheets_by_name_or_number_and_those_not_spoken_of(tmp_path: Path) -> None:
    rates = rows_of(["day", "b", "q", "r"], ["2026-01-02", "EUR", "USD", 1.1])
    write_book(tmp_path / "t.xlsx", ("first", rows_of(["x"])), ("Rates", rates), ("more", rates))
    columns = '[sheet.columns]\ndate="day"\nbase="b"\nquote="q"\nrate="r"\n'
    toml = tmp_path / "map.toml"
    toml.write_text(
        f'[[sheet]]\nkind="fx"\nsheet="rates"\n{columns}[[sheet]]\nkind="fx"\nsheet=7\n{columns}',
        encoding="utf-8",
    )
    reading = read_drafts([tmp_path / "t.xlsx"], map_path=toml)
    assert len(reading.drafts["fx"]) == 1
    assert [(f.severity, f.code) for f in reading.findings] == [
        ("error", "map.sheet_missing"),
        ("info", "sheet.unmapped"),
        ("info", "sheet.unmapped"),
    ]


def test_two_heading_rows_and_merged_cells_are_spread(tmp_path: Path) -> None:
    def fill(sheet: Page, book: Page) -> None:
        rows_of(
            ["Price of oxides"],
            ["Material", "Day", "Price", ""],
            ["", "", "low", "high"],
            ["Dy2O3", "2026-01-05", 1600, 1620],
            ["", "2026-01-06", 1610, 1630],
            ["", "", "", ""],
        )(sheet, book)
        sheet.merge_range(1, 2, 1, 3, "Price")
        sheet.merge_range(3, 0, 5, 0, "Dy2O3")

    write_book(tmp_path / "t.xlsx", ("any", fill))
    toml = tmp_path / "map.toml"
    toml.write_text(
        """\
kind = "prices"
header_row = [2, 3]
merged = "spread"
[columns]
material = "Material"
date = "Day"
low = "Price low"
high = "Price high"
source = { value = "desk" }
unit = { value = "t" }
currency = { value = "CNY" }
""",
        encoding="utf-8",
    )
    reading = read_drafts([tmp_path / "t.xlsx"], map_path=toml)
    assert [(f.severity, f.code) for f in reading.findings] == [("info", "sheet.spread")]
    assert [
        (draft.row, draft.cells["material"], str(draft.cells["high"]))
        for draft in reading.drafts["prices"]
    ] == [(4, "Dy2O3", "1620"), (5, "Dy2O3", "1630")]


def test_number_and_date_cells_pass_whatever_the_map_says(tmp_path: Path) -> None:
    rows = rows_of(["date", "base", "quote", "rate"], ["2.1.2026", "EUR", "USD", 1.25])
    write_book(tmp_path / "t.xlsx", ("fx", rows))
    toml = tmp_path / "map.toml"
    toml.write_text('kind="fx"\ndecimal=","\ndates="D.M.YYYY"\n', encoding="utf-8")
    (draft,) = read_drafts([tmp_path / "t.xlsx"], map_path=toml).drafts["fx"]
    assert str(draft.cells["rate"]) == "1.25"


def test_a_map_for_one_of_several_files(tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_text("supplier_code,name,country\nS1,x,CN\n")
    toml = 'file="track*"\n' + MAP
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER, encoding="utf-8")
    map_path = tmp_path / "map.toml"
    map_path.write_text(toml, encoding="utf-8")
    reading = read_drafts([tmp_path / "suppliers.csv", path], map_path=map_path)
    assert errors_of(reading) == []
    assert set(reading.drafts) == {"suppliers", "orders"}
    map_path.write_text(toml.replace("track*", "other*"), encoding="utf-8")
    alone = read_drafts([tmp_path / "suppliers.csv"], map_path=map_path)
    assert errors_of(alone) == [("map.file_missing", "map.toml")]


def test_a_kind_that_contradicts_the_map(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER, encoding="utf-8")
    map_path = tmp_path / "map.toml"
    map_path.write_text(MAP, encoding="utf-8")
    reading = read_drafts([path], as_kind="fx", map_path=map_path)
    assert errors_of(reading) == [("map.kind_differs", "tracker.csv")]


def test_a_map_is_read_with_all_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('kind="fx"\nx=1\ny=2\n[columns]\nz="z"\n', encoding="utf-8")
    found, findings = load_map(path)
    assert found is None
    assert [f.code for f in findings] == [
        "map.key_unknown",
        "map.key_unknown",
        "map.column_unknown",
    ]
