"""Costs: the sentence, views, empty and failing places, the chosen one with its reasons."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from remanence.app.cost_list import CostLine
from remanence.gui.charts.waterfall import Waterfall
from remanence.gui.page import Place, Why
from remanence.gui.pages.costs import CostsPage
from remanence.gui.parts.cost_figures import CostFigures, missing_words
from remanence.gui.parts.cost_table import CostTable
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.order_card import Figure
from remanence.gui.parts.text import Text
from remanence.gui.window import Window
from tests.gui.conftest import MakeHub, MakeWindow, desk_of
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_costs import lists_of


def page_of(window: Window) -> CostsPage:
    page = window.page
    assert isinstance(page, CostsPage)
    return page


def table_of(window: Window, kind: str = "orders") -> CostTable:
    return next(one for one in window.page.findChildren(CostTable) if one.kind == kind)


def line_in(window: Window, state: str) -> CostLine:
    lines = lists_of(desk_of(window).orders()).orders
    return next(one for one in lines if one.state == state)


def cell_of(window: Window, line: CostLine, key: str) -> str:
    model = table_of(window).model
    place = next(n for n, column in enumerate(model.columns) if column.key == key)
    return model.cell(line, place).spoken


def words_of(window: Window) -> str:
    return "\n".join(one.text() for one in window.page.findChildren(Text) if one.isVisible())


def open_one(window: Window, state: str) -> CostLine:
    line = line_in(window, state)
    page_of(window).open(line.ref)
    return line


def test_the_sentence_counts_what_cannot_be_said(make_window: MakeWindow) -> None:
    window = make_window("costs")
    lines = lists_of(desk_of(window).orders()).orders
    unknown = sum(line.state == "unknown" for line in lines)
    planned = sum(line.state == "planned" for line in lines)
    said = page_of(window).sentence
    assert f"{unknown} cannot be said" in said
    assert f"{planned} have no invoice yet" in said
    assert f"{len(lines) - unknown - planned} orders with invoices: cost so far" in said


def test_what_is_not_invoiced_is_never_a_zero(make_window: MakeWindow) -> None:
    window = make_window("costs")
    line = line_in(window, "planned")
    assert cell_of(window, line, "actual") == "—, no invoice yet"
    assert cell_of(window, line, "variance") == "—, no invoice yet"
    unknown = line_in(window, "unknown")
    assert cell_of(window, unknown, "variance") == "not known"
    assert cell_of(window, unknown, "estimate") == "not known"


def test_a_variance_says_over_or_under(make_window: MakeWindow) -> None:
    window = make_window("costs")
    line = line_in(window, "invoiced")
    over = line._replace(estimate=Decimal(1000), variance=Decimal("31.40"))
    assert cell_of(window, over._replace(ref="A"), "variance") == "+31, 3.1 % over"
    small = over._replace(ref="B", variance=Decimal("-0.31"))
    assert cell_of(window, small, "variance") == "−0.31, 0.0 % under"
    same = over._replace(ref="C", variance=Decimal(0))
    assert cell_of(window, same, "variance") == "0, as planned"


def test_views_keep_what_they_say(make_window: MakeWindow) -> None:
    window = make_window("costs")
    table = table_of(window)
    for key, test in (
        ("over", lambda line: line.variance and line.variance > 0),
        ("unknown", lambda line: line.state == "unknown"),
        ("all", lambda _line: True),
    ):
        table.tools.go_to_all(key)
        shown, every = table.model.matching(), table.model.everything()
        assert list(shown) == [line for line in every if test(line)]
        assert shown


def test_the_detail_shows_bars_that_sum_to_landed(make_window: MakeWindow) -> None:
    window = make_window("costs")
    line = open_one(window, "partly")
    fall = window.page.findChild(Waterfall)
    assert fall is not None
    assert fall.isVisible()
    steps = [bar.amount for bar in fall.bars if bar.kind == "step"]
    assert sum(amount for amount in steps if amount is not None) == line.landed
    assert fall.bars[-1].amount == line.landed
    assert [bar.name for bar in fall.bars][:3] == ["Goods", "Freight", "Fees"]
    assert fall.start > 0
    assert "axis starts at" in words_of(window)


def test_any_figure_opens_its_reasons(make_window: MakeWindow) -> None:
    window = make_window("costs")
    line = open_one(window, "partly")
    spy = QSignalSpy(page_of(window).explains)
    figures = window.page.findChildren(Figure)
    assert len(figures) > 12
    QTest.mouseClick(figures[-1], Qt.MouseButton.LeftButton)
    fall = window.page.findChild(Waterfall)
    assert fall is not None
    fall.setFocus()
    QTest.keyClick(fall, Qt.Key.Key_End)
    QTest.keyClick(fall, Qt.Key.Key_Return)
    told = [spy.at(n)[0] for n in range(spy.count())]
    assert len(told) == 2
    assert isinstance(told[1], Why)
    assert told[1].title == f"Landed cost of {line.ref}"


def test_what_is_missing_is_said_in_words(make_window: MakeWindow) -> None:
    window = make_window("costs")
    open_one(window, "partly")
    assert "Without an invoice, and counted as planned: freight, duty, licence fee." in words_of(
        window
    )
    assert "not invoiced" in words_of(window)
    planned = line_in(window, "planned")
    assert missing_words(planned) == (
        "Nothing is invoiced yet. The actual cost is not known; it is not zero."
    )


def test_an_unknown_cost_has_no_bar_for_landed(make_window: MakeWindow) -> None:
    window = make_window("costs")
    open_one(window, "unknown")
    fall = window.page.findChild(Waterfall)
    assert fall is not None
    assert fall.bars[-1].amount is None
    assert fall.bars[-1].label == "not known"


def test_escape_closes_the_detail_and_enter_opens_the_order(make_window: MakeWindow) -> None:
    window = make_window("costs")
    line = open_one(window, "invoiced")
    table = table_of(window).table
    spy = QSignalSpy(page_of(window).wants)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert spy.at(0)[0] == Place("order", line.ref)
    window.go("costs")
    page_of(window).close_detail()
    assert not window.page.findChildren(CostFigures)[-1].isVisible()
    assert table.hasFocus()


def test_shipments_are_their_own_tab(make_window: MakeWindow) -> None:
    window = make_window("costs")
    page_of(window).open("shipments")
    assert "shipments with invoices" in page_of(window).sentence
    table = table_of(window, "shipments")
    assert table.isVisible()
    page_of(window).open(table.model.everything()[0].ref)
    assert "cost_detail" in desk_of(window).asked


def test_an_empty_desk_says_what_would_stand_here(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    window = make_window("costs", hub=make_hub(FakeAnswers(empty=True)))
    empty = next(one for one in window.page.findChildren(Empty) if one.isVisible())
    assert "No order has a cost yet" in "".join(one.text() for one in empty.findChildren(Text))
    assert page_of(window).sentence == "No order has a cost yet."


def test_a_failure_says_so_and_is_read_again(make_window: MakeWindow, make_hub: MakeHub) -> None:
    desk = FakeAnswers()
    desk.failing = "cost_lists"
    window = make_window("costs", hub=make_hub(desk))
    assert "Costs could not be read" in words_of(window)
    desk.failing = ""
    table_of(window).again.emit()
    assert table_of(window).model.total


def test_another_look_repaints_the_page(make_window: MakeWindow) -> None:
    window = make_window("costs")
    open_one(window, "partly")
    for percent in (80, 150, 200):
        window.hub.theme.choose(text_percent=percent)
        figures = window.page.findChildren(CostFigures)[-1]
        assert figures.width() >= figures.minimumSizeHint().width()
    window.hub.theme.choose(text_percent=100)
