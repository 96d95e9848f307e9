"""The three verbs: ids, `op`, before-images, what they refuse."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest

from remanence.core.base.errors import Conflict
from remanence.store import writing
from remanence.store.door import Store
from remanence.store.history import operations
from remanence.store.statements import unpacked
from remanence.store.writing import Txn
from tests.store.desk import AT, LINE, D, fill, kept_rows

FIRM = ("supplier_code", "name", "country")


def test_what_was_written_stands_with_its_operation(store: Store) -> None:
    ids = fill(store)
    with store.read() as reader:
        sql = "SELECT op, quantity, unit_price, price_per FROM order_lines WHERE id = :id"
        assert reader.rows(sql, id=ids.line) == [(ids.operation, "1000", "1.50", 100)]
        sql = "SELECT on_day, rate, source FROM fx WHERE base = :base"
        assert reader.rows(sql, base="USD") == [("2026-01-01", "7.05", None)]


def test_a_run_of_new_rows_is_one_line_of_history(store: Store) -> None:
    ids = fill(store, lines=500)
    with store.read() as reader:
        lines = reader.rows(
            'SELECT verb, id_from, id_to, size, "before" FROM change WHERE kind = :kind',
            kind="order_lines",
        )
    assert lines == [("insert", ids.line, ids.line + 1499, 1500, None)]


def test_only_changed_columns_go_into_the_history(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("order_lines", ("unit_price",), [(ids.line, D(2)), (ids.line + 2, D(3))])
    with store.read() as reader:
        ((verb, size, blob),) = reader.rows(
            'SELECT verb, size, "before" FROM change WHERE op = :op', op=store.newest_operation()
        )
    images = unpacked(blob)
    assert (verb, size, images.names) == ("update", 2, ("unit_price",))
    assert images.rows == [[ids.line, ids.operation, "1.50"], [ids.line + 2, ids.operation, "1.50"]]


def test_no_id_is_used_twice(store: Store) -> None:
    seen: set[int] = set()
    for number in range(5):
        with store.write("edit", source="test", at=AT) as txn:
            first = txn.insert(
                "suppliers", FIRM, [(f"A{number}", "x", "CN"), (f"B{number}", "x", "CN")]
            )
            txn.delete("suppliers", [first]) if number < 0 else None
        assert not seen & {first, first + 1}
        seen |= {first, first + 1}
        with store.write("edit", source="test", at=AT) as txn:
            txn.delete("suppliers", [first, first + 1])
    with store.read() as reader:
        following = reader.rows("SELECT next FROM counter")[0][0]
        assert following > max(seen)
        assert following > reader.rows("SELECT max(id) FROM change")[0][0]


def test_children_know_their_parents_before_anything_is_written(store: Store) -> None:
    fill(store)
    with store.write("import", source="test", at=AT) as txn:
        first = txn.take_ids(2)
        rows = [(f"L{at}", "x", "CN") for at in range(2)]
        assert txn.insert("suppliers", FIRM, rows, first=first) == first
    with store.read() as reader:
        sql = "SELECT id FROM suppliers WHERE supplier_code IN ('L0', 'L1')"
        assert [row[0] for row in reader.rows(sql)] == [first, first + 1]


def test_nothing_written_leaves_no_line(store: Store) -> None:
    with store.write("import", source="test", at=AT) as txn:
        txn.insert("suppliers", FIRM, [])
        txn.update("suppliers", ("name",), [])
        txn.delete("suppliers", [])
    assert store.newest_operation() == 0
    with store.write("restore", source="test", note="n", at=AT, always=True):
        pass
    with store.read() as reader:
        (line,) = operations(reader)
    assert (line.label, line.note, line.records) == ("restore", "n", 0)


def test_changes_name_what_was_written(store: Store) -> None:
    ids = fill(store)
    with store.write("edit", source="test", at=AT) as txn:
        txn.update("orders", ("stage",), [(ids.order, "closed")])
        txn.insert("suppliers", FIRM, [("S8", "x", "CN")])
        changes = txn.changes()
        assert txn.touched()["orders"] == [(ids.order, ids.order)]
        assert list(txn.before("orders", "stage")) == [None]
        assert list(txn.before("orders", "currency")) == []
    assert changes.operation == store.newest_operation()
    assert ("orders", ids.order) in changes.records
    assert dict(changes.counts) == {"orders.update": 1, "suppliers.insert": 1}


def test_too_many_to_name(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "NAMED_RECORDS", 3)
    with store.write("edit", source="test", at=AT) as txn:
        txn.insert("suppliers", FIRM, [(f"S{at}", "x", "CN") for at in range(4)])
        assert txn.changes().records == frozenset()
        assert txn.changes().touches("suppliers")


def test_values_that_are_none_of_the_column(store: Store) -> None:
    ids = fill(store)
    before = kept_rows(store)
    for names, row in (
        (("unit_price",), (1.5,)),
        (("quantity",), ("7",)),
        (("requested_on",), ("2026-01-01",)),
        (("notes",), (5,)),
    ):
        with pytest.raises(TypeError), store.write("edit", source="test", at=AT) as txn:
            txn.update("order_lines", names, [(ids.line, *row)])
    with pytest.raises(ValueError, match="2 columns, 1 values"), _write(store) as txn:
        txn.insert("orders", ("order_number", "currency"), [("PO-9",)])
    assert kept_rows(store) == before


def _write(store: Store) -> AbstractContextManager[Txn]:
    return store.write("edit", source="test", at=AT)


def test_an_operation_writes_a_row_once(store: Store) -> None:
    ids = fill(store)
    with pytest.raises(RuntimeError, match="at most once"), _write(store) as txn:  # noqa: PT012
        txn.update("orders", ("stage",), [(ids.order, "load")])
        txn.delete("orders", [ids.order])
    with pytest.raises(RuntimeError, match="at most once"), _write(store) as txn:  # noqa: PT012
        first = txn.insert("suppliers", FIRM, [("S8", "x", "CN")])
        txn.update("suppliers", ("name",), [(first, "y")])


def test_rows_that_are_gone_are_a_conflict(store: Store) -> None:
    fill(store)
    with pytest.raises(Conflict, match="changed or removed since"), _write(store) as txn:
        txn.update("orders", ("stage",), [(999_999, "load")])
    with pytest.raises(Conflict, match="changed or removed since"), _write(store) as txn:
        txn.delete("orders", [999_999, 999_998])


def test_what_others_hang_on_stays(store: Store) -> None:
    ids = fill(store)
    before = kept_rows(store)
    with (
        pytest.raises(Conflict, match="Other rows hang on rows of suppliers"),
        _write(store) as txn,
    ):
        txn.delete("suppliers", [ids.supplier])
    assert kept_rows(store) == before


def test_writing_past_the_verbs_is_refused(store: Store) -> None:
    ids = fill(store)
    before = kept_rows(store)
    with pytest.raises(RuntimeError, match="past the three verbs"), _write(store) as txn:  # noqa: PT012
        txn.update("orders", ("stage",), [(ids.order, "load")])
        txn._connection.execute("UPDATE suppliers SET name = 'sly'")
    assert kept_rows(store) == before


def test_ids_in_any_order_keep_their_own_images(store: Store) -> None:
    ids = fill(store)
    rows = [(ids.line + at, f"note {at}") for at in (5, 0, 3)]
    with _write(store) as txn:
        txn.update("order_lines", ("notes",), rows)
    with _write(store) as txn:
        txn.update("order_lines", ("notes",), [(ids.line + at, None) for at in (3, 5, 0)])
        assert list(txn.before("order_lines", "notes")) == ["note 3", "note 5", "note 0"]


def test_many_rows_go_into_several_blobs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BLOB_ROWS", 4)
    ids = fill(store)
    with _write(store) as txn:
        txn.update("order_lines", ("unit_price",), [(ids.line + at, D(at)) for at in range(9)])
        assert len(list(txn.before("order_lines", "unit_price"))) == 9
    with store.read() as reader:
        sizes = reader.rows(
            "SELECT size FROM change WHERE op = :op ORDER BY id", op=store.newest_operation()
        )
    assert sizes == [(4,), (4,), (1,)]


def test_exact_digits_survive(store: Store) -> None:
    ids = fill(store)
    price = Decimal("12345678901234567.8901234567890")
    with _write(store) as txn:
        row = (ids.order, 99, ids.product, price, "kg", price, 1)
        txn.insert("order_lines", LINE, [row])
    with store.read() as reader:
        sql = "SELECT quantity, unit_price FROM order_lines WHERE line_no = 99"
        assert reader.rows(sql) == [(str(price), str(price))]


def test_a_day_is_a_day(store: Store) -> None:
    ids = fill(store)
    with _write(store) as txn:
        txn.update("order_lines", ("requested_on",), [(ids.line, date(2026, 12, 31))])
    with _write(store) as txn:
        txn.update("order_lines", ("requested_on",), [(ids.line, None)])
        assert list(txn.before("order_lines", "requested_on")) == [date(2026, 12, 31)]
