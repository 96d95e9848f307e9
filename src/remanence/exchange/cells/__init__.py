"""One cell: what stands in it, what it means, and why it cannot be read.

`raw` names what a file holds, the other modules turn it into values: text and codes, numbers, days,
words of a closed list, short lists. Nothing here knows a sheet or a file.
"""

from remanence.exchange.cells.days import DAY
from remanence.exchange.cells.lists import COMPOSITION, LINES, SHARES
from remanence.exchange.cells.numbers import NumberType
from remanence.exchange.cells.raw import (
    BLANK,
    CLEAR,
    Clear,
    Fault,
    Flag,
    Form,
    Moment,
    Number,
    Raw,
    Uncalculated,
    Value,
    shown,
)
from remanence.exchange.cells.reading import (
    ColumnReader,
    Doubt,
    Trail,
    Trouble,
    ValueType,
    read_cell,
)
from remanence.exchange.cells.text import CODE, TARIFF_CODE, TEXT, protected, unprotected
from remanence.exchange.cells.words import COUNTRY, CURRENCY, YES_NO, ChoiceType

__all__ = [
    "BLANK",
    "CLEAR",
    "CODE",
    "COMPOSITION",
    "COUNTRY",
    "CURRENCY",
    "DAY",
    "LINES",
    "SHARES",
    "TARIFF_CODE",
    "TEXT",
    "YES_NO",
    "ChoiceType",
    "Clear",
    "ColumnReader",
    "Doubt",
    "Fault",
    "Flag",
    "Form",
    "Moment",
    "Number",
    "NumberType",
    "Raw",
    "Trail",
    "Trouble",
    "Uncalculated",
    "Value",
    "ValueType",
    "protected",
    "read_cell",
    "shown",
    "unprotected",
]
