"""What a row of Today is made of, and what its parts share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Step

SOON_DAYS: Final = 14
"""Days within which a row is due soon (`docs/interface.md`)."""

RUNS_OUT_DAYS: Final = 30
"""Days before its last day at which a licence is shown as running out."""

SETTLED_WHY = N_("today.settled_why", "{what} on {day}{told}.")
NEXT_OWED = N_("today.next_owed", "{what}.")
NEXT_NOTHING = N_("today.next_nothing", "Nothing: for your information.")
ROW = N_("today.row", "{note}")


class Row(NamedTuple):
    """A row before its day is counted and its snooze is looked up."""

    group: str
    code: str
    what: str
    why: str
    due_on: date | None
    kind: str
    ref: str
    next: str
    explanation: Step[object]
    order: str | None


def is_new(day: date, today: date) -> bool:
    """Whether something dated `day` is news: today or the day before."""
    return today - timedelta(days=1) <= day <= today
