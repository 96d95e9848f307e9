"""The cards beside Today: licence clocks and what arrives next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from remanence.gui.parts.bar import ClockBar
from remanence.gui.parts.button import Button
from remanence.gui.parts.order_words import order_pill
from remanence.gui.parts.pill import Pill
from remanence.gui.parts.states import RUNNING
from remanence.gui.parts.surface import Card, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.core.licences.status import LicenceStatus
    from remanence.gui.formats import Formats
    from remanence.gui.hub import Hub
    from remanence.gui.rows import OrderRow
    from remanence.gui.tokens import State

_CLOCKS: Final = 4
_ARRIVALS: Final = 4
_CLOSE_DAYS: Final = 5
WORKING_DAYS: Final = 45  # the usual clock, for the length of the bar alone


class _ListCard(Card):
    """A card with a heading and lines; `more_wanted` asks for the page that has the rest."""

    more_wanted = Signal()

    def __init__(self, hub: Hub, title: str, note: str) -> None:
        super().__init__(hub.theme)
        self.hub = hub
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(11)
        words = Text(hub.theme, title, weight=600)
        small = Text(hub.theme, note, "micro", tone="muted")
        self.setLayout(column([row([words, None, small]), 10, self._lines], (16, 12, 16, 14)))

    def forget(self) -> None:
        """Show nothing: what was shown is that of another day or workspace."""
        clear(self._lines)

    def _say(self, words: str) -> None:
        self._lines.addWidget(Text(self.hub.theme, words, "caption", tone="muted", wrap=True))

    def _more(self, words: str) -> None:
        link = Button(self.hub.theme, words, "link")
        link.clicked.connect(self.more_wanted)
        self._lines.addLayout(row([link, None]))

    def _add(self, layout: QLayout) -> QWidget:
        widget = held(layout)
        self._lines.addWidget(widget)
        return widget


def clock_state(licence: LicenceStatus) -> tuple[State, str]:
    """How a running clock stands, in a word."""
    if not licence.clock_is_settled or licence.working_days_left is None:
        return "unknown", _("Unsettled")
    if licence.working_days_left < 0:
        return "blocked", _("Overdue")
    close = licence.working_days_left <= _CLOSE_DAYS
    return ("attention", _("Close")) if close else ("ready", _("On time"))


def unsettled_words(licence: LicenceStatus, formats: Formats) -> str:
    """Why nobody can say when a clock ends: never a count of days, never a due day."""
    name = capital(_(licence.state.replace("_", " ")))
    day = formats.day(licence.state_since)
    if licence.state == "supplement_given":
        words = _("{state} {day}: whether the days count on is not settled.")
        return words.format(state=name, day=day)
    if licence.state in ("supplement_asked", "on_hold"):
        return _("{state} {day}: the clock stands still.").format(state=name, day=day)
    from remanence.core.licences.clock import NO_CLOCK

    reasons = (step.note for step in licence.explanation.inputs if step.code == NO_CLOCK)
    why = next(reasons, "") or _("why is not on record")
    return _("No due date: {why}.").format(why=formats.prose(why))


class ClocksCard(_ListCard):
    """Licences that are being examined: how many of the working days are gone."""

    explained = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub, _("Licence clocks"), _("Chinese working days"))

    def show_licences(self, licences: Sequence[LicenceStatus]) -> None:
        """Show the running clocks, the shortest first."""
        self.forget()
        running = [
            licence for licence in licences if licence.state in RUNNING and licence.accepted_on
        ]
        running.sort(key=lambda licence: (licence.due_on is None, licence.due_on or 0, licence.ref))
        for licence in running[:_CLOCKS]:
            self._clock(licence)
        if not running:
            self._say(_("No licence is being examined. Filed ones appear here with their clock."))
        elif len(running) > _CLOCKS:
            rest = len(running) - _CLOCKS
            self._more(n_("{count} more on Licences", "{count} more on Licences", rest))

    def _clock(self, licence: LicenceStatus) -> None:
        theme, formats = self.hub.theme, self.hub.formats
        state, word = clock_state(licence)
        bar = ClockBar(theme, 6)
        name = Text(theme, licence.ref, "caption", 600)
        day = Text(theme, "", "caption", tone="muted", figures=True)
        left = licence.working_days_left
        if state == "unknown" or left is None:
            bar.show_clock(WORKING_DAYS, WORKING_DAYS, "unknown")
            words = unsettled_words(licence, formats)
        else:
            gone = WORKING_DAYS - left
            bar.show_clock(gone, WORKING_DAYS, state)
            day.setText(_("day {day} of {all}").format(day=gone, all=WORKING_DAYS))
            words = _("due {day}").format(day=formats.weekday(licence.due_on))
        head = row([(name, 0), 6, Pill(theme, state, word), None, day])
        below = Text(theme, words, "caption", tone="muted", wrap=True)
        self._add(column([head, 4, bar, 3, below]))


class ArrivingCard(_ListCard):
    """Orders that arrive next, and whether they could be cleared."""

    opened = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub, _("Arriving next"), _("by ETA"))

    def show_orders(self, orders: Sequence[OrderRow]) -> None:
        """Show orders by their day of arrival."""
        self.forget()
        for order in orders[:_ARRIVALS]:
            self._arrival(order)
        if not orders:
            self._say(_("Nothing is on its way with an ETA. Shipments that have one appear here."))
        elif len(orders) > _ARRIVALS:
            rest = len(orders) - _ARRIVALS
            self._more(n_("{count} more on Orders", "{count} more on Orders", rest))

    def _arrival(self, order: OrderRow) -> None:
        theme = self.hub.theme
        number, month = self.hub.formats.day(order.eta).split(" ")[:2]
        day = Text(theme, number, "section", 600)
        below = Text(theme, month, "micro", 500, "muted")
        for text in (day, below):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        date = held(column([day, below]))
        date.setFixedWidth(2 * theme.height("section"))
        pill = Pill(theme, *order_pill(order, self.hub.today))
        name = Button(theme, order.number, "link")
        name.clicked.connect(lambda: self.opened.emit(order.number))
        goods = Text(theme, f"{order.supplier}, {order.goods_note}", "caption", tone="muted")
        texts = column([row([name, None, pill]), goods], spacing=1)
        self._add(row([date, 10, (texts, 1)]))
