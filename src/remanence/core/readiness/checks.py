"""Checks of the desk itself: parties against lists, papers against papers, the end of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, Severity, error, warning
from remanence.core.base.proof import deciding, sentence
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    RuleRef,
    Step,
    Verdict,
    all_of,
    on_or_before,
    today_step,
)
from remanence.core.documents.agreement import (
    Disagreement,
    Scope,
    Tolerances,
    disagreements,
    recorded,
)
from remanence.core.documents.checklist import RANK, Requirement
from remanence.core.documents.decided import QUANTITY, WEIGHT, decisions_of, percent, waiver
from remanence.core.documents.needs import Context, rule_book
from remanence.core.documents.parcels import carried
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import STAGES
from remanence.core.licences.states import USABLE
from remanence.core.licences.status import Judged
from remanence.core.policy.conditions import judge
from remanence.core.policy.controls import refused
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import DocumentRule
from remanence.core.policy.screening import on_attention, screening

SCREENED: Final = STAGES[: STAGES.index("clear") + 1]
"""Stages at which the parties count (`docs/interface.md`): from place to clear."""

OWN_CHECK: Final = "check of this program"
"""Source of a check that stands on no row of a pack."""

VERDICT_TABLES: Final = ("controls", "documents", "documents-field-agreement", "parties")
"""Tables of a pack that every verdict stands on; without rows of one of them nothing is ready."""

NET_AND_GROSS: Final = "net-and-gross"
"""Id of the check that no paper states a net weight above its gross weight."""

_STATES: Final = {Answer.YES: "passed", Answer.NO: "failed", Answer.UNKNOWN: "unknown"}

NOT_REFUSED = N_("check.not_refused", "Export is not refused in principle: {value}")
PACK_KNOWS = N_("check.pack_knows", "The reference pack {note} reaches to {1}")
PACK_ENDS = N_("check.pack_ends", "last day of the pack: {value}")
PACK_OVER = N_(
    "check.pack_over",
    "The reference pack {note} ends before this day: install a newer one to know what holds",
)
PACK_LACKS = N_(
    "check.pack_lacks",
    "Whether anything blocks is not known: {note}",
)
N_("check.not_refused.no", "Export is refused in principle")
N_("check.agree.no", "The papers disagree on {note}")
AGREE = N_("check.agree", "The papers agree on {note}: {value}")

PARTY_LISTED = N_("check.party_listed", "{what}")
PARTY_UNKNOWN = N_("check.party_not_cleared", "{what}")
PARTY_ASKS = N_("check.party_asks", "{what}.")
EXPORT_REFUSED = N_(
    "check.export_refused", "Export is refused in principle: {what}. Stop and ask your adviser."
)
DISAGREE = N_(
    "papers.disagree",
    "{field}: {left} says {left_value}, {right} says {right_value}. Have the wrong one corrected"
    "{or_tolerance}.",
)


class Check(NamedTuple):
    """A check of the desk's own with what it found."""

    requirement: Requirement
    findings: tuple[Finding, ...]


def _check(  # noqa: PLR0913 - a requirement is its parts
    name: str,
    title: str,
    why: Verdict,
    blocks: Sequence[str],
    pack: Pack,
    *,
    state: str | None = None,
    shipment: str | None = None,
    table: str = "",
) -> Requirement:
    ref = why.ref if isinstance(why.ref, RuleRef) else None
    return Requirement(
        id=name,
        kind="check",
        document_type=None,
        title=title,
        state=state or _STATES[why.value],
        why=why,
        blocks=tuple(blocks),
        due_on=None,
        rule=ref.rule if ref is not None else table,
        source=ref.source if ref is not None else OWN_CHECK,
        pack=pack.head.id,
        stage=min(blocks, key=STAGES.index, default=STAGES[0]),
        shipment=shipment,
        deadline=None,
    )


def screened(file: OrderFile, desk: Desk, pack: Pack, today: date) -> Check:
    """The parties of the order against the lists; counts at every stage from place to clear."""
    verdict = screening(file, desk, pack, today)
    code = PARTY_LISTED if verdict.value is Answer.NO else PARTY_UNKNOWN
    severity = Severity.ERROR if verdict.value is Answer.NO else Severity.WARNING
    number = file.order.order_number
    found = tuple(
        Finding(severity, code, number, (("what", sentence(leaf)),)) for leaf in deciding(verdict)
    )
    found += tuple(
        warning(PARTY_ASKS, number, what=sentence(leaf)) for leaf in on_attention(verdict)
    )
    title = "Parties screened against the lists"
    return Check(_check("screening", title, verdict, SCREENED, pack, table="parties"), found)


