"""Field limits for magnets in aircraft: which class a package is of, by the limits of its date.

A field falls with distance. So a reading nearer than the limit's distance that stays within it
decides, and one further away that exceeds it decides too; any other reading does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, Step, given, ruled
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import AirLimit

NOT_RESTRICTED: Final = "not_restricted"
MAGNETISED: Final = "magnetised_material"
NEEDS_APPROVAL: Final = "needs_approval"
UNKNOWN: Final = "unknown"

READING = N_("field.reading", "Measured at {note}: {value}")
LIMIT = N_("field.limit", "Limit at {note}: {value}")
WITHIN = N_("field.within", "Not over the limit at {note}: {value}")
CLASS = N_("field.class", "Class for transport by air: {value}")
OPEN = N_("field.class_open", "The readings do not decide on the class: {note}")

MICROTESLA_PER_GAUSS: Final = Decimal(100)
AMPERE_PER_METRE_PER_GAUSS: Final = Decimal("79.5774715459477")  # 1000 / (4 pi)
_BELOW: Final = frozenset({"PI 902"})
"""Rules whose limit itself is already over: 'below', not 'at or below' (ICAO/IATA to 2010)."""
_SIGNIFICANT: Final = 6
_NEAR: Final = Decimal("2.1")
_FAR: Final = Decimal("4.6")


class Reading(NamedTuple):
    """A field measured at a distance from the package."""

    gauss: Decimal
    distance_m: Decimal


class FieldLimit(NamedTuple):
    """A limit as the answer shows it."""

    rule: str
    authority: str
    class_id: str
    distance_m: Decimal
    limit_gauss: Decimal
    limit_microtesla: Decimal
    limit_ampere_per_metre: Decimal
    valid_from: date | None
    valid_to: date | None
    result: str
    papers: str


class FieldClass(NamedTuple):
    """The answer of `calc field`: limits of the day, class, the first reading in other units.

    Attributes:
        field_class: not_restricted, magnetised_material, needs_approval or unknown.
        step: the class with its reasons.
    """

    limits: tuple[FieldLimit, ...]
    field_class: str
    microtesla: Decimal | None
    ampere_per_metre: Decimal | None
    rule: str | None
    step: Step[str]


def field_class(
    pack: Pack, on: date, gauss_at_2_1m: Decimal | None, gauss_at_4_6m: Decimal | None
) -> Step[str | None]:
    """The class by the readings of a declaration, as a fact that rules ask; None: not known."""
    measured = ((gauss_at_2_1m, _NEAR), (gauss_at_4_6m, _FAR))
    readings = [Reading(gauss, at) for gauss, at in measured if gauss is not None]
    step = classify(readings, pack, on).step
    if step.value != UNKNOWN:
        return Step(step.code, step.value, step.how, step.inputs, step.ref, "", step.note)
    return Step(step.code, None, How.MISSING, step.inputs, step.ref, "", step.note)


def classify(readings: Sequence[Reading], pack: Pack, on: date) -> FieldClass:
    """The class of a package by its readings and the carriers' limits valid on that day.

    The table's first two limits decide: the one under which nothing is asked, and the one over
    which the states must approve. Readings that do not decide, or contradict each other, give
    `unknown`.
    """
    rows = [row for row in pack.air_limits if row.validity.holds_on(on)]
    free = next((row for row in rows if row.class_id == NOT_RESTRICTED), None)
    upper = next((row for row in rows if free and _is_upper(row, free)), None)
    inputs: list[Step[object]] = []
    within_free = _within(readings, free, inputs)
    within_upper = _within(readings, upper, inputs)
    found = _decide(within_free, within_upper)
    code, note = (CLASS, "") if found != UNKNOWN else (OPEN, "measure at 2.1 m and at 4.6 m")
    ref = free.ref if free else None
    step: Step[str] = Step(code, found, How.ONE_OF, tuple(inputs), ref, "", note)
    first = readings[0].gauss if readings else None
    return FieldClass(
        tuple(map(_shown, rows)),
        found,
        None if first is None else first * MICROTESLA_PER_GAUSS,
        None if first is None else _short(first * AMPERE_PER_METRE_PER_GAUSS),
        free.rule if free else None,
        step,
    )


def _is_upper(row: AirLimit, free: AirLimit) -> bool:
    return row.rule == free.rule and row.distance_m > free.distance_m


def _within(
    readings: Iterable[Reading], limit: AirLimit | None, inputs: list[Step[object]]
) -> Answer:
    """Whether the field is within a limit at its distance, as far as the readings tell."""
    if limit is None:
        return Answer.UNKNOWN
    at = f"{limit.distance_m} m"
    bound = ruled(LIMIT, limit.gauss, limit.ref, unit="G", note=at)
    answers = set()
    for reading in readings:
        answer = _tells(reading, limit)
        measured = given(READING, reading.gauss, unit="G", note=f"{reading.distance_m} m")
        inputs.append(Step(WITHIN, answer, How.ONE_OF, (measured, bound), limit.ref, "", at))
        answers.add(answer)
    answers.discard(Answer.UNKNOWN)
    return answers.pop() if len(answers) == 1 else Answer.UNKNOWN


def _tells(reading: Reading, limit: AirLimit) -> Answer:
    strict = limit.rule in _BELOW and limit.class_id == NOT_RESTRICTED
    over = reading.gauss >= limit.gauss if strict else reading.gauss > limit.gauss
    if over and reading.distance_m >= limit.distance_m:
        return Answer.NO
    if not over and reading.distance_m <= limit.distance_m:
        return Answer.YES
    return Answer.UNKNOWN


def _decide(free: Answer, upper: Answer) -> str:
    if free is Answer.YES:
        return UNKNOWN if upper is Answer.NO else NOT_RESTRICTED
    if upper is Answer.NO:
        return NEEDS_APPROVAL
    decided = free is Answer.NO and upper is Answer.YES
    return MAGNETISED if decided else UNKNOWN


def _shown(row: AirLimit) -> FieldLimit:
    return FieldLimit(
        row.rule,
        row.authority,
        row.class_id,
        row.distance_m,
        row.gauss,
        row.microtesla,
        row.ampere_per_metre,
        row.validity.first,
        row.validity.last,
        row.result,
        row.papers,
    )


def _short(number: Decimal) -> Decimal:
    """Six significant digits: more than any field is measured to."""
    if not number:
        return number
    return number.quantize(Decimal(1).scaleb(number.adjusted() - _SIGNIFICANT + 1))
