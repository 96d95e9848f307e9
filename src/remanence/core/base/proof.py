"""What can be asked of any tree of steps.

Its outline, the leaves that decide, when it may change, how sure it is, and its proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.money import CURRENCIES, coin, round_to
from remanence.core.base.sentences import of_answer, say
from remanence.core.base.steps import Answer, How, RecordRef, RuleRef, Step

CERTAINTIES: Final = ("text", "derived", "provisional", "reported", "recalled", "assumed")
"""From the strongest to the weakest (`docs/interface.md`)."""

_PLACES: Final = {word: place for place, word in enumerate(CERTAINTIES)}
_SHOWN_FEW: Final = (
    200  # inputs of one step that an outline writes out; a count stands for the rest
)


Said = Callable[[object, str], str]
"""Writes a value with its unit."""


class StepRow(NamedTuple):
    """One line of an explanation as JSON, command line and window show it.

    `value` as the driver of the step holds it.
    """

    depth: int
    code: str
    text: str
    value: object
    unit: str
    how: str
    rule: str | None
    source: str | None
    record: dict[str, str] | None


def text_of(value: object, unit: str = "") -> str:
    """A value in plain English words, numbers in decimal notation."""
    if value is None:
        return "not known"
    if isinstance(value, Answer):
        return {"yes": "yes", "no": "no", "unknown": "not known"}[value.value]
    shown = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"{shown} {unit}" if unit else shown


def sentence(step: Step[object], said: Said = text_of) -> str:
    """The English sentence of one step.

    Its template, the one for its answer where there is one, with `{value}`, `{note}` and its inputs
    `{0}`, `{1}` ... put in; `said` writes the values.
    """
    parts = {
        "value": said(step.value, step.unit),
        "note": step.note,
        "count": str(len(step.inputs)),
    }
    for place, inner in enumerate(step.inputs):
        parts[str(place)] = said(inner.value, inner.unit)
    code = step.code
    if isinstance(step.value, Answer):
        code = of_answer(code, step.value.value)
    words = say(code, parts)
    return words if words != code else f"{step.note or code}: {parts['value']}"


def outline(step: Step[object], said: Said = text_of) -> list[StepRow]:
    """The tree as rows, the answer first, each step before its inputs.

    A step that serves twice is written out once; `said` writes the values in the sentences.
    """
    rows: list[StepRow] = []
    seen: set[int] = set()
    stack: list[tuple[int, Step[object]]] = [(0, step)]
    while stack:
        depth, node = stack.pop()
        rows.append(_row(depth, node, said))
        if id(node) in seen and node.inputs:
            continue
        seen.add(id(node))
        stack.extend((depth + 1, inner) for inner in reversed(node.inputs[:_SHOWN_FEW]))
    return rows


def _row(depth: int, node: Step[object], said: Said) -> StepRow:
    rule = source = record = None
    if isinstance(node.ref, RuleRef):
        rule, source = node.ref.rule, node.ref.source
    elif isinstance(node.ref, RecordRef):
        record = {"kind": node.ref.kind, "ref": node.ref.key, "field": node.ref.field}
    return StepRow(
        depth,
        node.code,
        sentence(node, said),
        node.value,
        node.unit,
        node.how.value,
        rule,
        source,
        record,
    )


def walk(step: Step[object]) -> Iterator[Step[object]]:
    """Every step of the tree once."""
    seen: set[int] = set()
    stack = [step]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        stack.extend(reversed(node.inputs))


def deciding(step: Step[object]) -> list[Step[object]]:
    """The leaves that make an answer no or unknown: what must change for a yes.

    Below an `all` only the parts with the answer of the whole decide; below an `any` all parts do;
    a `not` is passed through.
    """
    if step.value is Answer.YES:
        return []
    if step.how in (How.ALL, How.ANY):
        parts = [part for part in step.inputs if part.value is step.value or step.how is How.ANY]
        found = [leaf for part in parts if part.value is not Answer.YES for leaf in deciding(part)]
        return found or [step]
    return [step]


def settling(step: Step[object]) -> list[Step[object]]:
    """The leaves that must become known for an answer to be known, each once.

    They are followed through facts that are answers themselves (is it controlled?) down to the cell
    or the question that nobody filled.
    """
    found: dict[int, Step[object]] = {}
    for leaf in _open(step):
        found.setdefault(id(leaf), leaf)
    return list(found.values())


def _open(step: Step[object]) -> list[Step[object]]:
    if step.value is not None and step.value is not Answer.UNKNOWN:
        return []
    inner = [leaf for part in _behind(step) for leaf in _open(part)]
    return inner or [step]


def _behind(step: Step[object]) -> list[Step[object]]:
    """The parts to follow; behind a fact that is not known, only one that is an answer itself."""
    if step.how in (How.ALL, How.ANY, How.NOT):
        return list(step.inputs)
    if step.how is How.MISSING:
        return [part for part in step.inputs if part.how in (How.ALL, How.ANY)]
    return []


def to_settle(step: Step[object]) -> str:
    """What would settle an answer that is not known, in words."""
    words = (leaf.note or sentence(leaf) for leaf in settling(step))
    return "; ".join(dict.fromkeys(words))


def may_change_on(step: Step[object]) -> date | None:
    """First day on which the answer may differ though no data changed; None = never."""
    return _summary(step)[0]


def _summary(step: Step[object]) -> tuple[date | None, int]:
    """When the tree may change and its weakest word; each step is looked at once in its life."""
    stack = [step]
    while stack:
        node = stack[-1]
        waiting = [inner for inner in node.inputs if inner.summary is None]
        if waiting:
            stack += waiting
            continue
        stack.pop()
        if node.summary is None:
            node.summary = _summed_up(node)
    assert step.summary is not None  # noqa: S101 - made by the last turn of the loop
    return step.summary


def _summed_up(node: Step[object]) -> tuple[date | None, int]:
    """The summary of a step whose inputs have theirs."""
    turn, weakest = _turns_on(node), _weakness(node)
    for inner in node.inputs:
        assert inner.summary is not None  # noqa: S101 - for the type checker
        day, weak = inner.summary
        if day is not None and (turn is None or day < turn):
            turn = day
        if weak > weakest:
            weakest = weak
    return turn, weakest


def _weakness(node: Step[object]) -> int:
    """The place in `CERTAINTIES` of the weaker of its own mark and its rule's confidence."""
    own = _PLACES.get(node.mark, 0) if node.mark else 0
    if isinstance(node.ref, RuleRef):
        return max(own, _PLACES.get(node.ref.confidence, 0))
    return own


