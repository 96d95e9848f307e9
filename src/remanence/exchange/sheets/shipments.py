"""The sheets `shipments` (a row a line) and `entries` (what customs took)."""

from __future__ import annotations

from typing import Final

from remanence.exchange.cells import CODE, CURRENCY, DAY, TARIFF_CODE, TEXT, ChoiceType
from remanence.exchange.sheets.sheet import Column, Sheet
from remanence.exchange.sheets.types import (
    AMOUNT,
    COUNT,
    LINE_NUMBER,
    MASS,
    MODE,
    PERCENT,
    QUANTITY,
    RECEIVED,
)

CUSTOMS_STATES: Final = (
    "declared", "inspection", "challenge_open", "challenge_closed", "released",
)  # fmt: skip

SHIPMENTS: Final = Sheet(
    "shipments",
    (
        Column("shipment_ref", CODE, required=True, key=True, note="Your own name of it."),
        Column("order_number", CODE, required=True, key=True, of_line=True, refers="orders"),
        Column("line_no", LINE_NUMBER, required=True, key=True, of_line=True),
        Column("quantity", QUANTITY, required=True, of_line=True, note="In the order's unit."),
        Column("transport_mode", MODE, note="Left out: the order's."),
        Column("licence_ref", CODE, of_line=True, refers="licences"),
        Column("carrier", TEXT),
        Column("vessel", TEXT),
        Column("transport_document_no", CODE),
        Column("containers", TEXT),
        Column("packages", COUNT),
        Column("gross_weight_kg", MASS),
        Column("volume_m3", MASS),
        Column("etd", DAY, note="Expected departure."),
        Column("atd", DAY, note="Actual departure."),
        Column("eta", DAY, note="Expected arrival."),
        Column("ata", DAY, note="Actual arrival."),
        Column("export_declared_on", DAY),
        Column("customs_state", ChoiceType(CUSTOMS_STATES)),
        Column("customs_state_on", DAY),
        Column("customs_entry_no", CODE, note="As text."),
        Column("entered_on", DAY),
        Column("cleared_on", DAY),
        Column("received_on", DAY),
        Column("received_quantity", RECEIVED, of_line=True),
        Column("accepted_quantity", RECEIVED, of_line=True),
        Column("rejected_quantity", RECEIVED, of_line=True),
    ),
    note="A row is part of an order line on its way.",
)

ENTRIES: Final = Sheet(
    "entries",
    (
        Column("shipment_ref", CODE, required=True, key=True, refers="shipments"),
        Column("entry_line", LINE_NUMBER, required=True, key=True),
        Column("layer", CODE, required=True, key=True, note="Name of the duty, fee or tax."),
        Column("hs_code", TARIFF_CODE),
        Column("base", AMOUNT),
        Column("rate_percent", PERCENT),
        Column("amount", AMOUNT, required=True),
        Column("currency", CURRENCY, note="Left out: your own currency."),
        Column("rule", TEXT),
        Column("paid_on", DAY),
    ),
    note="A row is one layer of duty, fee or tax that customs took.",
)
