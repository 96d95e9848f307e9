"""Can an order go to its next stage, and if not, what exactly is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, in_order, info, warning
from remanence.core.base.proof import certainty, may_change_on, to_settle
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, Step, Verdict, all_of, any_of, not_
from remanence.core.documents.checklist import (
    RANK,
    Requirement,
    due_of,
    full_checklist,
    question_title,
)
from remanence.core.documents.days import Day, Days
from remanence.core.documents.decided import decisions_of, waiver
from remanence.core.documents.needs import Need
from remanence.core.documents.parcels import tolerance_percent
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.licences.status import Judged
from remanence.core.policy.pack import Pack
from remanence.core.readiness.checks import (
    agreement,
    pack_reach,
    pack_whole,
    refusals,
    screened,
)
from remanence.core.readiness.covering import (
    Part,
    gone_step,
    is_filed,
    is_ordinary,
    judged_licences,
    no_licence,
    parts_of,
    with_draws,
    worst_state,
)
from remanence.core.readiness.fitting import fits, usable
from remanence.core.readiness.stages import next_stage, without_past

READY: Final = {Answer.YES: "ready", Answer.NO: "not_ready", Answer.UNKNOWN: "unknown"}
"""The verdict in the words of the interface."""

VERDICT = N_("order.ready", "Ready to {note}: {value}")
NOTHING = N_("order.nothing_blocks", "Nothing that the rules know blocks {note}")
RULES = N_("order.rules_that_may_apply", "the rules that apply on this day")
ALL = N_("order.all_requirements", "all that the order needs, at any stage")
LICENSED = N_("requirement.licensed", "{note} is held and fits: {value}")
N_("requirement.licensed.yes", "{note} is held and fits")
N_("requirement.licensed.no", "{note} is not held, or does not fit")
N_("requirement.licensed.unknown", "Whether {note} is needed, held and fits is not known")
COVERED = N_("licence.covers_part", "Licence {note} covers these goods: {value}")
NOT_NEEDED = N_("licence.not_needed", "No licence is needed: {value}")
TO_SETTLE = N_("requirement.to_settle", "Is this needed: {title}? Not known: {what}.")


class Completeness(NamedTuple):
    """Papers needed by the stage and those before it, and how many are accepted."""

    required: int
    accepted: int
    percent: int


class Readiness(NamedTuple):
    """The answer to `readiness`, and what stands behind it.

    Attributes:
        order: the order number.
        stage: the stage asked for; None where nothing is left to do.
        on: the day asked for.
        verdict: ready, not_ready or unknown.
        certainty: on whose word it stands, the weakest.
        may_change_on: first day on which the answer may differ though no data changed.
        completeness: papers needed by the stage and those before it.
        requirements: papers, licences, checks of all stages, in their sequence.
        findings: what blocks, and what to know.
        why: the verdict with its reasons.
        next_stage: the next stage with its reasons, also where another one was asked for.
        licences: the licences of the order with their standing.
        leans_on: refs of the licences under which goods that have not left are to leave.
    """

    order: str
    stage: str | None
    on: date
    verdict: str
    certainty: str
    may_change_on: date | None
    completeness: Completeness
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    why: Verdict
    next_stage: Step[str | None]
    licences: tuple[Judged, ...]
    leans_on: tuple[str, ...] = ()

    @property
    def blocking(self) -> tuple[Requirement, ...]:
        """What the stage waits for and is not met, the certain before the questions."""
        open_ones = [
            one for one in self.requirements if self.stage in one.blocks and not one.is_met
        ]
        return tuple(sorted(open_ones, key=lambda one: one.why.value is Answer.UNKNOWN))


def readiness(
    file: OrderFile, desk: Desk, pack: Pack, today: date, stage: str | None = None
) -> Readiness:
    """The verdict for a stage; left out, for the order's next stage.

    An order with nothing left to do is ready and has no stage; its papers are counted in full.
    """
    papers = full_checklist(file, desk, pack, today)
    licences = judged_licences(file, today)
    covered = [(need, parts_of(file, need, licences, today)) for need in papers.licences]
    around = (papers.days, today)
    licensed = [_licence(file, desk, pack, need, parts, around) for need, parts in covered]
    short = tolerance_percent(file, desk, today)
    step = next_stage(file, today, lambda: _is_applied(covered), short)
    watched: list[Step[object]] = [_watch(papers.turns_on)]
    checks = [
        screened(file, desk, pack, today),
        *refusals(file, papers.contexts, pack, watched),
        *pack_reach(pack, today),
        *pack_whole(pack),
        *agreement(file, desk, pack, licences, today),
    ]
    made = [
        *papers.requirements,
        *(one for one, _ in licensed),
        *(one.requirement for one in checks),
    ]
    made = without_past(file, made, today, short)
    made.sort(key=lambda one: RANK.get(one.stage, 0))
    found = [*papers.findings, *(f for _, inner in licensed for f in inner)]
    found += [finding for check in checks for finding in check.findings]
    asked = stage or step.value
    found += _to_settle(file, made, asked)
    return _judged(file, today, asked, step, made, found, licences, _leans_on(covered), watched)


def next_stage_of(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Step[str | None]:
    """The next stage of an order with its reasons, without the rest of the answer."""
    papers = full_checklist(file, desk, pack, today)
    licences = judged_licences(file, today)
    covered = [(need, parts_of(file, need, licences, today)) for need in papers.licences]
    short = tolerance_percent(file, desk, today)
    return next_stage(file, today, lambda: _is_applied(covered), short)


def _judged(  # noqa: PLR0913 - the parts of the answer
    file: OrderFile,
    today: date,
    stage: str | None,
    step: Step[str | None],
    made: Sequence[Requirement],
    found: Iterable[Finding],
    licences: Sequence[Judged],
    leans_on: tuple[str, ...],
    watched: Iterable[Step[object]],
) -> Readiness:
    why = _verdict(file, stage, step, made)
    standing = [known.standing.state for known in licences]
    parts = (why, step, *watched, *standing, *(one.why for one in made))
    everything: Step[object] = Step(ALL, None, How.ANY, parts)
    return Readiness(
        order=file.order.order_number,
        stage=stage,
        on=today,
        verdict=READY[why.value],
        certainty=certainty(why),
        may_change_on=may_change_on(everything),
        completeness=completeness(made, stage),
        requirements=tuple(made),
        findings=tuple(in_order(dict.fromkeys(found))),
        why=why,
        next_stage=step,
        licences=tuple(licences),
        leans_on=leans_on,
    )


def _watch(turns_on: date | None) -> Step[object]:
    """A day on which other rules may apply, as a step like those that know when they turn."""
    return Step(RULES, None, How.RULE, (), None, "", "", "", turns_on)


def _verdict(
    file: OrderFile, stage: str | None, step: Step[str | None], made: Sequence[Requirement]
) -> Verdict:
    place = RecordRef("orders", file.order.order_number)
    if stage is None:
        return Step(NOTHING, Answer.YES, How.GIVEN, (step,), place, "", file.order.order_number)
    parts = [one.why for one in made if stage in one.blocks]
    if not parts:
        return Step(NOTHING, Answer.YES, How.GIVEN, (), place, "", stage)
    return all_of(VERDICT, parts, note=stage, ref=place)


def completeness(made: Iterable[Requirement], stage: str | None) -> Completeness:
    """How many papers of those needed by a stage are accepted; waived ones are not needed."""
    last = RANK[stage] if stage is not None else len(RANK)
    needed = [one for one in made if one.is_needed_paper and RANK.get(one.stage, 0) <= last]
    accepted = sum(one.state == "accepted" for one in needed)
    percent = accepted * 100 // len(needed) if needed else 100
    return Completeness(len(needed), accepted, percent)


def _is_question(one: Requirement) -> bool:
    return one.document_type is not None and one.kind == "check" and one.state == "unknown"


def _to_settle(
    file: OrderFile, made: Iterable[Requirement], stage: str | None
) -> Iterable[Finding]:
    """What would settle the questions, those of one answer together.

    A warning where the stage waits for it, else a note.
    """
    asked: dict[tuple[bool, str], list[str]] = {}
    for one in made:
        if _is_question(one):
            asked.setdefault((stage in one.blocks, to_settle(one.why)), []).append(one.why.note)
    for (waits, what), titles in asked.items():
        say = warning if waits else info
        title = "; ".join(dict.fromkeys(titles))
        yield say(TO_SETTLE, file.order.order_number, title=title, what=what)


_Covered = list[tuple[Need, list[Part]]]
"""Each need of a licence with the goods that it concerns."""


def _leans_on(covered: _Covered) -> tuple[str, ...]:
    """The licences under which goods that have not left are to leave, as far as one is needed."""
    found = (
        part.licence.file.licence.licence_ref
        for need, parts in covered
        if need.applies.value is Answer.YES
        for part in parts
        if part.licence is not None and not part.gone
    )
    return tuple(dict.fromkeys(found))


def _is_applied(covered: _Covered) -> bool:
    """Whether a licence is filed for all goods that need one or may; true where none is needed.

    Where goods need both, it is the licence for dual use that is applied for at this stage: the
    ordinary one follows on the signed contract, and blocks the export.
    """
    dual: list[Part] = []
    ordinary: list[Part] = []
    for need, parts in covered:
        (ordinary if is_ordinary(need) else dual).extend(parts)
    lines = {part.line.line_no for part in dual}
    return is_filed(dual) and is_filed(one for one in ordinary if one.line.line_no not in lines)


def _licence(
    file: OrderFile,
    desk: Desk,
    pack: Pack,
    need: Need,
    parts: Sequence[Part],
    around: tuple[Days, date],
) -> tuple[Requirement, list[Finding]]:
    """The requirement of a licence: its state, and whether it covers and fits what is to leave."""
    days, today = around
    found: list[Finding] = []
    covered = _covered(file, parts, pack, today, found)
    state, certain = worst_state(parts), need.applies.value is Answer.YES
    title = need.rule.title
    if certain:
        why = all_of(LICENSED, [need.applies, *covered], note=title, ref=need.rule.ref)
    else:
        free = not_(NOT_NEEDED, need.applies)
        whole = all_of(LICENSED, covered, note=title, ref=need.rule.ref)
        why = any_of(LICENSED, [free, whole], note=title, ref=need.rule.ref)
        state = "passed" if why.value is Answer.YES else "unknown"
        title = question_title(need)
    decisions = decisions_of(file, desk) if file.decisions or desk.decisions else []
    waived = waiver(decisions, (need.id, need.rule.id), _day(today))
    if waived is not None:
        why, state, certain = waived, "waived", False
    kind = "licence" if certain else "check"
    made = _requirement(need, pack, why, (kind, title, state), due_of(need, days, today))
    return made, found if certain else []


def _day(today: date) -> Step[date]:
    return Step("today", today, How.TODAY)


def _covered(
    file: OrderFile, parts: Sequence[Part], pack: Pack, today: date, found: list[Finding]
) -> list[Verdict]:
    """For each part whether a usable licence fits it; parts alike are said once."""
    drawn: dict[str, Judged] = {}
    verdicts: dict[tuple[object, ...], Verdict] = {}
    for part in parts:
        sent = part.shipment.shipment.shipment_ref if part.shipment is not None else ""
        if part.gone:
            verdicts.setdefault(("gone", sent), gone_step(part))
            continue
        if part.licence is None:
            verdicts.setdefault(("none", part.line.product_code), no_licence(file, part))
            continue
        ref = part.licence.file.licence.licence_ref
        code = part.line.product_code if part.licence.file.lines else ""
        alike = (ref, sent, code)
        if alike in verdicts:
            continue
        if ref not in drawn:
            drawn[ref] = with_draws(file, part.licence, parts, today)
        verdicts[alike] = _fitting(file, part, drawn[ref], pack, today, found)
    return list(verdicts.values())


def _fitting(
    file: OrderFile,
    part: Part,
    known: Judged,
    pack: Pack,
    today: date,
    found: list[Finding],
) -> Verdict:
    compared = list(fits(file, part, known, pack, today))
    found += [fit.finding for fit in compared if fit.finding is not None]
    ref = known.file.licence.licence_ref
    return all_of(COVERED, [usable(known), *(fit.verdict for fit in compared)], note=ref)


def _requirement(
    need: Need,
    pack: Pack,
    why: Verdict,
    shown: tuple[str, str, str],
    due: Day | None,
) -> Requirement:
    rule = need.rule
    kind, title, state = shown
    return Requirement(
        id=need.id,
        kind=kind,
        document_type=None if kind == "licence" else rule.id,
        title=title,
        state=state,
        why=why,
        blocks=rule.blocks,
        due_on=due.value if due is not None else None,
        rule=rule.ref.rule,
        source=rule.ref.source,
        pack=pack.head.id,
        stage=rule.stage,
        shipment=None,
        deadline=due,
    )
