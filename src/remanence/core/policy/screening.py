"""Is any party of an order listed: the check that counts at every stage from `place` to `clear`."""

from __future__ import annotations

from datetime import date

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, Step, Verdict, all_of
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.policy.listings import (
    ATTENTION_LIST,
    ENTRY_ONLY,
    Hit,
    hit_step,
    in_words,
    screen,
)
from remanence.core.policy.names import spellings
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions import OrderFacts, line_facts, order_facts
from remanence.core.policy.questions.shipment import NAME_END_USER, NO_END_USER

__all__ = ["Hit", "hits", "screen", "screening"]

FREE = N_("order.screening", "No party of the order is listed: {value}")
N_("order.screening.yes", "No party of the order stands on a list that stops it")
N_("order.screening.no", "A party of the order is listed")
N_("order.screening.unknown", "Whether a party of the order is listed is not known")
PARTY = N_("order.party", "{note}")
ATTENTION = N_(
    "screening.attention",
    "{note}: no general licence serves it; a single licence needs a risk report and a pledge",
)
NOT_HERE = N_("screening.not_here", "{note}: that list stops entry into the US, not this order")
CLEAR = N_("screening.clear", "{note} is on no list: {value}")

_ROLE_FIELDS = {
    "supplier": ("suppliers", "name"),
    "owner": ("suppliers", "group"),
    "consignee": ("orders", "consignee"),
    "importer": ("orders", "importer_of_record"),
    "end user": ("orders", "end_user"),
}


def hits(file: OrderFile, desk: Desk, pack: Pack, today: date) -> tuple[Hit, ...]:
    """Every hit of every party today, by role; cleared ones are left out."""
    return order_facts(file, desk, pack, today).hits(today)


def screening(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Verdict:
    """Whether the order is free of listed parties today.

    No where a party is listed beyond doubt on a list that stops such an order; not known where a
    name may be a listed one, a listing is suspended or unconfirmed, the list is the user's own, or
    the end user of goods that are or may be controlled is not named.
    """
    facts = order_facts(file, desk, pack, today)
    found = facts.hits(today)
    entered_in = file.order.destination_country or desk.business.country
    parts: list[Verdict] = []
    for role, name, local in facts.parties():
        party = _party(facts, role, name)
        own = [hit for hit in found if hit.role == role and hit.name in spellings(name, local)]
        parts += [_meant(hit, party, entered_in) for hit in own]
        if not own:
            turn = facts.next_listing_of(name, local, today)
            parts.append(
                Step(CLEAR, Answer.YES, How.RULE, (party,), None, "", f"{role} {name}", "", turn)
            )
    if not (file.order.end_user or "").strip() and _may_be_controlled(facts):
        parts.append(_no_end_user(file))
    return all_of(FREE, parts)


def _meant(hit: Hit, party: Step[object], entered_in: str) -> Verdict:
    """A hit as its list means it: most lists stop an order, some ask for more or speak of others.

    Sources: Dual-use Regulations (Decree 792), art. 26 (a party on the attention list is served
    under a single licence, with risk report and pledge); UFLPA (no entry into the United States).
    """
    if hit.list == ENTRY_ONLY and entered_in != "US":
        return Step(NOT_HERE, Answer.YES, How.RULE, (party,), hit.ref, "", in_words(hit), hit.mark)
    if hit.list == ATTENTION_LIST and hit.certain:
        words, turn = in_words(hit), hit.until
        return Step(ATTENTION, Answer.YES, How.RULE, (party,), hit.ref, "", words, hit.mark, turn)
    return hit_step(hit, party)


def on_attention(verdict: Verdict) -> list[Verdict]:
    """The parties of a screening that stand on the attention list beyond doubt."""
    return [part for part in verdict.inputs if part.code == ATTENTION]  # type: ignore[misc] # all are answers


def _party(facts: OrderFacts, role: str, name: str) -> Step[object]:
    kind, field = _ROLE_FIELDS[role]
    order = facts.file.order
    given = getattr(order if kind == "orders" else facts.file.supplier, field)
    key = order.order_number if kind == "orders" else facts.file.supplier.supplier_code
    ref = RecordRef(kind, key, field) if given else RecordRef("business", "", "name")
    mark = "" if given else "assumed"
    return Step(PARTY, name, How.GIVEN, (), ref, "", f"{role} {name}", mark)


def _may_be_controlled(facts: OrderFacts) -> bool:
    for line in facts.file.lines:
        if line.cancelled_on is None:
            ask = line_facts(facts.file, line, None, facts.desk, facts.pack, facts.today)
            if ask("controlled").value is not Answer.NO:
                return True
    return False


def _no_end_user(file: OrderFile) -> Verdict:
    ref = RecordRef("orders", file.order.order_number, "end_user")
    return Step(NO_END_USER, Answer.UNKNOWN, How.MISSING, (), ref, "", NAME_END_USER)
