"""How much hangs on whom: shares of spend and their concentration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, warning
from remanence.core.base.sentences import N_
from remanence.core.costs.allocation import share_out
from remanence.core.facts.products import RARE_EARTHS

BY: Final = ("supplier", "group", "country", "element")
UNKNOWN: Final = "unknown"

NOT_KNOWN = N_(
    "exposure.spend_not_known",
    "The value of {count} parts of orders is not known and not counted; their orders say why.",
)

_TENTH: Final = Decimal("0.1")
_BANDS: Final = {"2010": (Decimal(1500), Decimal(2500)), "2023": (Decimal(1000), Decimal(1800))}
"""HHI: moderate from the first, high over the second (US merger guidelines of that year)."""


class Spend(NamedTuple):
    """The value of one part of an order line.

    Attributes:
        group: of the supplier; None: the supplier is its own.
        country: of the supplier.
        composition: mass percent by element; None: not known.
        amount: goods in home currency; None: not known.
        is_open: not received yet.
    """

    supplier: str
    group: str | None
    country: str
    composition: Mapping[str, Decimal] | None
    amount: Decimal | None
    is_open: bool


class ExposureRow(NamedTuple):
    """One key: what is spent on it, what of that is still open, its share."""

    key: str
    spend: Decimal
    open: Decimal
    share_percent: Decimal


class Exposure(NamedTuple):
    """The answer of `exposure`: its fields are the keys of the JSON."""

    by: str
    currency: str
    rows: tuple[ExposureRow, ...]
    hhi: Decimal | None
    bands: dict[str, str | None]
    findings: tuple[Finding, ...]


def exposure(spends: Iterable[Spend], by: str, currency: str, coin: Decimal) -> Exposure:
    """Shares of spend by supplier, group, country or element, the largest first, and their HHI.

    HHI: the sum of the squared shares in percent, 10,000 where one holds all; none without spend.
    By element a part is split over the rare earths of its composition by mass.

    Raises:
        KeyError: another `by`.
    """
    if by not in BY:
        raise KeyError(by)
    spent: dict[str, Decimal] = {}
    still_open: dict[str, Decimal] = {}
    nothing = Decimal(0).quantize(coin)
    lost = 0
    for one in spends:
        if one.amount is None:
            lost += 1
            continue
        for key, amount in _split(one, by, coin):
            spent[key] = spent.get(key, nothing) + amount
            still_open[key] = still_open.get(key, nothing) + (amount if one.is_open else nothing)
    whole = sum(spent.values(), Decimal(0))
    keys = sorted(spent, key=lambda key: (-spent[key], key))
    rows = tuple(
        ExposureRow(key, spent[key], still_open[key], _percent(spent[key], whole)) for key in keys
    )
    hhi = None
    if whole:
        squares = sum(((amount * 100 / whole) ** 2 for amount in spent.values()), Decimal(0))
        hhi = squares.quantize(_TENTH, ROUND_HALF_UP)
    findings = (warning(NOT_KNOWN, by, count=lost),) if lost else ()
    return Exposure(by, currency, rows, hhi, _bands(hhi), findings)


def _percent(amount: Decimal, whole: Decimal) -> Decimal:
    share = amount * 100 / whole if whole else Decimal(0)
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _bands(hhi: Decimal | None) -> dict[str, str | None]:
    if hhi is None:
        return dict.fromkeys(_BANDS)
    return {
        year: "high" if hhi > high else "moderate" if hhi >= moderate else "low"
        for year, (moderate, high) in _BANDS.items()
    }


def _split(one: Spend, by: str, coin: Decimal) -> list[tuple[str, Decimal]]:
    amount = one.amount or Decimal(0)
    if by == "supplier":
        return [(one.supplier, amount)]
    if by == "group":
        return [(one.group or one.supplier, amount)]
    if by == "country":
        return [(one.country or UNKNOWN, amount)]
    masses = {
        symbol: percent
        for symbol, percent in (one.composition or {}).items()
        if symbol in RARE_EARTHS and percent > 0
    }
    if not masses:
        return [(UNKNOWN, amount)]
    shares = share_out(amount, list(masses.values()), coin)
    return list(zip(masses, shares, strict=True))
