"""Undo, redo, and who changed this."""

from __future__ import annotations

import pytest

from remanence.core.base.changes import Changes
from remanence.core.base.errors import Conflict, NotFound
from remanence.store import sheets, writing
from remanence.store.door import Store
from remanence.store.history import can_redo, can_undo, operations, redo, undo
from remanence.store.writing import Txn
from tests.store.desk import AT, D, Ids, fill, kept_rows


def edit(store: Store, ids: Ids, price: int) -> int:
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("order_lines", ("unit_price",), [(ids.line, D(price))])
    return store.newest_operation()


def test_an_import_is_taken_back_and_brought_back(store: Store) -> None:
    empty = kept_rows(store)
    ids = fill(store, lines=50)
    full = kept_rows(store)
    changes = undo(store, None, AT)
    assert kept_rows(store) == empty
    assert (changes.label, changes.operation) == ("undo", store.newest_operation())
    assert ("orders", ids.order) in changes.records
    assert redo(store, AT).label == "redo"
    assert kept_rows(store) == full  # `op` included


def test_a_chain_goes_back_and_forth(store: Store) -> None:
    ids = fill(store)
    states = [kept_rows(store)]
    for price in (2, 3, 4):
        edit(store, ids, price)
        states.append(kept_rows(store))
    for state in states[-2::-1]:
        undo(store, None, AT)
        assert kept_rows(store) == state
    for state in states[1:]:
        redo(store, AT)
        assert kept_rows(store) == state
    undo(store, None, AT)
    assert kept_rows(store) == states[-2]


def test_redo_ends_with_the_next_operation(store: Store) -> None:
    ids = fill(store)
    edit(store, ids, 2)
    undo(store, None, AT)
    edit(store, ids, 3)
    with pytest.raises(Conflict, match="nothing to redo"):
        redo(store, AT)
    with store.read() as reader:
        assert can_redo(reader) is None


def test_nothing_to_undo(store: Store) -> None:
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(store, None, AT)
    with pytest.raises(Conflict, match="nothing to redo"):
        redo(store, AT)
    fill(store)
    undo(store, None, AT)
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(store, None, AT)


def test_a_line_without_rows_is_passed_over(store: Store) -> None:
    ids = fill(store)
    with store.write("restore", source="test", at=AT, always=True):
        pass
    with store.read() as reader:
        assert can_undo(reader) == ids.operation
    undo(store, None, AT)
    with store.read() as reader:
        assert can_undo(reader) is None
        assert can_redo(reader) == store.newest_operation()


def test_an_older_operation_by_its_number(store: Store) -> None:
    ids = fill(store)
    first = edit(store, ids, 2)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("orders", ("stage",), [(ids.order, "load")])
    undo(store, first, AT)
    with store.read() as reader:
        sql = "SELECT unit_price, op FROM order_lines WHERE id = :id"
        assert reader.rows(sql, id=ids.line) == [("1.50", ids.operation)]
    with pytest.raises(Conflict, match="undone already"):
        undo(store, first, AT)


def test_the_number_of_an_undo_redoes(store: Store) -> None:
    ids = fill(store)
    edit(store, ids, 2)
    state = kept_rows(store)
    taken = undo(store, None, AT).operation
    assert undo(store, taken, AT).label == "redo"
    assert kept_rows(store) == state


def test_rows_changed_since_are_refused(store: Store) -> None:
    ids = fill(store)
    first = edit(store, ids, 2)
    edit(store, ids, 3)
    before = kept_rows(store)
    for operation in (first, ids.operation):
        with pytest.raises(Conflict, match="changed or removed since"):
            undo(store, operation, AT)
    assert kept_rows(store) == before


def test_newer_rows_that_hang_on_it_are_refused(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.insert("documents", ("document_type", "order_id"), [("po", ids.order)])
    before = kept_rows(store)
    with pytest.raises(Conflict, match="hang on"):
        undo(store, ids.operation, AT)
    assert kept_rows(store) == before


def test_a_key_taken_again_since_is_refused(store: Store) -> None:
    fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        firms = [("S7", "x", "CN")]
        first = txn.insert("suppliers", ("supplier_code", "name", "country"), firms)
    with store.write("edit", source="test", at=AT) as txn:
        txn.delete("suppliers", [first])
    gone = store.newest_operation()
    with store.write("edit", source="test", at=AT) as txn:
        txn.insert("suppliers", ("supplier_code", "name", "country"), firms)
    with pytest.raises(Conflict, match="newer rows hang on"):
        undo(store, gone, AT)


def test_unique_keys_that_changed_places_change_back(store: Store) -> None:
    """Line 1 moved away so that line 2 could take its number: put back in the reverse order."""
    ids = fill(store)
    before = kept_rows(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update(
            "order_lines", ("line_no",), [(ids.line, 9), (ids.line + 1, 1), (ids.line + 2, 2)]
        )
    after = kept_rows(store)
    undo(store, None, AT)
    assert kept_rows(store) == before
    redo(store, AT)
    assert kept_rows(store) == after


def test_several_blobs_go_back_in_reverse(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BLOB_ROWS", 2)
    ids = fill(store)
    before = kept_rows(store)
    rows = [(ids.line + 2, 99), (ids.line + 1, 3), (ids.line, 2)]
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("order_lines", ("line_no",), rows)
    undo(store, None, AT)
    assert kept_rows(store) == before


def test_no_such_operation(store: Store) -> None:
    fill(store)
    with pytest.raises(NotFound):
        undo(store, 12345, AT)


def test_what_follows_is_done_in_the_same_transaction(store: Store) -> None:
    ids = fill(store)
    before = kept_rows(store)
    seen: list[Changes] = []

    def after(txn: Txn, changes: Changes) -> None:
        seen.append(changes)
        assert txn.rows("SELECT count(*) AS n FROM orders") == [(0,)]
        if len(seen) == 1:
            raise KeyError(ids.order)

    with pytest.raises(KeyError):
        undo(store, None, AT, after=after)
    assert kept_rows(store) == before
    undo(store, None, AT, after=after)
    assert len(seen) == 2


def test_the_lines_of_the_history(store: Store) -> None:
    ids = fill(store)
    edited = edit(store, ids, 2)
    undone = undo(store, None, AT, source="window").operation
    with store.read() as reader:
        lines = operations(reader)
        assert operations(reader, limit=1) == lines[:1]
    assert [line.id for line in lines] == [undone, edited, ids.operation]
    assert (lines[0].undo_of, lines[0].label, lines[0].source) == (edited, "undo", "window")
    assert [line.undone_by for line in lines] == [None, undone, None]
    assert [line.records for line in lines] == [1, 1, 42]
    assert lines[2].at == AT


def test_who_touched_an_order(store: Store) -> None:
    ids = fill(store)
    edited = edit(store, ids, 2)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("orders", ("stage",), [(ids.order + 1, "load")])
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("shipments", ("carrier",), [(ids.shipment + 1, "x")])
    shipped = store.newest_operation()
    with store.write("edit", source="test", at=AT) as txn:
        txn.delete("shipment_lines", [ids.shipment_line + 2])
    with store.write("edit", source="test", at=AT) as txn:
        txn.delete("order_lines", [ids.line + 1])
    removed = store.newest_operation()
    with store.read() as reader:
        order = sheets.id_of(reader, "orders", "PO-1")
        found = [line.id for line in operations(reader, order_id=order)]
    assert set(found) >= {removed, edited, ids.operation}
    assert shipped not in found or found.index(shipped) > 0
