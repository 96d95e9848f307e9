"""Days of the desk: its today, and Chinese working days, by the yearly notices of holidays."""

from __future__ import annotations

from datetime import date, timedelta

TODAY = date(2026, 11, 24)

# Weekdays that are days off, then weekend days that are worked, month-day within each year.
_OFF = {
    2024: "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
    "10-01 10-02 10-03 10-04 10-07",
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 "
    "10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
    "10-01 10-02 10-05 10-06 10-07",
}
_WORKED = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def _days(table: dict[int, str]) -> frozenset[date]:
    return frozenset(
        date.fromisoformat(f"{year}-{part}")
        for year, text in table.items()
        for part in text.split()
    )


OFF = _days(_OFF)
WORKED = _days(_WORKED)


def is_workday(day: date) -> bool:
    """Whether China works on that day."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def workdays_after(day: date, count: int) -> date:
    """The day that lies `count` Chinese working days after `day`, the day itself not counted."""
    while count:
        day += timedelta(1)
        count -= is_workday(day)
    return day


def workdays_before(due: date, count: int) -> date:
    """The latest working day from which `count` working days end on `due`."""
    day = due
    while workdays_after(day, count) > due or not is_workday(day):
        day -= timedelta(1)
    return day


def later(day: date, count: int) -> date:
    """`count` calendar days after `day`."""
    return day + timedelta(count)


def weekday_from(day: date) -> date:
    """Move a weekend on to its Monday, and New Year's Day by a day."""
    if (day.month, day.day) == (1, 1):
        return weekday_from(day + timedelta(1))
    return day + timedelta({5: 2, 6: 1}.get(day.weekday(), 0))
