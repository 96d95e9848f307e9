"""Which elements goods hold: by their composition, else by the formula of their material.

A grade of NdFeB is never evidence: without a composition its elements are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, missing
from remanence.core.facts.products import Product, parse_composition
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import MaterialRow

MATERIAL = N_("line.material", "Material: {value}")
COMPOSITION = N_("line.composition", "Composition in mass percent: {value}")
ELEMENTS = N_("line.elements", "Elements: {value}")
BY_FORMULA = N_(
    "line.elements_by_formula", "Elements by the formula {note} of the material: {value}"
)
UNKNOWN_ELEMENTS = N_("line.elements_not_known", "Elements are not known: {note}")
UNKNOWN_MATERIAL = N_("line.material_not_known", "Material is not known: {note}")

SYMBOLS: Final = frozenset(
    """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se
    Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho
    Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U""".split()
)
TEST_IT: Final = (
    "obtain a third-party composition test report (Dy, Tb, Sm, Gd, Ho content) "
    "and fill in the composition of the product"
)
_SYMBOL: Final = re.compile(r"[A-Z][a-z]?")
_FORMULA: Final = re.compile(r"(?:[A-Z][a-z]?|[0-9.,()]|z$)+")
_FAMILIES: Final = (
    ("NdFeB", re.compile(r"nd-?fe-?b|neodymium[- ]iron[- ]boron")),
    ("SmCo", re.compile(r"sm-?2?co|samarium[- ]cobalt")),
)
_OF_KIND: Final = re.compile(
    r"[ -](?:oxide|metal|alloy|fluoride|carbonate|chloride|nitrate)$", re.IGNORECASE
)
_BY_FORMULA_KINDS: Final = frozenset({"oxide", "metal", "alloy", "compound", "phase", "magnet"})
_ADDS: Final = {"oxide": "O", "fluoride": "F", "carbonate": "C", "chloride": "Cl", "nitrate": "N"}


class Words(frozenset[str]):
    """A set of words that reads, and is gone through, in alphabetical sequence: `Dy, Nd`."""

    def __iter__(self) -> Iterator[str]:
        """The words in alphabetical sequence: what is shown never changes from run to run."""
        return iter(sorted(super().__iter__()))

    def __str__(self) -> str:
        """The words in alphabetical sequence."""
        return ", ".join(self) or "none"


def material_of(product: Product, pack: Pack) -> Step[str | None]:
    """The material as rules name it; not known where the text is none that the pack knows.

    A material that nobody recognises must not pass as one that no rule names.
    """
    ref = RecordRef("products", product.product_code, "material")
    text = (product.material or "").strip()
    if not text:
        return missing(UNKNOWN_MATERIAL, ref, note="fill in the material of the product")
    name = _family(text)
    if name is None and (_row_of(text, pack) or _formula_elements(text)):
        name = text
    if name is None:
        note = f"'{text}' is no material of the pack: write NdFeB, SmCo, Ferrite, a formula"
        return missing(UNKNOWN_MATERIAL, ref, note=note)
    return Step(MATERIAL, name, How.GIVEN, (), ref)


def elements_of(product: Product, material: Step[str | None], pack: Pack) -> Step[object]:
    """The elements with more than zero."""
    ref = RecordRef("products", product.product_code, "composition")
    if product.composition:
        shares = shares_of(product)
        if shares is None:
            note = f"the composition '{product.composition}' cannot be read; write Nd:29.5;Dy:1.2"
            return missing(UNKNOWN_ELEMENTS, ref, note=note)
        held = Words(symbol for symbol, share in shares.items() if share > 0)
        return Step(ELEMENTS, held, How.GIVEN, (), ref)
    if material.value is None:
        return Step(UNKNOWN_ELEMENTS, None, How.MISSING, (material,), ref, "", material.note)
    return _by_formula(material, ref, pack)


def shares_of(product: Product) -> Mapping[str, Decimal] | None:
    """Mass percent by element symbol; None where the composition cannot be read."""
    try:
        shares = parse_composition(product.composition or "")
    except ValueError:
        return None
    return {symbol.capitalize(): share for symbol, share in shares.items()}


def _by_formula(material: Step[str | None], ref: RecordRef, pack: Pack) -> Step[object]:
    text = material.value or ""
    row = _row_of(text, pack)
    if text != "NdFeB":
        formula, elements = _said_by_row(row) if row else ("", frozenset())
        elements = elements or _formula_elements(text)
        if elements:
            own = row.ref if row else ref
            note = formula or text
            return Step(
                BY_FORMULA, Words(elements), How.RULE, (material,), own, "", note, "derived"
            )
    return Step(UNKNOWN_ELEMENTS, None, How.MISSING, (material,), ref, "", TEST_IT)


def _said_by_row(row: MaterialRow) -> tuple[str, frozenset[str]]:
    if row.kind not in _BY_FORMULA_KINDS or _family(row.id) == "NdFeB":
        return "", frozenset()
    for formula in (row.formula, row.main_element):
        elements = _formula_elements(formula)
        if elements:
            return formula, elements
    return "", frozenset()


def _row_of(text: str, pack: Pack) -> MaterialRow | None:
    """The material of that id or formula, whatever its capitals; SmCo is what its phases are."""
    rows = pack.memo.get("materials by name")
    if not isinstance(rows, dict):
        rows = pack.memo["materials by name"] = _rows_by_name(pack)
    found = rows.get("smco5" if text == "SmCo" else text.casefold())
    return found if isinstance(found, MaterialRow) else None


def _rows_by_name(pack: Pack) -> dict[str, MaterialRow]:
    rows: dict[str, MaterialRow] = {}
    for row in pack.materials:
        if row.kind in _BY_FORMULA_KINDS:
            for name in (row.id, row.formula):
                rows.setdefault(name.casefold(), row)
    rows.pop("", None)
    return rows


def _family(text: str) -> str | None:
    folded = text.casefold()
    return next((name for name, pattern in _FAMILIES if pattern.search(folded)), None)


def _formula_elements(text: str) -> frozenset[str]:
    """Symbols of `Dy2O3`, `AlNiCo`, `NdPr oxide`; nothing where the text is no formula."""
    kind = _OF_KIND.search(text)
    bare = text[: kind.start()] if kind else text
    if not _FORMULA.fullmatch(bare):
        return frozenset()
    symbols = frozenset(_SYMBOL.findall(bare))
    if kind and kind[0][1:].lower() in _ADDS:
        symbols |= {_ADDS[kind[0][1:].lower()]}
    return symbols if symbols <= SYMBOLS else frozenset()
