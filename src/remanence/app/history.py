"""Who changed what, and can it go back: history, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from remanence.app import posting
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes
from remanence.core.base.errors import NotFound
from remanence.store import backup, sheets
from remanence.store import history as kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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

    @property
    def can_be_undone(self) -> bool:
        """Whether `undo` would come to it: undoing and redoing are passed over."""
        return self.undone_by is None and bool(self.records) and self.label not in _TURNS


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
    "edit": "Set {note}",
    "new_order": "New order {note}",
    "copy_order": "New order {note}",
    "remove": "Remove {note}",
    "request": "Ask for {note}",
    "receive": "Receive {note}",
    "accept": "Accept {note}",
    "reject": "Reject {note}",
    "waive": "Waive {note}",
    "snooze": "Snooze {note}",
    "wake": "Wake {note}",
    "decide": "Decide {note}",
    "preference": "Set {note}",
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
        shown = lines if order_id is None else kept.operations(reader, order_id=order_id)
    known = {line.id: line for line in lines}
    return [_line(line, known) for line in shown]


def next_undo(workspace: Workspace) -> str | None:
    """What `undo` would take back, in words; None where there is nothing."""
    return _next(workspace, kept.can_undo)


def next_redo(workspace: Workspace) -> str | None:
    """What `redo` would bring back, in words; None where there is nothing."""
    return _next(workspace, kept.can_redo)


def _next(workspace: Workspace, target: Callable[[Reader], int | None]) -> str | None:
    with workspace.store.read() as reader:
        operation = target(reader)
        if operation is None:
            return None
        known = {line.id: line for line in kept.operations(reader)}
    return words_of(_thing(known[operation], known), known)


def _line(line: kept.OperationLine, known: Mapping[int, kept.OperationLine]) -> HistoryLine:
    words = words_of(line, known)
    return HistoryLine(
        line.id, line.at, line.label, words, line.source, line.records, line.undone_by
    )


def words_of(line: kept.OperationLine, known: Mapping[int, kept.OperationLine]) -> str:
    """An operation in words; one that undoes or redoes names the thing, never its number."""
    words = WORDS.get(line.label, line.label.replace("_", " "))
    if line.undo_of is None:
        return words.replace("{note}", line.note)
    thing = words_of(_thing(line, known), known)
    return words.replace("{thing}", thing[:1].lower() + thing[1:])


def _thing(line: kept.OperationLine, known: Mapping[int, kept.OperationLine]) -> kept.OperationLine:
    """What was done at the root of a chain of undos and redos."""
    while line.undo_of is not None:
        line = known[line.undo_of]
    return line


def undo(
    workspace: Workspace,
    operation: int | None = None,
    *,
    source: str = "window",
    report: posting.Report | None = None,
) -> Undone:
    """Take back an operation, the newest that stands if left out.

    `report` is told how many orders are judged anew; what it raises ends the undo, and nothing is
    changed.

    Raises:
        NotFound: no such operation.
        Conflict: nothing to undo, undone already, rows changed since, newer rows hang on them.
    """
    at = workspace.around.now()
    backup.daily(workspace.store, at=at)

    def take_back(after: kept.After) -> Changes:
        return kept.undo(workspace.store, operation, at, source=source, after=after)

    return _turn(workspace, take_back, report)


def redo(
    workspace: Workspace, *, source: str = "window", report: posting.Report | None = None
) -> Undone:
    """Bring back what was undone last, as long as nothing was written since; `report` as in `undo`.

    Raises:
        Conflict: nothing to redo, or rows changed since.
    """
    at = workspace.around.now()
    backup.daily(workspace.store, at=at)

    def bring_back(after: kept.After) -> Changes:
        return kept.redo(workspace.store, at, source=source, after=after)

    return _turn(workspace, bring_back, report)


def _turn(
    workspace: Workspace,
    turn: Callable[[kept.After], Changes],
    report: posting.Report | None,
) -> Undone:
    """Undo or redo; posts inside the transaction and notes there what is undone."""
    undid: list[int] = []

    def after(txn: Txn, changes: Changes) -> None:
        undid.append(txn.undo_of or 0)
        posting.post_reached(txn, workspace, changes, report)

    try:
        changes = turn(after)
    finally:  # also where it was rolled back: it may have taken a desk that is gone again
        workspace.forget()
    written = sum(count for _, count in changes.counts)
    return Undone(changes.operation, undid[0], written)
