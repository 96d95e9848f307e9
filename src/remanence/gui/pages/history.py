"""History: who changed what, and can it go back?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from remanence.gui.hub import Note
from remanence.gui.parts.empty import Empty
from remanence.gui.row_model import Cell, Column
from remanence.gui.table_page import TablePage
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QResizeEvent

    from remanence.app.history import HistoryLine
    from remanence.app.past import Details, UndoPreview
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.parts.operation_detail import OperationDetail

_NARROW: Final = 980  # below it, at text of the usual size, the detail stands under the table
_SETTLE_MS: Final = 60


class HistoryPage(TablePage["HistoryLine"]):
    """Operations, the last one first, and beside them what the chosen one wrote."""

    name: ClassVar[str] = "history"

    def __init__(self, hub: Hub) -> None:
        """The detail is made when an operation is first chosen."""
        super().__init__(hub)
        self._detail: OperationDetail | None = None
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)  # noqa: S101 - for the type checker
        self._box = layout
        self._box.setSpacing(12)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._read_details)
        self.list.table.went.connect(lambda _line: self._settle.start(_SETTLE_MS))
        self.list.opened.connect(self._open)

    def title(self) -> str:
        """Heading."""
        return _("History")

    def columns(self) -> Sequence[Column[HistoryLine]]:
        """When, what, who, how many rows, undone or not."""
        return [
            Column("at", _("When"), lambda o: o.at, self._at),
            Column(
                "what",
                _("What"),
                lambda o: o.what,
                lambda o: Cell(o.what, weight=500),
                stretch=True,
            ),
            Column("source", _("From"), lambda o: o.source, lambda o: Cell(o.source, tone="muted")),
            Column(
                "records",
                _("Records"),
                lambda o: o.records,
                lambda o: Cell(f"{o.records:,}"),
                align="right",
                spare=True,
            ),
            Column("state", _("State"), lambda o: o.undone_by is None, _state),
        ]

    def key(self, row: HistoryLine) -> Hashable:
        """Its number."""
        return row.id

    def haystack(self, row: HistoryLine) -> str:
        """What and from where."""
        return f"{row.what}\n{row.source}\n{row.at}"

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
        when = self.hub.formats.moment(done.at)
        return _("Undo would take back: {what}, {when}.").format(what=done.what, when=when)

    def show_example(self) -> None:
        """The detail of the newest operation: for pictures."""
        if self.list.model.rows:
            self.list.table.selectRow(0)
            self._read_details()

    def focus_order(self) -> Sequence[QWidget]:
        """The table, then the detail."""
        return [self.list.table, *([self._detail] if self._detail is not None else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the detail stands under the table."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Another look."""
        super().restyle()
        self._fit()

    # ------------------------------------------------------------------ the chosen one

    def _show(self, rows: Sequence[HistoryLine]) -> None:
        super()._show(rows)
        if self._detail is not None:
            self._settle.start(0)

    def _open(self, _line: HistoryLine) -> None:
        self._read_details()
        if self._detail is not None:
            self._detail.setFocus()

    def _pane(self) -> OperationDetail:
        if self._detail is None:
            from remanence.gui.parts.operation_detail import OperationDetail

            self._detail = OperationDetail(self.hub)
            self._detail.undo_wanted.connect(self._read_preview)
            self._detail.undone.connect(self._undo)
            self._box.addWidget(self._detail)
            self._fit()
        return self._detail

    def _read_details(self) -> None:
        line = self.list.table.current_row()
        if line is None:
            return
        self._pane().begin(line)
        self.hub.ask(
            self,
            _("reading the history"),
            lambda answers: answers.operation_details(line.id),
            lambda found: self._show_details(line, found),
            waited_for=True,
        )

    def _show_details(self, line: HistoryLine, found: Details) -> None:
        if self._pane().line is line:
            self._pane().show_details(line, found, self._why_not(line))

    def _why_not(self, line: HistoryLine) -> str:
        """Why an operation cannot be undone from here; empty where it can."""
        if self.hub.answers.workspace.is_read_only:
            return _("This workspace is read-only: nothing can be changed in it from here.")
        if line.undone_by is not None:
            return _("It is undone already.")
        if not line.can_be_undone:
            return _("It is no operation of its own: undo and redo are taken back by each other.")
        return ""

    def _read_preview(self, line: HistoryLine) -> None:
        self.hub.ask(
            self,
            _("reading the history"),
            lambda answers: answers.undo_preview(line.id),
            lambda found: self._show_preview(line, found),
            waited_for=True,
        )

    def _show_preview(self, line: HistoryLine, found: UndoPreview) -> None:
        if self._pane().line is line:
            self._pane().show_preview(line, found)

    def _undo(self, line: HistoryLine) -> None:
        if self.hub.is_writing:
            what = _("Something is being written. This waits until it is done.")
            self.hub.note(Note("attention", what))
            return
        self.hub.run_job(
            self, _("undoing"), lambda answers, report: answers.undo_one(line.id, report)
        )

    def _fit(self) -> None:
        if self._detail is None:
            return
        narrow = self.width() < self.theme.grown(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        self._box.setStretch(0, 3)
        self._box.setStretch(1, 2)

    def _at(self, operation: HistoryLine) -> Cell:
        day, _comma, clock = self.hub.formats.moment(operation.at).rpartition(", ")
        return Cell(day, clock, weight=500)


def _state(operation: HistoryLine) -> Cell:
    if operation.undone_by is not None:
        return Cell(_("Undone"), state="done")
    return Cell(_("Stands"), state="ready")
