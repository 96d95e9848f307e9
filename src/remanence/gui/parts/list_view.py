"""A table with its filter, its counts, and what stands there when it is empty or fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal

from remanence.gui.parts.empty import Empty
from remanence.gui.parts.places import Places
from remanence.gui.parts.surface import Card, Rule, column, held, row
from remanence.gui.parts.table import Table
from remanence.gui.parts.table_tools import TableTools
from remanence.gui.parts.text import Text
from remanence.gui.parts.waiting import Veil
from remanence.gui.row_model import Column, RowModel
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtWidgets import QWidget

    from remanence.gui.hub import Hub
    from remanence.gui.theme import Theme

R = TypeVar("R")


class ListView(Card, Generic[R]):
    """A card that holds one table; `opened` gives a row, `again` asks to read once more."""

    opened = Signal(object)
    again = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        haystack: Callable[[R], str],
    ) -> None:
        """Make an empty list under a name."""
        super().__init__(theme)
        self.model: RowModel[R] = RowModel(columns, key, haystack)
        self.table = Table(theme, self.model, name)
        self.table.opened.connect(self.opened.emit)
        self.tools = TableTools(theme, self.table, _("Filter"), [("all", _("All"))])
        self.tools.filtered.connect(self._settle)
        self.filter = self.tools.filter
        self._count = Text(theme, "", "caption", tone="muted", figures=True)
        self._places = Places(self.table)
        self._places.offer("nothing", self._nothing)
        self._places.offer("failing", self._failing)
        tools, self._views = self.tools, held(row([self.tools.tabs], (10, 2, 10, 0)))
        self._views.hide()
        tools.export_button.hide()
        chips = row(
            [
                self.filter,
                tools.filter_button,
                (tools.chips, 1),
                self._count,
                4,
                tools.columns_button,
                tools.export_button,
            ],
            (10, 8, 10, 8),
            4,
        )
        self.setLayout(
            column([self._views, chips, Rule(theme), (self._places, 1), tools.foot], (1, 1, 1, 8))
        )
        self._veil = Veil(theme, self._places)

    def serve(self, hub: Hub, page: str, title: str) -> None:
        """Views, layouts and exports with the hub, under a name of their own."""
        self.tools.serve(hub, page, title)
        self._views.show()
        self.tools.export_button.show()

    def when_empty(self, make: Callable[[], QWidget]) -> None:
        """What stands here while there is nothing at all."""
        self._places.offer("empty", make)

    def begin(self, words: str) -> None:
        """Rows are awaited."""
        self._veil.begin(words)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show rows."""
        self._veil.end()
        self.model.show(rows)
        self._settle()

    def fail(self) -> None:
        """Rows did not come: keep what is shown, or say so."""
        self._veil.end()
        if not self.model.total:
            self._places.show_place("failing")

    def restyle(self) -> None:
        """Another look."""
        self.model.restyle()
        self.table.restyle()

    def _settle(self) -> None:
        if self.model.rows:
            self._places.show_usual()
        else:
            self._places.show_place("nothing" if self.model.total else "empty")
        self._count.setText(n_("{count} shown", "{count} shown", len(self.model.matching())))

    def _failing(self) -> QWidget:
        why = _("The line below says why. Nothing was changed.")
        failing = Empty(self._theme, "blocked", _("This could not be read"), why)
        return failing.offer(_("Read again"), self.again.emit)

    def _nothing(self) -> QWidget:
        nothing = Empty(self._theme, "done", _("Nothing here"), _("The filter hides all rows."))
        return nothing.offer(_("Clear filter"), self.tools.clear_filter)
