"""Cells of workbooks and text tables that are forms, not sheets of ours: boxes, totals, titles."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

from remanence.core.base.findings import Finding, Severity, info
from remanence.core.base.money import plain
from remanence.core.base.sentences import N_
from remanence.exchange.cells import Moment, Number, Raw, Trouble, Uncalculated
from remanence.exchange.cells.numbers import HUNDRED, cell_number
from remanence.exchange.decoding import decode
from remanence.exchange.delimited import read_delimited
from remanence.exchange.grid import Grid
from remanence.exchange.layout import column_letters
from remanence.exchange.opening import Source, open_archive, open_source
from remanence.exchange.papers.content import shown_name
from remanence.exchange.papers.page import Cell, Page, Row, folded
from remanence.exchange.papers.reading import TOO_LARGE, PagesRead
from remanence.exchange.papers.sums import Place, Sums
from remanence.exchange.places import Unusable
from remanence.exchange.xlsx import Archive, is_workbook, open_book

MOST_SHEETS: Final = 20
MOST_ROWS: Final = 500
_MOST_BYTES: Final = 30_000_000
"""Unpacked bytes of a workbook; papers are a hundredth of it."""

_REACH: Final = 2.0
_SLACK: Final = 0.0
_LITERAL: Final = re.compile(r'"([^"]*)"|\[\$([^\]\-]*)[^\]]*\]')
_DIGIT_PLACE: Final = re.compile(r"[#0?]")

SHEETS_LEFT = N_("paper.sheets_left", "It has {count} sheets; only the first {read} were read.")


def read_book(path: Path, until: float) -> PagesRead:
    """The visible sheets of a workbook; what is hidden is on no paper.

    Args:
        path: the file.
        until: moment of the monotonic clock after which no further sheet is begun.
    """
    try:
        source = open_source(path)
        with open_archive(source) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_BYTES:
            return PagesRead([], [info(TOO_LARGE, shown_name(path.name))])
        return _read_book(source, until)
    except Unusable as problem:
        return _unusable(problem)


def read_text_table(path: Path) -> PagesRead:
    """The one page of a CSV."""
    try:
        source = open_source(path)
        if len(source.data) > _MOST_BYTES:
            return PagesRead([], [info(TOO_LARGE, shown_name(path.name))])
        grid = read_delimited(decode(source), source.name, ())
        return PagesRead([Page(1, _rows(grid), _REACH, _SLACK)], [])
    except Unusable as problem:
        return _unusable(problem)


def _unusable(problem: Unusable) -> PagesRead:
    """A paper that cannot be read is attached all the same: a note, no error."""
    return PagesRead([], [problem.finding._replace(severity=Severity.INFO)])


def _read_book(source: Source, until: float) -> PagesRead:
    archive = Archive(source)
    if not is_workbook(archive):
        return PagesRead([], [])
    book = open_book(source, archive)
    sheets = [sheet for sheet in book.sheets if sheet.is_table and not sheet.hidden]
    pages: list[Page] = []
    for sheet in sheets[:MOST_SHEETS]:
        if pages and time.monotonic() > until:
            break
        pages.append(Page(sheet.name.strip(), _rows(book.grid(sheet)), _REACH, _SLACK))
    findings: list[Finding] = []
    if len(pages) < len(sheets):
        findings.append(
            info(SHEETS_LEFT, shown_name(source.name), count=len(sheets), read=len(pages))
        )
    return PagesRead(pages, findings)


def _rows(grid: Grid) -> list[Row]:
    rows = list(islice(grid.rows, MOST_ROWS))
    sums = Sums(_places(rows))
    widths = {(merge.top, merge.left): merge.right + 1 for merge in grid.merges}
    return [row for number, cells in rows for row in _lines(number, cells, widths, sums)]


def _places(rows: Sequence[tuple[int, Sequence[Raw]]]) -> dict[Place, Raw]:
    return {
        (number, at): cell for number, cells in rows for at, cell in enumerate(cells) if cell != ""
    }


def _lines(
    number: int, cells: Sequence[Raw], widths: Mapping[Place, int], sums: Sums
) -> Iterator[Row]:
    """The row, and a row of its own for each further line of text inside a cell."""
    texts = [_text(raw, sums).split("\n") if raw != "" else [""] for raw in cells]
    height = max(map(len, texts), default=0)
    for line in range(height):
        found = [
            Cell(
                text[line].strip(),
                at,
                widths.get((number, at), at + 1),
                f"{column_letters(at)}{number}",
            )
            for at, text in enumerate(texts)
            if line < len(text) and text[line].strip()
        ]
        if found:
            yield Row(number + line / height, found)


def _text(raw: Raw, sums: Sums) -> str:
    """What a person sees in the cell; nothing where that is not known."""
    match raw:
        case str():
            return folded(raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  "))
        case Number():
            return _number(raw)
        case Moment():
            return raw.day
        case Uncalculated(formula):
            found = sums.result(formula)
            return plain(_short(found)) if found is not None else ""
        case _:
            return ""


def _number(cell: Number) -> str:
    try:
        number = cell_number(cell)
    except Trouble:
        return ""
    if "%" in _LITERAL.sub("", cell.format):
        return f"{plain(number * HUNDRED)}%"
    return _dressed(plain(number), cell.format)


def _dressed(number: str, number_format: str) -> str:
    """The number with the words that its format puts before and after: `0 "KGS"`, `[$USD] 0.00`."""
    first = number_format.split(";", maxsplit=1)[0]
    digit = _DIGIT_PLACE.search(_LITERAL.sub(lambda match: " " * len(match[0]), first))
    if digit is None:
        return number
    before, after = first[: digit.start()], first[digit.start() :]
    words = ("".join(map("".join, _LITERAL.findall(part))) for part in (before, after))
    front, back = words
    return f"{front}{number}{back}"


def _short(number: Decimal) -> Decimal:
    """Without the zeros that a product leaves behind the point."""
    return (
        number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    )
