"""The card of the grid of papers: views, filter, table, key of the marks, and its other states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from remanence.gui.parts.empty import Empty
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.paper_grid import VIEW_WORDS, PaperTable
from remanence.gui.parts.paper_marks import KEY, MarkKey
from remanence.gui.parts.places import Places
from remanence.gui.parts.surface import Card, Rule, column, held, row
from remanence.gui.parts.table_tools import TableTools
from remanence.gui.parts.text import Text
from remanence.gui.parts.waiting import Veil
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from remanence.gui.hub import Hub


class PaperCard(Card):
    """The grid with all around it; signals ask the page to read again, import, or show all."""

    again = Signal()
    import_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, hub: Hub, table: PaperTable) -> None:
        """Stand around a table."""
        theme = hub.theme
        super().__init__(theme)
        self._hub = hub
        views = [(key, _(words)) for key, words in VIEW_WORDS.items()]
        self.tools = tools = TableTools(theme, table, _("Filter these orders"), views)
        tools.many = lambda count: n_("{count} order", "{count} orders", count)
        self.shown = Text(theme, "", "caption", tone="muted", figures=True)
        self.places = Places(table)
        self.places.offer("empty", self._empty)
        self.places.offer("nothing", self._nothing)
        self.places.offer("failing", self._failing)
        key = held(Flow([MarkKey(theme, name) for name in KEY], 16, 4))
        key.setAccessibleName(_("What the marks mean"))
        chips = row(
            [
                tools.filter,
                tools.filter_button,
                (tools.chips, 1),
                self.shown,
                4,
                tools.columns_button,
                tools.export_button,
            ],
            (10, 8, 10, 8),
            4,
        )
        tabs, foot = row([(tools.tabs, 1)], (10, 2, 10, 0)), row([(key, 1)], (16, 8, 16, 8))
        self.setLayout(
            column(
                [tabs, chips, Rule(theme), (self.places, 1), tools.foot, Rule(theme), foot],
                (1, 1, 1, 1),
            )
        )
        self.veil = Veil(theme, self.places)

    def _empty(self) -> QWidget:
        why = _("Papers of open orders stand here: what is missing, to be checked, or disagrees.")
        empty = Empty(self._theme, "done", _("No open order needs a paper"), why)
        if self._hub.answers.workspace.is_read_only:
            return empty
        return empty.offer(_("Import…"), self.import_wanted.emit)

    def _nothing(self) -> QWidget:
        why = _("The view or the filter hides all of them.")
        empty = Empty(self._theme, "done", _("No order here"), why)
        return empty.offer(_("Clear filter"), self.all_wanted.emit)

    def _failing(self) -> QWidget:
        why = _("The line below says why. Nothing was changed.")
        empty = Empty(self._theme, "blocked", _("Papers could not be read"), why)
        return empty.offer(_("Read again"), self.again.emit)
