"""Sheets on the way out: XLSX and CSV that come back as the same data, and empty ones to fill."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, TypeAlias

from remanence.core.base.errors import ExchangeError, MachineSaysNo
from remanence.core.base.money import plain
from remanence.exchange.cells import protected
from remanence.exchange.disk import write_file
from remanence.exchange.pen import Pen, write_book
from remanence.exchange.sheets import SHEETS

Content: TypeAlias = tuple[str, Sequence[str], Iterable[Sequence[object]]]
"""One sheet: its KIND, the names of the columns, and rows of values in their sequence."""


def write(path: Path, content: Sequence[Content]) -> Path:
    """Write sheets as CSV (one of them) or XLSX (each under its KIND), by the name's ending.

    Columns that the KIND does not have are left out. Gives where it lies: beside `path` under
    another name where that is open in another program.

    Raises:
        ExchangeError: several sheets into one CSV, another ending, or a text longer than a cell.
        MachineSaysNo: the machine refuses.
    """
    sheets = [_ours(*sheet) for sheet in content]
    if _is_xlsx(path, len(sheets)):
        return write_book(path, lambda pen: _fill(pen, sheets))
    _, names, rows = sheets[0]
    return _write_csv(path, names, (list(map(text_of, values)) for values in rows))


def write_template(path: Path, kinds: Sequence[str]) -> Path:
    """Write empty sheets to fill: headings, and in XLSX a note at each and lists of allowed words.

    Gives where it lies, as `write` does.

    Raises:
        ExchangeError: several kinds into one CSV, or another ending.
        MachineSaysNo: the machine refuses.
    """
    if _is_xlsx(path, len(kinds)):
        return write_book(path, lambda pen: pen.write_templates([SHEETS[kind] for kind in kinds]))
    return _write_csv(path, SHEETS[kinds[0]].names, [])


def write_texts(path: Path, content: Mapping[str, Sequence[Sequence[str]]]) -> list[Path]:
    """Write rows of texts as they are, the first of each its headings; the paths written.

    Several tables go to one sheet each, or to files `NAME-KIND.csv`.

    Raises:
        ExchangeError: another ending, or a text longer than a cell.
        MachineSaysNo: a file of that name is there already, or the machine refuses.
    """
    if _is_xlsx(path, 1):
        _refuse_taken([path])

        def fill(pen: Pen) -> None:
            for name, rows in content.items():
                pen.write_texts(name, rows)

        write_book(path, fill)
        return [path]
    alone = len(content) == 1
    targets = {
        name: path if alone else path.with_name(f"{path.stem}-{name}{path.suffix}")
        for name in content
    }
    _refuse_taken(targets.values())
    for name, target in targets.items():
        _write_csv(target, content[name][0], content[name][1:])
    return list(targets.values())


def write_table(
    path: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> Path:
    """Write rows of values under headings in any words; a file of that name is replaced.

    Raises:
        ExchangeError: another ending, or a text longer than a cell.
        MachineSaysNo: the machine refuses.
    """
    if _is_xlsx(path, 1):
        return write_book(path, lambda pen: pen.write_table(name, headings, rows))
    return _write_csv(path, [protected(h) for h in headings], (map(text_of, row) for row in rows))


def _refuse_taken(targets: Iterable[Path]) -> None:
    """Rows that were refused never take the place of a file."""
    for target in targets:
        if target.exists():
            what = "it is there already. Nothing was written; choose another name."
            raise MachineSaysNo(where=str(target), what=what)


def _is_xlsx(path: Path, count: int) -> bool:
    ending = path.suffix.lower()
    if ending not in {".csv", ".xlsx"}:
        raise ExchangeError(where=path.name, what="the name must end in .csv or .xlsx.")
    if ending == ".csv" and count != 1:
        raise ExchangeError(where=path.name, what="a CSV holds one sheet; name an .xlsx file.")
    return ending == ".xlsx"


def _ours(kind: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> Content:
    """The sheet without the columns that its KIND does not have."""
    known = SHEETS[kind].by_name
    places = [place for place, name in enumerate(names) if name in known]
    if len(places) == len(names):
        return kind, names, rows
    pick = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
    return kind, [names[place] for place in places], map(pick, rows)


def _fill(pen: Pen, sheets: Iterable[Content]) -> None:
    for kind, names, rows in sheets:
        pen.write_sheet(kind, [SHEETS[kind].by_name[name] for name in names], rows)


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Iterable[str]]) -> Path:
    """UTF-8 without mark, rows ended as RFC 4180 says."""

    def write(stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        writer = csv.writer(text)
        writer.writerow(headings)
        writer.writerows(rows)
        text.flush()
        text.detach()

    return write_file(path, write)


def text_of(value: object) -> str:
    """A value as a cell of a CSV writes it: blank, ISO, plain decimal, yes or no, safe text."""
    match value:
        case None:
            return ""
        case str():
            return protected(value)
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
    return str(value)
