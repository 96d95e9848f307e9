"""Names to screen against, and what the user decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Party(NamedTuple):
    """A row of `parties`.

    Or of the pack's table of listed parties (`from_day` is the column `from`).
    """

    id: int = 0
    list: str = ""
    name: str = ""
    from_day: date | None = None
    aliases: str | None = None
    country: str | None = None
    suspended_from: date | None = None
    suspended_until: date | None = None
    until: date | None = None
    owned_percent_of: str | None = None
    source: str = ""


class Decision(NamedTuple):
    """A row of `decisions`: waiver, cleared hit, own limit, answer, correction of a pack row."""

    id: int = 0
    subject: str = ""
    code: str = ""
    value: str | None = None
    reason: str = ""
    decided_on: date = date(1990, 1, 1)
    decided_by: str | None = None
    until: date | None = None

    @property
    def number(self) -> Decimal | None:
        """The value as a number where it is one."""
        text = (self.value or "").strip()
        return Decimal(text) if text.replace(".", "", 1).isdecimal() else None
