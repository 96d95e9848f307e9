"""Which layers of duty and which fees a pack lays on goods, by code, origin, destination and day.

Read here: the rows of table `duties`. Decided here: which hold (three-valued, for a code may be too
short, an origin blank, a question open), which replace or remove others. No amounts are made here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from remanence.core.base.dates import parse_day
from remanence.core.base.steps import Answer, How, Step
from remanence.core.policy.conditions import facts_of, judge
from remanence.core.policy.countries import EU_MEMBERS
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import DutyRow

NOT_NORMAL: Final = frozenset({"BY", "CU", "KP", "RU"})
"""Origins without normal trade relations with the US: general note 3(b) of its tariff."""

_RATES: Final = frozenset({"flat", "floor_total"})
_OPEN_END: Final = date(9999, 12, 31)


class Asking(NamedTuple):
    """What the rows may ask besides code, origin and day."""

    mode: str | None = None
    preference: str | None = None
    loaded_on: date | None = None
    answers: tuple[tuple[str, str], ...] = ()


class Match(NamedTuple):
    """A row that holds, or may hold, and what is open where it only may."""

    row: DutyRow
    answer: Answer
    open: str  # code, origin, or the name of a fact; empty where nothing is open
    reach: int  # digits of the prefix that matched: the longest speaks for its layer


class Found(NamedTuple):
    """What holds on a day, sorted by what it does; `turns` is the next day on which it differs."""

    general: tuple[Match, ...]
    replacing: tuple[Match, ...]
    layers: Mapping[str, tuple[Match, ...]]
    exempting: Mapping[str, tuple[Match, ...]]
    fees: Mapping[str, tuple[Match, ...]]
    silent_fees: tuple[str, ...]
    tax: tuple[Match, ...]
    turns: date | None


class Tariff:
    """The duty rows of one destination, ready to be asked."""

    def __init__(self, rows: Sequence[DutyRow], destination: str) -> None:
        """Keep the rows that compute and hold for the destination."""
        held = {destination, "EU"} if destination in EU_MEMBERS else {destination}
        kinds = _RATES | {"exempt", "fee", "tax"}
        self._rows = [
            row
            for row in rows
            if row.destination in held
            and row.rate_type in kinds
            and row.value_basis not in ((), ("none",))
        ]
        self._candidates: dict[tuple[str, str | None], _Candidates] = {}

    def at(self, code: str, origin: str | None, day: date, asking: Asking) -> Found:
        """What holds for a code (digits as many as known) and an origin on a day."""
        key = (code, origin)
        found = self._candidates.get(key)
        if found is None:
            matches = [match for row in self._rows if (match := _match(row, code, origin))]
            found = self._candidates[key] = _Candidates(matches)
        return found.at(day, asking)


class _Candidates:
    """The rows for one code and origin, and what they give span by span."""

    def __init__(self, matches: list[Match]) -> None:
        self._matches = matches
        self._turns = sorted({turn for match in matches for turn in _turns(match.row)})
        self._spans: dict[int, tuple[list[Match], tuple[str, ...]]] = {}
        self._found: dict[tuple[object, ...], Found] = {}

    def at(self, day: date, asking: Asking) -> Found:
        place = bisect_right(self._turns, day)
        span = self._spans.get(place)
        if span is None:
            live = [match for match in self._matches if match.row.validity.holds_on(day)]
            facts = dict.fromkeys(f for match in live for f in facts_of(match.row.conditions))
            span = self._spans[place] = (live, tuple(facts))
        live, facts_asked = span
        key: tuple[object, ...] = (
            place,
            *[_value(fact, day, asking) for fact in facts_asked],
        )
        found = self._found.get(key)
        if found is None:
            turns = self._turns[place] if place < len(self._turns) else None
            found = self._found[key] = self._sorted(live, day, asking, turns)
        return found

    def _sorted(self, live: list[Match], day: date, asking: Asking, turns: date | None) -> Found:
        held = [match for one in live if (match := _asked(one, day, asking)) is not None]
        rates = [match for match in held if match.row.rate_type in _RATES]
        free = [match for match in held if match.row.rate_type == "exempt"]
        fees = _by_layer([match for match in held if match.row.rate_type == "fee"])
        known = {m.row.layer for m in self._matches if m.row.rate_type == "fee"}
        spoken = {match.row.layer for match in live if match.row.rate_type == "fee"}
        plain = [match for match in rates if not match.row.sets_aside]
        return Found(
            general=tuple(match for match in plain if match.row.layer == "MFN"),
            replacing=tuple(m for m in (*rates, *free) if "MFN" in m.row.sets_aside),
            layers=_by_layer([match for match in plain if match.row.layer != "MFN"]),
            exempting=_by_target(free),
            fees=fees,
            silent_fees=tuple(sorted(known - spoken)),
            tax=tuple(match for match in held if match.row.rate_type == "tax"),
            turns=turns,
        )


def _match(row: DutyRow, code: str, origin: str | None) -> Match | None:
    """Whether a row's codes and origins hold the goods; None where they surely do not."""
    reach, by_code = _holds_code(row.codes, code)
    by_origin = _holds_origin(row.origins, origin)
    if Answer.NO in (by_code, by_origin):
        return None
    if by_code is Answer.UNKNOWN:
        return Match(row, Answer.UNKNOWN, "code", reach)
    return Match(row, by_origin, "origin" if by_origin is Answer.UNKNOWN else "", reach)


