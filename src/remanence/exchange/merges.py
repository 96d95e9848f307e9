"""Merged cells: spread where a map says so, refused where they touch what is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.exchange.cells import Raw
from remanence.exchange.grid import MOST_COLUMNS, Grid, Merge, Row
from remanence.exchange.layout import Layout, column_letters
from remanence.exchange.places import place

_FOLD: Final = "{}{}:{}{}"

MERGED = N_(
    "sheet.merged",
    "The cells {range} are merged, so that all but the first are blank. "
    'Unmerge and fill them, or say in a map: merged = "spread".',
)


def spread(grid: Grid) -> int:
    """Fill each merged range with its first cell, in rows that hold anything; how many."""
    rows = dict(_listed(grid.rows))
    grid.rows = list(rows.items())
    for merge in grid.merges:
        first = rows.get(merge.top, [])
        value = first[merge.left] if merge.left < len(first) else ""
        if value == "":
            continue
        for number in range(merge.top, merge.bottom + 1):
            if number in rows:
                _fill(rows[number], merge, value)
    return len(grid.merges)


def _listed(rows: Iterable[Row]) -> Iterator[tuple[int, list[Raw]]]:
    for number, cells in rows:
        yield number, list(cells)


def _fill(cells: list[Raw], merge: Merge, value: Raw) -> None:
    right = min(merge.right, MOST_COLUMNS - 1)
    cells += [""] * (right + 1 - len(cells))
    for column in range(merge.left, right + 1):
        cells[column] = value


def merged(grid: Grid, layout: Layout, file: str, heading_row: int) -> list[Finding]:
    """A finding for each merged range that touches columns that are read, headings included."""
    findings = []
    for merge in grid.merges:
        touched = [
            name
            for name, position in zip(layout.names, layout.places, strict=True)
            if merge.left <= position <= merge.right
        ]
        if merge.bottom >= heading_row and touched:
            where = place(file, layout.sheet.kind, merge.top, layout.heading_of(touched[0]))
            findings.append(error(MERGED, where, range=_named(merge)))
    return findings


def _named(merge: Merge) -> str:
    return _FOLD.format(
        column_letters(merge.left), merge.top, column_letters(merge.right), merge.bottom
    )
