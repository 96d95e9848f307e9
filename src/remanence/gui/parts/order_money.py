"""The cards of the order page about money: landed cost, planned against actual, charges."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from remanence.gui.formats import DASH
from remanence.gui.page import Why
from remanence.gui.parts.order_card import OrderCard
from remanence.gui.parts.order_cost import CostSection
from remanence.gui.parts.surface import row
from remanence.gui.parts.text import Text
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from remanence.core.base.steps import Amount
    from remanence.gui.hub import Hub
    from remanence.gui.rows import Cells, WholeOrder


class CostCard(OrderCard):
    """Landed cost as estimates and invoices have it now; duty by its layers."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show figures, bar, parts and layers."""
        super().__init__(hub, "cost", _("Landed cost"))
        section = CostSection(hub, whole.detail.number, whole.detail.cost)
        section.explained.connect(self.explained.emit)
        self.body.addWidget(section)
        cost = whole.found.detail.cost
        layers = [one for one in cost.duty if one.amount.value]
        if layers:
            self.body.addSpacing(8)
            self.line(_heading(self, _("Duty by layer")), 3)
        for layer in layers:
            words = layer.name
            if layer.percent is not None:
                words = f"{layer.name} · {hub.formats.number(layer.percent.normalize())} %"
            self.explained_pair(words, self._amount(layer.amount), Why(words, layer.amount))
        if cost.fees:
            self.body.addSpacing(6)
            self.line(_heading(self, _("Fees of the entry")), 3)
        for fee in cost.fees:
            self.explained_pair(fee.code, self._amount(fee.amount), Why(fee.code, fee.amount))

    def _amount(self, amount: Amount) -> str:
        return _money(self.hub, amount.value)


class PlannedCard(OrderCard):
    """What was planned against what was invoiced, part by part."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show the two figures side by side."""
        super().__init__(hub, "planned", _("Planned and actual"))
        planned, actual = whole.planned, whole.actual
        self.head(planned.currency)
        heads = ("", _("Planned"), _("Actual"), _("Difference"))
        rows: list[Sequence[str | QWidget]] = []
        for name in PARTS:
            before, after = planned.parts.get(name), actual.parts.get(name)
            if before or after:
                rows.append(self._row(capital(_(name)), before, after))
        rows.append(self._totals(whole))
        self.table(heads, rows, frozenset({1, 2, 3}))
        if whole.actual.landed is None:
            self.body.addSpacing(4)
            self.say(_("What nobody invoiced yet has no actual amount."))

    def _row(self, words: str, planned: Decimal | None, actual: Decimal | None) -> Sequence[str]:
        change = DASH
        if planned is not None and actual is not None:
            change = self.hub.formats.change(actual - planned, 2)
        return (words, self._or_dash(planned), self._or_dash(actual), change)

    def _totals(self, whole: WholeOrder) -> Sequence[str | QWidget]:
        number, found = whole.detail.number, whole.found
        first = Text(self.theme, _("Landed"), "caption", 600)
        planned = Why(_("Planned cost of {number}").format(number=number), found.planned.landed)
        actual = Why(_("Actual cost of {number}").format(number=number), found.actual.landed)
        change = DASH
        if whole.planned.landed is not None and whole.actual.landed is not None:
            change = self.hub.formats.change(whole.actual.landed - whole.planned.landed, 2)
        return (
            first,
            self.figure(self._or_dash(whole.planned.landed), planned, "caption", 600),
            self.figure(self._or_dash(whole.actual.landed), actual, "caption", 600),
            Text(self.theme, change, "caption", 600, figures=True, right=True),
        )

    def _or_dash(self, amount: Decimal | None) -> str:
        return DASH if amount is None else self.hub.formats.number(amount, 2)


class ChargesCard(OrderCard):
    """Amounts beside the goods, estimated and invoiced."""

    def __init__(self, hub: Hub, whole: WholeOrder) -> None:
        """Show each charge of the order and its shipments."""
        super().__init__(hub, "charges", _("Charges"))
        charges = whole.found.detail.sheets["charges"]
        self.head(str(len(charges)) if charges else "", edit=bool(charges))
        if not charges:
            self.say(_("No charge is on record. Freight and the rest come with the sheet charges."))
            return
        heads = (_("Kind"), _("From"), _("Invoice"), _("Basis"), _("Amount"))
        self.table(heads, [self._charge(one) for one in charges], frozenset({4}))

    def _charge(self, one: Cells) -> Sequence[str]:
        formats = self.hub.formats
        kind = capital(_(str(one["kind"]).replace("_", " ")))
        of = str(one.get("shipment_ref") or "")
        paid = bool(one.get("invoice_number") or one.get("paid_on"))
        basis = str(one.get("basis") or ("actual" if paid else "estimate"))
        if one.get("percent") is not None:
            amount = _("{percent} % of goods").format(percent=formats.value(one["percent"]))
        else:
            amount = f"{_money(self.hub, one.get('amount'))} {one['currency']}"
        number = str(one.get("invoice_number") or DASH)
        return (
            f"{kind} · {of}" if of else kind,
            str(one.get("vendor") or DASH),
            number,
            _(basis),
            amount,
        )


def _heading(card: OrderCard, words: str) -> QHBoxLayout:
    return row([card.small(words, strong=True), None])


def _money(hub: Hub, amount: object) -> str:
    return hub.formats.number(amount, 2) if isinstance(amount, Decimal) else _("not known")
