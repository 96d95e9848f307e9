"""What an operation did, row by row, before and after; and what undoing it would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.history import words_of
from remanence.core.base.errors import NotFound
from remanence.store import changed
from remanence.store import history as kept

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace
    from remanence.store.changed import RowChange
    from remanence.store.door import Reader

MOST_ROWS: Final = 200
"""Rows of one operation that are shown; the rest is counted."""

_PARENTS: Final = {
    "order_id": "orders",
    "order_line_id": "order_lines",
    "shipment_id": "shipments",
    "licence_id": "licences",
    "supplier_id": "suppliers",
    "product_id": "products",
}
"""What a column names, by its own name."""

_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "business": ("name",),
    "suppliers": ("supplier_code", "name"),
    "products": ("product_code", "name"),
    "classifications": ("product_id", "country"),
    "orders": ("order_number",),
    "order_lines": ("order_id", "line_no"),
    "licences": ("licence_ref",),
    "licence_lines": ("licence_id", "line_no"),
    "licence_events": ("licence_id", "state"),
    "shipments": ("shipment_ref",),
    "shipment_lines": ("shipment_id", "order_line_id"),
    "entries": ("shipment_id", "entry_line", "layer"),
    "documents": (
        "document_type", "number", "order_id", "shipment_id", "licence_id", "supplier_id",
        "product_id",
    ),
    "charges": ("kind", "vendor", "invoice_number", "order_id", "shipment_id"),
    "prices": ("material", "source"),
    "fx": ("base", "quote", "on_day"),
    "parties": ("list_code", "name"),
    "decisions": ("subject", "code"),
}  # fmt: skip
"""Columns that say which row is meant, to a person."""

_HEADINGS: Final = {
    "order_id": "order_number",
    "order_line_id": "order_line",
    "shipment_id": "shipment_ref",
    "licence_id": "licence_ref",
    "supplier_id": "supplier_code",
    "product_id": "product_code",
    "on_day": "date",
    "list_code": "list",
    "from_day": "from",
    "group_name": "group",
}
"""Columns that the sheets call otherwise."""


class CellChange(NamedTuple):
    """One cell: its column, and what stood there before and after; blank is empty."""

    column: str
    before: str
    after: str


class RecordChange(NamedTuple):
    """One record that an operation wrote.

    Attributes:
        kind: the sheet that it stands in, or `order_lines` and the like.
        record: its name.
        verb: insert, update or delete.
        cells: cells that changed; of a new or removed record those that are not blank.
    """

    kind: str
    record: str
    verb: str
    cells: Sequence[CellChange]


class Details(NamedTuple):
    """What an operation wrote: the first records, and how many there are in all."""

    records: Sequence[RecordChange]
    total: int


class UndoPreview(NamedTuple):
    """What undoing an operation would do.

    Attributes:
        records: what would change, from what stands now to what stood before it.
        total: how many records there are in all.
        in_the_way: later operations, in words, that wrote or removed some of the same records, or
            hung new ones on them; each has to be undone before.
    """

    records: Sequence[RecordChange]
    total: int
    in_the_way: Sequence[str]


def details(workspace: Workspace, operation: int) -> Details:
    """What an operation wrote.

    Raises:
        NotFound: no such operation.
    """
    with workspace.store.read() as reader:
        _known(reader, operation)
        changes, total = changed.row_changes(reader, operation, MOST_ROWS)
        return Details(_records(reader, changes), total)


def undo_preview(workspace: Workspace, operation: int) -> UndoPreview:
    """What undoing an operation would change, and what stands in its way; nothing is written.

    Raises:
        NotFound: no such operation.
    """
    with workspace.store.read() as reader:
        lines = _known(reader, operation)
        changes, total = changed.row_changes(reader, operation, MOST_ROWS)
        later = changed.later_operations(reader, operation)
        words = [words_of(lines[one], lines) for one in later if one in lines]
        turned = [one._replace(before=one.after, after=one.before) for one in changes]
        records = _records(reader, turned)
    verbs = {"insert": "delete", "delete": "insert", "update": "update"}
    return UndoPreview([one._replace(verb=verbs[one.verb]) for one in records], total, words)


def _known(reader: Reader, operation: int) -> dict[int, kept.OperationLine]:
    lines = {line.id: line for line in kept.operations(reader)}
    if operation not in lines:
        raise NotFound("operation", str(operation), "`history` lists them.")
    return lines


def _records(reader: Reader, changes: Sequence[RowChange]) -> list[RecordChange]:
    names = _names(reader, changes)
    return [
        RecordChange(one.kind, _named(one, names), one.verb, _cells(one, names)) for one in changes
    ]


def _cells(one: RowChange, names: Mapping[tuple[str, int], str]) -> list[CellChange]:
    columns = dict.fromkeys([*(one.before or ()), *(one.after or ())])
    found = []
    for column in columns:
        before = _text(column, (one.before or {}).get(column), names)
        after = _text(column, (one.after or {}).get(column), names)
        if before != after:
            found.append(CellChange(_HEADINGS.get(column, column), before, after))
    return found


def _named(one: RowChange, names: Mapping[tuple[str, int], str]) -> str:
    parts = (_text(column, one.row.get(column), names) for column in _NAMED_BY[one.kind])
    return ", ".join(filter(None, parts))


def _text(column: str, value: object, names: Mapping[tuple[str, int], str]) -> str:
    if value is None:
        return ""
    if column in _PARENTS:
        return names.get((_PARENTS[column], int(str(value))), "one that is gone")
    return str(value)


def _names(reader: Reader, changes: Sequence[RowChange]) -> dict[tuple[str, int], str]:
    """Names of all rows that these rows name, those of the changes themselves among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in changes:
        for image in (one.row, one.before or {}, one.after or {}):
            for column, kind in _PARENTS.items():
                if image.get(column) is not None:
                    wanted[kind].add(image[column])
    found = {
        (kind, row_id): name
        for kind, ids in wanted.items()
        for row_id, name in changed.names_of(reader, kind, ids).items()
    }
    for one in changes:  # rows that are gone by now are named by what the history holds of them
        if (one.kind, one.id) not in found and one.kind in changed.NAMED:
            name = one.row.get(_NAMED_BY[one.kind][0])
            if name is not None:
                found[one.kind, one.id] = str(name)
    return found