def _turns_on(node: Step[object]) -> date | None:
    if node.how is not How.ON_OR_BEFORE and node.how is not How.ON_OR_AFTER:
        return node.until
    left, right = node.inputs
    turn = _comparison_turns(node.how, left, right)
    if turn is None or node.until is None:
        return turn or node.until
    return min(turn, node.until)


def _comparison_turns(how: How, left: Step[object], right: Step[object]) -> date | None:
    if not (isinstance(left.value, date) and isinstance(right.value, date)):
        return None
    if right.how is How.TODAY:  # d <= today is today >= d
        left, right = right, left
        how = How.ON_OR_AFTER if how is How.ON_OR_BEFORE else How.ON_OR_BEFORE
    if left.how is not How.TODAY:
        return None
    today, day = left.value, right.value
    assert isinstance(today, date)  # noqa: S101 - for the type checker; checked above
    assert isinstance(day, date)  # noqa: S101
    turn = day + timedelta(days=1) if how is How.ON_OR_BEFORE else day
    return turn if turn > today else None


def certainty(step: Step[object]) -> str:
    """The weakest word on which the answer stands, of `CERTAINTIES`."""
    return CERTAINTIES[_summary(step)[1]]


def prove(step: Step[object]) -> list[Step[object]]:
    """Every step of the tree that does not follow from its inputs, units included.

    An empty list is the proof.
    """
    return [node for node in walk(step) if not _follows(node)]


def _follows(node: Step[object]) -> bool:
    check = _CHECKS.get(node.how)
    if check is None or not node.inputs:
        return True
    return check(node)


def _numbers(node: Step[object]) -> list[Decimal] | None:
    values = [inner.value for inner in node.inputs]
    if any(value is None for value in values):
        return None
    return [value for value in values if isinstance(value, Decimal)]


def _sum_follows(node: Step[object]) -> bool:
    numbers = _numbers(node)
    alike = all(inner.unit == node.unit for inner in node.inputs)
    return alike and (
        node.value is None if numbers is None else node.value == sum(numbers, Decimal(0))
    )


def _difference_follows(node: Step[object]) -> bool:
    numbers = _numbers(node)
    alike = all(inner.unit == node.unit for inner in node.inputs)
    return alike and (
        node.value is None
        if numbers is None
        else node.value == numbers[0] - sum(numbers[1:], Decimal(0))
    )


