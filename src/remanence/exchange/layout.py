"""From the headings of a table to the columns of its sheet: where they stand, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from operator import itemgetter

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.exchange.cells import (
    ColumnReader,
    Doubt,
    Form,
    Raw,
    Trail,
    Trouble,
    Value,
    read_cell,
)
from remanence.exchange.cells.raw import PLAIN
from remanence.exchange.mapping import UNKNOWN_COLUMN, ColumnMap, SheetMap
from remanence.exchange.places import place
from remanence.exchange.sheets import Sheet

TWICE = N_(
    "heading.twice",
    "The heading {heading} stands in columns {columns}; nothing is taken from either. "
    "Rename or delete one.",
)
UNKNOWN = N_("heading.unknown", "The sheet {kind} has no column {heading}; it is left alone.{next}")
MISSING = N_("heading.missing", "The column {column} is missing; without it no row can be read.")
MAP_MISSING = N_(
    "heading.map_missing",
    "The map takes {column} from the heading {heading}, which the file lacks.",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a table are read.

    Attributes:
        sheet: the sheet that it becomes.
        headings: as they came, all of them.
        names: our columns that stand in the table.
        places: their positions in a row.
        readers: a reader each.
        constants: what the map gives to all rows.
        nameless: positions among the headings where none stands.
        trail: what the readers met since it was last emptied, by place in `names`.
    """

    sheet: Sheet
    headings: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[int, ...]
    readers: tuple[ColumnReader, ...]
    constants: Mapping[str, Value]
    nameless: tuple[int, ...]
    trail: Trail

    def picker(self) -> Callable[[Sequence[Raw]], Sequence[Raw]]:
        """Takes the cells that are read out of a row that is long enough."""
        if len(self.places) == 1:
            only = self.places[0]
            return lambda row: (row[only],)
        return itemgetter(*self.places)

    def heading_of(self, column: str) -> str:
        """The heading under which a column of ours stands in the file; our name without one."""
        if column in self.names:
            return self.headings[self.places[self.names.index(column)]]
        return column


class Headings:
    """The headings of a table, each with its positions; capitals and outer blanks do not count."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        stripped = [text.strip() for text in texts]
        while stripped and not stripped[-1]:
            stripped.pop()
        self.texts = tuple(stripped)
        self.positions: dict[str, list[int]] = {}
        for position, text in enumerate(self.texts):
            if text:
                self.positions.setdefault(text.lower(), []).append(position)

    def has(self, heading: str) -> bool:
        """Whether it stands there, once or more."""
        return heading.lower() in self.positions

    def one(self, heading: str) -> int | None:
        """The position of a heading that stands there once."""
        found = self.positions.get(heading.lower(), [])
        return found[0] if len(found) == 1 else None


class Plan:
    """Lays out one table: finds our columns among its headings, notes what is wrong with them."""

    def __init__(
        self, sheet: Sheet, texts: Sequence[str], file: str, mapped: SheetMap | None
    ) -> None:
        """Take the sheet that the table becomes, its headings, its file, and the map's part."""
        self.sheet = sheet
        self.headings = Headings(texts)
        self.file = file
        self.mapped = mapped
        self.findings: list[Finding] = []
        self.columns = self._known_columns(mapped.columns if mapped else {})
        self.sources = self._sources()

    def layout(self) -> Layout | None:
        """The layout; none where the table cannot be read. `findings` says what is wrong."""
        missing = [*self._not_in_file(), *self._missing()]
        self.findings += [*missing, *self._twice(), *self._unknown()]
        constants = self._constants()
        found = {name: self.headings.one(source) for name, source in self.sources.items()}
        there = {name: position for name, position in found.items() if position is not None}
        lost = [name for name in self.sheet.required if name in found and name not in there]
        return None if missing or lost or not there else self._built(there, constants)

    def _where(self, column: str) -> str:
        return place(self.file, self.sheet.kind, column=column)

    def _known_columns(self, columns: Mapping[str, ColumnMap]) -> dict[str, ColumnMap]:
        self.findings += [
            error(UNKNOWN_COLUMN, self._where(name), kind=self.sheet.kind, column=name)
            for name in columns
            if name not in self.sheet.by_name
        ]
        return {name: column for name, column in columns.items() if name in self.sheet.by_name}

    def _sources(self) -> dict[str, str]:
        """Our columns to the headings they come from: as the map says, else their own names."""
        given = {name: map_.heading for name, map_ in self.columns.items() if map_.value is None}
        used = {heading.lower() for heading in given.values()}
        own = {
            name: name
            for name in self.sheet.by_name
            if name not in self.columns and name not in used
        }
        every = given | own
        return {name: heading for name, heading in every.items() if self.headings.has(heading)}

    def _not_in_file(self) -> list[Finding]:
        return [
            error(MAP_MISSING, self._where(name), column=name, heading=column.heading)
            for name, column in self.columns.items()
            if column.value is None and not self.headings.has(column.heading)
        ]

    def _missing(self) -> list[Finding]:
        there = dict.fromkeys([*self.sources, *self.columns], "there")
        return [
            error(MISSING, self._where(name), column=name) for name in self.sheet.missing(there)
        ]

    def _twice(self) -> list[Finding]:
        used = {heading.lower() for heading in self.sources.values()}
        return [
            (error if low in used else warning)(
                TWICE,
                self._where(self.headings.texts[positions[0]]),
                heading=self.headings.texts[positions[0]],
                columns=" and ".join(map(column_letters, positions)),
            )
            for low, positions in self.headings.positions.items()
            if len(positions) > 1
        ]

    def _unknown(self) -> list[Finding]:
        used = {heading.lower() for heading in self.sources.values()}
        return [
            warning(
                UNKNOWN,
                self._where(self.headings.texts[positions[0]]),
                kind=self.sheet.kind,
                heading=self.headings.texts[positions[0]],
                next=self._meant(low),
            )
            for low, positions in self.headings.positions.items()
            if low not in used and len(positions) == 1
        ]

    def _meant(self, heading: str) -> str:
        free = [name for name in self.sheet.by_name if name not in self.sources]
        near = get_close_matches(heading.replace(" ", "_"), free, n=1, cutoff=0.8)
        return f" Perhaps {near[0]} is meant." if near else ""

    def _constants(self) -> dict[str, Value]:
        """What the map gives to all rows, read as a cell of that column."""
        values: dict[str, Value] = {}
        for name, column in self.columns.items():
            if column.value is not None:
                try:
                    value = read_cell(self.sheet.by_name[name].type, column.value, column.form)
                    values[name] = value.value if isinstance(value, Doubt) else value
                except Trouble as trouble:
                    self.findings.append(error(trouble.code, self._where(name), **trouble.parts))
        return values

    def _form_of(self, name: str) -> Form:
        if name in self.columns:
            return self.columns[name].form
        return self.mapped.form_of(name) if self.mapped else PLAIN

    def _built(self, there: Mapping[str, int], constants: Mapping[str, Value]) -> Layout:
        trail = Trail([], [])
        columns = [self.sheet.by_name[name] for name in there]
        readers = tuple(
            ColumnReader(
                column.type,
                self._form_of(column.name),
                index,
                trail,
                keeps=column.required or column.key,
            )
            for index, column in enumerate(columns)
        )
        texts = self.headings.texts
        nameless = tuple(position for position, text in enumerate(texts) if not text)
        return Layout(
            self.sheet,
            texts,
            tuple(there),
            tuple(there.values()),
            readers,
            constants,
            nameless,
            trail,
        )


def column_letters(position: int) -> str:
    """The letters by which a spreadsheet names a column: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
