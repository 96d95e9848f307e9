"""Types of values that several sheets share."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from remanence.core.base.measure import UNITS
from remanence.exchange.cells import ChoiceType, NumberType
from remanence.exchange.cells.numbers import HUNDRED, ZERO, AskedPercentType

_LARGEST_COUNT: Final = Decimal(2**31 - 1)

QUANTITY: Final = NumberType(over=ZERO)
"""A quantity is over zero; pieces are whole, which the sheet checks beside the unit."""
RECEIVED: Final = NumberType(least=ZERO)
"""What came of a quantity; it may be nothing."""
PRICE: Final = NumberType(least=ZERO)
MASS: Final = NumberType(over=ZERO)
AMOUNT: Final = NumberType()
"""An amount of money that may be negative (credit, rebate)."""
FACTOR: Final = NumberType(over=ZERO)
COUNT: Final = NumberType(least=Decimal(0), most=_LARGEST_COUNT, whole=True)
LINE_NUMBER: Final = NumberType(least=Decimal(1), most=_LARGEST_COUNT, whole=True)
PERCENT: Final = NumberType(least=ZERO, percent=True)
PERCENT_ASKED: Final = AskedPercentType(least=ZERO, most=HUNDRED, percent=True)
FIELD: Final = NumberType(least=ZERO)
"""Gauss."""

UNIT: Final = ChoiceType(UNITS)
UNIT_OF_MASS: Final = ChoiceType(("kg", "t"))
MODE: Final = ChoiceType(("sea", "air", "rail", "road", "courier"))
INCOTERM: Final = ChoiceType(
    (
        "EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP",
        "DAT", "DAF", "DES", "DEQ", "DDU",
    )
)  # fmt: skip
"""Terms of 2020, then those of older editions that still stand on papers."""
