"""Working days against two independent calendars and published clocks."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from remanence.core.policy.pack import Pack
from remanence.core.policy.workdays import CalendarTooEarly, WorkCalendar, work_calendar
from remanence.packs.load import load_pack
from tests.core.policy.conftest import PACKS

CALENDAR = WorkCalendar(load_pack(PACKS / "cn-re-2026-11"))
DAYS = [date(2018, 1, 1) + timedelta(days=n) for n in range(9 * 365 + 2)]


def test_as_chinesecalendar_has_it() -> None:
    import chinese_calendar

    assert DAYS[-1] == date(2026, 12, 31)
    wrong = [day for day in DAYS if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


def test_as_holidays_has_it() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import holidays

        china = holidays.country_holidays("CN", years=range(2018, 2027))
        wrong = [day for day in DAYS if CALENDAR.is_workday(day) != china.is_working_day(day)]
    assert wrong == []


@pytest.mark.parametrize(
    ("start", "days", "due", "provisional"),
    [
        (date(2026, 3, 2), 45, date(2026, 5, 8), False),  # Qingming and Labour Day between
        (date(2025, 9, 1), 45, date(2025, 11, 7), False),  # over National Day
        (date(2026, 9, 21), 7, date(2026, 10, 8), False),  # Mid-Autumn and National Day
        (date(2026, 11, 24), 45, date(2027, 1, 27), True),  # into a year without its notice
        (date(2026, 9, 30), 1, date(2026, 10, 8), False),
        (date(2026, 10, 8), -1, date(2026, 9, 30), False),
        (date(2026, 10, 3), 0, date(2026, 10, 3), False),
    ],
)
def test_days_after(start: date, days: int, due: date, provisional: bool) -> None:
    found = CALENDAR.after(start, days)
    counted = [
        start + timedelta(days=n)
        for n in range(1, (due - start).days + 1)
        if CALENDAR.is_workday(start + timedelta(days=n))
    ]
    assert found == (due, provisional)
    if days > 0:
        assert len(counted) == days


def test_both_ends_are_counted_between() -> None:
    assert CALENDAR.between(date(2026, 11, 24), date(2026, 11, 24)) == (1, False)
    assert CALENDAR.between(date(2026, 10, 1), date(2026, 10, 7)) == (0, False)
    assert CALENDAR.between(date(2026, 11, 25), date(2026, 11, 24)) == (0, False)
    assert CALENDAR.between(date(2026, 12, 31), date(2027, 1, 4)) == (2, True)
    assert CALENDAR.between(date(2018, 1, 1), date(2018, 12, 31))[0] == 250


def test_make_up_days_and_days_off() -> None:
    assert CALENDAR.is_workday(date(2018, 2, 11))  # a Sunday that is worked
    assert not CALENDAR.is_workday(date(2018, 2, 15))  # a Thursday that is not
    assert not CALENDAR.is_workday(date(2027, 1, 1))
    assert CALENDAR.knows(date(2026, 12, 31))
    assert not CALENDAR.knows(date(2027, 1, 1))


def test_before_the_calendar_nothing_is_said() -> None:
    early = date(2017, 12, 31)
    for ask in (
        lambda: CALENDAR.is_workday(early),
        lambda: CALENDAR.after(early, 1),
        lambda: CALENDAR.between(early, date(2018, 1, 5)),
        lambda: CALENDAR.after(date(2018, 1, 3), -5),
    ):
        with pytest.raises(CalendarTooEarly, match="begins on 2018-01-01"):
            ask()


def test_far_days_are_counted_when_asked_for() -> None:
    due, provisional = WorkCalendar(load_pack(PACKS / "cn-re-2026-11")).after(date(2045, 1, 2), 5)
    assert (due, provisional) == (date(2045, 1, 9), True)


@examples(st.dates(date(2018, 1, 1), date(2029, 1, 1)), st.integers(1, 400))
def test_after_and_between_agree(start: date, days: int) -> None:
    due, _ = CALENDAR.after(start, days)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.between(start + timedelta(days=1), due)[0] == days
    back = CALENDAR.after(due, -days)[0] if start > date(2018, 3, 1) else None
    if back is not None and CALENDAR.is_workday(start):
        assert back == start


def test_one_calendar_a_pack(pack: Pack) -> None:
    assert work_calendar(pack) is work_calendar(pack)