def _holds_code(prefixes: tuple[str, ...], code: str) -> tuple[int, Answer]:
    if "ALL" in prefixes:
        return 0, Answer.YES
    holding = [len(prefix) for prefix in prefixes if code.startswith(prefix)]
    if holding:
        return max(holding), Answer.YES
    finer = [len(prefix) for prefix in prefixes if prefix.startswith(code)]
    return (max(finer), Answer.UNKNOWN) if finer else (0, Answer.NO)


def _holds_origin(origins: tuple[str, ...], origin: str | None) -> Answer:
    if origin is None:
        return Answer.YES if origins == ("ALL",) else Answer.UNKNOWN
    if "-" + origin in origins or ("-EU" in origins and origin in EU_MEMBERS):
        return Answer.NO
    if "ALL-NTR" in origins:
        return Answer.NO if origin in NOT_NORMAL else Answer.YES
    named = origin in origins or "ALL" in origins or ("EU" in origins and origin in EU_MEMBERS)
    return Answer.YES if named else Answer.NO


def _turns(row: DutyRow) -> list[date]:
    """Days from which another set of rows may hold."""
    validity = row.validity
    days = [day for day in (validity.first,) if day is not None]
    if validity.last is not None and validity.last < _OPEN_END:
        days.append(validity.last + timedelta(days=1))
    for group in row.conditions:
        for one in group:
            if one.fact == "entry_date":
                edge = parse_day(one.values[0])
                days.append(edge if one.op == "at_least" else edge + timedelta(days=1))
    return days


def _asked(match: Match, day: date, asking: Asking) -> Match | None:
    """The match after its conditions were asked; None where they say no."""
    conditions = match.row.conditions
    if conditions == ((),):
        return match
    answer = judge(conditions, lambda fact: Step(fact, _value(fact, day, asking), How.GIVEN))
    if answer is Answer.NO:
        return None
    if answer is Answer.UNKNOWN and match.answer is Answer.YES:
        blank = [fact for fact in facts_of(conditions) if _value(fact, day, asking) is None]
        return match._replace(answer=Answer.UNKNOWN, open=blank[0] if blank else "conditions")
    return match


def _value(name: str, day: date, asking: Asking) -> object:
    """The answer to a condition's fact; None is unknown."""
    if name == "entry_date":
        return day
    if name == "preference":
        return asking.preference or "none"
    if name == "mode":
        return asking.mode
    if name == "loaded_on":
        return asking.loaded_on
    return dict(asking.answers).get(name)


def _by_layer(matches: list[Match]) -> dict[str, tuple[Match, ...]]:
    layers: dict[str, tuple[Match, ...]] = {}
    for match in matches:
        layers[match.row.layer] = (*layers.get(match.row.layer, ()), match)
    return layers


def _by_target(matches: list[Match]) -> dict[str, tuple[Match, ...]]:
    targets: dict[str, tuple[Match, ...]] = {}
    for match in matches:
        for target in match.row.sets_aside:
            if target != "MFN":
                targets[target] = (*targets.get(target, ()), match)
    return targets


def speaking(matches: Sequence[Match]) -> tuple[tuple[Match, ...], Match | None]:
    """The rows that speak for a layer, and one that may take their place.

    Of the rows that hold, the one with the longest code and the narrowest origin speaks. A row that
    only may hold matters where it would reach further and says another rate.
    """
    sure = [match for match in matches if match.answer is Answer.YES]
    best = max((_narrowness(match) for match in sure), default=None)
    spoken = tuple(match for match in sure if _narrowness(match) == best)
    rates = {(match.row.rate_type, match.row.rate_percent) for match in spoken}
    for match in matches:
        doubtful = match.answer is not Answer.YES
        further = best is None or match.reach > best[0]
        if doubtful and further and {(match.row.rate_type, match.row.rate_percent)} != rates:
            return spoken, match
    return spoken, None


def _narrowness(match: Match) -> tuple[int, bool]:
    wide = any(origin.startswith("ALL") for origin in match.row.origins)
    return match.reach, not wide


def tariff_of(pack: Pack, destination: str) -> Tariff:
    """The tariff of a destination, made once a pack."""
    key = f"tariff {destination}"
    known = pack.memo.get(key)
    if not isinstance(known, Tariff):
        known = pack.memo[key] = Tariff(pack.duties, destination)
    return known
