"""Rows of Today that are put off: a decision with its reason and its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from remanence.app.entering import Entry, enter
from remanence.core.base.errors import InvalidInput
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
        "value": item.code,
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


def _subject(item: Attention) -> str:
    return f"{_SUBJECTS[item.record['kind']]} {item.record['ref']}"
