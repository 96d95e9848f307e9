"""Findings of a plan as rows of a table: where, column, what, what next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.core.base.findings import Finding
from remanence.gui.parts.plan_foot import file_of
from remanence.gui.parts.states import SEVERITY_STATES
from remanence.gui.row_model import Cell, Column
from remanence.gui.words import _, capital, finding_sentence, split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAPPED: Final = re.compile(r"--as\b|\ba map\b")


class Found(NamedTuple):
    """A finding of a plan, cut into where and what.

    Attributes:
        place: its place in the plan, which is its name.
        where: `row 44`, or what else names the place.
        column: the column's heading.
        sheet: the KIND.
        file: its file, where the plan has several.
    """

    place: int
    finding: Finding
    sheet: str
    where: str
    column: str
    file: str


def found_at(place: int, finding: Finding, names: Sequence[str]) -> Found:
    """Cut `orders.xlsx, orders, row 14, quantity` into parts; some of them may lack.

    `names` are those of the plan's files.
    """
    file = file_of(finding, names)
    rest = finding.where.removeprefix(file).removeprefix(", ")
    parts = rest.split(", ") if rest else []
    shown = file if len(names) > 1 else ""
    row_at = next((n for n, part in enumerate(parts) if part.startswith(("row ", "rows "))), None)
    if row_at is None:
        sheet = parts[0] if parts else ""
        where = ", ".join(parts[1:]) or file or finding.where
        return Found(place, finding, sheet, where, "", "" if where == file else shown)
    sheet = parts[row_at - 1] if row_at else ""
    return Found(place, finding, sheet, parts[row_at], ", ".join(parts[row_at + 1 :]), shown)


def haystack(found: Found) -> str:
    """What a filter looks in."""
    return f"{found.finding.where}\n{finding_sentence(found.finding)}"


def finding_columns() -> list[Column[Found]]:
    """Where, column, what was found and what next."""
    return [
        Column("where", _("Where"), lambda f: f.place, _where),
        Column("column", _("Column"), lambda f: f.column, _column),
        Column("what", _("What was found"), lambda f: f.finding.code, _what, stretch=True),
    ]


def _where(found: Found) -> Cell:
    state = SEVERITY_STATES[found.finding.severity]
    words = capital(found.where) if found.where.startswith("row") else found.where
    return Cell(words, found.file, state=state, mark=True, weight=600)


def _column(found: Found) -> Cell:
    return (
        Cell(found.column, found.sheet, tone="muted")
        if found.column
        else Cell(found.sheet, tone="muted")
    )


def _what(found: Found) -> Cell:
    what, following = split_sentences(finding_sentence(found.finding))
    if _MAPPED.search(following or what):
        following = f"{following} {_('Maps and --as belong to the command line.')}".strip()
    return Cell(what, following, weight=500)