def _product_follows(node: Step[object]) -> bool:
    numbers = _numbers(node)
    if numbers is None:
        return node.value is None
    value = Decimal(1)
    for number in numbers:
        value *= number
    return node.value == value


def _quotient_follows(node: Step[object]) -> bool:
    numbers = _numbers(node)
    if numbers is None or not numbers[1]:
        return node.value is None
    return node.value == numbers[0] / numbers[1]


def _extreme_follows(node: Step[object]) -> bool:
    values = [inner.value for inner in node.inputs if inner.value is not None]
    pick: Callable[..., object] = min if node.how is How.LOWEST else max
    return not values or node.value == pick(values)


def _all_follows(node: Step[object]) -> bool:
    values = {inner.value for inner in node.inputs}
    strong = Answer.NO if node.how is How.ALL else Answer.YES
    rest = Answer.YES if node.how is How.ALL else Answer.NO
    expected = strong if strong in values else Answer.UNKNOWN if Answer.UNKNOWN in values else rest
    return node.value is expected


def _not_follows(node: Step[object]) -> bool:
    turned = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}
    value = node.inputs[0].value
    return isinstance(value, Answer) and node.value is turned[value]


def _dates_follow(node: Step[object]) -> bool:
    left, right = (inner.value for inner in node.inputs)
    if not (isinstance(left, date) and isinstance(right, date)):
        return node.value is Answer.UNKNOWN
    holds = left <= right if node.how is How.ON_OR_BEFORE else left >= right
    return node.value is (Answer.YES if holds else Answer.NO)


def _at_least_follows(node: Step[object]) -> bool:
    left, right = node.inputs
    if not (isinstance(left.value, Decimal) and isinstance(right.value, Decimal)):
        return node.value is Answer.UNKNOWN
    return left.unit == right.unit and node.value is (
        Answer.YES if left.value >= right.value else Answer.NO
    )


_ROUNDING: Final = "rounding."
_PERCENT: Final = Decimal("0.01")


def _coin_of(node: Step[object]) -> tuple[Decimal, str]:
    """What the amount is rounded to, and how: as an input tells, else the currency's coin."""
    for inner in node.inputs:
        if inner.code.startswith(_ROUNDING) and isinstance(inner.value, Decimal):
            return inner.value, inner.note or "half_up"
    return coin(node.unit), "half_up"


def _rounded_follows(node: Step[object]) -> bool:
    """A rounded amount of money is the product of its numbers, percent as hundredths."""
    factors = [inner for inner in node.inputs if not inner.code.startswith(_ROUNDING)]
    by_rate = any("/" in inner.unit for inner in factors)
    if node.unit not in CURRENCIES or (node.how is How.CONVERT and not by_rate):
        return True
    if any(inner.value is None for inner in factors):
        return node.value is None
    value = Decimal(1)
    for inner in factors:
        if isinstance(inner.value, Decimal):
            value *= inner.value * _PERCENT if inner.unit == "%" else inner.value
    size, how = _coin_of(node)
    return node.value == round_to(value / size, Decimal(1), how) * size


def _share_follows(node: Step[object]) -> bool:
    """A share is less than one coin away from its exact part."""
    amount, own, whole = (inner.value for inner in node.inputs[:3])
    if not (isinstance(node.value, Decimal) and isinstance(amount, Decimal)):
        return node.value is None
    if not (isinstance(own, Decimal) and isinstance(whole, Decimal) and whole):
        return False
    return abs(node.value - amount * own / whole) < _coin_of(node)[0]


_CHECKS: Final[dict[How, Callable[[Step[object]], bool]]] = {
    How.SUM: _sum_follows,
    How.DIFFERENCE: _difference_follows,
    How.PRODUCT: _product_follows,
    How.QUOTIENT: _quotient_follows,
    How.LOWEST: _extreme_follows,
    How.HIGHEST: _extreme_follows,
    How.ALL: _all_follows,
    How.ANY: _all_follows,
    How.NOT: _not_follows,
    How.ON_OR_BEFORE: _dates_follow,
    How.ON_OR_AFTER: _dates_follow,
    How.AT_LEAST: _at_least_follows,
    How.ROUND: _rounded_follows,
    How.CONVERT: _rounded_follows,
    How.SHARE: _share_follows,
}
