"""Papers: what is unmistakable is proposed with its page, what is doubtful is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from remanence.core.base.findings import Severity
from remanence.exchange.papers import (
    Proposal,
    propose,
    read_paper,
)
from remanence.exchange.papers.fields import ORDER
from remanence.exchange.sheets import SHEETS
from tests.exchange.makers import Page, rows_of, write_book
from tests.exchange.paper_makers import form, said

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample" / "papers"
READ = {"number": "IN-77", "issued_on": "2026-11-22", "net_weight_kg": "1250"}


# -- the sample's papers, whole

GOLDEN = {
    "bl-2622.pdf": {
        "number": "NGL-2610311",
        "net_weight_kg": "1480.5",
        "gross_weight_kg": "1602.9",
        "packages": "68",
        "hs_code": "850511",
        "consignee": "Calder Motion, Inc.",
    },
    "euc-2641.pdf": {
        "number": "EUC-2641",
        "issued_on": "2026-09-25",
        "quantity": "12000",
        "unit": "pcs",
        "net_weight_kg": "720.0",
        "hs_code": "8505111000",
        "end_user": "Tarnwood Servo Systems, Inc.",
        "country_of_origin": "CN",
    },
    "inv-2644.pdf": {
        "number": "QL-2644-1",
        "issued_on": "2026-11-22",
        "quantity": "12000",
        "unit": "pcs",
        "net_weight_kg": "712.0",
        "value": "56160.00",
        "currency": "USD",
        "hs_code": "8505111000",
        "consignee": "Calder Motion, Inc.",
        "country_of_origin": "CN",
        "transport_mode": "sea",
        "incoterm": "FOB",
    },
    "invoice-2618-2.xlsx": {
        "number": "HLC-2618-2",
        "issued_on": "2026-10-29",
        "quantity": "23500",
        "unit": "pcs",
        "net_weight_kg": "2204.3",
        "value": "241351.39",
        "currency": "USD",
        "hs_code": "8505111000",
        "consignee": "Calder Motion, Inc.",
        "country_of_origin": "CN",
        "incoterm": "FOB",
    },
    "licence-2638.pdf": {
        "number": "2026-D-0419",
        "valid_to": "2027-05-17",
        "quantity": "340.0",
        "unit": "kg",
        "hs_code": "8505111000",
        "end_user": "Lumen Creek Sensors, Inc.",
        "transport_mode": "sea",
    },
    "mag-2626.pdf": {
        "number": "MG-2626-1",
        "issued_on": "2026-11-24",
        "packages": "5",
        "gauss_at_2_1m": "0.0087",
        "gauss_at_4_6m": "0.0012",
    },
    "packing-2622.xlsx": {
        "number": "PL-2622-1",
        "issued_on": "2026-10-25",
        "quantity": "197400",
        "unit": "pcs",
        "net_weight_kg": "1480.5",
        "gross_weight_kg": "1602.9",
        "packages": "68",
    },
    "packing-2644.pdf": {
        "number": "PL-2644-1",
        "issued_on": "2026-11-22",
        "quantity": "12000",
        "unit": "pcs",
        "net_weight_kg": "718.4",
        "gross_weight_kg": "781.6",
        "packages": "33",
        "hs_code": "8505111000",
        "consignee": "Calder Motion, Inc.",
        "country_of_origin": "CN",
    },
    "report-ql-2609-7.pdf": {"number": "QL-2609-7", "issued_on": "2026-09-14"},
}


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLE.iterdir()))
def test_the_papers_of_the_sample_say_what_stands_on_them(name: str) -> None:
    read = read_paper(SAMPLE / name)
    page = "Sheet1" if name.endswith(".xlsx") else 1
    assert read.proposals == [Proposal(*cell, page) for cell in GOLDEN[name].items()]
    assert read.findings == []


def test_proposals_stand_in_the_sequence_of_the_sheet() -> None:
    columns = [column.name for column in SHEETS["documents"].columns]
    assert [name for name in columns if name in ORDER] == list(ORDER)


# -- forms in workbooks: boxes, units in a row of their own, formulas without a result


def _boxes(sheet: Page, _book: Page) -> None:
    """An invoice as exporters set it: numbered boxes, number and date in one cell."""
    cells = {
        "A2": "COMMERCIAL INVOICE",
        "A5": "1.Shipper/Exporter:",
        "D5": "8.No. & Date of invoice",
        "A6": "EXAMPLE MAGNETICS CO.,LTD.",
        "D6": "EX26-001                     MAR. 05，2026",
        "A8": "2. Consignee:",
        "A9": "EXAMPLE DRIVES, INC.",
        "A10": "1200 SAMPLE PARKWAY",
        "A12": "12.Marks and Number of PKGS",
        "B12": "13.Description of Goods",
        "D12": "14.Quantity",
        "F12": "15.Unit Price",
        "G12": "16.Amount",
        "D13": "PCS",
        "F13": "USD/PC",
        "G13": "USD",
        "D14": "PRICE TERMS:",
        "F14": "FOB NINGBO, CHINA",
        "B15": "SINTERED NDFEB MAGNET                    HS CODE: 8505111000",
        "B16": "SINTERED NDFEB MAGNET N35",
        "B18": "TOTAL",
        "D18": "160,000PCS",
        "B20": "COUNTRY OF ORIGIN: CHINA",
    }
    for place, text in cells.items():
        sheet.write_string(place, text)
    for place, number in {"D15": 40000, "F15": 0.8125, "D16": 120000, "F16": 0.034}.items():
        sheet.write_number(place, number)
    for place, formula in {"G15": "=D15*F15", "G16": "=D16*F16", "G18": "=SUM(G15:G17)"}.items():
        sheet.write_formula(place, formula, None, "")
    sheet.merge_range("D6:F6", cells["D6"])


def test_a_form_of_numbered_boxes_is_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "form.xlsx", (" ci ", _boxes), ("empty", rows_of()))
    read = read_paper(path)
    assert {one.field: one.value for one in read.proposals} == {
        "number": "EX26-001",
        "issued_on": "2026-03-05",
        "quantity": "160000",
        "unit": "pcs",
        "value": "36580",
        "currency": "USD",
        "hs_code": "8505111000",
        "consignee": "EXAMPLE DRIVES, INC.",
        "country_of_origin": "CN",
        "incoterm": "FOB",
    }
    assert {one.page for one in read.proposals} == {"ci"}
    assert read.findings == []


def test_each_sheet_is_a_paper_of_its_own(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "two.xlsx",
        ("ci", rows_of(("COMMERCIAL INVOICE",), ("Invoice no.", "A-100"))),
        ("pl", rows_of(("PACKING LIST",), ("Packing list no.", "B-200"))),
    )
    assert propose(path) == [Proposal("number", "A-100", "ci"), Proposal("number", "B-200", "pl")]


def test_a_total_that_is_not_the_sum_of_its_lines_is_said_and_not_proposed(tmp_path: Path) -> None:
    path = form(
        tmp_path,
        ("Description", "Quantity", "Amount USD"),
        ("oxide", "1.25 MT", 100),
        ("TOTAL", "1.2MT", 100),
    )
    read = read_paper(path)
    assert [(one.field, one.value) for one in read.proposals] == [
        ("value", "100"),
        ("currency", "USD"),
    ]
    [found] = read.findings
    assert (found.severity, found.where) == (Severity.WARNING, "form.xlsx, Sheet1, B4")
    assert found.message.startswith("The total 1.2MT is not the sum of its lines, 1.25.")


def test_a_measure_of_no_column_is_checked_too(tmp_path: Path) -> None:
    table = (("Goods", "Qty (pcs)", "Measurement"), ("a", 5, "0.9CBM"), ("b", 6, "0.5CBM"))
    right = form(tmp_path, *table, ("TOTAL", 11, "1.4CBM"))
    assert read_paper(right).findings == []
    wrong = form(tmp_path, *table, ("TOTAL", 11, "2.4CBM"))
    assert [found.code for found in read_paper(wrong).findings] == ["paper.total_not_sum"]


def test_a_weight_without_a_unit_is_asked_about(tmp_path: Path) -> None:
    path = form(tmp_path, ("Goods", "Cartons", "Net weight"), ("a", 5, 300), ("TOTAL", 5, 300))
    read = read_paper(path)
    assert [(one.field, one.value) for one in read.proposals] == [("packages", "5")]
    assert [(found.code, found.where) for found in read.findings] == [
        ("paper.no_unit", "form.xlsx, Sheet1, C4")
    ]


def test_a_total_that_nobody_calls_so_is_one_if_it_is_the_sum(tmp_path: Path) -> None:
    heads = ("Goods", "Cartons", "N.W. (KGS)", "G.W.(KGS)")
    path = form(
        tmp_path, heads, ("a", 10, "1,250", 1300), ("b", 5, 50, 60), ("", 15, "1,300", 1360)
    )
    expected = {"packages": "15", "net_weight_kg": "1300", "gross_weight_kg": "1360"}
    assert said(path) == expected


def test_a_column_under_headings_that_are_not_known_gives_no_first_line(tmp_path: Path) -> None:
    path = form(tmp_path, ("Ware", "Cartons", "Net weight (kg)"), ("a", 10, 5), ("b", 5, 6))
    assert said(path) == {}


def test_several_lines_without_a_total_are_not_summed_for_the_reader(tmp_path: Path) -> None:
    path = form(tmp_path, ("Goods", "Qty (pcs)", "Amount USD"), ("a", 5, 10), ("b", 6, 20))
    assert said(path) == {}


def test_an_amount_that_is_no_line_keeps_the_total_from_being_doubted(tmp_path: Path) -> None:
    path = form(
        tmp_path, ("Goods", "Qty (pcs)", "Amount USD"), ("a", 5, 100), ("Freight", "", 20),
        ("TOTAL", 5, 120),
    )  # fmt: skip
    assert said(path) == {"quantity": "5", "unit": "pcs", "value": "120", "currency": "USD"}


def test_the_number_format_of_a_cell_says_its_unit(tmp_path: Path) -> None:
    def fill(sheet: Page, book: Page) -> None:
        sheet.write_row(0, 0, ["PACKING LIST"])
        sheet.write(1, 0, "Net weight")
        sheet.write(1, 1, 712.5, book.add_format({"num_format": '0.0 "KGS"'}))
        sheet.write(2, 0, "Gross weight")
        sheet.write(2, 1, 0.5, book.add_format({"num_format": "0%"}))

    assert said(write_book(tmp_path / "pl.xlsx", ("pl", fill))) == {"net_weight_kg": "712.5"}


def test_a_hidden_sheet_is_on_no_paper(tmp_path: Path) -> None:
    def hidden(sheet: Page, _book: Page) -> None:
        sheet.write_row(0, 0, ["Invoice no.", "OLD-1"])
        sheet.hide()

    shown = rows_of(("COMMERCIAL INVOICE",), ("Invoice no.", "NEW-2"))
    path = write_book(tmp_path / "b.xlsx", ("new", shown), ("old", hidden))
    assert said(path) == {"number": "NEW-2"}


def test_lines_inside_a_cell_are_lines(tmp_path: Path) -> None:
    path = form(tmp_path, ("Consignee:\nExample Drives Inc.\n1200 Sample Parkway",))
    assert said(path) == {"consignee": "Example Drives Inc."}


def test_a_table_of_text_is_read_as_one_page(tmp_path: Path) -> None:
    path = tmp_path / "pl.csv"
    path.write_text('Invoice no.,IN-77,Date,2026-11-22\nNet weight,"1,250 KGS",,\n', "utf-8")
    assert propose(path) == [Proposal(field, value, 1) for field, value in READ.items()]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=C3*2", "20.2"),
        ("=C3+C4", "15.2"),
        ("=SUM(C3:C4)*1", None),
        ("=C3-C4", None),
        ("=IF(1,5,6)", None),
        ("=HYPERLINK(C3)", None),
        ("=C5", None),
    ],
)
def test_only_sums_and_products_are_worked_out(
    tmp_path: Path, formula: str, value: str | None
) -> None:
    def fill(sheet: Page, _book: Page) -> None:
        sheet.write_row(0, 0, ["Net weight (kg)"])
        sheet.write_formula(0, 1, formula, None, "")
        sheet.write_column(2, 2, [10.1, 5.1])
        sheet.write_formula("C5", "=C5", None, "")

    got = said(write_book(tmp_path / "f.xlsx", ("s", fill))).get("net_weight_kg")
    assert got == value
