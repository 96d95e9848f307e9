"""Products, their composition, and their tariff codes country by country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

RARE_EARTHS: Final = frozenset("Sc Y La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu".split())
"""The 17 elements."""


class Product(NamedTuple):
    """A row of `products`; `composition` as written (`Nd:29.5;Dy:1.2`, mass %)."""

    id: int = 0
    product_code: str = ""
    name: str = ""
    category: str = ""
    material: str | None = None
    grade: str | None = None
    form: str | None = None
    hs_code: str | None = None
    unit: str = ""
    unit_net_weight_kg: Decimal | None = None
    composition: str | None = None
    composition_report_no: str | None = None
    composition_report_on: date | None = None
    composition_lab: str | None = None
    composition_batch: str | None = None
    coating: str | None = None
    magnetised: bool | None = None
    notes: str | None = None


class Classification(NamedTuple):
    """A row of `classifications`: the tariff code of a product in one country from one day on."""

    id: int = 0
    product_code: str = ""
    country: str = ""
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    ruling_no: str | None = None
    reason: str | None = None
    decided_by: str | None = None


def parse_composition(text: str) -> Mapping[str, Decimal]:
    """Mass percent by element symbol of `Nd:29.5;Dy:1.2`.

    Raises:
        ValueError: not of that form, an element twice, or more than 100 percent in all.
    """
    shares: dict[str, Decimal] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        symbol, _, number = part.partition(":")
        symbol, number = symbol.strip(), number.strip()
        if symbol in shares or not symbol.isalpha() or not number.replace(".", "", 1).isdecimal():
            raise ValueError(part)
        shares[symbol] = Decimal(number)
    if sum(shares.values(), Decimal(0)) > 100:
        raise ValueError(text)
    return shares
