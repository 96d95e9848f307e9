"""Pages that are one table: they say how to ask, what the columns are, and what the answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from remanence.gui.page import Page
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.list_view import ListView
from remanence.gui.parts.surface import column
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtWidgets import QWidget

    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.parts.field import FilterField
    from remanence.gui.row_model import Column

R = TypeVar("R")


class TablePage(Page, Generic[R]):
    """A page of one table; subclasses fill in the five questions below."""

    def __init__(self, hub: Hub) -> None:
        """Build the table; rows come with `refresh`."""
        super().__init__(hub)
        self.list: ListView[R] = ListView(
            hub.theme, self.title(), self.columns(), self.key, self.haystack
        )
        self.list.serve(hub, self.name, self.title())
        self.list.when_empty(self.empty)
        self.list.again.connect(self.refresh)
        self.setLayout(column([(self.list, 1)], (24, 2, 24, 14)))

    def columns(self) -> Sequence[Column[R]]:
        """What the table shows."""
        raise NotImplementedError

    def key(self, row: R) -> Hashable:
        """What names a row for good."""
        raise NotImplementedError

    def haystack(self, row: R) -> str:
        """What the filter looks in."""
        raise NotImplementedError

    def empty(self) -> Empty:
        """What stands here while there is nothing."""
        raise NotImplementedError

    def ask(self, answers: Answers) -> Sequence[R]:
        """The question, asked on the worker."""
        raise NotImplementedError

    def answer(self, rows: Sequence[R]) -> str:
        """The sentence under the title."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask on the worker."""
        self.list.begin(_("Reading"))
        words = _("reading {page}").format(page=self.title())
        self.hub.ask(self, words, self.ask, self._show, lambda _error: self.list.fail())

    def restyle(self) -> None:
        """Another look."""
        self.list.restyle()

    def open(self, ref: str) -> None:
        """Make the row of that key current."""
        if ref and self.list.table.go_to(ref):
            self.list.table.setFocus()

    def filter_field(self) -> FilterField:
        """The field that Ctrl+F goes to."""
        return self.list.filter

    def focus_order(self) -> Sequence[QWidget]:
        """The table alone."""
        return [self.list.table]

    def _show(self, rows: Sequence[R]) -> None:
        self.list.show_rows(rows)
        self.say(self.answer(rows))
