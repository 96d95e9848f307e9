"""Which rules of the pack concern an order: by which line, for which shipment, with what answer.

A rule applies to the order if it applies to one of its lines. Lines whose facts are alike are asked
once. Rules that the plain facts rule out (countries, mode, category ...) are found by a memory kept
with the pack, so that only the few that may apply are asked with reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, TypeVar

from remanence.core.base.proof import may_change_on
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    Step,
    Verdict,
    all_of,
    any_of,
    on_or_after,
    on_or_before,
)
from remanence.core.documents.parcels import parcels, tolerance_percent
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.shipments import Shipment
from remanence.core.policy.conditions import Ask, applies, facts_of, judge
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions import line_facts
from remanence.core.policy.rows import DocumentRule

APPLIES = N_("requirement.applies", "The rule applies to the order: {value}")
IN_TIME = N_("requirement.rule_in_time", "The rule holds on the day {0}: {value}")
SINCE = N_("requirement.rule_since", "The rule holds from {value}")
UNTIL = N_("requirement.rule_until", "The rule holds to {value}")

V = TypeVar("V")

PLAIN: Final = frozenset(
    {"export_country", "origin", "destination", "mode", "category", "material", "form"}
)
"""Facts that few values are enough for: they rule out most rules at once."""

Facts = Mapping[str, Callable[[], Step[object]]]
"""Facts that only this floor can give, made when asked for."""


class Context(NamedTuple):
    """Lines with the same facts, on one shipment or on none yet, and the way to ask of them."""

    shipment: ShipmentFile | None
    lines: tuple[OrderLine, ...]
    ask: Ask
    plain: tuple[object, ...]


class Need(NamedTuple):
    """A rule that applies, or may.

    Attributes:
        rule: the rule.
        shipment: the shipment that needs its own paper; None for the order, or for what is on no
            shipment yet.
        applies: yes or unknown, with the reasons.
        contexts: the lines concerned, those with the answer yes or, without any, unknown.
    """

    rule: DocumentRule
    shipment: ShipmentFile | None
    applies: Verdict
    contexts: tuple[Context, ...]
    suffix: str = ""

    @property
    def id(self) -> str:
        """The rule's id, with `@SHIPMENT_REF` where a shipment needs its own.

        A question about some products of an order, beside others that need the paper for certain,
        carries the first of them.
        """
        if self.shipment is None:
            return self.rule.id + self.suffix
        return f"{self.rule.id}@{self.shipment.shipment.shipment_ref}"

    @property
    def products(self) -> tuple[str, ...]:
        """Codes of the products concerned, each once."""
        lines = (line.product_code for context in self.contexts for line in context.lines)
        return tuple(dict.fromkeys(lines))


class _LeftOver(NamedTuple):
    """Rules that plain facts do not rule out, and the names of the other facts they ask."""

    rules: tuple[DocumentRule, ...]
    facts: tuple[str, ...]


_KEPT: Final = 2_000  # entries of a memory; more and it starts anew


def _thin(memory: dict[tuple[object, ...], V]) -> None:
    if len(memory) > _KEPT:
        memory.clear()


class RuleBook:
    """The document rules of a pack, and which of them the plain facts leave over."""

    def __init__(self, pack: Pack) -> None:
        """Keep the rules in the pack's sequence."""
        self.rules = pack.documents
        self.titles = {rule.id: rule.title for rule in self.rules}
        self._left_over: dict[tuple[object, ...], _LeftOver] = {}
        self._answers: dict[tuple[object, ...], tuple[tuple[DocumentRule, Answer], ...]] = {}
        self._verdicts: dict[tuple[object, ...], Verdict] = {}
        self._turns: dict[int, tuple[Step[object], date | None]] = {}

    def answers(self, context: Context) -> tuple[tuple[DocumentRule, Answer], ...]:
        """The rules that apply to these lines or may, each with its answer.

        Lines whose facts have the same values have the same answers: they are worked out once.
        """
        ask = context.ask
        left = self._that_may_apply(context)
        key = (context.plain, *[ask(fact).value for fact in left.facts])
        found = self._answers.get(key)
        if found is None:
            judged = ((rule, judge(rule.conditions, ask)) for rule in left.rules)
            found = tuple(one for one in judged if one[1] is not Answer.NO)
            _thin(self._answers)
            self._answers[key] = found
        return found

    def turns_on(self, context: Context, today: date) -> date | None:
        """First day on which another set of rules may apply to these lines, data unchanged.

        A rule that does not apply leaves no step behind; the facts that it asked may turn all the
        same (a suspension ends), and so may the rule (it begins, it ends).
        """
        left = self._that_may_apply(context)
        days = [self._turn_of(context.ask(fact)) for fact in left.facts]
        days += [turn for rule in left.rules if (turn := _rule_turns(rule, today)) is not None]
        return min((day for day in days if day is not None), default=None)

    def _turn_of(self, step: Step[object]) -> date | None:
        known = self._turns.get(id(step))
        if known is None:
            if len(self._turns) > _KEPT:
                self._turns.clear()
            known = self._turns[id(step)] = (step, may_change_on(step))
        return known[1]

    def _that_may_apply(self, context: Context) -> _LeftOver:
        """The rules that the plain facts of these lines do not rule out, and what else they ask."""
        found = self._left_over.get(context.plain)
        if found is None:
            asked = _only_plain(context.ask)
            rules = [rule for rule in self.rules if judge(rule.conditions, asked) is not Answer.NO]
            facts = (fact for rule in rules for fact in facts_of(rule.conditions))
            more = tuple(dict.fromkeys(fact for fact in facts if fact not in PLAIN))
            found = self._left_over[context.plain] = _LeftOver(tuple(rules), more)
        return found

    def applies(self, rule: DocumentRule, context: Context) -> Verdict:
        """Whether a rule applies to these lines, with reasons; equal facts share them."""
        steps = [context.ask(fact) for fact in facts_of(rule.conditions)]
        key = (rule.id, *map(id, steps))
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = applies(rule.conditions, context.ask, code=APPLIES, ref=rule.ref)
            _thin(self._verdicts)
            # The verdict holds the steps, so that their ids stay theirs.
            self._verdicts[key] = verdict
        return verdict


