"""Costs: what does it cost at our door, planned and actual?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from remanence.app.cost_list import together
from remanence.gui.charts.waterfall import Bar, Waterfall, axis_words
from remanence.gui.page import Page, Place, Why
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.cost_figures import (
    CostFigures,
    cost_sentence,
    parts_in_order,
)
from remanence.gui.parts.cost_table import CostTable
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.surface import Card, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.cost_detail import CostDetail, PartRow
    from remanence.app.cost_list import CostLine, CostLists
    from remanence.gui.hub import Hub
    from remanence.gui.parts.field import FilterField

_SETTLE_MS: Final = 60
_BAR: Final = 14  # of the bar that scrolls the figures


class CostsPage(Page):
    """Orders and shipments with planned and actual cost; below them the one that is chosen."""

    name: ClassVar[str] = "costs"

    def __init__(self, hub: Hub) -> None:
        """Build the two tables; lines come with `refresh`."""
        super().__init__(hub)
        self._lists: CostLists | None = None
        self._detail: CostDetail | None = None
        self._wanted = ""
        tabs = [("orders", _("Orders")), ("shipments", _("Shipments"))]
        self._tab = Choices(hub.theme, tabs, _("Orders or shipments"), tabs=True)
        self._tab.chosen.connect(lambda _key: self._choose_tab())
        self._tables = {kind: self._table(kind) for kind, _words in tabs}
        self._stack = QStackedWidget()
        for table in self._tables.values():
            self._stack.addWidget(table)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._read_detail)
        self._build()
        self._back = QAction(_("Close the detail"), self)
        self._back.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self._back.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back.triggered.connect(self.close_detail)
        self.addAction(self._back)

    def title(self) -> str:
        """Heading."""
        return _("Costs")

    def refresh(self) -> None:
        """Ask on the worker: it may be thousands of orders."""
        for table in self._tables.values():
            table.begin()
        self.hub.ask(
            self,
            _("adding up landed cost"),
            lambda answers: answers.cost_lists(),
            self._show,
            lambda _error: self._fail(),
        )

    def restyle(self) -> None:
        """Cells are made anew: their words may have changed."""
        for table in self._tables.values():
            table.restyle()
        self._fit()

    def open(self, ref: str) -> None:
        """Show orders or shipments, or the one of that number."""
        if ref in self._tables:
            self._tab.choose(ref)
            self._choose_tab()
            return
        self._wanted = ref
        self._go()

    def filter_field(self) -> FilterField:
        """The field that Ctrl+F goes to."""
        return self._shown.tools.filter

    def focus_order(self) -> Sequence[QWidget]:
        """Table, waterfall, figures."""
        below = [self._fall, self._figures] if self._below.isVisible() else []
        return [self._shown.table, *below]

    def explain(self) -> Why | None:
        """What F1 explains: the landed cost of what is chosen."""
        if self._detail is None:
            return None
        title = _("Landed cost of {ref}").format(ref=self._detail.line.ref)
        return Why(title, self._detail.landed.reasons)

    def show_example(self) -> None:
        """Open one that is partly invoiced: for pictures."""
        lines = self._lists.orders if self._lists else ()
        chosen = next((one for one in lines if one.state == "partly" and one.variance), None)
        if chosen is not None:
            self.open(chosen.ref)

    def close_detail(self) -> None:
        """Close the detail and go back to the row."""
        if self._below.isVisible():
            self._hide_detail()
        elif self._shown.tools.filter.text():
            self._shown.tools.filter.clear()
        self._shown.table.setFocus()

    # ------------------------------------------------------------------ building

    @property
    def _shown(self) -> CostTable:
        return self._tables[self._tab.key]

    def _table(self, kind: str) -> CostTable:
        table = CostTable(self.hub, kind)
        table.setMinimumHeight(150)
        table.went.connect(lambda _line: self._settle.start(_SETTLE_MS))
        table.opened.connect(self._open_whole)
        table.again.connect(self.refresh)
        table.goes_to_import.connect(lambda: self.wants.emit(Place("import")))
        return table

    def _build(self) -> None:
        theme = self.theme
        self._fall = Waterfall(theme, _("From goods to landed cost"))
        self._fall.explained.connect(self.explains.emit)
        self._heading = Text(theme, "", weight=600, wrap=True)
        self._axis = Text(theme, "", "caption", tone="muted")
        self._key = Text(theme, _key_words(), "caption", tone="muted", wrap=True)
        close = Button(theme, "", "quiet", "x", _("Close the detail (Esc)"), small=True)
        close.clicked.connect(self.close_detail)
        self._fall_card = Card(theme)
        self._fall_card.setLayout(
            column(
                [
                    row([(self._heading, 1), 8, close]),
                    row([None, self._axis]),
                    (self._fall, 1),
                    4,
                    self._key,
                ],
                (16, 10, 16, 10),
            )
        )
        self._body = held(column([]))
        self._figures = scrolled(theme, self._body, "canvas")
        self._figures.setAccessibleName(_("Planned and actual"))
        self._below = QSplitter(Qt.Orientation.Horizontal)
        self._below.setHandleWidth(12)
        self._below.setChildrenCollapsible(False)
        self._below.addWidget(self._fall_card)
        self._below.addWidget(self._figures)
        self._below.setStretchFactor(0, 1)
        self._below.setMinimumHeight(190)
        self._below.hide()
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(self._below)
        self.setLayout(column([row([self._tab, None]), 8, (self._splitter, 1)], (24, 0, 24, 14)))

    def _fit(self) -> None:
        """Share the room: table above, waterfall and figures below."""
        if self._below.isHidden():
            return
        high = self._splitter.height()
        self._splitter.setSizes([round(high * 0.46), round(high * 0.54)])
        half = self._below.width() // 2
        self._below.setSizes([half, half])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit()

    # ------------------------------------------------------------------ lines

    def _choose_tab(self) -> None:
        self._stack.setCurrentWidget(self._shown)
        self._hide_detail()
        self._say()

    def _show(self, lists: CostLists) -> None:
        self._lists = lists
        self._tables["orders"].show_lines(lists.orders)
        self._tables["shipments"].show_lines(lists.shipments)
        self._say()
        self._go()
        if self._below.isVisible():
            self._settle.start(0)

    def _fail(self) -> None:
        for table in self._tables.values():
            table.fail()

    def _say(self) -> None:
        if self._lists is not None:
            shipments = self._tab.key == "shipments"
            lines = self._lists.shipments if shipments else self._lists.orders
            self.say(self._sentence(lines, shipments=shipments))

    def _sentence(self, lines: Sequence[CostLine], *, shipments: bool) -> str:
        """How far apart plan and invoices are, and of how many it cannot be said."""
        if not lines:
            return _("No shipment has a cost yet.") if shipments else _("No order has a cost yet.")
        found = together(lines)
        parts = [self._compared(found.compared, found.percent, shipments=shipments)]
        if found.planned:
            words = n_("{count} has no invoice yet", "{count} have no invoice yet", found.planned)
            parts.append(words)
        if found.unknown:
            parts.append(n_("{count} cannot be said", "{count} cannot be said", found.unknown))
        return "; ".join(part for part in parts if part) + "."

    def _compared(self, count: int, percent: Decimal | None, *, shipments: bool) -> str:
        if percent is None:
            return ""
        subject = (
            n_("{count} shipment with invoices", "{count} shipments with invoices", count)
            if shipments
            else n_("{count} order with invoices", "{count} orders with invoices", count)
        )
        if not percent:
            return _("{orders}: cost so far as planned").format(orders=subject)
        words = _("{orders}: cost so far {percent} % over plan")
        if percent < 0:
            words = _("{orders}: cost so far {percent} % under plan")
        digits = 1 if abs(percent) >= Decimal("0.05") else 3
        return words.format(orders=subject, percent=self.hub.formats.number(abs(percent), digits))

    # ------------------------------------------------------------------ the chosen one

    def _go(self) -> None:
        """Go to what is wanted, on the tab where it stands."""
        if not self._wanted or self._lists is None:
            return
        for kind, lines in (("orders", self._lists.orders), ("shipments", self._lists.shipments)):
            if any(line.ref == self._wanted for line in lines):
                if self._tab.key != kind:
                    self._tab.choose(kind)
                    self._choose_tab()
                if self._shown.go_to(self._wanted):
                    self._read_detail()
                break
        self._wanted = ""

    def _open_whole(self, line: CostLine) -> None:
        """Enter opens the order in full; the detail of a shipment that carries several."""
        if self._tab.key == "orders" or len(line.orders) == 1:
            self.wants.emit(Place("order", line.orders[0]))
        else:
            self._read_detail()

    def _read_detail(self) -> None:
        line = self._shown.table.current_row()
        if line is None:
            self._hide_detail()
            return
        shipment = self._tab.key == "shipments"
        self.hub.ask(
            self,
            _("reading {number}").format(number=line.ref),
            lambda answers: answers.cost_detail(line, is_shipment=shipment),
            self._show_detail,
            waited_for=True,
        )

    def _hide_detail(self) -> None:
        self._settle.stop()
        self._detail = None
        self._below.hide()

    def _show_detail(self, detail: CostDetail) -> None:
        current = self._shown.table.current_row()
        if current is None or current.ref != detail.line.ref:
            return
        self._detail = detail
        self._heading.setText(cost_sentence(self.hub, detail.line, detail.currency))
        self._fall.show_bars(self._bars(detail))
        start = self._fall.start
        words = f"{self.hub.formats.number(start)} {detail.currency}"
        self._axis.setText(axis_words(words) if start else "")
        self._axis.setVisible(bool(start))
        figures = CostFigures(self.hub, detail, is_shipment=self._tab.key == "shipments")
        figures.explained.connect(self.explains.emit)
        figures.went.connect(self.wants.emit)
        self._figures.setWidget(figures)
        self._figures.setMinimumWidth(figures.sizeHint().width() + _BAR)
        if self._below.isHidden():
            self._below.show()
            self._fit()
            self._shown.table.scrollTo(self._shown.table.currentIndex())

    def _bars(self, detail: CostDetail) -> list[Bar]:
        currency = detail.currency
        bars = [self._bar(part, currency) for part in parts_in_order(detail)]
        amount = detail.landed.amount
        formats = self.hub.formats
        label = _("not known") if amount is None else formats.number(amount, 0)
        said = _("Landed {amount} {currency}.").format(
            amount=_("not known") if amount is None else formats.number(amount, 2),
            currency=currency,
        )
        title = _("Landed cost of {ref}").format(ref=detail.line.ref)
        why = Why(title, detail.landed.reasons)
        planned = detail.planned.amount
        total = Bar(_("Landed"), amount, label, said, "total", "text", planned, why=why)
        return [*bars, total]

    def _bar(self, part: PartRow, currency: str) -> Bar:
        formats, name = self.hub.formats, capital(_(part.part))
        amount, planned = part.landed.amount, part.planned.amount
        label = _("not known") if amount is None else formats.number(amount, 0)
        state = {
            "estimated": _("not invoiced"),
            "so_far": _("partly invoiced"),
            "whole": _("invoiced"),
        }[part.state]
        said = _("{name} {amount} {currency}, {state}; planned {planned}.").format(
            name=name,
            amount=_("not known") if amount is None else formats.number(amount, 2),
            currency=currency,
            state=state,
            planned=_("not known") if planned is None else formats.number(planned, 2),
        )
        why = Why(_("As it stands: {name}").format(name=name), part.landed.reasons)
        ink = f"series.{PARTS.index(part.part)}"
        estimated = part.state == "estimated"
        return Bar(name, amount, label, said, "step", ink, planned, estimated=estimated, why=why)


def _key_words() -> str:
    return _("Left outline: planned. Filled: invoiced in full or in part. Hatched: not invoiced.")
