"""One table: what it is, where its columns stand, and its rows as drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, Severity, error, info
from remanence.core.base.sentences import N_
from remanence.exchange.cells import shown
from remanence.exchange.detect import Guess, kind_of
from remanence.exchange.foreign import ecb, known
from remanence.exchange.grid import Grid, Row
from remanence.exchange.layout import Layout, Plan, column_letters
from remanence.exchange.mapping import SheetMap
from remanence.exchange.merges import merged, spread
from remanence.exchange.opening import Source
from remanence.exchange.places import Unusable, place
from remanence.exchange.reading import Draft, Reading, Table
from remanence.exchange.rows import BEYOND, RowReader
from remanence.exchange.sheets import SHEETS

KIND_UNKNOWN = N_(
    "sheet.kind_unknown",
    "Nobody can tell what this table is: its first row holds no headings of ours. {next}",
)
KIND_AMBIGUOUS = N_(
    "sheet.kind_ambiguous", "The headings fit {kinds} equally. Name the kind with --as."
)
NO_HEADINGS = N_("sheet.no_headings", "There are no headings in row {row}.")
NO_ROWS = N_("sheet.no_rows", "The sheet has headings and no rows.")
SKIPPED = N_("sheet.skipped", "Rows left out, as skip_rows_like of the map says: {count}.")
SPREAD = N_("sheet.spread", "Merged ranges filled with their first cell: {count}.")
HIDDEN_ROWS = N_("sheet.hidden_rows", "Hidden rows, which are read like the others: {count}.")
HIDDEN_SHEET = N_("sheet.hidden", "The sheet {name} is hidden; it is read like the others.")
MAP_KIND = N_("map.kind_differs", "The map makes {kind} of the sheet, --as says {other}.")

FOREIGN: Final = {"ecb": "fx"}
"""Names of foreign files, and the KIND that they become."""

_LOOKED_AT: Final = 30  # rows in which headings are looked for, for the advice
_ADVICE: Final = "Name the kind with --as, or the headings in a map."


class Start(NamedTuple):
    """The beginning of a table: its headings, their row, and the rows after them."""

    grid: Grid
    mapped: SheetMap | None
    texts: list[str]
    row: int
    rows: Iterator[Row]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing where headings should stand."""
        return not any(self.texts)


def begin(grid: Grid, mapped: SheetMap | None, reading: Reading, file: str) -> Start:
    """Take the headings off the rows; merged cells are spread before, if the map says so."""
    if mapped and mapped.spread and grid.merges:
        count = spread(grid)
        reading.note(info(SPREAD, place(file, mapped.kind or grid.name), count=count))
    rows = iter(grid.rows)
    wanted = mapped.header_rows if mapped else (1,)
    texts, row = _first_headings(rows) if wanted == (1,) else _named_headings(rows, wanted)
    return Start(grid, mapped, texts, row, rows)


def _first_headings(rows: Iterator[Row]) -> tuple[list[str], int]:
    """The first row that is not blank."""
    for number, cells in rows:
        texts = [shown(cell).strip() for cell in cells]
        if any(texts):
            return texts, number
    return [], 1


def _named_headings(rows: Iterator[Row], wanted: Sequence[int]) -> tuple[list[str], int]:
    """The rows that the map names, joined by a blank."""
    found: list[list[str]] = []
    for number, cells in rows:
        if number in wanted:
            found.append([shown(cell).strip() for cell in cells])
        if number >= wanted[-1]:
            break
    width = max(map(len, found), default=0)
    padded = [[*texts, *[""] * (width - len(texts))] for texts in found]
    return [" ".join(filter(None, parts)) for parts in zip(*padded, strict=True)], wanted[-1]


