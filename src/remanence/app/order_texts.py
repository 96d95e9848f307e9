"""What may be set of a whole order in the list: texts by heading, as an export writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from remanence.app.workspace import Workspace
from remanence.exchange.workbook import text_of
from remanence.store import sheets

ORDER_TEXTS: Final = ("incoterm_place", "transport_mode", "consignee", "ship_to", "end_use")
"""Columns of the sheet `orders` that hold for all lines of an order."""


def order_texts(workspace: Workspace) -> Mapping[str, Mapping[str, str]]:
    """By number of the order the texts of `ORDER_TEXTS`; a blank cell is empty."""
    places = {name: at for at, name in enumerate(sheets.SHEET_COLUMNS["orders"])}
    number = places["order_number"]
    found: dict[str, Mapping[str, str]] = {}
    with workspace.store.read() as reader:
        for row in sheets.sheet_rows(reader, "orders"):
            if row[number] not in found:
                texts = {name: text_of(row[places[name]]) for name in ORDER_TEXTS}
                found[str(row[number])] = texts
    return found
