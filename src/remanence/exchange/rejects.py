"""Rows that were refused, handed back as they came, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from remanence.exchange.cells import protected, shown
from remanence.exchange.reading import Draft, Table
from remanence.exchange.workbook import write_texts

_REASON: Final = "reason"
_OTHER_REASON: Final = "reason it was refused"  # where the file has a column `reason` of its own


class Rejected(NamedTuple):
    """A refused row and why."""

    draft: Draft
    reason: str


def write_rejects(path: Path, rejected: Sequence[Rejected]) -> list[Path]:
    """Write refused rows, CSV or XLSX by the name; the paths that were written, none without rows.

    Rows of several kinds, or of tables with other headings, go to one sheet each, or to files
    `NAME-KIND.csv`.

    Raises:
        ExchangeError: another ending.
        MachineSaysNo: the machine refuses.
    """
    pages: dict[tuple[str, tuple[str, ...]], list[list[str]]] = {}
    for draft, reason in rejected:
        headings = _headings(draft.table)
        page = pages.setdefault((draft.kind, headings), [list(headings)])
        page.append(_row(draft, reason))
    content: dict[str, list[list[str]]] = {}
    for (kind, _), rows in pages.items():
        content[_free_name(kind, content)] = rows
    return write_texts(path, content) if content else []


def _row(draft: Draft, reason: str) -> list[str]:
    """The cells as texts; what stood beyond the headings joins the reason, lest it be lost."""
    width = len(draft.table.headings)
    texts = [shown(cell) for cell in draft.raw]
    beyond = [text for text in texts[width:] if text.strip()]
    why = f"{reason} [{' | '.join(beyond)}]" if beyond else reason
    return [*texts[:width], *[""] * (width - len(texts)), protected(why)]


def _free_name(kind: str, taken: dict[str, list[list[str]]]) -> str:
    same = sum(name == kind or name.startswith(f"{kind}-") for name in taken)
    return f"{kind}-{same + 1}" if same else kind


def _headings(table: Table) -> tuple[str, ...]:
    has_own = any(heading.lower() == _REASON for heading in table.headings)
    return (*table.headings, _OTHER_REASON if has_own else _REASON)
