"""The sheet `documents`: papers, with or without a file."""

from __future__ import annotations

import re
from typing import Final

from remanence.core.base.sentences import N_
from remanence.exchange.cells import (
    CODE,
    COUNTRY,
    CURRENCY,
    DAY,
    TARIFF_CODE,
    TEXT,
    YES_NO,
    ChoiceType,
    Form,
    Trouble,
    Value,
)
from remanence.exchange.cells.reading import brief
from remanence.exchange.cells.text import CodeType
from remanence.exchange.sheets.checks import at_most_one, in_sequence, one_needed, whole_pieces
from remanence.exchange.sheets.sheet import Column, Sheet
from remanence.exchange.sheets.types import (
    COUNT,
    FIELD,
    INCOTERM,
    MASS,
    MODE,
    PRICE,
    QUANTITY,
    UNIT,
)

PARENTS: Final = ("order_number", "shipment_ref", "licence_ref", "supplier_code", "product_code")
PAPER_STATES: Final = ("requested", "received", "accepted", "rejected", "waived")

NOT_BESIDE = N_(
    "cell.file_not_beside",
    "{value} is not a plain name or a relative path beside the sheet. "
    "Put the file into the sheet's folder and write its name.",
)

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class FileNameType(CodeType):
    """Name of a file beside the sheet: a plain name or a relative path, nothing that leads out."""

    wanted = "a file's name"

    def from_text(self, text: str, form: Form) -> Value:
        """The name as written; what it leads to is looked at where files are taken in.

        Raises:
            Trouble: an absolute path, a drive, an address, or `..`.
        """
        super().from_text(text, form)
        parts = re.split(r"[/\\]", text)
        if _ADDRESS.match(text) or text[0] in "/\\~" or ".." in (part.strip() for part in parts):
            raise Trouble(NOT_BESIDE, value=brief(text))
        return text


DOCUMENTS: Final = Sheet(
    "documents",
    (
        Column("document_type", CODE, required=True, key=True, note="po, invoice, euc ..."),
        Column("order_number", CODE, key=True, refers="orders", note="One of the five."),
        Column("shipment_ref", CODE, key=True, refers="shipments"),
        Column("licence_ref", CODE, key=True, refers="licences"),
        Column("supplier_code", CODE, key=True, refers="suppliers"),
        Column("product_code", CODE, key=True, refers="products"),
        Column("number", CODE, key=True, note="Number of the paper."),
        Column("issued_on", DAY),
        Column("valid_to", DAY, note="Last valid day."),
        Column("state", ChoiceType(PAPER_STATES)),
        Column("reason", TEXT),
        Column("file", FileNameType(), note="Name or relative path beside this sheet."),
        Column("quantity", QUANTITY),
        Column("unit", UNIT),
        Column("net_weight_kg", MASS),
        Column("gross_weight_kg", MASS),
        Column("packages", COUNT),
        Column("value", PRICE),
        Column("currency", CURRENCY),
        Column("hs_code", TARIFF_CODE),
        Column("consignee", TEXT),
        Column("end_user", TEXT),
        Column("country_of_origin", COUNTRY),
        Column("transport_mode", MODE),
        Column("incoterm", INCOTERM),
        Column("gauss_at_2_1m", FIELD),
        Column("gauss_at_4_6m", FIELD),
        Column("confidential", YES_NO),
    ),
    note="A row is one paper of an order, shipment, licence, supplier or product.",
    one_of=(tuple((parent,) for parent in PARENTS),),
    checks=(
        one_needed(*PARENTS),
        at_most_one(*PARENTS),
        in_sequence("issued_on", "valid_to"),
        whole_pieces("quantity"),
    ),
)
