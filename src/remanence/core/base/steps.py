"""The Step: every answer with its reasons.

A Step is a value, how it came about, from which steps, and on whose word. Verdicts, clocks and
cents are all of this one type; what can be done with a tree of them (outline, deciding leaves,
certainty, proof) stands in `core.base.proof`. Steps are shared, never copied, and never changed
after they are made. No sentence is made until somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class Answer(Enum):
    """The three answers."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class How(StrEnum):
    """How a value came about: a closed list."""

    GIVEN = "given"  # a record says so
    RULE = "rule"  # a row of a reference pack says so
    CHOSEN = "chosen"  # a setting or answer of the user
    TODAY = "today"  # the day that the question is asked for
    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    SHARE = "share"  # a part of an amount, inputs: (amount, own weight, all weights)
    ROUND = "round"
    CONVERT = "convert"  # inputs: (amount, rate)
    LOWEST = "lowest"
    HIGHEST = "highest"
    COUNT = "count"
    WORKDAYS = "workdays"
    ALL = "all"
    ANY = "any"
    NOT = "not"
    ON_OR_BEFORE = "on_or_before"
    ON_OR_AFTER = "on_or_after"
    AT_LEAST = "at_least"
    SAME = "same"
    ONE_OF = "one_of"
    MISSING = "missing"  # not known; the note says what would settle it


class RecordRef(NamedTuple):
    """A place in the user's own records: kind of sheet, key as people write it, column."""

    kind: str
    key: str
    field: str = ""


class RuleRef(NamedTuple):
    """A row of a reference pack and on whose word it stands.

    Attributes:
        pack: the pack's id.
        table: table of the pack.
        row: the row's id; `rule` is `table/row`.
        source: where the row was read.
        confidence: text, derived, provisional, reported, recalled.
    """

    pack: str
    table: str
    row: str
    source: str
    confidence: str

    @property
    def rule(self) -> str:
        """`table/id`, as `policy show` takes it."""
        return f"{self.table}/{self.row}"


Ref = RecordRef | RuleRef | None


class Step(Generic[V_co]):
    """One line of an explanation.

    Attributes:
        code: names the sentence and what it is (`line.duty`).
        value: Decimal, date, int, text or Answer; None = not known.
        unit: `USD`, `kg`, `USD/kg`, `` ; a sum of unlike units cannot be made.
        how: how the value came about.
        inputs: the steps it came from, in the order in which the sentence names them.
        ref: the record or rule on whose word it stands.
        note: a piece of data the sentence names (a title, a layer, what would settle it).
        mark: `assumed`, `provisional` ... where the value itself is weaker than its inputs; else
            empty.
        until: first day on which this value may differ though no data changed; None = never.
        summary: what `core.base.proof` found below this step; kept, since a step never changes.
    """

    __slots__ = (
        "code", "how", "inputs", "mark", "note", "ref", "summary", "unit", "until", "value",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - a Step is its parts; made in the millions
        self,
        code: str,
        value: V_co,
        how: How,
        inputs: tuple[Step[object], ...] = (),
        ref: Ref = None,
        unit: str = "",
        note: str = "",
        mark: str = "",
        until: date | None = None,
    ) -> None:
        """Keep the parts; nothing is computed here."""
        self.code = code
        self.value = value
        self.how = how
        self.inputs = inputs
        self.ref = ref
        self.unit = unit
        self.note = note
        self.mark = mark
        self.until = until
        self.summary: tuple[date | None, int] | None = None

    def __repr__(self) -> str:
        """For people who debug."""
        return f"Step({self.code!r}, {self.value!r} {self.unit}, {self.how.value})"


Amount = Step[Decimal | None]
Verdict = Step[Answer]


class UnlikeUnits(Exception):
    """Two figures of different units were added: a bug."""


def given(code: str, value: V, ref: Ref = None, *, unit: str = "", note: str = "") -> Step[V]:
    """A value that a record holds."""
    return Step(code, value, How.GIVEN, (), ref, unit, note)


def ruled(code: str, value: V, ref: RuleRef, *, unit: str = "", note: str = "") -> Step[V]:
    """A value that a pack row gives."""
    return Step(code, value, How.RULE, (), ref, unit, note)


def assumed(code: str, value: V, ref: Ref = None, *, unit: str = "", note: str = "") -> Step[V]:
    """A blank filled by rule: marked assumed wherever it is shown."""
    return Step(code, value, How.GIVEN, (), ref, unit, note, "assumed")


def missing(code: str, ref: Ref = None, *, unit: str = "", note: str = "") -> Step[None]:
    """A value that is not known; `note` says what would settle it."""
    return Step(code, None, How.MISSING, (), ref, unit, note)


def unknown(code: str, ref: Ref = None, *, note: str = "") -> Verdict:
    """An answer that is not known; `note` says what would settle it."""
    return Step(code, Answer.UNKNOWN, How.MISSING, (), ref, "", note)


