"""What each table of a pack may hold: one model a table, every column named, nothing beside them.

Only `packs.verify` uses these models; loading a verified pack needs none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from remanence.packs.schema.cells import TableRow
from remanence.packs.schema.head import FileEntry, Head
from remanence.packs.schema.knowledge import (
    CalendarCn,
    Clocks,
    Events,
    Materials,
    Prices,
    Quotas,
)
from remanence.packs.schema.rules import (
    AirMagnetLimits,
    Controls,
    Documents,
    DocumentsFieldAgreement,
    Parties,
    TechnologyCatalogue,
)
from remanence.packs.schema.trade import CountryRules, Duties, HsCodes, Incoterms

__all__ = ["MODELS", "FileEntry", "Head", "TableRow", "columns_of"]

MODELS: Final[Mapping[str, type[TableRow]]] = {
    "controls": Controls,
    "technology-catalogue": TechnologyCatalogue,
    "parties": Parties,
    "calendar-cn": CalendarCn,
    "clocks": Clocks,
    "documents": Documents,
    "documents-field-agreement": DocumentsFieldAgreement,
    "air-magnet-limits": AirMagnetLimits,
    "hs-codes": HsCodes,
    "duties": Duties,
    "country-rules": CountryRules,
    "incoterms": Incoterms,
    "materials": Materials,
    "prices": Prices,
    "quotas": Quotas,
    "events": Events,
}
"""The model of each table; its fields are the columns, in any sequence but `id` first."""


def columns_of(table: str) -> tuple[str, ...]:
    """The columns that a table has, as its heading writes them."""
    return tuple(field.alias or name for name, field in MODELS[table].model_fields.items())
