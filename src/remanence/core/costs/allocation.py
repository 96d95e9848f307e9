"""Sharing an amount exactly: largest remainder, ties to the earlier line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def share_out(total: Decimal, weights: Sequence[Decimal], coin: Decimal) -> list[Decimal]:
    """Parts of `total` in proportion to the weights, in whole coins, summing exactly to it.

    No part is further than one coin from its exact share. What is finer than a coin in `total`
    itself stays with the first of the largest parts.

    Raises:
        ValueError: the weights sum to zero, or one is negative.
    """
    top = _whole(weights)
    whole = sum(top)
    if whole <= 0 or min(top) < 0:
        raise ValueError(str(list(weights)))
    coins = int((total / coin).to_integral_value()) if total % coin == 0 else int(total / coin)
    shares, rests = [], []
    for weight in top:
        share, rest = divmod(coins * weight, whole)
        shares.append(share)
        rests.append(rest)
    left = coins - sum(shares)
    if left:
        for place in sorted(range(len(rests)), key=rests.__getitem__, reverse=True)[:left]:
            shares[place] += 1
    parts = [share * coin for share in shares]
    odd = total - coins * coin
    if odd:
        parts[max(range(len(parts)), key=parts.__getitem__)] += odd
    return parts


def _whole(weights: Sequence[Decimal]) -> list[int]:
    """The weights as whole numbers of one common power of ten."""
    finest = min(0, *(_exponent(weight) for weight in weights))
    return [int(weight.scaleb(-finest)) for weight in weights]


def _exponent(weight: Decimal) -> int:
    exponent = weight.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(str(weight))  # noqa: TRY004 - NaN or infinity: a value, not a type
    return exponent
