"""What becomes of a paper: received, accepted, rejected, waived. Each is one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.entering import Entry, enter, sheet_row
from remanence.core.base.dates import parse_day
from remanence.core.base.errors import InvalidInput, NotAllowed, NotFound
from remanence.core.base.sentences import N_

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace
    from remanence.core.base.changes import Changes

_REASONED: Final = frozenset({"waived", "rejected"})
_LABELS: Final = {
    "received": "receive",
    "accepted": "accept",
    "rejected": "reject",
    "waived": "waive",
    "requested": "request",
}


class PastItsDay(NotAllowed):
    """A paper whose validity has ended is not accepted."""

    code = N_(
        "paper_past_its_day",
        "{paper} was valid until {day}: it is not accepted. Ask for a new one.",
    )


class Paper(NamedTuple):
    """A paper as its sheet names it: its type, one parent, and its number if it has one."""

    document_type: str
    order_number: str = ""
    shipment_ref: str = ""
    licence_ref: str = ""
    supplier_code: str = ""
    product_code: str = ""
    number: str = ""

    @property
    def parent(self) -> str:
        """What it belongs to."""
        return next(filter(None, self[1:6]), "")


def set_state(
    workspace: Workspace, paper: Paper, state: str, *, reason: str = "", source: str = "window"
) -> Changes:
    """Set the state of a paper, which is put on record if it is not yet.

    Args:
        workspace: where.
        paper: which.
        state: requested, received, accepted, rejected or waived.
        reason: why; rejecting and waiving need one.
        source: who asks.

    Raises:
        InvalidInput: no reason where one is needed.
        PastItsDay: an accepted paper must be valid today.
        Refused, Conflict, MachineSaysNo: as in `enter`.
    """
    if state in _REASONED and not reason.strip():
        raise InvalidInput("", field="reason", what=f"a paper is {state} for a reason: write it.")
    if state == "accepted":
        _check_valid(workspace, paper)
    cells = {name: text for name, text in paper._asdict().items() if text}
    cells |= {"state": state, **({"reason": reason.strip()} if reason.strip() else {})}
    title = next(
        (rule.title for rule in workspace.pack.documents if rule.id == paper.document_type),
        paper.document_type,
    )
    label, note = _LABELS[state], f"{title} of {paper.parent}"
    return enter(workspace, [Entry("documents", cells)], label=label, note=note, source=source)


def _check_valid(workspace: Workspace, paper: Paper) -> None:
    try:
        key = {name: text for name, text in paper._asdict().items() if text or name == "number"}
        row = sheet_row(workspace, "documents", key)
    except NotFound:
        return
    day = row["valid_to"]
    if day and parse_day(day) < workspace.today:
        raise PastItsDay(
            paper.parent, paper=f"{paper.document_type} {paper.number}".strip(), day=day
        )
