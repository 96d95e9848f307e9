"""Dossiers: everything that hangs on an order, and nothing that does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest

from remanence.core.facts.dossiers import OrderFile
from remanence.store import dossiers, reading
from remanence.store.door import Reader, Store
from tests.store.desk import AT, D, fill


@contextmanager
def one(store: Store, number: str = "PO-1") -> Iterator[OrderFile]:
    with store.read() as reader:
        files = {file.order.order_number: file for file in dossiers.order_files(reader)}
        yield files[number]


def test_the_order_and_its_lines(store: Store) -> None:
    fill(store)
    with one(store) as file:
        assert file.order.order_date == date(2026, 1, 5)
        assert file.supplier.local_name == "玉河磁业有限公司"
        assert [line.line_no for line in file.lines] == [1, 2, 3]
        assert file.lines[0].unit_price == Decimal("1.50")
        assert set(file.products) == {"P1", "P2"}
        assert [one.code for one in file.classifications] == ["8505110070"]


def test_shipments_with_all_that_they_carry(store: Store) -> None:
    fill(store)
    with one(store) as file:
        refs = [afloat.shipment.shipment_ref for afloat in file.shipments]
        assert refs == ["SH-1", "SH-2"]  # by departure, unknown ones last
        carried = [(line.order_number, line.line_no) for line in file.shipments[0].lines]
        assert carried == [("PO-1", 1), ("PO-2", 1)]
        assert file.shipments[0].entries[0].amount == Decimal("3.50")
        assert [paper.document_type for paper in file.shipments[0].documents] == ["packing"]
        ((neighbour, lines),) = file.neighbours
        assert (neighbour.order_number, len(lines)) == ("PO-2", 3)


def test_licences_naming_the_order_or_its_supplier(store: Store) -> None:
    fill(store)
    with one(store) as file:
        assert [found.licence.licence_ref for found in file.licences] == ["L1", "L2"]
        named, of_supplier = file.licences
        assert [event.state for event in named.events] == ["accepted", "granted"]
        assert [(draw.line.order_number, draw.line.line_no) for draw in named.draws] == [
            ("PO-1", 1),
            ("PO-1", 2),
        ]
        # the line that names L1 does not draw on L2
        assert {draw.line.line_no for draw in of_supplier.draws} == {1, 2}
        assert [paper.document_type for paper in named.documents] == ["euc"]
    with one(store, "PO-3") as file:
        assert file.licences == ()


def test_a_draw_is_worth_the_ordered_price_less_its_discount(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("order_lines", ("discount_percent",), [(ids.line, D("2.5"))])
    with one(store) as file:
        draw = file.licences[0].draws[0]
        assert (draw.value, draw.currency, draw.unit) == (D("0.14625"), "CNY", "pcs")
        assert draw.product is not None
        assert draw.product.product_code == "P2"


def test_papers_charges_and_decisions(store: Store) -> None:
    fill(store)
    with one(store) as file:
        assert sorted(paper.document_type for paper in file.documents) == ["iso", "msds", "po"]
        assert sorted(charge.kind for charge in file.charges) == ["bank", "freight"]
        assert [decision.code for decision in file.decisions] == ["a", "b"]
    with one(store, "PO-2") as file:
        assert sorted(charge.kind for charge in file.charges) == ["freight"]
    with one(store, "PO-3") as file:
        assert [decision.code for decision in file.decisions] == ["c", "b"]
        assert sorted(paper.document_type for paper in file.documents) == ["msds"]


@pytest.mark.parametrize("chunk", [1, 5000])
def test_some_are_what_all_are(store: Store, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", chunk)
    ids = fill(store)
    with store.read() as reader:
        every = dossiers.order_files(reader)
        assert len(every) == 3
        for at, file in enumerate(every):
            assert dossiers.order_files(reader, [ids.order + at]) == [file]
        assert dossiers.order_files(reader, [ids.order + at for at in range(3)]) == every
        assert dossiers.order_files(reader, [999_999]) == []


def test_a_fixed_number_of_questions(store: Store) -> None:
    fill(store)

    class Counting(Reader):
        asked = 0

        def rows(self, sql: str, **parameters: object) -> list[tuple[object, ...]]:
            Counting.asked += 1
            return super().rows(sql, **parameters)

    with store.read():
        reader = Counting(store._reading(), store.folder)
        dossiers.order_files(reader)
        every = Counting.asked
        Counting.asked = 0
        dossiers.order_files(reader, [dossiers.order_files(reader)[0].order.id])
    assert every < 45


def test_licences_by_reference(store: Store) -> None:
    fill(store)
    with store.read() as reader:
        every = dossiers.licence_files(reader)
        assert [file.licence.licence_ref for file in every] == ["L1", "L2"]
        numbers = [file.order and file.order.order_number for file in every]
        assert numbers == [file.licence.order_number for file in every]
        assert numbers[0] is not None
        assert dossiers.licence_files(reader, ["L2", "L9"]) == every[1:]
        assert [file.licence.licence_ref for file in dossiers.cases(reader)] == ["L1"]


def test_the_desk(store: Store) -> None:
    fill(store)
    with store.read() as reader:
        found = dossiers.desk(reader)
        assert found.business.currency == "USD"
        assert [(rate.base, rate.quote) for rate in found.rates] == [("USD", "CNY"), ("EUR", "GBP")]
        assert [party.name for party in found.parties] == ["Shadow Trading"]
        assert [decision.code for decision in found.decisions] == ["b"]
        some = dossiers.desk(reader, currencies={"USD", "CNY"})
        assert [rate.rate for rate in some.rates] == [D("7.05")]


def test_a_transaction_sees_its_own_writing(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("order_lines", ("unit_price",), [(ids.line, D(9))])
        (file,) = dossiers.order_files(txn, [ids.order])
        assert file.lines[0].unit_price == D(9)
