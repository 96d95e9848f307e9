"""History: who changed what, and can it go back?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from remanence.gui.parts.empty import Empty
from remanence.gui.row_model import Cell, Column
from remanence.gui.table_page import TablePage
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from remanence.app.history import HistoryLine
    from remanence.gui.answers import Answers


class HistoryPage(TablePage["HistoryLine"]):
    """Operations, the last one first."""

    name: ClassVar[str] = "history"

    def title(self) -> str:
        """Heading."""
        return _("History")

    def columns(self) -> Sequence[Column[HistoryLine]]:
        """When, what, who, how many rows, undone or not."""
        return [
            Column("at", _("When, UTC"), lambda o: o.at, _at),
            Column(
                "what",
                _("What"),
                lambda o: o.what,
                lambda o: Cell(o.what, weight=500),
                stretch=True,
            ),
            Column("source", _("From"), lambda o: o.source, lambda o: Cell(o.source, tone="muted")),
            Column("records", _("Rows"), lambda o: o.records, self._records, align="right"),
            Column("state", _("State"), lambda o: o.undone_by is None, _state),
        ]

    def key(self, row: HistoryLine) -> Hashable:
        """Its number."""
        return row.id

    def haystack(self, row: HistoryLine) -> str:
        """What and from where."""
        return f"{row.what}\n{row.source}"

    def empty(self) -> Empty:
        """Nothing was done yet."""
        return Empty(
            self.theme,
            "done",
            _("Nothing was changed yet"),
            _("Every import and every change stands here, and each can be taken back."),
        )

    def ask(self, answers: Answers) -> Sequence[HistoryLine]:
        """All operations."""
        return answers.history()

    def answer(self, rows: Sequence[HistoryLine]) -> str:
        """What undo would take back."""
        done = next((row for row in rows if row.can_be_undone), None)
        if done is None:
            return _("Nothing stands in the history that could be undone.")
        return _("Undo would take back: {what}, {at} UTC.").format(
            what=done.what, at=_moment(done.at)
        )

    def _records(self, operation: HistoryLine) -> Cell:
        return Cell(f"{operation.records:,}")


def _moment(at: str) -> str:
    return at[:16].replace("T", " ")


def _at(operation: HistoryLine) -> Cell:
    day, _gap, clock = _moment(operation.at).partition(" ")
    return Cell(day, clock, weight=500)


def _state(operation: HistoryLine) -> Cell:
    if operation.undone_by is not None:
        return Cell(_("Undone"), state="done")
    return Cell(_("Stands"), state="ready")
