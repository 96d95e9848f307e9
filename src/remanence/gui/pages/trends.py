"""Trends: where does landed cost go, and which events lie beside it?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from remanence.core.trends.points import LEFT_OUT
from remanence.gui.formats import formula
from remanence.gui.page import Page
from remanence.gui.parts.bar import Dot, Hatch
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.surface import Card, Rule, clear, column, held, row
from remanence.gui.parts.table import Table
from remanence.gui.parts.text import Text
from remanence.gui.parts.waiting import Veil
from remanence.gui.rows import TrendQuestion
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.policy import EventLine
    from remanence.app.trends import Trend
    from remanence.gui.answers import Answers
    from remanence.gui.charts.lines import Chart
    from remanence.gui.charts.plot import LinePlot
    from remanence.gui.charts.twin import TwinRow
    from remanence.gui.hub import Hub

_OF: Final = ("material", "grade", "product", "category", "supplier")


class TrendsPage(Page):
    """Lines of landed cost with numbered events, and the same figures as a table."""

    name: ClassVar[str] = "trends"

    def __init__(self, hub: Hub) -> None:
        """Build the frame; the chart library is loaded when the page is first shown."""
        super().__init__(hub)
        self._plot: LinePlot | None = None
        self._chart: Chart | None = None
        self._table: Table[object] | None = None
        self._legend = Flow()
        self._marks = Flow(gap=20, below=3)
        self._build()
        self._veil = Veil(hub.theme, self._chart_card)
        twin = QAction(_("Table of the chart"), self)
        twin.setShortcut(QKeySequence("Ctrl+T"))
        twin.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        twin.triggered.connect(self.toggle_twin)
        self.addAction(twin)

    def title(self) -> str:
        """Heading."""
        return _("Trends")

    def refresh(self) -> None:
        """Ask on the worker: it may read many rows."""
        question = TrendQuestion(self._of.key, self._by.key, self._unit.key)
        self._veil.begin(_("Adding up landed cost"))
        self.hub.ask(
            self,
            _("adding up landed cost"),
            lambda a: _figures(a, question),
            self._show,
            lambda _error: self._veil.end(),
        )

    def focus_order(self) -> Sequence[QWidget]:
        """Chart, then its table."""
        return [widget for widget in (self._plot, self._table) if widget is not None]

    def show_example(self) -> None:
        """Put the crosshair somewhere: for pictures."""
        if self._plot is not None and self._chart is not None and self._chart.periods:
            self._plot.go_to(2 * len(self._chart.periods) // 3)

    def toggle_twin(self) -> None:
        """Go to the table, or back to the chart."""
        if self._table is None or self._plot is None:
            return
        there = self._plot if self._table.hasFocus() else self._table
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        theme = self.theme
        self._build_choices()
        self._heading = Text(theme, "", weight=600)
        self._basis = Text(theme, _("estimated where nothing is invoiced yet"), "caption")
        self._basis.set_tone("muted")
        self._words = held(row([self._heading, 8, self._basis]))
        head = Flow([self._words, self._of, self._unit, self._by], gap=8)
        self._stack = QStackedWidget()
        self._nothing = Empty(theme, "done", _("No landed cost yet"), "")
        self._stack.addWidget(self._nothing)
        self._chart_card = Card(theme)
        self._chart_card.setLayout(
            column(
                [
                    row([(held(head), 1)], (16, 10, 12, 4)),
                    row([(held(self._legend), 1)], (16, 0, 16, 2)),
                    (self._stack, 1),
                    row([(held(self._marks), 1)], (16, 4, 16, 10)),
                ],
                (1, 1, 1, 1),
            )
        )
        self._twin_card = Card(theme)
        self._twin_layout = column([], (1, 1, 1, 1))
        self._twin_card.setLayout(self._twin_layout)
        self._twin_card.setMinimumHeight(120)
        self.setLayout(column([(self._chart_card, 3), 12, (self._twin_card, 1)], (24, 2, 24, 14)))

    def _build_choices(self) -> None:
        theme = self.theme
        periods = [("month", _("Month")), ("quarter", _("Quarter")), ("year", _("Year"))]
        self._by = Choices(theme, periods, _("Period"))
        words = {
            "material": _("Material"),
            "grade": _("Grade"),
            "product": _("Product"),
            "category": _("Category"),
            "supplier": _("Supplier"),
        }
        self._of = Choices(theme, [(key, words[key]) for key in _OF], _("Series by"))
        self._unit = Choices(theme, [("kg", _("per kg")), ("piece", _("per piece"))], _("Unit"))
        for choices in (self._by, self._of, self._unit):
            choices.chosen.connect(lambda _key: self.refresh())

    def _show(self, found: tuple[Trend, Sequence[EventLine]]) -> None:
        from remanence.gui.charts.lines import chart_of
        from remanence.gui.charts.marks import numbered

        trend, events = found
        self._veil.end()
        chart = self._chart = chart_of(trend, numbered(events))
        if not chart.lines:
            self._show_nothing(trend)
            return
        self._twin_card.show()
        self._words.show()
        self._heading.setText(_("{unit} landed").format(unit=chart.unit))
        self._draw(chart)
        self._show_legend(chart, trend)
        self._show_marks(chart)
        self._show_twin(chart)
        self.say(self._sentence(chart))

    def _show_nothing(self, trend: Trend) -> None:
        """Say why nothing is drawn: no orders, or orders of which something is not known."""
        self._stack.setCurrentWidget(self._nothing)
        self._twin_card.hide()
        self._words.hide()
        for layout in (self._legend, self._marks):
            clear(layout)
        parts = parts_left_out(trend)
        if parts:
            what = _("No landed cost is known")
            why = _parts_words(parts, trend.unit) + " " + _("The cost of an order says what lacks.")
        else:
            what = _("No landed cost yet")
            why = _("Once orders with prices are on the desk, their cost stands here.")
        self._nothing.say("unknown" if parts else "done", what, why)
        self.say(_("No landed cost can be drawn: it is not known.") if parts else f"{what}.")

    def _draw(self, chart: Chart) -> None:
        from remanence.gui.charts.plot import LinePlot

        if self._plot is None:
            self._plot = LinePlot(self.theme, self.hub.formats)
            self._plot.setMinimumHeight(120)
            self._plot.read.connect(self._crosshair_moved)
            self._stack.addWidget(self._plot)
        self._plot.show_chart(chart, self.hub.formats)
        self._stack.setCurrentWidget(self._plot)

    def _show_legend(self, chart: Chart, trend: Trend) -> None:
        clear(self._legend)
        for number, line in enumerate(chart.lines):
            dot = Dot(self.theme, f"series.{number}")
            self._legend.addWidget(held(row([dot, 4, self._legend_button(line.key)])))
        notes = []
        if chart.left_out:
            notes.append(
                n_(
                    "{count} smaller or with few points: not drawn",
                    "{count} smaller or with few points: not drawn",
                    chart.left_out,
                )
            )
        parts = parts_left_out(trend)
        if parts:
            notes.append(_parts_words(parts, trend.unit))
        for words in notes:
            self._legend.addWidget(Text(self.theme, words, "caption", tone="muted"))

    def _legend_button(self, key: str) -> Button:
        name = formula(key)
        button = Button(self.theme, name, "quiet", name=_("Show or hide {name}").format(name=name))
        button.clicked.connect(lambda: self._toggle_line(key))
        return button

    def _toggle_line(self, key: str) -> None:
        if self._plot is not None:
            self._plot.toggle(key)

    def _show_marks(self, chart: Chart) -> None:
        clear(self._marks)
        for mark in chart.marks:
            number = Text(self.theme, str(mark.number), "micro", 700)
            label = Text(self.theme, mark.label, "caption", tone="muted")
            label.setToolTip(f"{self.hub.formats.full(mark.day)}: {mark.title}")
            words = held(row([number, 6, label]))
            words.setAccessibleName(f"{mark.number}: {mark.title}")
            self._marks.addWidget(words)
        hatch = Hatch(self.theme)
        after = _("not known: after {day}").format(day=self.hub.formats.day(self.hub.today))
        note = Text(self.theme, after, "caption", tone="unknown")
        self._marks.addWidget(held(row([hatch, 6, note])))

    def _show_twin(self, chart: Chart) -> None:
        from remanence.gui.charts.twin import twin_model

        clear(self._twin_layout)
        theme = self.theme
        model = twin_model(chart, self.hub.formats)
        self._table = Table(theme, model, _("Figures of the chart"))  # type: ignore[arg-type]
        self._table.went.connect(self._went)
        title = Text(theme, _("The same figures"), weight=600)
        note = Text(theme, chart.unit + ", " + _("last period first"), "caption", tone="muted")
        self._twin_layout.addLayout(row([title, 8, note, None], (16, 10, 16, 8)))
        self._twin_layout.addWidget(Rule(theme))
        self._twin_layout.addWidget(self._table, 1)
        self._twin_layout.addSpacing(6)

    def _went(self, row: TwinRow) -> None:
        if self._plot is not None:
            self._plot.go_to(row.place)

    # ------------------------------------------------------------------ what it says

    def _crosshair_moved(self, place: object) -> None:
        if self._plot is None or self._chart is None or not isinstance(place, int):
            return
        period = self.hub.formats.period(self._chart.periods[place])
        self._plot.setAccessibleDescription(period)

    def _sentence(self, chart: Chart) -> str:
        line = chart.lines[0]
        known = [(n, value) for n, value in enumerate(line.values) if value is not None]
        place, last = known[-1]
        formats = self.hub.formats
        words = _("{name}: {amount} {unit} in {period}").format(
            name=formula(line.key),
            amount=formats.number(last, 2),
            unit=chart.unit,
            period=formats.period(chart.periods[place]),
        )
        year = {"month": 12, "quarter": 4, "year": 1}[self._by.key]
        before = line.values[place - year] if place >= year else None
        if not before:
            return words + "."
        percent = (last / before - 1) * Decimal(100)
        change = formats.change(percent, 1)
        return words + _(", {change} % in a year.").format(change=change)


def parts_left_out(trend: Trend) -> int:
    """How many parts of order lines are in no point, since something of them is not known."""
    told = (dict(found.parts) for found in trend.findings if found.code == LEFT_OUT)
    return sum(int(parts["count"]) for parts in told)


def _parts_words(count: int, unit: str) -> str:
    lacks = _("pieces") if unit == "piece" else _("net weight")
    return n_(
        "{count} part of an order has no known cost or {{lacks}}.",
        "{count} parts of orders have no known cost or {{lacks}}.",
        count,
    ).format(lacks=lacks)


def _figures(answers: Answers, question: TrendQuestion) -> tuple[Trend, Sequence[EventLine]]:
    return answers.trend(question), answers.events()
