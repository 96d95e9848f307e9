"""Conditions on one column, as a person sets them: what a chip of a filter says and keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from remanence.gui.row_model import Column

Wanted = Decimal | date

HOWS: Final = {
    "contains": "contains",
    "is": "is",
    "is_not": "is not",
    "one_of": "is one of",
    "at_least": "at least",
    "at_most": "at most",
    "before": "before",
    "after": "after",
    "unknown": "is not known",
}
"""Conditions by their stable names, in the words of the form."""

_AMOUNTS: Final = frozenset({"at_least", "at_most"})
_DAYS: Final = frozenset({"before", "after"})


class Condition(NamedTuple):
    """One condition: key of a column, one of `HOWS`, and what was typed."""

    column: str
    how: str
    text: str = ""

    @property
    def words(self) -> str:
        """Condition and value, as they stand behind the name of the column."""
        if self.how == "contains":
            return self.text
        return f"{_(HOWS[self.how])} {self.text}".strip()


def wanted_of(how: str, text: str) -> Wanted | None:
    """The number or day that a condition compares with; None where the text is none."""
    text = text.strip()
    if how in _DAYS:
        return day_of(text)
    if how in _AMOUNTS:
        return day_of(text) or number_of(text)
    return None


def number_of(text: str) -> Decimal | None:
    """A typed figure: thousands by commas, apostrophes or blanks."""
    for mark in (",", "'", " ", "\u00a0", "\u202f"):
        text = text.replace(mark, "")
    try:
        number = Decimal(text.replace("\u2212", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def day_of(text: str) -> date | None:
    """A typed day: ISO, or the short form of the locale."""
    from PySide6.QtCore import QLocale

    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    found = QLocale().toDate(text, QLocale.FormatType.ShortFormat, 2000)
    return found.toPython() if found.isValid() else None  # type: ignore[return-value]


def is_whole(condition: Condition) -> bool:
    """Whether enough was typed for the condition to be asked."""
    if condition.how in _AMOUNTS | _DAYS:
        return wanted_of(condition.how, condition.text) is not None
    return condition.how == "unknown" or bool(condition.text.strip())


def test_of(
    condition: Condition, columns: Mapping[str, Column[Any]]
) -> Callable[[Any], bool] | None:
    """What keeps a row; None for a column that is gone, or a condition that is not whole."""
    column = columns.get(condition.column)
    if column is None or condition.how not in HOWS or not is_whole(condition):
        return None
    if condition.how == "unknown":
        return lambda row: column.value(row) is None
    if condition.how in _AMOUNTS | _DAYS:
        return _comparing(condition, column)
    return _reading(condition, column)


def _comparing(condition: Condition, column: Column[Any]) -> Callable[[Any], bool]:
    wanted: Any = wanted_of(condition.how, condition.text)
    how = condition.how

    def test(row: Any) -> bool:  # noqa: ANN401 - rows are of any kind
        value: Any = column.value(row)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = Decimal(str(value))
        if not isinstance(value, type(wanted)):
            return False
        earlier, later = bool(value < wanted), bool(value > wanted)
        return {"at_least": not earlier, "at_most": not later, "before": earlier}.get(how, later)

    return test


def _reading(condition: Condition, column: Column[Any]) -> Callable[[Any], bool]:
    wanted = condition.text.casefold().strip()
    several = {part.strip() for part in wanted.split(",")}
    number, day = number_of(wanted), day_of(wanted)

    def same(row: Any) -> bool:  # noqa: ANN401 - rows are of any kind
        value, cell = column.value(row), column.cell(row)
        if isinstance(value, Decimal) and number is not None:
            return value == number
        if isinstance(value, date) and day is not None:
            return value == day
        said = {text.casefold() for text in (cell.text, cell.second, cell.after) if text}
        return bool(several & said) if condition.how == "one_of" else wanted in said

    if condition.how == "contains":
        return lambda row: wanted in column.cell(row).spoken.casefold()
    return (lambda row: not same(row)) if condition.how == "is_not" else same
