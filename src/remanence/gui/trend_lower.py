"""What stands below the chart of trends: why it moved, the same figures, the numbered events."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.app.trend_views import Moved, moved
from remanence.gui.charts.lines import Mark
from remanence.gui.charts.waterfall import Bar, Waterfall, axis_words
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.inputs import Choice
from remanence.gui.parts.list_view import ListView
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.surface import Card, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.row_model import Cell, Column
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.core.trends.points import Series
    from remanence.gui.hub import Hub

_DIGITS: Final = {"piece": 4}
_RISE, _FALL = "series.1", "series.0"


class MovedPane(Card):
    """Waterfall from one period to another, and a sentence for each part of cost."""

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        super().__init__(hub.theme)
        self.hub = hub
        self._series: Series | None = None
        self._unit, self._per = "", "kg"
        theme = hub.theme
        self._note = Text(theme, "", "caption", tone="muted")
        self.series = Choice(theme, _("Series of which it is said why it moved"), [])
        self.first = Choice(theme, _("From"), [])
        self.last = Choice(theme, _("To"), [])
        for choice in (self.first, self.last):
            choice.setMinimumContentsLength(9)
            choice.picked.connect(lambda _key: self._show())
        self.fall = Waterfall(theme, _("Why it moved"))
        self._axis = Text(theme, "", "caption", tone="muted")
        self._drivers = QGridLayout()
        self._drivers.setContentsMargins(0, 0, 0, 0)
        self._drivers.setHorizontalSpacing(12)
        self._drivers.setVerticalSpacing(4)
        self._drivers.setColumnStretch(2, 1)
        self._foot = Text(theme, "", "caption", tone="muted", wrap=True)
        texts = held(column([held(self._drivers), 8, self._foot, None], (0, 0, 8, 0)))
        self.texts = scrolled(theme, texts, "surface")
        self.texts.setMinimumWidth(theme.grown(230))
        to = Text(theme, _("to"), "caption", tone="muted")
        head = row(
            [self.series, 8, self._note, 14, self.first, 6, to, 6, self.last, 10, None, self._axis]
        )
        self._body = held(row([(self.fall, 3), 16, (self.texts, 2)]))
        self._nothing = Text(theme, "", tone="unknown", wrap=True)
        self.setLayout(column([head, 6, (self._body, 1), self._nothing], (16, 8, 12, 10)))

    def show_series(self, series: Series | None, unit: str, per: str, span: Sequence[str]) -> None:
        """Say why a series moved over the periods in sight: from its first point to its last."""
        self._series, self._unit, self._per = series, unit, per
        self._note.setText("" if series is None else unit)
        periods = [] if series is None else [point.period for point in series.points]
        for choice in (self.first, self.last):
            choice.clear()
            for period in periods:
                choice.addItem(self.hub.formats.period(period), period)
        seen = [period for period in periods if not span or span[0] <= period <= span[-1]]
        if seen:
            self.first.choose(seen[0])
            self.last.choose(seen[-1])
        self._show()

    def _show(self) -> None:
        coin = Decimal(1).scaleb(-_DIGITS.get(self._per, 2))
        found = None
        if self._series is not None and self.first.key != self.last.key:
            first, last = sorted((self.first.key, self.last.key))
            found = moved(self._series, first, last, coin)
        self._body.setVisible(found is not None)
        self._nothing.setVisible(found is None)
        self._axis.setText("")
        if found is None:
            why = _("It cannot be said why it moved: that takes two periods with known cost.")
            self._nothing.setText(why)
            self.fall.show_bars([])
            return
        self.fall.show_bars(self._bars(found))
        if self.fall.start:
            self._axis.setText(axis_words(self.hub.formats.number(self.fall.start)))
        self._say(found)

    def _number(self, amount: Decimal) -> str:
        return self.hub.formats.number(amount, _DIGITS.get(self._per, 2))

    def _signed(self, amount: Decimal) -> str:
        return self.hub.formats.change(amount, _DIGITS.get(self._per, 2)) if amount else "0"

    def _bars(self, found: Moved) -> list[Bar]:
        bars = [self._end(found.first, found.before)]
        for name in PARTS:
            amount = found.parts[name]
            if amount:
                words = f"{capital(_(name))} {self._signed(amount)}, {_direction(amount)}."
                ink = _RISE if amount > 0 else _FALL
                bars.append(Bar(capital(_(name)), amount, self._signed(amount), words, ink=ink))
        return [*bars, self._end(found.last, found.after)]

    def _end(self, period: str, amount: Decimal) -> Bar:
        name = self.hub.formats.period(period)
        figure = self._number(amount)
        words = _("{period}: {amount} {unit}.").format(period=name, amount=figure, unit=self._unit)
        return Bar(name, amount, figure, words, "total", "series.4")

    def _say(self, found: Moved) -> None:
        """A sentence for each part, the largest first; what cannot be told apart is said."""
        clear(self._drivers)
        theme = self._theme
        change = self._signed(found.change)
        line = 0
        words = _("Parts sum to the change, {change}").format(change=change)
        self._drivers.addWidget(Text(theme, words, "caption", 600), line, 0, 1, 3)
        for name in sorted(PARTS, key=lambda part: -abs(found.parts[part])):
            amount = found.parts[name]
            was, now = found.shares[name]
            if not amount and not was and not now:
                continue
            line += 1
            share = _("{now} % of landed, was {was} %").format(
                now=self.hub.formats.number(now, 1), was=self.hub.formats.number(was, 1)
            )
            figure = Text(theme, self._signed(amount), "caption", 600, figures=True, right=True)
            said = f"{share}" if not amount else f"{_direction(amount)}; {share}"
            title = Text(theme, capital(_(name)), "caption", 600)
            title.setMinimumWidth(title.sizeHint().width())
            self._drivers.addWidget(title, line, 0)
            self._drivers.addWidget(figure, line, 1)
            words_of = Text(theme, said, "caption", tone="muted", wrap=True)
            self._drivers.addWidget(words_of, line, 2)
        self._foot.setText(self._behind(found))

    def _behind(self, found: Moved) -> str:
        formats = self.hub.formats
        unit = {"kg": "kg", "piece": _("pieces")}.get(self._per, self._per)
        parts = [
            _("{orders}, {quantity} {unit}").format(
                orders=n_("{count} order", "{count} orders", count),
                quantity=formats.number(quantity, 0),
                unit=unit,
            )
            for count, quantity in zip(found.orders, found.quantity, strict=True)
        ]
        told = _("From {before} to {after}. Price, mix and exchange are not told apart here.")
        return told.format(before=parts[0], after=parts[1])


def _direction(amount: Decimal) -> str:
    return _("dearer") if amount > 0 else _("cheaper")


class EventsPane(ListView[Mark]):
    """The numbered events; `wanted` gives the one that is opened, `kept` those that are left."""

    wanted = Signal(object)
    kept = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin empty."""
        day = hub.formats.full
        columns = [
            Column[Mark](
                "number",
                _("No."),
                lambda m: m.number,
                lambda m: Cell(str(m.number), weight=600),
                "right",
                fixed=44,
            ),
            Column[Mark]("day", _("Day"), lambda m: m.day, lambda m: Cell(day(m.day))),
            Column[Mark](
                "title",
                _("Event"),
                lambda m: m.title,
                lambda m: Cell(m.title, m.source, weight=500),
                stretch=True,
            ),
            Column[Mark](
                "kind", _("Kind"), lambda m: m.category, lambda m: Cell(m.category, tone="muted")
            ),
        ]
        super().__init__(
            hub.theme,
            _("Events"),
            columns,
            lambda m: m.number,
            lambda m: "\n".join((m.title, m.label, m.category, m.source)),
        )
        self.when_empty(self._none)
        self.opened.connect(self.wanted.emit)
        self.tools.filtered.connect(lambda: self.kept.emit(tuple(self._left())))

    def _left(self) -> list[Mark]:
        return sorted(self.model.matching(), key=lambda mark: mark.number)

    def _none(self) -> QWidget:
        why = _("No grave event of the pack lies in the periods shown.")
        return Empty(self._theme, "done", _("No event here"), why)


def focus(widget: QWidget) -> None:
    """Give the keyboard to a widget."""
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
