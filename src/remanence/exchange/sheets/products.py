"""The sheet `products`: goods that are bought."""

from __future__ import annotations

from typing import Final

from remanence.exchange.cells import CODE, COMPOSITION, DAY, TARIFF_CODE, TEXT, YES_NO, ChoiceType
from remanence.exchange.sheets.sheet import Column, Sheet
from remanence.exchange.sheets.types import PIECE_MASS, UNIT

CATEGORIES: Final = (
    "oxide", "compound", "metal", "alloy", "target", "ore", "magnet", "assembly", "equipment",
    "technology",
)  # fmt: skip

PRODUCTS: Final = Sheet(
    "products",
    (
        Column("product_code", CODE, required=True, key=True, note="Your own code of the goods."),
        Column("name", TEXT, required=True),
        Column("category", ChoiceType(CATEGORIES), required=True),
        Column("material", TEXT, note="NdFeB, SmCo, Nd2O3 ..."),
        Column("grade", TEXT, note="N42SH, 99.9 % ..."),
        Column("form", TEXT, note="block, ring, segment, powder, rotor, sensor ..."),
        Column("hs_code", TARIFF_CODE, note="As text, with all its zeros."),
        Column("unit", UNIT, required=True),
        Column("unit_net_weight_kg", PIECE_MASS, note="Net kilograms of one piece."),
        Column("composition", COMPOSITION, note="Mass percent: Nd:29.5;Dy:1.2"),
        Column("composition_report_no", CODE),
        Column("composition_report_on", DAY),
        Column("composition_lab", TEXT),
        Column("composition_batch", CODE),
        Column("coating", TEXT),
        Column("magnetised", YES_NO),
        Column("notes", TEXT),
    ),
    note="A row is a product.",
)
