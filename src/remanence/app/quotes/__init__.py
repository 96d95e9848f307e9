"""Quotes: JSON in, landed cost out. The same engine that costs orders."""

from remanence.app.quotes.rates import read_rates
from remanence.app.quotes.reading import Shelf, landed_quote, read_quote
from remanence.app.quotes.rows import LandedRow, LayerRow, LineRow, OrderRow, landed_row, order_row

__all__ = [
    "LandedRow",
    "LayerRow",
    "LineRow",
    "OrderRow",
    "Shelf",
    "landed_quote",
    "landed_row",
    "order_row",
    "read_quote",
    "read_rates",
]
