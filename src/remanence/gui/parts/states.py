"""The five states of the window, and which word of the program stands for which of them.

A word that is not known here shows as unknown: never as fine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from remanence.core.base.findings import Severity
from remanence.core.base.steps import Answer

if TYPE_CHECKING:
    from remanence.gui.tokens import State

if TYPE_CHECKING:
    from remanence.core.documents.checklist import Requirement

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


def licence_state(word: str) -> State:
    """The state in which a licence is shown: an accepted application is not a granted one."""
    return "attention" if word == "accepted" else state_of(word)


def need_state(need: Requirement) -> State:
    """The state of a requirement: met or not decides, the word only says how it stands."""
    found = licence_state(need.state) if need.kind == "licence" else state_of(need.state)
    if need.is_met:
        return "done" if found == "done" else "ready"
    if need.why.value is Answer.UNKNOWN:
        return "unknown"
    return found if found in ("attention", "blocked") else "attention"


def is_open(state: State) -> bool:
    """Whether somebody still has to do something."""
    return state in ("attention", "blocked", "unknown")
