"""Kinds of charge: where each belongs in landed cost, and how it meets the border.

A new kind of charge is one row of `KINDS_OF_COST` and its word in `facts.charges.KINDS`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

PARTS: Final = ("goods", "freight", "insurance", "duty", "fees", "other")
"""The parts of landed cost that trends and posted rows show."""

METHODS: Final = ("value", "weight", "quantity", "volume", "equal", "manual")
"""Ways to share a charge over lines."""


class KindOfCost(NamedTuple):
    """What a kind of charge is.

    Attributes:
        part: the part of landed cost that it belongs to.
        border_part: the part of the customs value that a country's `value_parts` may name for it;
            empty: it does not count there unless the charge says so.
        carriage: it is transport or insurance: what a tax base may add after the border.
        price_holds: cost elements of a delivery term of which the price holds this kind.
        lowers: the amount lowers cost whatever sign it was written with.
    """

    part: str
    border_part: str = ""
    carriage: bool = False
    price_holds: tuple[str, ...] = ()
    lowers: bool = False


KINDS_OF_COST: Final[dict[str, KindOfCost]] = {
    "goods": KindOfCost("goods", "goods"),
    "freight": KindOfCost("freight", "freight", carriage=True, price_holds=("main_carriage",)),
    "insurance": KindOfCost(
        "insurance", "insurance", carriage=True, price_holds=("cargo_insurance",)
    ),
    "duty": KindOfCost("duty", price_holds=("import_duty_tax",)),
    "brokerage": KindOfCost("fees", price_holds=("import_clearance",)),
    "inland": KindOfCost("other", carriage=True),
    "handling": KindOfCost("fees"),
    "inspection": KindOfCost("fees"),
    "testing": KindOfCost("fees"),
    "storage": KindOfCost("fees"),
    "demurrage": KindOfCost("fees"),
    "bank": KindOfCost("fees"),
    "licence_fee": KindOfCost("fees"),
    "rebate": KindOfCost("goods", lowers=True),
    "credit": KindOfCost("goods", lowers=True),
    "other": KindOfCost("other"),
}


def signed(kind: str, amount: Decimal) -> Decimal:
    """The amount as it moves landed cost: rebates and credits lower it, however written."""
    return -abs(amount) if KINDS_OF_COST[kind].lowers else amount


def parse_lines(text: str) -> tuple[str, ...]:
    """`1;3` as the names of lines."""
    return tuple(name for part in text.split(";") if (name := part.strip()))


def parse_shares(text: str) -> tuple[tuple[str, Decimal], ...]:
    """`1:40.00;3:60.00` as line and amount.

    Raises:
        ValueError: a part is not of that form, or a line stands twice.
    """
    shares: dict[str, Decimal] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        name, mark, number = part.rpartition(":")
        name = name.strip()
        sign = number.strip().removeprefix("-")
        if not mark or name in shares or not sign.replace(".", "", 1).isdecimal():
            raise ValueError(part)
        shares[name] = Decimal(number.strip())
    return tuple(shares.items())
