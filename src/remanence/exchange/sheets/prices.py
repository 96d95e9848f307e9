"""The sheets `prices` (price points of materials) and `fx` (rates of exchange)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from remanence.core.base.sentences import N_
from remanence.exchange.cells import CODE, CURRENCY, DAY, TEXT, YES_NO, Value
from remanence.exchange.sheets.sheet import Column, RowTrouble, Sheet
from remanence.exchange.sheets.types import FACTOR, PRICE, UNIT_OF_MASS

LOW_OVER_HIGH = N_("row.low_over_high", "The low price {low} is over the high price {high}.")
SAME_CURRENCY = N_("row.same_currency", "A rate of {currency} to itself.")


def _low_and_high(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
    low, high = cells.get("low"), cells.get("high")
    if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
        return [RowTrouble("low", LOW_OVER_HIGH, {"low": f"{low:f}", "high": f"{high:f}"})]
    return ()


def _two_currencies(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
    base = cells.get("base")
    if base is not None and base == cells.get("quote"):
        return [RowTrouble("quote", SAME_CURRENCY, {"currency": base})]
    return ()


PRICES: Final = Sheet(
    "prices",
    (
        Column("material", CODE, required=True, key=True),
        Column("date", DAY, required=True, key=True),
        Column("market", TEXT, key=True),
        Column("source", TEXT, required=True, key=True),
        Column("unit", UNIT_OF_MASS, required=True, key=True),
        Column("currency", CURRENCY, required=True, key=True),
        Column("tax_included", YES_NO, key=True),
        Column("price", PRICE, note="This, or low and high."),
        Column("low", PRICE),
        Column("high", PRICE),
    ),
    note="A row is the price of a material on one day.",
    one_of=((("price",), ("low", "high")),),
    checks=(_low_and_high,),
)

FX: Final = Sheet(
    "fx",
    (
        Column("date", DAY, required=True, key=True),
        Column("base", CURRENCY, required=True, key=True),
        Column("quote", CURRENCY, required=True, key=True),
        Column("rate", FACTOR, required=True, note="1 base = rate quote."),
        Column("source", TEXT, key=True),
    ),
    note="A row is a rate of exchange on one day.",
    checks=(_two_currencies,),
)