def _rule_turns(rule: DocumentRule, today: date) -> date | None:
    """The next day on which a rule begins or has ended."""
    first, last = rule.validity.first, rule.validity.last
    if first is not None and first > today:
        return first
    return None if last is None or last < today else last + timedelta(days=1)


_NOTHING: Final[Step[object]] = Step("fact.not_asked", None, How.MISSING)


def _only_plain(ask: Ask) -> Ask:
    """The plain facts; all others not known, so that no rule is ruled out too early."""
    return lambda fact: ask(fact) if fact in PLAIN else _NOTHING


def rule_book(pack: Pack) -> RuleBook:
    """The rule book of a pack, made once."""
    known = pack.memo.get("document rules")
    if not isinstance(known, RuleBook):
        known = pack.memo["document rules"] = RuleBook(pack)
    return known


def contexts(
    file: OrderFile, desk: Desk, pack: Pack, today: date, extra: Callable[[Shipment | None], Facts]
) -> list[Context]:
    """The lines of an order by shipment and by facts; what is in no shipment yet comes last."""
    found: list[Context] = []
    decided = frozenset(decision.subject for decision in file.decisions)
    for shipment, lines in parcels(file, tolerance_percent(file, desk, today)):
        alike: dict[tuple[object, ...], list[OrderLine]] = {}
        for line in lines:
            alike.setdefault(_facts_key(file, line, decided), []).append(line)
        inner = shipment.shipment if shipment is not None else None
        own = extra(inner)
        for key, group in alike.items():
            ask = line_facts(file, group[0], inner, desk, pack, today, own)
            plain = (*key[:-1], *_order_key(file, inner, desk))
            found.append(Context(shipment, tuple(group), ask, plain))
    return found


