"""Licences: where is each one, who said so, and when will it come?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from remanence.gui.formats import DASH
from remanence.gui.page import Place, Why
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.licence_strip import LicenceStrip
from remanence.gui.parts.states import RUNNING, licence_state
from remanence.gui.row_model import Cell, Column
from remanence.gui.table_page import TablePage
from remanence.gui.words import _, licence_word, n_

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
        self.list.table.went.connect(self._show_strip)
        self._strip = LicenceStrip(hub)
        self._strip.explained.connect(self.explains.emit)
        self._strip.went.connect(self.wants.emit)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - for the type checker
        layout.addSpacing(12)
        layout.addWidget(self._strip)

    def title(self) -> str:
        """Heading."""
        return _("Licences")

    def columns(self) -> Sequence[Column[LicenceStatus]]:
        """Reference, supplier, state and who told it, clock, end."""
        return [
            Column("ref", _("Licence"), lambda r: r.ref, _ref),
            Column("supplier", _("Supplier"), lambda r: r.supplier, self._supplier, stretch=True),
            Column("state", _("State"), lambda r: r.state, _state),
            Column("since", _("Since, told by"), lambda r: r.state_since, self._since),
            Column("left", _("Left"), _days_left, _left, align="right"),
            Column("due", _("Due"), _due_on, self._due),
            Column(
                "valid",
                _("Valid to"),
                lambda r: r.valid_to,
                lambda r: Cell(self.hub.formats.day(r.valid_to)),
                spare=True,
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
        ).offer(_("Import…"), lambda: self.wants.emit(Place("import")))

    def ask(self, answers: Answers) -> Sequence[LicenceStatus]:
        """All licences: those with the next due date first, those that are used up last."""
        far = date(9999, 1, 1)
        found = answers.licences()
        self._names = answers.supplier_names()
        ranks = {"attention": 0, "unknown": 0, "ready": 1, "blocked": 2, "done": 3}

        def urgency(row: LicenceStatus) -> tuple[int, date, str]:
            return ranks[licence_state(row.state)], _due_on(row) or row.valid_to or far, row.ref

        return sorted(found, key=urgency)

    def answer(self, rows: Sequence[LicenceStatus]) -> str:
        """How many run, how many have a clock of which nobody can say when it ends."""
        if not rows:
            return _("No licence is on the desk.")
        running = sum(1 for row in rows if _days_left(row) is not None)
        unsettled = sum(1 for row in rows if _is_unsettled(row))
        all_words = n_("{count} licence", "{count} licences", len(rows))
        runs = n_("{count} runs against a due date", "{count} run against a due date", running)
        stands = n_(
            "the clock of {count} is not settled",
            "the clocks of {count} are not settled",
            unsettled,
        )
        return f"{all_words}: {runs}, {stands}." if unsettled else f"{all_words}: {runs}."

    def explain(self) -> Why | None:
        """The clock of the chosen licence."""
        row = self.list.table.current_row()
        return Why(_("Licence {ref}").format(ref=row.ref), row.explanation) if row else None

    def show_example(self) -> None:
        """The strip of the first licence: for pictures."""
        if self.list.model.rows:
            self.list.table.selectRow(0)

    def focus_order(self) -> Sequence[QWidget]:
        """The table, then what stands below it."""
        return [self.list.table, *([self._strip] if self._strip.isVisible() else [])]

    def _show(self, rows: Sequence[LicenceStatus]) -> None:
        super()._show(rows)
        self._show_strip(self.list.table.current_row())

    def _show_strip(self, row: LicenceStatus | None) -> None:
        name, local_name = self._names.get(row.supplier, (row.supplier, "")) if row else ("", "")
        self._strip.show_licence(row, f"{name} {local_name}".strip())

    def _open_order(self, row: LicenceStatus) -> None:
        if row.order:
            self.wants.emit(Place("order", f"{row.order}\tlicence"))

    def _supplier(self, row: LicenceStatus) -> Cell:
        name, local_name = self._names.get(row.supplier, (row.supplier, ""))
        return Cell(name, local_name, weight=500)

    def _since(self, row: LicenceStatus) -> Cell:
        return Cell(self.hub.formats.day(row.state_since), row.told_by or "")

    def _due(self, row: LicenceStatus) -> Cell:
        due = _due_on(row)
        if due is None:
            return Cell(DASH, tone="faint")
        second = _("provisional") if row.due_is_provisional else ""
        return Cell(self.hub.formats.weekday(due), second)


def _ref(row: LicenceStatus) -> Cell:
    return Cell(row.ref, row.order or _("no order named"), weight=600)


def _state(row: LicenceStatus) -> Cell:
    return Cell(licence_word(row.state), state=licence_state(row.state))


def _is_unsettled(row: LicenceStatus) -> bool:
    """Whether it is examined, but nobody can say when the days end.

    An application that is only filed has no clock yet.
    """
    if row.state not in RUNNING or (row.state == "filed" and row.accepted_on is None):
        return False
    return not row.clock_is_settled or row.working_days_left is None


def _days_left(row: LicenceStatus) -> int | None:
    """Working days left of a settled clock."""
    return None if _is_unsettled(row) else row.working_days_left


def _due_on(row: LicenceStatus) -> date | None:
    """The due day of a settled clock."""
    return None if _is_unsettled(row) else row.due_on


def _left(row: LicenceStatus) -> Cell:
    if _is_unsettled(row):
        return Cell(_("not settled"), tone="unknown")
    left = row.working_days_left
    if left is None:
        return Cell(DASH, tone="faint")
    return Cell(str(left), _("working day") if left == 1 else _("working days"), weight=500)
