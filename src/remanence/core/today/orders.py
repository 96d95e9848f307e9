"""Rows of Today about orders: what cannot move, what is due, what is late, what was settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from remanence.core.base.findings import Finding, Severity
from remanence.core.base.proof import deciding, sentence, settling
from remanence.core.base.sentences import N_, ended, fill, say, template_of
from remanence.core.base.steps import Answer, How, RecordRef, Step
from remanence.core.documents.checklist import Requirement
from remanence.core.documents.needs import rule_book
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.licences.states import USABLE, owed_next
from remanence.core.policy.pack import Pack
from remanence.core.readiness import Readiness
from remanence.core.readiness.reasons import in_short
from remanence.core.readiness.stage_day import stage_day
from remanence.core.today.rows import (
    NEXT_NOTHING,
    NEXT_OWED,
    ROW,
    SETTLED_WHY,
    SOON_DAYS,
    Row,
    is_new,
)

BLOCKED = N_("today.blocked", "{order} cannot {stage}: {blocker}")
MAY_NOT = N_("today.not_known", "Not known whether {order} can {stage}: {blocker}")
DUE = N_("today.paper_due", "{order}: {title} is due")
PAPERS_DUE = N_("today.papers_due", "{order}: {count} papers are due")
DEPARTURE_LATE = N_("today.departure_late", "Shipment {shipment} of {order} has not departed")
ARRIVAL_LATE = N_("today.arrival_late", "Shipment {shipment} of {order} has not arrived")
RELEASED = N_("today.released", "Customs released shipment {shipment} of {order}")
CLEARED = N_("today.cleared", "Shipment {shipment} of {order} is cleared")
RECEIVED = N_("today.received", "Shipment {shipment} of {order} is received")
MORE = N_("today.more", "{why} And {count} more.")
LATE_WHY = N_("today.late_why", "{planned} was {day} and no {deed} is on record.")
NEEDED = N_("today.needed", "{title}: needed to {stage}")
NEXT_PAPER = N_("today.next_paper", "Get the {title}; it comes from: {issuer}.")
NEXT_ACCEPT = N_("today.next_accept", "Check the {title} and accept or reject it.")
NEXT_ANSWER = N_("today.next_answer", "Settle it, or enter the paper.")
NEXT_PARTY = N_("today.next_party", "Stop, and ask your adviser before anything is shipped.")
NEXT_SAME_PARTY = N_(
    "today.next_same_party", "Say whether it is the same firm: a decision with its reason."
)
NEXT_AGREE = N_("today.next_agree", "Have the wrong paper corrected, or waive it with a reason.")
NEXT_MISFIT = N_(
    "today.next_misfit", "Correct the record that is wrong, or ask the supplier for a new licence."
)
NOT_KNOWN_WHY = N_("today.not_known_why", "To settle it: {what}.")
NEXT_LICENCE = N_("today.next_licence", "Ask the supplier to apply for the {title}.")
NEXT_LATE = N_(
    "today.next_late", "Enter the {deed} ({deed_column}), or its new planned day ({column})."
)

_SENTENCE_END: Final = re.compile(r"(?<=[.?!]) (?=[A-Z])")


def of_order(
    file: OrderFile, known: Readiness, desk: Desk, pack: Pack, today: date
) -> Iterator[Row]:
    """What cannot move or is not known, papers due, late shipments, and what was settled."""
    yield from _settled(file, today)
    if known.stage is None:
        return
    blocked = _blocked(file, known, desk, pack, today)
    if blocked is not None:
        yield blocked
    shown = {one.id for one in known.blocking} if blocked is not None else set()
    yield from _due(known, shown, pack, today)
    yield from _late(file, today)


def _blocked(file: OrderFile, known: Readiness, desk: Desk, pack: Pack, today: date) -> Row | None:
    """The row of an order whose next stage is blocked and near, or not known."""
    open_ones = known.blocking
    if not open_ones:
        return None
    day = stage_day(file, known, desk, pack, today)
    group = "unknown" if known.verdict == "unknown" else "cannot_move"
    if group == "cannot_move" and (day is None or (day - today).days > SOON_DAYS):
        return None
    first = open_ones[0]
    number, stage = known.order, known.stage or ""
    why, next_ = _why_and_next(known, first, pack)
    code = MAY_NOT if group == "unknown" else BLOCKED
    what = say(code, {"order": number, "stage": stage, "blocker": in_short(first)})
    if len(open_ones) > 1:
        why = say(MORE, {"why": why, "count": str(len(open_ones) - 1)})
    kind = f"today.{first.kind}_{first.state}"
    return Row(group, kind, what, why, day, "orders", number, next_, known.why, number)


def _why_and_next(known: Readiness, one: Requirement, pack: Pack) -> tuple[str, str]:
    """Why, in one sentence, and what next; a finding that says both is not added to."""
    found = _finding(known, one) if one.why.value is Answer.NO or one.id == "screening" else None
    if found is None:
        return _why(one), _next(one, pack)
    template = template_of(found.code)
    parts = {"where": found.where, **dict(found.parts)}
    why, *following = (fill(words, parts) for words in _SENTENCE_END.split(template, maxsplit=1))
    return ended(why), following[0] if following else _next(one, pack)


def _why(one: Requirement) -> str:
    """Why, in one sentence: from what would settle it, or from the deciding leaf."""
    if one.why.value is Answer.UNKNOWN and one.id != "screening":
        first = settling(one.why)[0]
        return say(NOT_KNOWN_WHY, {"what": first.note or sentence(first)})
    leaves = deciding(one.why)
    return ended(sentence(leaves[0] if leaves else one.why))


def _finding(known: Readiness, one: Requirement) -> Finding | None:
    """What the findings say of a licence that does not fit or of a check that failed."""
    if one.kind == "document" or one.state == "missing":
        return None
    prefix = "licence." if one.kind == "licence" else ("check.", "papers.")
    found = (each for each in known.findings if each.severity is not Severity.INFO)
    return next((each for each in found if each.code.startswith(prefix)), None)


def _next(one: Requirement, pack: Pack) -> str:
    if one.kind == "licence":
        return _next_licence(one)
    if one.kind == "check":
        return _next_check(one)
    code = NEXT_ACCEPT if one.state == "received" else NEXT_PAPER
    return say(code, {"issuer": _issuer(one, pack), "title": one.title})


def _next_check(one: Requirement) -> str:
    if one.id == "screening":
        return say(NEXT_PARTY if one.state == "failed" else NEXT_SAME_PARTY, {})
    if one.state == "failed":
        return say(NEXT_AGREE, {})
    return say(NEXT_ANSWER, {})


def _issuer(one: Requirement, pack: Pack) -> str:
    rules = rule_book(pack).rules
    found = (rule.issued_by for rule in rules if rule.id == one.document_type)
    return next(found, "") or "supplier"


def _next_licence(one: Requirement) -> str:
    if one.state == "missing":
        return say(NEXT_LICENCE, {"title": one.title})
    if one.state in USABLE:
        return say(NEXT_MISFIT, {})
    owed = owed_next(one.state)
    return say(NEXT_OWED, {"what": say(owed.code, {})})


def _due(known: Readiness, shown: set[str], pack: Pack, today: date) -> Iterator[Row]:
    """Papers due within 14 days, those of one day in one row."""
    wanted: dict[date, list[Requirement]] = {}
    for one in known.requirements:
        day = one.due_on
        if one.is_met or one.kind != "document" or one.id in shown or day is None:
            continue
        if 0 <= (day - today).days <= SOON_DAYS:
            wanted.setdefault(day, []).append(one)
    for day, ones in wanted.items():
        yield _due_row(known.order, day, ones, pack)


def _due_row(number: str, day: date, ones: Sequence[Requirement], pack: Pack) -> Row:
    first = ones[0]
    words = {"order": number, "title": first.title, "count": str(len(ones))}
    what = say(DUE if len(ones) == 1 else PAPERS_DUE, words)
    needed = [say(NEEDED, {"title": one.title, "stage": one.stage}) for one in ones]
    why = "; ".join(needed) + "."
    next_ = say(NEXT_PAPER, {"issuer": _issuer(first, pack), "title": first.title})
    reasons = tuple(one.why for one in ones)
    step: Step[object] = Step(ROW, Answer.NO, How.ANY, reasons, None, "", what)
    return Row("soon", "today.papers_due", what, why, day, "orders", number, next_, step, number)


_LATE: Final = (
    ("etd", "atd", "departure", DEPARTURE_LATE),
    ("eta", "ata", "arrival", ARRIVAL_LATE),
)


def _late(file: OrderFile, today: date) -> Iterator[Row]:
    """Shipments whose planned day has passed without the deed; the first such day of each."""
    number = file.order.order_number
    for sent in file.shipments:
        shipment = sent.shipment
        if shipment.received_on is not None or shipment.cleared_on is not None:
            continue
        for planned, actual, deed, code in _LATE:
            day: date | None = getattr(shipment, planned)
            done = getattr(shipment, actual) or (shipment.ata if actual == "atd" else None)
            if day is None or day >= today or done is not None:
                continue
            words = {"shipment": shipment.shipment_ref, "order": number}
            what = say(code, words)
            told = {"planned": f"Planned {deed}", "day": day.isoformat(), "deed": deed}
            why = say(LATE_WHY, told)
            next_ = say(NEXT_LATE, {"deed": deed, "deed_column": actual, "column": planned})
            place = RecordRef("shipments", shipment.shipment_ref, planned)
            step: Step[object] = Step(ROW, day, How.GIVEN, (), place, "", why)
            ref = shipment.shipment_ref
            yield Row("soon", code, what, why, day, "shipments", ref, next_, step, number)
            break


def _settled(file: OrderFile, today: date) -> Iterator[Row]:
    """Releases, clearances and receipts dated today or the day before."""
    number = file.order.order_number
    for sent in file.shipments:
        shipment = sent.shipment
        released = shipment.customs_state_on if shipment.customs_state == "released" else None
        deeds = (
            (RELEASED, released, "customs_state_on", "Released"),
            (CLEARED, shipment.cleared_on, "cleared_on", "Cleared"),
            (RECEIVED, shipment.received_on, "received_on", "Received"),
        )
        for code, day, column, deed in deeds:
            if day is not None and is_new(day, today):
                ref = shipment.shipment_ref
                what = say(code, {"shipment": ref, "order": number})
                why = say(SETTLED_WHY, {"what": deed, "day": day.isoformat()})
                place = RecordRef("shipments", ref, column)
                step: Step[object] = Step(ROW, day, How.GIVEN, (), place, "", why)
                next_ = say(NEXT_NOTHING, {})
                yield Row("settled", code, what, why, day, "shipments", ref, next_, step, number)
