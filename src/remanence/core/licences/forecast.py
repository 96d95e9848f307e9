"""Forecast of a grant from past licences: Kaplan-Meier over Chinese working days.

Days count from acceptance to grant. Cases that are not finished count as what they are: so many
days without a grant. Below five cases there is no forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from remanence.core.facts.dossiers import LicenceFile
from remanence.core.licences.states import past_events
from remanence.core.policy.workdays import WorkCalendar

FEWEST: Final = 5
"""Cases below which nothing is forecast (`docs/interface.md`)."""

MEDIAN: Final = Fraction(1, 2)
NINE_TENTHS: Final = Fraction(9, 10)
_DECIDES: Final = frozenset({"returned", "refused"})


class Case(NamedTuple):
    """One application: working days from acceptance to grant, or so far; `finished` = granted."""

    supplier_code: str
    days: int
    finished: bool


class Forecast(NamedTuple):
    """Working days within which half and nine tenths were granted; None: the cases do not say.

    `own` tells whether the cases are those of this supplier.
    """

    p50: int | None
    p90: int | None
    cases: int
    own: bool


def survival(cases: Iterable[tuple[int, bool]]) -> list[tuple[int, Fraction]]:
    """The curve of Kaplan and Meier: (day, share not granted after it), a point a day of grants.

    A case that ends without a grant on a day counts as at risk on that day.
    """
    known = sorted(cases)
    curve: list[tuple[int, Fraction]] = []
    share = Fraction(1)
    for day in sorted({days for days, finished in known if finished}):
        at_risk = sum(days >= day for days, _ in known)
        granted = sum(days == day and finished for days, finished in known)
        share *= Fraction(at_risk - granted, at_risk)
        curve.append((day, share))
    return curve


def quantile(curve: Sequence[tuple[int, Fraction]], share: Fraction) -> int | None:
    """First day by which at least `share` were granted; None where the curve never comes so low."""
    return next((day for day, left in curve if left <= 1 - share), None)


def forecast(cases: Sequence[Case], supplier_code: str) -> Forecast | None:
    """From the supplier's own cases if there are five, else from all; None under five."""
    own = [case for case in cases if case.supplier_code == supplier_code]
    chosen = own if len(own) >= FEWEST else cases
    if len(chosen) < FEWEST:
        return None
    curve = survival((case.days, case.finished) for case in chosen)
    return Forecast(
        quantile(curve, MEDIAN), quantile(curve, NINE_TENTHS), len(chosen), chosen is own
    )


def cases_of(files: Iterable[LicenceFile], calendar: WorkCalendar, today: date) -> tuple[Case, ...]:
    """The cases of these licences up to `today`: each that was accepted, from its last acceptance.

    A file returned or refused ends there without a grant; one still running ends today.
    """
    found = (_case(lf, calendar, today) for lf in files)
    return tuple(case for case in found if case is not None)


def _case(lf: LicenceFile, calendar: WorkCalendar, today: date) -> Case | None:
    accepted: date | None = None
    for event in past_events(lf, today):
        if event.state == "accepted":
            accepted = event.date
        elif accepted is not None and event.state == "granted":
            return Case(lf.licence.supplier_code, _days(calendar, accepted, event.date), True)  # noqa: FBT003 - granted
        elif accepted is not None and event.state in _DECIDES:
            return Case(lf.licence.supplier_code, _days(calendar, accepted, event.date), False)  # noqa: FBT003
    if accepted is None:
        return None
    return Case(lf.licence.supplier_code, _days(calendar, accepted, today), False)  # noqa: FBT003


def _days(calendar: WorkCalendar, accepted: date, end: date) -> int:
    """Working days after the day of acceptance up to and with `end`."""
    both, _ = calendar.between(accepted, end)
    return both - (1 if calendar.is_workday(accepted) else 0)
