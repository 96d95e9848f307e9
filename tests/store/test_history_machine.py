"""Random edits, undos and redos against a plain dictionary."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from remanence.core.base.errors import Conflict
from remanence.store import check, disk, engine, writing
from remanence.store.door import Store
from remanence.store.history import redo, undo
from remanence.store.shape import columns_of
from tests.store.desk import AT

Rows = dict[str, dict[int, dict[str, Any]]]
KINDS = ("suppliers", "products", "orders", "order_lines")
PARENTS = {
    "orders": {"supplier_id": "suppliers"},
    "order_lines": {"order_id": "orders", "product_id": "products"},
}
AMOUNTS = st.decimals(0, 1000, places=2)
TEXTS = st.none() | st.sampled_from(["", "磁钢", "a'b", 'x"y', "\u202e"])


class History(RuleBasedStateMachine):
    """The model keeps every state that stood after an operation, and which were taken back."""

    template: Path
    mode = "delete"

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(engine, "is_wal_safe", lambda _version: self.mode == "wal")
        self.patch.setattr(writing, "BLOB_ROWS", 3)
        self.home = Path(tempfile.mkdtemp())
        folder = self.home / "desk"
        shutil.copytree(self.template, folder)
        self.store = Store.open(folder)
        self.model: Rows = {kind: {} for kind in KINDS}
        self.done: list[tuple[Rows, Rows]] = []
        self.undone: list[tuple[Rows, Rows]] = []
        self.number = 0

    def teardown(self) -> None:
        findings = check.check(self.store.folder, at=AT).findings
        found = [one for one in findings if one.severity == "error"]
        self.store.close()
        disk.remove_folder(self.home)
        self.patch.undo()
        assert found == []

    # ------------------------------------------------------------------------------------ helpers

    def copy(self) -> Rows:
        return {
            kind: {i: dict(row) for i, row in rows.items()} for kind, rows in self.model.items()
        }

    def operation(self, deed: Callable[[writing.Txn], None]) -> None:
        before = self.copy()
        with self.store.write("edit", source="test", at=AT) as txn:
            deed(txn)
        if self.copy() != before:
            self.done.append((before, self.copy()))
            self.undone.clear()

    def put(self, txn: writing.Txn, kind: str, rows: list[dict[str, Any]]) -> int:
        names = list(rows[0])
        first = txn.insert(kind, names, [tuple(row.values()) for row in rows])
        self.model[kind].update({first + at: row for at, row in enumerate(rows)})
        return first

    def some(self, data: st.DataObject, kind: str) -> list[int]:
        ids = sorted(self.model[kind])
        return data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))

    # -------------------------------------------------------------------------------------- rules

    @initialize()
    def begin(self) -> None:
        def deed(txn: writing.Txn) -> None:
            self.put(txn, "suppliers", [{"supplier_code": "S0", "name": "x", "country": "CN"}])
            good = {"product_code": "P0", "name": "x", "category": "magnet", "unit": "kg"}
            self.put(txn, "products", [good])

        self.operation(deed)

    @precondition(lambda self: self.model["suppliers"] and self.model["products"])
    @rule(data=st.data(), lines=st.integers(1, 8))
    def new_order(self, data: st.DataObject, lines: int) -> None:
        self.number += 1
        supplier = data.draw(st.sampled_from(sorted(self.model["suppliers"])))
        product = data.draw(st.sampled_from(sorted(self.model["products"])))
        head = {"order_number": f"PO-{self.number}", "supplier_id": supplier, "currency": "CNY"}
        rest = {"order_date": None, "incoterm": "FOB"}

        def deed(txn: writing.Txn) -> None:
            order = self.put(txn, "orders", [{**head, **rest, "order_date": date(2026, 1, 1)}])
            line = {"order_id": order, "product_id": product, "unit": "kg", "price_per": 1}
            rows = [
                {
                    **line,
                    "line_no": number,
                    "quantity": Decimal(1),
                    "unit_price": data.draw(AMOUNTS),
                }
                for number in range(1, lines + 1)
            ]
            self.put(txn, "order_lines", rows)

        self.operation(deed)

    @precondition(lambda self: self.model["order_lines"])
    @rule(data=st.data())
    def change_lines(self, data: st.DataObject) -> None:
        ids = self.some(data, "order_lines")
        values = [(i, data.draw(AMOUNTS), data.draw(TEXTS)) for i in ids]

        def deed(txn: writing.Txn) -> None:
            txn.update("order_lines", ("unit_price", "notes"), values)
            for i, price, notes in values:
                self.model["order_lines"][i] |= {"unit_price": price, "notes": notes, "op": i}

        self.operation(deed)

    @precondition(lambda self: self.model["order_lines"])
    @rule(data=st.data())
    def remove_lines(self, data: st.DataObject) -> None:
        ids = self.some(data, "order_lines")

        def deed(txn: writing.Txn) -> None:
            txn.delete("order_lines", ids)
            for i in ids:
                del self.model["order_lines"][i]

        self.operation(deed)

    @precondition(lambda self: self.model["orders"])
    @rule(data=st.data())
    def remove_order(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(sorted(self.model["orders"])))
        lines = [i for i, row in self.model["order_lines"].items() if row["order_id"] == order]

        def deed(txn: writing.Txn) -> None:
            txn.delete("order_lines", lines)
            txn.delete("orders", [order])
            for i in lines:
                del self.model["order_lines"][i]
            del self.model["orders"][order]

        self.operation(deed)

    @rule()
    def taken_back(self) -> None:
        if not self.done:
            with pytest.raises(Conflict):
                undo(self.store, None, AT)
            return
        undo(self.store, None, AT)
        step = self.done.pop()
        self.undone.append(step)
        self.model = {kind: {i: dict(r) for i, r in rows.items()} for kind, rows in step[0].items()}

    @rule()
    def brought_back(self) -> None:
        if not self.undone:
            with pytest.raises(Conflict):
                redo(self.store, AT)
            return
        redo(self.store, AT)
        step = self.undone.pop()
        self.done.append(step)
        self.model = {kind: {i: dict(r) for i, r in rows.items()} for kind, rows in step[1].items()}

    # --------------------------------------------------------------------------------- invariants

    @invariant()
    def the_file_holds_the_model(self) -> None:
        with self.store.read() as reader:
            for kind in KINDS:
                names = ["id", *columns_of(kind)]
                rows = reader.rows(f"SELECT {', '.join(names)} FROM {kind} ORDER BY id")  # noqa: S608
                found = {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in rows}
                assert found.keys() == self.model[kind].keys()
                for i, row in self.model[kind].items():
                    for name, value in row.items():
                        if name != "op":
                            assert found[i][name] == _stored(value), (kind, i, name)


def _stored(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_history_against_a_model(mode: str, templates: dict[str, Path]) -> None:
    class Machine(History):
        template = templates[mode]

    Machine.mode = mode
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=8, stateful_step_count=20, deadline=None)
    )
