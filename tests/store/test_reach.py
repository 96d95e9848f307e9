"""Which orders a change reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from remanence.store import posted
from remanence.store.door import Store
from remanence.store.writing import Txn
from tests.store.desk import AT, D, Ids, fill

DAY = date(2026, 5, 1)
DECIDED = ("subject", "code", "reason", "decided_on")


def decide(subject: str) -> Callable[[Txn, Ids], object]:
    return lambda txn, ids: txn.insert("decisions", DECIDED, [(subject, "x", "y", DAY)])


# (what is done, which of PO-1, PO-2, PO-3 it reaches). SH-1 carries PO-1 and PO-2; L2 is the
# supplier's of both.
CASES: dict[str, tuple[Callable[[Txn, Ids], object], str]] = {
    "order that ships alone": (
        lambda t, i: t.update("orders", ("stage",), [(i.order + 2, "load")]),
        "3",
    ),
    "line that shares a shipment": (
        lambda t, i: t.update("order_lines", ("unit_price",), [(i.line, D(2))]),
        "12",
    ),
    "line removed": (lambda t, i: t.delete("order_lines", [i.line + 8]), "3"),
    "shipment": (lambda t, i: t.update("shipments", ("etd",), [(i.shipment, DAY)]), "12"),
    "shipment line removed": (lambda t, i: t.delete("shipment_lines", [i.shipment_line + 1]), "12"),
    "shipment line moved": (
        lambda t, i: t.update(
            "shipment_lines", ("order_line_id",), [(i.shipment_line + 2, i.line + 8)]
        ),
        "123",
    ),
    "licence of an order": (
        lambda t, i: t.update("licences", ("valid_to",), [(i.licence, DAY)]),
        "12",
    ),
    "licence of a supplier": (
        lambda t, i: t.update("licences", ("valid_to",), [(i.licence + 1, DAY)]),
        "12",
    ),
    "event": (
        lambda t, i: t.insert(
            "licence_events", ("licence_id", "on_day", "state"), [(i.licence, DAY, "amended")]
        ),
        "1",
    ),
    "charge on an order": (
        lambda t, i: t.insert(
            "charges", ("order_id", "kind", "currency", "amount"), [(i.order, "bank", "USD", D(1))]
        ),
        "1",
    ),
    "charge on a shipment": (
        lambda t, i: t.insert(
            "charges", ("shipment_id", "kind", "currency"), [(i.shipment, "freight", "USD")]
        ),
        "12",
    ),
    "charge moved": (
        lambda t, i: t.update(
            "charges", ("order_id",), [(t.rows("SELECT max(id) FROM charges")[0][0], i.order + 2)]
        ),
        "13",
    ),
    "paper of a supplier": (
        lambda t, i: t.insert(
            "documents", ("document_type", "supplier_id"), [("iso", i.supplier + 1)]
        ),
        "3",
    ),
    "paper of a product": (
        lambda t, i: t.insert("documents", ("document_type", "product_id"), [("msds", i.product)]),
        "123",
    ),
    "product": (lambda t, i: t.update("products", ("hs_code",), [(i.product + 1, "28")]), "123"),
    "supplier": (lambda t, i: t.update("suppliers", ("city",), [(i.supplier, "Ningbo")]), "12"),
    "decision on an order": (decide("order PO-3"), "3"),
    "decision on a supplier": (decide("supplier S2"), "3"),
    "decision on something gone": (decide("order PO-9"), ""),
    "price": (
        lambda t, i: t.update(
            "prices", ("price",), [(t.rows("SELECT id FROM prices")[0][0], D(1))]
        ),
        "",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_reach(store: Store, case: str) -> None:
    ids = fill(store)
    deed, expected = CASES[case]
    with store.write("edit", source="test", at=AT) as txn:
        deed(txn, ids)
        found = posted.reached(txn, txn.changes())
    assert found is not None
    assert "".join(str(one - ids.order + 1) for one in found) == expected


def test_a_removed_order_is_reached(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.delete("order_lines", [ids.line + 6, ids.line + 7, ids.line + 8])
        txn.delete("orders", [ids.order + 2])
        assert posted.reached(txn, txn.changes()) == [ids.order + 2]


@pytest.mark.parametrize("subject", ["workspace", "pack row controls/A57-Ho"])
def test_a_decision_on_all_reaches_all(store: Store, subject: str) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        decide(subject)(txn, ids)
        assert posted.reached(txn, txn.changes()) is None


def test_tables_that_reach_all(store: Store) -> None:
    fill(store)
    names = ("list_code", "name", "from_day", "source")
    with store.write("edit", source="test", at=AT) as txn:
        txn.insert("parties", names, [("CN-CTRL", "Far Works", DAY, "notice 1")])
        assert posted.reached(txn, txn.changes(), wide={"parties"}) is None
        assert posted.reached(txn, txn.changes()) == []


NEW_RATE = ("on_day", "base", "quote", "rate")


def rate_on(txn: Txn, day: date) -> None:
    txn.insert("fx", NEW_RATE, [(day, "USD", "EUR", D(1))])


def moved(txn: Txn, ids: Ids, **days: date) -> None:
    """Give all orders and shipments days long past, then the first shipment these."""
    old = date(2020, 1, 15)
    txn.update("orders", ("order_date",), [(ids.order + at, old) for at in range(3)])
    ships = [row[0] for row in txn.rows("SELECT id FROM shipments")]
    txn.update("shipments", ("eta", "entered_on"), [
        (one, days.get("eta", old), days.get("entered_on", old))
        if one == ids.shipment else (one, old, old) for one in ships
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("days", "reaches"),
    [({}, ""), ({"eta": DAY}, "12"), ({"entered_on": DAY}, "12"), ({"eta": date(2026, 4, 30)}, "")],
)
def test_a_rate_reaches_the_orders_that_may_ask_for_it(
    store: Store, days: dict[str, date], reaches: str
) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        moved(txn, ids, **days)
    with store.write("edit", source="test", at=AT) as txn:
        rate_on(txn, DAY)
        assert posted.reached(txn, txn.changes()) == [ids.order + int(n) - 1 for n in reaches]


def test_a_rate_corrected_reaches_from_its_own_day(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        moved(txn, ids)
        rate_on(txn, date(2019, 12, 30))
    with store.write("edit", source="test", at=AT) as txn:
        rate = txn.rows("SELECT id FROM fx WHERE on_day = '2019-12-30'")[0][0]
        txn.delete("fx", [rate])
        assert len(posted.reached(txn, txn.changes()) or ()) == 3


def test_a_rate_reaches_what_has_not_left_and_what_was_invoiced_since(store: Store) -> None:
    ids = fill(store)
    row = posted.CostRow(
        ids.order + 2, ids.line + 6, posted.NOT_SHIPPED, 3, 24_000, ids.product, ids.supplier,
        "pcs", 1, None, None, 1, 0, 0, 0, 0, 0, 1,
    )  # fmt: skip
    charge = ("order_id", "kind", "currency", "amount", "invoice_date")
    with store.write("edit", source="test", at=AT) as txn:
        moved(txn, ids)
        txn.insert("charges", charge, [(ids.order, "bank", "USD", D(1), DAY)])
        posted.replace(txn, [ids.order + 2], [], [row])
    with store.write("edit", source="test", at=AT) as txn:
        rate_on(txn, DAY)
        assert posted.reached(txn, txn.changes()) == [ids.order, ids.order + 1, ids.order + 2]
