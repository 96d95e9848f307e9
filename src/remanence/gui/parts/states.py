"""The five states of the window, and which word of the program stands for which of them.

A word that is not known here shows as unknown: never as fine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from remanence.core.base.findings import Severity

if TYPE_CHECKING:
    from remanence.gui.tokens import State

GROUP_STATES: Final[dict[str, State]] = {
    "cannot_move": "blocked",
    "soon": "attention",
    "unknown": "unknown",
    "settled": "done",
}

_WORDS: Final[dict[str, State]] = {
    # states of a requirement
    "accepted": "ready",
    "passed": "ready",
    "received": "attention",
    "requested": "attention",
    "missing": "attention",
    "rejected": "blocked",
    "failed": "blocked",
    "waived": "done",
    "unknown": "unknown",
    # states of a licence
    "not_required": "done",
    "to_assess": "unknown",
    "required": "attention",
    "euc_drafting": "attention",
    "euc_signed": "attention",
    "originals_sent": "attention",
    "originals_received": "attention",
    "filed": "attention",
    "supplement_asked": "unknown",
    "supplement_given": "attention",
    "on_hold": "unknown",
    "granted": "ready",
    "amended": "ready",
    "partly_used": "ready",
    "surrendered": "done",
    "exhausted": "done",
    "expired": "blocked",
    "revoked": "blocked",
    "returned": "blocked",
    "refused": "blocked",
    # answers
    "ready": "ready",
    "not_ready": "attention",
    "yes": "ready",
    "no": "blocked",
    "closed": "done",
    "cancelled": "done",
}

RUNNING: Final = frozenset({"filed", "accepted", "supplement_asked", "supplement_given", "on_hold"})
"""States of a licence while it is being examined."""

SEVERITY_STATES: Final[dict[Severity, State]] = {
    Severity.ERROR: "blocked",
    Severity.WARNING: "attention",
    Severity.INFO: "done",
}


def state_of(word: str) -> State:
    """The state in which a word of the program is shown."""
    return _WORDS.get(word, "unknown")


def is_open(state: State) -> bool:
    """Whether somebody still has to do something."""
    return state in ("attention", "blocked", "unknown")
