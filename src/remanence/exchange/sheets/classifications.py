"""The sheet `classifications`: the tariff code of a product in one country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from remanence.exchange.cells import CODE, COUNTRY, DAY, TEXT, Trouble, Value
from remanence.exchange.cells.raw import PLAIN
from remanence.exchange.cells.text import NATIONAL_CODE, TARIFF_CODE
from remanence.exchange.sheets.checks import in_sequence
from remanence.exchange.sheets.sheet import Column, RowTrouble, Sheet


def _length_fits_country(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
    """Nine digits are a code of Japan; anywhere else a digit is missing."""
    code = cells.get("code")
    if isinstance(code, str) and cells.get("country") != "JP":
        try:
            TARIFF_CODE.from_text(code, PLAIN)
        except Trouble as trouble:
            return [RowTrouble("code", trouble.code, trouble.parts)]
    return ()


CLASSIFICATIONS: Final = Sheet(
    "classifications",
    (
        Column("product_code", CODE, required=True, key=True, refers="products"),
        Column("country", COUNTRY, required=True, key=True, note="Where the code holds."),
        Column("code", NATIONAL_CODE, required=True, note="As text, with all its zeros."),
        Column("valid_from", DAY, key=True),
        Column("valid_to", DAY, note="Last day."),
        Column("ruling_no", CODE, note="Number of a binding ruling."),
        Column("reason", TEXT),
        Column("decided_by", TEXT),
    ),
    note="A row is the tariff code of a product in one country from one day on.",
    checks=(in_sequence("valid_from", "valid_to"), _length_fits_country),
)
