"""Units of quantity and mass: the fixed factors and nothing else.

Pieces become kilograms only by a weight per piece.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

UNITS: Final = ("kg", "pcs", "t")
"""Units that a sheet may name."""

_KG: Final = {
    "kg": Decimal(1),
    "t": Decimal(1000),
    "g": Decimal("0.001"),
    "lb": Decimal("0.45359237"),
}


def is_mass(unit: str) -> bool:
    """Whether the unit is one of mass."""
    return unit in _KG


def kg_per(unit: str) -> Decimal:
    """Kilograms in one unit of mass (lb: the international pound, exact).

    Raises:
        KeyError: not a unit of mass.
    """
    return _KG[unit]


def kilograms(quantity: Decimal, unit: str, unit_weight_kg: Decimal | None) -> Decimal | None:
    """Net kilograms of a quantity; None for pieces whose weight is not known.

    Every digit is kept.
    """
    if unit in _KG:
        return quantity * _KG[unit]
    return None if unit_weight_kg is None else quantity * unit_weight_kg


def convert_quantity(
    quantity: Decimal, unit: str, to_unit: str, unit_weight_kg: Decimal | None
) -> Decimal | None:
    """A quantity in another unit.

    None where a weight per piece would be needed and is not known.
    """
    if unit == to_unit:
        return quantity
    kg = kilograms(quantity, unit, unit_weight_kg)
    if kg is None:
        return None
    if to_unit in _KG:
        return kg / _KG[to_unit]
    return kg / unit_weight_kg if unit_weight_kg else None
