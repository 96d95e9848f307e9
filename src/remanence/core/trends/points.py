"""From sums of posted cost to series: per unit, weighted by quantity, gaps left as gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, warning
from remanence.core.base.sentences import N_
from remanence.core.costs.charges import PARTS

UNITS: Final = ("kg", "piece", "reo-kg")
"""What a trend may be per: a kilogram net, a piece, a kilogram of rare-earth oxide inside."""

NO_KEY: Final = "unknown"
LEFT_OUT = N_(
    "trend.left_out",
    "Parts of order lines left out of {key}, {period}: {count}. Their landed cost or their {what} "
    "is not known; orders show what is missing.",
)
_WHAT: Final = {"kg": "net weight", "piece": "number of pieces", "reo-kg": "composition"}


class TrendCell(NamedTuple):
    """Sums of one key in one period, over the parts of lines whose cost and quantity are known.

    Attributes:
        key: product code, grade, material, category or supplier; None where the product has none.
        period: `2026-03`, `2026-Q1` or `2026`.
        quantity: in the unit of the trend.
        parts: amounts in the sequence of `charges.PARTS`, home currency.
        orders: of how many orders, those left out that another cell of its key and period counts.
        left_out: parts of lines that are not in the sums, since something of them is not known.
    """

    key: str | None
    period: str
    quantity: Decimal
    parts: tuple[Decimal, ...]
    orders: int
    left_out: int = 0


class Parts(NamedTuple):
    """Landed cost by part; they sum to it."""

    goods: Decimal
    freight: Decimal
    insurance: Decimal
    duty: Decimal
    fees: Decimal
    other: Decimal


class Point(NamedTuple):
    """One period of a series. A period without goods has no point."""

    period: str
    quantity: Decimal
    landed: Decimal
    landed_per_unit: Decimal | None
    orders: int
    parts: Parts


class Series(NamedTuple):
    """The points of one key, by period."""

    key: str
    points: tuple[Point, ...]


def series(cells: Iterable[TrendCell], unit: str) -> tuple[tuple[Series, ...], tuple[Finding, ...]]:
    """The series of the cells by key, and what was left out of them.

    Cells of one key and period are added up.
    """
    gathered: dict[str, dict[str, list[TrendCell]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        gathered[cell.key or NO_KEY][cell.period].append(cell)
    found = []
    findings: list[Finding] = []
    for key in sorted(gathered):
        points = []
        for period in sorted(gathered[key]):
            whole = gathered[key][period]
            count = sum(cell.left_out for cell in whole)
            if count:
                parts = {"key": key, "period": period, "count": count, "what": _WHAT[unit]}
                findings.append(warning(LEFT_OUT, f"{key}, {period}", **parts))
            point = _point(period, whole)
            if point is not None:
                points.append(point)
        if points:
            found.append(Series(key, tuple(points)))
    return tuple(found), tuple(findings)


def _point(period: str, cells: Sequence[TrendCell]) -> Point | None:
    quantity = sum((cell.quantity for cell in cells), Decimal(0))
    if not quantity:
        return None
    sums = [sum((cell.parts[place] for cell in cells), Decimal(0)) for place in range(len(PARTS))]
    landed = sum(sums, Decimal(0))
    orders = sum(cell.orders for cell in cells)
    return Point(period, quantity, landed, landed / quantity, orders, Parts(*sums))
