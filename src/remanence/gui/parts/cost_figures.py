"""The figures of one order or shipment: by part and by line, each with its reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from remanence.gui.formats import DASH
from remanence.gui.page import Place, Why
from remanence.gui.parts.bar import Dot
from remanence.gui.parts.cost_table import kind_word, variance_word
from remanence.gui.parts.order_card import OrderCard
from remanence.gui.parts.surface import held, row
from remanence.gui.parts.text import Text
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from remanence.app.cost_detail import CostDetail, Figure, LineRow, PartRow
    from remanence.app.cost_list import CostLine
    from remanence.gui.hub import Hub

_FIGURES: Final = frozenset({1, 2, 3, 4})


def parts_in_order(detail: CostDetail) -> list[PartRow]:
    """The parts in the sequence of their colours, those without any cost left out."""
    by_name = {part.part: part for part in detail.parts}
    return [by_name[name] for name in PARTS if by_name[name].state != "nothing"]


def cost_sentence(hub: Hub, line: CostLine, currency: str) -> str:
    """What it costs as it stands, and how far that is from the plan."""
    formats = hub.formats
    if line.state == "unknown" or line.landed is None:
        return _("The cost of {ref} is not known. The figures below say what is missing.").format(
            ref=line.ref
        )
    amount = f"{formats.number(line.landed, 2)} {currency}"
    if line.variance is None:
        words = _("{ref} is planned at {amount}; nothing is invoiced yet.")
        return words.format(ref=line.ref, amount=amount)
    if not line.variance:
        words = _("{ref} stands at {amount}, as planned.")
        return words.format(ref=line.ref, amount=amount)
    variance = formats.number(abs(line.variance), 2)
    words = _("{ref} stands at {amount}, {variance} over the plan.")
    if line.variance < 0:
        words = _("{ref} stands at {amount}, {variance} under the plan.")
    return words.format(ref=line.ref, amount=amount, variance=variance)


def missing_words(line: CostLine) -> str:
    """What is missing from the actual cost, in words; empty where nothing is."""
    kinds = [kind_word(kind) for kind in line.still_estimated]
    if line.state == "planned":
        return _("Nothing is invoiced yet. The actual cost is not known; it is not zero.")
    parts = []
    if line.goods_missing:
        parts.append(_("Goods of it are not invoiced."))
    if kinds:
        said = _("Without an invoice, and counted as planned: {kinds}.")
        parts.append(said.format(kinds=", ".join(kinds)))
    return " ".join(parts)


class CostFigures(OrderCard):
    """Planned, actual and as it stands: by part, by line, and what is missing."""

    def __init__(self, hub: Hub, detail: CostDetail, *, is_shipment: bool) -> None:
        """Show one order or shipment."""
        super().__init__(hub, "figures", _("Planned and actual"))
        self._detail = detail
        self.head(detail.currency)
        heads = ("", _("Planned"), _("Actual"), _("As it stands"), _("Difference"))
        rows = [self._part(part) for part in parts_in_order(detail)]
        self.table(heads, [*rows, self._total()], _FIGURES)
        words = missing_words(detail.line)
        if words:
            self.body.addSpacing(6)
            self.say(words)
        self.body.addSpacing(12)
        self._lines()
        self._links(is_shipment=is_shipment)
        self.body.addStretch(1)

    def _part(self, part: PartRow) -> list[str | QWidget]:
        name = capital(_(part.part))
        dot = Dot(self.theme, f"series.{PARTS.index(part.part)}")
        label = held(row([dot, 7, (Text(self.theme, name, "caption", 500), 1)]))
        actual = self._actual(part, name)
        return [
            label,
            self._figure(part.planned, _("Planned: {name}").format(name=name)),
            actual,
            self._figure(part.landed, _("As it stands: {name}").format(name=name)),
            self._change(part),
        ]

    def _actual(self, part: PartRow, name: str) -> QWidget:
        title = _("Actual: {name}").format(name=name)
        if part.state == "estimated":
            words = self.figure(_("not invoiced"), Why(title, part.actual.reasons))
            words.tone = "muted"
            return words
        figure = self._figure(part.actual, title)
        if part.state == "so_far" and part.actual.amount is not None:
            amount = self.hub.formats.number(part.actual.amount, 2)
            figure.setText(_("{amount} so far").format(amount=amount))
        return figure

    def _change(self, part: PartRow) -> Text:
        """As it stands less planned; a dash where nothing of it is invoiced."""
        planned, landed = part.planned.amount, part.landed.amount
        words = DASH
        if part.state != "estimated" and planned is not None and landed is not None:
            words = self._signed(landed - planned)
        return Text(self.theme, words, "caption", 500, figures=True, right=True)

    def _signed(self, amount: Decimal) -> str:
        return self.hub.formats.change(amount, 2) if amount else "0"

    def _total(self) -> list[str | QWidget]:
        detail = self._detail
        ref, line = detail.line.ref, detail.line
        actual = self._figure(detail.actual, _("Actual cost of {ref}").format(ref=ref), 600)
        if line.actual is None:
            actual.setText(_("not known"))
        elif line.state != "invoiced":
            amount = self.hub.formats.number(line.actual, 2)
            actual.setText(_("{amount} so far").format(amount=amount))
        if line.variance is None:
            words = DASH if line.state == "planned" else _("not known")
        else:
            words = self._signed(line.variance)
            if line.variance:
                words = f"{words} {variance_word(line.variance)}"
        title = _("Variance of {ref}").format(ref=ref)
        return [
            Text(self.theme, _("Landed"), "caption", 600),
            self._figure(detail.planned, _("Planned cost of {ref}").format(ref=ref), 600),
            actual,
            self._figure(detail.landed, _("Landed cost of {ref}").format(ref=ref), 600),
            self.figure(words, Why(title, detail.variance.reasons), "caption", 600),
        ]

    def _figure(self, figure: Figure, title: str, weight: int = 400) -> Text:
        amount = figure.amount
        words = _("not known") if amount is None else self.hub.formats.number(amount, 2)
        made = self.figure(words, Why(title, figure.reasons), "caption", weight)
        if amount is None:
            made.tone = "unknown"
        return made

    def _lines(self) -> None:
        self.line(row([self.small(_("Lines"), strong=True), None]), 3)
        heads = ("", _("Planned"), _("As it stands"), _("per kg"))
        several = len({line.order for line in self._detail.lines}) > 1
        rows = [self._line(line, several=several) for line in self._detail.lines]
        self.table(heads, rows, frozenset({1, 2, 3}))

    def _line(self, line: LineRow, *, several: bool) -> list[str | QWidget]:
        number = f"{line.order}/{line.line_no}" if several else str(line.line_no)
        formats = self.hub.formats
        quantity = f"{formats.number(line.quantity.normalize())} {line.unit}"
        per_kg = _("not known") if line.per_kg is None else formats.number(line.per_kg, 2)
        what = _("line {number} of {order}").format(number=line.line_no, order=line.order)
        return [
            Text(self.theme, f"{number}  {line.name} · {quantity}", "caption"),
            self._figure(line.planned, _("Planned cost of {what}").format(what=what)),
            self._figure(line.landed, _("Landed cost of {what}").format(what=what)),
            Text(self.theme, per_kg, "caption", figures=True, right=True),
        ]

    def _links(self, *, is_shipment: bool) -> None:
        orders = self._detail.line.orders if is_shipment else self._detail.line.orders[:1]
        for number in orders:
            words = _("Open {order}").format(order=number)
            self.link(words, lambda number=number: self.went.emit(Place("order", number)))  # type: ignore[misc]
