"""What would settle an answer, and what is wrong with a requirement, in a few words."""

from __future__ import annotations

from typing import Final

from remanence.core.base.proof import sentence
from remanence.core.base.sentences import N_, say
from remanence.core.base.steps import Answer, How, Step
from remanence.core.documents.checklist import Requirement
from remanence.core.licences.states import USABLE

MISSING = N_("short.missing", "{title} is missing")
REQUESTED = N_("short.requested", "{title} is asked for and not here")
RECEIVED = N_("short.received", "{title} is here and not accepted")
REJECTED = N_("short.rejected", "{title} was rejected")
NO_LICENCE = N_("short.no_licence", "no {title}")
NOT_GRANTED = N_("short.not_granted", "the licence is not granted ({state})")
ENDED = N_("short.ended", "the licence serves no more ({state})")
MISFIT = N_("short.misfit", "the licence does not fit")
LISTED = N_("short.listed", "a party stands on a list")
MAY_BE_LISTED = N_("short.may_be_listed", "whether a party stands on a list")
DISAGREE = N_("short.disagree", "papers disagree on {title}")
FAILED = N_("short.failed", "{title}: no")
QUESTION = N_("short.question", "{title}")

_AGREE: Final = "The papers agree on "
_BY_STATE: Final = {
    "missing": MISSING,
    "requested": REQUESTED,
    "received": RECEIVED,
    "rejected": REJECTED,
}
_ENDED: Final = frozenset({"surrendered", "exhausted", "expired", "revoked", "refused"})


def settling(step: Step[object]) -> list[Step[object]]:
    """The leaves that must become known for an answer to be known, each once.

    They are followed through facts that are answers themselves (is it controlled?) down to the cell
    or the question that nobody filled.
    """
    found: dict[int, Step[object]] = {}
    for leaf in _open(step):
        found.setdefault(id(leaf), leaf)
    return list(found.values())


def _open(step: Step[object]) -> list[Step[object]]:
    if step.value is not None and step.value is not Answer.UNKNOWN:
        return []
    inner = [leaf for part in _behind(step) for leaf in _open(part)]
    return inner or [step]


def _behind(step: Step[object]) -> list[Step[object]]:
    """The parts to follow; behind a fact that is not known, only one that is an answer itself."""
    if step.how in (How.ALL, How.ANY, How.NOT):
        return list(step.inputs)
    if step.how is How.MISSING:
        return [part for part in step.inputs if part.how in (How.ALL, How.ANY)]
    return []


def to_settle(step: Step[object]) -> str:
    """What would settle an answer that is not known, in words."""
    words = (leaf.note or sentence(leaf) for leaf in settling(step))
    return "; ".join(dict.fromkeys(words))


def in_short(one: Requirement) -> str:
    """What is wrong with a requirement, in a few words that go on a sentence."""
    if one.kind == "licence":
        return _licence(one)
    if one.kind == "document":
        return say(_BY_STATE.get(one.state, MISSING), {"title": one.title})
    if one.id == "screening":
        return say(LISTED if one.state == "failed" else MAY_BE_LISTED, {})
    if one.title.startswith(_AGREE):
        return say(DISAGREE, {"title": one.title.removeprefix(_AGREE)})
    return say(FAILED if one.state == "failed" else QUESTION, {"title": one.title})


def _licence(one: Requirement) -> str:
    if one.state == "missing":
        return say(NO_LICENCE, {"title": one.title})
    if one.state in USABLE:
        return say(MISFIT, {})
    code = ENDED if one.state in _ENDED else NOT_GRANTED
    return say(code, {"state": one.state.replace("_", " ")})
