"""Trends in all modes: parts, index, series picked, zoom, pin, legend and table, export."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest

from remanence.app.export_seen import Seen
from remanence.app.trend_views import OTHER
from remanence.gui.charts.kinds import stack_chart
from remanence.gui.charts.lines import Chart, Line, chart_of, named
from remanence.gui.charts.plot import SMOOTH_UP_TO, LinePlot
from remanence.gui.charts.readout import read_out
from remanence.gui.charts.waterfall import Bar, Placed, Waterfall, axis_start, placed
from remanence.gui.formats import Formats
from remanence.gui.page import Place
from remanence.gui.pages.trends import TrendsPage
from remanence.gui.rows import TrendQuestion
from remanence.gui.theme import Theme
from remanence.gui.tokens import PARTS
from remanence.gui.trend_export import png_of, svg_of, table_of
from remanence.gui.trend_lower import EventsPane, MovedPane
from remanence.gui.trend_words import squeezing
from remanence.gui.window import Window
from tests.gui.conftest import MakeWindow, desk_of
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_rows import TODAY

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def page_of(window: Window) -> TrendsPage:
    page = window.page
    assert isinstance(page, TrendsPage)
    return page


def chart_in(window: Window) -> Chart:
    chart = page_of(window)._chart
    assert chart is not None
    return chart


def plot_in(window: Window) -> LinePlot:
    plot = window.page.findChild(LinePlot)
    assert plot is not None
    return plot


def choose_mode(window: Window, mode: str) -> None:
    frame = page_of(window)._frame
    frame.mode.choose(mode)
    frame.mode.chosen.emit(mode)


# ------------------------------------------------------------------ modes


def test_parts_are_in_their_fixed_order_and_sum_to_landed(make_window: MakeWindow) -> None:
    window = make_window("trends")
    choose_mode(window, "parts")
    chart = chart_in(window)
    assert [line.key for line in chart.lines] == list(PARTS)
    found = FakeAnswers().trend(TrendQuestion())
    series = next(one for one in found.series if one.key == page_of(window)._frame.focus.key)
    for point in series.points:
        place = chart.periods.index(point.period)
        whole = sum((line.values[place] or Decimal(0) for line in chart.lines), Decimal(0))
        assert abs(whole - point.landed / point.quantity) < Decimal("1e-20")


def test_shares_sum_to_a_hundred() -> None:
    found = FakeAnswers().trend(TrendQuestion())
    chart = stack_chart(found, found.series[0], share=True)
    for place in range(len(chart.periods)):
        whole = sum((line.values[place] or Decimal(0) for line in chart.lines), Decimal(0))
        assert abs(whole - 100) < Decimal("1e-20")


def test_an_index_says_which_series_it_leaves_out(make_window: MakeWindow) -> None:
    window = make_window("trends")
    page = page_of(window)
    page._frame.base.choose("2024-12")
    choose_mode(window, "index")
    chart = chart_in(window)
    assert "SmCo" not in [line.key for line in chart.lines]
    place = chart.periods.index("2024-12")
    assert {line.values[place] for line in chart.lines} == {Decimal(100)}
    words = [text.text() for text in page._frame.card.findChildren(type(page._frame.heading))]
    assert "1 series has no cost in Dec 2024: its index cannot be said" in words


def test_series_that_are_picked_stand_alone(make_window: MakeWindow) -> None:
    window = make_window("trends")
    page_of(window)._take_picked(("SmCo",))
    assert [line.key for line in chart_in(window).lines] == ["SmCo", OTHER]
    assert named(OTHER) == "all others"


def test_all_others_do_not_press_the_rest_flat() -> None:
    low = Line("A", (Decimal(10), Decimal(12)), (1, 1))
    high = Line(OTHER, (Decimal(500), None), (1, 0))
    chart = Chart("USD/kg", ("2026-01", "2026-02"), (low, high))
    assert squeezing(chart) == {OTHER}
    assert (
        squeezing(chart._replace(lines=(low, high._replace(values=(Decimal(20), None))))) == set()
    )


def test_estimates_are_drawn_open(make_window: MakeWindow) -> None:
    window = make_window("trends")
    lines = {line.key: line for line in chart_in(window).lines}
    assert lines["SmCo"].estimated[-1]
    assert not any(lines["NdFeB with Dy"].estimated)
    symbols = [
        item for item in plot_in(window).getPlotItem().listDataItems() if item.opts["symbol"]
    ]
    surface = window.hub.theme.color("surface").name()
    assert any(item.opts["symbolBrush"].name() == surface for item in symbols)


def test_the_read_out_names_orders_and_what_is_estimated() -> None:
    found = FakeAnswers().trend(TrendQuestion())
    chart = chart_of(found, estimated={("SmCo", "2026-11")})
    said = read_out(chart, len(chart.periods) - 1, [0, 1, 2], Formats(TODAY))
    orders = {one.key: one.points[-1].orders for one in found.series}
    smco = next(row for row in said.rows if row.name == "SmCo")
    assert smco.is_estimated
    assert smco.orders.startswith(f"{orders['SmCo']} order")
    gap = read_out(chart, chart.periods.index("2024-12"), [0, 1, 2], Formats(TODAY))
    assert gap.foot == "1 without orders"
    assert "SmCo" not in [row.name for row in gap.rows]


# ------------------------------------------------------------------ moving about


@pytest.fixture
def plot(make_window: MakeWindow) -> LinePlot:
    return plot_in(make_window("trends"))


def test_keys_zoom_pan_and_reset(plot: LinePlot) -> None:
    plot.setFocus()
    plot.go_to(15)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    first = plot.span
    assert first.size == 15
    QTest.keyClick(plot, Qt.Key.Key_Right, SHIFT)
    assert plot.span.first > first.first
    plot.go_to(0)
    assert plot.span.first == 0
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert not plot.is_zoomed


def test_a_drag_zooms_and_a_double_click_resets(plot: LinePlot) -> None:
    view = plot.view()
    start, end = (QPoint(round(view.x(place)), 120) for place in (5, 12))
    viewport = plot.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert (plot.span.first, plot.span.last) == (5, 12)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert not plot.is_zoomed


def test_a_click_pins_and_a_second_one_lets_go(plot: LinePlot) -> None:
    view, viewport = plot.view(), plot.viewport()
    there, elsewhere = (QPoint(round(view.x(place)), 120) for place in (8, 20))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=there)
    QTest.mouseMove(viewport, elsewhere)
    assert (plot.pinned, plot.place) == (True, 8)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=there)
    assert not plot.pinned


def test_why_it_moved_follows_the_zoom(make_window: MakeWindow) -> None:
    window = make_window("trends")
    plot_in(window).zoom_to(6, 12)
    moved = window.page.findChild(MovedPane)
    assert moved is not None
    periods = chart_in(window).periods
    assert (moved.first.key, moved.last.key) == (
        periods[6 + (periods[6] == "2024-12")],
        periods[12],
    )


def test_the_waterfall_sums_to_the_change_as_shown(make_window: MakeWindow) -> None:
    window = make_window("trends")
    fall = window.page.findChild(Waterfall)
    assert fall is not None
    first, *steps, last = [bar.amount or Decimal(0) for bar in fall.bars]
    assert first + sum(steps, Decimal(0)) == last
    assert fall.bars[1].label.startswith(("+", "−"))


def test_edges_are_not_smoothed_above_ten_thousand_points(theme: Theme) -> None:
    def drawn(points: int) -> LinePlot:
        periods = tuple(f"{1100 + n // 12:04d}-{n % 12 + 1:02d}" for n in range(points))
        line = Line("A", tuple(Decimal(n % 90) for n in range(points)), (1,) * points)
        made = LinePlot(theme, Formats(TODAY))
        made.show_chart(Chart("USD/kg", periods, (line,)))
        return made

    smooth = [
        made.getPlotItem().listDataItems()[0].opts["antialias"]
        for made in (drawn(SMOOTH_UP_TO), drawn(SMOOTH_UP_TO + 1))
    ]
    assert smooth == [True, False]


# ------------------------------------------------------------------ legend, table, events


def test_ctrl_t_goes_to_the_table_and_back(make_window: MakeWindow) -> None:
    window = make_window("trends")
    plot = plot_in(window)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_T, CTRL)
    twin = page_of(window)._twin
    assert twin is not None
    assert twin.table.hasFocus()
    QTest.keyClick(twin.table, Qt.Key.Key_T, CTRL)
    assert plot.hasFocus()


def test_legend_and_table_hide_together(make_window: MakeWindow) -> None:
    window = make_window("trends")
    page, plot = page_of(window), plot_in(window)
    page._toggle_line("SmCo")
    twin = page._twin
    assert twin is not None
    number = [line.key for line in chart_in(window).lines].index("SmCo")
    assert "SmCo" in plot.hidden
    assert not twin.table.is_shown(f"line{number}")
    twin.table.show_column(f"line{number}", shown=True)
    assert "SmCo" not in plot.hidden


def test_events_are_listed_filtered_and_open_their_source(make_window: MakeWindow) -> None:
    window = make_window("trends")
    events = window.page.findChild(EventsPane)
    assert events is not None
    assert [mark.number for mark in events.model.matching()] == [1, 2, 3, 4, 5]
    events.filter.setText("US duty 37.1")
    assert [mark.number for mark in plot_in(window)._chart.marks] == [4]  # type: ignore[union-attr]
    spy = QSignalSpy(page_of(window).wants)
    events.wanted.emit(events.model.matching()[0])
    assert spy.at(0)[0] == Place("policy", "E4")


# ------------------------------------------------------------------ export


def test_pictures_are_what_their_names_say(make_window: MakeWindow) -> None:
    plot = plot_in(make_window("trends"))
    assert png_of(plot).startswith(b"\x89PNG")
    drawing = svg_of(plot).decode("utf-8")
    assert "<svg" in drawing
    assert "path" in drawing


def test_the_points_are_written_exactly_and_it_is_said(
    make_window: MakeWindow, tmp_path: Path
) -> None:
    window = make_window("trends")
    kept: list[Sequence[object]] = []

    def export_seen(
        _title: str, headings: Sequence[str], rows: Sequence[Sequence[object]], to: Path
    ) -> Seen:
        kept.append(headings)
        kept.extend(rows)
        with to.open("w", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        return Seen(to, len(rows))

    desk_of(window).export_seen = export_seen  # type: ignore[attr-defined]
    notes = QSignalSpy(window.hub.noted)
    page_of(window).export(tmp_path / "points.csv")
    found = FakeAnswers().trend(TrendQuestion())
    count = sum(len(one.points) for one in found.series)
    assert len(kept) == count + 1
    assert kept[1][4] == found.series[0].points[0].landed_per_unit
    assert notes.at(0)[0].what == f"{count} points are written: points.csv"


def test_an_index_is_a_column_of_the_points() -> None:
    found = FakeAnswers().trend(TrendQuestion())
    index = {"SmCo": {found.series[1].points[0].period: Decimal(100)}}
    headings, rows = table_of(found, {("SmCo", found.series[1].points[0].period)}, index)
    assert headings[-2:] == ["Still estimated", "Index"]
    smco = [row for row in rows if row[0] == "SmCo"]
    assert smco[0][-2:] == ["in part", Decimal(100)]
    assert smco[1][-2:] == ["no", None]


# ------------------------------------------------------------------ waterfall


def test_steps_stand_upon_each_other() -> None:
    found = placed([("step", Decimal(70)), ("step", Decimal(-20)), ("total", Decimal(50))])
    assert found == [
        Placed(Decimal(0), Decimal(70)),
        Placed(Decimal(50), Decimal(70)),
        Placed(Decimal(0), Decimal(50)),
    ]


def test_after_an_unknown_step_nobody_knows_where_the_next_stands() -> None:
    found = placed([("step", Decimal(70)), ("step", None), ("step", Decimal(5)), ("total", None)])
    assert found == [Placed(Decimal(0), Decimal(70)), None, None, None]


def test_the_axis_is_cut_only_where_little_moves() -> None:
    high = placed([("total", Decimal("83.64")), ("step", Decimal(14)), ("total", Decimal("97.64"))])
    assert Decimal(60) < axis_start(high) < Decimal("83.64")
    low = placed([("total", Decimal(5)), ("step", Decimal(14)), ("total", Decimal(19))])
    assert axis_start(low) == 0
    below = placed([("step", Decimal(100)), ("step", Decimal(-104)), ("total", Decimal(-4))])
    assert axis_start(below) == 0


def test_arrow_keys_read_the_bars(theme: Theme) -> None:
    fall = Waterfall(theme, "Fall")
    fall.show_bars([Bar("A", Decimal(1), "1", "A one."), Bar("B", None, "not known", "B unknown.")])
    fall.resize(300, 200)
    assert fall.grab().width() == 300
    QTest.keyClick(fall, Qt.Key.Key_Home)
    assert fall.accessibleDescription() == "A one."
    QTest.keyClick(fall, Qt.Key.Key_Right)
    assert fall.accessibleDescription() == "B unknown."


def test_the_chart_library_waits_for_a_chart_page() -> None:
    script = (
        "import sys\n"
        "import remanence.gui.places, remanence.gui.pages.costs, remanence.gui.pages.trends\n"
        "print('pyqtgraph' in sys.modules, 'pandas' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
