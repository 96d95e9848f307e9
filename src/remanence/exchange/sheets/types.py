"""Types of values that several sheets share."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from remanence.core.base.measure import UNITS
from remanence.exchange.cells import ChoiceType, NumberType
from remanence.exchange.cells.numbers import HUNDRED, LARGEST, ZERO, AskedPercentType

_LARGEST_COUNT: Final = Decimal(2**31 - 1)
_LARGEST_MASS: Final = Decimal(10**9)
_LARGEST_PIECE: Final = Decimal(10**6)
_LARGEST_PERCENT: Final = Decimal(10**4)
_LARGEST_FACTOR: Final = Decimal(10**9)
_SMALLEST_FACTOR: Final = Decimal("0.000000001")

QUANTITY: Final = NumberType(over=ZERO, most=LARGEST)
"""A quantity is over zero; pieces are whole, which the sheet checks beside the unit."""
RECEIVED: Final = NumberType(least=ZERO, most=LARGEST)
"""What came of a quantity; it may be nothing."""
PRICE: Final = NumberType(least=ZERO, most=LARGEST)
MASS: Final = NumberType(over=ZERO, most=_LARGEST_MASS)
PIECE_MASS: Final = NumberType(over=ZERO, most=_LARGEST_PIECE)
AMOUNT: Final = NumberType(least=-LARGEST, most=LARGEST)
"""An amount of money that may be negative (credit, rebate)."""
FACTOR: Final = NumberType(over=ZERO, least=_SMALLEST_FACTOR, most=_LARGEST_FACTOR)
"""A rate of exchange; its inverse is as good."""
COUNT: Final = NumberType(least=Decimal(0), most=_LARGEST_COUNT, whole=True)
LINE_NUMBER: Final = NumberType(least=Decimal(1), most=_LARGEST_COUNT, whole=True)
PERCENT: Final = NumberType(least=ZERO, most=_LARGEST_PERCENT, percent=True)
PERCENT_ASKED: Final = AskedPercentType(least=ZERO, most=HUNDRED, percent=True)
FIELD: Final = NumberType(least=ZERO, most=LARGEST)
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
