"""A charge shared over lines by value, weight, quantity, volume, equally or by hand.

One place for quotes and orders. What a method needs and does not find is a finding that names the
lines and the basis; the shares are then unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.measure import is_mass
from remanence.core.base.money import coin as currency_coin
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Step, given, missing, product
from remanence.core.costs.allocation import share_out
from remanence.core.costs.figures import ZERO, Coin, Figures, Late, nothing
from remanence.core.costs.parts import Part

SHARE = N_("line.share", "{note}: this line's part of {0}, by {1} of {2}")
BASIS = N_("charge.basis", "All lines that share it, by {note}: {value}")
ONE = N_("charge.one", "Each line counts once")
COUNT = N_("charge.count", "Lines that share it: {value}")
BY_HAND = N_("charge.by_hand", "Share as written: {value}")
VOLUME = N_("line.volume", "Volume: {0} times {1}")
NOT_SHARED = N_("line.share_not_known", "Part of {note}: not known")
NO_LINES = N_(
    "charge.no_lines",
    "{charge} names no line that is there ({lines}). Correct the lines, or leave them out to share "
    "it over all.",
)
UNKNOWN_LINE = N_("charge.unknown_line", "{charge} names line {line}, which is not there.")
ZERO_BASIS = N_(
    "charge.zero_basis",
    "{charge} cannot be shared by {method}: it sums to zero over lines {lines}. Choose another "
    "method, or share it by hand.",
)
NEGATIVE_BASIS = N_(
    "charge.negative_basis",
    "{charge} cannot be shared by {method}: line {lines} is below zero. Choose another method, or "
    "share it by hand.",
)
MISSING_BASIS = N_(
    "charge.missing_basis",
    "{charge} cannot be shared by {method}: {what} of line {lines} is not known. Fill it in, or "
    "choose another method.",
)
UNLIKE_UNITS = N_(
    "charge.unlike_units",
    "{charge} cannot be shared by quantity: its lines are in {units}. Choose another method.",
)
OUTSIDE = N_(
    "charge.share_outside",
    "{charge} gives a share to line {line}, which its lines leave out. Correct one of them.",
)
NO_SHARES = N_("charge.no_shares", "{charge} is shared by hand, but no shares are given.")
NEGATIVE_SHARE = N_("charge.negative_share", "{charge}: the share of line {line} is below zero.")
SHARES_OFF = N_(
    "charge.shares_off",
    "{charge}: the shares sum to {sum} {currency}, the charge is {amount}. Correct one of them.",
)

_NEEDS = {"weight": "the net weight", "volume": "the volume", "value": "the value"}
_ONE: Amount = Step(ONE, Decimal(1), How.COUNT)


class Basis(NamedTuple):
    """What the lines of a charge weigh in its sharing: bare numbers, and where each comes from.

    `owns` are steps, or parts that `measure` makes a step of when a reason is opened.
    """

    weights: list[Decimal]
    owns: Sequence[Amount | Part]
    unit: str
    measure: Callable[[Part], Amount] | None = None

    def step(self, own: Amount | Part) -> Amount:
        """What one line weighs, as a step."""
        if isinstance(own, Part):
            assert self.measure is not None  # noqa: S101 - parts come with their measure
            return self.measure(own)
        return own


class Charged(NamedTuple):
    """A charge ready to be shared.

    Attributes:
        name: how findings name it.
        amount: converted and rounded once.
        method: of `charges.METHODS`.
        lines: names of the lines it is limited to; None: all.
        shares: by hand, in the charge's own currency `currency`, of its own amount `written`; of a
            charge without one (a percentage) in the currency of the calculation.
    """

    name: str
    amount: Amount
    method: str
    lines: tuple[str, ...] | None = None
    shares: tuple[tuple[str, Decimal], ...] | None = None
    currency: str = ""
    written: Decimal | None = None


def share_charge(
    charge: Charged, lines: Sequence[Part], coin: Coin, where: str
) -> tuple[Sequence[Amount], list[Finding]]:
    """The part that each line bears, in their sequence; zero for lines that it does not concern."""
    places, findings = _concerned(charge, lines, where)
    if not places:
        return _unknown(charge, len(lines), range(len(lines)), coin), findings
    unit, amount = coin.currency, charge.amount
    none = nothing(unit)
    if amount.value == ZERO:
        return tuple(amount if place in places else none for place in range(len(lines))), findings
    concerned = lines if len(places) == len(lines) else [lines[place] for place in places]
    basis, problems = _basis(charge, concerned, lines, where)
    findings += [one for one in problems if one not in findings]
    if basis is None or amount.value is None:
        return _unknown(charge, len(lines), places, coin), findings
    if len(lines) == 1:
        return (amount,), findings
    values = share_out(amount.value, basis.weights, coin.size)
    whole: Amount = _Whole(sum(basis.weights, ZERO), (basis,), basis.unit)
    whole.note = charge.method
    name, extra, owns = charge.name, coin.shown, basis.owns

    def share(place: int) -> Amount:
        return _Share(values[place], (amount, basis, owns[place], whole, extra, name), unit)

    found = Figures(values, share)
    if concerned is lines:
        return found, findings
    shares = [none] * len(lines)
    for place, own in zip(places, found, strict=True):
        shares[place] = own
    return shares, findings


class _Share(Late[Decimal | None]):
    """What a line bears of a charge."""

    __slots__ = ()
    code = SHARE
    how = How.SHARE

    @property
    def note(self) -> str:  # type: ignore[override]
        """The charge."""
        name: str = self._seed[-1]
        return name

    @staticmethod
    def make(
        amount: Amount,
        basis: Basis,
        own: Amount | Part,
        whole: Amount,
        extra: tuple[Amount, ...],
        _name: str,
    ) -> tuple[Amount, ...]:
        """The amount, the weight of the line, that of all lines."""
        return (amount, basis.step(own), whole, *extra)


class _Whole(Late[Decimal | None]):
    """What all lines that share a charge weigh."""

    __slots__ = ("note",)
    code = BASIS
    how = How.SUM

    @staticmethod
    def make(basis: Basis) -> tuple[Amount, ...]:
        """The weight of each line."""
        return tuple(basis.step(own) for own in basis.owns)


def _unknown(charge: Charged, count: int, places: Sequence[int], coin: Coin) -> tuple[Amount, ...]:
    shares = [nothing(coin.currency)] * count
    for place in places:
        shares[place] = missing(NOT_SHARED, unit=coin.currency, note=charge.name)
    return tuple(shares)


def _concerned(
    charge: Charged, lines: Sequence[Part], where: str
) -> tuple[Sequence[int], list[Finding]]:
    """Places of the lines that share the charge, and names that are not there."""
    if charge.lines is None and charge.shares is None:
        return range(len(lines)), []
    named = charge.lines if charge.lines is not None else [name for name, _ in charge.shares or ()]
    places = {line.name: place for place, line in enumerate(lines)}
    found = sorted({places[name] for name in named if name in places})
    if not found:
        text = ";".join(named) or "none"
        return [], [error(NO_LINES, where, charge=charge.name, lines=text)]
    strangers = [name for name in named if name not in places]
    return found, [error(UNKNOWN_LINE, where, charge=charge.name, line=name) for name in strangers]


def _basis(
    charge: Charged, lines: Sequence[Part], there: Sequence[Part], where: str
) -> tuple[Basis | None, list[Finding]]:
    """What each line weighs; none where the charge cannot be shared, and why.

    `lines` are those that it concerns of all that are `there`.
    """
    method = charge.method
    if method == "equal":
        return Basis([Decimal(1)] * len(lines), [_ONE] * len(lines), ""), []
    if method == "manual":
        return _by_hand(charge, lines, there, where)
    if method == "quantity":
        units = {line.unit for line in lines}
        if len(units) > 1 and not all(map(is_mass, units)):
            text = ", ".join(sorted(units))
            return None, [error(UNLIKE_UNITS, where, charge=charge.name, units=text)]
        measure = _KILOS if len(units) > 1 else _Measure(units.pop(), _numbers, _quantity)
    else:
        measure = _MEASURES[method]
    bare = measure.bare(lines)
    findings = _useless(charge, lines, bare, where)
    if findings:
        return None, findings
    weights = [weight for weight in bare if weight is not None]
    if method == "value":
        goods = [line.goods for line in lines]
        return Basis(weights, goods, goods[0].unit), []
    return Basis(weights, lines, measure.unit, measure.step), []


def _useless(
    charge: Charged, lines: Sequence[Part], bare: Sequence[Decimal | None], where: str
) -> list[Finding]:
    """Why these weights share nothing: one is not known, or they sum to zero."""
    known = [weight for weight in bare if weight is not None]
    if len(known) == len(bare) and min(known) >= 0 and any(known):
        return []
    parts = {"charge": charge.name, "method": charge.method}
    named = list(zip(lines, bare, strict=True))
    blank = [line.name for line, one in named if one is None]
    if blank:
        what = _NEEDS.get(charge.method, "the quantity")
        return [error(MISSING_BASIS, where, what=what, lines=";".join(blank), **parts)]
    below = [line.name for line, one in named if one is not None and one < 0]
    code = NEGATIVE_BASIS if below else ZERO_BASIS
    text = ";".join(below or [line.name for line in lines])
    return [error(code, where, lines=text, **parts)]


def _by_hand(
    charge: Charged, lines: Sequence[Part], there: Sequence[Part], where: str
) -> tuple[Basis | None, list[Finding]]:
    """Shares as written: not negative, summing to the charge; one coin off goes to the largest."""
    written, currency = charge.written, charge.currency
    if written is None:
        written, currency = charge.amount.value, charge.amount.unit
    if not charge.shares:
        return None, [error(NO_SHARES, where, charge=charge.name)]
    if written is None:
        return None, []  # the amount is not known, and a finding says why
    shares = dict(charge.shares)
    findings = _strangers(charge, lines, there, where)
    findings += [
        error(NEGATIVE_SHARE, where, charge=charge.name, line=name)
        for name, share in charge.shares
        if share < 0
    ]
    off = abs(written) - sum(shares.values(), ZERO)
    if not findings and abs(off) > currency_coin(currency):
        parts = {"sum": f"{sum(shares.values(), ZERO):f}", "amount": f"{written:f}"}
        named = {"charge": charge.name, "currency": currency}
        findings.append(error(SHARES_OFF, where, **parts, **named))
    if findings:
        return None, findings
    if off:
        shares[max(shares, key=lambda name: shares[name])] += off
    weights = [shares.get(line.name, ZERO) for line in lines]
    owns = [given(BY_HAND, weight, unit=currency) for weight in weights]
    findings = _useless(charge, lines, weights, where)
    return (None if findings else Basis(weights, owns, currency)), findings


def _strangers(
    charge: Charged, lines: Sequence[Part], there: Sequence[Part], where: str
) -> list[Finding]:
    """Shares of lines that are not there, or that the charge does not concern."""
    concerned = {line.name for line in lines}
    known = {line.name for line in there}
    return [
        error(OUTSIDE if name in known else UNKNOWN_LINE, where, charge=charge.name, line=name)
        for name, _ in charge.shares or ()
        if name not in concerned
    ]


class _Measure(NamedTuple):
    """A way to weigh lines: unit, bare numbers, the step that says where one comes from."""

    unit: str
    bare: Callable[[Sequence[Part]], Sequence[Decimal | None]]
    step: Callable[[Part], Amount]


def _numbers(lines: Sequence[Part]) -> list[Decimal | None]:
    return [line.number for line in lines]


def _kilos(lines: Sequence[Part]) -> list[Decimal | None]:
    return [line.kilos for line in lines]


def _values(lines: Sequence[Part]) -> list[Decimal | None]:
    return [line.goods.value for line in lines]


def _volumes(lines: Sequence[Part]) -> list[Decimal | None]:
    return [_volume(line).value for line in lines]


def _quantity(line: Part) -> Amount:
    return line.quantity


def _volume(line: Part) -> Amount:
    if line.volume is None:
        return missing(VOLUME, unit="m3", note="give the volume of a unit")
    return product(VOLUME, (line.quantity, line.volume), "m3")


_KILOS: Final = _Measure("kg", _kilos, lambda line: line.kg)
_MEASURES: Final = {
    "value": _Measure("", _values, lambda line: line.goods),
    "weight": _KILOS,
    "volume": _Measure("m3", _volumes, _volume),
}
