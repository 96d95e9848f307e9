"""The chart: gaps as gaps, numbered events, crosshair by keys, the same figures as a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from remanence.app.trends import Trend
from remanence.core.base.findings import warning
from remanence.core.trends.points import LEFT_OUT
from remanence.gui.charts.lines import Mark, chart_of, known_until, periods_between, place_of
from remanence.gui.charts.marks import numbered
from remanence.gui.charts.plot import LinePlot, round_ticks
from remanence.gui.charts.twin import twin_rows
from remanence.gui.formats import Formats
from remanence.gui.pages.trends import TrendsPage
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.table import Table
from remanence.gui.parts.text import Text
from remanence.gui.rows import TrendQuestion
from remanence.gui.theme import Theme
from remanence.gui.tokens import DARK
from tests.gui.conftest import MakeHub, MakeWindow
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_rows import TODAY


def trend() -> Trend:
    return FakeAnswers().trend(TrendQuestion())


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-11", "2026-02", ["2025-11", "2025-12", "2026-01", "2026-02"]),
        ("2025-Q3", "2026-Q1", ["2025-Q3", "2025-Q4", "2026-Q1"]),
        ("2024", "2026", ["2024", "2025", "2026"]),
        ("2026-02", "2026-02", ["2026-02"]),
    ],
)
def test_periods_have_no_holes(first: str, last: str, expected: list[str]) -> None:
    assert periods_between(first, last) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), -0.5),
        (date(2026, 2, 15), 1.0),
        (date(2025, 12, 31), None),
        (date(2026, 4, 1), None),
    ],
)
def test_days_lie_between_periods(day: date, expected: float | None) -> None:
    assert place_of(day, ["2026-01", "2026-02", "2026-03"]) == expected


def test_quarters_and_years_hold_their_days() -> None:
    assert place_of(date(2026, 4, 1), ["2026-Q1", "2026-Q2"]) == 0.5
    assert place_of(date(2026, 1, 1), ["2025", "2026"]) == 0.5


def test_a_month_without_goods_is_a_gap() -> None:
    chart = chart_of(trend())
    smco = next(line for line in chart.lines if line.key == "SmCo")
    gap = chart.periods.index("2024-12")
    assert smco.values[gap] is None
    assert smco.values[gap - 1] is not None
    assert len({len(line.values) for line in chart.lines}) == 1


def test_a_chart_draws_seven_lines_and_counts_the_rest() -> None:
    found = trend()
    many = tuple(found.series[n % 3]._replace(key=f"K{n}") for n in range(9))
    chart = chart_of(found._replace(series=many))
    assert (len(chart.lines), chart.left_out) == (7, 2)


def test_nothing_to_draw_is_no_chart() -> None:
    assert chart_of(trend()._replace(series=())).periods == ()


def test_events_are_numbered_by_day_inside_the_chart() -> None:
    marks = numbered(FakeAnswers().events())
    outside = Mark(0, date(2010, 7, 1), "CN quota cut", "long ago")
    chart = chart_of(trend(), [outside, *marks])
    assert [mark.number for mark in chart.marks] == [1, 2, 3, 4, 5]
    assert chart.marks[0].label == "No. 18 in force"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (34.0, 141.0, [40, 60, 80, 100, 120, 140]),
        (0.0, 1.0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (5.0, 5.0, [5.0]),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: list[float]) -> None:
    assert round_ticks(low, high) == pytest.approx(expected)


def test_the_table_holds_the_figures_of_the_chart() -> None:
    chart = chart_of(trend())
    rows = twin_rows(chart)
    assert rows[0].period == "2026-11"
    assert rows[0].values == tuple(line.values[-1] for line in chart.lines)
    assert all(isinstance(value, Decimal | None) for row in rows for value in row.values)


@pytest.fixture
def plot(theme: Theme, qtbot: QtBot) -> LinePlot:
    made = LinePlot(theme, Formats(TODAY))
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show_chart(chart_of(trend()))
    made.show()
    return made


def test_keys_move_the_crosshair(plot: LinePlot) -> None:
    told: list[object] = []
    plot.read.connect(told.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(plot, key)
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert told == [29, 28, 0, 0, 29, None]


def test_a_line_can_be_hidden_and_shown_again(plot: LinePlot) -> None:
    drawn = len(plot.getPlotItem().listDataItems())
    plot.toggle("SmCo")
    assert len(plot.getPlotItem().listDataItems()) < drawn
    plot.toggle("SmCo")
    assert len(plot.getPlotItem().listDataItems()) == drawn


def test_the_chart_follows_the_look(plot: LinePlot, theme: Theme) -> None:
    theme.choose("dark")
    assert plot.backgroundBrush().color().name().upper() == DARK.surface
    assert plot.line_color(0).name().upper() == DARK.series[0]


def test_the_axis_does_not_go_below_nothing(plot: LinePlot) -> None:
    found = trend()
    low = found.series[0]._replace(
        points=tuple(
            point._replace(landed_per_unit=Decimal("0.4")) for point in found.series[0].points
        )
    )
    plot.show_chart(chart_of(found._replace(series=(low, found.series[1]))))
    (_left, _right), (bottom, _top) = plot.getPlotItem().getViewBox().viewRange()
    assert bottom == 0.0


def test_pens_are_as_thick_at_two_pixels_a_point(
    plot: LinePlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LinePlot, "devicePixelRatioF", lambda _plot: 2.0)
    plot.restyle()
    widths = {item.opts["pen"].widthF() for item in plot.getPlotItem().listDataItems()}
    assert widths == {4.0}


def test_what_lies_after_the_day_is_hatched(plot: LinePlot) -> None:
    assert round(plot.known_until, 2) == 29.27
    assert known_until(date(2030, 1, 1), ["2026-10", "2026-11"]) == 1.5
    assert known_until(date(2020, 1, 1), ["2026-10", "2026-11"]) == -0.5


def test_a_line_that_ended_long_ago_says_when(plot: LinePlot) -> None:
    found = trend()
    short = found.series[1]._replace(points=found.series[1].points[:5])
    chart = chart_of(found._replace(series=(found.series[0], short)))
    names = {line.key: plot.overlay._name(chart, line) for line in chart.lines}
    assert names[short.key].endswith(", Oct 2024")
    assert "20" not in names[found.series[0].key].split(" ")[-1]


def test_the_read_out_lies_where_few_points_are(plot: LinePlot) -> None:
    chart = chart_of(trend())
    x = plot.position(15, 0.0)[0]
    box = plot.overlay._free(chart, x, 180.0, 90.0)
    points = list(plot.overlay._points(chart))
    middle = QRectF(x + 12, (plot.overlay._bottom() + 34 - 90) / 2, 180, 90)
    assert sum(map(box.contains, points)) <= sum(map(middle.contains, points))
    assert sum(map(box.contains, points)) == 0


def test_an_empty_chart_says_that_the_cost_is_not_known(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    told = warning(LEFT_OUT, "NdFeB, 2026-03", count=5000, what="net weight")
    desk.trend = lambda question: trend()._replace(series=(), findings=(told,))  # type: ignore[method-assign]
    window = make_window("trends", hub=make_hub(desk))
    empty = next(part for part in window.page.findChildren(Empty) if part.isVisible())
    words = " ".join(text.text() for text in empty.findChildren(Text))
    assert "No landed cost is known" in words
    assert "5,000 parts of orders have no known cost or net weight." in words


def test_the_page_goes_from_chart_to_table_and_back(make_window: MakeWindow) -> None:
    window = make_window("trends")
    page = window.page
    assert isinstance(page, TrendsPage)
    plot, table = page.focus_order()
    plot.setFocus()
    page.twin()
    assert table.hasFocus()
    page.twin()
    assert plot.hasFocus()


def test_a_row_of_the_table_moves_the_crosshair(make_window: MakeWindow) -> None:
    window = make_window("trends")
    page = window.page
    assert isinstance(page, TrendsPage)
    plot, table = page.focus_order()
    assert isinstance(plot, LinePlot)
    assert isinstance(table, Table)
    table.selectRow(3)
    assert plot.place == 26


def test_the_sentence_names_the_year_before(make_window: MakeWindow) -> None:
    sentence = make_window("trends").page.sentence
    assert sentence.startswith("SmCo: ")
    assert sentence.endswith("% in a year.")
