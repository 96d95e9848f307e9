"""Landed cost of an order: per unit and per kg, its parts on one scale, the total, its reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from remanence.gui.formats import DASH
from remanence.gui.page import Why
from remanence.gui.parts.bar import Dot, PartsBar
from remanence.gui.parts.section import Section
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.rows import CostFigures

_UNITS: Final = {"pcs": "piece"}


class CostSection(Section):
    """What stands under the heading Landed cost."""

    def __init__(self, hub: Hub, number: str, cost: CostFigures) -> None:
        """Show the cost of an order."""
        super().__init__(hub)
        basis = _("estimate and actual") if "," in cost.basis else _(cost.basis)
        title = _("Landed cost of {number}").format(number=number)
        reasons = Why(title, cost.explanation)
        self.heading(_("Landed cost"), basis, (_("Explain"), lambda: self.explained.emit(reasons)))
        if cost.landed is None:
            words = _("Not known. Explain names what is missing.")
            self.body.addWidget(Text(self.theme, words, weight=500, tone="unknown", wrap=True))
        self._figures(cost)
        self._parts(cost)
        landed = self.hub.formats.number(cost.landed, 2)
        self._total(_("Total, {currency}").format(currency=cost.currency), landed)
        if cost.still_estimated:
            names = ", ".join(_(name) for name in cost.still_estimated)
            words = _("Still estimated: {parts}.").format(parts=names)
            self.body.addWidget(Text(self.theme, words, "caption", tone="muted", wrap=True))

    def _figures(self, cost: CostFigures) -> None:
        formats, theme = self.hub.formats, self.theme
        if cost.per_unit is None:
            return
        figure = Text(theme, formats.number(cost.per_unit, 4), "title", 600, figures=True)
        unit = _("{currency} per {unit}").format(
            currency=cost.currency, unit=_(_UNITS.get(cost.unit, cost.unit))
        )
        kilo = formats.number(cost.per_kg, 2) if cost.per_kg is not None else DASH
        per_kg = Text(theme, _("{amount} per kg").format(amount=kilo), "caption", 500, figures=True)
        self.line(
            row([figure, 5, column([None, self.small(unit), 2]), None, column([None, per_kg, 2])]),
            5,
        )

    def _parts(self, cost: CostFigures) -> None:
        known = [(name, cost.parts.get(name)) for name in PARTS]
        amounts = [(name, amount) for name, amount in known if amount]
        bar = PartsBar(self.theme)
        bar.show_parts(amounts)
        spoken = ", ".join(f"{_(name)} {amount}" for name, amount in amounts)
        bar.setAccessibleName(_("Parts of landed cost: {parts}").format(parts=spoken))
        self.body.addWidget(bar)
        self.body.addSpacing(7)
        for name, amount in known:
            if amount != Decimal(0):
                self._part(name, amount)

    def _part(self, name: str, amount: Decimal | None) -> None:
        dot = Dot(self.theme, f"series.{PARTS.index(name)}")
        tone = "text" if amount is not None else "unknown"
        words = self.hub.formats.number(amount, 2) if amount is not None else _("not known")
        figure = Text(self.theme, words, "caption", 400, tone, figures=True)
        mark = column([None, dot, None])
        self.line(row([mark, 7, (self.small(capital(_(name))), 1), 8, figure]), 3)

    def _total(self, words: str, value: str) -> None:
        self.body.addSpacing(2)
        right = Text(self.theme, value, "body", 600, figures=True)
        self.line(row([(self.small(words, strong=True), 1), 8, right]), 3)
