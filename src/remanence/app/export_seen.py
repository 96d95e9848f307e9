"""A table as somebody sees it, written to a file: its columns, its order, all rows that match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from remanence.app.workspace import Workspace
from remanence.core.base.errors import WrongUse
from remanence.exchange import workbook
from remanence.store.creation import refuse_inside

_NAME: Final = 31  # letters that the name of a sheet may have
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")


class Seen(NamedTuple):
    """What was written: where it lies, and how many rows."""

    file: Path
    rows: int


def export_seen(
    workspace: Workspace,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    to: Path,
) -> Seen:
    """Write a table to CSV or XLSX: texts never as formulas, days as ISO, figures exact.

    Args:
        workspace: into whose folder nothing is written.
        title: name of the sheet of a workbook.
        headings: of the columns.
        rows: texts, decimals, days, or None for a blank cell.
        to: the file; one of that name is replaced.

    Raises:
        WrongUse: the name ends otherwise, or it lies in the workspace.
        MachineSaysNo: it cannot be written; nothing is left of it.
    """
    if to.suffix.lower() not in (".xlsx", ".csv"):
        raise WrongUse(str(to), what=f"{to.name}: the file's name must end in .xlsx or .csv.")
    refuse_inside(workspace.path, to)
    name = _NOT_IN_NAMES.sub(" ", title).strip()[:_NAME] or "table"
    return Seen(workbook.write_table(to, name, headings, rows), len(rows))
