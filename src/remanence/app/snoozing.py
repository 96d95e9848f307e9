"""Rows of Today that are put off: a decision with its reason and its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from remanence.app.entering import CLEARED, Entry, enter, sheet_row
from remanence.core.base.errors import InvalidInput, NotFound
from remanence.core.today import SNOOZED

if TYPE_CHECKING:
    from datetime import date

    from remanence.app.workspace import Workspace
    from remanence.core.base.changes import Changes
    from remanence.core.today import Attention

_SUBJECTS: Final = {
    "orders": "order",
    "licences": "licence",
    "shipments": "shipment",
    "suppliers": "supplier",
}


def snooze(
    workspace: Workspace, item: Attention, reason: str, until: date, *, source: str = "window"
) -> Changes:
    """Put a row off until the end of a day.

    A record has one such decision: where another row of it is put off already, all of them are.

    Raises:
        InvalidInput: no reason, or a day that has passed.
    """
    if not reason.strip():
        raise InvalidInput("", field="reason", what="what is put off has a reason: write it.")
    if until < workspace.today:
        raise InvalidInput("", field="until", what=f"{until.isoformat()} has passed.")
    cells = {
        "subject": _subject(item),
        "code": SNOOZED,
        "value": CLEARED if _other_is_put_off(workspace, item) else item.code,
        "reason": reason.strip(),
        "decided_on": workspace.today.isoformat(),
        "until": until.isoformat(),
    }
    entries = [Entry("decisions", cells)]
    return enter(workspace, entries, label="snooze", note=item.record["ref"], source=source)


def wake(workspace: Workspace, item: Attention, *, source: str = "window") -> Changes:
    """Show a row again that was put off."""
    cells = {"subject": _subject(item), "code": SNOOZED}
    entries = [Entry("decisions", cells, remove=True)]
    return enter(workspace, entries, label="wake", note=item.record["ref"], source=source)


def _other_is_put_off(workspace: Workspace, item: Attention) -> bool:
    try:
        row = sheet_row(workspace, "decisions", {"subject": _subject(item), "code": SNOOZED})
    except NotFound:
        return False
    return row["value"] != item.code and row["until"] >= workspace.today.isoformat()


def _subject(item: Attention) -> str:
    return f"{_SUBJECTS[item.record['kind']]} {item.record['ref']}"
