"""Chargeable weight of air freight: gross weight or volume weight, whichever is more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

DIVISOR: Final = Decimal(6000)
"""Cubic centimetres that count as one kilogram (IATA; many couriers take 5,000)."""
_GRAM: Final = Decimal("0.001")


class Pieces(NamedTuple):
    """So many equal pieces, in centimetres."""

    number: Decimal
    length: Decimal
    width: Decimal
    height: Decimal


class AirWeight(NamedTuple):
    """The answer of `calc airweight`, in kilograms to the gram. Carriers round up from there."""

    volume_weight_kg: Decimal
    chargeable_kg: Decimal


def air_weight(
    pieces: Sequence[Pieces], gross_kg: Decimal | None, divisor: Decimal = DIVISOR
) -> AirWeight:
    """Volume weight of all pieces together, and the weight that is charged.

    Raises:
        ValueError: a divisor, count or measure that is not over zero, or a gross weight below it.
    """
    numbers = [divisor, *(number for piece in pieces for number in piece)]
    if not pieces or any(number <= 0 for number in numbers) or (gross_kg or 0) < 0:
        message = "pieces, measures and divisor are over zero"
        raise ValueError(message)
    volume = sum((p.number * p.length * p.width * p.height for p in pieces), Decimal(0)) / divisor
    charged = max(volume, gross_kg or Decimal(0))
    return AirWeight(_to_gram(volume), _to_gram(charged))


def _to_gram(kg: Decimal) -> Decimal:
    return kg.quantize(_GRAM) if kg % _GRAM else kg
