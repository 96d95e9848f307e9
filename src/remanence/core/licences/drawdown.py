"""Draw-down of a licence: granted, left, reserved, and what remains, line by line.

What has left (atd or export_declared_on) is taken off; planned shipments reserve. A shipment line
draws on the licence that it names; one that names none draws on the licence of its order, where
that is for its goods. A tolerance counts only where the licence states it, and only for an excess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.measure import convert_quantity
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Amount,
    Answer,
    How,
    RecordRef,
    Step,
    Verdict,
    all_of,
    at_least,
    difference,
    given,
    missing,
    total,
)
from remanence.core.facts.dossiers import Draw, LicenceFile
from remanence.core.facts.licences import LicenceLine
from remanence.core.facts.shipments import left_on

GRANTED = N_("licence.granted_amount", "{note}: granted {value}")
NOT_STATED = N_("licence.limit_not_stated", "{note} is not stated on the licence")
ALLOWED = N_("licence.allowed", "{note}: {0} and the tolerance of {1} percent, {value}")
TOLERANCE = N_("licence.tolerance", "tolerance stated on the licence: {value} percent")
TAKEN = N_("licence.taken", "{note}: {value}")
TAKEN_UNKNOWN = N_("licence.taken_unknown", "{note}: cannot be counted in the unit of the licence")
LEFT = N_("licence.left", "{note}: {value} has left")
RESERVED = N_("licence.reserved", "{note}: {value} is planned to leave")
DRAWN = N_("licence.drawn", "{note}: {value} has left or is planned")
REMAINING = N_("licence.remaining", "{note}: {value} remains of {0}")
SHOWN = N_("licence.remaining_shown", "{note}: {value} remains")
ENOUGH = N_("licence.enough", "{note}: {0} covers what has left and what is planned, {1}: {value}")
N_("licence.enough.no", "{note}: {0} does not cover what has left and is planned, {1}")
ALL_ENOUGH = N_("licence.all_enough", "licence {note} covers what has left and what is planned")
USES = N_("licence.uses", "{note}: {value}")
FREE = N_("licence.no_limit", "licence {note} sets no limit of quantity or value")

_HUNDRED: Final = Decimal(100)
_ZERO: Final = Decimal(0)


class Room(NamedTuple):
    """One measure of one licence line; `binds`: the licence limits by it."""

    granted: Amount
    left: Amount
    reserved: Amount
    remaining: Amount
    enough: Verdict
    binds: bool


class LineRoom(NamedTuple):
    """A licence line with its rooms by quantity and by value, and what draws on it."""

    line: LicenceLine
    quantity: Room
    value: Room
    draws: tuple[Draw, ...]


class Uses(NamedTuple):
    """Exports allowed, done, planned, remaining; values None where nothing is stated."""

    allowed: Step[int | None]
    done: int
    planned: int
    remaining: Step[int | None]


class Drawdown(NamedTuple):
    """The draw-down of a licence on a day.

    Attributes:
        lines: each line with its rooms.
        uses: exports.
        enough: whether it covers what has left and what is planned.
        used_up_on: the day on which the last of it left; None while something remains or is not
            known.
        uncovered: draws on goods that no line of the licence names.
        turns_on: next day on which a dated departure or a new year changes it without new data.
    """

    lines: tuple[LineRoom, ...]
    uses: Uses
    enough: Verdict
    used_up_on: date | None
    uncovered: tuple[Draw, ...]
    turns_on: date | None


def covers(line: LicenceLine, product_code: str | None) -> bool:
    """Whether a licence line is for these goods: it names them, or names none and so covers all."""
    return line.product_code is None or line.product_code == product_code


def draws_of(lf: LicenceFile) -> list[Draw]:
    """What draws on this licence: lines that name it, and lines of its order that name none.

    Goods that it does not name are its goods only where their line names it: on a mixed shipment
    the others may need no licence.
    """
    ref, order = lf.licence.licence_ref, lf.licence.order_number
    return [
        draw
        for draw in lf.draws
        if draw.line.licence_ref == ref
        or (
            draw.line.licence_ref is None
            and order is not None
            and draw.line.order_number == order
            and (not lf.lines or any(covers(line, _code(draw)) for line in lf.lines))
        )
    ]


def _code(draw: Draw) -> str | None:
    return draw.product.product_code if draw.product is not None else None


def drawdown(lf: LicenceFile, today: date) -> Drawdown:
    """The draw-down on `today`; where it counts by the year, that of the year of `today`."""
    draws = draws_of(lf)
    counted = [draw for draw in draws if _counts(lf, draw, today)]
    by_line, uncovered = _by_line(lf, counted, today)
    lines = tuple(_line_room(lf, line, by_line[line.line_no], today) for line in lf.lines)
    uses = _uses(lf, counted, today)
    enough = all_of(
        ALL_ENOUGH,
        [room.enough for line in lines for room in (line.quantity, line.value) if room.binds]
        or [_no_limit(lf)],
        note=lf.licence.licence_ref,
    )
    used_up = _used_up_on(lines, uses, counted, today)
    return Drawdown(lines, uses, enough, used_up, tuple(uncovered), _turns_on(lf, draws, today))


def _counts(lf: LicenceFile, draw: Draw, today: date) -> bool:
    if not lf.licence.per_year:
        return True
    left = left_on(draw.shipment, today)
    # What is still here leaves today at the earliest, whatever day was planned.
    planned = max(draw.shipment.etd or today, today)
    return (left or planned).year == today.year


def _turns_on(lf: LicenceFile, draws: Iterable[Draw], today: date) -> date | None:
    days = [
        day
        for draw in draws
        for day in (draw.shipment.atd, draw.shipment.export_declared_on)
        if day is not None and day > today
    ]
    if lf.licence.per_year:
        days.append(date(today.year + 1, 1, 1))
    return min(days, default=None)


def _by_line(
    lf: LicenceFile, draws: Sequence[Draw], today: date
) -> tuple[dict[int, list[Draw]], list[Draw]]:
    """Draws by line: the first line for these goods that has room left, else the last such."""
    found: dict[int, list[Draw]] = {line.line_no: [] for line in lf.lines}
    uncovered: list[Draw] = []
    room = {line.line_no: line.quantity for line in lf.lines}
    for draw in sorted(draws, key=lambda draw: _sequence(draw, today)):
        fitting = [line for line in lf.lines if covers(line, _code(draw))]
        if not fitting:
            uncovered.append(draw)
            continue
        line = next((line for line in fitting if _fits(line, draw, room)), fitting[-1])
        found[line.line_no].append(draw)
        taken, before = quantity_in(draw, line.unit), room[line.line_no]
        room[line.line_no] = None if taken is None or before is None else before - taken
    return found, uncovered


def _fits(line: LicenceLine, draw: Draw, room: dict[int, Decimal | None]) -> bool:
    taken, before = quantity_in(draw, line.unit), room[line.line_no]
    return before is not None and taken is not None and taken <= before


def _sequence(draw: Draw, today: date) -> tuple[bool, date, str]:
    left = left_on(draw.shipment, today)
    return (left is None, left or draw.shipment.etd or date.max, draw.shipment.shipment_ref)


def quantity_in(draw: Draw, unit: str | None) -> Decimal | None:
    """What a draw takes, in a unit; None where the unit or a weight per piece is not known."""
    if unit is None:
        return None
    weight = draw.product.unit_net_weight_kg if draw.product is not None else None
    return convert_quantity(draw.line.quantity, draw.unit, unit, weight)


def value_in(draw: Draw, currency: str | None) -> Decimal | None:
    """The value of a draw in a currency; None where it is in another one or not known."""
    return draw.value if draw.currency == currency else None


def _binds(lf: LicenceFile, line: LicenceLine, measure: str) -> bool:
    """Whether the licence limits by this measure.

    Left out it limits by both, that is by what it states; where it states neither, quantity is
    asked for.
    """
    limit = lf.licence.limit_by
    if limit is not None:
        return limit in (measure, "both")
    if measure == "value":
        return line.value is not None
    return line.quantity is not None or line.value is None


def _line_room(lf: LicenceFile, line: LicenceLine, draws: list[Draw], today: date) -> LineRoom:
    quantity = _room(lf, line, "quantity", draws, today)
    return LineRoom(line, quantity, _room(lf, line, "value", draws, today), tuple(draws))


def _room(
    lf: LicenceFile, line: LicenceLine, measure: str, draws: Sequence[Draw], today: date
) -> Room:
    unit = (line.unit if measure == "quantity" else line.currency) or ""
    stated = line.quantity if measure == "quantity" else line.value
    name = f"licence {lf.licence.licence_ref} line {line.line_no}, {measure}"
    place = RecordRef("licences", f"{lf.licence.licence_ref}/{line.line_no}", measure)
    granted: Amount = (
        missing(NOT_STATED, place, unit=unit, note=name)
        if stated is None
        else given(GRANTED, stated, place, unit=unit, note=name)
    )
    gone = [_taken(draw, unit, measure) for draw in draws if left_on(draw.shipment, today)]
    plan = [_taken(draw, unit, measure) for draw in draws if not left_on(draw.shipment, today)]
    left, reserved = total(LEFT, gone, unit, note=name), total(RESERVED, plan, unit, note=name)
    rest = difference(REMAINING, granted, left, note=name)
    shown = rest if rest.value is None or rest.value >= 0 else _nothing(rest, unit, name)
    drawn = total(DRAWN, [left, reserved], unit, note=name)
    enough = at_least(ENOUGH, _allowed(lf, granted, unit, name), drawn, note=name)
    return Room(granted, left, reserved, shown, enough, _binds(lf, line, measure))


def _nothing(rest: Amount, unit: str, name: str) -> Amount:
    zero = given(SHOWN, _ZERO, unit=unit, note=name)
    return Step(SHOWN, _ZERO, How.HIGHEST, (rest, zero), None, unit, name)


def _allowed(lf: LicenceFile, granted: Amount, unit: str, name: str) -> Amount:
    percent = lf.licence.tolerance_percent
    if not percent or granted.value is None:
        return granted
    place = RecordRef("licences", lf.licence.licence_ref, "tolerance_percent")
    tolerance = given(TOLERANCE, percent, place)
    value = granted.value * (_HUNDRED + percent) / _HUNDRED
    return Step(ALLOWED, value, How.CONVERT, (granted, tolerance), None, unit, name)


def _taken(draw: Draw, unit: str, measure: str) -> Amount:
    value = quantity_in(draw, unit or None) if measure == "quantity" else value_in(draw, unit)
    key = f"{draw.shipment.shipment_ref}, {draw.line.order_number}/{draw.line.line_no}"
    place = RecordRef("shipments", draw.shipment.shipment_ref, "quantity")
    if value is None:
        return missing(TAKEN_UNKNOWN, place, unit=unit, note=f"{key}: {_why_not(draw, measure)}")
    return given(TAKEN, value, place, unit=unit, note=f"shipment {key}")


def _why_not(draw: Draw, measure: str) -> str:
    if measure == "value":
        return "its value is in another currency or not known"
    product = draw.product.product_code if draw.product is not None else "the product"
    return f"the net weight of a piece of {product} would say it"


def _no_limit(lf: LicenceFile) -> Verdict:
    place = RecordRef("licences", lf.licence.licence_ref, "limit_by")
    return Step(FREE, Answer.YES, How.GIVEN, (), place, "", lf.licence.licence_ref)


def _uses(lf: LicenceFile, draws: Sequence[Draw], today: date) -> Uses:
    ref, allowed = lf.licence.licence_ref, lf.licence.uses_allowed
    place = RecordRef("licences", ref, "uses_allowed")
    gone = {draw.shipment.shipment_ref for draw in draws if left_on(draw.shipment, today)}
    planned = {draw.shipment.shipment_ref for draw in draws} - gone
    done = len(gone)
    if allowed is None:
        nothing = missing(NOT_STATED, place, note=f"the number of uses of licence {ref}")
        return Uses(nothing, done, len(planned), nothing)
    stated: Step[int | None] = given(USES, allowed, place, note=f"uses allowed on licence {ref}")
    used: Step[int] = given(USES, done, note=f"exports under licence {ref}")
    rest = max(0, allowed - done)
    left: Step[int | None] = Step(
        USES, rest, How.COUNT, (stated, used), None, "", f"uses left on licence {ref}"
    )
    return Uses(stated, done, len(planned), left)


def _used_up_on(
    lines: Sequence[LineRoom], uses: Uses, draws: Sequence[Draw], today: date
) -> date | None:
    spent = uses.remaining.value == 0 or (bool(lines) and all(_spent(line) for line in lines))
    if not spent:
        return None
    days = [day for draw in draws if (day := left_on(draw.shipment, today)) is not None]
    return max(days, default=None)


def _spent(line: LineRoom) -> bool:
    return any(room.binds and room.remaining.value == 0 for room in (line.quantity, line.value))
