"""The sheet `charges`: amounts that raise landed cost."""

from __future__ import annotations

from typing import Final

from remanence.core.facts.charges import KINDS
from remanence.exchange.cells import (
    CODE,
    CURRENCY,
    DAY,
    LINES,
    SHARES,
    TEXT,
    YES_NO,
    ChoiceType,
)
from remanence.exchange.sheets.checks import at_most_one, one_needed
from remanence.exchange.sheets.sheet import Column, Sheet
from remanence.exchange.sheets.types import AMOUNT, FACTOR, PERCENT

METHODS: Final = ("value", "weight", "quantity", "volume", "equal", "manual")

CHARGES: Final = Sheet(
    "charges",
    (
        Column("charge_ref", CODE, key=True, note="Your own name; alone it says which row."),
        Column("order_number", CODE, key=True, refers="orders", note="This or shipment_ref."),
        Column("shipment_ref", CODE, key=True, refers="shipments"),
        Column("kind", ChoiceType(KINDS), required=True, key=True),
        Column(
            "basis",
            ChoiceType(("estimate", "actual")),
            key=True,
            note="Left out: actual with an invoice_number or paid_on.",
        ),
        Column("amount", AMOUNT, note="This or percent."),
        Column("percent", PERCENT, note="Of the goods."),
        Column("currency", CURRENCY, required=True),
        Column("method", ChoiceType(METHODS), note="How it is shared; left out: value."),
        Column("lines", LINES, key=True, note="Only these lines: 1;3"),
        Column("shares", SHARES, note="By hand: 1:40.00;3:60.00"),
        Column("before_border", YES_NO, note="Counts into the customs value."),
        Column("included_in_price", YES_NO),
        Column("recoverable", YES_NO),
        Column("vendor", TEXT, key=True),
        Column("invoice_number", CODE, key=True),
        Column("invoice_date", DAY),
        Column("rate", FACTOR, note="Home currency for 1, as on the invoice."),
        Column("paid_on", DAY),
    ),
    note="A row is one charge on an order or on a shipment, estimated or actual.",
    one_of=((("order_number",), ("shipment_ref",)), (("amount",), ("percent",))),
    checks=(
        one_needed("order_number", "shipment_ref", unless="charge_ref"),
        at_most_one("order_number", "shipment_ref"),
        at_most_one("amount", "percent"),
    ),
)
