"""What is costed: parts of lines, and charges spread over them.

A part knows its bare numbers, with which is reckoned; the steps that say where they come from are
made when a reason is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from remanence.core.base.measure import is_mass, kg_per
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, Step, given, missing, product

KG = N_("line.kg", "Net mass: {0} times {1}")
KG_MISSING = N_("line.kg_not_known", "Net mass not known: {note}")
KG_PER_UNIT = N_("line.kg_per_unit", "1 {note} = {value}")


@lru_cache(maxsize=4096)
def digits_of(code: str | None) -> str:
    """The digits of a tariff code however it is printed (`8505.11.00.70`); empty without a code."""
    return "".join(filter(str.isdecimal, code or ""))


class Part:
    """Goods of one line that travel together: a whole line of a quote, or a shipped part of one.

    Attributes:
        name: how findings and charges name its line.
        goods: value of the goods in the currency of the calculation.
        number: quantity in `unit`.
        kilos: net kilograms as a bare number; None where not known.
        unit_kg: net kilograms of one piece; None where no record says so.
        digits: of the tariff code, as many as known.
        origin_code: ISO-2; None where not known.
        preference: name of a claimed trade preference.
        answers: to questions that rules ask of these goods (`asked.NAME` -> yes or no).
        own: False for goods of another order on the same shipment.
    """

    __slots__ = (
        "_kg", "_quantity", "answers", "digits", "goods", "kilos", "name", "number", "origin_code",
        "own", "preference", "unit", "unit_kg",
    )  # fmt: skip

    goods: Amount
    name: str
    number: Decimal
    kilos: Decimal | None
    unit: str
    unit_kg: Decimal | None
    digits: str
    origin_code: str | None
    preference: str | None
    answers: tuple[tuple[str, str], ...]
    own: bool
    _quantity: Amount
    _kg: Amount

    @property
    def quantity(self) -> Amount:
        """Quantity in `unit`, with its record."""
        try:
            return self._quantity
        except AttributeError:
            self._quantity = self.say_quantity()
            return self._quantity

    @property
    def kg(self) -> Amount:
        """Net kilograms, exact, with their records; unknown for pieces without a weight."""
        try:
            return self._kg
        except AttributeError:
            self._kg = kilograms_of(self.quantity, self.unit, self.weight)
            return self._kg

    # What a kind of part says of its records

    def say_quantity(self) -> Amount:
        """The quantity with its record."""
        raise NotImplementedError

    @property
    def weight(self) -> Amount | None:
        """Net weight of a piece, with its record."""
        raise NotImplementedError

    @property
    def code(self) -> Step[str | None]:
        """Tariff code, with its record."""
        raise NotImplementedError

    @property
    def origin(self) -> Step[str | None]:
        """Origin, with its record."""
        raise NotImplementedError

    @property
    def volume(self) -> Amount | None:
        """Cubic metres of a unit, with its record; orders have none."""
        return None


def bare_kilos(number: Decimal, unit: str, unit_kg: Decimal | None) -> Decimal | None:
    """Net kilograms of a quantity as a bare number; None for pieces without a weight."""
    if is_mass(unit):
        return number * kg_per(unit)
    return None if unit_kg is None else number * unit_kg


def kilograms_of(quantity: Amount, unit: str, weight: Amount | None) -> Amount:
    """Net kilograms of a quantity as a step; every digit is kept."""
    if is_mass(unit):
        if unit == "kg":
            return quantity
        factor = given(KG_PER_UNIT, kg_per(unit), unit=f"kg/{unit}", note=unit)
        return product(KG, (quantity, factor), "kg")
    if weight is None:
        return missing(KG_MISSING, unit="kg", note="give the net weight of a piece")
    return product(KG, (quantity, weight), "kg")


class Spread(NamedTuple):
    """A charge spread over the parts of one entry.

    Attributes:
        kind: of charge.
        amount: the whole, converted and rounded once; None in value where not known.
        shares: one a part, in their sequence; zero where the charge does not concern it.
        counts: whether it is part of the customs value; None: the pack does not say.
        included: the price of the goods holds it: it raises no cost.
    """

    kind: str
    amount: Amount
    shares: Sequence[Amount]
    counts: bool | None
    included: bool
