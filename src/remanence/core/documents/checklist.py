"""The checklist of an order: which papers it needs at which stage, and what state they are in.

Licences that a rule asks for stand in it too, as needs; what covers them is judged in
`core.readiness`, which knows both papers and licences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    RecordRef,
    Step,
    Verdict,
    all_of,
    any_of,
    not_,
    today_step,
)
from remanence.core.documents.days import Day, Days
from remanence.core.documents.decided import decisions_of, waiver
from remanence.core.documents.facts import paper_facts
from remanence.core.documents.needs import Context, Need, contexts, needs, rule_book
from remanence.core.documents.papers import (
    MISSING,
    NONE,
    Paper,
    Shelf,
    best_paper,
    judge_paper,
    name_of,
)
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.orders import STAGES
from remanence.core.facts.parties import Decision
from remanence.core.facts.shipments import Shipment, left_on
from remanence.core.policy.pack import Pack
from remanence.core.policy.workdays import work_calendar

MET = N_("requirement.met", "{note} is needed and accepted: {value}")
QUESTION = N_("requirement.question", "{note} is at hand or not needed: {value}")
N_("requirement.met.yes", "{note} is needed and accepted")
N_("requirement.met.no", "{note} is needed and not accepted")
N_("requirement.question.yes", "{note} is at hand or not needed")
N_("requirement.question.unknown", "Whether {note} is needed is not known")
ASKED = N_("requirement.asked", "Is this needed: {note}?")
NOT_NEEDED = N_("requirement.not_needed", "The rule does not apply: {value}")
EXPIRED = N_(
    "paper.expired",
    "{paper} was valid to {day} and is not accepted any more. Ask {issuer} for a new one.",
)

RANK: Final = {stage: place for place, stage in enumerate(STAGES)}


class Requirement(NamedTuple):
    """One paper, licence or check that an order needs.

    Attributes:
        id: id of the rule, with `@SHIPMENT_REF` where each shipment needs its own.
        kind: document, licence or check (a question, or a check of the desk's own).
        document_type: type of the paper; None for a licence or check.
        title: what it is; for a question the question.
        state: as the sheets name it; for a check passed, failed, unknown or waived.
        why: whether it is met, with the reasons.
        blocks: the stages that wait for it.
        due_on: by when it is due, None where nothing says so.
        rule: `table/id` of the rule; empty for a check without one.
        source: on whose word the rule stands.
        pack: id of the pack.
        stage: the stage by which it is needed.
        shipment: the shipment that needs it, None for the order.
        deadline: the reasons of `due_on`.
    """

    id: str
    kind: str
    document_type: str | None
    title: str
    state: str
    why: Verdict
    blocks: tuple[str, ...]
    due_on: date | None
    rule: str
    source: str
    pack: str
    stage: str
    shipment: str | None
    deadline: Day | None

    @property
    def is_met(self) -> bool:
        """Whether nothing more is to do for it."""
        return self.why.value is Answer.YES

    @property
    def is_needed_paper(self) -> bool:
        """Whether it counts into completeness: a paper that is needed and not waived."""
        return self.kind == "document" and self.state != "waived"


class Checklist(NamedTuple):
    """All that an order needs by the rules of documents, and what was found on the way.

    Attributes:
        requirements: papers and questions, in the sequence of the stages and of the pack.
        licences: rules that ask for a licence.
        contexts: the lines as they were asked for.
        findings: papers past their last valid day.
        days: the days of the order, as far as they were looked up.
        turns_on: first day on which other rules may apply though no data changed.
    """

    requirements: tuple[Requirement, ...]
    licences: tuple[Need, ...]
    contexts: tuple[Context, ...]
    findings: tuple[Finding, ...]
    days: Days
    turns_on: date | None


class _Desk(NamedTuple):
    """What all requirements of one order are judged with."""

    file: OrderFile
    shelf: Shelf
    decisions: list[Decision]
    today: Step[date]
    days: Days
    pack: Pack


def full_checklist(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Checklist:
    """Everything that the rules of documents ask of an order, all stages."""
    shelf, day = Shelf(file), today_step(today)
    decisions = decisions_of(file, desk) if file.decisions or desk.decisions else []
    facts = paper_facts(file, shelf, pack, today)
    asked = contexts(file, desk, pack, today, facts)
    book = rule_book(pack)
    wanted = needs(asked, book, day)
    turns = [book.turns_on(context, today) for context in asked]
    about = _Desk(file, shelf, decisions, day, Days(file, work_calendar(pack)), pack)
    found: list[Finding] = []
    papers = [_requirement(about, need, found) for need in wanted if need.rule.kind != "licence"]
    papers.sort(key=lambda requirement: RANK.get(requirement.stage, 0))
    licences = tuple(need for need in wanted if need.rule.kind == "licence")
    return Checklist(
        tuple(papers),
        licences,
        tuple(asked),
        tuple(dict.fromkeys(found)),
        about.days,
        min((turn for turn in turns if turn is not None), default=None),
    )


def checklist(file: OrderFile, desk: Desk, pack: Pack, today: date) -> tuple[Requirement, ...]:
    """The papers and questions of an order, all stages, in the sequence of the stages."""
    return full_checklist(file, desk, pack, today).requirements


def _requirement(about: _Desk, need: Need, found: list[Finding]) -> Requirement:
    waived = waiver(about.decisions, (need.id, need.rule.id), about.today)
    if waived is not None:
        return _made(about, need, "waived", waived)
    state, paper = _paper(about, need, found)
    if need.applies.value is Answer.YES:
        why = all_of(MET, [need.applies, paper], note=need.rule.title, ref=need.rule.ref)
        return _made(about, need, state, why)
    return _question(about, need, state, paper)


def _question(about: _Desk, need: Need, state: str, paper: Verdict) -> Requirement:
    """A rule that may or may not apply: a check, met where the paper is at hand anyway."""
    free = not_(NOT_NEEDED, need.applies)
    why = any_of(QUESTION, [free, paper], note=need.rule.title, ref=need.rule.ref)
    passed = "waived" if state == "waived" else "passed"
    return _made(about, need, passed if why.value is Answer.YES else "unknown", why)


def question_title(need: Need) -> str:
    """A need that is not certain, as a question."""
    return f"Is this needed: {need.rule.title}?"


def _made(about: _Desk, need: Need, state: str, why: Verdict) -> Requirement:
    rule, certain = need.rule, need.applies.value is Answer.YES
    due = due_of(need, about.days, about.today.value)
    sent = need.shipment
    return Requirement(
        id=need.id,
        kind=rule.kind if certain else "check",
        document_type=rule.id,
        title=rule.title if certain else question_title(need),
        state=state,
        why=why,
        blocks=rule.blocks,
        due_on=due.value if due is not None else None,
        rule=rule.ref.rule,
        source=rule.ref.source,
        pack=about.pack.head.id,
        stage=rule.stage,
        shipment=sent.shipment.shipment_ref if sent is not None else None,
        deadline=due,
    )


def due_of(need: Need, days: Days, today: date) -> Day | None:
    """By when a need is due; None where its rule sets no deadline.

    What belongs to the order as a whole is due with the first shipment that it concerns; a licence
    with the first that has not left: goods that are gone wait for none.
    """
    rule = need.rule
    if not rule.deadline_from:
        return None
    if need.shipment is not None:
        return days.due(rule, days.of(rule.deadline_from, need.shipment.shipment))
    sent = [_sent(context) for context in need.contexts]
    if rule.kind == "licence":
        sent = [one for one in sent if not _has_left(one, today)] or sent
    if len(sent) == 1:
        return days.due(rule, days.of(rule.deadline_from, sent[0]))
    begun = [days.of(rule.deadline_from, one) for one in sent]
    known = [day for day in begun if day.value is not None]
    begins = min(known, key=lambda day: day.value or date.max) if known else begun[0]
    return days.due(rule, begins)


def _sent(context: Context) -> Shipment | None:
    return context.shipment.shipment if context.shipment is not None else None


def _has_left(shipment: Shipment | None, today: date) -> bool:
    return shipment is not None and left_on(shipment, today) is not None


def _paper(about: _Desk, need: Need, found: list[Finding]) -> tuple[str, Verdict]:
    """The state of the paper that a need has, and whether it is accepted."""
    if need.rule.belongs_to != "product":
        return _best(about, need, None, found)
    parts = [_of_product(about, need, product, found) for product in need.products]
    if len(parts) == 1:
        return parts[0]
    worst = max((state for state, _ in parts), key=_badness)
    if all(state == "waived" for state, _ in parts):
        worst = "waived"
    return worst, all_of(MET, [verdict for _, verdict in parts], note=need.rule.title)


def _badness(state: str) -> int:
    return _WORST_LAST.index(state)


_WORST_LAST: Final = ("waived", "accepted", "received", "requested", "rejected", MISSING)


def _of_product(
    about: _Desk, need: Need, product: str, found: list[Finding]
) -> tuple[str, Verdict]:
    waived = waiver(about.decisions, (need.id, need.rule.id), about.today, product)
    if waived is not None:
        return "waived", waived
    return _best(about, need, product, found)


def _best(
    about: _Desk, need: Need, product: str | None, found: list[Finding]
) -> tuple[str, Verdict]:
    rule, ref = need.rule, None
    if need.shipment is not None:
        ref = need.shipment.shipment.shipment_ref
    serving = about.shelf.serving(rule.id, ref, product)
    day = _day_of_use(about, need)
    papers = [judge_paper(document, rule.title, day) for document in serving]
    best = best_paper(papers)
    if best is None:
        return MISSING, _none(about, need, product)
    if best.state == MISSING:
        found.extend(_expired(need, papers))
    return best.state, best.verdict


def _none(about: _Desk, need: Need, product: str | None) -> Verdict:
    place = RecordRef("orders", about.file.order.order_number)
    if need.shipment is not None:
        place = RecordRef("shipments", need.shipment.shipment.shipment_ref)
    elif product is not None:
        place = RecordRef("products", product)
    note = f"{need.rule.title} for {place.key}"
    return Step(NONE, Answer.NO, How.COUNT, (), place, "", note)


def _expired(need: Need, papers: Sequence[Paper]) -> Iterable[Finding]:
    for paper in papers:
        if paper.expired:
            name = name_of(paper.document, need.rule.title)
            day = paper.document.valid_to
            parent = need.id
            yield error(EXPIRED, parent, paper=name, day=day, issuer=need.rule.issued_by)


def _day_of_use(about: _Desk, need: Need) -> Step[date]:
    """The day on which a paper must be valid: that of its stage once it is past, else today."""
    if need.shipment is None:
        return about.today
    used = about.days.of(need.rule.stage, need.shipment.shipment)
    actual = used.value is not None and isinstance(used.ref, RecordRef)
    if actual and isinstance(used.ref, RecordRef) and used.ref.field in _ACTUAL:
        assert used.value is not None  # noqa: S101 - for the type checker
        if used.value <= about.today.value:
            return Step(used.code, used.value, used.how, (), used.ref, "", used.note)
    return about.today


_ACTUAL: Final = frozenset({"export_declared_on", "atd", "ata", "cleared_on", "received_on"})
