"""Sheets out: the same rows that an import takes, so that nothing is locked in here."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from remanence.app.imports.shapes import SHAPES
from remanence.app.workspace import Workspace
from remanence.core.base.errors import MachineSaysNo, WrongUse
from remanence.exchange import workbook
from remanence.exchange.disk import write_file
from remanence.store import files, sheets

Row: TypeAlias = tuple[object, ...]
"""The values of one row of a sheet."""


class SheetWritten(NamedTuple):
    """Rows written of one kind."""

    sheet: str
    rows: int


class Exported(NamedTuple):
    """What was written, and where."""

    file: Path
    sheets: list[SheetWritten]
    papers: int = 0


def export_sheets(
    workspace: Workspace, kinds: Sequence[str], to: Path, *, all_kinds: bool
) -> Exported:
    """Write the kinds to one XLSX, or one kind to a CSV; attached papers go beside it.

    Raises:
        WrongUse: an unknown kind, several kinds for a CSV, no kind.
        MachineSaysNo: the target cannot be written, or a paper's name is taken by another file.
    """
    wanted = _wanted(kinds, to, all_kinds=all_kinds)
    with workspace.store.read() as reader:
        content: list[tuple[str, Sequence[str], list[Row]]] = [
            (
                kind,
                sheets.SHEET_COLUMNS[kind],
                [row for _, _, row in sheets.stored_rows(reader, kind)],
            )
            for kind in wanted
        ]
    papers = 0
    for place, (kind, columns, rows) in enumerate(content):
        if kind == "documents":
            placed, papers = _write_papers(workspace, columns, rows, to.parent)
            content[place] = (kind, columns, placed)
    workbook.write(to, content)
    return Exported(to, [SheetWritten(kind, len(rows)) for kind, _, rows in content], papers)


def write_template(kinds: Sequence[str], to: Path, *, all_kinds: bool) -> Exported:
    """An empty sheet with headings and notes for each kind.

    Raises:
        WrongUse: an unknown kind, several kinds for a CSV, no kind.
    """
    wanted = _wanted(kinds, to, all_kinds=all_kinds)
    workbook.write_template(to, wanted)
    return Exported(to, [SheetWritten(kind, 0) for kind in wanted])


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
    workspace: Workspace, columns: Sequence[str], rows: Iterable[Row], folder: Path
) -> tuple[list[Row], int]:
    """Put the attached papers beside the sheet; the rows with their places, and how many.

    Of several papers under one name the later ones go into folders of their own.
    """
    name_at, digest_at = columns.index("file"), columns.index("file_digest")
    taken: dict[str, str] = {}
    placed: list[Row] = []
    for row in rows:
        name, digest = row[name_at], row[digest_at]
        if name is not None and digest is not None:
            if taken.setdefault(str(name).casefold(), str(digest)) != digest:
                name = f"{str(digest)[:12]}/{name}"
            _write_paper(workspace, str(digest), folder / str(name))
        placed.append((*row[:name_at], name, *row[name_at + 1 :]))
    return placed, sum(row[digest_at] is not None for row in placed)


def _write_paper(workspace: Workspace, digest: str, target: Path) -> None:
    if target.is_file() and files.digest_of(target) == digest:
        return
    if target.exists():
        raise MachineSaysNo(
            str(target), what="another file has this name; export into an empty folder."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with files.path_of(workspace.store, digest).open("rb") as kept:
        write_file(target, lambda stream: shutil.copyfileobj(kept, stream))
