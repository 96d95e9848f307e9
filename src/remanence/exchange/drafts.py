"""From files to drafts: one draft a row, with all findings of all files at once.

Nothing here knows a workspace: whether a record exists, and what a reference leads to, is for who
plans the import.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import error, in_order
from remanence.core.base.sentences import N_
from remanence.exchange.files import FileReader
from remanence.exchange.grid import Grid, Row
from remanence.exchange.mapping import FileMap, load_map
from remanence.exchange.opening import Source
from remanence.exchange.places import Unusable
from remanence.exchange.reading import Reading
from remanence.exchange.sheets import SHEETS
from remanence.exchange.tables import FOREIGN, TableReader, begin

MAP_UNUSED = N_("map.file_missing", "No file is named like {pattern}, of which the map speaks.")


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
    if as_kind is not None and as_kind not in SHEETS and as_kind not in FOREIGN:
        raise WrongUse(what=f"{as_kind} is no kind of sheet. Kinds are: {', '.join(SHEETS)}.")
    reading = Reading()
    file_map: FileMap | None = None
    if map_path is not None:
        file_map, wrong = load_map(map_path)
        reading.note(*wrong)
        if file_map is None:
            return reading
    files = list(paths)
    _note_unused(file_map, files, reading)
    for path in files:
        FileReader(reading, as_kind or "", file_map).read(path)
    reading.findings = in_order(reading.findings)
    return reading


def _note_unused(file_map: FileMap | None, paths: list[Path], reading: Reading) -> None:
    for part in file_map.sheets if file_map else ():
        if not any(part.is_for(path.name) for path in paths):
            reading.note(error(MAP_UNUSED, file_map.name if file_map else "", pattern=part.file))


def read_typed(name: str, sheets: Iterable[tuple[str, Sequence[str], Iterable[Row]]]) -> Reading:
    """Drafts of rows that no file holds: typed into a form, or copied from a spreadsheet.

    Args:
        name: what stands where findings name the file.
        sheets: KIND, headings, and rows with their numbers, as in `Grid`.

    Raises:
        WrongUse: there is no such KIND.
    """
    reading = Reading()
    source = Source(Path(name), name, b"", "")
    for kind, headings, rows in sheets:
        if kind not in SHEETS:
            raise WrongUse(what=f"{kind} is no kind of sheet. Kinds are: {', '.join(SHEETS)}.")
        start = begin(Grid(name, 1, [(1, headings), *rows]), None, reading, name)
        try:
            TableReader(reading, source, kind).read(start, kind)
        except Unusable as unusable:
            reading.stop(unusable.finding)
    reading.findings = in_order(reading.findings)
    return reading
