"""Licences: where is each one, who said so, and when will it come?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from remanence.gui.formats import DASH
from remanence.gui.page import Place, Why
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.states import RUNNING, licence_state
from remanence.gui.row_model import Cell, Column
from remanence.gui.table_page import TablePage
from remanence.gui.words import _, licence_word

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from remanence.core.licences.status import LicenceStatus
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub


class LicencesPage(TablePage["LicenceStatus"]):
    """A table of licences; F1 explains the clock of the one that is chosen."""

    name: ClassVar[str] = "licences"

    def __init__(self, hub: Hub) -> None:
        """Enter goes to the licence's order."""
        self._names: Mapping[str, tuple[str, str]] = {}
        super().__init__(hub)
        self.list.opened.connect(self._open_order)

    def title(self) -> str:
        """Heading."""
        return _("Licences")

    def columns(self) -> Sequence[Column[LicenceStatus]]:
        """Reference, supplier, state and who told it, clock, end."""
        return [
            Column("ref", _("Licence"), lambda r: r.ref, _ref),
            Column("supplier", _("Supplier"), lambda r: r.supplier, self._supplier, stretch=True),
            Column("state", _("State"), lambda r: r.state, _state),
            Column("since", _("Since"), lambda r: r.state_since, self._since),
            Column(
                "left", _("Working days left"), lambda r: r.working_days_left, _left, align="right"
            ),
            Column("due", _("Due"), lambda r: r.due_on, self._due),
            Column(
                "valid",
                _("Valid to"),
                lambda r: r.valid_to,
                lambda r: Cell(self.hub.formats.day(r.valid_to)),
            ),
        ]

    def key(self, row: LicenceStatus) -> Hashable:
        """Its reference."""
        return row.ref

    def haystack(self, row: LicenceStatus) -> str:
        """Reference, order, supplier, state."""
        return "\n".join((row.ref, row.order or "", row.supplier, row.state))

    def empty(self) -> Empty:
        """No licence at all."""
        return Empty(
            self.theme,
            "done",
            _("No licence is on the desk"),
            _("Applications and grants come in with the sheets licences and licence_events."),
        )

    def ask(self, answers: Answers) -> Sequence[LicenceStatus]:
        """All licences: those with the next due date first, those that are used up last."""
        far = date(9999, 1, 1)
        found = answers.licences()
        self._names = answers.supplier_names()
        ranks = {"attention": 0, "unknown": 0, "ready": 1, "blocked": 2, "done": 3}

        def urgency(row: LicenceStatus) -> tuple[int, date, str]:
            return ranks[licence_state(row.state)], row.due_on or row.valid_to or far, row.ref

        return sorted(found, key=urgency)

    def answer(self, rows: Sequence[LicenceStatus]) -> str:
        """How many run, how many have no date."""
        running = [row for row in rows if row.working_days_left is not None]
        stopped = [row for row in rows if row.state in ("supplement_asked", "on_hold")]
        words = _(
            "{all} licences: {running} run against a due date, {stopped} stand still without one."
        )
        return words.format(all=len(rows), running=len(running), stopped=len(stopped))

    def explain(self) -> Why | None:
        """The clock of the chosen licence."""
        row = self.list.table.current_row()
        return Why(_("Licence {ref}").format(ref=row.ref), row.explanation) if row else None

    def _open_order(self, row: LicenceStatus) -> None:
        if row.order:
            self.wants.emit(Place("orders", row.order))

    def _supplier(self, row: LicenceStatus) -> Cell:
        name, local_name = self._names.get(row.supplier, (row.supplier, ""))
        return Cell(name, local_name, weight=500)

    def _since(self, row: LicenceStatus) -> Cell:
        told = _("told by {who}").format(who=row.told_by) if row.told_by else ""
        return Cell(self.hub.formats.day(row.state_since), told)

    def _due(self, row: LicenceStatus) -> Cell:
        second = _("provisional") if row.due_is_provisional else ""
        return Cell(self.hub.formats.weekday(row.due_on), second)


def _ref(row: LicenceStatus) -> Cell:
    return Cell(row.ref, row.order or _("no order named"), weight=600)


def _state(row: LicenceStatus) -> Cell:
    return Cell(licence_word(row.state), state=licence_state(row.state))


def _left(row: LicenceStatus) -> Cell:
    if row.working_days_left is None:
        runs = row.state in RUNNING
        return Cell(_("not settled"), tone="unknown") if runs else Cell(DASH, tone="faint")
    return Cell(str(row.working_days_left), weight=500)
