"""Posted rows: replaced whole, outside the history, and summed exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from remanence.core.base.changes import Changes
from remanence.store import posted, trends
from remanence.store.door import Store
from remanence.store.history import undo
from remanence.store.posted import CostRow, StatusRow, scaled
from remanence.store.writing import Txn
from tests.store.desk import AT, Ids, fill

MARCH = 2026 * 12 + 2


def status(ids: Ids, at: int = 0, **changes: object) -> StatusRow:
    row = StatusRow(
        ids.order + at, f"PO-{at + 1}", "place", "ready", 3, 1, "33", "[]", None, 100, "CNY", 900,
        late=False, posted_on="2026-11-24", may_change_on="2026-12-01", pack="base 7",
    )  # fmt: skip
    return row._replace(**changes)  # type: ignore[arg-type]


def cost(ids: Ids, at: int = 0, **changes: object) -> CostRow:
    row = CostRow(
        ids.order + at, ids.line + 3 * at, 0, 3, MARCH, ids.product, ids.supplier, "pcs",
        5000, 1_000_000, None, 100, 20, 1, 5, 3, 1, 130,
    )  # fmt: skip
    return row._replace(**changes)  # type: ignore[arg-type]


def post(store: Store, ids: Ids, statuses: list[StatusRow], costs: list[CostRow]) -> None:
    with store.write("post", source="test", at=AT) as txn:
        posted.replace(txn, [ids.order + at for at in range(3)], statuses, costs)


def test_posting_leaves_no_line_in_the_history(store: Store) -> None:
    ids = fill(store)
    post(store, ids, [status(ids)], [cost(ids)])
    assert store.newest_operation() == ids.operation
    post(store, ids, [status(ids, verdict="unknown")], [])
    with store.read() as reader:
        rows = {row.number: row for row in posted.order_rows(reader)}
        assert rows["PO-1"].verdict == "unknown"
        assert (rows["PO-2"].verdict, rows["PO-2"].supplier_name) == (None, "Jade River Magnets")
        assert reader.rows("SELECT count(*) FROM cost_line") == [(0,)]


def test_the_list_begins_with_the_newest(store: Store) -> None:
    ids = fill(store)
    with store.read() as reader:
        assert [row.number for row in posted.order_rows(reader)] == ["PO-3", "PO-2", "PO-1"]
        assert [row.number for row in posted.order_rows(reader, limit=2)] == ["PO-3", "PO-2"]
        assert [row.number for row in posted.order_rows(reader, ids=[ids.order])] == ["PO-1"]
        assert posted.all_order_ids(reader) == [ids.order, ids.order + 1, ids.order + 2]


def test_what_no_longer_holds(store: Store) -> None:
    ids = fill(store)
    post(store, ids, [status(ids), status(ids, 1), status(ids, 2)], [])

    def outdated(today: str = "2026-11-24", pack: str = "base 7") -> list[int]:
        with store.read() as reader:
            return [one - ids.order for one in posted.outdated(reader, today=today, pack=pack)]

    assert outdated() == []
    assert outdated("2026-11-30") == []
    assert outdated("2026-12-01") == [0, 1, 2]
    assert outdated("2026-11-23") == [0, 1, 2]
    assert outdated(pack="base 8") == [0, 1, 2]
    post(store, ids, [status(ids, stale=True), status(ids, 1, may_change_on=None)], [])
    assert outdated() == [0, 2]


def test_undo_goes_through_what_is_posted(store: Store) -> None:
    ids = fill(store)
    post(store, ids, [status(ids)], [cost(ids)])

    def after(txn: Txn, changes: Changes) -> None:
        assert posted.reached(txn, changes) is None  # a decision for the workspace was among it
        posted.replace(txn, posted.all_order_ids(txn), [], [])

    undo(store, None, AT, after=after)
    with store.read() as reader:
        assert reader.rows("SELECT count(*) FROM order_status") == [(0,)]
        assert reader.rows("SELECT count(*) FROM cost_line") == [(0,)]


def test_scaled() -> None:
    assert scaled(None, 3) is None
    assert scaled(Decimal("1.5"), 3) == 1500
    assert scaled(Decimal("0.0000005"), 6) == 0
    assert scaled(Decimal("1234567890123.5"), 2) == 123456789012350
    assert scaled(Decimal("12345678901234.5"), 2) is None  # thousands of them still add up


def cells(
    store: Store, of: str = "product", unit: str = "piece", by: str = "month", **more: object
) -> list[trends.Cell]:
    with store.read() as reader:
        months = more.get("months", (0, 10_000 * 12))
        return trends.trend_cells(reader, of, unit, by=by, basis="estimate,actual", months=months)  # type: ignore[arg-type]


def test_sums_by_key_and_period(store: Store) -> None:
    ids = fill(store)
    rows = [
        cost(ids),
        cost(ids, 1, month=MARCH + 1),
        cost(ids, 2, product_id=ids.product + 1, basis=1),
    ]
    post(store, ids, [], rows)
    found = cells(store)
    assert [(cell.key, cell.period, cell.orders, cell.goods) for cell in found] == [
        ("P1", MARCH, 1, 100),
        ("P1", MARCH + 1, 1, 100),
    ]
    (year,) = cells(store, by="year")
    assert (year.period, year.orders, year.lines, year.freight) == (2026 * 12, 2, 2, 40)
    assert cells(store, months=(0, MARCH))[0].quantity == 5000
    assert [cell.key for cell in cells(store, "supplier", "kg")] == ["S1", "S1"]
    assert [cell.key for cell in cells(store, "grade")] == ["N42", "N42"]


def test_lines_whose_cost_is_not_known_stand_apart(store: Store) -> None:
    ids = fill(store)
    post(store, ids, [], [cost(ids), cost(ids, 1, duty=None, landed=None)])
    found = {cell.known: cell for cell in cells(store)}
    assert (found[1].lines, found[1].duty) == (1, 5)
    assert (found[0].lines, found[0].duty) == (1, None)


@pytest.mark.parametrize("words", [("planet", "kg"), ("product", "barrel")])
def test_a_trend_of_something_else(words: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        trends.trend_sql(*words)