def _facts_key(file: OrderFile, line: OrderLine, decided: frozenset[str]) -> tuple[object, ...]:
    """What the facts of a line hang on: of two lines alike in this, one is asked for both."""
    product = file.products.get(line.product_code)
    if product is None:
        return (line.origin_country, line.product_code, None, None, line.preference)
    own = f"product {line.product_code}"
    apart = own if own in decided else None
    shape = (product.category, product.material, product.form)
    return (line.origin_country, *shape, (product.composition, line.preference, apart))


def _order_key(file: OrderFile, shipment: Shipment | None, desk: Desk) -> tuple[object, ...]:
    order = file.order
    mode = shipment.transport_mode if shipment is not None else None
    return (
        file.supplier.country,
        order.destination_country or desk.business.country,
        mode or order.transport_mode,
    )


def needs(found: Sequence[Context], book: RuleBook, today: Step[date]) -> list[Need]:
    """The rules that apply or may, in the pack's sequence, shipment by shipment where need be."""
    asked: dict[str, list[tuple[Context, Answer]]] = {}
    for context in found:
        for rule, answer in book.answers(context):
            asked.setdefault(rule.id, []).append((context, answer))
    wanted: list[Need] = []
    for rule in book.rules:
        hits = asked.get(rule.id)
        if hits:
            for shipment, part in _parted(rule, hits):
                wanted += _need(rule, shipment, part, today, book)
    return wanted


def _parted(
    rule: DocumentRule, hits: list[tuple[Context, Answer]]
) -> Iterable[tuple[ShipmentFile | None, list[tuple[Context, Answer]]]]:
    """One part a shipment where each needs its own, else all in one."""
    if rule.belongs_to != "shipment":
        return [(None, hits)]
    parts: dict[str | None, list[tuple[Context, Answer]]] = {}
    for hit in hits:
        sent = hit[0].shipment
        parts.setdefault(sent.shipment.shipment_ref if sent is not None else None, []).append(hit)
    return [(part[0][0].shipment, part) for part in parts.values()]


def _need(
    rule: DocumentRule,
    shipment: ShipmentFile | None,
    hits: list[tuple[Context, Answer]],
    today: Step[date],
    book: RuleBook,
) -> Iterable[Need]:
    """The need of a rule; where papers are a product's own, what may apply is asked apart."""
    yes = tuple(context for context, answer in hits if answer is Answer.YES)
    perhaps = tuple(context for context, answer in hits if answer is Answer.UNKNOWN)
    apart = rule.belongs_to == "product" or rule.kind == "licence"
    if yes:
        verdict = book.applies(rule, yes[0])
        yield from _dated(rule, shipment, verdict, yes, "", today)
    if perhaps and (apart or not yes):
        parts = [
            applies(rule.conditions, context.ask, code=APPLIES, ref=rule.ref) for context in perhaps
        ]
        verdict = parts[0] if len(parts) == 1 else any_of(APPLIES, parts, ref=rule.ref)
        suffix = f"@{perhaps[0].lines[0].product_code}" if yes else ""
        yield from _dated(rule, shipment, verdict, perhaps, suffix, today)


def _dated(
    rule: DocumentRule,
    shipment: ShipmentFile | None,
    verdict: Verdict,
    concerned: tuple[Context, ...],
    suffix: str,
    today: Step[date],
) -> Iterable[Need]:
    if rule.validity.first is None and rule.validity.last is None:
        yield Need(rule, shipment, verdict, concerned, suffix)
        return
    parts = [verdict]
    if rule.validity.first is not None:
        first: Step[date] = Step(SINCE, rule.validity.first, How.RULE, (), rule.ref)
        parts.append(on_or_after(IN_TIME, today, first))
    if rule.validity.last is not None:
        last: Step[date] = Step(UNTIL, rule.validity.last, How.RULE, (), rule.ref)
        parts.append(on_or_before(IN_TIME, today, last))
    dated = all_of(APPLIES, parts, ref=rule.ref)
    if dated.value is not Answer.NO:
        yield Need(rule, shipment, dated, concerned, suffix)
