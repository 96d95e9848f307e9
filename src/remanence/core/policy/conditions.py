"""Conditions of a rule: closed lists of facts and operators, asked of one line, three-valued.

A rule never holds an expression or code. Text form (`domain` of the pack): `always`, `never`, or
groups joined by ` | ` (any group holds), a group being `fact op value` joined by `; ` (all hold).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from remanence.core.base.dates import parse_day
from remanence.core.base.money import parse_amount
from remanence.core.base.proof import to_settle
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Amount,
    Answer,
    How,
    RuleRef,
    Step,
    Verdict,
    all_of,
    any_of,
    at_least,
    on_or_after,
    on_or_before,
)
from remanence.core.facts.products import RARE_EARTHS
from remanence.core.policy.countries import EU_MEMBERS
from remanence.core.policy.rows import ALWAYS, NEVER, Condition, Conditions

Ask = Callable[[str], Step[object]]
"""Gives the step of a fact by its name; value str, Decimal, date, set of text, Answer or None."""

CONDITION = N_("rule.condition", "{note}: {value} (on record: {0})")
AT_MOST = N_("rule.condition_at_most", "{note}: {value} (on record: {1})")
NOT_KNOWN = N_("rule.condition_not_known", "Not known: {note}")
GROUP = N_("rule.group", "One case in which the rule applies: {value}")
N_("rule.group.yes", "A case in which the rule applies is met: all of its conditions hold")
N_("rule.group.no", "A case in which the rule would apply is not met: one condition does not hold")
N_("rule.group.unknown", "It is not known whether a case in which the rule applies is met")
VALUE = N_("rule.value", "The rule names {value}")
APPLIES_ALWAYS = N_("rule.always", "The rule holds for every order line")
APPLIES_NEVER = N_("rule.never", "The rule decides no order line by itself")

TEXT_FACTS: Final = frozenset(
    "category material form preference customs_state field_class mode".split()
)
COUNTRY_FACTS: Final = frozenset("export_country origin destination end_user_country".split())
ANSWER_FACTS: Final = frozenset("controlled ordinary_licence".split())
SET_FACTS: Final = frozenset("elements listed paid_layers".split())
DATE_FACTS: Final = frozenset("loaded_on entry_date".split())
NUMBER_FACTS: Final = {"year_kg": "kg"}
ASKED: Final = "asked."
PERHAPS: Final = "?"
"""Behind a word of a set: it may belong to the set or not (`CN-CTRL?`); alone: any word may."""

_YES, _NO, _UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN  # asked for in the millions
_SEPARATORS: Final = frozenset(";|")
_SINGLE_OPS: Final = frozenset({"is", "is_not", "one_of"})
_SET_OPS: Final = frozenset({"has_any", "has_none"})
_ORDER_OPS: Final = frozenset({"at_least", "at_most"})


def parse_conditions(text: str) -> Conditions:
    """Read the text form.

    Raises:
        ValueError: a fact, operator or value that this program does not know; a pack with such a
            rule is refused rather than read by half.
    """
    if text == "always":
        return ALWAYS
    if text == "never":
        return NEVER
    return tuple(tuple(map(_parse_one, group.split("; "))) for group in text.split(" | "))


def _parse_one(text: str) -> Condition:
    parts = text.split(" ", 2)
    if len(parts) != 3 or not parts[2].strip():
        message = f"'{text}' is not of the form 'fact operator value'"
        raise ValueError(message)
    fact, op, values = parts[0], parts[1], tuple(parts[2].split(","))
    if op not in _operators_of(fact):
        message = f"'{op}' cannot be asked of '{fact}'"
        raise ValueError(message)
    if op not in ("one_of", *_SET_OPS) and len(values) != 1:
        message = f"'{op}' takes one value, not '{parts[2]}'"
        raise ValueError(message)
    for value in values:
        _check_value(fact, value)
    return Condition(fact, op, values, _accepted(fact, values), _limit(fact, values))


def _operators_of(fact: str) -> frozenset[str]:
    if fact in TEXT_FACTS or fact in COUNTRY_FACTS:
        return _SINGLE_OPS
    if fact in ANSWER_FACTS or (fact.startswith(ASKED) and fact != ASKED):
        return _SINGLE_OPS
    if fact in SET_FACTS:
        return _SET_OPS
    if fact in DATE_FACTS or fact in NUMBER_FACTS:
        return _ORDER_OPS
    message = f"'{fact}' is not a fact that this program knows"
    raise ValueError(message)


def _check_value(fact: str, value: str) -> None:
    if not value or value != value.strip() or not _SEPARATORS.isdisjoint(value):
        message = f"a value of '{fact}' is blank, has outer blanks or a separator in it"
        raise ValueError(message)
    yes_no = fact in ANSWER_FACTS or fact.startswith(ASKED)
    if yes_no and value not in ("yes", "no"):
        message = f"'{fact}' is yes or no, not '{value}'"
        raise ValueError(message)
    if fact in DATE_FACTS:
        parse_day(value)
    elif fact in NUMBER_FACTS:
        parse_amount(value)
    elif fact == "elements" and value != "RE" and not value.isalpha():
        message = f"'{value}' is not an element"
        raise ValueError(message)
    elif fact in COUNTRY_FACTS and not (len(value) == 2 and value.isupper()):
        message = f"'{value}' is not a country of two capitals"
        raise ValueError(message)


@lru_cache(maxsize=4096)
def facts_of(conditions: Conditions) -> tuple[str, ...]:
    """Names of the facts that the conditions ask, each once, in their sequence."""
    return tuple(dict.fromkeys(one.fact for group in conditions for one in group))


def judge(conditions: Conditions, ask: Ask) -> Answer:
    """The bare answer of `applies`, without reasons: finds the few rules worth explaining."""
    best = _NO
    for group in conditions:
        answer = _judge_group(group, ask)
        if answer is _YES:
            return answer
        if answer is _UNKNOWN:
            best = answer
    return best


def _judge_group(group: tuple[Condition, ...], ask: Ask) -> Answer:
    answer = _YES
    for one in group:
        value = ask(one.fact).value
        if value.__class__ is str and one.op != "is_not":  # most questions, answered at once
            if value.casefold() not in one.accepted:
                return _NO
            continue
        answered = _answer(one, value)
        if answered is _NO:
            return answered
        if answered is _UNKNOWN:
            answer = answered
    return answer


def ruled_out_by(conditions: Conditions, ask: Ask) -> set[str]:
    """Facts that make each group of conditions answered no: the first of every group."""
    return {
        one.fact
        for group in conditions
        for one in next(
            ([each] for each in group if _answer(each, ask(each.fact).value) is Answer.NO), []
        )
    }


def applies(conditions: Conditions, ask: Ask, *, code: str, ref: RuleRef) -> Verdict:
    """Whether the rule of `ref` applies to the order line that `ask` answers for, with reasons.

    No beats unknown inside a group; yes beats unknown between groups. A leaf that is unknown
    carries the note of its fact: what would settle it.
    """
    if conditions == ALWAYS:
        return Step(code, Answer.YES, How.RULE, (), ref)
    if conditions == NEVER:
        return Step(code, Answer.NO, How.RULE, (), ref)
    groups = [[_verdict(one, ask(one.fact), ref) for one in group] for group in conditions]
    if len(groups) == 1:
        return all_of(code, groups[0], ref=ref)
    return any_of(code, [all_of(GROUP, group, ref=ref) for group in groups], ref=ref)


def _verdict(one: Condition, fact: Step[object], ref: RuleRef) -> Verdict:
    answer = _answer(one, fact.value)
    if answer is Answer.UNKNOWN:
        note = fact.note or to_settle(fact)
        return Step(NOT_KNOWN, answer, How.MISSING, (fact,), fact.ref, "", note)
    if one.op in _ORDER_OPS:
        return _compared(one, fact, ref)
    how = How.SAME if one.op in ("is", "is_not") else How.ONE_OF
    return Step(CONDITION, answer, how, (fact,), ref, "", in_words(one))


def _compared(one: Condition, fact: Step[object], ref: RuleRef) -> Verdict:
    limit = one.limit
    if isinstance(limit, date):
        day: Step[date | None] = fact  # type: ignore[assignment]
        bound: Step[date | None] = Step(VALUE, limit, How.RULE, (), ref)
        compare = on_or_after if one.op == "at_least" else on_or_before
        return compare(CONDITION, day, bound, note=in_words(one))
    amount: Amount = fact  # type: ignore[assignment]
    edge: Amount = Step(VALUE, limit, How.RULE, (), ref, NUMBER_FACTS[one.fact])
    if one.op == "at_least":
        return at_least(CONDITION, amount, edge, note=in_words(one))
    return at_least(AT_MOST, edge, amount, note=in_words(one))


def in_words(one: Condition) -> str:
    """The condition as its text form writes it."""
    return f"{one.fact} {one.op} {','.join(one.values)}"


def _answer(one: Condition, value: object) -> Answer:
    """One condition against a value of its fact."""
    if value is None or value is _UNKNOWN:
        return _UNKNOWN
    if one.op in _SET_OPS:
        found = _found(one, value)  # type: ignore[arg-type]
        return _turned(found) if one.op == "has_none" else found
    if one.op in _ORDER_OPS:
        return _ordered(one, value)
    text = value.value if isinstance(value, Answer) else str(value)
    holds = text.casefold() in one.accepted
    return _YES if holds is (one.op != "is_not") else _NO


def _ordered(one: Condition, value: object) -> Answer:
    limit = one.limit
    holds = value >= limit if one.op == "at_least" else value <= limit  # type: ignore[operator]
    return _YES if holds else _NO


def _turned(answer: Answer) -> Answer:
    turned = {_YES: _NO, _NO: _YES}
    return turned.get(answer, answer)


def _found(one: Condition, have: frozenset[str]) -> Answer:
    if not one.accepted.isdisjoint(have):
        return _YES
    if PERHAPS in have or any(word + PERHAPS in have for word in one.accepted):
        return _UNKNOWN
    return _NO


def _accepted(fact: str, values: tuple[str, ...]) -> frozenset[str]:
    """The values as they are compared; words of sets keep their capitals."""
    words = frozenset(values)
    if fact == "elements" and "RE" in words:
        return RARE_EARTHS.union(words) - {"RE"}
    if fact in SET_FACTS:
        return words
    if fact in COUNTRY_FACTS and "EU" in words:
        words |= EU_MEMBERS
    return frozenset(word.casefold() for word in words)


def _limit(fact: str, values: tuple[str, ...]) -> date | Decimal | None:
    if fact in DATE_FACTS:
        return parse_day(values[0])
    return parse_amount(values[0]) if fact in NUMBER_FACTS else None
