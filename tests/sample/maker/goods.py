"""What the desk buys: forty products, their composition, and their codes at the US border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.sample.maker.rows import Desk
from tests.sample.maker.tables import table
from tests.sample.maker.trade import LAB


@dataclass(frozen=True)
class Product:
    """One product: `family` names its price curve, `factor` its place on it."""

    code: str
    name: str
    category: str
    material: str
    grade: str
    form: str
    weight: str
    composition: str
    family: str
    factor: str
    tariff: str
    report: str
    coating: str

    @property
    def unit(self) -> str:
        """Pieces for what has a shape, else kilograms."""
        return "pcs" if self.category in ("magnet", "assembly", "target") else "kg"

    @property
    def kg(self) -> Decimal:
        """Net kilograms of one unit."""
        return Decimal(self.weight or "1")

    @property
    def elements(self) -> frozenset[str]:
        """Symbols of the composition."""
        return frozenset(part.split(":")[0] for part in self.composition.split(";") if part)


PRODUCTS = {row["code"]: Product(**row) for row in table("goods")}

_CONTROL_CODES = {
    "O-DY": "1C905.b",
    "O-TB": "1C904.b",
    "O-SM": "1C902.b",
    "O-GD": "1C903.b",
    "O-Y": "1C908.b",
    "T-DY": "1C905.a.1",
    "T-SM": "1C902.a.1",
    "T-DYFE": "1C905.a.2",
    "G-GDFE": "1C903.a.3",
}
_CHINA_CODES = {
    "O-DY": "2846901500",
    "O-TB": "2846901600",
    "O-ND": "2846901300",
    "O-NDPR": "2846901999",
    "O-SM": "2846901940",
    "O-GD": "2846901930",
    "O-Y": "2846901100",
    "O-HO": "2846901999",
    "O-ER": "2846901920",
    "T-PRND": "2805302900",
    "T-DY": "2805301200",
    "T-SM": "2805301910",
    "T-DYFE": "7202991900",
    "G-GDFE": "3824999922",
}
_REASONS = {
    "8505110070": "sintered neodymium-iron-boron",
    "8505110050": "sintered samarium-cobalt",
    "8505110090": "bonded, the metal powder gives the character",
    "2846908090": "single oxide of high purity",
    "2846902040": "mixture of oxides",
    "2805300050": "unmixed metal",
    "2805300090": "mixed metals",
    "3824993990": "alloy or target of rare earth and transition metal",
    "8505907501": "magnet fixed in a holder or rotor",
}


def is_controlled(product: Product) -> bool:
    """Say whether No. 18/2025 names it, as the desk wrote it down (no pack is asked)."""
    heavy = product.elements & {"Sm", "Gd", "Tb", "Dy", "Y"}
    if product.category == "magnet" and product.material == "NdFeB":
        return bool(heavy & {"Tb", "Dy"})
    return bool(heavy)


def needs_ordinary_licence(product: Product) -> bool:
    """Say whether the catalogue of export licence goods names it: oxides, metals, alloys."""
    return product.category in ("oxide", "metal", "alloy")


def control_code(product: Product) -> str:
    """Name the Chinese control code that a licence for it shows; blank if none does."""
    if product.category != "magnet" or not is_controlled(product):
        return _CONTROL_CODES.get(product.code, "")
    if product.material == "SmCo":
        return "1C902.a.4"
    return "1C904.a.4" if "Tb" in product.elements else "1C905.a.4"


def china_code(product: Product) -> str:
    """Name the code of the Chinese export declaration, as far as the desk knows it."""
    other = "850590" if product.category == "assembly" else "8505111000"
    return _CHINA_CODES.get(product.code, other)


def add_products(desk: Desk) -> None:
    """Write down the products, and the code under which the broker enters each."""
    for product in PRODUCTS.values():
        magnet = product.category == "magnet"
        desk.add(
            "products",
            product_code=product.code,
            name=product.name,
            category=product.category,
            material=product.material,
            grade=product.grade,
            form=product.form,
            hs_code=product.tariff[:6],
            unit=product.unit,
            unit_net_weight_kg=product.kg,
            composition=product.composition,
            composition_report_no=product.report,
            composition_report_on=report_day(product),
            composition_lab=LAB if product.report else "",
            composition_batch=f"B{product.report[-6:]}" if product.report else "",
            coating=product.coating,
            magnetised="yes" if magnet else "",
            notes=_note(product),
        )
    for product in PRODUCTS.values():
        desk.add(
            "classifications",
            product_code=product.code,
            country="US",
            code=product.tariff,
            valid_from=date(2024, 1, 1),
            reason=_REASONS[product.tariff],
            decided_by="R. Castellane",
        )


def report_day(product: Product) -> date | None:
    """Read the day of the composition report out of its number (QL-2609-7: September 2026)."""
    if not product.report:
        return None
    stamp = product.report.split("-")[1]
    return date(2000 + int(stamp[:2]), int(stamp[2:]), 14)


def _note(product: Product) -> str:
    if product.category == "magnet" and not product.composition:
        return "Composition asked of the maker; no report yet"
    return "Trace of Dy from the furnace, 0.08 %" if product.code == "M-N42M-BLK" else ""