def refusals(
    file: OrderFile, contexts: Iterable[Context], pack: Pack, watched: list[Step[object]]
) -> list[Check]:
    """Whether a rule refuses export in principle: failed where it does, a question where it may.

    What may become one on another day goes to `watched`.
    """
    doubted: list[Verdict] = []
    for context in contexts:
        day = getattr(context.ask, "export_day", None)
        gone = context.shipment is not None and context.shipment.shipment.atd is not None
        if day is None or gone or not _may_be_refused(context, pack):
            continue
        verdict = refused(context.ask, day, pack)
        watched.append(verdict)
        if verdict.value is Answer.YES:
            rows = [part.note for part in verdict.inputs if part.value is Answer.YES]
            number = file.order.order_number
            found = error(EXPORT_REFUSED, number, what=", ".join(rows))
            return [Check(_refusal(verdict, ("place", "apply", "export"), pack), (found,))]
        if verdict.value is Answer.UNKNOWN and context.ask("controlled").value is Answer.YES:
            doubted.append(verdict)
    # Before the application nobody has the statement that answers it.
    return [Check(_refusal(one, ("apply", "export"), pack), ()) for one in doubted[:1]]


def _refusal(verdict: Verdict, blocks: Sequence[str], pack: Pack) -> Requirement:
    ref = next((one.ref for one in verdict.inputs if one.value is verdict.value), verdict.ref)
    answer = Answer.NO if verdict.value is Answer.YES else Answer.UNKNOWN
    why: Verdict = Step(NOT_REFUSED, answer, How.NOT, (verdict,), ref)
    return _check("refused", "Export is not refused in principle", why, blocks, pack)


def _may_be_refused(context: Context, pack: Pack) -> bool:
    """Whether a row that refuses names these goods, or may, whatever its state."""
    return any(
        row.effect == "refused" and judge(row.conditions, context.ask) is not Answer.NO
        for row in pack.controls
    )


def pack_reach(pack: Pack, today: date) -> list[Check]:
    """A check that is unknown once the pack ends: where it ends nothing is known."""
    last = pack.head.valid_to
    if last is None:
        return []
    end: Step[date] = Step(PACK_ENDS, last, How.RULE)
    within = on_or_before(PACK_KNOWS, today_step(today), end, note=pack.head.id)
    if within.value is Answer.YES:
        return [
            Check(_check("pack", "The reference pack knows this day", within, STAGES, pack), ())
        ]
    over: Verdict = Step(PACK_OVER, Answer.UNKNOWN, How.MISSING, (), None, "", pack.head.id)
    return [Check(_check("pack", "The reference pack knows this day", over, STAGES, pack), ())]


def pack_whole(pack: Pack) -> list[Check]:
    """A check that is unknown where the pack lacks a table on which every verdict stands."""
    tables = (pack.controls, pack.documents, pack.agreements, pack.parties)
    lacking = [name for name, rows in zip(VERDICT_TABLES, tables, strict=True) if not rows]
    if not lacking:
        return []
    note = f"the reference pack {pack.head.id} has no rows of {', '.join(lacking)}"
    lacks: Verdict = Step(PACK_LACKS, Answer.UNKNOWN, How.MISSING, (), None, "", note)
    title = "The reference pack holds what decides"
    return [Check(_check("pack-tables", title, lacks, STAGES, pack), ())]


def agreement(
    file: OrderFile, desk: Desk, pack: Pack, licences: Sequence[Judged], today: date
) -> list[Check]:
    """The papers that disagree: one failed check a field and place, with both papers and values."""
    found = disagreeing(file, desk, pack, licences, today)
    if not found:
        return []
    decisions = decisions_of(file, desk)
    rules = {rule.id: rule for rule in rule_book(pack).rules}
    checks: dict[str, Check] = {}
    for item in found:
        place = "" if item.where == file.order.order_number else f"@{item.where}"
        name = f"{item.rule.row if item.rule is not None else NET_AND_GROSS}{place}"
        waived = waiver(decisions, (name, name.split("@", maxsplit=1)[0]), today_step(today))
        check = _disagreeing(item, name, place[1:] or None, rules, pack, waived)
        known = checks.get(name)
        checks[name] = check if known is None else _both(known, check)
    return list(checks.values())


