"""The rare earth inside: oxide and element, and the oxide equivalent of goods.

Oxide, element and metal are never confused: every mass here says which it is. Factors come from
molar masses of the pack where it has them (more digits than its rounded factors), else its factor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.errors import NotFound
from remanence.core.base.sentences import N_, say
from remanence.core.base.steps import Amount, How, Step, missing, quotient, ruled
from remanence.core.base.steps import product as product_of
from remanence.core.costs.figures import HUNDRED, summed
from remanence.core.facts.products import RARE_EARTHS, Product, parse_composition
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import MaterialRow

MOLAR = N_("content.molar_mass", "Molar mass of {note}: {value}")
ATOMS = N_("content.atoms", "{note} holds {value} of it")
ELEMENT_MASS = N_("content.element_mass", "{note} in one mole: {0} times {1}")
FACTOR = N_("content.factor", "Kilograms of {note}: {0} over {1}")
FACTOR_ROW = N_("content.factor_row", "Kilograms of {note}: {value}")
MASS_PERCENT = N_("content.mass_percent", "{note} by composition: {value}")
SHARE = N_("content.share", "{note} as a share: {0} of {1}")
WHOLE = N_("content.whole", "The whole: {value}")
OXIDE = N_("content.oxide", "Oxide of {note}: {0} times {1}")
PER_KG = N_("content.reo_per_kg", "Oxide of all rare earths in one kilogram: {value}")
REO = N_("line.reo_kg", "Rare-earth oxide equivalent: {0} times {1}")
REO_SELF = N_("content.oxide_itself", "{note} is oxide itself: {value}")
NOT_KNOWN = N_("line.reo_kg_not_known", "Oxide equivalent not known: {note}")

_ATOM: Final = re.compile(r"([A-Z][a-z]?)(\d*)")
_WHOLE: Amount = Step(WHOLE, HUNDRED, How.GIVEN, (), None, "%")


class NoOxide(NotFound):
    """The reference pack has no such oxide."""

    said = N_("oxide.not_found", "The reference pack has no oxide {key}. {next}")

    def __str__(self) -> str:
        """The sentence: it is the pack that lacks it, not a workspace."""
        return say(self.said, self.parts)


class OxideMass(NamedTuple):
    """The answer of `calc oxide`: masses of the oxide and of the element in it."""

    oxide: str
    element: str
    oxide_kg: Decimal
    element_kg: Decimal
    factor: Decimal


def oxide_row(pack: Pack, name: str) -> MaterialRow:
    """The pack's row of an oxide, named by its id (`Dy2O3`), without regard to case.

    Raises:
        NotFound: the pack has no such oxide.
    """
    oxides = [row for row in pack.materials if row.kind == "oxide"]
    for row in oxides:
        if row.id.casefold() == name.strip().casefold():
            return row
    known = ", ".join(row.id for row in oxides)
    raise NoOxide("oxide", name, f"It knows: {known}.")


def oxide_factor(pack: Pack, row: MaterialRow) -> Amount:
    """Kilograms of the oxide that hold one kilogram of its element."""
    unit = f"kg {row.id}/kg {row.main_element}"
    note = f"{row.id} for one of {row.main_element}"
    metal = next(
        (one for one in pack.materials if one.kind == "metal" and one.id == row.main_element), None
    )
    atoms = _atoms(row)
    if metal is None or metal.molar_mass is None or row.molar_mass is None or not atoms:
        return ruled(FACTOR_ROW, row.kg_per_kg_element, row.ref, unit=unit, note=note)
    count: Amount = ruled(ATOMS, Decimal(atoms), row.ref, note=row.formula)
    single = ruled(MOLAR, metal.molar_mass, metal.ref, unit="g/mol", note=metal.id)
    inside = product_of(ELEMENT_MASS, (count, single), "g/mol", note=metal.id)
    whole = ruled(MOLAR, row.molar_mass, row.ref, unit="g/mol", note=row.id)
    return quotient(FACTOR, whole, inside, unit, note=note)


def _atoms(row: MaterialRow) -> int:
    """Atoms of the main element in the formula; 0 where the formula does not say."""
    atoms = {symbol: int(count or 1) for symbol, count in _ATOM.findall(row.formula)}
    plain = "".join(f"{symbol}{count}" for symbol, count in _ATOM.findall(row.formula))
    return atoms.get(row.main_element, 0) if plain == row.formula else 0


def oxide_mass(
    pack: Pack, name: str, *, oxide_kg: Decimal | None = None, element_kg: Decimal | None = None
) -> OxideMass:
    """Mass of the element in an oxide, or of the oxide that holds an element.

    Raises:
        NotFound: the pack has no such oxide.
        ValueError: not exactly one of the two masses is given.
    """
    if (oxide_kg is None) == (element_kg is None):
        message = "give either the mass of the oxide or that of the element"
        raise ValueError(message)
    row = oxide_row(pack, name)
    factor = oxide_factor(pack, row).value
    if factor is None:
        raise NotFound("factor of", row.id)
    if oxide_kg is not None:
        return OxideMass(row.id, row.main_element, oxide_kg, oxide_kg / factor, factor)
    mass = element_kg if element_kg is not None else Decimal(0)
    return OxideMass(row.id, row.main_element, mass * factor, mass, factor)


class Contents:
    """Factors of a pack, each worked out once."""

    def __init__(self, pack: Pack) -> None:
        """Find the oxide of each element: the first that the pack lists."""
        self._oxides: dict[str, Amount] = {}
        self._selves: dict[str, MaterialRow] = {}
        for row in pack.materials:
            if row.kind == "oxide":
                self._selves[row.id.casefold()] = row
                if row.main_element in RARE_EARTHS:
                    self._oxides.setdefault(row.main_element, oxide_factor(pack, row))
        self._known: dict[tuple[str, str], Amount] = {}

    def of_product(self, kg: Amount, product: Product) -> Amount:
        """Rare-earth oxide equivalent of a net mass of a product."""
        return _times(kg, self.per_kg(product))

    def per_kg(self, product: Product) -> Amount:
        """Rare-earth oxide equivalent of one kilogram of a product."""
        key = (product.composition or "", product.material or "")
        per_kg = self._known.get(key)
        if per_kg is None:
            per_kg = self._known[key] = self._of_text(*key)
        return per_kg

    def reo_kg(
        self, kg: Amount, composition: Mapping[str, Decimal] | None, material: str | None
    ) -> Amount:
        """Rare-earth oxide equivalent of a net mass, by composition; an oxide is its own.

        Unknown without a composition, and for an element whose oxide the pack does not list.
        """
        return _times(kg, self._per_kg(composition or {}, material or ""))

    def _of_text(self, composition: str, material: str) -> Amount:
        try:
            parsed = parse_composition(composition)
        except ValueError:
            return missing(NOT_KNOWN, unit="kg/kg", note=f"'{composition}' is no composition")
        return self._per_kg(parsed, material)

    def _per_kg(self, composition: Mapping[str, Decimal], material: str) -> Amount:
        if not composition:
            row = self._selves.get(material.casefold())
            if row is None:
                return missing(NOT_KNOWN, unit="kg/kg", note="give the composition")
            return ruled(REO_SELF, Decimal(1), row.ref, unit="kg/kg", note=row.id)
        parts = [
            self._part(element, percent)
            for element, percent in composition.items()
            if element in RARE_EARTHS and percent
        ]
        return summed(PER_KG, tuple(parts), "kg/kg")

    def _part(self, element: str, percent: Decimal) -> Amount:
        factor = self._oxides.get(element)
        if factor is None:
            return missing(NOT_KNOWN, unit="kg/kg", note=f"no oxide of {element} in the pack")
        given: Amount = Step(MASS_PERCENT, percent, How.GIVEN, (), None, "%", element)
        share = quotient(SHARE, given, _WHOLE, "", note=element)
        return product_of(OXIDE, (share, factor), "kg/kg", note=element)


def _times(kg: Amount, per_kg: Amount) -> Amount:
    return product_of(REO, (kg, per_kg), "kg")


def contents_of(pack: Pack) -> Contents:
    """The factors of a pack, made once."""
    known = pack.memo.get("contents")
    if not isinstance(known, Contents):
        known = pack.memo["contents"] = Contents(pack)
    return known
