"""Policy: what happened, on whose word, and until when it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from remanence.gui.parts.empty import Empty
from remanence.gui.row_model import Cell, Column
from remanence.gui.table_page import TablePage
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from remanence.app.policy import EventLine
    from remanence.gui.answers import Answers
    from remanence.gui.tokens import State

_SURE: dict[str, State] = {"text": "ready", "derived": "ready", "provisional": "attention"}


class PolicyPage(TablePage["EventLine"]):
    """Dated events of policy and market from the reference pack."""

    name: ClassVar[str] = "policy"

    def title(self) -> str:
        """Heading."""
        return _("Policy")

    def columns(self) -> Sequence[Column[EventLine]]:
        """Day, what, where, kind, how sure."""
        day = self.hub.formats.full
        return [
            Column("day", _("Day"), lambda e: e.date, lambda e: Cell(day(e.date), weight=600)),
            Column(
                "title",
                _("Event"),
                lambda e: e.title,
                lambda e: Cell(e.title, e.source, weight=500),
                stretch=True,
            ),
            Column(
                "where",
                _("Where"),
                lambda e: e.jurisdiction,
                lambda e: Cell(e.jurisdiction, tone="muted"),
            ),
            Column("kind", _("Kind"), lambda e: e.category, lambda e: Cell(e.category)),
            Column("sure", _("On whose word"), lambda e: e.confidence, _sure),
        ]

    def key(self, row: EventLine) -> Hashable:
        """Its id in the pack."""
        return row.id

    def haystack(self, row: EventLine) -> str:
        """Title, kind, place."""
        return "\n".join((row.title, row.short_label, row.category, row.jurisdiction))

    def empty(self) -> Empty:
        """A pack without events."""
        return Empty(
            self.theme,
            "unknown",
            _("The reference pack holds no events"),
            _("Another pack may; put it into the folder of packs."),
        )

    def ask(self, answers: Answers) -> Sequence[EventLine]:
        """Events, the last one first."""
        return sorted(answers.events(), key=lambda event: (event.date, event.id), reverse=True)

    def answer(self, rows: Sequence[EventLine]) -> str:
        """Which pack says so, and how much of it was only reported."""
        head = self.hub.answers.workspace.pack.head
        unsure = sum(1 for event in rows if _SURE.get(event.confidence) is None)
        words = n_("{count} event", "{count} events", len(rows))
        pack = _("in pack {pack}").format(pack=head.version)
        rest = n_(
            "{count} of them was not read in a source",
            "{count} of them were not read in a source",
            unsure,
        )
        return f"{words} {pack}; {rest}."


def _sure(event: EventLine) -> Cell:
    word = _("Text read") if event.confidence == "text" else capital(_(event.confidence))
    return Cell(word, state=_SURE.get(event.confidence, "unknown"))
