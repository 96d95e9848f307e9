"""From the rows of a laid out table to drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import getitem
from typing import Final

from remanence.core.base.findings import Finding, Severity, error, warning
from remanence.core.base.sentences import N_
from remanence.exchange.cells import Number, Raw, Value, shown
from remanence.exchange.cells.marks import OTHER_CURRENCY, currency_mark
from remanence.exchange.cells.reading import brief
from remanence.exchange.grid import Row
from remanence.exchange.layout import Layout, column_letters
from remanence.exchange.mapping import SheetMap
from remanence.exchange.places import place
from remanence.exchange.reading import Draft, Reading, Table
from remanence.exchange.sheets.types import AMOUNT, PRICE

_AT_ONCE: Final = 500  # rows that are read column by column as long as nothing is wrong with them
_TOTAL: Final = re.compile(
    r"\W*((grand |sub-?)?total|sum|summe|gesamt|合计|总计|小计)\b", re.IGNORECASE
)

KEY_BLANK = N_("row.key_blank", "{column} is blank, so nobody can tell which record is meant.")
BEYOND = N_(
    "row.beyond_headings",
    "{value} stands beyond the headings, in column {letters}. "
    "Cells may have shifted: compare the row with the headings.",
)
SHORT = N_(
    "row.short",
    "The row has {count} cells under {width} headings; the last ones count as blank.",
)
NAMELESS = N_(
    "heading.empty", "{value} stands in column {letters}, which has no heading. Name or empty it."
)
TOTAL = N_(
    "row.total",
    "This looks like a total, not a record ({value}). "
    'Delete the row, or let a map leave it out: skip_rows_like = ["TOTAL*"].',
)


class RowReader:
    """Reads the rows of one table into drafts; findings go to the reading."""

    def __init__(
        self, table: Table, layout: Layout, mapped: SheetMap | None, *, is_text: bool
    ) -> None:
        """Take the table, its layout, and the map's part for it."""
        self.skipped = 0
        self._table = table
        self._layout = layout
        self._skips = mapped.skips if mapped and mapped.skip else None
        self._is_text = is_text
        self._width = len(layout.headings)
        self._careful = bool(layout.nameless) or self._skips is not None
        self._pick = layout.picker()
        self._has_remove = "remove" in layout.names
        columns = layout.sheet.columns
        keys = [column.name for column in columns if column.key and column.required]
        self._keys = [layout.names.index(name) for name in keys if name in layout.names]
        defaults = {c.name: c.when_blank for c in columns if c.key and c.when_blank is not None}
        self._given = {**defaults, **layout.constants}
        known = layout.sheet.by_name
        self._money = [
            (name, position)
            for name, position in zip(layout.names, layout.places, strict=True)
            if not is_text and "currency" in known and known[name].type in (PRICE, AMOUNT)
        ]

    def drafts(self, rows: Iterable[Row], reading: Reading) -> Iterator[Draft]:
        """The drafts of the rows; blank rows are nothing."""
        each = iter(rows)
        while chunk := list(islice(each, _AT_ONCE)):
            yield from self._at_once(chunk) or self._one_by_one(chunk, reading)

    def _at_once(self, chunk: list[Row]) -> list[Draft]:
        """The drafts of rows in which nothing is special; none where something is."""
        raws = [] if self._careful else self._squared(chunk)
        if not raws:
            return []
        layout, table, kind = self._layout, self._table, self._table.kind
        columns = zip(*map(self._pick, raws), strict=True)
        read = [
            list(map(reader.__getitem__, column))
            for reader, column in zip(layout.readers, columns, strict=True)
        ]
        if layout.trail.clear() or not self._keys or any(None in read[key] for key in self._keys):
            return []
        if self._money and any(map(self._shows_currency, raws)):
            return []
        drafts = [
            Draft(kind, table, number, dict(zip(layout.names, values, strict=True)), raw)
            for (number, raw), values in zip(chunk, zip(*read, strict=True), strict=True)
        ]
        return drafts if self._finished(drafts) else []

    def _squared(self, chunk: list[Row]) -> list[Sequence[Raw]]:
        """The cells of rows, at least as many as headings; none where a row is worth a word."""
        raws: list[Sequence[Raw]] = []
        width = self._width
        for _, raw in chunk:
            short = width - len(raw)
            if short > 0:
                if self._is_text:
                    return []
                raws.append([*raw, *[""] * short])
            elif short < 0 and any(raw[width:]):
                return []
            else:
                raws.append(raw)
        return raws

    def _finished(self, drafts: list[Draft]) -> bool:
        """Complete the cells of drafts; whether nothing is to be said about any of them."""
        if self._has_remove and any(draft.cells.pop("remove") is not None for draft in drafts):
            return False
        if self._given:
            for draft in drafts:
                self._complete(draft.cells)
        checks = self._layout.sheet.checks
        return not any(check(draft.cells) for check in checks for draft in drafts)

    def _one_by_one(self, chunk: list[Row], reading: Reading) -> Iterator[Draft]:
        for row in chunk:
            draft = self._draft(row, reading)
            if draft is not None:
                yield draft

    def _draft(self, row: Row, reading: Reading) -> Draft | None:
        number, raw = row
        layout = self._layout
        found: list[Finding] = []
        if not any(map(_filled, raw)):
            return None
        if len(raw) != self._width or layout.nameless:
            raw = self._fitted(row, found)
        if self._skips is not None and self._skips(shown(raw[0])):
            self.skipped += 1
            return None
        values = list(map(getitem, layout.readers, self._pick(raw)))
        cells: dict[str, Value] = dict(zip(layout.names, values, strict=True))
        self._tell(number, raw, values, found)
        self._complete(cells)
        remove = self._has_remove and cells.pop("remove") is True
        if not (found or remove):
            self._check(cells, number, found)
            self._check_currency(cells, row, found)
        bad = self._note(found, row, reading)
        return Draft(self._table.kind, self._table, number, cells, raw, remove, bad)

    def _complete(self, cells: dict[str, Value]) -> None:
        """Put in what the map gives to all rows, and what a blank part of a key means."""
        for name, value in self._given.items():
            if cells.get(name) is None:
                cells[name] = value

    def _fitted(self, row: Row, found: list[Finding]) -> Sequence[Raw]:
        """The cells under the headings; what stands elsewhere is told."""
        number, raw = row
        filled = [position for position, cell in enumerate(raw) if _filled(cell)]
        nameless = self._layout.nameless
        for code, positions in (
            (BEYOND, [position for position in filled if position >= self._width]),
            (NAMELESS, [position for position in filled if position in nameless]),
        ):
            if positions:
                letters = column_letters(positions[0])
                value = brief(shown(raw[positions[0]]).strip())
                found.append(error(code, self._where(number), value=value, letters=letters))
        short = self._width - len(raw)
        if short > 0 and self._is_text:
            where = self._where(number)
            found.append(warning(SHORT, where, count=len(raw), width=self._width))
        return [*raw, *[""] * short]

    def _where(self, row: int, column: str = "") -> str:
        heading = self._table.columns.get(column, column)
        return place(self._table.file, self._table.kind, row, heading)

    def _tell(
        self, row: int, raw: Sequence[Raw], values: list[Value], found: list[Finding]
    ) -> None:
        """Turn what the readers met, and blank parts of the key, into findings."""
        names, places = self._layout.names, self._layout.places
        trail = self._layout.trail
        found += [
            error(trouble.code, self._where(row, names[index]), **trouble.parts)
            for index, trouble in trail.troubles
        ]
        found += [
            warning(doubt.code, self._where(row, names[index]), **doubt.parts)
            for index, doubt in trail.doubts
        ]
        trail.clear()
        found += [
            error(KEY_BLANK, self._where(row, names[key]), column=self._heading(key))
            for key in self._keys
            if values[key] is None and not _filled(raw[places[key]])
        ]

    def _heading(self, index: int) -> str:
        return self._layout.headings[self._layout.places[index]]

    def _check(self, cells: dict[str, Value], row: int, found: list[Finding]) -> None:
        for check in self._layout.sheet.checks:
            for trouble in check(cells):
                where = self._where(row, trouble.column)
                found.append(error(trouble.code, where, **trouble.parts))

    def _shows_currency(self, raw: Sequence[Raw]) -> bool:
        """Whether a number format of the row names a currency."""
        return any(
            isinstance(cell := raw[place], Number) and currency_mark(cell.format)[0]
            for _, place in self._money
        )

    def _check_currency(self, cells: dict[str, Value], row: Row, found: list[Finding]) -> None:
        """The sign that a number cell shows belongs to the currency of the row."""
        number, raw = row
        currency = cells.get("currency")
        for name, place_in_row in self._money:
            cell = raw[place_in_row] if place_in_row < len(raw) else ""
            sign, allowed = currency_mark(cell.format) if isinstance(cell, Number) else ("", ())
            if sign and isinstance(currency, str) and currency not in allowed:
                where = self._where(number, name)
                found.append(error(OTHER_CURRENCY, where, sign=sign, currency=currency))

    def _note(self, found: list[Finding], row: Row, reading: Reading) -> bool:
        """Hand over the findings of a row; whether one of them is an error."""
        number, raw = row
        bad = any(finding.severity is Severity.ERROR for finding in found)
        first = next((shown(cell).strip() for cell in raw if _filled(cell)), "")
        if bad and _TOTAL.match(first):
            found = [error(TOTAL, self._where(number), value=brief(first))]
        reading.note(*found)
        return bad


def _filled(cell: Raw) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True
