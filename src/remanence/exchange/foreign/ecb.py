"""Reference rates of the European Central Bank: the history (CSV or its zip) and the daily file.

Rates are units of a currency for one euro. A currency without a rate on a day (`N/A`: not yet or no
longer fixed) has no rate, never the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from remanence.core.base.findings import error, warning
from remanence.core.base.money import CURRENCIES
from remanence.core.base.sentences import N_
from remanence.exchange.cells import (
    DAY,
    Doubt,
    Form,
    Trouble,
    Value,
    ValueType,
    read_cell,
    shown,
)
from remanence.exchange.cells.raw import PLAIN, Raw
from remanence.exchange.grid import Row
from remanence.exchange.opening import Source
from remanence.exchange.places import place
from remanence.exchange.reading import Draft, Reading, Table
from remanence.exchange.sheets.types import FACTOR

SOURCE: Final = "ECB"
BASE: Final = "EUR"
FILES: Final = ("eurofxref-hist.csv", "eurofxref.csv", "eurofxref-hist-90d.csv")
"""Names inside the zips that the bank publishes."""

_CODE: Final = re.compile("[A-Z]{3}", re.ASCII)
_FEWEST: Final = 5
_DAILY: Final = Form(dates="D MMM YYYY")
_ABSENT: Final = "N/A"

UNKNOWN_CURRENCY = N_(
    "ecb.currency_unknown", "{heading} is no currency of ISO 4217; the column is left alone."
)

NOT_THE_BANK = N_(
    "ecb.not_the_bank",
    "This is no file of rates of the European Central Bank: its headings are Date and then "
    "currencies (USD, JPY ...). Leave --as out, or name the kind of sheet that it is.",
)

SHIFTED = N_(
    "ecb.row_shifted",
    "The row has {count} filled cells under {width} headings: rates may stand in wrong columns.",
)


def is_named(file: str) -> bool:
    """Whether a file is named as the bank names its own."""
    return file.lower().startswith("eurofxref")


def is_ecb(headings: Sequence[str], *, named: bool = False) -> bool:
    """Whether the headings are the bank's: `Date`, then currencies and nothing else.

    A few currencies alone could be anybody's rates; where the file is `named` they are enough.
    """
    texts = [text.strip() for text in headings]
    rest = [text for text in texts[1:] if text]
    codes = [text for text in rest if len(text) == 3 and text.isalpha() and text.isupper()]
    fewest = 1 if named else _FEWEST
    return texts[:1] == ["Date"] and len(rest) >= fewest and len(codes) == len(rest)


def read_rates(
    source: Source, headings: Sequence[str], rows: Iterable[Row], reading: Reading
) -> Iterator[Draft]:
    """The rates of the file as drafts of `fx`; findings go to the reading."""
    texts = tuple(text.strip() for text in headings)
    tables = [
        (
            position,
            Table(source.path, source.name, "fx", "", texts, {"date": texts[0], "rate": text}),
        )
        for position, text in enumerate(texts)
        if position and text in CURRENCIES
    ]
    for text in texts[1:]:
        if text and text not in CURRENCIES:
            where = place(source.name, "fx", column=text)
            reading.note(warning(UNKNOWN_CURRENCY, where, heading=text))
    for number, cells in rows:
        if any(shown(cell).strip() for cell in cells):
            yield from _rates_of_day(number, cells, tables, reading)


def _rates_of_day(
    number: int, cells: Sequence[Raw], tables: Sequence[tuple[int, Table]], reading: Reading
) -> Iterator[Draft]:
    if not tables or not _fits(number, cells, tables[0][1], reading):
        return
    form = PLAIN if shown(cells[0]).strip()[:4].isdecimal() else _DAILY
    day = _read(DAY, cells[0], form, place(tables[0][1].file, "fx", number, "Date"), reading)
    for position, table in tables:
        text = shown(cells[position]).strip()
        if text == _ABSENT or day is None:
            continue
        quote = table.columns["rate"]
        rate = _read(FACTOR, text, PLAIN, place(table.file, "fx", number, quote), reading)
        values: dict[str, Value] = {
            "date": day,
            "base": BASE,
            "quote": quote,
            "rate": rate,
            "source": SOURCE,
        }
        yield Draft("fx", table, number, values, cells, bad=rate is None)


def _fits(number: int, cells: Sequence[Raw], table: Table, reading: Reading) -> bool:
    """Whether each heading has a cell (`N/A` without a rate) and none stands beyond them."""
    width = sum(map(bool, table.headings))
    filled = [position for position, cell in enumerate(cells) if shown(cell).strip()]
    if filled == list(range(width)):
        return True
    where = place(table.file, "fx", number)
    reading.note(error(SHIFTED, where, count=len(filled), width=width))
    return False


def _read(kind: ValueType, raw: Raw, form: Form, where: str, reading: Reading) -> Value:
    """A cell as read; None with a finding where it cannot be."""
    try:
        value = read_cell(kind, raw, form)
    except Trouble as trouble:
        reading.note(error(trouble.code, where, **trouble.parts))
        return None
    return value.value if isinstance(value, Doubt) else value
