"""What is costed: parts of lines, and charges spread over them."""

from __future__ import annotations

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
        quantity: in `unit`.
        weight: net kilograms of one piece; None where no record says so.
        volume: cubic metres of one unit; None where not known.
        code: tariff code as a step; its digits in `digits`.
        origin: ISO-2 as a step.
        preference: name of a claimed trade preference.
        answers: to questions that rules ask of these goods (`asked.NAME` -> yes or no).
        own: False for goods of another order on the same shipment.
    """

    __slots__ = (
        "_kg", "answers", "code", "digits", "goods", "name", "origin", "own", "preference",
        "quantity", "unit", "volume", "weight",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - a part is its parts; made in the hundred thousands
        self,
        name: str,
        goods: Amount,
        quantity: Amount,
        unit: str,
        weight: Amount | None,
        code: Step[str | None],
        origin: Step[str | None],
        preference: str | None = None,
        volume: Amount | None = None,
        *,
        answers: tuple[tuple[str, str], ...] = (),
        own: bool = True,
    ) -> None:
        """Keep what is known; the mass is worked out when first asked for."""
        self.name = name
        self.goods = goods
        self.quantity = quantity
        self.unit = unit
        self.weight = weight
        self.code = code
        self.digits = digits_of(code.value)
        self.origin = origin
        self.preference = preference
        self.volume = volume
        self.answers = answers
        self.own = own
        self._kg: Amount | None = None

    @property
    def kg(self) -> Amount:
        """Net kilograms, exact; unknown for pieces without a weight."""
        if self._kg is None:
            self._kg = kilograms_of(self.quantity, self.unit, self.weight)
        return self._kg


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
    shares: tuple[Amount, ...]
    counts: bool | None
    included: bool
