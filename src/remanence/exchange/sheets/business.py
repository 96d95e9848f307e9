"""The sheet `business`: the own firm, one row."""

from __future__ import annotations

from typing import Final

from remanence.exchange.cells import CODE, COUNTRY, CURRENCY, TEXT, YES_NO
from remanence.exchange.sheets.sheet import Column, Sheet

BUSINESS: Final = Sheet(
    "business",
    (
        Column("name", TEXT),
        Column("local_name", TEXT),
        Column("country", COUNTRY, required=True, note="Country of import."),
        Column("currency", CURRENCY, required=True, note="Home currency."),
        Column("address", TEXT),
        Column("importer_no", CODE),
        Column("eori", CODE),
        Column("vat_no", CODE),
        Column("vat_recoverable", YES_NO, when_blank=True, note="Left out: yes."),
    ),
    note="The one row is your own firm.",
    keyless=True,
)
