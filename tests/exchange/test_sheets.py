"""The declarations of the sheets agree with the facts they become."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from remanence.core.facts.business import Business
from remanence.core.facts.charges import Charge
from remanence.core.facts.documents import Document
from remanence.core.facts.licences import Licence, LicenceEvent, LicenceLine
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.parties import Decision, Party
from remanence.core.facts.prices import FxRate, PricePoint
from remanence.core.facts.products import Classification, Product
from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.core.facts.suppliers import Supplier
from remanence.exchange.drafts import read_drafts
from remanence.exchange.sheets import KINDS, SHEETS
from tests.exchange.makers import text_table

FACTS: dict[str, tuple[Any, ...]] = {
    "business": (Business,),
    "suppliers": (Supplier,),
    "products": (Product,),
    "classifications": (Classification,),
    "orders": (Order, OrderLine),
    "licences": (Licence, LicenceLine),
    "licence_events": (LicenceEvent,),
    "shipments": (Shipment, ShipmentLine),
    "entries": (Entry,),
    "documents": (Document,),
    "charges": (Charge,),
    "prices": (PricePoint,),
    "fx": (FxRate,),
    "parties": (Party,),
    "decisions": (Decision,),
}
BESIDE = {"id", "order_id", "licence_id", "shipment_id", "file_digest"}


@pytest.mark.parametrize("kind", KINDS)
def test_columns_are_the_fields_of_the_facts(kind: str) -> None:
    fields = {field for fact in FACTS[kind] for field in fact._fields} - BESIDE
    names = {"from_day" if name == "from" else name for name in SHEETS[kind].names}
    if kind == "licence_events":
        fields |= {"licence_ref"}
    assert names == fields


@pytest.mark.parametrize("kind", ["orders", "licences", "shipments"])
def test_columns_of_the_line_are_the_fields_of_the_line(kind: str) -> None:
    line = set(FACTS[kind][1]._fields) - BESIDE
    assert set(SHEETS[kind].of_line) == line
    assert not line & set(SHEETS[kind].of_whole)


def test_references_name_kinds() -> None:
    for sheet in SHEETS.values():
        assert all(column.refers in {"", *KINDS} for column in sheet.columns)


def errors(tmp_path: Path, sheet: str, /, **cells: str) -> list[str]:
    path = tmp_path / f"{sheet}.csv"
    path.write_text(text_table(cells), encoding="utf-8")
    return [f.code for f in read_drafts([path]).findings if f.severity == "error"]


PAPER = {"document_type": "po", "order_number": "PO-1"}
CHARGE = {"order_number": "PO-1", "kind": "freight", "amount": "5", "currency": "USD"}
POINT = {"material": "Dy2O3", "date": "2026-01-05", "source": "x", "unit": "t", "currency": "CNY"}
CLASS = {"product_code": "P1", "country": "JP", "code": "850511000"}


@pytest.mark.parametrize(
    ("kind", "cells", "codes"),
    [
        ("documents", PAPER, []),
        ("documents", {**PAPER, "order_number": ""}, ["row.one_needed"]),
        ("documents", {**PAPER, "product_code": "P1"}, ["row.too_many"]),
        ("documents", {"document_type": "po"}, ["heading.missing"]),
        ("documents", {**PAPER, "issued_on": "2026-02-01", "valid_to": "2026-01-01"},
         ["row.days_crossed"]),
        ("documents", {**PAPER, "quantity": "1.5", "unit": "pcs"}, ["row.pieces_not_whole"]),
        ("charges", CHARGE, []),
        ("charges", {**CHARGE, "amount": "-5"}, []),
        ("charges", {**CHARGE, "shipment_ref": "SH1"}, ["row.too_many"]),
        ("charges", {**CHARGE, "percent": "1"}, ["row.too_many"]),
        ("charges", {**CHARGE, "order_number": ""}, ["row.one_needed"]),
        ("charges", {**CHARGE, "order_number": "", "charge_ref": "C1"}, []),
        ("charges", {**CHARGE, "lines": "1;1"}, ["cell.not_lines"]),
        ("charges", {**CHARGE, "shares": "1:40;3"}, ["cell.not_shares"]),
        ("charges", {**CHARGE, "shares": "1:-40"}, ["cell.not_shares"]),
        ("prices", {**POINT, "price": "1"}, []),
        ("prices", {**POINT, "low": "2", "high": "1"}, ["row.low_over_high"]),
        ("prices", {**POINT, "low": "2"}, ["heading.missing"]),
        ("prices", {**POINT, "price": "1", "unit": "pcs"}, ["cell.not_a_choice"]),
        ("fx", {"date": "2026-01-05", "base": "USD", "quote": "usd", "rate": "1"},
         ["row.same_currency"]),
        ("classifications", CLASS, []),
        ("classifications", {**CLASS, "country": "US"}, ["code.zero_lost"]),
        ("classifications", {**CLASS, "code": "ex 8505"}, ["code.not_a_tariff_code"]),
        ("products", {"product_code": "P", "name": "x", "category": "oxide", "unit": "kg",
                      "composition": "Nd:29.5;Nd:1"}, ["cell.not_a_composition"]),
        ("products", {"product_code": "P", "name": "x", "category": "oxide", "unit": "kg",
                      "composition": "Nd:99;Dy:2"}, ["cell.not_a_composition"]),
        ("products", {"product_code": "P", "name": "x", "category": "oxide", "unit": "kg",
                      "composition": "Xx:9"}, ["cell.not_a_composition"]),
        ("business", {"country": "US", "currency": "USD"}, []),
    ],
)  # fmt: skip
def test_what_the_cells_of_a_row_owe_each_other(
    tmp_path: Path, kind: str, cells: dict[str, str], codes: list[str]
) -> None:
    assert errors(tmp_path, kind, **cells) == codes


@pytest.mark.parametrize(
    "name",
    [
        "../x.pdf",
        "/etc/passwd",
        "C:\\x.pdf",
        "\\\\server\\x.pdf",
        "a/../../x.pdf",
        "file:///x",
        "http://x/y",
        "~/x",
    ],
)
def test_a_file_must_lie_beside_the_sheet(tmp_path: Path, name: str) -> None:
    assert errors(tmp_path, "documents", **PAPER, file=name) == ["cell.file_not_beside"]
    assert errors(tmp_path, "documents", **PAPER, file="papers/x..y.pdf") == []


def test_a_row_to_remove_needs_its_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "charges.csv"
    path.write_text(text_table({**CHARGE, "amount": "", "remove": "yes"}), encoding="utf-8")
    (draft,) = read_drafts([path]).drafts["charges"]
    assert (draft.remove, draft.bad, "remove" in draft.cells) == (True, False, False)


def test_the_line_of_a_licence_is_the_first_if_left_out(tmp_path: Path) -> None:
    path = tmp_path / "licences.csv"
    path.write_text(text_table({"licence_ref": "L1", "supplier_code": "S1"}), encoding="utf-8")
    assert read_drafts([path]).drafts["licences"][0].cells["line_no"] == 1


def test_what_a_new_record_lacks() -> None:
    sheet = SHEETS["charges"]
    assert sheet.missing({"kind": "freight", "currency": "USD", "amount": None}) == [
        "order_number or shipment_ref",
        "amount or percent",
    ]
