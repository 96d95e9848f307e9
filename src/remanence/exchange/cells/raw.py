"""What stands in a cell before anybody has read it, and what a read cell may hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple, TypeAlias


class Clear(Enum):
    """The mark `<clear>`: take away what is stored, whatever a blank would do."""

    CLEAR = "<clear>"


CLEAR: Final = Clear.CLEAR
BLANK: Final = None
"""A blank cell: unknown; in an update it leaves what is stored."""


class Number(NamedTuple):
    """A number cell of a workbook: the digits that the file holds and the cell's number format."""

    text: str
    format: str = "General"


class Moment(NamedTuple):
    """A date cell of a workbook: its day and time of day as ISO text; no time at midnight."""

    day: str
    time: str = ""


class Flag(NamedTuple):
    """A TRUE or FALSE cell of a workbook."""

    on: bool


class Fault(NamedTuple):
    """An error cell of a workbook (`#N/A`, `#REF!`)."""

    text: str


class Uncalculated(NamedTuple):
    """A formula of a workbook that no program has calculated: there is no result beside it."""

    formula: str


TypedRaw: TypeAlias = Number | Moment | Flag | Fault | Uncalculated
"""A cell of a workbook that is not text."""

Raw: TypeAlias = str | TypedRaw
"""One cell as it came. Everything in a CSV is text."""

Value: TypeAlias = str | Decimal | date | int | bool | Clear | None
"""One cell as read: a value, BLANK or CLEAR."""


class Form(NamedTuple):
    """How one column writes its values; a map may say so, else the plain form holds.

    Attributes:
        decimal: the decimal mark.
        thousands: the mark between groups of three; empty: none.
        dates: pattern of D, DD, M, MM, MMM, YY, YYYY; empty: ISO.
        times: exact factor on each number.
        values: their words to ours, theirs in lower case.
    """

    decimal: str = "."
    thousands: str = ""
    dates: str = ""
    times: Decimal | None = None
    values: Mapping[str, str] = {}


PLAIN: Final = Form()


def shown(raw: Raw) -> str:
    """A cell as text, for messages and for rows that are handed back as they came."""
    match raw:
        case str():
            return raw
        case Number():
            return raw.text
        case Moment():
            return f"{raw.day} {raw.time}".strip()
        case Flag():
            return "TRUE" if raw.on else "FALSE"
        case Fault():
            return raw.text
        case Uncalculated():
            return f"={raw.formula}"
