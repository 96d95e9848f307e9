"""Fees of an entry: rounded by line and summed, then held between the bounds of the whole entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.money import WIDE
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Step, missing, ruled
from remanence.core.costs.allocation import share_out
from remanence.core.costs.duty import Fee
from remanence.core.costs.figures import ZERO, Coin, Figures, Late, added, nothing, rounded, summed
from remanence.core.costs.rates import RateBook

LINE_FEE = N_("line.fee", "{note}: {1} of {0}")
LINES_FEE = N_("fee.lines", "{note} of all lines: {value}")
LEAST = N_("fee.least", "Least for an entry: {value}")
MOST = N_("fee.most", "Most for an entry: {value}")
BOUND = N_("fee.bound", "Bound in the currency of the calculation: {0} at {1}")
RAISED = N_("fee.raised", "{note}, not below the least: {value}")
LOWERED = N_("fee.lowered", "{note}, not above the most: {value}")
SHARE = N_("line.fee_share", "{note}: this line's part of {0}, by customs value")
VALUE = N_("entry.value", "Customs value of all lines: {value}")
NOT_SHARED = N_("fee.not_shared", "{note} cannot be shared: the customs value is not known or zero")
ZERO_BASIS = N_(
    "fee.zero_basis",
    "{fee} cannot be shared over the lines: the customs value of the entry is zero.",
)


class EntryFee(NamedTuple):
    """One fee of the entry and what each line bears of it."""

    code: str
    amount: Amount
    shares: Sequence[Amount]


class FeeCase(NamedTuple):
    """The entry as fees see it."""

    coin: Coin
    customs: Sequence[Amount]
    rates: RateBook
    day: date
    where: str


class _LineFee(Late[Decimal | None]):
    """A fee on a line, before the bounds of the entry."""

    __slots__ = ()
    code = LINE_FEE
    how = How.ROUND

    @property
    def note(self) -> str:  # type: ignore[override]
        """The fee."""
        fee: Fee = self._seed[1]
        return fee.code

    @staticmethod
    def make(value: Amount, fee: Fee, shown: tuple[Amount, ...]) -> tuple[Amount, ...]:
        """Its base and its rate."""
        return (value, fee.percent, *shown)


def entry_fees(
    case: FeeCase, by_line: Sequence[Sequence[Fee]]
) -> tuple[list[EntryFee], list[Finding]]:
    """All fees of the entry; `by_line` are the fees that hold for each line."""
    lines: dict[str, list[Fee | None]] = {}
    for place, fees in enumerate(by_line):
        for fee in fees:
            known = lines.get(fee.code)
            if known is None:
                known = lines[fee.code] = [None] * len(by_line)
            known[place] = fee
    findings: list[Finding] = []
    return [_fee(case, code, own, findings) for code, own in lines.items()], findings


def _fee(
    case: FeeCase, code: str, lines: Sequence[Fee | None], findings: list[Finding]
) -> EntryFee:
    coin = case.coin
    unit, shown, size, plain = coin.currency, coin.shown, coin.size, coin.plain
    first = next(fee for fee in lines if fee is not None)
    customs = case.customs
    values: list[Decimal | None] = []
    for fee, base in zip(lines, customs, strict=True):
        worth = base.value
        if fee is None:
            values.append(ZERO * size)
        elif worth is None or fee.factor is None:
            values.append(None)
        elif plain:
            values.append((worth * fee.factor).quantize(size, ROUND_HALF_UP, WIDE))
        else:
            values.append(coin.round(worth * fee.factor))

    def share(place: int) -> Amount:
        fee = lines[place]
        if fee is None:
            return nothing(unit, note=code)
        return _LineFee(values[place], (customs[place], fee, shown), unit)

    shares = Figures(values, share)
    whole: Amount = _AllLines(added(values), (shares, code), unit)
    bounded = _bounded(case, first, whole, findings)
    if bounded is whole:
        return EntryFee(code, whole, shares)
    return EntryFee(code, bounded, _shared(case, code, bounded, findings))


class _AllLines(Late[Decimal | None]):
    """A fee of all lines before the bounds."""

    __slots__ = ()
    code = LINES_FEE
    how = How.SUM

    @property
    def note(self) -> str:  # type: ignore[override]
        """The fee."""
        name: str = self._seed[1]
        return name

    @staticmethod
    def make(shares: Sequence[Amount], _code: str) -> tuple[Amount, ...]:
        """The fee of each line."""
        return tuple(shares)


def _bounded(case: FeeCase, fee: Fee, amount: Amount, findings: list[Finding]) -> Amount:
    """The fee held between its bounds; the same step where it lies between them."""
    row = fee.row
    if row is None or amount.value is None:
        return amount
    at_home = row.currency == case.coin.currency
    for code, word, limit, how in (
        (RAISED, LEAST, row.min_amount, How.HIGHEST),
        (LOWERED, MOST, row.max_amount, How.LOWEST),
    ):
        if limit is None:
            continue
        if at_home and (amount.value >= limit if how is How.HIGHEST else amount.value <= limit):
            continue
        bound = _bound(case, ruled(word, limit, row.ref, unit=row.currency), findings)
        if bound.value is None:
            return missing(NOT_SHARED, row.ref, unit=case.coin.currency, note=fee.code)
        beyond = amount.value < bound.value if how is How.HIGHEST else amount.value > bound.value
        if beyond:
            unit = case.coin.currency
            return Step(code, bound.value, how, (amount, bound), row.ref, unit, fee.code)
    return amount


def _bound(case: FeeCase, limit: Amount, findings: list[Finding]) -> Amount:
    if limit.unit == case.coin.currency:
        return limit
    found = case.rates.rate(limit.unit, case.coin.currency, case.day)
    findings += [one for one in found.findings if one not in findings]
    return rounded(BOUND, (limit, found.rate), case.coin, how=How.CONVERT)


def _shared(
    case: FeeCase, code: str, amount: Amount, findings: list[Finding]
) -> tuple[Amount, ...]:
    """The bound as each line bears it, by customs value."""
    unit = case.coin.currency
    whole = summed(VALUE, tuple(case.customs), unit)
    if amount.value is None or not whole.value:
        if amount.value is not None and whole.value is not None:
            findings.append(error(ZERO_BASIS, case.where, fee=code))
        return (missing(NOT_SHARED, unit=unit, note=code),) * len(case.customs)
    weights = [value.value or ZERO for value in case.customs]
    if len(weights) == 1:
        return (amount,)
    parts: list[Decimal] = share_out(amount.value, weights, case.coin.size)
    return tuple(
        Step(SHARE, part, How.SHARE, (amount, own, whole), None, unit, code)
        for part, own in zip(parts, case.customs, strict=True)
    )
