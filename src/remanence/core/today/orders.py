"""Rows of Today about orders: what cannot move, what is due, what is late, what was settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from remanence.core.base.findings import Severity
from remanence.core.base.proof import deciding, sentence
from remanence.core.base.sentences import N_, say
from remanence.core.base.steps import Answer, How, RecordRef, Step
from remanence.core.documents.checklist import Requirement
from remanence.core.documents.days import day_of
from remanence.core.documents.parcels import parcels, tolerance_percent
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.shipments import Shipment
from remanence.core.licences.states import USABLE, owed_next
from remanence.core.policy.pack import Pack
from remanence.core.readiness import Readiness, readiness
from remanence.core.today.rows import (
    NEXT_NOTHING,
    NEXT_OWED,
    ROW,
    SETTLED_WHY,
    SOON_DAYS,
    Row,
    clock_of,
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
LATE_WHY = N_("today.late_why", "{column} was {day} and no {deed} is on record.")
DUE_WHY = N_("today.due_why", "{titles}: needed to {stage}.")
NEXT_PAPER = N_("today.next_paper", "Get the {title}; it comes from: {issuer}.")
NEXT_ACCEPT = N_("today.next_accept", "Check the {title} and accept or reject it.")
NEXT_ANSWER = N_("today.next_answer", "Settle it: {what}.")
NEXT_LICENCE = N_("today.next_licence", "Ask the supplier to apply for the {title}.")
NEXT_FINDING = N_("today.next_finding", "{what}")
NEXT_LATE = N_("today.next_late", "Enter {deed}, or the new {column}.")


def of_order(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Iterator[Row]:
    """What cannot move or is not known, papers due, late shipments, and what was settled."""
    yield from _settled(file, today)
    known = readiness(file, desk, pack, today)
    if known.stage is None:
        return
    blocked = _blocked(file, known, desk, pack, today)
    if blocked is not None:
        yield blocked
    shown = {one.id for one in known.blocking} if blocked is not None else set()
    yield from _due(file, known, shown, today)
    yield from _late(file, today)


def _blocked(file: OrderFile, known: Readiness, desk: Desk, pack: Pack, today: date) -> Row | None:
    """The row of an order whose next stage is blocked and near, or not known."""
    open_ones = known.blocking
    if not open_ones:
        return None
    day = _stage_day(file, known, open_ones, desk, pack, today)
    group = "unknown" if known.verdict == "unknown" else "cannot_move"
    if group == "cannot_move" and (day is None or (day - today).days > SOON_DAYS):
        return None
    first = open_ones[0]
    number, stage = known.order, known.stage or ""
    code = MAY_NOT if group == "unknown" else BLOCKED
    what = say(code, {"order": number, "stage": stage, "blocker": _short(first)})
    why = _why(known, first)
    if len(open_ones) > 1:
        why = say(MORE, {"why": why, "count": str(len(open_ones) - 1)})
    next_ = _next(known, first, pack)
    kind = f"today.{first.kind}_{first.state}"
    return Row(group, kind, what, why, day, "orders", number, next_, known.why, number)


def _short(one: Requirement) -> str:
    words = {"missing": "missing", "failed": "failed", "unknown": "not known"}
    return f"{one.title}: {words.get(one.state, one.state.replace('_', ' '))}"


def _why(known: Readiness, one: Requirement) -> str:
    """The leaf that decides, as a sentence; a finding that says more goes before."""
    finding = _finding(known, one)
    if finding is not None:
        return finding
    leaves = deciding(one.why)
    leaf = next((each for each in leaves if each.value is one.why.value), leaves[0])
    inner = leaf.inputs[0] if leaf.how is How.NOT else leaf
    return _sentence(deciding(inner)[0] if deciding(inner) else inner)


def _sentence(step: Step[object]) -> str:
    text = sentence(step)
    return text if text.endswith((".", "?")) else text + "."


def _finding(known: Readiness, one: Requirement) -> str | None:
    """The finding of a licence or check that failed."""
    if one.kind == "document" or one.state in ("missing", "unknown"):
        return None
    wanted = "licence." if one.kind == "licence" else ("check.", "papers.")
    errors = (each for each in known.findings if each.severity is Severity.ERROR)
    return next((each.message for each in errors if each.code.startswith(wanted)), None)


def _next(known: Readiness, one: Requirement, pack: Pack) -> str:
    if one.kind == "check":
        return say(NEXT_ANSWER, {"what": _to_settle(one)})
    if one.kind == "licence":
        return _next_licence(known, one)
    if one.state == "received":
        return say(NEXT_ACCEPT, {"title": one.title})
    rules = {rule.id: rule for rule in pack.documents}
    rule = rules.get(one.document_type or "")
    issuer = rule.issued_by if rule is not None and rule.issued_by else "the supplier"
    return say(NEXT_PAPER, {"issuer": issuer, "title": one.title})


def _to_settle(one: Requirement) -> str:
    leaves = deciding(one.why)
    inner = [each.inputs[0] if each.how is How.NOT else each for each in leaves]
    last = [leaf for each in inner for leaf in deciding(each)]
    notes = [leaf.note for leaf in last if leaf.note] or [sentence(leaf) for leaf in last]
    return notes[0] if notes else one.title


def _next_licence(known: Readiness, one: Requirement) -> str:
    if one.state == "missing":
        return say(NEXT_LICENCE, {"title": one.title})
    if one.state in USABLE:
        finding = _finding(known, one)
        return say(NEXT_FINDING, {"what": finding or one.title})
    owed = owed_next(one.state)
    return say(NEXT_OWED, {"what": say(owed.code, {}), "who": owed.who})


def _stage_day(
    file: OrderFile,
    known: Readiness,
    open_ones: Sequence[Requirement],
    desk: Desk,
    pack: Pack,
    today: date,
) -> date | None:
    """The earliest of: the day the stage is planned for, what is due, the answer of a licence."""
    days = [one.due_on for one in open_ones if one.due_on is not None]
    short = tolerance_percent(file, desk, today)
    for sent, _ in parcels(file, short):
        planned = day_of(known.stage or "", file, sent.shipment if sent is not None else None)
        if planned.value is not None and not _is_over(sent.shipment if sent else None, today):
            days.append(planned.value)
    if any(one.kind == "licence" for one in open_ones):
        for licence in known.licences:
            running = clock_of(licence.file, desk, pack, today)
            if running.due.value is not None:
                days.append(running.due.value)
    return min(days, default=None)


def _is_over(shipment: Shipment | None, today: date) -> bool:
    return shipment is not None and shipment.ata is not None and shipment.ata <= today


def _due(file: OrderFile, known: Readiness, shown: set[str], today: date) -> Iterator[Row]:
    """Papers due within 14 days, those of one day and stage in one row."""
    wanted: dict[tuple[date, str], list[Requirement]] = {}
    for one in known.requirements:
        day = one.due_on
        if one.is_met or one.kind != "document" or one.id in shown or day is None:
            continue
        if 0 <= (day - today).days <= SOON_DAYS:
            wanted.setdefault((day, one.stage), []).append(one)
    number = file.order.order_number
    for (day, stage), ones in wanted.items():
        words = {"order": number, "title": ones[0].title, "count": str(len(ones))}
        what = say(DUE if len(ones) == 1 else PAPERS_DUE, words)
        titles = ", ".join(one.title for one in ones)
        why = say(DUE_WHY, {"titles": titles, "stage": stage})
        next_ = say(NEXT_PAPER, {"issuer": "the supplier", "title": ones[0].title})
        reasons = tuple(one.why for one in ones)
        step: Step[object] = Step(ROW, Answer.NO, How.ALL, reasons, None, "", what)
        code = "today.papers_due"
        yield Row("soon", code, what, why, day, "orders", number, next_, step, number)


_LATE: Final = (("etd", "atd", DEPARTURE_LATE), ("eta", "ata", ARRIVAL_LATE))


def _late(file: OrderFile, today: date) -> Iterator[Row]:
    """Shipments whose planned day has passed without the deed; the first such day of each."""
    number = file.order.order_number
    for sent in file.shipments:
        shipment = sent.shipment
        if shipment.received_on is not None or shipment.cleared_on is not None:
            continue
        for planned, deed, code in _LATE:
            day: date | None = getattr(shipment, planned)
            done = getattr(shipment, deed) or (shipment.ata if deed == "atd" else None)
            if day is None or day >= today or done is not None:
                continue
            words = {"shipment": shipment.shipment_ref, "order": number}
            what = say(code, words)
            why = say(LATE_WHY, {"column": planned, "day": day.isoformat(), "deed": deed})
            next_ = say(NEXT_LATE, {"deed": deed, "column": planned})
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
            (RELEASED, released, "customs_state_on"),
            (CLEARED, shipment.cleared_on, "cleared_on"),
            (RECEIVED, shipment.received_on, "received_on"),
        )
        for code, day, column in deeds:
            if day is not None and is_new(day, today):
                ref = shipment.shipment_ref
                what = say(code, {"shipment": ref, "order": number})
                why = say(SETTLED_WHY, {"what": column, "day": day.isoformat()})
                place = RecordRef("shipments", ref, column)
                step: Step[object] = Step(ROW, day, How.GIVEN, (), place, "", why)
                next_ = say(NEXT_NOTHING, {})
                yield Row("settled", code, what, why, day, "shipments", ref, next_, step, number)
