"""Rows of Today about licences: grants, clocks, what runs out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from remanence.core.base.proof import text_of
from remanence.core.base.sentences import N_, say
from remanence.core.base.steps import How, RecordRef, Step
from remanence.core.facts.dossiers import Desk, LicenceFile
from remanence.core.facts.suppliers import Supplier
from remanence.core.licences.clock import Clock
from remanence.core.licences.states import USABLE, WITH_AUTHORITY, owed_next
from remanence.core.licences.status import Judged, clock_of, judged
from remanence.core.policy.pack import Pack
from remanence.core.today.rows import (
    NEXT_NOTHING,
    NEXT_OWED,
    ROW,
    RUNS_OUT_DAYS,
    SETTLED_WHY,
    SOON_DAYS,
    Row,
    is_new,
)

LICENCE_DUE = N_("today.licence_due", "Licence {licence}: the decision is due")
LICENCE_LATE = N_("today.licence_overdue", "Licence {licence}: the decision is overdue")
LICENCE_ENDS = N_("today.licence_ends", "Licence {licence} runs out")
LICENCE_STOPPED = N_("today.licence_stopped", "Licence {licence}: {state}, no clock runs")
DECISIONS: Final = frozenset({LICENCE_DUE, LICENCE_LATE})
"""Rows about a decision that is due: left out where the row of the order says so already."""

GENERAL_ENDS = N_("today.general_licence_ends", "{supplier}: the general licence {number} runs out")
LICENCE_GRANTED = N_("today.licence_granted", "Licence {licence} is {state}")
CLOCK_WHY = N_(
    "today.clock_why", "Accepted {accepted}, {days} Chinese working days end {due}{provisional}."
)
ENDS_WHY = N_("today.ends_why", "It is valid to {day}; open orders that hang on it: {orders}.")
GENERAL_WHY = N_("today.general_why", "It is valid to {day}, by the supplier's record.")
STOPPED_WHY = N_("today.stopped_why", "{state} since {day}{told}; no answer is no grant.")
NEXT_ASK = N_("today.next_ask", "Ask the supplier what the ministry said.")
NEXT_RENEW = N_("today.next_renew", "Ask the supplier whether it is renewed.")


def of_licence(
    lf: LicenceFile, orders: Sequence[str], desk: Desk, pack: Pack, today: date
) -> Iterator[Row]:
    """Grants, clocks near their end or stopped, last days; `orders` hang on the licence."""
    known = judged(lf, today)
    for event in lf.events:
        if event.state in ("granted", "amended") and is_new(event.date, today):
            told = f", told by {event.told_by}" if event.told_by else ""
            words = {"what": event.state.capitalize(), "day": event.date.isoformat(), "told": told}
            why, day = say(SETTLED_WHY, words), event.date
            yield _licence_row(known, "settled", LICENCE_GRANTED, why, day, say(NEXT_NOTHING, {}))
    if known.standing.state.value in WITH_AUTHORITY:
        yield from _running(known, clock_of(lf, desk, pack, today), today)
    ends = lf.licence.valid_to
    usable = known.standing.state.value in USABLE
    if ends is not None and usable and (ends - today).days <= RUNS_OUT_DAYS:
        names = ", ".join(orders) if orders else "none"
        why = say(ENDS_WHY, {"day": ends.isoformat(), "orders": names})
        yield _licence_row(known, "soon", LICENCE_ENDS, why, ends, say(NEXT_RENEW, {}))


def _running(known: Judged, running: Clock, today: date) -> Iterator[Row]:
    state = known.standing
    owed = owed_next(state.state.value)
    next_ = say(NEXT_OWED, {"what": say(owed.code, {})})
    due = running.due.value
    if due is not None and (due - today).days <= SOON_DAYS:
        words = {
            "accepted": running.accepted_on.isoformat() if running.accepted_on else "",
            "days": text_of(running.due.inputs[1].value),
            "due": due.isoformat(),
            "provisional": ", provisional" if running.provisional else "",
        }
        late = due < today
        code, why = (LICENCE_LATE if late else LICENCE_DUE), say(CLOCK_WHY, words)
        yield _licence_row(known, "soon", code, why, due, say(NEXT_ASK, {}) if late else next_)
    elif state.state.value in ("supplement_asked", "on_hold"):
        told = f", told by {state.told_by}" if state.told_by else ""
        since = state.since.isoformat() if state.since else ""
        name = state.state.value.replace("_", " ")
        why = say(STOPPED_WHY, {"state": name.capitalize(), "day": since, "told": told})
        yield _licence_row(known, "unknown", LICENCE_STOPPED, why, None, next_)


def _licence_row(
    known: Judged, group: str, code: str, why: str, day: date | None, next_: str
) -> Row:
    licence = known.file.licence
    state = known.standing.state.value.replace("_", " ")
    what = say(code, {"licence": licence.licence_ref, "state": state})
    step: Step[object] = known.standing.state
    ref, order = licence.licence_ref, licence.order_number
    return Row(group, code, what, why, day, "licences", ref, next_, step, order)


def of_supplier(supplier: Supplier, today: date) -> Iterator[Row]:
    """A general licence on the supplier's own record that runs out within 30 days."""
    ends = supplier.general_licence_until
    if ends is None or not 0 <= (ends - today).days <= RUNS_OUT_DAYS:
        return
    code = supplier.supplier_code
    number = supplier.general_licence_no or ""
    what = say(GENERAL_ENDS, {"supplier": supplier.name, "number": number})
    why = say(GENERAL_WHY, {"day": ends.isoformat()})
    place = RecordRef("suppliers", code, "general_licence_until")
    step: Step[object] = Step(ROW, ends, How.GIVEN, (), place, "", why)
    next_ = say(NEXT_RENEW, {})
    yield Row("soon", GENERAL_ENDS, what, why, ends, "suppliers", code, next_, step, None)