class TableReader:
    """Reads the tables of one file into the reading."""

    def __init__(self, reading: Reading, source: Source, as_kind: str) -> None:
        """Take where drafts go, the file, and the KIND that the caller names."""
        self._reading = reading
        self._source = source
        self._as = FOREIGN.get(as_kind, as_kind)
        self._is_foreign = as_kind in FOREIGN

    def guess(self, start: Start) -> Guess:
        """The KIND that the map, the caller, a name or the headings give.

        Raises:
            Unusable: map and caller disagree.
        """
        mapped = start.mapped
        if mapped and mapped.kind:
            if self._as not in {"", mapped.kind}:
                where = self._source.name
                raise Unusable(MAP_KIND, where, kind=mapped.kind, other=self._as)
            return Guess(mapped.kind)
        if self._as:
            return Guess(self._as)
        headings = {text.lower() for text in start.texts if text}
        ours = headings.union(mapped.columns) if mapped else headings
        return kind_of(ours, start.grid.name, self._source.path.stem)

    def read_foreign(self, start: Start) -> bool:
        """Whether the table is the central bank's, which is read here.

        Raises:
            Unusable: it is another known file that nobody reads, or it was called the bank's and
                is not.
        """
        if start.mapped or self._as not in {"", "fx"}:
            return False
        named = self._is_foreign or ecb.is_named(self._source.name)
        if ecb.is_ecb(start.texts, named=named):
            rates = ecb.read_rates(self._source, start.texts, start.rows, self._reading)
            self._drafts("fx").extend(rates)
            return True
        if self._is_foreign:
            raise Unusable(ecb.NOT_THE_BANK, self._source.name)
        what = "" if self._as else known.recognised({text.lower() for text in start.texts})
        if what:
            raise Unusable(known.NOT_READ, self._source.name, what=what)
        return False

    def refuse(self, start: Start, guess: Guess) -> Unusable:
        """Why a table that is none of ours stops the import."""
        where = place(self._source.name, start.grid.name)
        if guess.among:
            return Unusable(KIND_AMBIGUOUS, where, kinds=" and ".join(guess.among))
        return Unusable(KIND_UNKNOWN, where, next=self._advice(start))

    def _advice(self, start: Start) -> str:
        """Where headings of ours stand further down, if they do."""
        for number, cells in islice(start.rows, _LOOKED_AT):
            texts = {shown(cell).strip().lower() for cell in cells} - {""}
            found = kind_of(texts, "", "").kind
            if found:
                return f"Row {number} holds headings of {found}: header_row = {number} in a map."
        return _ADVICE

    def read(self, start: Start, kind: str) -> None:
        """Read a table of a known kind."""
        if start.is_blank:
            where = place(self._source.name, kind)
            raise Unusable(NO_HEADINGS, where, row=start.row)
        grid = start.grid
        plan = Plan(SHEETS[kind], start.texts, self._source.name, start.mapped)
        layout = plan.layout()
        self._reading.note(*plan.findings)
        if grid.hidden:
            self._reading.hidden_sheets += 1
            where = place(self._source.name, kind)
            self._reading.note(info(HIDDEN_SHEET, where, name=grid.name))
        if layout is None:
            self._refuse_rows(start, kind, plan.findings)
        else:
            self._read_rows(start, layout)

    def _refuse_rows(self, start: Start, kind: str, found: Sequence[Finding]) -> None:
        """Rows under headings that stop the sheet are handed back with what stops it."""
        stopped = tuple(one for one in found if one.severity is Severity.ERROR)
        source, headings = self._source, tuple(start.texts)
        table = Table(source.path, source.name, kind, start.grid.name, headings, {}, stopped)
        self._drafts(kind).extend(
            Draft(kind, table, number, {}, raw, bad=True)
            for number, raw in start.rows
            if any(shown(cell).strip() for cell in raw)
        )

    def _read_rows(self, start: Start, layout: Layout) -> None:
        grid, kind = start.grid, layout.sheet.kind
        where = place(self._source.name, kind)
        if not (start.mapped and start.mapped.spread):
            self._reading.note(*merged(grid, layout, self._source.name, start.row))
        self._tell_far(grid, kind)
        table = self._table(grid, layout)
        reader = RowReader(table, layout, start.mapped, is_text=grid.is_text)
        drafts = self._drafts(kind)
        before = len(drafts)
        drafts.extend(reader.drafts(start.rows, self._reading))
        hidden = sum(draft.row in grid.hidden_rows for draft in drafts[before:])
        self._reading.hidden_rows += hidden
        if hidden:
            self._reading.note(info(HIDDEN_ROWS, where, count=hidden))
        if reader.skipped:
            self._reading.note(info(SKIPPED, where, count=reader.skipped))
        if len(drafts) == before:
            self._reading.note(info(NO_ROWS, where))

    def _drafts(self, kind: str) -> list[Draft]:
        return self._reading.drafts.setdefault(kind, [])

    def _table(self, grid: Grid, layout: Layout) -> Table:
        columns = {name: layout.heading_of(name) for name in layout.names}
        table = Table(
            self._source.path,
            self._source.name,
            layout.sheet.kind,
            grid.name,
            layout.headings,
            columns,
        )
        self._reading.tables.append(table)
        return table

    def _tell_far(self, grid: Grid, kind: str) -> None:
        row, column, count = grid.far
        if count:
            where = place(self._source.name, kind, row)
            value = f"A cell (one of {count})"
            self._reading.note(error(BEYOND, where, value=value, letters=column_letters(column)))
