"""Dates are dates: strict reading, inclusive periods as the trade writes them, months.

Quarters, years.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_day(text: str) -> date:
    """`YYYY-MM-DD` between 1990 and 2100.

    Raises:
        ValueError: another form, no such day, or outside those years.
    """
    if not _ISO.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(text)
    return day


class Validity(NamedTuple):
    """First and last day on which something holds, both included; None = open."""

    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies inside, both ends included."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def month_key(day: date) -> int:
    """Months since year 0: what posted rows carry so that SQL can group by period."""
    return day.year * 12 + day.month - 1


def period_of(month: int, by: str) -> str:
    """`2026-03`, `2026-Q1` or `2026` of a month key; `by` is month, quarter or year."""
    year, index = divmod(month, 12)
    if by == "year":
        return f"{year:04d}"
    return f"{year:04d}-Q{index // 3 + 1}" if by == "quarter" else f"{year:04d}-{index + 1:02d}"
