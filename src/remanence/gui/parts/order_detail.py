"""One order beside the list: sentence, stages, checklist, clock, papers, shipments, cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from remanence.core.facts.orders import STAGES
from remanence.gui.formats import DASH, formula
from remanence.gui.page import Why
from remanence.gui.parts.bar import ClockBar, Dot, PartsBar
from remanence.gui.parts.button import Button
from remanence.gui.parts.checklist import Checklist, Need
from remanence.gui.parts.order_words import in_danger, order_pill
from remanence.gui.parts.pill import Pill
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.stages import StageStrip
from remanence.gui.parts.states import RUNNING, is_open, state_of
from remanence.gui.parts.surface import Panel, Rule, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.parts.today_cards import WORKING_DAYS, clock_state
from remanence.gui.tokens import PARTS, State
from remanence.gui.words import _, capital, n_, split_sentences, step_sentence

if TYPE_CHECKING:
    from remanence.gui.rows import CostFigures
    from remanence.core.licences.status import LicenceStatus
    from remanence.gui.rows import Cells, OrderDetail, OrderRow
    from remanence.core.documents.checklist import Requirement
    from remanence.core.readiness import Readiness
    from remanence.gui.hub import Hub

_MARGIN: Final = 20
_SHOWN: Final = 8
_UNITS: Final = {"pcs": "piece"}
_ORDER_OF_STATES: Final[dict[State, int]] = {
    "blocked": 0,
    "attention": 1,
    "unknown": 2,
    "ready": 3,
    "done": 4,
}


class OrderPane(Panel):
    """The detail of the order that is chosen in the list."""

    explained = Signal(object)
    closed = Signal()

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
        return Why(self._verdict_title(), self._readiness.why)

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
            if licence.state in RUNNING:
                self._clock(licence)
        self._papers(detail.documents)
        self._shipments(detail.shipments)
        self._cost(detail.cost)
        self._body.addStretch(1)

    def _text(self, words: str, *, strong: bool = False, figures: bool = False) -> Text:
        weight, tone = (600, "text") if strong else (400, "muted")
        return Text(self._theme, words, "caption", weight, tone, figures=figures)

    def _add(self, layout: QLayout, gap: int = 0) -> None:
        self._body.addWidget(held(layout))
        if gap:
            self._body.addSpacing(gap)

    def _rule(self) -> None:
        self._body.addSpacing(10)
        self._body.addWidget(Rule(self._theme))
        self._body.addSpacing(10)

    def _heading(
        self, words: str, note: str, deed: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        items: list[QWidget | int | None] = [
            Text(self._theme, words, weight=600),
            8,
            self._text(note),
            None,
        ]
        if deed:
            word, action = deed
            button = Button(self._theme, word, "link", name=f"{word}: {words}")
            button.clicked.connect(action)
            items.append(button)
        self._add(row(items), 6)

    def _head(self, detail: OrderDetail, ready: Readiness) -> None:
        theme, order = self._theme, self._order
        assert order is not None  # noqa: S101 - for the type checker; set with the detail
        state, word = order_pill(order, self.hub.today)
        close = Button(theme, "", "quiet", "x", name=_("Close the detail"))
        close.clicked.connect(self.closed)
        number = Text(theme, detail.number, "headline", 600)
        self._add(row([(number, 0), 10, Pill(theme, state, word), None, close]), 2)
        goods = f"{formula(order.goods_note)}, {order.quantity_note}".strip(", ")
        whose = self._text("")
        whose.show_names(order.supplier, order.supplier_local_name or "")
        self._body.addWidget(whose)
        self._body.addWidget(self._text(goods))
        self._body.addSpacing(10)
        self._body.addWidget(Text(theme, self._sentence(ready), weight=500, wrap=True))
        self._body.addSpacing(12)
        self._strip.show_stage(order.stage, state, ready.stage)
        self._strip.setParent(self)
        self._body.addWidget(self._strip)
        self._strip.show()

    def _needs(self, ready: Readiness) -> None:
        needs = sorted(ready.requirements, key=self._urgency)
        shown = needs if self._show_all else [need for need in needs if self._is_open(need)]
        hidden = len(needs) - len(shown)
        counts = ready.completeness
        note = _("{accepted} of {required} papers accepted").format(
            accepted=counts.accepted, required=counts.required
        )
        word = _("Show all") if not self._show_all else _("Open only")
        deed = (word, self._toggle) if hidden or self._show_all else None
        self._heading(_("Needed to {stage}").format(stage=_(ready.stage or "close")), note, deed)
        if shown:
            checklist = Checklist(self._theme, _("Needs of {number}").format(number=ready.order))
            checklist.show_needs([self._need(need) for need in shown])
            self._body.addWidget(checklist)
            return
        done = n_("Nothing is open; {count} is settled.", "Nothing is open; {count} are settled.", len(needs))
        self._body.addWidget(self._text(done))

    def _need(self, need: Requirement) -> Need:
        state = self._state(need)
        why = "" if state in ("ready", "done") else self._why(need)
        reasons = Why(need.title, need.why)
        deed = (_("Why"), lambda: self.explained.emit(reasons)) if why else None
        return Need(state, need.title, why, deed)

    def _clock(self, licence: LicenceStatus) -> None:
        self._rule()
        formats, left = self.hub.formats, licence.working_days_left
        since = _("accepted {day}").format(day=formats.day(licence.accepted_on))
        end = _("{count} working days left").format(count=left) if left is not None else ""
        reasons = Why(_("Licence {ref}").format(ref=licence.ref), licence.explanation)
        words = Text(self._theme, end, "caption", 600, figures=True)
        title = Text(self._theme, _("Licence clock"), weight=600)
        why = Button(self._theme, _("Why"), "link", name=_("Why: licence clock"))
        why.clicked.connect(lambda: self.explained.emit(reasons))
        self._add(row([title, 8, self._text(since), None, words, 6, why]), 4)
        state, _word = clock_state(licence)
        bar = ClockBar(self._theme)
        gone = WORKING_DAYS - left if left is not None else WORKING_DAYS // 2
        bar.show_clock(gone, WORKING_DAYS, "unknown" if state == "unknown" else "accent")
        self._body.addWidget(bar)
        self._body.addSpacing(4)
        below = self._text(self._clock_words(licence))
        below.setWordWrap(True)
        self._body.addWidget(below)

    def _clock_words(self, licence: LicenceStatus) -> str:
        formats = self.hub.formats
        if licence.due_on is None or licence.working_days_left is None:
            state = _(licence.state.replace("_", " "))
            return _("{state}: no due date can be named.").format(state=capital(state))
        words = _("Day {day} of {all}, due {due}.").format(
            day=WORKING_DAYS - licence.working_days_left,
            all=WORKING_DAYS,
            due=formats.weekday(licence.due_on),
        )
        if licence.due_is_provisional:
            words += " " + _("Provisional: next year's calendar is not published.")
        if licence.forecast:
            words += " " + self._forecast(licence)
        return words

    def _forecast(self, licence: LicenceStatus) -> str:
        cast = licence.forecast
        if cast is None or cast.p50 is None:
            return ""
        if cast.p90 is None:
            words = _("Half of {cases} past cases took up to {p50} working days.")
            return words.format(cases=cast.cases, p50=cast.p50)
        words = _("{cases} past cases took {p50}–{p90} working days.")  # noqa: RUF001
        return words.format(cases=cast.cases, p50=cast.p50, p90=cast.p90)

    def _papers(self, papers: Sequence[Cells]) -> None:
        if not papers:
            return
        self._rule()
        self._heading(_("Documents"), str(len(papers)))
        needs = self._readiness.requirements if self._readiness else ()
        titles = {need.document_type: need.title for need in needs}
        for paper in papers[:_SHOWN]:
            state = str(paper.get("state") or "received")
            kind = str(paper.get("document_type") or "")
            name = titles.get(kind) or kind.replace("_", " ").upper()
            words = f"{name} {paper.get('number') or ''}".strip()
            self._pair(words, _(state), state_of(state))

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

    def _pair(self, words: str, value: str, state: State | None) -> None:
        right = Text(self._theme, value, "caption", 500, state or "text", figures=True)
        self._add(row([(self._text(words), 1), 8, right]), 3)

    def _cost(self, cost: CostFigures) -> None:
        self._rule()
        basis = _("estimate and actual") if "," in cost.basis else _(cost.basis)
        title = _("Landed cost of {number}").format(number=self.number)
        reasons = Why(title, cost.explanation)
        self._heading(
            _("Landed cost"), basis, (_("Explain"), lambda: self.explained.emit(reasons))
        )
        if cost.landed is None:
            words = _("Not known. Explain names what is missing.")
            self._body.addWidget(Text(self._theme, words, weight=500, tone="unknown", wrap=True))
        self._figures(cost)
        self._parts(cost)
        landed = self.hub.formats.number(cost.landed, 2)
        self._total(_("Total, {currency}").format(currency=cost.currency), landed)
        if cost.still_estimated:
            names = ", ".join(_(name) for name in cost.still_estimated)
            words = _("Still estimated: {parts}.").format(parts=names)
            self._body.addWidget(self._text(words))

    def _figures(self, cost: CostFigures) -> None:
        formats, theme = self.hub.formats, self._theme
        if cost.per_unit is None:
            return
        figure = Text(theme, formats.number(cost.per_unit, 4), "title", 600, figures=True)
        unit = _("{currency} per {unit}").format(currency=cost.currency, unit=_(_UNITS.get(cost.unit, cost.unit)))
        kilo = formats.number(cost.per_kg, 2) if cost.per_kg is not None else DASH
        per_kg = Text(
            theme, _("{amount} per kg").format(amount=kilo), "caption", 500, figures=True
        )
        self._add(row([figure, 5, column([None, self._text(unit), 2]), None, column([None, per_kg, 2])]), 5)

    def _parts(self, cost: CostFigures) -> None:
        known = [(name, cost.parts.get(name)) for name in PARTS]
        amounts = [(name, amount) for name, amount in known if amount]
        bar = PartsBar(self._theme)
        bar.show_parts(amounts)
        spoken = ", ".join(f"{_(name)} {amount}" for name, amount in amounts)
        bar.setAccessibleName(_("Parts of landed cost: {parts}").format(parts=spoken))
        self._body.addWidget(bar)
        self._body.addSpacing(7)
        for name, amount in known:
            if amount != Decimal(0):
                self._part(name, amount)

    def _part(self, name: str, amount: Decimal | None) -> None:
        dot = Dot(self._theme, f"series.{PARTS.index(name)}")
        tone = "text" if amount is not None else "unknown"
        words = self.hub.formats.number(amount, 2) if amount is not None else _("not known")
        figure = Text(self._theme, words, "caption", 400, tone, figures=True)
        mark = column([None, dot, None])
        self._add(row([mark, 7, (self._text(capital(_(name))), 1), 8, figure]), 3)

    def _total(self, words: str, value: str) -> None:
        self._body.addSpacing(2)
        right = Text(self._theme, value, "body", 600, figures=True)
        self._add(row([(self._text(words, strong=True), 1), 8, right]), 3)

    # ------------------------------------------------------------------ what it says

    def _state(self, need: Requirement) -> State:
        state = state_of(need.state)
        lost = need.blocks and in_danger(need.due_on, self.hub.today)
        return "blocked" if state == "attention" and lost else state

    def _is_open(self, need: Requirement) -> bool:
        return is_open(self._state(need))

    def _urgency(self, need: Requirement) -> tuple[int, int, str]:
        due = need.due_on.toordinal() if need.due_on else 10**7
        return _ORDER_OF_STATES[self._state(need)], due, need.title

    def _why(self, need: Requirement) -> str:
        words = capital(step_sentence(need.why))
        if not words.endswith((".", "?", "!")):
            words += "."
        if need.due_on:
            words += " " + _("Due {day}.").format(day=self.hub.formats.weekday(need.due_on))
        return words

    def _sentence(self, ready: Readiness) -> str:
        stage = _(ready.stage or "close")
        if ready.verdict == "ready":
            return _("Ready to {stage}.").format(stage=stage)
        blocking = [need for need in ready.requirements if self._is_open(need) and need.blocks]
        missing = sum(1 for need in blocking if self._state(need) != "unknown")
        open_words = n_("{count} thing is open", "{count} things are open", missing)
        unsure = len(blocking) - missing
        unsure_words = n_("{count} is not known", "{count} are not known", unsure)
        counts = [words for words, many in ((open_words, missing), (unsure_words, unsure)) if many]
        first = _("Not ready to {stage}") if ready.verdict == "not_ready" else _("Not known whether it may {stage}")
        sentence = first.format(stage=stage) + (": " + ", ".join(counts) if counts else "") + "."
        if ready.findings:
            sentence += " " + split_sentences(ready.findings[0].message)[0]
        return sentence

    def _verdict_title(self) -> str:
        stage = self._readiness.stage if self._readiness else ""
        return _("May {number} {stage}?").format(number=self.number, stage=_(stage or "close"))

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
