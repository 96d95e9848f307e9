"""Steps: three-valued logic, units, outline, deciding leaves, change days, proof."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from remanence.core.base import steps
from remanence.core.base.proof import (
    certainty,
    deciding,
    may_change_on,
    outline,
    prove,
    sentence,
    walk,
)
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, RuleRef, Step, Verdict

RULE = RuleRef("pack", "duties", "US-1", "tariff text", "text")
HEARSAY = RuleRef("pack", "controls", "A70", "press", "reported")
N_("test.duty", "Duty {note} of {0} at {1}: {value}")
answers = st.sampled_from(list(Answer))


def amount(value: str | None, unit: str = "USD") -> steps.Amount:
    return steps.given("test.amount", None if value is None else Decimal(value), unit=unit)


def verdict(value: Answer) -> Verdict:
    return Step("test.leaf", value, How.GIVEN)


def test_a_sum_of_unlike_units_cannot_be_made() -> None:
    with pytest.raises(steps.UnlikeUnits):
        steps.total("test.sum", [amount("1"), amount("1", "EUR")], "USD")
    with pytest.raises(steps.UnlikeUnits):
        steps.difference("test.less", amount("1"), amount("1", "kg"))
    with pytest.raises(steps.UnlikeUnits):
        steps.at_least("test.least", amount("1"), amount("1", "kg"))


def test_what_is_not_known_stays_not_known() -> None:
    assert steps.total("test.sum", [amount("1"), amount(None)], "USD").value is None
    assert steps.product("test.product", [amount("2"), amount(None)], "USD").value is None
    assert steps.difference("test.less", amount(None), amount("2")).value is None
    assert steps.quotient("test.per", amount("2"), amount("0", "kg"), "USD/kg").value is None
    assert steps.at_least("test.least", amount(None), amount("1")).value is Answer.UNKNOWN


@generated(st.lists(answers, min_size=1, max_size=5))
def test_all_and_any_are_three_valued(values: list[Answer]) -> None:
    parts = [verdict(value) for value in values]
    together = steps.all_of("test.all", parts).value
    one = steps.any_of("test.any", parts).value
    assert (together is Answer.NO) == (Answer.NO in values)
    assert (together is Answer.YES) == (set(values) == {Answer.YES})
    assert (one is Answer.YES) == (Answer.YES in values)
    assert (one is Answer.NO) == (set(values) == {Answer.NO})
    turned = steps.not_("test.not", steps.all_of("test.all", parts))
    others = [steps.not_("test.not", part) for part in parts]
    assert turned.value is steps.any_of("test.any", others).value
    assert prove(turned) == []


def test_the_leaves_that_decide() -> None:
    missing_paper = Step("test.paper", Answer.NO, How.GIVEN, note="packing list")
    open_question = steps.unknown("test.question", note="ask the maker")
    whole = steps.all_of("test.all", [verdict(Answer.YES), missing_paper, open_question])
    assert deciding(whole) == [missing_paper]
    doubtful = steps.all_of("test.all", [verdict(Answer.YES), open_question])
    assert deciding(doubtful) == [open_question]
    neither = steps.any_of("test.any", [missing_paper, verdict(Answer.NO)])
    assert len(deciding(neither)) == 2
    assert deciding(steps.all_of("test.all", [verdict(Answer.YES)])) == []


days = st.integers(-40, 40).map(lambda offset: date(2026, 11, 24) + timedelta(days=offset))


@generated(days, days, st.booleans(), st.booleans())
def test_an_answer_holds_until_the_day_it_may_change(
    today: date, day: date, before: bool, turned: bool
) -> None:
    def ask(when: date) -> Verdict:
        pair = (steps.today_step(when), steps.given("test.day", day))
        left, right = reversed(pair) if turned else pair
        compare = steps.on_or_before if before else steps.on_or_after
        return compare("test.compare", left, right)

    turn = may_change_on(ask(today))
    last = today + timedelta(days=100) if turn is None else turn - timedelta(days=1)
    assert ask(last).value is ask(today).value
    if turn is not None:
        assert turn > today
        assert ask(turn).value is not ask(today).value


def test_the_weakest_word_decides_how_sure_an_answer_is() -> None:
    sure = steps.ruled("test.rate", Decimal(25), RULE, unit="%")
    told = steps.ruled("test.state", Decimal(1), HEARSAY, unit="%")
    assert certainty(sure) == "text"
    assert certainty(steps.total("test.sum", [sure, told], "%")) == "reported"
    filled = steps.assumed("test.origin", "CN")
    assert certainty(Step("test.pair", None, How.ONE_OF, (told, filled))) == "assumed"


def test_an_outline_gives_rule_source_and_record() -> None:
    value = steps.given("test.value", Decimal("100.00"), RecordRef("orders", "PO-1/1"), unit="USD")
    rate = steps.ruled("test.rate", Decimal(25), RULE, unit="%")
    duty = Step("test.duty", Decimal(25), How.PRODUCT, (value, rate), RULE, "USD", "S301-CN")
    rows = outline(duty)
    assert [row.depth for row in rows] == [0, 1, 1]
    assert rows[0].text == "Duty S301-CN of 100.00 USD at 25 %: 25 USD"
    assert rows[0].rule == "duties/US-1"
    assert rows[0].source == "tariff text"
    assert rows[1].record == {"kind": "orders", "ref": "PO-1/1", "field": ""}


def test_data_is_never_a_template() -> None:
    hostile = Step("test.duty", Decimal(1), How.GIVEN, note="{0.__class__} %s {note}")
    assert "{0.__class__} %s {note}" in sentence(hostile)


def test_a_shared_step_is_written_out_once() -> None:
    rate = steps.total("test.sum", [amount("1"), amount("2")], "USD")
    whole = steps.total("test.sum", [rate, rate], "USD")
    assert [row.depth for row in outline(whole)] == [0, 1, 2, 2, 1]
    assert len(list(walk(whole))) == 4


def test_a_wrong_figure_is_found_by_its_proof() -> None:
    right = steps.total("test.sum", [amount("1.10"), amount("2.20")], "USD")
    assert prove(right) == []
    wrong = Step("test.sum", Decimal("3.31"), How.SUM, right.inputs, None, "USD")
    assert prove(steps.difference("test.less", wrong, right)) == [wrong]
    mixed = Step(
        "test.sum", Decimal("3.30"), How.SUM, (amount("1.10"), amount("2.20", "kg")), None, "USD"
    )
    assert prove(mixed) == [mixed]


@pytest.mark.parametrize(
    ("how", "inputs", "value"),
    [
        (How.PRODUCT, ("2", "3"), "7"),
        (How.DIFFERENCE, ("2", "3"), "1"),
        (How.QUOTIENT, ("1", "3"), "0.33"),
        (How.LOWEST, ("2", "3"), "3"),
        (How.HIGHEST, ("2", "3"), "2"),
    ],
)
def test_each_kind_of_arithmetic_is_proved(how: How, inputs: tuple[str, ...], value: str) -> None:
    wrong = Step(
        "test.wrong", Decimal(value), how, tuple(amount(text) for text in inputs), None, "USD"
    )
    assert prove(wrong) == [wrong]
