"""A trend as charts take it: the largest series and the rest, base 100, and why it moved.

All of it is arithmetic on the points that `app.trends` gives; nothing is read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from remanence.app.trends import Trend
from remanence.core.costs.charges import PARTS
from remanence.core.trends.points import Parts, Point, Series

OTHER: Final = "\0other"
"""Key of the series that holds all those that are not drawn alone."""

MOST: Final = 7
FEWEST: Final = 3
"""Points below which a series shows no course."""

_ONE: Final = Decimal(1)


def ranked(trend: Trend) -> tuple[str, ...]:
    """The keys of all series, that with the most landed cost first."""
    whole = {one.key: sum((p.landed for p in one.points), Decimal(0)) for one in trend.series}
    return tuple(sorted(whole, key=lambda key: (-whole[key], key)))


def usual(trend: Trend, most: int = MOST) -> tuple[str, ...]:
    """The series that stand alone unless others are chosen: the largest of three points or more."""
    periods = {point.period for one in trend.series for point in one.points}
    few = min(FEWEST, len(periods))
    lasting = {one.key for one in trend.series if len(one.points) >= few}
    order = ranked(trend)
    return tuple(key for key in order if key in lasting)[:most] or order[:most]


def chosen(trend: Trend, keys: Collection[str] | None = None, most: int = MOST) -> Trend:
    """The trend with these series, the largest first, and all others added up as `OTHER`.

    Without `keys` the `most` largest that show a course stand alone. Where one series only is left
    over, it stands under its own name.
    """
    order = ranked(trend)
    alone = [key for key in order if key in (keys or usual(trend))][:most]
    by_key = {one.key: one for one in trend.series}
    rest = [by_key[key] for key in order if key not in alone]
    found = [by_key[key] for key in alone]
    if len(rest) == 1 and not keys:
        found += rest
    elif rest:
        found.append(added(OTHER, rest))
    return trend._replace(series=tuple(found))


def added(key: str, series: Sequence[Series]) -> Series:
    """Several series as one, weighted by quantity.

    An order of two of them counts twice in its `orders`: they are an upper bound.
    """
    points: dict[str, list[Point]] = defaultdict(list)
    for one in series:
        for point in one.points:
            points[point.period].append(point)
    return Series(key, tuple(_added(period, points[period]) for period in sorted(points)))


def _added(period: str, points: Sequence[Point]) -> Point:
    quantity = sum((point.quantity for point in points), Decimal(0))
    columns = zip(*(point.parts for point in points), strict=True)
    parts = Parts(*(sum(amounts, Decimal(0)) for amounts in columns))
    landed = sum((point.landed for point in points), Decimal(0))
    orders = sum(point.orders for point in points)
    return Point(period, quantity, landed, landed / quantity if quantity else None, orders, parts)


class Moved(NamedTuple):
    """Why landed cost per unit moved between two periods of a series.

    `parts` in the sequence of `charges.PARTS`, rounded so that they sum exactly to `change`, which
    is `after` less `before` as they are shown. `shares`: percent of landed, before and after.
    """

    key: str
    first: str
    last: str
    before: Decimal
    after: Decimal
    parts: Mapping[str, Decimal]
    shares: Mapping[str, tuple[Decimal, Decimal]]
    orders: tuple[int, int]
    quantity: tuple[Decimal, Decimal]

    @property
    def change(self) -> Decimal:
        """What the parts sum to."""
        return self.after - self.before


def moved(series: Series, first: str, last: str, coin: Decimal) -> Moved | None:
    """The change between two periods by part; None where one of them has no point."""
    points = {point.period: point for point in series.points if point.landed_per_unit is not None}
    one, other = points.get(first), points.get(last)
    if one is None or other is None:
        return None
    before, after = (_to_coin(point.landed / point.quantity, coin) for point in (one, other))
    exact = [
        now / other.quantity - was / one.quantity
        for was, now in zip(one.parts, other.parts, strict=True)
    ]
    rounded = _summing(exact, after - before, coin)
    shares = {
        name: (_percent(was, one.landed), _percent(now, other.landed))
        for name, was, now in zip(PARTS, one.parts, other.parts, strict=True)
    }
    return Moved(
        series.key,
        first,
        last,
        before,
        after,
        dict(zip(PARTS, rounded, strict=True)),
        shares,
        (one.orders, other.orders),
        (one.quantity, other.quantity),
    )


def _to_coin(amount: Decimal, coin: Decimal) -> Decimal:
    return (amount / coin).quantize(_ONE, ROUND_HALF_UP) * coin


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part * 100 / whole if whole else Decimal(0)


def _summing(exact: Sequence[Decimal], whole: Decimal, coin: Decimal) -> list[Decimal]:
    """Whole coins that sum to `whole`: the largest remainders are rounded up first."""
    coins = [int((amount / coin).to_integral_value(ROUND_FLOOR)) for amount in exact]
    rests = [amount / coin - floor for amount, floor in zip(exact, coins, strict=True)]
    order = sorted(range(len(coins)), key=lambda place: -rests[place])
    left = int((whole / coin).to_integral_value()) - sum(coins)
    for step in range(abs(left)):
        place = order[step % len(order)] if left > 0 else order[-1 - step % len(order)]
        coins[place] += 1 if left > 0 else -1
    return [number * coin for number in coins]


def indexed(trend: Trend, base: str) -> Mapping[str, Mapping[str, Decimal]]:
    """By series and period the landed cost per unit where that of `base` is 100.

    A series without a point in the base period is left out: its index cannot be said.
    """
    from remanence.analysis.series import index  # pandas is heavy: only where an index is asked for

    values = {
        one.key: {
            point.period: point.landed_per_unit
            for point in one.points
            if point.landed_per_unit is not None
        }
        for one in trend.series
    }
    return index(values, base)
