"""One order beside the list: sentence, stages, checklist, clock, papers, shipments, cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from remanence.core.facts.orders import STAGES
from remanence.gui.formats import formula
from remanence.gui.page import Place, Why
from remanence.gui.parts.button import Button
from remanence.gui.parts.licence_clock import ClockSection
from remanence.gui.parts.order_cost import CostSection
from remanence.gui.parts.order_needs import (
    NeedsSection,
    brief_title,
    in_time_sentence,
    verdict_sentence,
    verdict_why,
)
from remanence.gui.parts.order_words import order_pill
from remanence.gui.parts.pill import Pill
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.section import Section, heading_of
from remanence.gui.parts.stages import StageStrip
from remanence.gui.parts.states import RUNNING, state_of
from remanence.gui.parts.surface import Panel, Rule, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.tokens import State
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from remanence.core.readiness import Readiness
    from remanence.gui.hub import Hub
    from remanence.gui.rows import Cells, OrderDetail, OrderRow

_MARGIN: Final = 20
_SHOWN: Final = 4
_WIDEST: Final = 720


class OrderPane(Panel):
    """The detail of the order that is chosen in the list."""

    explained = Signal(object)
    closed = Signal()
    went = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub.theme, "surface", "l")
        self.hub = hub
        self._order: OrderRow | None = None
        self._detail: OrderDetail | None = None
        self._readiness: Readiness | None = None
        self._show_all = False
        self._strip = StageStrip(hub.theme, STAGES)
        self._strip.chosen.connect(self._other_stage)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(_MARGIN, 14, _MARGIN, 16)
        self._body.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self._body)
        inside.setMaximumWidth(_WIDEST)
        self._scroll = scrolled(hub.theme, inside, "surface")
        self.setLayout(column([(self._scroll, 1)], (1, 0, 0, 0)))

    @property
    def number(self) -> str:
        """The order shown."""
        return self._detail.number if self._detail else ""

    def show_order(self, order: OrderRow, detail: OrderDetail) -> None:
        """Show an order at its next stage."""
        self._order = order
        if detail.number != self.number:
            self._show_all = False
            self._scroll.verticalScrollBar().setValue(0)
        self._detail, self._readiness = detail, detail.readiness
        self._build()

    def why(self) -> Why | None:
        """What F1 explains here: the verdict."""
        if self._detail is None or self._readiness is None:
            return None
        return verdict_why(self.number, self._readiness)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        detail, ready = self._detail, self._readiness
        if detail is None or ready is None:
            return
        self._strip.setParent(None)
        clear(self._body)
        self._head(detail, ready)
        self._rule()
        self._needs(ready)
        for licence in detail.licences:
            if licence.state in RUNNING and licence.accepted_on:
                self._rule()
                self._section(ClockSection(self.hub, licence))
        self._papers(detail.documents)
        self._shipments(detail.shipments)
        self._rule()
        self._section(CostSection(self.hub, detail.number, detail.cost))
        self._body.addStretch(1)

    def _text(self, words: str, *, strong: bool = False, figures: bool = False) -> Text:
        weight, tone = (600, "text") if strong else (400, "muted")
        return Text(self._theme, words, "caption", weight, tone, figures=figures)

    def _add(self, layout: QLayout, gap: int = 0) -> None:
        self._body.addWidget(held(layout))
        if gap:
            self._body.addSpacing(gap)

    def _section(self, section: Section) -> None:
        section.explained.connect(self.explained.emit)
        self._body.addWidget(section)

    def _rule(self) -> None:
        self._body.addSpacing(10)
        self._body.addWidget(Rule(self._theme))
        self._body.addSpacing(10)

    def _heading(
        self, words: str, note: str, deed: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        self._add(heading_of(self._theme, words, note, deed), 6)

    def _head(self, detail: OrderDetail, ready: Readiness) -> None:
        theme, order = self._theme, self._order
        assert order is not None  # noqa: S101 - for the type checker; set with the detail
        state, word = order_pill(order, self.hub.today)
        close = Button(theme, "", "quiet", "x", name=_("Close the detail"))
        close.clicked.connect(self.closed)
        wide = Button(theme, _("Open"), "link", name=_("Open {number}").format(number=self.number))
        wide.clicked.connect(lambda: self.went.emit(Place("order", self.number)))
        number = Text(theme, detail.number, "headline", 600)
        self._add(row([(number, 0), 10, Pill(theme, state, word), None, wide, close]), 2)
        goods = f"{formula(order.goods_note)}, {order.quantity_note}".strip(", ")
        whose = self._text("")
        whose.show_names(order.supplier, order.supplier_local_name or "")
        self._body.addWidget(whose)
        self._body.addWidget(self._text(goods))
        self._body.addSpacing(10)
        said = verdict_sentence(ready)
        if ready.stage == detail.readiness.stage:
            said = f"{said} {in_time_sentence(detail, self.hub.formats)}".strip()
        self._body.addWidget(Text(theme, said, weight=500, wrap=True))
        self._body.addSpacing(12)
        self._strip.show_stage(order.stage, state, ready.stage)
        self._strip.setParent(self)
        self._body.addWidget(self._strip)
        self._strip.show()

    def _needs(self, ready: Readiness) -> None:
        """What the stage waits for; under headings of their own what does not stop it, the rest."""
        assert self._order is not None  # noqa: S101 - for the type checker; set with the detail
        needs = NeedsSection(self.hub, self._order, ready, show_all=self._show_all)
        needs.went.connect(self.went.emit)
        needs.toggled.connect(self._toggle)
        self._section(needs)

    def _papers(self, papers: Sequence[Cells]) -> None:
        if not papers:
            return
        self._rule()
        self._heading(_("Documents"), str(len(papers)))
        titles = self._detail.titles if self._detail else {}
        urgent = sorted(papers, key=lambda paper: paper.get("state") in ("accepted", "waived"))
        for paper in urgent[:_SHOWN]:
            state = str(paper.get("state") or "received")
            kind = str(paper.get("document_type") or "")
            name = brief_title(titles.get(kind) or kind.replace("_", " "))
            self._pair(name, _(state), state_of(state), str(paper.get("number") or ""))
        self._more(len(papers) - _SHOWN)

    def _shipments(self, shipments: Sequence[Cells]) -> None:
        if not shipments:
            return
        self._rule()
        self._heading(_("Shipments"), str(len(shipments)))
        formats = self.hub.formats
        for shipment in shipments[:_SHOWN]:
            name = f"{shipment.get('shipment_ref')} {shipment.get('vessel') or ''}".strip()
            leaves = formats.value(shipment.get("atd") or shipment.get("etd"))
            comes = formats.value(shipment.get("ata") or shipment.get("eta"))
            self._pair(name, f"{leaves} → {comes}", None)
        self._more(len(shipments) - _SHOWN)

    def _more(self, count: int) -> None:
        if count > 0:
            self._body.addWidget(self._text(n_("and {count} more", "and {count} more", count)))

    def _pair(self, words: str, value: str, state: State | None, tail: str = "") -> None:
        """Words, of which the tail is never cut, and a value at the right."""
        left = self._text("")
        left.show_names(words, tail)
        right = Text(self._theme, value, "caption", 500, state or "text", figures=True)
        self._add(row([(left, 1), 8, right]), 3)

    # ------------------------------------------------------------------ deeds

    def _toggle(self) -> None:
        self._show_all = not self._show_all
        self._build()

    def _other_stage(self, stage: str) -> None:
        found = self.hub.try_now(lambda answers: answers.readiness(self.number, stage))
        if found is not None:
            self._readiness = found
            self._show_all = False
            self._build()
            self._strip.setFocus()
