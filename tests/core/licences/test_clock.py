from __future__ import annotations

from datetime import date, timedelta

import pytest

from remanence.core.base.proof import certainty, sentence
from remanence.core.licences.clock import Clock, clock
from remanence.core.licences.status import licence_status
from remanence.core.policy.workdays import work_calendar
from tests.core.desk_makers import (
    DESK,
    TODAY,
    Cell,
    event,
    licence_file,
    order_file,
    shipped_pack,
)

ACCEPTED = event(date(2026, 9, 1), "accepted", "supplier")


def clock_on(day: date, *events: Cell, attention: bool = False) -> Clock:
    pack = shipped_pack()
    lf = licence_file(*events)
    return clock(lf, pack, work_calendar(pack), day, attention=attention)


def by_hand(start: date, days: int) -> date:
    """The pack's calendar walked day by day."""
    calendar, day = work_calendar(shipped_pack()), start
    while days:
        day += timedelta(days=1)
        days -= calendar.is_workday(day)
    return day


def test_it_runs_45_working_days_from_acceptance_which_is_not_counted() -> None:
    known = clock_on(TODAY, event(date(2026, 8, 3), "filed"), ACCEPTED)
    assert known.due.value == by_hand(date(2026, 9, 1), 45)
    assert known.settled is True
    assert not known.provisional
    assert known.accepted_on == date(2026, 9, 1)


def test_filing_starts_nothing() -> None:
    known = clock_on(TODAY, event(date(2026, 8, 3), "filed"))
    assert (known.due.value, known.left.value, known.settled) == (None, None, None)
    assert "not accepted" in sentence(known.due)


def test_days_left_count_from_tomorrow_to_the_due_day() -> None:
    due = by_hand(date(2026, 9, 1), 45)
    assert clock_on(due, ACCEPTED).left.value == 0
    assert clock_on(by_hand(date(2026, 9, 1), 44), ACCEPTED).left.value == 1
    assert clock_on(by_hand(date(2026, 9, 1), 47), ACCEPTED).left.value == -2


@pytest.mark.parametrize("state", ["supplement_asked", "on_hold"])
def test_a_supplement_or_hold_as_the_last_word_stops_it(state: str) -> None:
    known = clock_on(TODAY, ACCEPTED, event(date(2026, 9, 20), state))
    assert (known.due.value, known.left.value, known.settled) == (None, None, False)


def test_after_a_supplement_it_counts_from_acceptance_again_but_is_not_settled() -> None:
    asked, given = (
        event(date(2026, 9, 20), "supplement_asked"),
        event(date(2026, 9, 28), "supplement_given"),
    )
    known = clock_on(TODAY, ACCEPTED, asked, given)
    assert known.due.value == by_hand(date(2026, 9, 1), 45)
    assert known.settled is False


def test_a_new_acceptance_starts_it_anew() -> None:
    again = event(date(2026, 10, 20), "accepted")
    known = clock_on(TODAY, ACCEPTED, event(date(2026, 9, 20), "returned"), again)
    assert known.due.value == by_hand(date(2026, 10, 20), 45)
    assert known.settled is True


def test_a_party_on_the_attention_list_has_no_limit() -> None:
    known = clock_on(TODAY, ACCEPTED, attention=True)
    assert (known.due.value, known.left.value) == (None, None)
    assert "attention list" in sentence(known.due)


def test_after_the_grant_the_clock_is_over() -> None:
    assert clock_on(TODAY, ACCEPTED, event(date(2026, 10, 20), "granted")).due.value is None


def test_a_clock_into_a_year_without_its_notice_is_provisional() -> None:
    known = clock_on(TODAY, event(date(2026, 11, 20), "accepted"))
    assert known.due.value is not None
    assert known.due.value.year == 2027
    assert known.provisional
    assert certainty(known.due) == "provisional"


def test_before_the_calendar_begins_there_is_no_date() -> None:
    assert clock_on(TODAY, event(date(2016, 1, 4), "accepted")).due.value is None


def test_the_status_finds_an_end_user_on_the_attention_list_by_itself() -> None:
    pack = shipped_pack()
    listed = next(row for row in pack.parties if row.list == "CN-ATT" and row.ended_on is None)
    lf = licence_file(ACCEPTED, end_user=f"Lakeside Motors | {listed.name}")
    status = licence_status(lf, pack, work_calendar(pack), DESK, TODAY)
    assert (status.state, status.due_on, status.working_days_left) == ("accepted", None, None)
    free = licence_status(licence_file(ACCEPTED), pack, work_calendar(pack), DESK, TODAY)
    assert free.due_on == by_hand(date(2026, 9, 1), 45)


@pytest.mark.parametrize("column", ["end_user", "consignee", "importer_of_record"])
def test_the_status_finds_the_parties_of_its_order_on_the_attention_list(column: str) -> None:
    pack = shipped_pack()
    listed = next(row for row in pack.parties if row.list == "CN-ATT" and row.ended_on is None)
    lf = licence_file(ACCEPTED, end_user="Lakeside Motors")
    free = lf._replace(order=order_file().order)
    bound = lf._replace(order=order_file(order={column: listed.name}).order)
    calendar = work_calendar(pack)
    assert licence_status(free, pack, calendar, DESK, TODAY).due_on is not None
    assert licence_status(bound, pack, calendar, DESK, TODAY).due_on is None


def test_the_own_firm_is_the_importer_that_an_order_leaves_out() -> None:
    pack = shipped_pack()
    listed = next(row for row in pack.parties if row.list == "CN-ATT" and row.ended_on is None)
    own = DESK._replace(business=DESK.business._replace(name=listed.name))
    lf = licence_file(ACCEPTED)._replace(order=order_file().order)
    assert licence_status(lf, pack, work_calendar(pack), own, TODAY).due_on is None
