"""One order in full: its verdict, what it waits for, and everything that hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from remanence.core.facts.orders import STAGES
from remanence.gui.formats import formula
from remanence.gui.page import Page, Place, Why
from remanence.gui.parts.button import Button
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.form_new_order import NewOrderCard
from remanence.gui.parts.order_cards import (
    HistoryCard,
    LinesCard,
    NeedsCard,
    PapersCard,
    PartiesCard,
    ShipmentsCard,
)
from remanence.gui.parts.order_columns import TwoColumns
from remanence.gui.parts.order_decisions import DecisionsCard, FormCard
from remanence.gui.parts.order_licence import LicenceCard
from remanence.gui.parts.order_money import ChargesCard, CostCard, PlannedCard
from remanence.gui.parts.order_needs import in_time_sentence, verdict_sentence, verdict_why
from remanence.gui.parts.order_words import order_pill
from remanence.gui.parts.pill import Pill
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.stages import StageStrip
from remanence.gui.parts.surface import Panel, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.parts.waiting import Veil
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.core.readiness import Readiness
    from remanence.gui.hub import Hub
    from remanence.gui.parts.order_card import OrderCard
    from remanence.gui.rows import WholeOrder
    from remanence.gui.tokens import State

NEW: Final = "new"
"""What `open` is told for an order that is not there yet."""

COPY: Final = "copy"
"""What stands before a tab character and the number of the order that is copied."""


class OrderPage(Page):
    """All parts of one order as cards; a reference may name a card behind a tab character."""

    name: ClassVar[str] = "order"

    def __init__(self, hub: Hub) -> None:
        """Build the frame; an order comes with `open`."""
        super().__init__(hub)
        self.number = ""
        self._section = ""
        self._whole: WholeOrder | None = None
        self._ready: Readiness | None = None
        self._show_all = False
        self._forms: dict[tuple[str, str], FormCard] = {}
        self._new: NewOrderCard | None = None
        self._path = hub.answers.workspace.path
        self._percent = hub.theme.text_percent
        self.cards: dict[str, OrderCard] = {}
        self._strip = StageStrip(hub.theme, STAGES)
        self._strip.chosen.connect(self._other_stage)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._columns = TwoColumns(hub.theme)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(24, 12, 24, 20)
        self._place.addWidget(self._columns)
        self._place.addStretch(1)
        self._links = Flow(gap=10, below=2)
        top = Panel(hub.theme, "canvas", "b")
        top.setLayout(column([self._head, 8, self._strip, 4, self._links], (24, 4, 24, 6)))
        self._top = top
        self._scroll: QScrollArea = scrolled(hub.theme, held(self._place), "canvas")
        self.setLayout(column([top, (self._scroll, 1)]))
        self._veil = Veil(hub.theme, self, "canvas")
        self._keys()
        self._nothing()

    def _keys(self) -> None:
        self._copy = QAction(_("Copy order"), self)
        self._copy.setProperty("icon_name", "copy")
        self._copy.triggered.connect(self.copy_order)
        for word, keys, deed in (
            (_("Back to the orders"), "Esc", self.go_back),
            (_("Edit this card"), "F2", self.edit_here),
        ):
            action = QAction(word, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(deed)
            self.addAction(action)

    # ------------------------------------------------------------------ what a page is

    def title(self) -> str:
        """The number of the order."""
        return _("New order") if self.number == NEW else self.number or _("Order")

    def open(self, ref: str) -> None:
        """Show an order, and go to a card of it."""
        number, _tab, self._section = ref.partition("\t")
        if number in (NEW, COPY):
            self._show_new(self._section if number == COPY else "")
            return
        if number != self.number:
            self.number, self._whole, self._ready = number, None, None
            self._show_all = False
        self.refresh()

    def refresh(self) -> None:
        """Read the order on the worker; forms keep what was typed."""
        if self.number in ("", NEW):
            return
        number = self.number
        self._veil.begin(_("Reading {number}").format(number=number))
        self.hub.ask(
            self,
            _("reading {number}").format(number=number),
            lambda answers: answers.whole_order(number),
            self._take,
            lambda _error: self._fail(),
            waited_for=True,
        )

    def restyle(self) -> None:
        """Painted things ask the theme; cards are made anew where the text has another size."""
        if self.theme.text_percent != self._percent:
            self._percent = self.theme.text_percent
            self._show()

    def explain(self) -> Why | None:
        """What F1 explains: the figure that has the focus, else the verdict."""
        reasons = getattr(QApplication.focusWidget(), "reasons", None)
        if reasons is not None:
            return reasons  # type: ignore[no-any-return]
        return verdict_why(self.number, self._ready) if self._ready else None

    def focus_order(self) -> Sequence[QWidget]:
        """Stages, then the cards."""
        return [self._strip, self._columns] if self._whole else [self._columns]

    def show_example(self) -> None:
        """An order that waits for something: for pictures."""
        if not self.number:
            waiting = [one for one in self.hub.answers.orders() if one.verdict == "not_ready"]
            examined = [one for one in waiting if "accepted" in one.states]
            if waiting:
                self.open([*examined, *waiting][0].number)

    def _day_changed(self) -> None:
        """Verdicts of another day, or another workspace: none of them stays."""
        path = self.hub.answers.workspace.path
        self._whole = self._ready = None
        if path != self._path:  # another day keeps what was typed
            self._path, self._new, self.number = path, None, ""
            self._forms.clear()
            self._nothing()
        super()._day_changed()

    # ------------------------------------------------------------------ showing

    def _take(self, whole: WholeOrder) -> None:
        if whole.detail.number != self.number:
            return
        self._veil.end()
        self._whole = whole
        stage = self._ready.stage if self._ready else None
        self._ready = whole.detail.readiness
        if stage is not None and stage != self._ready.stage:
            self._ready = self.hub.try_now(lambda a: a.readiness(self.number, stage)) or self._ready
        self._show()
        if self._section:
            QTimer.singleShot(0, self._go_to_section)

    def _show(self) -> None:
        whole, ready = self._whole, self._ready
        if whole is None or ready is None:
            return
        self._top.show()
        self._show_head(whole, ready)
        needs = NeedsCard(self.hub, whole.row, ready, show_all=self._show_all)
        needs.toggled.connect(self._toggle)
        left = [
            needs,
            LinesCard(self.hub, whole),
            PapersCard(self.hub, whole),
            ShipmentsCard(self.hub, whole),
            PartiesCard(self.hub, whole),
        ]
        right = [
            LicenceCard(self.hub, whole),
            CostCard(self.hub, whole),
            PlannedCard(self.hub, whole),
            ChargesCard(self.hub, whole),
            DecisionsCard(self.hub, whole),
            HistoryCard(self.hub, whole),
        ]
        left, right = [self._or_form(card) for card in left], [self._or_form(c) for c in right]
        self.cards = {card.name: card for card in (*left, *right)}
        self._show_links([*left[:1], right[0], *left[1:], *right[1:]])
        self._columns.show_cards(left, right)
        in_time = in_time_sentence(whole.detail, self.hub.formats)
        self.say(f"{verdict_sentence(whole.detail.readiness)} {in_time}".strip())

    def _or_form(self, card: OrderCard) -> OrderCard:
        """The form that stands in the place of a card, if there is one."""
        form = self._forms.get((self.number, card.name))
        if form is not None:
            card.deleteLater()
            return form
        card.explained.connect(self.explains.emit)
        card.went.connect(self._went)
        card.edit_wanted.connect(lambda: self._edit(card.name))
        return card

    def _show_head(self, whole: WholeOrder, ready: Readiness) -> None:
        theme, order = self.theme, whole.row
        clear(self._head)
        back = Button(theme, _("Orders"), "link", "undo-2", name=_("Back to the orders (Esc)"))
        back.clicked.connect(self.go_back)
        state, word = order_pill(order, self.hub.today)
        names = Text(theme, "", tone="text", weight=500)
        names.show_names(order.supplier, order.supplier_local_name or "")
        goods = Text(theme, f"{formula(order.goods_note)}, {order.quantity_note}".strip(", "))
        goods.set_tone("muted")
        by = ""
        if order.stage and order.stage_day:
            by = _("{stage} by {day}").format(
                stage=_(order.stage), day=self.hub.formats.weekday(order.stage_day)
            )
        day = Text(theme, by, weight=500, figures=True)
        pill = Pill(theme, state, word)
        self._head.addWidget(held(row([back, 12, pill, 12, names, 10, goods, 14, None, day])))
        self._strip.show_stage(order.stage, state, ready.stage)

    def _show_links(self, cards: Sequence[OrderCard]) -> None:
        clear(self._links)
        for card in cards:
            link = Button(self.theme, card.title, "link")
            link.clicked.connect(lambda _on=False, name=card.name: self.go_to(name))
            self._links.addWidget(link)

    def _nothing(self) -> None:
        why = _("Choose one in the list of orders; double click or Enter opens it here.")
        self._blank("done", _("No order is chosen"), why)

    def _fail(self) -> None:
        self._veil.end()
        if self._whole is None:
            words = _("{number} could not be read").format(number=self.number)
            self._blank("blocked", words, _("The line below says why. Nothing was changed."))

    def _blank(self, state: State, what: str, why: str) -> None:
        """What stands here where no order does."""
        self._top.hide()
        self.cards = {}
        empty = Empty(self.theme, state, what, why, "canvas")
        empty.offer(_("See all orders"), lambda: self.wants.emit(Place("orders")))
        self._columns.show_cards([empty], [])
        self.say(what + ".")

    # ------------------------------------------------------------------ a new one

    def actions_of_page(self) -> Sequence[QAction]:
        """Copy this order."""
        return [self._copy] if self._whole is not None and self.number != NEW else []

    def copy_order(self) -> None:
        """A new order that begins like this one."""
        self.wants.emit(Place(self.name, f"{COPY}\t{self.number}"))

    def _show_new(self, like: str) -> None:
        """The form of a new order: the one begun before, unless another order is copied."""
        self.number, self._whole, self._ready, self._section = NEW, None, None, ""
        self._veil.end()
        self._top.hide()
        if self.hub.answers.workspace.is_read_only:
            why = _("This workspace is read-only: nothing can be changed in it from here.")
            self._blank("done", _("No order can be made here"), why)
            return
        if self._new is None or like:
            whole = self.hub.try_now(lambda answers: answers.whole_order(like)) if like else None
            self._new = NewOrderCard(self.hub, whole)
            self._new.editor.saved.connect(self._created)
            self._new.editor.left.connect(self._left_new)
        self.cards = {"new": self._new}
        self._columns.show_cards([self._new], [])
        self.say(_("Nothing is written before you create it; then one undo takes it back."))
        QTimer.singleShot(0, self._new.editor.focus_first)

    def _created(self, _changes: object) -> None:
        if self._new is not None:
            number, self._new = self._new.editor.number, None
            self.wants.emit(Place(self.name, number))

    def _left_new(self) -> None:
        self._new = None
        self.wants.emit(Place("orders"))

    # ------------------------------------------------------------------ going about

    def go_back(self) -> None:
        """To the row of the order in the list."""
        self.wants.emit(Place("orders", "" if self.number == NEW else self.number))

    def go_to(self, name: str) -> None:
        """Scroll to a card and focus it."""
        card = self.cards.get(name)
        if card is None:
            return
        self._scroll.verticalScrollBar().setValue(max(0, card.y() - 12))
        self._scroll.ensureWidgetVisible(card, 0, 0)
        first = next((one for one in card.findChildren(QWidget) if _takes_focus(one)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to_section(self) -> None:
        section, self._section = self._section, ""
        if section == "decisions":
            self._edit(section)
        self.go_to(section)

    def _went(self, place: Place) -> None:
        """A place on this very order is a card of it."""
        number, tab, section = place.ref.partition("\t")
        if place.page == self.name and number == self.number and tab:
            self._section = section
            self._go_to_section()
            return
        self.wants.emit(place)

    def _toggle(self) -> None:
        self._show_all = not self._show_all
        self._show()

    def _other_stage(self, stage: str) -> None:
        found = self.hub.try_now(lambda answers: answers.readiness(self.number, stage))
        if found is not None:
            self._ready = found
            self._show_all = False
            self._show()
            self._strip.setFocus()

    # ------------------------------------------------------------------ editing

    def edit_here(self) -> None:
        """Turn the card that has the focus into its form; the terms where none has one."""
        focus = QApplication.focusWidget()
        here = next(
            (name for name, card in self.cards.items() if focus and card.isAncestorOf(focus)), ""
        )
        editable = ("parties", "lines", "shipments", "charges", "decisions")
        self._edit(here if here in editable else "parties")

    def _edit(self, name: str) -> None:
        whole, card = self._whole, self.cards.get(name)
        if whole is None or card is None or isinstance(card, FormCard):
            return
        if self.hub.answers.workspace.is_read_only:
            return
        number = self.number
        form = FormCard(
            self.hub, card, whole, lambda: self.hub.try_now(lambda a: a.whole_order(number))
        )
        if not form.editor.blocks:
            form.deleteLater()
            return
        form.editor.left.connect(lambda: self._end(number, name))
        form.editor.saved.connect(lambda _changes: self._forms.pop((number, name), None))
        self._forms[number, name] = form
        self._show()
        self.go_to(name)
        form.editor.focus_first()

    def _end(self, number: str, name: str) -> None:
        self._forms.pop((number, name), None)
        if number == self.number:
            self._show()
            self.go_to(name)


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(widget.window())
