"""Duty as dated layers: what a pack or the user lays on each line, layer by layer, with its reason.

A `Stack` holds what is laid on goods of one code, origin and day; it is made once and its steps
serve all lines it holds for. A layer that is set aside stands at zero with the row that does so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, Answer, How, RuleRef, Step, difference, missing, ruled
from remanence.core.costs.figures import HUNDRED, ZERO
from remanence.core.costs.tariff import Asking, Found, Match, speaking, tariff_of
from remanence.core.policy.countries import EU_MEMBERS
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import CountryRule, DutyRow

RATE = N_("duty.rate", "{note}: {value}")
EXEMPT = N_("duty.exempt", "{note}: 0, set aside")
ABOVE = N_("duty.above_general", "{note}: {0} in all, less the general rate of {1}")
FLOOR = N_("duty.floor", "{note}: what is missing up to its rate, {value}")
ZERO_PERCENT = N_("duty.never_below_zero", "Never below zero")
UNKNOWN_RATE = N_("duty.rate_not_known", "{note}: the rate is not known")
NO_GENERAL = N_(
    "duty.no_rate",
    "The pack has no general rate (MFN) of {destination} for code {hs} from {origin} on {day}. "
    "Name the duty yourself, or correct the code.",
)
NO_CODE = N_(
    "duty.no_code",
    "No tariff code: the duty of {destination} cannot be said. Fill hs_code of the product, or a "
    "row of classifications.",
)
SHORT_CODE = N_(
    "duty.code_too_short",
    "The code {hs} is too short to say whether {layer} ({row}) holds. Give all digits that "
    "{destination} asks for.",
)
NO_ORIGIN = N_(
    "duty.no_origin",
    "No origin: {layer} of {destination} hangs on it. Give the country of origin.",
)
OPEN_QUESTION = N_(
    "duty.open_question",
    "Whether {row} sets aside or changes {layer} hangs on '{fact}', which nobody has answered. "
    "Answer it (decisions, code fact.NAME; in a quote under answers), or name the duty yourself.",
)
NO_MODE = N_(
    "fee.no_mode",
    "The mode of transport is not known: {layer} hangs on it. Give sea, air, rail, road, courier.",
)
NO_AMOUNTS = N_("fee.no_amounts", "The pack has no amounts of {layer} for {day}.")
NO_PREFERENCE = N_(
    "duty.preference_not_known",
    "The pack knows no preferential rate of {destination} for code {hs} from {origin}; the claim "
    "of {preference} is left aside and the general rate counts.",
)

_FEE: Final = "FEE-"
_KEPT: Final = 50_000  # questions remembered; more and the memory starts anew


class Problem(NamedTuple):
    """What stands in the way, without its place; `stops` tells an error from a warning."""

    code: str
    parts: tuple[tuple[str, str], ...]
    stops: bool = True


class Layer(NamedTuple):
    """One layer: its name, its rate, what the rate is taken of; or an amount a unit.

    Attributes:
        percent: in `%`; its value is None where not known; None: a layer by the unit alone.
        bases: customs, duty, duty:NAME, entry (of `value_basis`).
        per_unit: amount for one `unit`.
        factor: the rate as a factor; None where not known or by the unit.
    """

    name: str
    percent: Amount | None
    bases: tuple[str, ...]
    per_unit: Amount | None = None
    unit: str = ""
    factor: Decimal | None = None


def layer_of(name: str, percent: Amount, bases: tuple[str, ...]) -> Layer:
    """A layer by its rate."""
    factor = None if percent.value is None else percent.value / HUNDRED
    return Layer(name, percent, bases, factor=factor)


class Fee(NamedTuple):
    """A fee of an entry with its bounds."""

    code: str
    percent: Amount
    factor: Decimal | None
    row: DutyRow | None


def fee_of(code: str, percent: Amount, row: DutyRow | None) -> Fee:
    """A fee by its rate."""
    factor = None if percent.value is None else percent.value / HUNDRED
    return Fee(code, percent, factor, row)


class Stack(NamedTuple):
    """All that is laid on goods of one code, origin and day."""

    layers: tuple[Layer, ...]
    fees: tuple[Fee, ...]
    problems: tuple[Problem, ...] = ()
    fee_problems: tuple[Problem, ...] = ()
    turns: date | None = None


class Stacks:
    """The stacks of one pack and destination, each made once."""

    def __init__(self, pack: Pack, destination: str) -> None:
        """Index what the pack holds of the destination."""
        self._destination = destination
        self._tariff = tariff_of(pack, destination)
        self._surcharges = [
            row for row in country_rows(pack, destination) if row.topic == "surcharge"
        ]
        self._made: dict[tuple[object, ...], Stack] = {}
        self._asked: dict[tuple[str, str | None, date, Asking], Stack] = {}

    def at(self, code: str, origin: str | None, day: date, asking: Asking) -> Stack:
        """The stack for a code (digits), an origin and an entry day."""
        asked = (code, origin, day, asking)
        known = self._asked.get(asked)
        if known is None:
            known = self._asked[asked] = self._at(code, origin, day, asking)
            if len(self._asked) > _KEPT:
                self._asked.clear()
        return known

    def _at(self, code: str, origin: str | None, day: date, asking: Asking) -> Stack:
        found = self._tariff.at(code, origin, day, asking)
        surcharges = tuple(row for row in self._surcharges if row.validity.holds_on(day))
        claim = asking.preference if not found.replacing else None
        key: tuple[object, ...] = (id(found), surcharges, claim)
        made = self._made.get(key) or self._made.get((*key, day))
        if made is None:
            goods = _Goods(self._destination, code, origin, day, claim)
            made = _stack(goods, found, surcharges)
            if made.problems or made.fee_problems:
                key = (*key, day)  # what stands in the way names the day that was asked for
            self._made[key] = made
        return made


class _Goods(NamedTuple):
    """What a problem names."""

    destination: str
    code: str
    origin: str | None
    day: date
    claim: str | None

    def parts(self, **more: str) -> tuple[tuple[str, str], ...]:
        named = {
            "destination": self.destination,
            "hs": self.code or "(none)",
            "origin": self.origin or "(unknown origin)",
            "day": self.day.isoformat(),
        }
        return tuple({**named, **more}.items())


def stacks_of(pack: Pack, destination: str) -> Stacks:
    """The stacks of a destination, made once a pack."""
    key = f"stacks {destination}"
    known = pack.memo.get(key)
    if not isinstance(known, Stacks):
        known = pack.memo[key] = Stacks(pack, destination)
    return known


def country_rows(pack: Pack, country: str) -> list[CountryRule]:
    """Rows of `country-rules` for a country: its own; those of the EU for topics it lacks."""
    own = [row for row in pack.country_rules if row.country == country]
    if country not in EU_MEMBERS:
        return own
    topics = {row.topic for row in own}
    return own + [r for r in pack.country_rules if r.country == "EU" and r.topic not in topics]


def _stack(goods: _Goods, found: Found, surcharges: tuple[CountryRule, ...]) -> Stack:
    problems: list[Problem] = []
    base = _base(goods, found, problems)
    layers = [base]
    for name, matches in found.layers.items():
        if name == "SURCHARGE" and surcharges:
            continue  # table country-rules decides; the row of duties would count it twice
        layers.append(_layer(goods, name, matches, found.exempting.get(name, ()), base, problems))
    layers += [
        layer_of("SURCHARGE", _percent(row.ref, row.rate_percent, row.topic), row.tax_base_parts)
        for row in surcharges
    ]
    of_fees: list[Problem] = []
    fees = [_fee(goods, name, matches, of_fees) for name, matches in found.fees.items()]
    fees += [_silent_fee(goods, name, of_fees) for name in found.silent_fees]
    if goods.claim:
        parts = goods.parts(preference=goods.claim)
        problems.append(Problem(NO_PREFERENCE, parts, stops=False))
    return Stack(tuple(layers), tuple(fees), tuple(problems), tuple(of_fees), found.turns)


def _percent(ref: RuleRef, percent: Decimal | None, note: str) -> Amount:
    return ruled(RATE, percent, ref, unit="%", note=note)


def _title(row: DutyRow) -> str:
    named = f" {row.legal_reference}" if row.legal_reference else ""
    return f"{row.layer}, {row.programme}{named}"


def _base(goods: _Goods, found: Found, problems: list[Problem]) -> Layer:
    """The general rate, or what takes its place."""
    for match in found.replacing:
        if match.answer is Answer.YES:
            row = match.row
            rate = ZERO if row.rate_type == "exempt" else row.rate_percent
            return layer_of(row.layer, _percent(row.ref, rate, _title(row)), row.value_basis)
    spoken, doubt = speaking(found.general)
    doubt = doubt or next(iter(found.replacing), None)
    if doubt is not None:
        problems.append(_doubtful(goods, "MFN", doubt))
        return layer_of("MFN", _not_known("MFN", doubt.row.ref), doubt.row.value_basis)
    if not spoken:
        code = NO_GENERAL if goods.code else NO_CODE
        problems.append(Problem(code, goods.parts()))
        return layer_of("MFN", _not_known("MFN", None), ("customs",))
    row = spoken[0].row
    return layer_of("MFN", _percent(row.ref, row.rate_percent, _title(row)), row.value_basis)


def _layer(
    goods: _Goods,
    name: str,
    matches: Sequence[Match],
    exempting: Sequence[Match],
    base: Layer,
    problems: list[Problem],
) -> Layer:
    """A layer beside the general rate: its rate, zero where set aside, unknown where in doubt."""
    spoken, doubt = speaking(matches)
    first = (spoken or matches)[0].row
    bases = first.value_basis
    for match in exempting:
        if match.answer is Answer.YES:
            note = f"{name}, set aside by {_title(match.row)}"
            return layer_of(name, ruled(EXEMPT, ZERO, match.row.ref, unit="%", note=note), bases)
    doubt = doubt or next(iter(exempting), None)
    if doubt is not None:
        problems.append(_doubtful(goods, name, doubt))
        return layer_of(name, _not_known(name, doubt.row.ref), bases)
    return layer_of(name, _above(first, spoken, base), bases)


def _above(first: DutyRow, spoken: Sequence[Match], base: Layer) -> Amount:
    """The percentage that a layer adds; one that names a total adds what the general rate lacks."""
    if first.rate_type == "flat":
        rates = [_percent(m.row.ref, m.row.rate_percent, _title(m.row)) for m in spoken]
        if len(rates) == 1:
            return rates[0]
        value = sum((rate.value or ZERO for rate in rates), ZERO)
        return Step(RATE, value, How.SUM, tuple(rates), first.ref, "%", first.layer)
    rate = _percent(first.ref, first.rate_percent, _title(first))
    if base.percent is None or base.percent.value is None:
        return _not_known(first.layer, first.ref)
    gap = difference(ABOVE, rate, base.percent, note=first.layer)
    zero: Amount = Step(ZERO_PERCENT, ZERO, How.RULE, (), first.ref, "%")
    value = max(gap.value or ZERO, ZERO)
    return Step(FLOOR, value, How.HIGHEST, (gap, zero), first.ref, "%", _title(first))


def _not_known(name: str, ref: RuleRef | None) -> Amount:
    return missing(UNKNOWN_RATE, ref, unit="%", note=name)


def _doubtful(goods: _Goods, layer: str, match: Match) -> Problem:
    if match.open == "code" and not goods.code:
        return Problem(NO_CODE, goods.parts())  # the same for every layer: said once
    parts = goods.parts(layer=layer, row=match.row.ref.rule, fact=match.open)
    if match.open == "code":
        return Problem(SHORT_CODE, parts)
    if match.open == "origin":
        return Problem(NO_ORIGIN, parts)
    return Problem(NO_MODE if match.open == "mode" else OPEN_QUESTION, parts)


def fee_code(layer: str) -> str:
    """`FEE-MPF` as people write it: `MPF`."""
    return layer.removeprefix(_FEE)


def _fee(goods: _Goods, layer: str, matches: Sequence[Match], problems: list[Problem]) -> Fee:
    spoken, doubt = speaking(matches)
    name = fee_code(layer)
    if doubt is not None or not spoken:
        doubtful = doubt or matches[0]
        problems.append(_doubtful(goods, name, doubtful))
        row = doubtful.row
        return fee_of(name, _not_known(name, row.ref), row)
    row = spoken[0].row
    return fee_of(name, _percent(row.ref, row.rate_percent, _title(row)), row)


def _silent_fee(goods: _Goods, layer: str, problems: list[Problem]) -> Fee:
    """A fee that the pack knows, though not on this day: unknown, never zero."""
    name = fee_code(layer)
    problems.append(Problem(NO_AMOUNTS, goods.parts(layer=name)))
    return fee_of(name, _not_known(name, None), None)