def today_step(today: date) -> Step[date]:
    """The day for which the question is asked."""
    return Step("today", today, How.TODAY)


def total(code: str, parts: Sequence[Amount], unit: str, *, note: str = "") -> Amount:
    """The sum; not known as soon as one part is not known.

    Raises:
        UnlikeUnits: a part has another unit.
    """
    for part in parts:
        if part.unit != unit:
            message = f"{code}: {part.code} is in {part.unit!r}, not {unit!r}"
            raise UnlikeUnits(message)
    amount: Decimal | None = Decimal(0)
    for part in parts:
        amount = None if amount is None or part.value is None else amount + part.value
    return Step(code, amount, How.SUM, tuple(parts), None, unit, note)


def difference(code: str, left: Amount, right: Amount, *, note: str = "") -> Amount:
    """`left` less `right`, both of one unit."""
    if left.unit != right.unit:
        message = f"{code}: {left.unit!r} less {right.unit!r}"
        raise UnlikeUnits(message)
    known = left.value is not None and right.value is not None
    value = left.value - right.value if known else None  # type: ignore[operator]
    return Step(code, value, How.DIFFERENCE, (left, right), None, left.unit, note)


def product(code: str, factors: Sequence[Amount], unit: str, *, note: str = "") -> Amount:
    """The product in the unit that the caller names.

    Not known as soon as one factor is not known.
    """
    value: Decimal | None = Decimal(1)
    for factor in factors:
        value = None if value is None or factor.value is None else value * factor.value
    return Step(code, value, How.PRODUCT, tuple(factors), None, unit, note)


def quotient(code: str, top: Amount, bottom: Amount, unit: str, *, note: str = "") -> Amount:
    """`top` over `bottom` (28 digits); not known where one is not known or `bottom` is zero."""
    value = None if top.value is None or not bottom.value else top.value / bottom.value
    return Step(code, value, How.QUOTIENT, (top, bottom), None, unit, note)


def all_of(code: str, parts: Iterable[Verdict], *, note: str = "", ref: Ref = None) -> Verdict:
    """Yes if all are yes; no beats unknown, unknown beats yes."""
    inputs = tuple(parts)
    values = {part.value for part in inputs}
    value = (
        Answer.NO
        if Answer.NO in values
        else Answer.UNKNOWN
        if Answer.UNKNOWN in values
        else Answer.YES
    )
    return Step(code, value, How.ALL, inputs, ref, "", note)


def any_of(code: str, parts: Iterable[Verdict], *, note: str = "", ref: Ref = None) -> Verdict:
    """Yes if one is yes; yes beats unknown, unknown beats no."""
    inputs = tuple(parts)
    values = {part.value for part in inputs}
    value = (
        Answer.YES
        if Answer.YES in values
        else Answer.UNKNOWN
        if Answer.UNKNOWN in values
        else Answer.NO
    )
    return Step(code, value, How.ANY, inputs, ref, "", note)


def not_(code: str, part: Verdict, *, note: str = "") -> Verdict:
    """The other answer; unknown stays unknown."""
    turned = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}
    return Step(code, turned[part.value], How.NOT, (part,), None, "", note)


def on_or_before(
    code: str, left: Step[date | None], right: Step[date | None], *, note: str = ""
) -> Verdict:
    """Whether `left` is on or before `right`; unknown where one is not known."""
    return _dates(code, How.ON_OR_BEFORE, left, right, note)


def on_or_after(
    code: str, left: Step[date | None], right: Step[date | None], *, note: str = ""
) -> Verdict:
    """Whether `left` is on or after `right`; unknown where one is not known."""
    return _dates(code, How.ON_OR_AFTER, left, right, note)


def _dates(
    code: str, how: How, left: Step[date | None], right: Step[date | None], note: str
) -> Verdict:
    if left.value is None or right.value is None:
        return Step(code, Answer.UNKNOWN, how, (left, right), None, "", note)
    holds = left.value <= right.value if how is How.ON_OR_BEFORE else left.value >= right.value
    return Step(code, Answer.YES if holds else Answer.NO, how, (left, right), None, "", note)


def at_least(code: str, left: Amount, right: Amount, *, note: str = "") -> Verdict:
    """Whether `left` is at least `right`, both of one unit; unknown where one is not known.

    Raises:
        UnlikeUnits: they have different units.
    """
    if left.unit != right.unit:
        message = f"{code}: {left.unit!r} against {right.unit!r}"
        raise UnlikeUnits(message)
    if left.value is None or right.value is None:
        return Step(code, Answer.UNKNOWN, How.AT_LEAST, (left, right), None, "", note)
    return Step(
        code,
        Answer.YES if left.value >= right.value else Answer.NO,
        How.AT_LEAST,
        (left, right),
        None,
        "",
        note,
    )
