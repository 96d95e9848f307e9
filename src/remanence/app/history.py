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
    from collections.abc import Callable, Mapping, Sequence

    from remanence.store.door import Reader
    from remanence.store.writing import Txn

_TURNS = ("undo", "redo")


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
    "undo": "Undo of {thing}",
    "redo": "Redo of {thing}",
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
        lines = kept.operations(reader)
        if order_id is None:
            shown = lines
        else:
            shown = kept.operations(reader, order_id=order_id)
    known = {line.id: line for line in lines}
    return [_line(line, known) for line in shown]


def next_undo(workspace: Workspace) -> str | None:
    """What `undo` would take back, in words; None where there is nothing."""
    return _next(workspace, kept.can_undo)


def next_redo(workspace: Workspace) -> str | None:
    """What `redo` would bring back, in words; None where there is nothing."""
    return _next(workspace, kept.can_redo)


def newest_standing(lines: Sequence[HistoryLine]) -> HistoryLine | None:
    """The line that `undo` would take back: undoing and redoing are passed over."""
    standing = (line for line in lines if line.undone_by is None and line.records)
    return next((line for line in standing if line.label not in _TURNS), None)


def _next(workspace: Workspace, target: Callable[[Reader], int | None]) -> str | None:
    with workspace.store.read() as reader:
        operation = target(reader)
        if operation is None:
            return None
        known = {line.id: line for line in kept.operations(reader)}
    return what(_thing(known[operation], known), known)


def _line(line: kept.OperationLine, known: Mapping[int, kept.OperationLine]) -> HistoryLine:
    words = what(line, known)
    return HistoryLine(
        line.id, line.at, line.label, words, line.source, line.records, line.undone_by
    )


def what(line: kept.OperationLine, known: Mapping[int, kept.OperationLine]) -> str:
    """An operation in words; one that undoes or redoes names the thing, never its number."""
    words = WORDS.get(line.label, line.label.replace("_", " "))
    if line.undo_of is None:
        return words.replace("{note}", line.note)
    thing = what(_thing(line, known), known)
    return words.replace("{thing}", thing[:1].lower() + thing[1:])


def _thing(line: kept.OperationLine, known: Mapping[int, kept.OperationLine]) -> kept.OperationLine:
    """What was done at the root of a chain of undos and redos."""
    while line.undo_of is not None:
        line = known[line.undo_of]
    return line


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
