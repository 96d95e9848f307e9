"""One function a calculator: the same functions that orders use, asked directly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.app.calculators.desk import Desk
from remanence.app.quotes import LandedRow, landed_quote
from remanence.core.base.dates import LAST_DAY
from remanence.core.base.errors import InvalidInput, WrongUse
from remanence.core.base.findings import Finding
from remanence.core.base.money import round_money
from remanence.core.costs.content import oxide_mass
from remanence.core.costs.rates import RateBook
from remanence.core.documents.identifiers import KINDS as CHECKS
from remanence.core.documents.identifiers import check
from remanence.core.documents.magnetism import Reading, classify


class Workdays(NamedTuple):
    """The answer of `calc workdays`."""

    due: date
    provisional: bool
    working_days: int
    calendar: str
    findings: tuple[Finding, ...] = ()


class Oxide(NamedTuple):
    """The answer of `calc oxide`."""

    oxide: str
    element: str
    oxide_kg: Decimal
    element_kg: Decimal
    factor: Decimal
    findings: tuple[Finding, ...] = ()


class Exchanged(NamedTuple):
    """The answer of `calc fx`."""

    amount: Decimal | None
    rate: Decimal | None
    rate_date: date | None
    via: str | None
    age_days: int | None
    source: str | None
    findings: tuple[Finding, ...]


def landed(desk: Desk, value: object) -> LandedRow:
    """Landed cost of a quote."""
    return landed_quote(value, desk.pack, desk.shelf)


def workdays(
    desk: Desk, first: date, *, days: int | None = None, last: date | None = None
) -> Workdays:
    """Chinese working days: the day after `days` of them, or those from `first` to `last`.

    Raises:
        WrongUse: not exactly one of the two is given.
        InvalidInput: the days run backwards, or beyond 2100.
        AppError: before the calendar begins.
    """
    from remanence.core.policy.workdays import WorkCalendar

    if (days is None) == (last is None):
        raise WrongUse("workdays", what="Give one of --days and --to.")
    calendar = WorkCalendar(desk.pack)
    named = f"CN {desk.pack.head.id}"
    if last is not None:
        if last < first:
            raise InvalidInput("--to", field="--to", what="it lies before --from.")
        count, provisional = calendar.between(first, last)
        return Workdays(last, provisional, count, named)
    count = days or 0
    if count < 0:
        raise InvalidInput("--days", field="--days", what="a number of days is not below zero.")
    reach = (LAST_DAY - first).days
    due, provisional = calendar.after(first, min(count, reach))
    if count > reach or due > LAST_DAY:
        raise InvalidInput("--days", field="--days", what=f"the day lies after {LAST_DAY}.")
    return Workdays(due, provisional, count, named)


def oxide(
    desk: Desk, name: str, *, oxide_kg: Decimal | None = None, element_kg: Decimal | None = None
) -> Oxide:
    """Element in an oxide, or oxide that holds an element.

    Raises:
        WrongUse: not exactly one of the masses.
        InvalidInput: it is below zero.
        NotFound: no such oxide.
    """
    given = [mass for mass in (oxide_kg, element_kg) if mass is not None]
    if len(given) != 1:
        raise WrongUse("oxide", what="Give one of --oxide-kg and --element-kg.")
    if given[0] < 0:
        raise InvalidInput("oxide", field="oxide", what="a mass is not below zero.")
    found = oxide_mass(desk.pack, name, oxide_kg=oxide_kg, element_kg=element_kg)
    return Oxide(
        found.oxide,
        found.element,
        _to_milligram(found.oxide_kg),
        _to_milligram(found.element_kg),
        _to_milligram(found.factor),
    )


def _to_milligram(number: Decimal) -> Decimal:
    """Six decimals where there are more: a milligram, beyond what any scale of the trade shows."""
    fine = Decimal("0.000001")
    return number.quantize(fine) if number % fine else number


def field(
    desk: Desk, gauss: Sequence[Decimal], at_m: Sequence[Decimal], on: date | None = None
) -> dict[str, object]:
    """Class of a package of magnets by its readings and the limits of the day.

    Raises:
        WrongUse: readings and distances do not pair.
        InvalidInput: a number is out of range.
    """
    if not gauss or len(gauss) != len(at_m):
        raise WrongUse("--gauss", what="Give a distance (--at-m) for every reading (--gauss).")
    if min(gauss) < 0 or min(at_m) <= 0:
        what = "a field is not below zero, a distance over it."
        raise InvalidInput("--gauss", field="--gauss, --at-m", what=what)
    readings = [Reading(g, m) for g, m in zip(gauss, at_m, strict=True)]
    found = classify(readings, desk.pack, on or desk.today)
    return {
        "limits": found.limits,
        "class": found.field_class,
        "microtesla": found.microtesla,
        "ampere_per_metre": found.ampere_per_metre,
        "rule": found.rule,
        "why": found.step,
        "findings": (),
    }


def checked(kind: str, value: str) -> dict[str, object]:
    """Check a number; `eu_customs` stands in the answer for an EORI alone.

    Raises:
        WrongUse: no such kind.
    """
    if kind not in CHECKS:
        raise WrongUse("KIND", what=f"There is no check {kind!r}; one of {', '.join(CHECKS)}.")
    found = check(kind, value)._asdict()
    if found["eu_customs"] is None:
        del found["eu_customs"]
    return {**found, "findings": ()}


def exchange(desk: Desk, amount: Decimal, source: str, target: str, on: date) -> Exchanged:
    """An amount in another currency at the last rate on or before the day."""
    book = RateBook(desk.shelf.rates, max_age_days=desk.shelf.max_age_days)
    base, quote = source.strip().upper(), target.strip().upper()
    found = book.rate(base, quote, on)
    rate = found.rate.value
    return Exchanged(
        None if rate is None else round_money(amount * rate, quote),
        rate,
        found.rate_date,
        found.via,
        found.age_days,
        found.source,
        found.findings,
    )
