"""A charge shared over lines by value, weight, quantity, volume, equally or by hand.

One place for quotes and orders. What a method needs and does not find is a finding that names the
lines and the basis; the shares are then unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.measure import is_mass
from remanence.core.base.money import coin as currency_coin
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Step, given, missing, product
from remanence.core.costs.allocation import share_out
from remanence.core.costs.figures import ZERO, Coin, nothing, summed
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
MISSING_BASIS = N_(
    "charge.missing_basis",
    "{charge} cannot be shared by {method}: {what} of line {lines} is not known. Fill it in, or "
    "choose another method.",
)
UNLIKE_UNITS = N_(
    "charge.unlike_units",
    "{charge} cannot be shared by quantity: its lines are in {units}. Choose another method.",
)
NO_SHARES = N_("charge.no_shares", "{charge} is shared by hand, but no shares are given.")
NEGATIVE_SHARE = N_("charge.negative_share", "{charge}: the share of line {line} is below zero.")
SHARES_OFF = N_(
    "charge.shares_off",
    "{charge}: the shares sum to {sum} {currency}, the charge is {amount}. Correct one of them.",
)

_NEEDS = {"weight": "the net weight", "volume": "the volume", "value": "the value"}
_ONE: Amount = Step(ONE, Decimal(1), How.COUNT)


class Charged(NamedTuple):
    """A charge ready to be shared.

    Attributes:
        name: how findings name it.
        amount: converted and rounded once.
        method: of `charges.METHODS`.
        lines: names of the lines it is limited to; None: all.
        shares: by hand, in the charge's own currency `currency`, of its own amount `written`.
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
) -> tuple[tuple[Amount, ...], list[Finding]]:
    """The part that each line bears, in their sequence; zero for lines that it does not concern."""
    places, findings = _concerned(charge, lines, where)
    if not places:
        return _unknown(charge, len(lines), range(len(lines)), coin), findings
    if charge.amount.value == ZERO:
        none = nothing(coin.currency)
        return tuple(
            charge.amount if place in places else none for place in range(len(lines))
        ), findings
    weights, whole, problems = _weights(charge, [lines[place] for place in places], where)
    findings += problems
    if whole is None or charge.amount.value is None:
        return _unknown(charge, len(lines), places, coin), findings
    unit = coin.currency
    if len(lines) == 1 and charge.amount.unit == unit:
        return (charge.amount,), findings
    values = share_out(charge.amount.value, [one.value or ZERO for one in weights], coin.size)
    shares = (
        [nothing(unit)] * len(lines) if len(places) < len(lines) else [charge.amount] * len(lines)
    )
    amount, note, extra = charge.amount, charge.name, coin.shown
    for place, value, own in zip(places, values, weights, strict=True):
        shares[place] = Step(
            SHARE, value, How.SHARE, (amount, own, whole, *extra), None, unit, note
        )
    return tuple(shares), findings


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


def _weights(
    charge: Charged, lines: Sequence[Part], where: str
) -> tuple[Sequence[Amount], Amount | None, list[Finding]]:
    """What each line weighs in the sharing, and the sum; no sum where it cannot be shared."""
    method = charge.method
    if method == "equal":
        count: Amount = Step(COUNT, Decimal(len(lines)), How.COUNT)
        return [_ONE] * len(lines), count, []
    if method == "manual":
        return _by_hand(charge, lines, where)
    if method == "quantity":
        units = {line.unit for line in lines}
        if len(units) > 1 and not all(map(is_mass, units)):
            text = ", ".join(sorted(units))
            return [], None, [error(UNLIKE_UNITS, where, charge=charge.name, units=text)]
        weights = [line.quantity if len(units) == 1 else line.kg for line in lines]
    else:
        weights = [_MEASURES[method](line) for line in lines]
    return _summed(charge, lines, weights, where)


def _summed(
    charge: Charged, lines: Sequence[Part], weights: Sequence[Amount], where: str
) -> tuple[Sequence[Amount], Amount | None, list[Finding]]:
    method = charge.method
    blank = [line.name for line, one in zip(lines, weights, strict=True) if one.value is None]
    if blank:
        what = _NEEDS.get(method, "the quantity")
        parts = {"charge": charge.name, "method": method, "what": what}
        return [], None, [error(MISSING_BASIS, where, lines=";".join(blank), **parts)]
    whole = summed(BASIS, tuple(weights), weights[0].unit, method)
    if not whole.value or whole.value < 0:
        named = ";".join(line.name for line in lines)
        parts = {"charge": charge.name, "method": method, "lines": named}
        return [], None, [error(ZERO_BASIS, where, **parts)]
    return weights, whole, []


def _volume(line: Part) -> Amount:
    if line.volume is None:
        return missing(VOLUME, unit="m3", note="give the volume of a unit")
    return product(VOLUME, (line.quantity, line.volume), "m3")


def _by_hand(
    charge: Charged, lines: Sequence[Part], where: str
) -> tuple[Sequence[Amount], Amount | None, list[Finding]]:
    """Shares as written: not negative, summing to the charge; one coin off goes to the largest."""
    if not charge.shares or charge.written is None:
        return [], None, [error(NO_SHARES, where, charge=charge.name)]
    shares = dict(charge.shares)
    findings = _strangers(charge, lines, shares, where)
    findings += [
        error(NEGATIVE_SHARE, where, charge=charge.name, line=name)
        for name, share in charge.shares
        if share < 0
    ]
    off = abs(charge.written) - sum(shares.values(), ZERO)
    if not findings and abs(off) > currency_coin(charge.currency):
        parts = {"sum": f"{sum(shares.values(), ZERO):f}", "amount": f"{charge.written:f}"}
        named = {"charge": charge.name, "currency": charge.currency}
        findings.append(error(SHARES_OFF, where, **parts, **named))
    if findings:
        return [], None, findings
    if off:
        shares[max(shares, key=lambda name: shares[name])] += off
    weights = [given(BY_HAND, shares.get(line.name, ZERO), unit=charge.currency) for line in lines]
    whole = summed(BASIS, tuple(weights), charge.currency, "hand")
    if not whole.value:
        named = {"charge": charge.name, "method": "hand"}
        lines_named = ";".join(line.name for line in lines)
        return [], None, [error(ZERO_BASIS, where, lines=lines_named, **named)]
    return weights, whole, []


def _strangers(
    charge: Charged, lines: Sequence[Part], shares: Mapping[str, Decimal], where: str
) -> list[Finding]:
    if charge.lines is None:
        return []  # the lines were taken from the shares: `_concerned` has looked
    names = {line.name for line in lines}
    return [
        error(UNKNOWN_LINE, where, charge=charge.name, line=name)
        for name in shares
        if name not in names
    ]


_MEASURES: Final[dict[str, Callable[[Part], Amount]]] = {
    "value": lambda line: line.goods,
    "weight": lambda line: line.kg,
    "volume": _volume,
}
