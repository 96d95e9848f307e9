"""The sheets `licences` (a row a line) and `licence_events`."""

from __future__ import annotations

from typing import Final

from remanence.core.facts.licences import STATES
from remanence.exchange.cells import (
    CODE,
    COUNTRY,
    CURRENCY,
    DAY,
    TARIFF_CODE,
    TEXT,
    YES_NO,
    ChoiceType,
)
from remanence.exchange.sheets.checks import in_sequence, whole_pieces
from remanence.exchange.sheets.sheet import Column, Sheet
from remanence.exchange.sheets.types import (
    COUNT,
    LINE_NUMBER,
    MODE,
    PERCENT_ASKED,
    PRICE,
    QUANTITY,
    UNIT,
)

LICENCES: Final = Sheet(
    "licences",
    (
        Column("licence_ref", CODE, required=True, key=True, note="Your own name of the licence."),
        Column("line_no", LINE_NUMBER, key=True, of_line=True, when_blank=1),
        Column("supplier_code", CODE, required=True, refers="suppliers"),
        Column("order_number", CODE, refers="orders", note="Left out: all orders of the supplier."),
        Column("kind", ChoiceType(("single", "general", "registration", "ordinary"))),
        Column("authority", TEXT),
        Column("licence_number", CODE, note="As text."),
        Column("control_code", CODE, of_line=True),
        Column(
            "product_code",
            CODE,
            of_line=True,
            refers="products",
            note="Left out: all goods of its order, or of its supplier.",
        ),
        Column("hs_code", TARIFF_CODE, of_line=True),
        Column("quantity", QUANTITY, of_line=True),
        Column("unit", UNIT, of_line=True),
        Column("value", PRICE, of_line=True),
        Column("currency", CURRENCY, of_line=True),
        Column(
            "limit_by", ChoiceType(("quantity", "value", "both", "none")), note="Left out: both."
        ),
        Column("transport_mode", MODE),
        Column("uses_allowed", COUNT),
        Column("end_user", TEXT, note="Several with ` | ` between."),
        Column("end_user_country", COUNTRY),
        Column("customs_office", TEXT),
        Column("valid_from", DAY),
        Column("valid_to", DAY, note="Last valid day."),
        Column("replaces", CODE, refers="licences"),
        Column("tolerance_percent", PERCENT_ASKED, note="Left out: none."),
        Column("per_year", YES_NO, note="yes: quantity and value anew each calendar year."),
    ),
    note="A row is one line of a licence: goods that it covers.",
    checks=(whole_pieces("quantity"), in_sequence("valid_from", "valid_to")),
)

LICENCE_EVENTS: Final = Sheet(
    "licence_events",
    (
        Column("licence_ref", CODE, required=True, key=True, refers="licences"),
        Column("date", DAY, required=True, key=True),
        Column("state", ChoiceType(STATES), required=True, key=True),
        Column("note", TEXT),
        Column("told_by", TEXT),
    ),
    note="A row is a dated change of a licence's state.",
)
