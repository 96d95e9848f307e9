"""The cards beside Today: licence clocks and what arrives next."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from remanence.core.base.proof import walk
from remanence.core.licences.clock import LIMIT
from remanence.gui.formats import DASH
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

    from remanence.app.trends import Trend
    from remanence.core.licences.status import LicenceStatus
    from remanence.core.trends.points import Series
    from remanence.gui.formats import Formats
    from remanence.gui.hub import Hub
    from remanence.gui.rows import OrderRow
    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

_CLOCKS: Final = 3
_ARRIVALS: Final = 3
_CLOSE_DAYS: Final = 5


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


def days_allowed(licence: LicenceStatus) -> int:
    """The working days of its clock, as the rule in use has them; 0 where no clock runs."""
    for step in walk(licence.explanation):
        if step.code == LIMIT and isinstance(step.value, int | Decimal):
            return int(step.value)
    return 0


def clock_words(allowed: int, left: int) -> str:
    """How far a settled clock is; only what is left where the rule's days are not known."""
    if not allowed:
        return n_("{count} working day left", "{count} working days left", left)
    return _("day {day} of {all}").format(day=allowed - left, all=allowed)


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
        allowed = days_allowed(licence)
        if state == "unknown" or left is None:
            bar.show_clock(1, 1, "unknown")
            words = unsettled_words(licence, formats)
        else:
            bar.show_clock(allowed - left, allowed, state)
            day.setText(clock_words(allowed, left))
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
        eta = order.eta
        number = str(eta.day) if eta else DASH
        month = self.hub.formats.month(eta) if eta else ""
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


class CostTrendCard(_ListCard):
    """What the goods bought most cost landed of late, as a small line."""

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub, _("Landed cost"), "")

    def show_trend(self, trend: Trend) -> None:
        """Show the series with the most goods: its last month, the change, and its line."""
        self.forget()
        known = [one for one in trend.series if len(_values(one)) > 1]
        if not known:
            self._say(_("No two months with a landed cost yet. They appear here."))
            return
        series = max(known, key=lambda one: sum(point.landed for point in one.points))
        values = _values(series)
        theme, formats = self.hub.theme, self.hub.formats
        (_before, old), (period, new) = values[-2], values[-1]
        name = Text(theme, series.key, "caption", 600)
        unit = Text(theme, f"{trend.currency}/{trend.unit}", "micro", tone="muted")
        figure = Text(theme, formats.number(new, 2), "title", 600, figures=True)
        change = (new / old - 1) * 100 if old else None
        words = formats.period(period)
        if change is not None:
            words = _("{change} % on {period}").format(
                change=formats.change(change, 1), period=formats.period(values[-2][0])
            )
        note = Text(theme, words, "caption", 500)
        spark = Spark(theme, [value for _period, value in values])
        spark.setAccessibleName(
            _("{series}: {amount} in {period}, {change}").format(
                series=series.key,
                amount=formats.number(new, 2),
                period=formats.period(period),
                change=words,
            )
        )
        head = row([name, None, unit])
        line = row([figure, 10, (column([None, note, 3]), 1)])
        self._add(column([head, 2, line, 6, spark]))
        self._more(_("See Trends"))


def _values(series: Series) -> list[tuple[str, Decimal]]:
    return [
        (point.period, point.landed_per_unit)
        for point in series.points
        if point.landed_per_unit is not None
    ]


class Spark(QWidget):
    """A line without axes: the shape of a series, its last point marked."""

    def __init__(self, theme: Theme, values: Sequence[Decimal]) -> None:
        """Show values in their sequence."""
        super().__init__()
        self._theme, self._values = theme, values
        self.setFixedHeight(theme.grown(46))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft area, the line, the last point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = min(self._values), max(self._values)
        span = high - low or Decimal(1)
        width, height = self.width() - 10, self.height() - 12
        step = width / max(1, len(self._values) - 1)
        points = [
            QPointF(3 + step * place, 5 + height * float((high - value) / span))
            for place, value in enumerate(self._values)
        ]
        line = QPolygonF(points)
        bottom = self.height() - 1
        area = QPolygonF([*points, QPointF(points[-1].x(), bottom), QPointF(3, bottom)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("series.0", 0.12))
        painter.drawPolygon(area)
        painter.setPen(QPen(self._theme.color("series.0"), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("series.0"))
        painter.drawEllipse(points[-1], 3.2, 3.2)
