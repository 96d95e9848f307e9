"""Everything that holds a text."""

from __future__ import annotations

import pytest

from remanence.store.door import Store
from remanence.store.search import Hit, fold, search
from tests.store.desk import AT, fill


@pytest.fixture
def filled(store: Store) -> Store:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("shipments", ("containers",), [(ids.shipment, "CSQU3054383; MSKU1234565")])
        txn.update(
            "orders",
            ("end_user", "end_use"),
            [(ids.order, "Müller Magnettechnik GmbH", "100%_sure")],
        )
        txn.update("suppliers", ("notes",), [(ids.supplier + 1, "Công ty đất hiếm")])
    return store


def found(store: Store, text: str, **more: int) -> list[Hit]:
    with store.read() as reader:
        return search(reader, text, **more)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("PO-2", ("orders", "PO-2", "order_number")),
        ("305438", ("shipments", "SH-1", "containers")),
        ("磁业", ("suppliers", "S1", "local_name")),
        ("muller", ("orders", "PO-1", "end_user")),
        ("MÜLLER  ", ("orders", "PO-1", "end_user")),
        ("dat hiem", ("suppliers", "S2", "notes")),
        ("0%_s", ("orders", "PO-1", "end_use")),
        ("shadow", ("parties", "OWN Shadow Trading", "name")),
        ("P1", ("products", "P1", "product_code")),
    ],
)
def test_found(filled: Store, text: str, where: tuple[str, str, str]) -> None:
    assert where in [hit[:3] for hit in found(filled, text)]


@pytest.mark.parametrize(
    "text", ["", "   ", "nowhere at all", "%", "' OR 1=1 --", "CSQU3054383; MSKU1234565x"]
)
def test_not_found(filled: Store, text: str) -> None:
    hits = found(filled, text)
    assert hits == [] or text == "%"


def test_lines_come_last_and_the_number_is_bounded(filled: Store) -> None:
    hits = found(filled, "p2")
    assert hits[0].kind == "products"
    assert hits[-1].ref.startswith("PO-")
    assert found(filled, "p2", limit=2) == hits[:2]


def test_two_cells_are_not_one_text(filled: Store) -> None:
    assert found(filled, "s1jade") == []


def test_fold() -> None:
    assert fold("ＡＢ Ｃ") == "ab c"
    assert fold("İstanbul ß") == fold("i̇stanbul SS")
