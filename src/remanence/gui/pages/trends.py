"""Trends: where does landed cost go, and why? Lines, parts or an index, with numbered events."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from remanence.app.trend_views import MOST, added, chosen, ranked, usual
from remanence.gui.charts.kinds import index_chart, stack_chart
from remanence.gui.charts.lines import all_periods, chart_of, named
from remanence.gui.charts.marks import numbered
from remanence.gui.page import Page, Place
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.list_view import ListView
from remanence.gui.parts.series_picker import SeriesPicker
from remanence.gui.parts.surface import clear
from remanence.gui.parts.trend_frame import TrendFrame
from remanence.gui.parts.waiting import Veil
from remanence.gui.rows import TrendQuestion
from remanence.gui.trend_export import KINDS, ask_target, table_of, write_chart, write_points
from remanence.gui.trend_lower import EventsPane, MovedPane, focus
from remanence.gui.trend_words import parts_left_out, parts_words, squeezing, trend_sentence
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from remanence.app.policy import EventLine
    from remanence.app.trends import Trend
    from remanence.core.trends.points import Series
    from remanence.gui.answers import Answers
    from remanence.gui.charts.lines import Chart, Mark
    from remanence.gui.charts.moving import Span
    from remanence.gui.charts.plot import LinePlot
    from remanence.gui.charts.twin import TwinRow
    from remanence.gui.hub import Hub

ALL_TOGETHER: Final = "\0together"
_Figures = tuple["Trend", frozenset[tuple[str, str]], "Sequence[EventLine]"]


class TrendsPage(Page):
    """The chart in its three modes; below it why it moved, the same figures, the events."""

    name: ClassVar[str] = "trends"

    def __init__(self, hub: Hub) -> None:
        """Build the frame; the chart library is loaded when there is something to draw."""
        super().__init__(hub)
        self._plot: LinePlot | None = None
        self._chart: Chart | None = None
        self._whole: Trend | None = None
        self._marks: tuple[Mark, ...] = ()
        self._estimated: frozenset[tuple[str, str]] = frozenset()
        self._index: Mapping[str, Mapping[str, Decimal]] = {}
        self._picked: tuple[str, ...] = ()
        self._twin: ListView[TwinRow] | None = None
        self._picker: SeriesPicker | None = None
        self._nothing = Empty(hub.theme, "done", _("No landed cost yet"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._moved = MovedPane(hub)
        self._events = EventsPane(hub)
        self._events.wanted.connect(lambda mark: self.wants.emit(Place("policy", mark.ref)))
        self._events.kept.connect(self._keep_marks)
        self._frame = TrendFrame(hub.theme, self._stack, self._moved, self._events)
        self.setLayout(self._frame.layout_of())
        self._veil = Veil(hub.theme, self._frame.card)
        self._connect()

    def title(self) -> str:
        """Heading."""
        return _("Trends")

    def refresh(self) -> None:
        """Ask on the worker: it may read many rows."""
        frame = self._frame
        question = TrendQuestion(frame.of.key, frame.by.key, frame.unit.key)
        self._veil.begin(_("Adding up landed cost"))
        self.hub.ask(
            self,
            _("adding up landed cost"),
            lambda answers: _figures(answers, question),
            self._show,
            lambda _error: self._fail(),
        )

    def restyle(self) -> None:
        """Another look."""
        if self._twin is not None:
            self._twin.restyle()
        self._events.restyle()
        self.update()

    def focus_order(self) -> Sequence[QWidget]:
        """Chart, then its table."""
        table = self._twin.table if self._twin is not None else None
        return [widget for widget in (self._plot, table) if widget is not None]

    def show_example(self) -> None:
        """Put the crosshair somewhere: for pictures."""
        if self._plot is not None and self._chart is not None and self._chart.periods:
            self._plot.go_to(2 * len(self._chart.periods) // 3)

    def twin(self) -> None:
        """Go to the table of the chart, or back to the chart."""
        if self._twin is None or self._plot is None:
            return
        if self._twin.table.hasFocus():
            focus(self._plot)
        else:
            self._frame.show_lower("table")
            focus(self._twin.table)

    # ------------------------------------------------------------------ what is chosen

    def _connect(self) -> None:
        frame = self._frame
        for choice in (frame.of, frame.by, frame.unit):
            choice_signal = choice.chosen if hasattr(choice, "chosen") else choice.picked
            choice_signal.connect(lambda _key: self._ask_anew())
        for changed in (frame.mode.chosen, frame.share.chosen, frame.base.picked):
            changed.connect(lambda _key: self._draw())
        for choice in (frame.focus, self._moved.series):
            choice.picked.connect(self._take_focus)
        frame.series_button.clicked.connect(self._pick)
        frame.export_button.clicked.connect(self._offer_export)

    def _ask_anew(self) -> None:
        """Another question: what was picked belonged to the one before."""
        self._picked = ()
        self.refresh()

    def _take_focus(self, key: object) -> None:
        """One series stands behind the parts and behind why it moved."""
        for choice in (self._frame.focus, self._moved.series):
            choice.choose(str(key))
        if self._frame.mode.key == "parts":
            self._draw()
        else:
            self._say_why(None)

    def _pick(self) -> None:
        if self._whole is None:
            return
        if self._picker is None:
            self._picker = SeriesPicker(self.theme, MOST, self)
            self._picker.picked.connect(self._take_picked)
        keys = ranked(self._whole)
        ticked = self._picked or usual(self._whole)
        self._picker.fill([(key, named(key)) for key in keys], ticked)
        self._picker.show_below(self._frame.series_button, self._picker.list)

    def _take_picked(self, keys: tuple[str, ...]) -> None:
        self._picked = keys
        self._draw()

    # ------------------------------------------------------------------ showing

    def _show(self, found: _Figures) -> None:
        trend, self._estimated, events = found
        self._veil.end()
        self._whole = trend
        periods = all_periods(trend)
        self._marks = tuple(numbered(events))
        if not trend.series:
            self._show_nothing(trend)
            return
        frame, formats = self._frame, self.hub.formats
        frame.show_working(shown=True)
        focused = [(ALL_TOGETHER, _("all together"))]
        every = [*((key, named(key)) for key in ranked(trend)), *focused]
        frame.offer(frame.focus, every)
        frame.offer(self._moved.series, every)
        frame.offer(frame.base, [(period, formats.period(period)) for period in periods])
        self._draw()

    def _fail(self) -> None:
        self._veil.end()
        if self._whole is None:
            self._frame.show_working(shown=False)
            why = _("The line below says why. Nothing was changed.")
            self._nothing.say("blocked", _("Trends could not be read"), why)
            self._stack.setCurrentWidget(self._nothing)

    def _show_nothing(self, trend: Trend) -> None:
        """Say why nothing is drawn: no orders, or orders of which something is not known."""
        self._chart = None
        self._frame.show_working(shown=False)
        self._stack.setCurrentWidget(self._nothing)
        parts = parts_left_out(trend)
        if parts:
            what = _("No landed cost is known")
            why = parts_words(parts, trend.unit) + " " + _("The cost of an order says what lacks.")
        else:
            what = _("No landed cost yet")
            why = _("Once orders with prices are on the desk, their cost stands here.")
        self._nothing.say("unknown" if parts else "done", what, why)
        self.say(_("No landed cost can be drawn: it is not known.") if parts else f"{what}.")

    def _focused(self, trend: Trend) -> Series:
        """The series whose parts are shown and of which it is said why it moved."""
        key = self._frame.focus.key
        found = next((one for one in trend.series if one.key == key), None)
        return found or added(_("all together"), trend.series)

    def _draw(self) -> None:
        """Draw what was read in the mode that is chosen; an index is asked of the worker."""
        trend = self._whole
        if trend is None or not trend.series:
            return
        mode = self._frame.mode.key
        self._frame.show_mode(mode)
        if mode != "index":
            self._index = {}
            self._take_chart(self._lines(trend) if mode == "lines" else self._parts(trend))
            return
        drawn, base = chosen(trend, self._picked), self._frame.base.key
        self.hub.ask(
            self,
            _("working out the index"),
            lambda answers: answers.indexed(drawn, base),
            lambda index: self._show_index(drawn, base, index),
            waited_for=True,
        )

    def _lines(self, trend: Trend) -> Chart:
        drawn = chosen(trend, self._picked)
        return chart_of(drawn, self._marks, self._estimated, as_given=True)

    def _parts(self, trend: Trend) -> Chart:
        series, share = self._focused(trend), self._frame.share.key == "share"
        return stack_chart(trend, series, self._marks, self._estimated, share=share)

    def _show_index(
        self, drawn: Trend, base: str, index: Mapping[str, Mapping[str, Decimal]]
    ) -> None:
        if self._frame.mode.key != "index" or self._frame.base.key != base:
            return
        self._index = index
        words = self.hub.formats.period(base)
        self._take_chart(index_chart(drawn, index, words, self._marks, self._estimated))

    def _take_chart(self, chart: Chart) -> None:
        from remanence.gui.charts.plot import LinePlot

        self._chart = chart
        if self._plot is None:
            self._plot = LinePlot(self.theme, self.hub.formats)
            self._plot.setMinimumHeight(120)
            self._plot.read.connect(self._crosshair_moved)
            self._plot.zoomed.connect(self._zoomed)
            self._stack.addWidget(self._plot)
        self._plot.hidden.clear()
        self._plot.hidden.update(squeezing(chart))
        self._plot.show_chart(chart, self.hub.formats)
        self._stack.setCurrentWidget(self._plot)
        self._frame.heading.setText(chart.title)
        self._show_legend(chart)
        self._events.show_rows(chart.marks)
        self._show_twin(chart)
        self._say_why(None)
        if self._whole is not None:
            self.say(trend_sentence(self._whole, self._frame.by.key, self.hub.formats))

    def _show_legend(self, chart: Chart) -> None:
        notes = []
        if chart.left_out:
            base = self.hub.formats.period(self._frame.base.key)
            words = n_(
                "{count} series has no cost in {{base}}: its index cannot be said",
                "{count} series have no cost in {{base}}: their index cannot be said",
                chart.left_out,
            )
            notes.append(words.format(base=base))
        parts = parts_left_out(self._whole) if self._whole is not None else 0
        if parts and self._whole is not None:
            notes.append(parts_words(parts, self._whole.unit))
        lines = [(line.key, named(line.key)) for line in chart.lines]
        self._frame.show_legend(lines, notes, self._toggle_line)
        if self._plot is not None:
            self._frame.show_hidden(self._plot.hidden)
        open_points = any(any(line.estimated) for line in chart.lines)
        after = _("not known: after {day}").format(day=self.hub.formats.day(self.hub.today))
        self._frame.show_marks(
            [(mark.number, mark.label, mark.title) for mark in chart.marks],
            after,
            is_stacked=chart.stacked,
            is_open=open_points,
        )

    def _show_twin(self, chart: Chart) -> None:
        from remanence.gui.charts.twin import row_key, twin_columns, twin_rows

        place = self._frame.twin_place
        clear(place)
        formats = self.hub.formats
        self._twin = ListView(
            self.theme,
            _("Figures of the chart"),
            twin_columns(chart, formats),
            row_key,
            lambda r: formats.period(r.period),
        )
        self._twin.show_rows(twin_rows(chart))
        for number, line in enumerate(chart.lines):
            if self._plot is not None and line.key in self._plot.hidden:
                self._twin.table.show_column(f"line{number}", shown=False)
        self._twin.table.went.connect(self._went)
        self._twin.table.laid_out.connect(self._columns_changed)
        place.addWidget(self._twin)

    # ------------------------------------------------------------------ legend and table together

    def _toggle_line(self, key: str) -> None:
        """Hide a line and its column, or show both again."""
        if self._plot is None or self._twin is None or self._chart is None:
            return
        self._plot.toggle(key)
        keys = [line.key for line in self._chart.lines]
        shown = key not in self._plot.hidden
        self._twin.table.show_column(f"line{keys.index(key)}", shown=shown)
        self._frame.show_hidden(self._plot.hidden)

    def _columns_changed(self) -> None:
        """A column was hidden or shown in the table: its line follows."""
        if self._plot is None or self._twin is None or self._chart is None:
            return
        for number, line in enumerate(self._chart.lines):
            hidden = not self._twin.table.is_shown(f"line{number}")
            if hidden != (line.key in self._plot.hidden):
                self._plot.toggle(line.key)
        self._frame.show_hidden(self._plot.hidden)

    def _keep_marks(self, marks: tuple[Mark, ...]) -> None:
        if self._plot is not None:
            self._plot.show_marks(marks)

    def _went(self, row: TwinRow) -> None:
        if self._plot is not None:
            self._plot.go_to(row.place)

    def _crosshair_moved(self, place: object) -> None:
        from remanence.gui.charts.readout import read_out

        if self._plot is None or self._chart is None or not isinstance(place, int):
            return
        hidden = self._plot.hidden
        shown = [n for n, line in enumerate(self._chart.lines) if line.key not in hidden]
        said = read_out(self._chart, place, shown, self.hub.formats)
        self._plot.setAccessibleDescription(said.spoken)

    def _zoomed(self, span: Span | None) -> None:
        self._say_why(span)

    def _say_why(self, span: Span | None) -> None:
        if self._whole is None or self._chart is None:
            return
        seen = self._chart.periods[span.first : span.last + 1] if span is not None else ()
        unit = f"{self._whole.currency}/{self._whole.unit}"
        self._moved.show_series(self._focused(self._whole), unit, self._whole.unit, seen)

    # ------------------------------------------------------------------ export

    def _offer_export(self) -> None:
        menu = QMenu(self)
        for kind, words in zip(
            KINDS,
            (_("Picture (PNG)…"), _("Drawing (SVG)…"), _("Points (CSV)…"), _("Points (XLSX)…")),
            strict=True,
        ):
            menu.addAction(words, partial(self._ask_export, kind))
        button = self._frame.export_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _ask_export(self, kind: str) -> None:
        to = ask_target(self, kind)
        if to is not None:
            self.export(to)

    def export(self, to: Path) -> None:
        """Write the chart or its points, by the name of the file."""
        if self._whole is None or self._plot is None:
            return
        if to.suffix.lower() in (".png", ".svg"):
            write_chart(self.hub, self, self._plot, to)
        else:
            write_points(self.hub, self, table_of(self._whole, self._estimated, self._index), to)


def _figures(answers: Answers, question: TrendQuestion) -> _Figures:
    return answers.trend(question), answers.estimated_points(question), answers.events()
