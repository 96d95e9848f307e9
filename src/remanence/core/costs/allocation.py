"""Sharing an amount exactly: largest remainder, ties to the earlier line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Final

from remanence.core.base.money import WIDE

_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)


def share_out(total: Decimal, weights: Sequence[Decimal], coin: Decimal) -> list[Decimal]:
    """Parts of `total` in proportion to the weights, in whole coins, summing exactly to it.

    No part is further than one coin from its exact share. What is finer than a coin in `total`
    itself stays with the first of the largest parts.

    Raises:
        ValueError: the weights do not sum to more than zero, or one is negative.
    """
    whole = sum(weights, _ZERO)
    if not (whole.is_finite() and whole > 0) or min(weights) < 0:
        raise ValueError(str(list(weights)))
    if total < 0:
        return [-part for part in share_out(-total, weights, coin)]
    coins = (total / coin).quantize(_ONE, ROUND_DOWN, WIDE)
    exact = [coins * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    left = int(coins) - sum(shares)
    if left:
        rests = [one - share for one, share in zip(exact, shares, strict=True)]
        order = sorted(range(len(rests)), key=rests.__getitem__, reverse=True)
        for place in order[:left]:
            shares[place] += 1
    parts = [share * coin for share in shares]
    odd = total - coins * coin
    if odd:
        parts[max(range(len(parts)), key=parts.__getitem__)] += odd
    return parts
