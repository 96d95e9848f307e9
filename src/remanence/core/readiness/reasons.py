"""What is the matter with a requirement, in a few words or in a sentence or two."""

from __future__ import annotations

from typing import Final

from remanence.core.base.proof import deciding, sentence, to_settle
from remanence.core.base.sentences import N_, ended, say
from remanence.core.base.steps import Answer
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
QUESTION = N_("short.question", "whether {title} is needed")
NOT_KNOWN = N_("short.not_known", "Not known: {what}")

_REASONS: Final = 2
_AGREE: Final = "The papers agree on "
_BY_STATE: Final = {
    "missing": MISSING,
    "requested": REQUESTED,
    "received": RECEIVED,
    "rejected": REJECTED,
}
_ENDED: Final = frozenset({"surrendered", "exhausted", "expired", "revoked", "refused"})


def reason(one: Requirement) -> str:
    """What is the matter with a requirement: the first sentences that a list shows of it.

    Of one that is not met what decides (at most two reasons), of one that is not known what would
    settle it.
    """
    if one.is_met:
        return _ended_sentence(sentence(one.why))
    if one.why.value is Answer.UNKNOWN:
        return _ended_sentence(say(NOT_KNOWN, {"what": to_settle(one.why)}))
    leaves = dict.fromkeys(sentence(leaf) for leaf in deciding(one.why))
    return " ".join(_ended_sentence(words) for words in list(leaves)[:_REASONS])


def _ended_sentence(words: str) -> str:
    return ended(f"{words[:1].upper()}{words[1:]}")


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
    if one.state == "failed":
        return say(FAILED, {"title": one.title})
    return say(QUESTION, {"title": one.why.note or one.title})


def _licence(one: Requirement) -> str:
    if one.state == "missing":
        return say(NO_LICENCE, {"title": one.title})
    if one.state in USABLE:
        return say(MISFIT, {})
    code = ENDED if one.state in _ENDED else NOT_GRANTED
    return say(code, {"state": one.state.replace("_", " ")})
