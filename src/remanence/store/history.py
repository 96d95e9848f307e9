"""The history: what was done, undo, redo, and who changed this.

Undo is a new operation that puts the before-images back, each row with the `op` it had, so that
(id, op) always means the same content: a chain of undos works, redo is the undo of the undo, and
what a form saw stays true. Everything is put back in the reverse order of writing, so each step is
one that the file has seen before, with all its references and unique keys.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from remanence.core.base.changes import Changes
from remanence.core.base.errors import Conflict, NotFound
from remanence.store.door import Reader, Store
from remanence.store.statements import Images, unpacked
from remanence.store.writing import Txn

After = Callable[[Txn, Changes], None]

_CHANGES: Final = (
    'SELECT kind, verb, id_from, id_to, "before" FROM change WHERE op = :op ORDER BY id DESC'
)
_DONE: Final = """
SELECT o.id, o.undo_of, EXISTS (SELECT 1 FROM change c WHERE c.op = o.id) AS wrote FROM
    operation o ORDER BY o.id DESC"""
_LINES: Final = """
SELECT o.id, o.at, o.label, o.source, o.note, o.undo_of, o.digest, coalesce(sum(c.size), 0) AS
records
FROM operation o LEFT JOIN change c ON c.op = o.id
GROUP BY o.id, o.at, o.label, o.source, o.note, o.undo_of, o.digest ORDER BY o.id DESC"""


class OperationLine(NamedTuple):
    """One line of the history.

    Attributes:
        id: its number, which `undo` takes; rises with every operation, whatever the clock says.
        at: the moment, UTC.
        label: what was done, as a code (`import`, `undo`, `redo` ...).
        source: who asked.
        note: a sentence.
        undo_of: the operation that it took back.
        digest: of what was read (an import's files), where there is one.
        records: how many rows it wrote, changed or removed.
        undone_by: the operation that took it back and still stands.
    """

    id: int
    at: str
    label: str
    source: str
    note: str
    undo_of: int | None
    digest: str | None
    records: int
    undone_by: int | None = None


# --------------------------------------------------------------------------------------------- undo


def undo(
    store: Store, operation: int | None, at: str, *, source: str = "", after: After | None = None
) -> Changes:
    """Take back an operation; left out, the newest that is not taken back yet.

    Args:
        store: the open workspace.
        operation: its id; the id of an undo redoes what that took back.
        at: the moment, UTC, ISO.
        source: who asks.
        after: called inside the transaction with what was changed (to post what follows).

    Raises:
        NotFound: no such operation.
        Conflict: nothing to undo, undone already, rows changed since, or newer rows hang on them.
    """
    with store.write("undo", source=source, at=at) as txn:
        target = _newest_done(txn) if operation is None else _checked(txn, operation)
        return _take_back(txn, target, after)


def redo(store: Store, at: str, *, source: str = "", after: After | None = None) -> Changes:
    """Bring back what was undone last; possible only until the next operation.

    Raises:
        Conflict: nothing to redo, or rows changed since.
    """
    with store.write("redo", source=source, at=at) as txn:
        return _take_back(txn, _last_undo(txn), after)


def can_undo(reader: Reader) -> int | None:
    """The operation that `undo` would take back."""
    return next(_done(reader), None)


def can_redo(reader: Reader) -> int | None:
    """The undo that `redo` would take back."""
    return _undone_last(reader)


def _newest_done(txn: Txn) -> int:
    target = next(_done(txn), None)
    if target is None:
        raise Conflict("history", what="There is nothing to undo.")
    return target


def _last_undo(txn: Txn) -> int:
    target = _undone_last(txn)
    if target is None:
        raise Conflict(
            "history", what="There is nothing to redo: nothing was undone since the last operation."
        )
    return target


def _checked(txn: Txn, operation: int) -> int:
    rows = _operations(txn)
    if operation not in {row[0] for row in rows}:
        raise NotFound("operation", str(operation), "`history` lists them.")
    if operation in _taken_back(rows):
        raise Conflict("history", what=f"Operation {operation} is undone already.")
    return operation


def _done(reader: Reader | Txn) -> Iterator[int]:
    """The operations that stand, newest first; undoing and redoing apart."""
    rows = _operations(reader)
    gone = _taken_back(rows)
    return (row[0] for row in rows if row[1] is None and row[2] and row[0] not in gone)


def _undone_last(reader: Reader | Txn) -> int | None:
    """The newest undo that stands, if no other operation came after it."""
    rows = _operations(reader)
    gone, of = _taken_back(rows), {row[0]: row[1] for row in rows}
    for operation, undo_of, wrote in rows:
        if undo_of is None and wrote:
            return None
        if undo_of is not None and operation not in gone and _is_undo(operation, of):
            return int(operation)
    return None


def _is_undo(operation: int, of: dict[int, int | None]) -> bool:
    """Whether it takes something away: the undo of an undo brings back."""
    deep, at = 0, of.get(operation)
    while at is not None:
        deep, at = deep + 1, of.get(at)
    return deep % 2 == 1


def _operations(reader: Reader | Txn) -> list[tuple[Any, ...]]:
    return reader.rows(_DONE)


def _taken_back(rows: list[tuple[Any, ...]]) -> dict[int, int]:
    """Operation -> the one that took it back and was not taken back itself.

    Newest first: who takes back is always newer.
    """
    gone: dict[int, int] = {}
    for operation, undo_of, *_ in rows:
        if undo_of is not None and operation not in gone:
            gone[undo_of] = operation
    return gone


def _take_back(txn: Txn, target: int, after: After | None) -> Changes:
    of = {row[0]: row[1] for row in _operations(txn)}
    txn.takes_back(target, "redo" if _is_undo(target, of) else "undo")
    left = _what_it_left(txn, target, of.get(target))
    try:
        for kind, verb, low, high, before in txn.rows(_CHANGES, op=target):
            _reverse(txn, (kind, verb, low, high, before), left)
    except sqlite3.IntegrityError as problem:
        raise Conflict(
            str(target),
            what=f"Operation {target} cannot be taken back: newer rows hang on what would change.",
        ) from problem
    changes = txn.changes()
    if after is not None:
        after(txn, changes)
    return changes


def _reverse(
    txn: Txn, change: tuple[Any, ...], left: Callable[[str], Callable[[int], int]]
) -> None:
    kind, verb, low, high, before = change
    if verb == "insert":
        txn.take_away(kind, low, high, left(kind))
        return
    names, rows = unpacked(before)
    images = Images(names, rows[::-1])
    if verb == "update":
        txn.turn_back(kind, images, left(kind))
    else:
        txn.put_back(kind, images)


def _what_it_left(
    txn: Txn, target: int, undid: int | None
) -> Callable[[str], Callable[[int], int]]:
    """By kind and id: the `op` that the target left on a row.

    An undo left the `op` that the row had before what it took back.
    """
    if undid is None:
        return lambda _kind: lambda _id: target
    ops: dict[tuple[str, int], int] = {}
    for kind, _, _, _, before in txn.rows(_CHANGES, op=undid):
        for image in unpacked(before).rows if before else ():
            ops[kind, image[0]] = image[1]
    return lambda kind: lambda row_id: ops[kind, row_id]


# ------------------------------------------------------------------------------------------ reading


def operations(
    reader: Reader, *, limit: int | None = None, order_id: int | None = None
) -> list[OperationLine]:
    """The lines of the history, newest first.

    Args:
        reader: an open snapshot.
        limit: no more than these.
        order_id: only those that touched this order or what hangs on it.
    """
    gone = _taken_back(_operations(reader))
    lines = [OperationLine._make((*row, gone.get(row[0]))) for row in reader.rows(_LINES)]
    if order_id is not None:
        wanted = _touching(reader, order_id)
        lines = [line for line in lines if line.id in wanted]
    return lines[:limit]


_HANGING: Final = {
    "orders": "SELECT id FROM orders WHERE id = :order_id",
    "order_lines": "SELECT id FROM order_lines WHERE order_id = :order_id",
    "licences": "SELECT id FROM licences WHERE order_id = :order_id",
    "documents": "SELECT id FROM documents WHERE order_id = :order_id",
    "charges": "SELECT id FROM charges WHERE order_id = :order_id",
    "shipment_lines": "SELECT s.id FROM shipment_lines s "
    "JOIN order_lines l ON l.id = s.order_line_id "
    "WHERE l.order_id = :order_id",
    "shipments": """SELECT DISTINCT s.shipment_id AS id FROM shipment_lines s
        JOIN order_lines l ON l.id = s.order_line_id WHERE l.order_id = :order_id""",
}


def _touching(reader: Reader, order_id: int) -> set[int]:
    """The operations that wrote the order or a row that hangs, or hung, on it."""
    ids = {
        kind: {row[0] for row in reader.rows(sql, order_id=order_id)}
        for kind, sql in _HANGING.items()
    }
    ids["orders"].add(order_id)
    found: set[int] = set()
    for kind in _HANGING:
        for op, _, low, high, before in reader.rows(_CHANGES_OF, kind=kind):
            if op not in found and _reaches((low, high, before), ids[kind], order_id):
                found.add(op)
    return found


_CHANGES_OF: Final = 'SELECT op, verb, id_from, id_to, "before" FROM change WHERE kind = :kind'


def _reaches(change: tuple[int, int, bytes | None], ids: set[int], order_id: int) -> bool:
    low, high, before = change
    if before is None:
        return any(low <= i <= high for i in ids)
    images = unpacked(before)
    return any(row[0] in ids for row in images.rows) or order_id in images.column("order_id")
