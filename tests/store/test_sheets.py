"""Sheets as they are stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from remanence.store import sheets
from remanence.store.door import Store
from tests.store.desk import AT, fill

PLAIN = [kind for kind in sheets.SHEET_COLUMNS if kind not in ("orders", "licences", "shipments")]


def test_a_row_a_line(store: Store) -> None:
    ids = fill(store)
    with store.read() as reader:
        whole, line, cells = sheets.stored_rows(reader, "orders")[1]
        assert (whole, line) == (ids.order, ids.line + 1)
    row = dict(zip(sheets.SHEET_COLUMNS["orders"], cells, strict=True))
    assert row["order_number"] == "PO-1"
    assert row["order_date"] == date(2026, 1, 5)
    assert row["quantity"] == Decimal(1000)
    assert (row["supplier_code"], row["product_code"], row["line_no"]) == ("S1", "P1", 2)


def test_shipments_name_order_and_licence(store: Store) -> None:
    fill(store)
    with store.read() as reader:
        rows = [
            dict(zip(sheets.SHEET_COLUMNS["shipments"], row, strict=True))
            for row in sheets.sheet_rows(reader, "shipments")
        ]
    keys = [
        (row["shipment_ref"], row["order_number"], row["line_no"], row["licence_ref"])
        for row in rows
    ]
    assert keys == [("SH-1", "PO-1", 1, "L1"), ("SH-1", "PO-2", 1, None), ("SH-2", "PO-1", 2, None)]


def test_a_licence_without_lines_is_there(store: Store) -> None:
    ids = fill(store)
    with store.read() as reader:
        rows = sheets.stored_rows(reader, "licences")
    assert [(row[0], row[1] is None) for row in rows] == [
        (ids.licence, False),
        (ids.licence + 1, True),
    ]


@pytest.mark.parametrize("kind", PLAIN)
def test_every_kind_gives_values(store: Store, kind: str) -> None:
    fill(store)
    with store.read() as reader:
        rows = sheets.stored_rows(reader, kind)
    assert rows
    for whole, line, cells in rows:
        assert whole > 0
        assert line is None
        assert len(cells) == len(sheets.SHEET_COLUMNS[kind])


def test_parents_by_the_names_that_people_use(store: Store) -> None:
    fill(store)
    parents = ("order_number", "shipment_ref", "licence_ref", "supplier_code", "product_code")
    with store.read() as reader:
        rows = sheets.sheet_rows(reader, "documents")
    columns = sheets.SHEET_COLUMNS["documents"]
    found = [
        next(cells[columns.index(name)] for name in parents if cells[columns.index(name)])
        for cells in rows
    ]
    assert found == ["PO-1", "SH-1", "L1", "S1", "P1"]


def test_keys(store: Store) -> None:
    ids = fill(store)
    with store.read() as reader:
        assert sheets.keys(reader, "orders")["PO-2",] == ids.order + 1
        assert sheets.keys(reader, "orders", line=True)["PO-2", 1] == ids.line + 3
        assert (
            sheets.keys(reader, "shipments", line=True)["SH-1", "PO-2", 1] == ids.shipment_line + 1
        )
        assert set(sheets.keys(reader, "licences", line=True)) == {("L1", 1)}
        assert sheets.id_of(reader, "suppliers", "S2") == ids.supplier + 1
        assert sheets.id_of(reader, "suppliers", "s2") is None
        assert sheets.newest_operation(reader) == ids.operation


def test_what_hangs_on_what(store: Store) -> None:
    ids = fill(store)
    with store.read() as reader:
        found = sheets.hanging(reader, "shipment_lines", "order_line_id", [ids.line, ids.line + 2])
        assert found == [(ids.line, ids.shipment_line)]
        assert sheets.parents_with_lines(reader, "licence_lines", "licence_id") == [ids.licence]


def test_nothing_before_the_first_operation(store: Store) -> None:
    with store.read() as reader:
        assert sheets.newest_operation(reader) == 0
        assert sheets.sheet_rows(reader, "orders") == []
        assert len(sheets.sheet_rows(reader, "business")) == 1


def test_what_a_column_holds_is_known(store: Store) -> None:
    """Days, flags and line numbers come up as such, whichever table they lie in."""
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("suppliers", ("state_owned",), [(ids.supplier, True)])
        txn.update("licences", ("per_year", "valid_to"), [(ids.licence, False, date(2027, 1, 1))])
        txn.update(
            "parties", ("from_day",), [(txn.rows("SELECT id FROM parties")[0][0], date(2026, 5, 1))]
        )
    with store.read() as reader:
        assert True in sheets.sheet_rows(reader, "suppliers")[0]
        assert date(2027, 1, 1) in sheets.sheet_rows(reader, "licences")[0]
        assert date(2026, 5, 1) in sheets.sheet_rows(reader, "parties")[0]
