"""Days: ISO text, a cell's own date, or the pattern that a map names for the whole column."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from remanence.core.base.dates import FIRST_DAY, LAST_DAY, parse_day
from remanence.core.base.sentences import N_
from remanence.exchange.cells.raw import Form, Moment, Number, Value
from remanence.exchange.cells.reading import Doubt, Trouble, ValueType, brief

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_TOKENS: Final = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMM": r"(?P<name>[A-Za-z]{3,9})",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
}
_TOKEN: Final = re.compile("YYYY|YY|MMM|MM|M|DD|D")
_LETTERS: Final = re.compile("[A-Za-z]+")
_WITH_TIME: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_MIDNIGHT: Final = re.compile(r"00:00(:00(\.0+)?)?")
_LAST_SHORT_YEAR: Final = 89  # YY: 00-89 are 2000-2089, 90-99 are 1990-1999

NOT_A_DAY = N_("cell.not_a_date", "{value} is not a date of the form YYYY-MM-DD. {next}")
NO_SUCH_DAY = N_("cell.no_such_date", "There is no such date as {value} between 1990 and 2100.")
AGAINST_MAP = N_(
    "cell.date_against_map", "{value} is not a date of the form {form}, as the map says."
)
SERIAL = N_(
    "cell.number_for_date",
    "{value} is a number, not a date. Give the cell a date format, or write YYYY-MM-DD.",
)
TIME_DROPPED = N_("cell.time_dropped", "{value} has a time of day; the date is taken as written.")


class DayType(ValueType):
    """A date without time of day."""

    wanted = "a date"

    def from_text(self, text: str, form: Form) -> Value | Doubt:
        """The day of ISO text, or of the pattern of the map.

        Raises:
            Trouble: another form, no such day, or outside 1990 to 2100.
        """
        return _by_pattern(text, form.dates) if form.dates else _iso(text)

    def from_moment(self, cell: Moment, form: Form) -> Value | Doubt:  # noqa: ARG002
        """The day of a date cell, as written; a time of day other than midnight is mentioned.

        Raises:
            Trouble: outside 1990 to 2100.
        """
        day = _day(cell.day, cell.day)
        if cell.time:
            return Doubt(day, TIME_DROPPED, value=f"{cell.day} {cell.time}")
        return day

    def from_number(self, cell: Number, form: Form) -> Value | Doubt:
        """The day of a number that the map's pattern reads (20260131 by YYYYMMDD).

        Raises:
            Trouble: a plain number is no date.
        """
        if form.dates and cell.text.isdecimal():
            return _by_pattern(cell.text, form.dates)
        raise Trouble(SERIAL, value=cell.text)

    def to_text(self, value: Value) -> str:
        """ISO."""
        return value.isoformat() if isinstance(value, date) else str(value)


def _iso(text: str) -> Value | Doubt:
    try:
        return parse_day(text)
    except ValueError:
        pass
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise Trouble(NO_SUCH_DAY, value=text)
    with_time = _WITH_TIME.fullmatch(text)
    if with_time:
        day = _day(with_time[1], text)
        at_midnight = _MIDNIGHT.fullmatch(with_time[2]) and not with_time[3]
        return day if at_midnight else Doubt(day, TIME_DROPPED, value=text)
    raise Trouble(NOT_A_DAY, value=brief(text), next=_advice(text))


def _advice(text: str) -> str:
    if re.fullmatch(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}", text):
        return 'Whether day or month comes first only a map can say: dates = "DD/MM/YYYY".'
    return "Other forms can be named in a map."


def _day(text: str, whole: str) -> date:
    try:
        return parse_day(text)
    except ValueError:
        raise Trouble(NO_SUCH_DAY, value=brief(whole)) from None


def _by_pattern(text: str, form: str) -> date:
    found = pattern_of(form).fullmatch(text)
    parts = found.groupdict() if found else {}
    month = _month(parts)
    if not found or not month:
        raise Trouble(AGAINST_MAP, value=brief(text), form=form)
    try:
        day = date(_year(parts), month, int(parts["day"]))
    except ValueError:
        raise Trouble(NO_SUCH_DAY, value=brief(text)) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Trouble(NO_SUCH_DAY, value=brief(text))
    return day


def _year(parts: dict[str, str]) -> int:
    if parts.get("year"):
        return int(parts["year"])
    short = int(parts["short"])
    return 2000 + short if short <= _LAST_SHORT_YEAR else 1900 + short


def _month(parts: dict[str, str]) -> int:
    if parts.get("month"):
        return int(parts["month"])
    name = parts.get("name", "").lower()
    full = [number for number, month in enumerate(_MONTHS, 1) if name in {month, month[:3]}]
    return full[0] if full else 0


@lru_cache(maxsize=64)
def pattern_of(form: str) -> re.Pattern[str]:
    """The pattern of a form of dates made of D, DD, M, MM, MMM, YY, YYYY and marks between them.

    Raises:
        ValueError: other letters, or day, month and year not once each.
    """
    tokens = _TOKEN.findall(form)
    kinds = sorted(token[0] for token in tokens)
    if kinds != ["D", "M", "Y"] or _LETTERS.search(_TOKEN.sub("", form)):
        raise ValueError(form)
    pieces = _TOKEN.split(form)
    source = re.escape(pieces[0])
    for token, mark in zip(tokens, pieces[1:], strict=True):
        source += _TOKENS[token] + re.escape(mark)
    return re.compile(source, re.ASCII)


DAY: Final = DayType()
