"""Who changed what, and can it go back: history, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from remanence.app import posting
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes
from remanence.core.base.errors import NotFound
from remanence.store import history as kept
from remanence.store import sheets

if TYPE_CHECKING:
    from remanence.store.writing import Txn


class HistoryLine(NamedTuple):
    """One operation: `label` its code, `what` in words, `records` how many rows it wrote."""

    id: int
    at: str
    label: str
    what: str
    source: str
    records: int
    undone_by: int | None


class Undone(NamedTuple):
    """An undo or redo: its own line in the history, the operation it took back, rows written."""

    operation: int
    undid: int
    changed: int


WORDS = {
    "import": "Import of {note}",
    "attach": "Attach {note}",
    "undo": "Undo of operation {of}",
    "redo": "Redo of operation {of}",
    "restore": "Restored from {note}",
    "repair": "Repair: {note}",
}


def history(workspace: Workspace, order: str | None = None) -> list[HistoryLine]:
    """The operations, newest first; those that touched one order if it is named.

    Raises:
        NotFound: no such order.
    """
    with workspace.store.read() as reader:
        order_id = None if order is None else sheets.id_of(reader, "orders", order)
        if order is not None and order_id is None:
            raise NotFound("order", order, next="`remanence orders` lists them.")
        return [_line(line) for line in kept.operations(reader, order_id=order_id)]


def _line(line: kept.OperationLine) -> HistoryLine:
    return HistoryLine(
        line.id, line.at, line.label, what(line), line.source, line.records, line.undone_by
    )


def what(line: kept.OperationLine) -> str:
    """An operation in words."""
    words = WORDS.get(line.label, line.label.replace("_", " "))
    return words.replace("{note}", line.note).replace("{of}", str(line.undo_of or ""))


def undo(workspace: Workspace, operation: int | None = None, *, source: str = "window") -> Undone:
    """Take back an operation, the newest that stands if left out.

    Raises:
        NotFound: no such operation.
        Conflict: nothing to undo, undone already, rows changed since, newer rows hang on them.
    """
    undid, after = _posting(workspace)
    changes = kept.undo(
        workspace.store, operation, workspace.around.now(), source=source, after=after
    )
    return _undone(workspace, changes, undid)


def redo(workspace: Workspace, *, source: str = "window") -> Undone:
    """Bring back what was undone last, as long as nothing was written since.

    Raises:
        Conflict: nothing to redo, or rows changed since.
    """
    undid, after = _posting(workspace)
    changes = kept.redo(workspace.store, workspace.around.now(), source=source, after=after)
    return _undone(workspace, changes, undid)


def _posting(workspace: Workspace) -> tuple[list[int], kept.After]:
    """What posts inside the transaction, and notes there what is undone: after it none may fail."""
    undid: list[int] = []

    def after(txn: Txn, changes: Changes) -> None:
        undid.append(txn.undo_of or 0)
        posting.post_reached(txn, workspace, changes)

    return undid, after


def _undone(workspace: Workspace, changes: Changes, undid: list[int]) -> Undone:
    workspace.forget()
    written = sum(count for _, count in changes.counts)
    return Undone(changes.operation, undid[0], written)
