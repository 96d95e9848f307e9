"""Today: what needs me, most costly first?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from remanence.gui.page import Page, Place, Why
from remanence.gui.parts.attention_row import AttentionRow
from remanence.gui.parts.button import Button
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.order_cells import is_open
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.surface import Card, Item, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.parts.today_cards import ArrivingCard, ClocksCard, CostTrendCard
from remanence.gui.parts.today_words import cause_place, next_place
from remanence.gui.parts.waiting import Veil
from remanence.gui.rows import TrendQuestion
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from remanence.app.trends import Trend
    from remanence.core.licences.status import LicenceStatus
    from remanence.core.today import Attention
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub
    from remanence.gui.rows import OrderRow

    Beside = tuple[Sequence[OrderRow], Sequence[LicenceStatus], Mapping[str, tuple[str, str]]]

_SHOWN: Final = 20
_CARDS_LINES: Final = 15  # width of the cards, and the least of the list beside them, in lines
_LIST_LINES: Final = 28
_GAP: Final = 20
_WIDEST: Final = 16_777_215  # Qt's word for no limit


class TodayPage(Page):
    """Groups of things that need somebody, clocks and arrivals beside them."""

    name: ClassVar[str] = "today"

    def __init__(self, hub: Hub) -> None:
        """Build the frame; rows come with `refresh`."""
        super().__init__(hub)
        self._items: Sequence[Attention] | None = None
        self._failed = False
        self._orders: Sequence[OrderRow] | None = None
        self._of_orders: dict[str, tuple[str, str]] = {}
        self._of_suppliers: Mapping[str, tuple[str, str]] = {}
        self._of_licences: dict[str, str] = {}
        self._licences_of: dict[str, str] = {}
        self._unfolded: set[str] = set()
        self._rows: list[AttentionRow] = []
        self._groups = QVBoxLayout()
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(0)
        self._clocks = ClocksCard(hub)
        self._arriving = ArrivingCard(hub)
        self._cost = CostTrendCard(hub)
        self._arriving.opened.connect(lambda number: self.wants.emit(Place("order", number)))
        self._arriving.more_wanted.connect(lambda: self.wants.emit(Place("orders")))
        self._clocks.explained.connect(self.explains.emit)
        self._clocks.more_wanted.connect(lambda: self.wants.emit(Place("licences")))
        self._cost.more_wanted.connect(lambda: self.wants.emit(Place("trends")))
        self._cards = held(column([self._clocks, 12, self._arriving, 12, self._cost, None]))
        body = QWidget()
        self._body = row([(column([self._groups, None]), 1), (self._cards, 0)], (24, 4, 24, 16))
        self._body.setSpacing(_GAP)
        body.setLayout(self._body)
        self._fit()
        self.setLayout(column([(scrolled(hub.theme, body, "canvas"), 1)]))
        self._veil = Veil(hub.theme, self, "canvas")

    def title(self) -> str:
        """Heading."""
        return _("Today")

    def refresh(self) -> None:
        """Ask on the worker: what needs somebody is worked out anew from all open orders."""
        if self._items is None:
            self.say(_("Looking through all orders."))
        self._veil.begin(_("Looking through all orders"))
        self.hub.ask(self, _("looking through all orders"), _needs, self._take, self._fail)
        words = _("reading licences and arrivals")
        self.hub.ask(self, words, _beside, self._show_beside, self._fail)
        self.hub.ask(self, _("reading landed cost"), _trend, self._cost.show_trend)

    def restyle(self) -> None:
        """Everything asks the theme by itself; heights and widths may have changed."""
        self._fit()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both the cards go below the list."""
        super().resizeEvent(event)
        self._fit()

    def count(self) -> int:
        """How many things wait: what the sidebar shows; what is put off waits for its day."""
        return sum(1 for item in self._items or () if _waits(item))

    def _fit(self) -> None:
        line = self.theme.height()
        cards = max(292, _CARDS_LINES * line)
        beside = self.width() >= cards + _LIST_LINES * line + _GAP + 48
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(way)
        self._cards.setMinimumWidth(cards if beside else 0)
        self._cards.setMaximumWidth(cards if beside else _WIDEST)

    def _day_changed(self) -> None:
        """What was shown is that of another day or workspace: nothing of it stays."""
        self._items = self._orders = None
        self._of_orders, self._of_suppliers, self._of_licences = {}, {}, {}
        self._licences_of = {}
        self._rows = []
        clear(self._groups)
        for card in (self._clocks, self._arriving, self._cost):
            card.forget()
        super()._day_changed()

    # ------------------------------------------------------------------ building

    def _show(self) -> None:
        if self._items is None or any(widget.is_asking for widget in self._rows):
            return  # what is being typed is not thrown away
        here = next((_key(widget.item) for widget in self._rows if widget.hasFocus()), None)
        clear(self._groups)
        self._rows = []
        if not self.count() and self._orders is not None:
            self._groups.addWidget(self._all_clear() if self._orders else self._empty())
        for group, title, note in (
            ("cannot_move", _("Cannot move"), _("what is lost first comes first")),
            ("soon", _("Needs you soon"), _("due soon, nothing lost yet")),
            ("unknown", _("Not known"), _("counts as not ready until answered")),
        ):
            items = [item for item in self._items if item.group == group and _waits(item)]
            if items:
                self._group(group, title, note, items)
        put_off = [item for item in self._items if item.snoozed_until]
        if put_off:
            self._group("put_off", _("Put off"), _("back on their day"), put_off)
        settled = [item for item in self._items if item.group == "settled"]
        if settled:
            self._settled(settled)
        self._go_back_to(here)
        self.say(self._sentence())

    def _go_back_to(self, key: object) -> None:
        """The line that had the focus has it again."""
        for widget in self._rows:
            if key is not None and _key(widget.item) == key:
                widget.setFocus()

    def _heading(self, title: str, count: int, note: str) -> QWidget:
        theme = self.theme
        words: list[Item] = [
            Text(theme, title, weight=600),
            8,
            Text(theme, f"{count:,}", "caption", 500, "muted"),
            None,
            Text(theme, note, "caption", tone="muted"),
        ]
        return held(row(words, (2, 0, 2, 6)))

    def _group(self, group: str, title: str, note: str, items: Sequence[Attention]) -> None:
        shown = items if group in self._unfolded else items[:_SHOWN]
        card = Card(self.theme)
        layout = column([], (1, 1, 1, 1))
        for place, item in enumerate(shown):
            last = place == len(shown) - 1 and len(shown) == len(items)
            layout.addWidget(self._row(item, last=last))
        if len(shown) < len(items):
            rest = len(items) - len(shown)
            more = Button(self.theme, n_("Show {count} more", "Show {count} more", rest), "link")
            more.clicked.connect(lambda: self._unfold(group))
            layout.addLayout(row([more, None], (46, 6, 16, 6)))
        card.setLayout(layout)
        self._groups.addWidget(self._heading(title, len(items), note))
        self._groups.addWidget(card)
        self._groups.addSpacing(14)

    def _row(self, item: Attention, *, last: bool) -> AttentionRow:
        widget = AttentionRow(self.theme, self.hub.formats, item, self._whose(item), last=last)
        widget.opened.connect(self._open)
        widget.acted.connect(self._act)
        widget.stepped.connect(self._step)
        widget.explained.connect(self.explains.emit)
        widget.snoozed.connect(self._snooze)
        widget.woken.connect(self._wake)
        widget.left_asking.connect(self._show)
        widget.can_snooze = widget.can_snooze and not self.hub.answers.workspace.is_read_only
        self._rows.append(widget)
        return widget

    def _settled(self, items: Sequence[Attention]) -> None:
        theme, prose = self.theme, self.hub.formats.prose
        lines = []
        for item in items[:_SHOWN]:
            why = Text(theme, prose(item.why), "caption", tone="muted")
            what = Text(theme, prose(item.what), tone="muted")
            lines.append(row([Mark(theme, "done", 14), 10, what, 10, (why, 1)]))
        card = Card(theme)
        card.setLayout(column(lines, (17, 9, 14, 9), 6))
        heading = self._heading(_("Settled since yesterday"), len(items), "")
        self._groups.addWidget(heading)
        self._groups.addWidget(card)

    def _all_clear(self) -> QWidget:
        card = Card(self.theme)
        formats, until = self.hub.formats, self._next_day()
        what = _("Nothing needs you.")
        if until:
            what = _("Nothing needs you until {day}.").format(day=formats.weekday(until))
        pack = self.hub.answers.workspace.pack.head.version
        count = len(self._orders or ())
        checked = n_("Checked {count} order", "Checked {count} orders", count)
        words = _("{checked} as of {day} with pack {pack}.")
        words = words.format(checked=checked, day=formats.day(self.hub.today), pack=pack)
        empty = Empty(self.theme, "ready", what, words)
        empty.offer(_("See all orders"), lambda: self.wants.emit(Place("orders")))
        card.setLayout(column([empty]))
        return card

    def _next_day(self) -> date | None:
        """The next day on which an open order or a put-off line asks for somebody."""
        days = [order.by for order in self._orders or () if is_open(order) and order.by]
        days += [item.snoozed_until for item in self._items or () if item.snoozed_until]
        return min((day for day in days if day > self.hub.today), default=None)

    def _empty(self) -> QWidget:
        card = Card(self.theme)
        why = _("What needs somebody appears here once your sheets are in.")
        empty = Empty(self.theme, "done", _("No orders yet"), why)
        if not self.hub.answers.workspace.is_read_only:
            empty.offer(_("Import…"), lambda: self.wants.emit(Place("import")))
        card.setLayout(column([empty]))
        return card

    def _take(self, found: Sequence[Attention]) -> None:
        self._veil.end()
        self._failed = False
        self._items = found
        self._show()

    def _fail(self, _error: object) -> None:
        self._veil.end()
        if self._items:
            return
        self._items = None
        clear(self._groups)
        words = _("The line below says why. What was shown before still stands in the workspace.")
        failing = Empty(self.theme, "blocked", _("Today could not be read"), words)
        card = Card(self.theme)
        card.setLayout(column([failing.offer(_("Read again"), self.refresh)]))
        self._groups.addWidget(card)
        self._failed = True
        self.say(_("Today could not be read."))

    # ------------------------------------------------------------------ what it says

    def _sentence(self) -> str:
        if not self._items and self._orders is None:
            return _("Looking through all orders.")
        if self._orders is not None and not self._orders and not self.count():
            return _("No order is on the desk yet.")
        counts = dict.fromkeys(("cannot_move", "soon", "unknown"), 0)
        for item in self._items or ():
            if not _waits(item):
                continue
            counts[item.group] = counts.get(item.group, 0) + 1
        parts = []
        if counts["cannot_move"]:
            many = counts["cannot_move"]
            parts.append(n_("{count} thing cannot move", "{count} things cannot move", many))
        if counts["soon"]:
            parts.append(n_("{count} is due soon", "{count} are due soon", counts["soon"]))
        if counts["unknown"]:
            parts.append(n_("{count} is not known", "{count} are not known", counts["unknown"]))
        first = ", ".join(parts) + "." if parts else _("Nothing needs you today.")
        return f"{first} {self._calm()}".strip()

    def _calm(self) -> str:
        open_orders = {order.number for order in self._orders or () if is_open(order)}
        if not open_orders:
            return ""
        named = {item.order for item in self._items or () if _waits(item)}
        calm = len(open_orders - named)
        if len(open_orders) == 1:
            return _("The one open order needs nothing from you.") if calm else ""
        words = _("{calm:,} of {all:,} open orders need nothing from you.")
        return words.format(calm=calm, all=len(open_orders))

    def _whose(self, item: Attention) -> tuple[str, str]:
        """The supplier of the order, else of the licence, else the one the row is about."""
        nobody = ("", "")
        if item.order in self._of_orders:
            return self._of_orders[item.order]
        ref = item.record["ref"]
        return self._of_suppliers.get(self._of_licences.get(ref, ref), nobody)

    # ------------------------------------------------------------------ what comes later

    def _show_beside(self, found: Beside) -> None:
        self._orders, licences, self._of_suppliers = found
        self._of_orders = {
            order.number: (order.supplier, order.supplier_local_name or "")
            for order in self._orders
        }
        self._of_licences = {licence.ref: licence.supplier for licence in licences}
        self._licences_of = {one.order: one.ref for one in reversed(licences) if one.order}
        if self._items is not None and not self.count():
            self._show()
        for widget in self._rows:
            widget.show_whose(*self._whose(widget.item))
        self._clocks.show_licences(licences)
        coming = [order for order in self._orders if order.eta and order.eta >= self.hub.today]
        self._arriving.show_orders(sorted(coming, key=lambda order: (order.eta, order.number)))
        if not self._failed and self._items is not None:
            self.say(self._sentence())

    # ------------------------------------------------------------------ deeds

    def _open(self, item: Attention) -> None:
        """The cause: not the top of the order but what says why."""
        self.wants.emit(cause_place(item))

    def _act(self, item: Attention) -> None:
        """Where the next step is done."""
        self.wants.emit(next_place(item, self._licences_of.get(item.order or "", "")))

    def _snooze(self, item: Attention, reason: str, until: date) -> None:
        self.hub.run_operation(lambda answers: answers.snooze(item, reason, until))

    def _wake(self, item: Attention) -> None:
        self.hub.run_operation(lambda answers: answers.wake(item))

    def _unfold(self, group: str) -> None:
        self._unfolded.add(group)
        self._show()

    def _step(self, step: int) -> None:
        here = next((n for n, widget in enumerate(self._rows) if widget.hasFocus()), 0)
        there = min(len(self._rows) - 1, max(0, here + step))
        self._rows[there].setFocus(Qt.FocusReason.TabFocusReason)

    def explain(self) -> Why | None:
        """What F1 explains: the row that has the focus, or whose button has it."""
        focus = QApplication.focusWidget()
        here = (one for one in self._rows if one is focus or (focus and one.isAncestorOf(focus)))
        chosen = next(here, None)
        return chosen.why() if chosen else None

    def focus_order(self) -> Sequence[QWidget]:
        """The first row, then the cards."""
        return [*self._rows[:1], self._cards]


def _needs(answers: Answers) -> Sequence[Attention]:
    return answers.attention(with_snoozed=True)


def _trend(answers: Answers) -> Trend:
    return answers.trend(TrendQuestion())


def _waits(item: Attention) -> bool:
    """Whether it asks for somebody now."""
    return item.group != "settled" and item.snoozed_until is None


def _key(item: Attention) -> tuple[str, str]:
    return item.code, item.record["ref"]


def _beside(answers: Answers) -> Beside:
    return answers.orders(), answers.licences(), answers.supplier_names()
