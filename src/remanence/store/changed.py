"""What one operation did to each row: the row before it and after it.

Rows after it are worked out backwards: the row as it is now, with the before-images of everything
later put over it, the newest first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from remanence.store.reading import Rows
from remanence.store.shape import FACTS, columns_of
from remanence.store.statements import unpacked

_OF: Final = 'SELECT kind, verb, id_from, id_to, "before" FROM change WHERE op = :op ORDER BY id'
_LATER: Final = """
SELECT op, verb, id_from, id_to, "before" FROM change WHERE kind = :kind AND op > :op
ORDER BY id DESC"""


class RowChange(NamedTuple):
    """One row that an operation wrote.

    Attributes:
        kind: the kept table.
        id: of the row.
        verb: insert, update or delete.
        before: stored values by column; of a changed row those that changed. None: it was not.
        after: the same columns afterwards. None: it was gone.
        later: the operation that wrote the row last, where that is a later one; None otherwise.
        row: all of its columns, to name it by.
    """

    kind: str
    id: int
    verb: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    later: int | None
    row: Mapping[str, Any]


def row_changes(rows: Rows, operation: int, most: int) -> tuple[list[RowChange], int]:
    """The rows that an operation wrote, at most so many, and how many there are in all."""
    found: list[RowChange] = []
    total = 0
    for kind, verb, low, high, blob in rows.rows(_OF, op=operation):
        images = unpacked(blob) if blob else None
        ids = [row[0] for row in images.rows] if images else list(range(low, high + 1))
        total += len(ids)
        ids = ids[: most - len(found)]
        if not ids:
            continue
        before = (
            {row[0]: dict(zip(images.names, row[2:], strict=True)) for row in images.rows}
            if images
            else {}
        )
        after, last = _after(rows, kind, operation, ids)
        for row_id in ids:
            was, now = before.get(row_id), after.get(row_id)
            row = {**(was or {}), **(now or {})}
            if verb == "update" and was is not None and now is not None:
                now = {name: now.get(name) for name in was}
            later = last.get(row_id)
            shown = None if verb == "delete" else now
            found.append(RowChange(kind, row_id, verb, was, shown, later, row))
    return found, total


def later_operations(rows: Rows, operation: int) -> list[int]:
    """Later operations that wrote, removed or hung something on what an operation left."""
    found: set[int] = set()
    for kind, verb, low, high, blob in rows.rows(_OF, op=operation):
        own = {row[0] for row in unpacked(blob).rows} if blob else set(range(low, high + 1))
        there = rows.rows(_ops_sql(kind), low=low, high=high)
        found |= {op for row_id, op in there if row_id in own and op > operation}
        gone = own - {row_id for row_id, _ in there}
        if verb != "delete" and gone:
            found |= _removers(rows, kind, operation, gone)
        if verb == "insert":
            for table, column in REFERRING.get(kind, ()):
                hung = rows.rows(_hung_sql(table, column), low=low, high=high)
                found |= {op for parent, op in hung if parent in own and op > operation}
    return sorted(found)


def _removers(rows: Rows, kind: str, operation: int, gone: Collection[int]) -> set[int]:
    """The operations that removed rows which are gone by now: of each the last one."""
    found: set[int] = set()
    left = set(gone)
    for op, verb, low, high, blob in rows.rows(_LATER, kind=kind, op=operation):
        if blob is None or verb != "delete" or not _meets(left, low, high):
            continue
        met = left & {row[0] for row in unpacked(blob).rows}
        if met:
            found.add(op)
            left -= met
    return found


def _ops_sql(kind: str) -> str:
    return f'SELECT id, op FROM "{kind}" WHERE id BETWEEN :low AND :high'  # noqa: S608 - a kept table


def _hung_sql(table: str, column: str) -> str:
    return f'SELECT "{column}", op FROM "{table}" WHERE "{column}" BETWEEN :low AND :high'  # noqa: S608 - a kept table


_PARENT_OF: Final = {
    "order_id": "orders",
    "order_line_id": "order_lines",
    "shipment_id": "shipments",
    "licence_id": "licences",
    "supplier_id": "suppliers",
    "product_id": "products",
}

REFERRING: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    kind: tuple(
        (table, column)
        for table in FACTS
        for column in columns_of(table)
        if _PARENT_OF.get(column) == kind
    )
    for kind in set(_PARENT_OF.values())
}
"""By the kind of a row the tables and columns that may refer to it."""


def _after(
    rows: Rows, kind: str, operation: int, ids: Sequence[int]
) -> tuple[dict[int, dict[str, Any]], dict[int, int]]:
    """Rows right after an operation, and the later operation that wrote each last."""
    names = tuple(columns_of(kind))
    states: dict[int, dict[str, Any]] = {}
    last: dict[int, int] = {}
    for row_id, op, *values in rows.rows(row_sql(kind), ids=list(ids)):
        states[row_id] = dict(zip(names, values, strict=True))
        if op > operation:
            last[row_id] = op
    wanted = set(ids)
    for op, verb, low, high, blob in rows.rows(_LATER, kind=kind, op=operation):
        if blob is None or not _meets(wanted, low, high):
            continue
        images = unpacked(blob)
        for row_id, _op, *values in images.rows:
            if row_id not in wanted:
                continue
            if verb == "delete" and row_id not in states:
                last.setdefault(row_id, op)
            states.setdefault(row_id, {}).update(zip(images.names, values, strict=True))
    return states, last


def _meets(ids: Collection[int], low: int, high: int) -> bool:
    return any(low <= row_id <= high for row_id in ids)


def row_sql(kind: str) -> str:
    """The SELECT of rows of a kept table by id: id, op, then its columns."""
    names = ", ".join(f'"{name}"' for name in columns_of(kind))
    return f'SELECT id, op, {names} FROM "{kind}" WHERE id IN (:ids)'  # noqa: S608 - names of the shape


NAMED: Final = frozenset({"suppliers", "products", "orders", "licences", "shipments"})
"""Kinds of rows that have a key of their own."""

_NAMES: Final = {
    "suppliers": "SELECT id, supplier_code AS name FROM suppliers WHERE id IN (:ids)",
    "products": "SELECT id, product_code AS name FROM products WHERE id IN (:ids)",
    "orders": "SELECT id, order_number AS name FROM orders WHERE id IN (:ids)",
    "licences": "SELECT id, licence_ref AS name FROM licences WHERE id IN (:ids)",
    "shipments": "SELECT id, shipment_ref AS name FROM shipments WHERE id IN (:ids)",
    "order_lines": """
SELECT l.id, o.order_number || ' line ' || l.line_no AS name
FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.id IN (:ids)""",
}
"""What a column that ends in `_id` names, by the kind of row."""


def names_of(rows: Rows, kind: str, ids: Collection[int]) -> dict[int, str]:
    """Names of rows that are still there."""
    if kind not in _NAMES or not ids:
        return {}
    return {row[0]: str(row[1]) for row in rows.rows(_NAMES[kind], ids=sorted(ids))}


def statements() -> Sequence[str]:
    """Every SELECT of this module (a test prepares them)."""
    hung = [_hung_sql(*one) for found in REFERRING.values() for one in found]
    return [_OF, _LATER, *map(row_sql, FACTS), *map(_ops_sql, FACTS), *hung, *_NAMES.values()]
