"""The card of the order page about its licences: state and teller, clock, what is left of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from remanence.gui.formats import DASH
from remanence.gui.page import Place, Why
from remanence.gui.parts.button import Button
from remanence.gui.parts.licence_clock import ClockSection
from remanence.gui.parts.order_card import OrderCard, TableSection
from remanence.gui.parts.pill import Pill
from remanence.gui.parts.states import RUNNING, licence_state
from remanence.gui.parts.surface import Rule, row
from remanence.gui.words import _, licence_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.core.licences.status import LicenceStatus, LineStatus
    from remanence.gui.hub import Hub
    from remanence.gui.rows import WholeOrder


class LicenceLines(TableSection):
    """What a licence grants, what is left of it, and what planned shipments will take."""

    def __init__(self, hub: Hub, licence: LicenceStatus) -> None:
        """Show each line of a licence."""
        super().__init__(hub)
        heads = (_("Goods"), _("Granted"), _("Left"), _("Reserved"))
        rows = [self._drawn(line) for line in licence.lines]
        self.table(heads, rows, frozenset({1, 2, 3}))

    def _drawn(self, line: LineStatus) -> Sequence[str]:
        formats = self.hub.formats

        def mass(quantity: Decimal | None, unit: str | None) -> str:
            if quantity is None:
                return _("not stated")
            return f"{formats.number(_short(quantity))} {unit or ''}".strip()

        return (
            line.product_code or _("all goods"),
            mass(line.quantity, line.unit),
            mass(line.remaining.quantity, line.remaining.unit or line.unit),
            mass(line.reserved.quantity, line.reserved.unit or line.unit),
        )


class LicenceCard(OrderCard):
    """Licences that the order goes under, then those of its supplier that could serve."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show each licence in full, the supplier's others in a line."""
        super().__init__(hub, "licence", _("Licence"))
        own = _own(whole)
        others = [one for one in whole.detail.licences if one not in own]
        self.head(str(len(own)) if len(own) > 1 else "")
        if not own:
            self.say(_("No licence names this order, and no shipment of it names one."))
        for place, licence in enumerate(own):
            if place:
                self.body.addSpacing(12)
                self.body.addWidget(Rule(self.theme))
                self.body.addSpacing(12)
            self._licence(licence)
        if others:
            self.body.addSpacing(10)
            self.say(_("Other licences of this supplier:"))
        for licence in others:
            self._other(licence)

    def _licence(self, licence: LicenceStatus) -> None:
        formats = self.hub.formats
        name = Button(self.theme, licence.ref, "link")
        name.reasons = self._why(licence)
        name.clicked.connect(lambda: self.went.emit(Place("licences", licence.ref)))
        pill = Pill(self.theme, licence_state(licence.state), licence_word(licence.state))
        since = formats.day(licence.state_since)
        words = _("since {day}").format(day=since)
        if licence.told_by:
            words = _("since {day}, told by {who}").format(day=since, who=licence.told_by)
        self.line(row([name, 6, pill, None]), 2)
        self.say(words)
        if licence.state in RUNNING and licence.accepted_on:
            self.body.addSpacing(8)
            clock = ClockSection(self.hub, licence)
            clock.explained.connect(self.explained.emit)
            self.body.addWidget(clock)
        elif licence.valid_to:
            valid = formats.weekday(licence.valid_to)
            self.explained_pair(_("Valid to"), valid, self._why(licence))
        if licence.lines:
            self.body.addSpacing(8)
            self.body.addWidget(LicenceLines(self.hub, licence))

    def _other(self, licence: LicenceStatus) -> None:
        formats = self.hub.formats
        name = Button(self.theme, licence.ref, "link")
        name.reasons = self._why(licence)
        name.clicked.connect(lambda: self.went.emit(Place("licences", licence.ref)))
        valid = formats.day(licence.valid_to)
        words = licence_word(licence.state)
        if valid != DASH:
            words = _("{state}, valid to {day}").format(state=words, day=valid)
        self.line(row([name, None, self.small(words)]), 1)

    def _why(self, licence: LicenceStatus) -> Why:
        return Why(_("Licence {ref}").format(ref=licence.ref), licence.explanation)


def _own(whole: WholeOrder) -> list[LicenceStatus]:
    """Licences that name the order, or that a shipment of it names."""
    named = {one.get("licence_ref") for one in whole.detail.shipments}
    number = whole.detail.number
    return [one for one in whole.detail.licences if one.order == number or one.ref in named]


def _short(quantity: Decimal) -> Decimal:
    """Without the noughts that a sum leaves behind: `1684` of `1684.0000`."""
    if quantity == quantity.to_integral():
        return quantity.quantize(Decimal(1))
    return quantity.normalize()
