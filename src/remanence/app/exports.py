"""Sheets out: the same rows that an import takes, so that nothing is locked in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from remanence.app.imports.shapes import SHAPES
from remanence.app.papers_beside import PapersBeside
from remanence.app.workspace import Workspace
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import Finding, warning
from remanence.core.base.sentences import N_
from remanence.exchange import workbook
from remanence.store import sheets
from remanence.store.creation import refuse_inside

HELD_OPEN = N_(
    "target_held_open",
    "{file} is open in another program and stays as it was; written beside it as {written}.",
)

Row: TypeAlias = tuple[object, ...]
"""The values of one row of a sheet."""


class SheetWritten(NamedTuple):
    """Rows written of one kind."""

    sheet: str
    rows: int


class Exported(NamedTuple):
    """What was written, where, and which attached papers could not be put beside it."""

    file: Path
    sheets: list[SheetWritten]
    papers: int = 0
    findings: Sequence[Finding] = ()


def export_sheets(
    workspace: Workspace, kinds: Sequence[str], to: Path, *, all_kinds: bool
) -> Exported:
    """Write the kinds to one XLSX, or one kind to a CSV; attached papers go beside it.

    Raises:
        WrongUse: an unknown kind, several kinds for a CSV, no kind.
        MachineSaysNo: the target lies in the workspace or cannot be written, or a paper's place
            is taken by another file; nothing is left of it.
    """
    wanted = _wanted(kinds, to, all_kinds=all_kinds)
    refuse_inside(workspace.path, to)
    with workspace.store.read() as reader:
        content: list[tuple[str, Sequence[str], list[Row]]] = [
            (
                kind,
                sheets.SHEET_COLUMNS[kind],
                [row for _, _, row in sheets.stored_rows(reader, kind)],
            )
            for kind in wanted
        ]
    papers = PapersBeside(workspace.store, to)
    with papers.all_or_none():
        for place, (kind, columns, rows) in enumerate(content):
            if kind == "documents":
                content[place] = (kind, columns, _write_papers(papers, to.name, columns, rows))
        placed = workbook.write(to, content)
    written = [SheetWritten(kind, len(rows)) for kind, _, rows in content]
    findings = [*held_open(to, placed), *papers.findings]
    return Exported(placed, written, papers.count, findings)


def write_template(kinds: Sequence[str], to: Path, *, all_kinds: bool) -> Exported:
    """An empty sheet with headings and notes for each kind.

    Raises:
        WrongUse: an unknown kind, several kinds for a CSV, no kind.
    """
    wanted = _wanted(kinds, to, all_kinds=all_kinds)
    placed = workbook.write_template(to, wanted)
    written = [SheetWritten(kind, 0) for kind in wanted]
    return Exported(placed, written, findings=held_open(to, placed))


def held_open(wanted: Path, placed: Path) -> list[Finding]:
    """That a file was written under another name than the wanted one, which another program has."""
    if placed == wanted:
        return []
    return [warning(HELD_OPEN, wanted.name, file=wanted.name, written=placed.name)]


def _wanted(kinds: Sequence[str], to: Path, *, all_kinds: bool) -> list[str]:
    unknown = [kind for kind in kinds if kind not in SHAPES]
    if unknown:
        known = ", ".join(SHAPES)
        raise WrongUse(unknown[0], what=f"There is no sheet {unknown[0]!r}. Sheets: {known}.")
    wanted = list(SHAPES) if all_kinds else list(dict.fromkeys(kinds))
    if not wanted:
        raise WrongUse("", what="Name the sheets to write, or --all.")
    if to.suffix.lower() not in (".xlsx", ".csv"):
        raise WrongUse(str(to), what=f"{to.name}: the file's name must end in .xlsx or .csv.")
    if to.suffix.lower() == ".csv" and len(wanted) > 1:
        raise WrongUse(str(to), what="A CSV holds one sheet; name one kind, or an .xlsx.")
    return wanted


def _write_papers(
    papers: PapersBeside, file: str, columns: Sequence[str], rows: Iterable[Row]
) -> list[Row]:
    """Put the attached papers beside the sheet; the rows with their places."""
    name_at, digest_at = columns.index("file"), columns.index("file_digest")
    placed: list[Row] = []
    for number, row in enumerate(rows, 2):
        name, digest = row[name_at], row[digest_at]
        if name is not None and digest is not None:
            where = f"{file}, documents, row {number}, {name}"
            name = papers.put(str(name), str(digest), where)
        placed.append((*row[:name_at], name, *row[name_at + 1 :]))
    return placed
