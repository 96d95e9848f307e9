"""What is written comes back as it was: every kind, CSV and XLSX, over generated values."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remanence.core.base.countries import COUNTRIES
from remanence.core.base.money import CURRENCIES
from remanence.exchange import workbook
from remanence.exchange.cells import (
    COMPOSITION,
    COUNTRY,
    CURRENCY,
    DAY,
    LINES,
    SHARES,
    YES_NO,
    ChoiceType,
    NumberType,
    ValueType,
)
from remanence.exchange.cells.text import NATIONAL_CODE, TARIFF_CODE, CodeType
from remanence.exchange.drafts import read_drafts
from remanence.exchange.sheets import KINDS, SHEETS, Column, Sheet
from remanence.exchange.sheets.documents import FileNameType
from remanence.exchange.sheets.orders import PricePerType

LETTERS = st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"])
PLAIN = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
GUARDED = st.sampled_from(
    ["=1+1", "+49 30", "-5", "@x", "'=x", "''@", "＝x", "'x", "<b>", "007", "NA"]
)


def stripped(letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    words = st.text(letters, min_size=1, max_size=12) | GUARDED
    return words.map(str.strip).filter(lambda text: bool(text) and text.lower() != "<clear>")


TEXTS = stripped(LETTERS)
CODES = stripped(PLAIN)
DAYS = st.integers(0, 40_000).map(lambda days: date(1990, 1, 1) + timedelta(days))


def numbers(kind: NumberType) -> st.SearchStrategy[Any]:
    least = kind.least if kind.least is not None else Decimal(-(10**9))
    most = kind.most if kind.most is not None else Decimal(10**9)
    if kind.whole:
        return st.integers(int(max(least, Decimal(0))), int(min(most, Decimal(10**6))))
    places = st.integers(0, 18)
    digits = st.integers(1, 10**17)
    scaled = st.builds(lambda number, place: Decimal(number).scaleb(-place), digits, places)
    return scaled.filter(lambda number: least <= number <= most and number < 10**6)


GIVEN: dict[ValueType, st.SearchStrategy[Any]] = {
    YES_NO: st.booleans(),
    CURRENCY: st.sampled_from(sorted(CURRENCIES)),
    COUNTRY: st.sampled_from(sorted(COUNTRIES)),
    DAY: DAYS,
    COMPOSITION: st.sampled_from(["Nd:29.5;Dy:1.2", "Sm:25"]),
    LINES: st.sampled_from(["1", "1;3"]),
    SHARES: st.sampled_from(["1:40.00;3:60.00"]),
    TARIFF_CODE: st.sampled_from(["0402.10", "8505110070", "28469090"]),
    NATIONAL_CODE: st.sampled_from(["0402.10", "8505110070", "28469090"]),
}


def values(kind: ValueType) -> st.SearchStrategy[Any]:
    match kind:
        case ChoiceType():
            return st.sampled_from(kind.choices)
        case PricePerType():
            return st.sampled_from([1, 100, 1000])
        case NumberType():
            return numbers(kind)
        case FileNameType():
            return st.sampled_from(["invoice.pdf", "papers/po 1.pdf", "合同.pdf"])
    return GIVEN.get(kind, CODES if isinstance(kind, CodeType) else TEXTS)


def cell(column: Column) -> st.SearchStrategy[Any]:
    filled = values(column.type)
    return filled if column.required or column.key else st.none() | filled


def rows(sheet: Sheet) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({column.name: cell(column) for column in sheet.columns})
    return st.lists(row.map(lambda cells: settled(sheet.kind, cells)), min_size=1, max_size=3)


def settled(kind: str, cells: dict[str, Any]) -> dict[str, Any]:
    """Make the cells of a row agree where the sheet asks for it."""
    if kind in {"orders", "licences", "documents"}:
        cells["unit"] = "kg"
    for first, last in (("valid_from", "valid_to"), ("issued_on", "valid_to"), ("from", "until")):
        if cells.get(first) and cells.get(last) and cells[last] < cells[first]:
            cells[last] = cells[first]
    if kind == "parties":
        cells["suspended_from"] = None
    if kind == "prices":
        cells["low"] = cells["high"] = None
    if kind == "fx":
        cells["base"], cells["quote"] = "EUR", "USD"
    alone = {"documents": ("shipment_ref", "licence_ref", "supplier_code", "product_code")}
    for name in (*alone.get(kind, ()), *(("shipment_ref", "percent") if kind == "charges" else ())):
        cells[name] = None
    return cells


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_written_sheet_comes_back(tmp_path: Path, kind: str, ending: str) -> None:
    sheet = SHEETS[kind]
    path = tmp_path / f"{kind}.{ending}"

    @settings(max_examples=15 if ending == "csv" else 4)
    @given(rows(sheet))
    def comes_back(written: list[dict[str, Any]]) -> None:
        content = [[row[name] for name in sheet.names] for row in written]
        workbook.write(path, [(kind, sheet.names, content)])
        reading = read_drafts([path])
        assert [f.message for f in reading.findings if f.severity == "error"] == []
        assert [draft.cells for draft in reading.drafts[kind]] == written
        texts = [{k: str(v) for k, v in draft.cells.items()} for draft in reading.drafts[kind]]
        assert texts == [{k: str(v) for k, v in row.items()} for row in written]

    comes_back()


def test_all_kinds_in_one_workbook(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    supplier = ["S1", "Example", None, "CN", *[None] * 14]
    workbook.write(
        path,
        [(kind, SHEETS[kind].names, [supplier] if kind == "suppliers" else []) for kind in KINDS],
    )
    reading = read_drafts([path])
    assert set(reading.drafts) == set(KINDS)
    assert {f.severity for f in reading.findings} == {"info"}
    assert reading.drafts["suppliers"][0].cells["name"] == "Example"


def test_columns_that_the_kind_lacks_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "fx.csv"
    columns = ["date", "base", "quote", "digest", "rate"]
    workbook.write(
        path, [("fx", columns, [[date(2026, 1, 2), "EUR", "USD", "x", Decimal("1.10")]])]
    )
    assert path.read_bytes() == b"date,base,quote,rate\r\n2026-01-02,EUR,USD,1.10\r\n"
