"""From files to drafts: one draft a row, with all findings of all files at once.

Nothing here knows a workspace: whether a record exists, and what a reference leads to, is for who
plans the import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import in_order, info, warning
from remanence.core.base.sentences import N_
from remanence.exchange.cells import shown
from remanence.exchange.decoding import decode
from remanence.exchange.delimited import read_delimited
from remanence.exchange.detect import kind_of
from remanence.exchange.grid import Grid, Row
from remanence.exchange.layout import Layout, Plan
from remanence.exchange.mapping import FileMap, SheetMap, load_map
from remanence.exchange.opening import Source, is_zip, open_source, refuse_others
from remanence.exchange.places import Unusable, place
from remanence.exchange.reading import FileRead, Reading, Table
from remanence.exchange.rows import RowReader
from remanence.exchange.sheets import SHEETS

KIND_UNKNOWN = N_(
    "sheet.kind_unknown",
    "Nobody can tell what this table is. Its first row should hold the headings of a sheet; "
    "name the kind with --as, or the headings in a map.{hint}",
)
KIND_AMBIGUOUS = N_(
    "sheet.kind_ambiguous", "The headings fit {kinds} equally. Name the kind with --as."
)
SHEET_UNKNOWN = N_("sheet.unknown", "The sheet {name} is none of ours; it is left alone.")
NO_HEADINGS = N_("sheet.no_headings", "There are no headings in row {row}.")
NO_ROWS = N_("sheet.no_rows", "The sheet has headings and no rows.")
SKIPPED = N_("sheet.skipped", "{count} rows were left out, as skip_rows_like of the map says.")
HIDDEN_ROWS = N_("sheet.hidden_rows", "{count} hidden rows are read like the others.")
HIDDEN = N_("sheet.hidden", "The sheet {name} is hidden; it is read like the others.")
MAP_SHEET = N_("map.sheet_missing", "The map names the sheet {sheet}, which the file lacks.")
MAP_KIND = N_("map.kind_differs", "The map makes {kind} of the sheet, --as says {other}.")
MAP_UNUSED = N_("map.unused", "No file is of the name {pattern} that the map speaks of.")

_KNOWN: Final = frozenset(name for sheet in SHEETS.values() for name in sheet.by_name)


def read_drafts(
    paths: Iterable[Path], as_kind: str | None = None, map_path: Path | None = None
) -> Reading:
    """Read files into drafts.

    Args:
        paths: the files, in any order.
        as_kind: the KIND of all of them; found from sheet, file or headings if left out.
        map_path: the map that they are read by.

    Raises:
        WrongUse: there is no such KIND.
        FileMissing: a file is absent, a folder, a pipe, or may not be read.
    """
    if as_kind is not None and as_kind not in SHEETS:
        raise WrongUse(what=f"{as_kind} is no kind of sheet. Kinds are: {', '.join(SHEETS)}.")
    reading = Reading()
    file_map = None
    if map_path is not None:
        file_map, wrong = load_map(map_path)
        reading.note(*wrong)
        if wrong:
            return reading
    for path in paths:
        _FileReader(reading, as_kind or "", file_map).read(path)
    reading.findings = in_order(reading.findings)
    return reading


class _FileReader:
    """Reads one file into the reading."""

    def __init__(self, reading: Reading, as_kind: str, file_map: FileMap | None) -> None:
        self.reading = reading
        self.as_kind = as_kind
        self.map = file_map

    def read(self, path: Path) -> None:
        """Read all tables of a file; what is wrong with it as a whole is one finding."""
        try:
            source = open_source(path)
            self.reading.files.append(FileRead(path, source.name, source.digest))
            refuse_others(source)
            mapped = (
                [part for part in self.map.sheets if part.is_for(source.name)] if self.map else []
            )
            if is_zip(source):
                pass
            else:
                self._read_text(source, mapped)
        except Unusable as problem:
            self.reading.note(problem.finding)

    def _read_text(self, source: Source, mapped: Sequence[SheetMap]) -> None:
        for part in mapped or [None]:
            text = decode(source, part.encoding if part else "")
            known = _KNOWN | _headings_of(part)
            grid = read_delimited(
                text,
                source.name,
                known,
                heading_row=part.header_rows[-1] if part else 1,
                delimiter=part.delimiter if part else "",
            )
            self._read_grid(source, grid, part)

    def _read_grid(self, source: Source, grid: Grid, mapped: SheetMap | None) -> None:
        rows = iter(grid.rows)
        texts, first = _heading_texts(rows, mapped)
        if not any(texts):
            row = mapped.header_rows[-1] if mapped else 1
            raise Unusable(NO_HEADINGS, place(source.name, grid.name), row=row)
        kind = self._kind(source, grid, mapped, texts)
        if not kind:
            return
        plan = Plan(SHEETS[kind], texts, source.name, mapped)
        layout = plan.layout()
        self.reading.note(*plan.findings)
        if layout is not None:
            self._read_rows(_table(source, grid, layout), grid, rows, layout, mapped)

    def _kind(
        self, source: Source, grid: Grid, mapped: SheetMap | None, texts: Sequence[str]
    ) -> str:
        if mapped and mapped.kind:
            if self.as_kind and self.as_kind != mapped.kind:
                raise Unusable(MAP_KIND, source.name, kind=mapped.kind, other=self.as_kind)
            return mapped.kind
        if self.as_kind:
            return self.as_kind
        headings = {text.strip().lower() for text in texts if text.strip()}
        guess = kind_of(headings, grid.name, source.path.stem)
        if guess.kind:
            return guess.kind
        raise Unusable(KIND_UNKNOWN, source.name, hint="")

    def _read_rows(
        self,
        table: Table,
        grid: Grid,
        rows: Iterator[Row],
        layout: Layout,
        mapped: SheetMap | None,
    ) -> None:
        reader = RowReader(table, layout, mapped, is_text=grid.is_text)
        drafts = self.reading.drafts.setdefault(table.kind, [])
        before = len(drafts)
        self.reading.tables.append(table)
        drafts.extend(reader.drafts(rows, self.reading))
        where = place(table.file, table.kind)
        if len(drafts) == before and not reader.skipped:
            self.reading.note(warning(NO_ROWS, where))
        if reader.skipped:
            self.reading.note(info(SKIPPED, where, count=reader.skipped))


def _headings_of(mapped: SheetMap | None) -> frozenset[str]:
    if mapped is None:
        return frozenset()
    return frozenset(column.heading.lower() for column in mapped.columns.values())


def _heading_texts(rows: Iterator[Row], mapped: SheetMap | None) -> tuple[list[str], int]:
    """The headings: the first row that is not blank, or the one or two that the map names."""
    wanted = mapped.header_rows if mapped else ()
    found: list[list[str]] = []
    number = 0
    for row in rows:
        number, cells = row
        texts = [shown(cell).strip() for cell in cells]
        if (not wanted or wanted == (1,)) and any(texts):
            return texts, number
        if number in wanted:
            found.append(texts)
        if wanted and number >= wanted[-1]:
            break
    return _joined(found), number


def _joined(rows: list[list[str]]) -> list[str]:
    width = max(map(len, rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return [" ".join(filter(None, parts)) for parts in zip(*padded, strict=True)]


def _table(source: Source, grid: Grid, layout: Layout) -> Table:
    columns = {name: layout.heading_of(name) for name in layout.names}
    return Table(source.path, source.name, layout.sheet.kind, grid.name, layout.headings, columns)
