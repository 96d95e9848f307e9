"""Can an order go to its next stage, and if not, what exactly is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, in_order, info, warning
from remanence.core.base.proof import certainty, may_change_on
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, Step, Verdict, all_of, any_of, not_
from remanence.core.documents.checklist import (
    RANK,
    Checklist,
    Requirement,
    due_of,
    full_checklist,
    question_title,
)
from remanence.core.documents.days import Days
from remanence.core.documents.decided import decisions_of, waiver
from remanence.core.documents.needs import Need
from remanence.core.documents.parcels import tolerance_percent
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.licences.status import Judged
from remanence.core.policy.pack import Pack
from remanence.core.readiness.checks import agreement, pack_reach, refusals, screened
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
from remanence.core.readiness.reasons import to_settle
from remanence.core.readiness.stages import next_stage

READY: Final = {Answer.YES: "ready", Answer.NO: "not_ready", Answer.UNKNOWN: "unknown"}
"""The verdict in the words of the interface."""

VERDICT = N_("order.ready", "Ready to {note}: {value}")
NOTHING = N_("order.nothing_blocks", "Nothing that the rules know blocks {note}")
RULES = N_("order.rules_that_may_apply", "the rules that apply on this day")
ALL = N_("order.all_requirements", "all that the order needs, at any stage")
LICENSED = N_("requirement.licensed", "{note} is held and fits: {value}")
COVERED = N_("licence.covers_part", "Licence {note} covers these goods: {value}")
NOT_NEEDED = N_("licence.not_needed", "No licence is needed: {value}")
TO_SETTLE = N_("requirement.to_settle", "{title} Not known. {what}")


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
    around = (licences, papers.days, today)
    licensed = [_licence(file, desk, pack, need, around) for need in papers.licences]
    step = next_stage(
        file,
        today,
        lambda: _is_applied(file, papers, licences, today),
        tolerance_percent(file, desk, today),
    )
    watched: list[Step[object]] = [_watch(papers.turns_on)]
    checks = [
        screened(file, desk, pack, today),
        *refusals(file, papers.contexts, pack, watched),
        *pack_reach(pack, today),
        *agreement(file, desk, pack, licences, today),
    ]
    made = [
        *papers.requirements,
        *(one for one, _ in licensed),
        *(one.requirement for one in checks),
    ]
    made.sort(key=lambda one: RANK.get(one.stage, 0))
    found = [*papers.findings, *(f for _, inner in licensed for f in inner)]
    found += [finding for check in checks for finding in check.findings]
    asked = stage or step.value
    found += [_to_settle(file, one, asked) for one in made if _is_question(one)]
    return _judged(file, today, asked, step, made, found, licences, watched)


def next_stage_of(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Step[str | None]:
    """The next stage of an order with its reasons, without the rest of the answer."""
    papers = full_checklist(file, desk, pack, today)
    licences = judged_licences(file, today)
    return next_stage(
        file,
        today,
        lambda: _is_applied(file, papers, licences, today),
        tolerance_percent(file, desk, today),
    )


def _judged(  # noqa: PLR0913 - the parts of the answer
    file: OrderFile,
    today: date,
    stage: str | None,
    step: Step[str | None],
    made: Sequence[Requirement],
    found: Iterable[Finding],
    licences: Sequence[Judged],
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


def _to_settle(file: OrderFile, one: Requirement, stage: str | None) -> Finding:
    """What would settle a question: a warning where the stage waits for it, else a note."""
    say = warning if stage in one.blocks else info
    return say(TO_SETTLE, file.order.order_number, title=one.title, what=to_settle(one.why))


def _is_applied(
    file: OrderFile, papers: Checklist, licences: Sequence[Judged], today: date
) -> bool:
    """Whether a licence is filed for all goods that need one or may; true where none is needed.

    Where goods need both, it is the licence for dual use that is applied for at this stage: the
    ordinary one follows on the signed contract, and blocks the export.
    """
    dual: list[Part] = []
    ordinary: list[Part] = []
    for need in papers.licences:
        (ordinary if is_ordinary(need) else dual).extend(parts_of(file, need, licences, today))
    lines = {part.line.line_no for part in dual}
    return is_filed(dual) and is_filed(one for one in ordinary if one.line.line_no not in lines)


def _licence(
    file: OrderFile,
    desk: Desk,
    pack: Pack,
    need: Need,
    around: tuple[Sequence[Judged], Days, date],
) -> tuple[Requirement, list[Finding]]:
    """The requirement of a licence: its state, and whether it covers and fits what is to leave."""
    licences, days, today = around
    parts = parts_of(file, need, licences, today)
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
    made = _requirement(need, pack, why, (kind, title, state), days)
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
        if (ref, sent) in verdicts:
            continue
        if ref not in drawn:
            drawn[ref] = with_draws(file, part.licence, parts, today)
        verdicts[ref, sent] = _fitting(file, part, drawn[ref], pack, today, found)
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
    days: Days,
) -> Requirement:
    rule = need.rule
    due = due_of(need, days)
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
