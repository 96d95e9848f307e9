"""Chinese working days: Monday to Friday, less the days off, plus the make-up working days.

The table of the pack decides. A year whose notice is not out (only the days off by law are known)
and all later years are counted too, and every answer that reaches into them is provisional.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import Final

from remanence.core.base.errors import AppError
from remanence.core.base.sentences import N_
from remanence.core.policy.pack import Pack

_SATURDAY: Final = 5
_AHEAD: Final = timedelta(days=3660)  # counted at once beyond the calendar; more on demand
_LAST: Final = date(2150, 12, 31)
_MEMO: Final = "work calendar"


class CalendarTooEarly(AppError):
    """A day before the calendar of the pack begins: nothing is known of it."""

    code = N_(
        "calendar.too_early",
        "The calendar of Chinese working days begins on {first}; {day} lies before it.",
    )


class WorkCalendar:
    """The working days of one pack.

    Attributes:
        first: first day that the calendar knows (1 January of its first year).
        known_to: last day of the last year whose notice is known; later days are provisional.
    """

    def __init__(self, pack: Pack) -> None:
        """Read the days off and make-up days of the pack."""
        days = pack.calendar
        noticed = [row.day.year for row in days if row.kind != "statutory_provisional"]
        self.first = date(min(noticed, default=_LAST.year), 1, 1)
        self.known_to = date(max(noticed, default=_LAST.year), 12, 31)
        self._off = {row.day for row in days if row.kind != "workday"}
        self._on = {row.day for row in days if row.kind == "workday"}
        self._worked: list[int] = []
        self._counted_to = self.first - timedelta(days=1)
        self._count_to(self.known_to)

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked; beyond `known_to` as far as the days off by law tell.

        Raises:
            CalendarTooEarly: the day lies before the calendar.
        """
        self._check(day)
        if day in self._on:
            return True
        return day.weekday() < _SATURDAY and day not in self._off

    def knows(self, day: date) -> bool:
        """Whether the day lies in a year whose notice is known."""
        return self.first <= day <= self.known_to

    def after(self, start: date, days: int) -> tuple[date, bool]:
        """The working day `days` after `start` (not counted itself), and whether provisional.

        A negative number counts back; 0 gives `start`.

        Raises:
            CalendarTooEarly: start or result lies before the calendar.
        """
        self._check(start)
        if days == 0:
            return start, not self.knows(start)
        while True:
            place = self._place(start, days)
            if place < 0:
                raise CalendarTooEarly(first=self.first, day=f"{-days} working days before {start}")
            if place < len(self._worked):
                day = date.fromordinal(self._worked[place])
                return day, not (self.knows(day) and self.knows(start))
            self._count_to(self._counted_to + _AHEAD)

    def between(self, first: date, last: date) -> tuple[int, bool]:
        """Working days from `first` to `last`, both counted, and whether provisional.

        0 if `last` lies before `first`.

        Raises:
            CalendarTooEarly: a day lies before the calendar.
        """
        self._check(first)
        self._check(last)
        if last > self._counted_to:
            self._count_to(last)
        low = bisect_left(self._worked, first.toordinal())
        high = bisect_right(self._worked, last.toordinal())
        return max(0, high - low), not (self.knows(first) and self.knows(last))

    def _place(self, start: date, days: int) -> int:
        if start > self._counted_to:
            self._count_to(start)
        if days > 0:
            return bisect_right(self._worked, start.toordinal()) + days - 1
        return bisect_left(self._worked, start.toordinal()) + days

    def _check(self, day: date) -> None:
        if day < self.first:
            raise CalendarTooEarly(first=self.first, day=day)

    def _count_to(self, last: date) -> None:
        if self._counted_to >= _LAST:
            raise OverflowError(last)
        last = min(last, _LAST)
        day = self._counted_to
        while day < last:
            day += timedelta(days=1)
            if day in self._on or (day.weekday() < _SATURDAY and day not in self._off):
                self._worked.append(day.toordinal())
        self._counted_to = day


def work_calendar(pack: Pack) -> WorkCalendar:
    """The calendar of a pack, made once."""
    known = pack.memo.get(_MEMO)
    if not isinstance(known, WorkCalendar):
        known = pack.memo[_MEMO] = WorkCalendar(pack)
    return known
