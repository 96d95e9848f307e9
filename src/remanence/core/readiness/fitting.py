"""Does a licence fit the goods that are to leave under it? A mismatch stops the export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, Severity, warning
from remanence.core.base.money import plain
from remanence.core.base.sentences import N_, say
from remanence.core.base.steps import (
    Answer,
    How,
    RecordRef,
    Step,
    Verdict,
    given,
    missing,
    not_,
    on_or_after,
    on_or_before,
    today_step,
)
from remanence.core.documents.names import among
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.licences import ORDINARY
from remanence.core.facts.shipments import Shipment
from remanence.core.licences.clock import DECISION_CLOCK, clock_row
from remanence.core.licences.drawdown import covers
from remanence.core.licences.states import USABLE
from remanence.core.licences.status import OVERDRAWN, SECOND_USE, USES, Judged, findings_of
from remanence.core.policy.controls import single_licence_only
from remanence.core.policy.pack import Pack
from remanence.core.readiness.covering import Part

USABLE_STATE = N_("licence.is_usable", "Goods may leave under licence {note}")
N_("licence.is_usable.no", "Goods may not leave under licence {note}")
CELL = N_("licence.cell", "{note}: {value}")
BLANK = N_("licence.cell_blank", "{note} is not known")
MODE_FITS = N_(
    "licence.mode_fits", "The mode of licence {note}, {0}, is that of the goods, {1}: {value}"
)
END_USER_FITS = N_(
    "licence.end_user_fits",
    "The end user of licence {note}, {0}, is that of the order, {1}: {value}",
)
COUNTRY_FITS = N_(
    "licence.end_user_country_fits",
    "The end user's country on licence {note}, {0}, is that of the order, {1}: {value}",
)
EXPORTER_FITS = N_(
    "licence.exporter_fits", "The exporter of licence {note}, {0}, is the supplier, {1}: {value}"
)
GOODS_FIT = N_("licence.goods_fit", "Licence {note} names the goods, {0}: {value}")
N_("licence.goods_fit.no", "Licence {note} does not name the goods, {0}")
STATED = N_("licence.stated", "What the licence states is not entered: {note}")
NOT_STATED = N_(
    "licence.not_stated",
    "Licence {licence} has no {column} here: whether it fits is not known. Enter it as the licence "
    "states it.",
)
IN_TIME = N_(
    "licence.departs_in_time",
    "Departure {0} is not after {1}, the last valid day of licence {note}: {value}",
)
NOT_EARLY = N_(
    "licence.departs_not_early",
    "Departure {0} is not before {1}, the first valid day of licence {note}: {value}",
)
N_("licence.mode_fits.no", "Licence {note} is for {0}, the goods go by {1}")
N_("licence.mode_fits.unknown", "Licence {note} is for {0}; how the goods go is not known")
N_("licence.end_user_fits.no", "Licence {note} names the end user {0}, the order {1}")
N_(
    "licence.end_user_fits.unknown",
    "Licence {note} names the end user {0}; whether the order means the same, {1}, is not known",
)
N_("licence.end_user_country_fits.no", "Licence {note} is for an end user in {0}, the order in {1}")
N_(
    "licence.end_user_country_fits.unknown",
    "Licence {note} is for an end user in {0}; the order does not say the country",
)
N_("licence.exporter_fits.no", "Licence {note} is that of supplier {0}, the order goes to {1}")
N_(
    "licence.departs_in_time.no",
    "Departure {0} is after {1}, the last valid day of licence {note}",
)
N_(
    "licence.departs_not_early.no",
    "Departure {0} is before {1}, the first valid day of licence {note}",
)
DEPARTURE = N_("order.departure", "planned departure {value}")
USES_FIT = N_("licence.uses_fit", "Licence {note} has a use left for this export: {value}")
N_("licence.uses_fit.no", "Licence {note} has no use left for this export")
N_("licence.uses_fit.unknown", "How many exports licence {note} allows is not known")
N_("licence.kind_fits.no", "Only a single licence serves these goods, not general licence {note}")
KIND_FITS = N_("licence.kind_fits", "A general licence serves these goods: {value}, {note}")

MODE_DIFFERS = N_(
    "licence.order_mode_differs",
    "Licence {licence} is for {licensed}, {what} goes by {found}. Rebook, or the supplier files "
    "again{clock}.",
)
CLOCK = N_("licence.clock_again", " ({days} working days)")
END_USER_DIFFERS = N_(
    "licence.end_user_differs",
    "Licence {licence} names the end user {licensed}, the order names {found}. Correct the one "
    "that is wrong; another end user needs another licence.",
)
COUNTRY_DIFFERS = N_(
    "licence.end_user_country_differs",
    "Licence {licence} names {licensed} as the end user's country, the order {found}. Correct the "
    "one that is wrong; another country needs another licence.",
)
EXPORTER_DIFFERS = N_(
    "licence.exporter_differs",
    "Licence {licence} is of supplier {licensed}, the order of {found}. Name the licence of the "
    "firm that exports.",
)
GOODS_DIFFER = N_(
    "licence.goods_differ",
    "Licence {licence} is for {licensed}, the order sends {found}. Name the licence that covers "
    "these goods.",
)
ENDS_BEFORE = N_(
    "licence.ends_before_departure",
    "Licence {licence} is valid to {licensed}, the goods leave on {found} at the earliest. Ship "
    "before, or the supplier asks for another licence.",
)
BEGINS_AFTER = N_(
    "licence.begins_after_departure",
    "Licence {licence} is valid from {licensed}, the goods are to leave on {found}. Ship later.",
)
GENERAL_REFUSED = N_(
    "licence.general_not_enough",
    "A party stands on the attention list: general licence {licence} does not serve, a single "
    "licence is needed.",
)
UNKNOWN_PART = N_(
    "licence.fit_not_known",
    "Whether licence {licence} fits cannot be said: {what}. Fill it in on the order or shipment.",
)


class Fit(NamedTuple):
    """One comparison of a licence with goods, with a finding where they do not fit."""

    verdict: Verdict
    finding: Finding | None


def usable(known: Judged) -> Verdict:
    """Whether goods may leave under the licence as it stands."""
    state = known.standing.state
    answer = Answer.YES if state.value in USABLE else Answer.NO
    return Step(USABLE_STATE, answer, How.ONE_OF, (state,), state.ref, "", _standing(known))


def _standing(known: Judged) -> str:
    """A licence with its state, since when, and who said so."""
    stands = known.standing
    since = f" since {stands.since}" if stands.since else ""
    told = f", told by {stands.told_by}" if stands.told_by else ""
    name = stands.state.value.replace("_", " ")
    return f"{known.file.licence.licence_ref} ({name}{since}{told})"


def fits(file: OrderFile, part: Part, known: Judged, pack: Pack, today: date) -> Iterator[Fit]:
    """Every comparison that the records allow; a blank that would decide is not known to fit."""
    licence, order = known.file.licence, file.order
    shipment = part.shipment.shipment if part.shipment is not None else None
    what = shipment.shipment_ref if shipment is not None else order.order_number
    said: tuple[str, str | None]
    if licence.supplier_code != order.supplier_code:
        said = (licence.supplier_code, order.supplier_code)
        yield _same(file, known, said, _EXPORTER, Answer.NO)
    yield from _goods(file, part, known)
    if licence.transport_mode:
        mode = (shipment.transport_mode if shipment is not None else None) or order.transport_mode
        said = (licence.transport_mode, mode)
        answer = _equal(licence.transport_mode, mode)
        yield _same(file, known, said, _MODE, answer, what=what, clock=_clock(pack))
    if licence.end_user:
        answer = Answer.UNKNOWN
        if order.end_user:
            answer = among(order.end_user, licence.end_user)
        yield _same(file, known, (licence.end_user, order.end_user), _END_USER, answer)
    if licence.end_user_country:
        said = (licence.end_user_country, order.end_user_country)
        answer = _equal(licence.end_user_country, order.end_user_country)
        yield _same(file, known, said, _COUNTRY, answer)
    yield from _blanks(known)
    yield from _dates(file, known, shipment, today)
    yield from _amounts(known, today)
    yield from _kind(file, part, known, pack)


def _blanks(known: Judged) -> Iterator[Fit]:
    """What a licence that is granted states in any case and nobody has entered."""
    licence = known.file.licence
    if licence.kind == ORDINARY or known.standing.state.value not in USABLE:
        return
    ref = licence.licence_ref
    stated = [("transport_mode", licence.transport_mode), ("valid_to", licence.valid_to)]
    if licence.kind != "general":  # one for several parties
        stated.append(("end_user", licence.end_user))
    for column, value in stated:
        if not value:
            place = RecordRef("licences", ref, column)
            verdict: Verdict = Step(
                STATED, Answer.UNKNOWN, How.MISSING, (), place, "", f"{ref}: {column}"
            )
            yield Fit(verdict, warning(NOT_STATED, ref, licence=ref, column=column))


def _clock(pack: Pack) -> str:
    """How long a new decision takes, in words; nothing where the pack does not say."""
    row = clock_row(pack, DECISION_CLOCK)
    return say(CLOCK, {"days": plain(row.value)}) if row is not None else ""


class _Words(NamedTuple):
    """A comparison in words: sentence of the step, of the finding, the column, what is asked."""

    code: str
    differs: str
    column: str
    asked: str


_MODE: Final = _Words(MODE_FITS, MODE_DIFFERS, "transport_mode", "the transport mode")
_END_USER: Final = _Words(END_USER_FITS, END_USER_DIFFERS, "end_user", "the end user")
_COUNTRY: Final = _Words(
    COUNTRY_FITS, COUNTRY_DIFFERS, "end_user_country", "the end user's country"
)
_EXPORTER: Final = _Words(EXPORTER_FITS, EXPORTER_DIFFERS, "supplier_code", "the supplier")


def _equal(left: str, right: str | None) -> Answer:
    if not right:
        return Answer.UNKNOWN
    return Answer.YES if left == right else Answer.NO


def _same(
    file: OrderFile,
    known: Judged,
    said: tuple[str, str | None],
    words: _Words,
    answer: Answer,
    **more: str,
) -> Fit:
    ref, number = known.file.licence.licence_ref, file.order.order_number
    licensed, found = said
    left = given(CELL, licensed, RecordRef("licences", ref, words.column), note=words.asked)
    place = RecordRef("orders", number, words.column)
    right: Step[object] = (
        given(CELL, found, place, note=words.asked)
        if found
        else missing(BLANK, place, note=words.asked)
    )
    verdict: Verdict = Step(words.code, answer, How.SAME, (left, right), place, "", ref)
    if answer is Answer.YES:
        return Fit(verdict, None)
    if answer is Answer.UNKNOWN:
        asked = f"{words.asked} ({licensed} on the licence, {found or 'blank'} on the order)"
        return Fit(verdict, _finding(Severity.WARNING, UNKNOWN_PART, number, ref, what=asked))
    parts = {"licensed": licensed, "found": found or "", **more}
    return Fit(verdict, _finding(Severity.ERROR, words.differs, number, ref, **parts))


def _finding(severity: Severity, code: str, where: str, licence: str, **parts: object) -> Finding:
    named = (("licence", licence), *((name, str(value)) for name, value in parts.items()))
    return Finding(severity, code, where, named)


def _goods(file: OrderFile, part: Part, known: Judged) -> Iterator[Fit]:
    """Whether a line of the licence names the goods; one without a product names them all."""
    lines, code = known.file.lines, part.line.product_code
    if not lines:
        return
    ref, number = known.file.licence.licence_ref, file.order.order_number
    place = RecordRef("orders", f"{number}/{part.line.line_no}", "product_code")
    sent = given(CELL, code, place, note="product")
    named = any(covers(one, code) for one in lines)
    answer = Answer.YES if named else Answer.NO
    verdict: Verdict = Step(GOODS_FIT, answer, How.ONE_OF, (sent,), place, "", ref)
    if named:
        yield Fit(verdict, None)
        return
    licensed = ", ".join(sorted({one.product_code for one in lines if one.product_code}))
    parts = {"licensed": licensed, "found": code}
    yield Fit(verdict, _finding(Severity.ERROR, GOODS_DIFFER, number, ref, **parts))


def _dates(file: OrderFile, known: Judged, shipment: Shipment | None, today: date) -> Iterator[Fit]:
    licence, number = known.file.licence, file.order.order_number
    ref = licence.licence_ref
    leaves = _departure(shipment, today)
    if licence.valid_to is not None:
        last = given(
            CELL, licence.valid_to, RecordRef("licences", ref, "valid_to"), note="valid to"
        )
        verdict = on_or_before(IN_TIME, leaves, last, note=ref)
        yield _dated(verdict, ENDS_BEFORE, number, ref)
    if licence.valid_from is not None:
        place = RecordRef("licences", ref, "valid_from")
        first = given(CELL, licence.valid_from, place, note="valid from")
        verdict = on_or_after(NOT_EARLY, leaves, first, note=ref)
        yield _dated(verdict, BEGINS_AFTER, number, ref)


def _dated(verdict: Verdict, code: str, number: str, ref: str) -> Fit:
    if verdict.value is not Answer.NO:
        return Fit(verdict, None)
    leaves, limit = verdict.inputs
    parts = {"licensed": limit.value, "found": leaves.value}
    return Fit(verdict, _finding(Severity.ERROR, code, number, ref, **parts))


def _departure(shipment: Shipment | None, today: date) -> Step[date]:
    """When the goods leave: the planned day, and not before today."""
    planned = shipment.etd if shipment is not None else None
    if shipment is None or planned is None or planned <= today:
        return today_step(today)
    place = RecordRef("shipments", shipment.shipment_ref, "etd")
    slips = planned + timedelta(days=1)
    return Step(DEPARTURE, planned, How.GIVEN, (), place, "", "", "", slips)


def _amounts(known: Judged, today: date) -> Iterator[Fit]:
    """Draw-down and uses; their findings are those of the licence."""
    found = {finding.code: finding for finding in findings_of(known, today)}
    drawn = known.drawdown
    yield Fit(drawn.enough, found.get(OVERDRAWN))
    ref, uses = known.file.licence.licence_ref, drawn.uses
    place = RecordRef("licences", ref, "uses_allowed")
    both = uses.done + uses.planned
    if uses.allowed.value is not None:
        answer = Answer.YES if both <= uses.allowed.value else Answer.NO
        verdict: Verdict = Step(USES_FIT, answer, How.COUNT, (uses.allowed,), place, "", ref)
        yield Fit(verdict, found.get(USES))
    elif known.file.licence.kind == "single" and both > 1:
        verdict = Step(USES_FIT, Answer.UNKNOWN, How.MISSING, (uses.allowed,), place, "", ref)
        yield Fit(verdict, found.get(SECOND_USE))


def _kind(file: OrderFile, part: Part, known: Judged, pack: Pack) -> Iterator[Fit]:
    if known.file.licence.kind != "general":
        return
    day = getattr(part.context.ask, "export_day", None)
    if day is None:
        return
    only = single_licence_only(part.context.ask, day, pack)
    ref = known.file.licence.licence_ref
    verdict = not_(KIND_FITS, only, note=ref)
    finding = None
    if verdict.value is Answer.NO:
        finding = _finding(Severity.ERROR, GENERAL_REFUSED, file.order.order_number, ref)
    yield Fit(verdict, finding)
