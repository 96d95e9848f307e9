"""Why an amount changed: exchange, price, volume, summing to the coin."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from remanence.core.base.money import round_to


class Deal(NamedTuple):
    """Quantity, price in the currency of the deal, and its rate in home currency.

    `value` is the amount in home currency where it was booked otherwise than the three give it.
    """

    quantity: Decimal
    price: Decimal
    rate: Decimal
    value: Decimal | None = None


class Change(NamedTuple):
    """The answer of `calc change`; the first three sum to `total`."""

    exchange: Decimal
    price: Decimal
    volume: Decimal
    total: Decimal


def change(base: Deal, actual: Deal, coin: Decimal) -> Change:
    """Split the change of an amount.

    Exchange on the actual value; price at base rate and actual quantity; volume at base price and
    base rate. Rounded by largest remainder, so that they sum to the rounded total.

    Raises:
        ValueError: a rate or coin that is not over zero.
    """
    if min(base.rate, actual.rate, coin) <= 0:
        message = "rates and the rounding are over zero"
        raise ValueError(message)
    value = actual.value
    if value is None:
        value = actual.quantity * actual.price * actual.rate
    at_base_rate = value / actual.rate * base.rate
    planned = base.quantity * base.price * base.rate
    at_base_price = actual.quantity * base.price * base.rate
    exact = (value - at_base_rate, at_base_rate - at_base_price, at_base_price - planned)
    total = _to_coin(value - planned, coin)
    return Change(*_rounded(exact, total, coin), total)


def _to_coin(amount: Decimal, coin: Decimal) -> Decimal:
    return round_to(amount / coin, Decimal(1)) * coin


def _rounded(
    parts: tuple[Decimal, Decimal, Decimal], total: Decimal, coin: Decimal
) -> tuple[Decimal, Decimal, Decimal]:
    """Whole coins that sum to the total, the largest remainders rounded up."""
    floors = [(part / coin).to_integral_value(ROUND_FLOOR) for part in parts]
    left = int(total / coin - sum(floors))
    rests = [part / coin - floor for part, floor in zip(parts, floors, strict=True)]
    for place in sorted(range(3), key=lambda one: -rests[one])[:left]:
        floors[place] += 1
    first, second, third = (floor * coin for floor in floors)
    return first, second, third
