from __future__ import annotations

from datetime import date, timedelta

import pytest

from remanence.core.base.proof import may_change_on
from remanence.core.facts.dossiers import LicenceFile
from remanence.core.facts.licences import STATES
from remanence.core.licences.states import owed_next, past_events, standing
from remanence.core.licences.status import judged
from tests.core.desk_makers import TODAY, draw, event, licence_file, shipment

GRANTED = event(date(2026, 10, 5), "granted", "supplier")


def test_without_events_and_number_it_is_to_assess() -> None:
    known = standing(licence_file(), TODAY)
    assert (known.state.value, known.since, known.told_by) == ("to_assess", None, None)


def test_a_licence_number_says_granted_from_the_first_valid_day_on() -> None:
    first = date(2026, 11, 25)
    lf = licence_file(licence_number="26-1", valid_from=first)
    assert standing(lf, TODAY).state.value == "to_assess"
    assert may_change_on(standing(lf, TODAY).state) == first
    assert standing(lf, first).state.value == "granted"
    assert standing(lf, first).since == first


def test_the_last_event_up_to_the_day_counts_with_its_teller() -> None:
    lf = licence_file(GRANTED, event(date(2026, 9, 1), "accepted", "portal"))
    assert standing(lf, date(2026, 9, 30)).state.value == "accepted"
    known = standing(lf, TODAY)
    assert (known.state.value, known.since, known.told_by) == (
        "granted",
        date(2026, 10, 5),
        "supplier",
    )


def test_of_two_events_on_one_day_the_one_further_down_the_list_counts() -> None:
    day = date(2026, 9, 1)
    lf = licence_file(event(day, "accepted"), event(day, "filed"))
    assert standing(lf, TODAY).state.value == "accepted"
    assert [one.state for one in past_events(lf, TODAY)] == ["filed", "accepted"]


def test_it_is_valid_through_its_last_day_and_expired_the_day_after() -> None:
    lf = licence_file(GRANTED, valid_to=TODAY)
    assert standing(lf, TODAY).state.value == "granted"
    assert may_change_on(standing(lf, TODAY).state) == TODAY + timedelta(days=1)
    after = standing(lf, TODAY + timedelta(days=1))
    assert (after.state.value, after.since) == ("expired", TODAY + timedelta(days=1))
    assert after.recorded == "granted"


@pytest.mark.parametrize("state", ["refused", "revoked", "returned", "surrendered"])
def test_what_ended_otherwise_does_not_expire(state: str) -> None:
    lf = licence_file(event(date(2026, 10, 5), state), valid_to=date(2026, 11, 1))
    assert standing(lf, TODAY).state.value == state


def test_used_up_it_is_exhausted_without_an_event() -> None:
    gone = shipment(atd=date(2026, 11, 1))
    lf = licence_file(GRANTED, draws=(draw(gone),), valid_to=date(2026, 11, 10))
    known = judged(lf, TODAY).standing
    assert (known.state.value, known.since) == ("exhausted", date(2026, 11, 1))


def test_every_state_says_who_owes_what() -> None:
    assert {owed_next(state).who for state in STATES} >= {"supplier", "authority", "you"}


@pytest.mark.parametrize(
    "lf",
    [
        licence_file(GRANTED, event(date(2026, 12, 3), "revoked"), valid_to=date(2026, 12, 10)),
        licence_file(licence_number="1", valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 5)),
        licence_file(GRANTED, draws=(draw(shipment(atd=date(2026, 11, 30))),)),
        licence_file(GRANTED, draws=(draw(shipment(atd=date(2026, 1, 30))),), per_year=True),
    ],
)
def test_the_state_stays_the_same_up_to_the_day_on_which_it_may_change(lf: LicenceFile) -> None:
    day = TODAY
    for _ in range(60):
        state = judged(lf, day).standing.state
        turn = may_change_on(state)
        following = day + timedelta(days=1)
        if turn is None or following < turn:
            assert judged(lf, following).standing.state.value == state.value
        day = following
