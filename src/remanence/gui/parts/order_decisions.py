"""The cards of the order page about decisions, and the one that is a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remanence.gui.formats import DASH
from remanence.gui.parts.form_editor import Editor
from remanence.gui.parts.order_card import OrderCard
from remanence.gui.parts.order_forms import blocks_of, decision_codes
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from remanence.gui.hub import Hub
    from remanence.gui.parts.form_editor import Block
    from remanence.gui.rows import Cells, WholeOrder


class DecisionsCard(OrderCard):
    """What somebody decided about the order, with the reason."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show each decision."""
        super().__init__(hub, "decisions", _("Decisions"))
        decisions = whole.found.detail.sheets["decisions"]
        self.head(str(len(decisions)) if decisions else "")
        if not decisions:
            self.say(_("Nothing was waived, cleared or decided on this order."))
        for one in decisions:
            self._decision(one)
        if not hub.answers.workspace.is_read_only:
            self.link(_("Add a decision"), self.edit_wanted.emit)

    def _decision(self, one: Cells) -> None:
        formats = self.hub.formats
        words = " ".join(str(one[key]) for key in ("code", "value") if one.get(key))
        day = formats.value(one.get("decided_on"))
        until = formats.value(one.get("until"))
        if until != DASH:
            day = _("{day}, until {until}").format(day=day, until=until)
        self.pair(words, day)
        self.say(str(one.get("reason") or ""))


class FormCard(OrderCard):
    """A card that is a form for now."""

    def __init__(
        self, hub: Hub, card: OrderCard, whole: WholeOrder, now: Callable[[], WholeOrder | None]
    ) -> None:
        """Show what stands in the records of a card; `now` reads the order anew."""
        super().__init__(hub, card.name, card.title)
        self.head(_("Ctrl+Enter saves, Esc leaves"))

        def blocks() -> list[Block]:
            fresh = now()
            return blocks_of(self.name, fresh, hub.answers) if fresh else []

        title = card.title[:1].lower() + card.title[1:]
        note = _("{what} of {number}").format(what=title, number=whole.detail.number)
        self.editor = Editor(hub, blocks_of(self.name, whole, hub.answers), note, blocks)
        if self.name == "decisions":
            self.editor.label = "decide"
            self.editor.forms[0].boxes["code"].line.offer(decision_codes())
        self.body.addWidget(self.editor)
