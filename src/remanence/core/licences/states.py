"""States of a licence: which one holds on a day, and who owes what next.

Everything said before a licence number and a scan exist is hearsay, so a state carries who told of
it and since when.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, given, today_step
from remanence.core.facts.dossiers import LicenceFile
from remanence.core.facts.licences import STATES, LicenceEvent

RANK: Final = {state: place for place, state in enumerate(STATES)}
"""The sequence of the states; of two events on one day the one further down is the later."""

USABLE: Final = frozenset({"granted", "amended", "partly_used"})
"""States in which goods may leave under a licence."""

WITH_AUTHORITY: Final = frozenset(
    {"filed", "accepted", "supplement_asked", "supplement_given", "on_hold"}
)
"""States in which the authority has the file and has not decided."""

FILED: Final = WITH_AUTHORITY | USABLE | {"exhausted"}
"""States that show that the licence was applied for and not given back."""

ENDED: Final = frozenset({"surrendered", "exhausted", "expired", "revoked", "returned", "refused"})
"""States in which a licence serves no further export."""

STATE = N_("licence.state", "Licence {note} stands at {value} on {0}")
EVENT = N_("licence.event", "{note}")
EXPIRES = N_("licence.valid_to", "last valid day of licence {note}: {value}")
USED_UP = N_("licence.used_up", "licence {note} is used up since {value}")

_NEXT: Final = {
    "not_required": ("nobody", N_("licence.next.not_required", "Nothing more is needed")),
    "to_assess": (
        "you",
        N_(
            "licence.next.to_assess",
            "Say whether a licence is needed: the composition report settles it",
        ),
    ),
    "required": ("you", N_("licence.next.required", "Draft the end-user certificate")),
    "euc_drafting": (
        "end user",
        N_("licence.next.euc_drafting", "The end user signs the end-user certificate"),
    ),
    "euc_signed": (
        "you",
        N_("licence.next.euc_signed", "Send the originals to the supplier by courier"),
    ),
    "originals_sent": (
        "courier",
        N_("licence.next.originals_sent", "The supplier confirms that the originals came"),
    ),
    "originals_received": (
        "supplier",
        N_("licence.next.originals_received", "The supplier files the application"),
    ),
    "filed": ("authority", N_("licence.next.filed", "The ministry accepts the file")),
    "accepted": ("authority", N_("licence.next.accepted", "The ministry decides")),
    "supplement_asked": (
        "supplier",
        N_("licence.next.supplement_asked", "The supplier hands in the supplement"),
    ),
    "supplement_given": ("authority", N_("licence.next.supplement_given", "The ministry decides")),
    "on_hold": (
        "supplier",
        N_("licence.next.on_hold", "Ask the supplier what holds the file; no answer is no grant"),
    ),
    "granted": ("supplier", N_("licence.next.granted", "The supplier ships under the licence")),
    "amended": ("supplier", N_("licence.next.amended", "The supplier ships under the licence")),
    "partly_used": (
        "supplier",
        N_("licence.next.partly_used", "The supplier ships the rest under the licence"),
    ),
    "surrendered": ("supplier", N_("licence.next.surrendered", "The supplier files a new one")),
    "exhausted": ("supplier", N_("licence.next.exhausted", "What is to come needs a new licence")),
    "expired": ("supplier", N_("licence.next.expired", "What is to come needs a new licence")),
    "revoked": ("supplier", N_("licence.next.revoked", "The supplier files a new one")),
    "returned": (
        "supplier",
        N_("licence.next.returned", "The supplier completes the file and files it again"),
    ),
    "refused": ("you", N_("licence.next.refused", "Ask for the reason before filing again")),
}


class Owed(NamedTuple):
    """Who must act next and what they owe; `code` names the sentence."""

    who: str
    code: str


class Standing(NamedTuple):
    """A licence's state on a day.

    Attributes:
        state: one of `STATES`; its step knows the day on which it may turn by itself.
        since: since when, None where no date says so.
        told_by: who said so, None for what follows from a date or from the draw-down.
        recorded: the state of the last event, before expiry and draw-down.
    """

    state: Step[str]
    since: date | None
    told_by: str | None
    recorded: str


def owed_next(state: str) -> Owed:
    """Who owes what in a state: papers, filing, decision, export."""
    who, code = _NEXT[state]
    return Owed(who, code)


def in_sequence(events: Iterable[LicenceEvent]) -> list[LicenceEvent]:
    """Events by date, those of one day by the sequence of the states."""
    return sorted(events, key=lambda event: (event.date, RANK.get(event.state, -1)))


def past_events(lf: LicenceFile, today: date) -> list[LicenceEvent]:
    """The events up to `today`, in sequence; what is dated later has not happened yet."""
    return in_sequence(event for event in lf.events if event.date <= today)


def standing(
    lf: LicenceFile, today: date, used_up_on: date | None = None, turns_on: date | None = None
) -> Standing:
    """The state on `today`.

    It is that of the last event up to then; without any, granted from `valid_from` where there is a
    licence number, else to assess. Past `valid_to` it is expired, used up it is exhausted, without
    an event.

    Args:
        lf: the licence with its events.
        today: the day asked for.
        used_up_on: the day on which the last of it left, None while something remains.
        turns_on: next day on which the draw-down changes without new data.
    """
    past = past_events(lf, today)
    state, since, told_by, source = _recorded(lf, past, today)
    recorded, last_day = state, lf.licence.valid_to
    inputs: tuple[Step[object], ...] = (today_step(today), source)
    ref = lf.licence.licence_ref
    place = RecordRef("licences", ref)
    if used_up_on is not None and state in USABLE:
        state, since, told_by = "exhausted", used_up_on, None
        inputs = (*inputs, given(USED_UP, used_up_on, place, note=ref))
    elif last_day is not None and last_day < today and state not in ENDED | {"not_required"}:
        state, since, told_by = "expired", last_day + timedelta(days=1), None
        inputs = (*inputs, given(EXPIRES, last_day, place._replace(field="valid_to"), note=ref))
    until = _turns(lf, today, state, turns_on)
    step = Step(STATE, state, How.ONE_OF, inputs, place, "", ref, "", until)
    return Standing(step, since, told_by, recorded)


def _recorded(
    lf: LicenceFile, past: list[LicenceEvent], today: date
) -> tuple[str, date | None, str | None, Step[object]]:
    licence = lf.licence
    if past:
        last = past[-1]
        told = f", told by {last.told_by}" if last.told_by else ""
        place = RecordRef("licence_events", licence.licence_ref, last.date.isoformat())
        note = f"{last.state} on {last.date.isoformat()}{told}"
        return last.state, last.date, last.told_by, given(EVENT, last.state, place, note=note)
    place = RecordRef("licences", licence.licence_ref, "licence_number")
    begins = licence.valid_from
    if licence.licence_number and (begins is None or begins <= today):
        note = f"no event is recorded, but licence number {licence.licence_number} is"
        return "granted", begins, None, given(EVENT, "granted", place, note=note)
    note = "no event is recorded up to this day"
    return "to_assess", None, None, given(EVENT, "to_assess", place, note=note)


def _turns(lf: LicenceFile, today: date, state: str, turns_on: date | None) -> date | None:
    licence = lf.licence
    days = [event.date for event in lf.events if event.date > today]
    if licence.valid_from is not None and licence.licence_number:
        days.append(licence.valid_from)
    if licence.valid_to is not None and state not in ENDED:
        days.append(licence.valid_to + timedelta(days=1))
    if turns_on is not None:
        days.append(turns_on)
    return min((day for day in days if day > today), default=None)
