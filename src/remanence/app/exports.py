"""Sheets out: the same rows that an import takes, so that nothing is locked in here."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from remanence.app.imports.shapes import SHAPES
from remanence.app.workspace import Workspace
from remanence.core.base.errors import MachineSaysNo, WrongUse
from remanence.exchange import workbook
from remanence.store import files, sheets


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
        content = [
            (
                kind,
                sheets.SHEET_COLUMNS[kind],
                [row for _, _, row in sheets.stored_rows(reader, kind)],
            )
            for kind in wanted
        ]
    papers = 0
    if "documents" in wanted:
        papers = _papers(workspace, content, to.parent)
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


def _papers(
    workspace: Workspace,
    content: Iterable[tuple[str, Sequence[str], Sequence[Sequence[object]]]],
    folder: Path,
) -> int:
    """Put the attached papers where the sheet says they lie: beside it."""
    count = 0
    for kind, columns, rows in content:
        if kind != "documents":
            continue
        name_at, digest_at = columns.index("file"), columns.index("file_digest")
        for row in rows:
            if row[name_at] is not None and row[digest_at] is not None:
                _paper(workspace, str(row[digest_at]), folder / str(row[name_at]))
                count += 1
    return count


def _paper(workspace: Workspace, digest: str, target: Path) -> None:
    if target.is_file() and files.digest_of(target) == digest:
        return
    if target.exists():
        raise MachineSaysNo(
            str(target), what="another file has this name; export into an empty folder."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(files.path_of(workspace.store, digest), target)
