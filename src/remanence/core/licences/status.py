"""One licence as lists show it: state, clock, forecast, draw-down, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.core.base.findings import Finding, error, in_order, info, warning
from remanence.core.base.sentences import N_, say
from remanence.core.base.steps import Amount, Answer, How, RecordRef, Step, given
from remanence.core.facts.dossiers import Desk, LicenceFile
from remanence.core.facts.shipments import left_on
from remanence.core.licences.clock import Clock, clock
from remanence.core.licences.drawdown import Drawdown, LineRoom, Room, drawdown
from remanence.core.licences.forecast import Case, forecast
from remanence.core.licences.states import Standing, owed_next, standing
from remanence.core.policy.listings import ATTENTION_LIST, screen
from remanence.core.policy.pack import Pack
from remanence.core.policy.workdays import WorkCalendar, work_calendar

"""The list whose parties have no limit of 45 working days (Decree 792, article 26)."""

STATUS = N_("licence.status", "Licence {note}: {0}")
VALID_TO = N_("licence.valid_until", "valid to {value}, that day included")
OVERDRAWN = N_(
    "licence.overdrawn",
    "Licence {licence} line {line} allows {allowed}, but {drawn} has left or is planned: "
    "{over} too much. Take it off a shipment, or ask the supplier for another licence.",
)
UNCOVERED = N_(
    "licence.goods_not_named",
    "Shipment {shipment} carries {product}, which licence {licence} does not name. "
    "Name the licence that covers it, or add the goods to this one.",
)
LEFT_LATE = N_(
    "licence.left_outside_validity",
    "Shipment {shipment} left on {day}, outside the validity of licence {licence} ({validity}). "
    "Check the dates; if they are right, tell your broker.",
)
MODE = N_(
    "licence.mode_differs",
    "Licence {licence} is for {licensed}, shipment {shipment} goes by {mode}. "
    "Rebook, or the supplier files again.",
)
USES = N_(
    "licence.uses_exceeded",
    "Licence {licence} allows {allowed} exports, {planned} are done or planned. "
    "Ask the supplier for another licence.",
)
SECOND_USE = N_(
    "licence.single_used_twice",
    "Licence {licence} is a single licence with {planned} exports done or planned, and the number "
    "of uses is blank. A single licence normally covers one: ask the supplier, then enter it.",
)
UNCOUNTED = N_(
    "licence.draw_not_counted",
    "Shipment {shipment} cannot be counted against licence {licence} ({what}). "
    "The net weight per piece or a value in the currency of the licence settles it.",
)
UNNAMED = N_(
    "licence.draw_assumed",
    "Shipment {shipment} names no licence and is counted against {licence}, that of its order.",
)


class Left(NamedTuple):
    """Quantity, value and uses, with their units; None = not known or not stated."""

    quantity: Decimal | None
    value: Decimal | None
    uses: int | None
    unit: str | None
    currency: str | None


class LineStatus(NamedTuple):
    """A licence line with what remains and what is reserved."""

    line_no: int
    product_code: str | None
    control_code: str | None
    hs_code: str | None
    quantity: Decimal | None
    unit: str | None
    value: Decimal | None
    currency: str | None
    remaining: Left
    reserved: Left


class ForecastShown(NamedTuple):
    """Working days from acceptance by which half and nine tenths were granted, and of how many."""

    p50: int | None
    p90: int | None
    cases: int


class Owner(NamedTuple):
    """Who must act next, and what they owe, in words."""

    who: str
    what: str


class LicenceStatus(NamedTuple):
    """One entry of the answer to `licences`, and what stands behind it."""

    ref: str
    state: str
    state_since: date | None
    told_by: str | None
    accepted_on: date | None
    due_on: date | None
    due_is_provisional: bool
    clock_is_settled: bool | None
    working_days_left: int | None
    forecast: ForecastShown | None
    valid_to: date | None
    remaining: Left
    reserved: Left
    lines: tuple[LineStatus, ...]
    findings: tuple[Finding, ...]
    supplier: str
    order: str | None
    kind: str | None
    licence_number: str | None
    next: Owner
    explanation: Step[str]


class Judged(NamedTuple):
    """A licence with its standing and draw-down as steps, for verdicts on orders."""

    file: LicenceFile
    standing: Standing
    drawdown: Drawdown


def judged(lf: LicenceFile, today: date) -> Judged:
    """State and draw-down of a licence on `today`."""
    drawn = drawdown(lf, today)
    return Judged(lf, standing(lf, today, drawn.used_up_on, drawn.turns_on), drawn)


def clock_of(lf: LicenceFile, desk: Desk, pack: Pack, today: date) -> Clock:
    """The clock of a licence, parties on the attention list looked up."""
    attention_list = on_attention_list(lf, pack, desk, today)
    return clock(lf, pack, work_calendar(pack), today, attention=attention_list)


def on_attention_list(lf: LicenceFile, pack: Pack, desk: Desk, today: date) -> bool:
    """Whether a party of the licence or of its order stands on the attention list on `today`.

    Beside the end users of the licence these are the end users, the consignee and the importer of
    the order that it names; the own firm where the order leaves the latter two out.
    """
    return any(
        hit.list == ATTENTION_LIST
        for name, local in _parties(lf, desk)
        for hit in screen(name, local, today, pack, desk.parties)
    )


def _parties(lf: LicenceFile, desk: Desk) -> set[tuple[str, str | None]]:
    """Name and local name of everyone who is to receive the goods under a licence."""
    cells, order, own = [lf.licence.end_user], lf.order, desk.business
    found: set[tuple[str, str | None]] = set()
    if order is not None:
        cells += [order.end_user, order.consignee, order.importer_of_record]
        if not (order.consignee and order.importer_of_record) and own.name:
            found.add((own.name, own.local_name))
    names = (name.strip() for cell in cells for name in (cell or "").split("|"))
    return found | {(name, None) for name in names if name}


def licence_status(
    lf: LicenceFile,
    pack: Pack,
    calendar: WorkCalendar,
    desk: Desk,
    today: date,
    cases: Sequence[Case] = (),
) -> LicenceStatus:
    """Where a licence stands on `today`; `cases`: those of all licences (`forecast.cases_of`)."""
    known = judged(lf, today)
    attention = on_attention_list(lf, pack, desk, today)
    running = clock(lf, pack, calendar, today, attention=attention)
    return _status(known, running, cases, today)


def _status(known: Judged, running: Clock, cases: Sequence[Case], today: date) -> LicenceStatus:
    licence, state = known.file.licence, known.standing.state.value
    owed = owed_next(state)
    guess = forecast(cases, licence.supplier_code)
    uses = known.drawdown.uses
    return LicenceStatus(
        ref=licence.licence_ref,
        state=state,
        state_since=known.standing.since,
        told_by=known.standing.told_by,
        accepted_on=running.accepted_on,
        due_on=running.due.value,
        due_is_provisional=running.provisional,
        clock_is_settled=running.settled,
        working_days_left=running.left.value,
        forecast=None if guess is None else ForecastShown(guess.p50, guess.p90, guess.cases),
        valid_to=licence.valid_to,
        remaining=_sum(known.drawdown.lines, "remaining", uses.remaining.value),
        reserved=_sum(known.drawdown.lines, "reserved", uses.planned),
        lines=tuple(_line(room) for room in known.drawdown.lines),
        findings=tuple(in_order(findings_of(known, today))),
        supplier=licence.supplier_code,
        order=licence.order_number,
        kind=licence.kind,
        licence_number=licence.licence_number,
        next=Owner(owed.who, say(owed.code, {})),
        explanation=_explanation(known, running),
    )


def _explanation(known: Judged, running: Clock) -> Step[str]:
    licence = known.file.licence
    inputs: list[Step[object]] = [known.standing.state, running.due]
    if running.due.value is not None:
        inputs.append(running.left)
    if licence.valid_to is not None:
        place = RecordRef("licences", licence.licence_ref, "valid_to")
        inputs.append(given(VALID_TO, licence.valid_to, place))
    for line in known.drawdown.lines:
        inputs += [
            room.remaining for room in (line.quantity, line.value) if room.granted.value is not None
        ]
    inputs.append(known.drawdown.uses.remaining)
    value = known.standing.state.value
    return Step(STATUS, value, How.ONE_OF, tuple(inputs), None, "", licence.licence_ref)


def _line(room: LineRoom) -> LineStatus:
    line = room.line
    return LineStatus(
        line.line_no,
        line.product_code,
        line.control_code,
        line.hs_code,
        line.quantity,
        line.unit,
        line.value,
        line.currency,
        _left(room, room.quantity.remaining, room.value.remaining),
        _left(room, room.quantity.reserved, room.value.reserved),
    )


def _left(room: LineRoom, quantity: Amount, value: Amount) -> Left:
    return Left(quantity.value, value.value, None, room.line.unit, room.line.currency)


def _sum(lines: Sequence[LineRoom], what: str, uses: int | None) -> Left:
    """Over all lines; a sum of unlike units or of what is not known is not known."""
    quantity, unit = _total([line.quantity for line in lines], what)
    value, currency = _total([line.value for line in lines], what)
    return Left(quantity, value, uses, unit, currency)


def _total(rooms: Sequence[Room], what: str) -> tuple[Decimal | None, str | None]:
    parts: list[Amount] = [getattr(room, what) for room in rooms]
    units = {part.unit for part in parts}
    if len(units) != 1 or "" in units:
        return None, None
    values = [part.value for part in parts if part.value is not None]
    total = sum(values, Decimal(0)) if len(values) == len(parts) else None
    return total, units.pop()


def findings_of(known: Judged, today: date) -> list[Finding]:
    """What is wrong with a licence and with what draws on it."""
    found = [*_overdrawn(known), *_uses(known), *_draws(known, today)]
    for draw in known.drawdown.uncovered:
        product = draw.product.product_code if draw.product is not None else "goods"
        ref = known.file.licence.licence_ref
        shipment = draw.shipment.shipment_ref
        found.append(error(UNCOVERED, ref, shipment=shipment, product=product, licence=ref))
    return found


def _overdrawn(known: Judged) -> Iterable[Finding]:
    ref = known.file.licence.licence_ref
    for line in known.drawdown.lines:
        for room in (line.quantity, line.value):
            if not room.binds or room.enough.value is not Answer.NO:
                continue
            allowed, drawn = room.enough.inputs
            over = _number(drawn) - _number(allowed)
            yield error(
                OVERDRAWN,
                ref,
                licence=ref,
                line=line.line.line_no,
                allowed=f"{_number(allowed):f} {allowed.unit}",
                drawn=f"{_number(drawn):f} {drawn.unit}",
                over=f"{over:f} {drawn.unit}",
            )


def _number(step: Step[object]) -> Decimal:
    return step.value if isinstance(step.value, Decimal) else Decimal(0)


def _uses(known: Judged) -> Iterable[Finding]:
    licence, uses = known.file.licence, known.drawdown.uses
    ref, both = licence.licence_ref, uses.done + uses.planned
    if uses.allowed.value is None:
        if licence.kind == "single" and both > 1:
            yield warning(SECOND_USE, ref, licence=ref, planned=both)
    elif both > uses.allowed.value:
        yield error(USES, ref, licence=ref, allowed=uses.allowed.value, planned=both)


def _draws(known: Judged, today: date) -> Iterable[Finding]:
    licence, seen = known.file.licence, set()
    draws = [draw for line in known.drawdown.lines for draw in line.draws]
    for draw in draws:
        shipment = draw.shipment
        if shipment.shipment_ref in seen:
            continue
        seen.add(shipment.shipment_ref)
        ref = licence.licence_ref
        if draw.line.licence_ref is None:
            yield info(UNNAMED, ref, licence=ref, shipment=shipment.shipment_ref)
        mode = shipment.transport_mode
        if licence.transport_mode and mode and mode != licence.transport_mode:
            words = {"licensed": licence.transport_mode, "mode": mode}
            yield error(MODE, ref, licence=ref, shipment=shipment.shipment_ref, **words)
        left = left_on(shipment, today)
        if left is not None and not _valid(known, left):
            period = f"{licence.valid_from or 'open'} to {licence.valid_to or 'open'}"
            words = {"day": left.isoformat(), "validity": period}
            yield error(LEFT_LATE, ref, licence=ref, shipment=shipment.shipment_ref, **words)
    yield from _uncounted(known)


def _uncounted(known: Judged) -> Iterable[Finding]:
    ref = known.file.licence.licence_ref
    for line in known.drawdown.lines:
        for what, room in (("quantity", line.quantity), ("value", line.value)):
            if not room.binds or room.granted.value is None:
                continue
            for part in (*room.left.inputs, *room.reserved.inputs):
                if part.value is None:
                    shipment = part.ref.key if isinstance(part.ref, RecordRef) else ""
                    yield warning(UNCOUNTED, ref, licence=ref, shipment=shipment, what=what)


def _valid(known: Judged, day: date) -> bool:
    licence = known.file.licence
    after = licence.valid_from is None or licence.valid_from <= day
    return after and (licence.valid_to is None or day <= licence.valid_to)
