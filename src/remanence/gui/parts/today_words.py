"""What a row of Today says in its second line, what its button is called, and where both lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from remanence.gui.page import Place
from remanence.gui.parts.order_forms import settled_by
from remanence.gui.parts.order_words import plain
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.core.today import Attention

_SHORT: Final = 24
_REPEATED: Final = 8  # letters that both lines begin with before the second drops them
_LEFT_OVER: Final = re.compile(r"^(?: yet\b)?[\s:;,]*")


def second_line(item: Attention) -> str:
    """Why and what next, without what the first line says already."""
    subject = item.what.partition(": ")[2]
    why = without_repeat(subject, plain(item.why))
    if item.group == "settled" or item.next in item.why or is_deed(item):
        return why
    following = item.next
    for phrase in _beginnings(subject):
        start = following.casefold().find(phrase.casefold())
        if start >= 0:
            following = capital(_LEFT_OVER.sub("", following[start + len(phrase) :]))
            break
    return f"{why} {following}".strip()


def without_repeat(first: str, second: str) -> str:
    """The second text without the words that both begin with."""
    same = _common(first, second)
    rest = _LEFT_OVER.sub("", second[len(same) :]) if len(same) >= _REPEATED else second
    return capital(rest or second)


def _common(first: str, second: str) -> str:
    """What both begin with, up to the end of a word; capitals do not matter."""
    length = 0
    for one, other in zip(first.casefold(), second.casefold(), strict=False):
        if one != other:
            break
        length += 1
    if length < len(second) and second[length].isalnum() and second[:length][-1:].isalnum():
        return second[: max(0, second.rfind(" ", 0, length))]
    return second[:length].rstrip()


def _beginnings(text: str) -> list[str]:
    """The text and its beginnings word by word, the longest first, none that says little."""
    words = text.split(" ")
    made = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return [one for one in made if len(one) >= _REPEATED]


def is_deed(item: Attention) -> bool:
    """Whether the next step is a deed for a button, not a sentence to be read."""
    return 0 < len(item.next) <= _SHORT and not item.next.endswith(".")


def button_word(item: Attention) -> str:
    """What the button does: the next step."""
    if is_deed(item):
        return item.next
    code = item.code.removeprefix("today.")
    if code == "check_failed":
        return _("Compare papers") if _disagree(item) else _("See order")
    words = {
        "papers_due": _("Attach paper"),
        "document_missing": _("Attach paper"),
        "document_requested": _("Chase paper"),
        "document_rejected": _("Chase paper"),
        "document_received": _("Check paper"),
        "check_unknown": _("Decide") if _may_decide(item) else _("See why"),
    }
    kinds = {"shipments": _("Enter day"), "suppliers": _("See supplier")}
    return words.get(code) or kinds.get(item.record["kind"]) or _("See licence")


def _disagree(item: Attention) -> bool:
    return "papers disagree" in item.what


def _may_decide(item: Attention) -> bool:
    return item.group == "unknown" and bool(settled_by(item.explanation))


def next_place(item: Attention, licence: str = "") -> Place:
    """Where the next step is done; `licence` is the one that the order of a row goes under."""
    code = item.code.removeprefix("today.")
    order = item.order or ""
    if code == "papers_due" or code.startswith("document_"):
        return Place("documents", order)
    if code == "check_failed" and _disagree(item):
        return Place("documents", order)
    if code == "check_unknown" and _may_decide(item):
        return Place("order", f"{order}\tdecisions")
    if code.startswith("licence_") and item.record["kind"] == "orders":
        return Place("licences", licence) if licence else Place("order", f"{order}\tlicence")
    return cause_place(item)


def cause_place(item: Attention) -> Place:
    """The cause of a row: not the top of its order but the card that says why."""
    kind, ref = item.record["kind"], item.record["ref"]
    if kind in ("licences", "suppliers"):
        return Place(kind, ref)
    card = "shipments" if kind == "shipments" else "needs"
    return Place("order", f"{item.order}\t{card}") if item.order else Place("orders")