def disagreeing(
    file: OrderFile, desk: Desk, pack: Pack, licences: Sequence[Judged], today: date
) -> list[Disagreement]:
    """The pairs of papers that disagree, within the tolerances that the user set."""
    scopes = _scopes(file, licences)
    if not scopes:
        return []
    decisions = decisions_of(file, desk)
    tolerances = Tolerances(percent(decisions, QUANTITY, today), percent(decisions, WEIGHT, today))
    return disagreements(scopes, pack.agreements, rule_book(pack).titles, tolerances)


def _both(known: Check, other: Check) -> Check:
    """Two disagreements of one field in one place are one check with two findings."""
    one, two = known.requirement, other.requirement
    why = all_of(AGREE, [*_inner(one.why), *_inner(two.why)], note=one.title, ref=one.why.ref)
    blocks = tuple(stage for stage in STAGES if stage in one.blocks or stage in two.blocks)
    merged = one._replace(why=why, blocks=blocks, stage=min(one.stage, two.stage, key=STAGES.index))
    return Check(merged, (*known.findings, *other.findings))


def _inner(why: Verdict) -> tuple[Verdict, ...]:
    return why.inputs if why.code == AGREE else (why,)  # type: ignore[return-value]


def _disagreeing(
    item: Disagreement,
    name: str,
    shipment: str | None,
    rules: dict[str, DocumentRule],
    pack: Pack,
    waived: Verdict | None,
) -> Check:
    blocks = _blocked(item, rules)
    title = f"The papers agree on {item.field}"
    if waived is not None:
        made = _check(name, title, waived, blocks, pack, state="waived", shipment=shipment)
        return Check(made, ())
    made = _check(name, title, item.verdict, blocks, pack, shipment=shipment)
    tolerance = ", or set a tolerance" if "weight" in item.field or "quantity" in item.field else ""
    say = error if blocks else warning
    finding = say(
        DISAGREE,
        item.where,
        field=item.field,
        left=item.left[0],
        left_value=item.left[1],
        right=item.right[0],
        right_value=item.right[1],
        or_tolerance=tolerance,
    )
    return Check(made, (finding,))


def _blocked(item: Disagreement, rules: dict[str, DocumentRule]) -> list[str]:
    """Stages that wait for one of the papers and do not come before both are needed."""
    both = [rules[kind] for kind in item.types if kind in rules]
    needed = max((RANK[rule.stage] for rule in both), default=0)
    waiting = {stage for rule in both for stage in rule.blocks}
    return [stage for stage in STAGES if stage in waiting and RANK[stage] >= needed]


def _scopes(file: OrderFile, licences: Sequence[Judged]) -> list[Scope]:
    number = file.order.order_number
    own = [paper for paper in file.documents if paper.order_number == number]
    own += [paper for known in licences for paper in _licence_papers(known, number)]
    licensed = [known.file.licence for known in licences if _is_granted_for(known, number)]
    said = recorded(file.order, licensed)
    scopes = [Scope(number, tuple(own), (), whole=False, recorded=said)] if own else []
    for sent in file.shipments:
        if sent.documents:
            ref = sent.shipment.shipment_ref
            whole = _carries_all(file, sent)
            scopes.append(Scope(ref, tuple(own), sent.documents, whole, said))
    return scopes


def _is_granted_for(known: Judged, order_number: str) -> bool:
    own = known.file.licence.order_number == order_number
    return own and known.standing.state.value in USABLE


def _licence_papers(known: Judged, order_number: str) -> Iterable[Document]:
    """Papers filed with a licence of the order; the licence itself stands in for its scan."""
    licence = known.file.licence
    if licence.order_number != order_number:
        return
    yield from known.file.documents
    codes = {line.hs_code for line in known.file.lines if line.hs_code}
    scanned = any(paper.document_type == "cn_licence" for paper in known.file.documents)
    if len(codes) == 1 and not scanned and known.standing.state.value in USABLE:
        yield Document(
            document_type="cn_licence",
            licence_ref=licence.licence_ref,
            number=licence.licence_number,
            state="accepted",
            hs_code=codes.pop(),
        )


def _carries_all(file: OrderFile, sent: ShipmentFile) -> bool:
    """Whether a shipment carries the whole order and nothing else."""
    number = file.order.order_number
    if any(part.order_number != number for part in sent.lines):
        return False
    quantities = carried(file, sent)
    return all(
        line.line_no in quantities and quantities[line.line_no] == line.quantity
        for line in file.lines
        if line.cancelled_on is None
    )
