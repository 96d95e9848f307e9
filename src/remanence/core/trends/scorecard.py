"""How suppliers keep their word: on time, and licences granted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

_FULL = Decimal(100)


class Delivery(NamedTuple):
    """A line that was promised, and when it came.

    Attributes:
        promised: first promise (`confirmed_for`), kept as it was.
        arrived: receipt, else arrival; None: not here yet.
    """

    promised: date
    arrived: date | None


class LicenceRecord(NamedTuple):
    """What became of a supplier's licences, and the working days that they took."""

    granted: int
    refused: int
    days_p50: int | None
    cases: int


def on_time_percent(deliveries: Iterable[Delivery], today: date) -> Decimal | None:
    """Share of promises that were kept, of those that have come due; None where none has."""
    due = [one for one in deliveries if one.arrived is not None or one.promised < today]
    if not due:
        return None
    kept = sum(1 for one in due if one.arrived is not None and one.arrived <= one.promised)
    return _whole(kept * _FULL / len(due))


def score(on_time: Decimal | None, licences: LicenceRecord) -> Decimal | None:
    """Points of a hundred: promises kept and licences granted, equally; None without either.

    Only what has been seen counts: a supplier without licences is judged by its promises alone.
    """
    decided = licences.granted + licences.refused
    marks = [] if on_time is None else [on_time]
    if decided:
        marks.append(licences.granted * _FULL / decided)
    return _whole(sum(marks, Decimal(0)) / len(marks)) if marks else None


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)
