"""The sheet `orders`: purchase orders, a row a line."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from remanence.core.base.sentences import N_
from remanence.core.facts.orders import STAGES
from remanence.exchange.cells import (
    CODE,
    COUNTRY,
    CURRENCY,
    DAY,
    TEXT,
    ChoiceType,
    Form,
    Number,
    NumberType,
    Trouble,
    Value,
)
from remanence.exchange.sheets.checks import whole_pieces
from remanence.exchange.sheets.sheet import Column, Sheet
from remanence.exchange.sheets.types import (
    INCOTERM,
    LINE_NUMBER,
    MODE,
    PERCENT_ASKED,
    PRICE,
    QUANTITY,
    UNIT,
)

NOT_A_PRICE_UNIT = N_("cell.not_a_price_unit", "{value} is none of 1, 100, 1000.")


class PricePerType(NumberType):
    """Number of units that a price is for: 1, 100 or 1000."""

    def __init__(self) -> None:
        """Whole and one of three."""
        super().__init__(least=Decimal(1), whole=True)

    def from_text(self, text: str, form: Form) -> Value:
        """The number.

        Raises:
            Trouble: another number.
        """
        return _one_of_three(super().from_text(text, form))

    def from_number(self, cell: Number, form: Form) -> Value:
        """The number of a number cell.

        Raises:
            Trouble: another number.
        """
        return _one_of_three(super().from_number(cell, form))


def _one_of_three(value: object) -> int:
    if not isinstance(value, int) or value not in {1, 100, 1000}:
        raise Trouble(NOT_A_PRICE_UNIT, value=value)
    return value


ORDERS: Final = Sheet(
    "orders",
    (
        Column("order_number", CODE, required=True, key=True),
        Column("order_date", DAY, required=True),
        Column("supplier_code", CODE, required=True, refers="suppliers"),
        Column("line_no", LINE_NUMBER, required=True, key=True, of_line=True),
        Column("product_code", CODE, required=True, of_line=True, refers="products"),
        Column("quantity", QUANTITY, required=True, of_line=True, note="Over zero; pieces whole."),
        Column("unit", UNIT, required=True, of_line=True),
        Column("unit_price", PRICE, required=True, of_line=True),
        Column(
            "price_per", PricePerType(), of_line=True, when_blank=1, note="1, 100 or 1000 units."
        ),
        Column("discount_percent", PERCENT_ASKED, of_line=True),
        Column("currency", CURRENCY, required=True, note="One for the whole order."),
        Column("incoterm", INCOTERM, required=True),
        Column("incoterm_place", TEXT),
        Column("origin_country", COUNTRY, of_line=True, note="Left out: the supplier's country."),
        Column("destination_country", COUNTRY, note="Left out: your own country."),
        Column("transport_mode", MODE),
        Column("requested_on", DAY, of_line=True),
        Column("confirmed_on", DAY, of_line=True),
        Column("confirmed_for", DAY, of_line=True, note="First promise; it is kept."),
        Column("promised_for", DAY, of_line=True, note="Latest promise."),
        Column("ready_on", DAY, of_line=True),
        Column("consignee", TEXT, note="Left out: your own firm."),
        Column("ship_to", TEXT),
        Column("importer_of_record", TEXT, note="Left out: your own firm."),
        Column("end_user", TEXT),
        Column("end_user_country", COUNTRY),
        Column("end_use", TEXT),
        Column("preference", TEXT, of_line=True, note="Name of a trade preference claimed."),
        Column("stage", ChoiceType((*STAGES, "closed")), note="Left out: worked out."),
        Column("cancelled_on", DAY, of_line=True),
        Column("notes", TEXT, of_line=True),
    ),
    note="A row is one line of an order.",
    checks=(whole_pieces("quantity"),),
)
