"""Dates, numbers and amounts as people read them: exact decimals in, text out, never a float.

Marks of thousands and decimals, names of days and months are those of the user's locale.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final

from PySide6.QtCore import QLocale

from remanence.core.base.money import CURRENCIES, minor_units
from remanence.gui import words
from remanence.gui.words import _, n_

MINUS: Final = "\N{MINUS SIGN}"
DASH: Final = "\N{EM DASH}"
_OXIDE: Final = re.compile(r"(?:Sc|Y|La|Ce|Pr|Nd|Pm|Sm|Eu|Gd|Tb|Dy|Ho|Er|Tm|Yb|Lu)\d*O\d+")
_ISO_DAY: Final = re.compile(r"(?<![\w/.-])\d{4}-\d\d-\d\d(?!-|\.?\w)")
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Formats:
    """How this window writes values; `today` decides which year goes without saying."""

    def __init__(self, today: date, locale: QLocale | None = None) -> None:
        """Read the names and marks once."""
        self.today = today
        self._locale = locale or words.locale()
        short = QLocale.FormatType.ShortFormat
        self._days = tuple(self._locale.dayName(number, short) for number in range(1, 8))
        self._months = tuple(self._locale.monthName(number, short) for number in range(1, 13))
        self._day_month = _("{day} {month}")
        self._day_year = _("{date} {year}")
        self._week = _("{weekday} {date}")
        self._month_year = _("{month} {year}")
        self._marks = str.maketrans(
            {",": self._locale.groupSeparator(), ".": self._locale.decimalPoint(), "-": MINUS}
        )

    def day(self, day: date | None) -> str:
        """`27 Nov`, with its year where that is not the current one; a dash where not known."""
        if day is None:
            return DASH
        text = self.short_day(day)
        return text if day.year == self.today.year else self._with_year(text, str(day.year))

    def short_day(self, day: date) -> str:
        """`27 Nov`, whatever the year."""
        return self._day_month.format(day=day.day, month=self._months[day.month - 1])

    def month(self, day: date) -> str:
        """`Nov`."""
        return self._months[day.month - 1]

    def year_day(self, day: date) -> str:
        """`27 Nov`, or `27 Nov 25` of another year: for narrow columns."""
        text = self.short_day(day)
        year = f"{day.year % 100:02d}"
        return text if day.year == self.today.year else self._with_year(text, year)

    def weekday(self, day: date | None) -> str:
        """`Fri 27 Nov`."""
        if day is None:
            return DASH
        return self._week.format(weekday=self._days[day.weekday()], date=self.day(day))

    def full(self, day: date) -> str:
        """`Tue 24 Nov 2026`."""
        date_ = self._with_year(self.short_day(day), str(day.year))
        return self._week.format(weekday=self._days[day.weekday()], date=date_)

    def _with_year(self, text: str, year: str) -> str:
        return self._day_year.format(date=text, year=year)

    def moment(self, at: str) -> str:
        """A moment of the history, UTC as it is kept, in the time of this machine."""
        local = datetime.fromisoformat(at).astimezone()
        return f"{self.weekday(local.date())}, {local:%H:%M}"

    def prose(self, text: str) -> str:
        """Sentences of the program with the days in them as people write them."""
        return _ISO_DAY.sub(lambda match: self._said(match[0]), text)

    def _said(self, text: str) -> str:
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    def period(self, period: str) -> str:
        """`Mar 2026` of `2026-03`; `Q1 2026` of `2026-Q1`; a year as it is."""
        year, _dash, part = period.partition("-")
        if not part:
            return year
        month = part if part.startswith("Q") else self._months[int(part) - 1]
        return self._month_year.format(month=month, year=year)

    def number(self, value: Decimal | None, digits: int | None = None) -> str:
        """A number with marks of thousands; `digits` after the point, all of them if left out."""
        if value is None:
            return DASH
        if digits is not None:
            value = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return f"{value:,f}".translate(self._marks)

    def change(self, value: Decimal, digits: int) -> str:
        """A number with its sign."""
        text = self.number(value, digits)
        return text if value < 0 else f"+{text}"

    def value(self, value: object) -> str:
        """Any value of a step or a cell."""
        if value is None:
            return DASH
        if isinstance(value, Enum):
            return {"yes": _("yes"), "no": _("no")}.get(value.value, _("not known"))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return self.day(value)
        return self.number(value) if isinstance(value, Decimal) else str(value)

    def said(self, value: object, unit: str) -> str:
        """A value with its unit, as sentences of steps say it: money with all of its coins."""
        if unit in CURRENCIES and isinstance(value, Decimal):
            digits = minor_units(unit)
            exponent = value.as_tuple().exponent
            short = isinstance(exponent, int) and -exponent < digits
            words = self.number(value, digits) if short else self.number(value)
        else:
            words = _("not known") if value is None else self.value(value)
        return f"{words} {unit}" if unit and value is not None else words

    def until(self, days: int | None) -> str:
        """`in 3 days`, `today`, `2 days late`; nothing where there is no day."""
        if days is None:
            return ""
        if days == 0:
            return _("today")
        if days == 1:
            return _("tomorrow")
        if days > 0:
            return n_("in {count} day", "in {count} days", days)
        return n_("{count} day late", "{count} days late", -days)


def formula(text: str) -> str:
    """Rare-earth oxides with their figures set low: `Dy₂O₃` of `Dy2O3`; other words stay."""
    return " ".join(_low(word) for word in text.split(" "))


def _low(word: str) -> str:
    return word.translate(_SUBSCRIPTS) if _OXIDE.fullmatch(word) else word
