"""One file: what it is by its content, and which tables it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from remanence.core.base.findings import error, info, warning
from remanence.core.base.sentences import N_
from remanence.exchange.decoding import decode
from remanence.exchange.delimited import DELIMITERS, read_delimited
from remanence.exchange.detect import kind_named
from remanence.exchange.foreign.ecb import FILES
from remanence.exchange.foreign.known import NOT_READ, recognised
from remanence.exchange.mapping import FileMap, SheetMap
from remanence.exchange.opening import EMPTY, OTHER, Source, is_zip, open_source, refuse_others
from remanence.exchange.places import Unusable, place
from remanence.exchange.reading import FileRead, Reading
from remanence.exchange.sheets import GUIDE, SHEETS
from remanence.exchange.tables import FOREIGN, Start, TableReader, begin
from remanence.exchange.xlsx import Archive, Book, SheetPart, is_workbook, open_book

SHEET_UNKNOWN = N_("sheet.unknown", "The sheet {name} is none of ours; it is left alone.")
SHEET_BESIDE = N_(
    "sheet.beside_as",
    "The sheet {name} is left alone: --as {kind} is meant for one sheet, and this has no name of "
    "ours.",
)
SHEET_UNMAPPED = N_("sheet.unmapped", "The map does not speak of the sheet {name}; left alone.")
MAP_SHEET = N_("map.sheet_missing", "The map names the sheet {sheet}, which the file lacks.")

_KNOWN: Final = frozenset(name for sheet in SHEETS.values() for name in sheet.by_name)
_HEADING_BYTES: Final = 10_000
_ARCHIVES: Final = (
    ("content.xml", "an OpenDocument file (.ods)", "Open it and save it as XLSX."),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", "Open it and save it as XLSX."),
    ("word/document.xml", "a Word document", "Sheets come as CSV or XLSX."),
    ("ppt/presentation.xml", "a presentation", "Sheets come as CSV or XLSX."),
)


class FileReader:
    """Reads one file into the reading."""

    def __init__(self, reading: Reading, as_kind: str, file_map: FileMap | None) -> None:
        """Take where drafts go, the KIND that the caller names, and the map."""
        self._reading = reading
        self._as = as_kind
        self._kind = FOREIGN.get(as_kind, as_kind)
        self._map = file_map

    def read(self, path: Path) -> None:
        """Read all tables of a file; what is wrong with it as a whole is one finding.

        Raises:
            FileMissing: it is absent, a folder, a pipe, or may not be read.
        """
        try:
            source = open_source(path)
            self._reading.files.append(FileRead(path, source.name, source.digest))
            refuse_others(source)
            if is_zip(source):
                self._read_archive(source)
            else:
                self._read_text(source)
        except Unusable as problem:
            self._reading.stop(problem.finding)

    def _parts(self, file: str) -> list[SheetMap]:
        return [part for part in self._map.sheets if part.is_for(file)] if self._map else []

    def _read_text(self, source: Source) -> None:
        parts: Sequence[SheetMap | None] = self._parts(source.name) or [None]
        for part in parts:
            self._read_text_as(source, part)

    def _read_text_as(self, source: Source, mapped: SheetMap | None) -> None:
        try:
            text = decode(source, mapped.encoding if mapped else "")
        except Unusable:
            if not mapped and not self._as:
                _refuse_known(source)
            raise
        headings = [column.heading.lower() for column in mapped.columns.values()] if mapped else []
        grid = read_delimited(
            text,
            source.name,
            _KNOWN.union(headings),
            heading_row=mapped.header_rows[-1] if mapped else 1,
            delimiter=mapped.delimiter if mapped else "",
        )
        tables = TableReader(self._reading, source, self._as)
        start = begin(grid, mapped, self._reading, source.name)
        if tables.read_foreign(start):
            return
        guess = tables.guess(start)
        if not guess.kind:
            raise tables.refuse(start, guess)
        tables.read(start, guess.kind)

    def _read_archive(self, source: Source) -> None:
        archive = Archive(source)
        if not is_workbook(archive):
            self._read_zip(source, archive)
            return
        book = open_book(source, archive)
        parts = self._parts(source.name)
        if parts:
            self._read_mapped(source, book, parts)
        else:
            self._read_book(source, book)

    def _read_zip(self, source: Source, archive: Archive) -> None:
        """The central bank's zip holds one CSV; anything else in a zip is refused by its name."""
        names = [name for name in FILES if archive.has(name)]
        if names:
            self._read_text(source._replace(data=archive.read(names[0])))
            return
        for sign, what, advice in _ARCHIVES:
            if archive.has(sign):
                raise Unusable(OTHER, source.name, what=what, next=advice)
        raise Unusable(OTHER, source.name, what="a zip archive", next="Unpack it first.")

    def _read_mapped(self, source: Source, book: Book, parts: Sequence[SheetMap]) -> None:
        tables = TableReader(self._reading, source, self._as)
        read: set[int] = set()
        for part in parts:
            sheet = _sheet_of(book, part.sheet)
            if sheet is None:
                self._reading.note(error(MAP_SHEET, source.name, sheet=part.sheet))
                continue
            read.add(sheet.number)
            self._read_one(tables, source, book, sheet, part)
        for sheet in book.sheets:
            if sheet.number not in read:
                self._reading.note(info(SHEET_UNMAPPED, source.name, name=sheet.name))

    def _read_one(
        self,
        tables: TableReader,
        source: Source,
        book: Book,
        sheet: SheetPart,
        part: SheetMap,
    ) -> None:
        try:
            start = begin(book.grid(sheet), part, self._reading, source.name)
            guess = tables.guess(start)
            if not guess.kind:
                raise tables.refuse(start, guess)
            tables.read(start, guess.kind)
        except Unusable as problem:
            self._reading.stop(problem.finding)

    def _read_book(self, source: Source, book: Book) -> None:
        unknown: list[tuple[TableReader, Start]] = []
        taken = blank = 0
        for sheet, as_kind in self._wanted(book, source.name):
            tables = TableReader(self._reading, source, as_kind)
            start = begin(book.grid(sheet), None, self._reading, source.name)
            if start.is_blank:
                blank += 1
            elif self._read_sheet(tables, start):
                taken += 1
            else:
                unknown.append((tables, start))
        if not taken and not unknown:
            raise Unusable(EMPTY, source.name)
        if not taken:
            tables, start = unknown[0]
            raise tables.refuse(start, tables.guess(start))
        for _, start in unknown:
            where = place(source.name, start.grid.name)
            self._reading.note(warning(SHEET_UNKNOWN, where, name=start.grid.name))

    def _read_sheet(self, tables: TableReader, start: Start) -> bool:
        """Whether a sheet was one of ours; what is wrong with it is a finding."""
        if tables.read_foreign(start):
            return True
        guess = tables.guess(start)
        if not guess.kind:
            return False
        try:
            tables.read(start, guess.kind)
        except Unusable as problem:
            self._reading.stop(problem.finding)
        return True

    def _wanted(self, book: Book, file: str) -> list[tuple[SheetPart, str]]:
        """The sheets that may be tables, each with the KIND that the caller gives to it, if any.

        A KIND is meant for the sheet of that name, else for the first that has no name of ours;
        those that have one are read by it, the rest is left alone.
        """
        sheets = [sheet for sheet in book.sheets if sheet.name != GUIDE]
        found = [sheet for sheet in sheets if sheet.is_table]
        wanted = [(sheet, "") for sheet in found]
        if self._as:
            nameless = [sheet for sheet in found if not kind_named(sheet.name)]
            own = [sheet for sheet in found if kind_named(sheet.name) == self._kind]
            meant = own or nameless[:1] or (found if len(found) == 1 else [])
            wanted = [
                (sheet, self._as if sheet in meant else "")
                for sheet in found
                if sheet in meant or sheet not in nameless
            ]
        for sheet in sheets:
            if all(sheet is not other for other, _ in wanted):
                code = SHEET_BESIDE if sheet.is_table else SHEET_UNKNOWN
                where = place(file, sheet.name)
                self._reading.note(warning(code, where, name=sheet.name, kind=self._as))
        return wanted


def _refuse_known(source: Source) -> None:
    """Say of a file in another encoding what it is, if its headings tell.

    Raises:
        Unusable: it is a known file that nobody reads.
    """
    line = source.data[:_HEADING_BYTES].decode("latin-1").splitlines()[0]
    for delimiter in DELIMITERS:
        what = recognised({text.strip(' "').lower() for text in line.split(delimiter)})
        if what:
            raise Unusable(NOT_READ, source.name, what=what)


def _sheet_of(book: Book, name: str | int) -> SheetPart | None:
    """The sheet that a map names, by its title or by its number."""
    for sheet in book.sheets:
        if sheet.is_table and name in {sheet.number, sheet.name.strip()}:
            return sheet
    low = str(name).lower()
    same = [sheet for sheet in book.sheets if sheet.is_table and sheet.name.strip().lower() == low]
    return same[0] if same else None
