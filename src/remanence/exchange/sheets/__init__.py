"""The sheets: one declaration a KIND, in the sequence in which records hang on each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from remanence.exchange.sheets.business import BUSINESS
from remanence.exchange.sheets.charges import CHARGES
from remanence.exchange.sheets.classifications import CLASSIFICATIONS
from remanence.exchange.sheets.documents import DOCUMENTS
from remanence.exchange.sheets.licences import LICENCE_EVENTS, LICENCES
from remanence.exchange.sheets.orders import ORDERS
from remanence.exchange.sheets.policy import DECISIONS, PARTIES
from remanence.exchange.sheets.prices import FX, PRICES
from remanence.exchange.sheets.products import PRODUCTS
from remanence.exchange.sheets.sheet import GUIDE, REMOVE, Column, RowTrouble, Sheet, filled
from remanence.exchange.sheets.shipments import ENTRIES, SHIPMENTS
from remanence.exchange.sheets.suppliers import SUPPLIERS

SHEETS: Final[Mapping[str, Sheet]] = {
    sheet.kind: sheet
    for sheet in (
        BUSINESS,
        SUPPLIERS,
        PRODUCTS,
        CLASSIFICATIONS,
        ORDERS,
        LICENCES,
        LICENCE_EVENTS,
        SHIPMENTS,
        ENTRIES,
        DOCUMENTS,
        CHARGES,
        PRICES,
        FX,
        PARTIES,
        DECISIONS,
    )
}
"""All sheets by KIND; a record stands after those that it refers to."""

KINDS: Final = tuple(SHEETS)

SHEET_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    kind: sheet.names for kind, sheet in SHEETS.items()
}
"""Columns of each sheet in their sequence, `remove` left out."""

__all__ = [
    "GUIDE",
    "KINDS",
    "REMOVE",
    "SHEETS",
    "SHEET_COLUMNS",
    "Column",
    "RowTrouble",
    "Sheet",
    "filled",
]
