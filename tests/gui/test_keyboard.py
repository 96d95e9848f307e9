"""Everything by keyboard: pages, rows, details, reasons, areas, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from remanence.gui.actions import COMMANDS
from remanence.gui.dialogs.why import WhyDialog
from remanence.gui.pages.orders import OrdersPage
from remanence.gui.parts.attention_row import AttentionRow
from remanence.gui.parts.order_detail import OrderPane
from remanence.gui.parts.stages import StageStrip
from remanence.gui.parts.table import Table
from remanence.gui.places import PAGES, entries
from remanence.gui.window import Window
from tests.gui.conftest import MakeWindow, desk_of

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def pane_of(window: Window) -> OrderPane:
    pane = window.page.findChild(OrderPane)
    assert pane is not None
    return pane


def test_numbers_go_to_the_pages_of_the_sidebar(make_window: MakeWindow) -> None:
    window = make_window("history")
    for number, entry in enumerate(entries(), start=1):
        press(Qt.Key(KEY.Key_0 + number % 10), CTRL)
        assert window.page.name == entry.page


def test_back_and_forward(make_window: MakeWindow) -> None:
    window = make_window("today")
    window.go("orders")
    window.go("history")
    press(KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.name == "orders"
    press(KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.page.name == "history"


def test_undo_and_redo(make_window: MakeWindow) -> None:
    window = make_window("orders")
    press(KEY.Key_Z, CTRL)
    press(KEY.Key_Y, CTRL)
    assert [q for q in desk_of(window).asked if q in {"undo", "redo"}] == ["undo", "redo"]


def test_arrows_choose_an_order_and_enter_opens_it(make_window: MakeWindow) -> None:
    window = make_window("orders")
    press(KEY.Key_Down)
    table = window.page.findChild(Table)
    assert table is not None
    row = table.current_row()
    assert row is not None
    press(KEY.Key_Return)
    assert (window.page.name, window.page.title()) == ("order", row.number)


def test_escape_closes_the_detail_and_goes_back_to_the_row(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    press(KEY.Key_Escape)
    assert not pane_of(window).isVisible()
    table = QApplication.focusWidget()
    assert isinstance(table, Table)
    assert getattr(table.current_row(), "number", "") == "PO-2641"


def test_escape_empties_the_filter_first(make_window: MakeWindow) -> None:
    window = make_window("orders")
    page = window.page
    assert isinstance(page, OrdersPage)
    press(KEY.Key_F, CTRL)
    assert page.filter_field().hasFocus()
    QTest.keyClicks(page.filter_field(), "Kasumi")
    assert page.findChild(Table).rows.filtered  # type: ignore[union-attr]
    press(KEY.Key_Escape)
    assert page.filter_field().text() == ""


@pytest.mark.parametrize("page", ["orders", "licences"])
def test_f1_explains_the_chosen_row(make_window: MakeWindow, page: str) -> None:
    window = make_window(page)
    window.page.open("PO-2641" if page == "orders" else "L-2641")
    press(KEY.Key_F1)
    why = window.findChild(WhyDialog)
    assert why is not None
    assert why.isVisible()
    assert why._tree.model().rowCount() == 1
    why.close()


def test_f1_explains_a_row_of_today(make_window: MakeWindow) -> None:
    window = make_window("today")
    window.page.findChildren(AttentionRow)[1].setFocus()
    press(KEY.Key_F1)
    why = window.findChild(WhyDialog)
    assert why is not None
    assert why.windowTitle() == "Why: Licence is for sea, the booking is by air"
    why.close()


def test_f1_on_nothing_says_so(make_window: MakeWindow) -> None:
    window = make_window("history")
    press(KEY.Key_F1)
    assert window.bar.isVisible()
    assert "Nothing is chosen" in window.bar.accessibleName()


def test_reasons_can_be_copied(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    press(KEY.Key_F1)
    why = window.findChild(WhyDialog)
    assert why is not None
    why._copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("May PO-2641")
    assert any("documents/bl · MOFCOM No. 18/2025" in line for line in lines)
    why.close()


def test_arrows_walk_the_rows_of_today(make_window: MakeWindow) -> None:
    window = make_window("today")
    rows = window.page.findChildren(AttentionRow)
    rows[0].setFocus()
    press(KEY.Key_Down)
    assert rows[1].hasFocus()
    press(KEY.Key_Up)
    press(KEY.Key_Up)
    assert rows[0].hasFocus()
    press(KEY.Key_Return)
    assert window.page.name == "order"


def test_arrows_choose_a_stage(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    strip = pane_of(window).findChild(StageStrip)
    assert strip is not None
    strip.setFocus()
    asked = desk_of(window).asked.count("readiness")
    press(KEY.Key_Left)
    assert desk_of(window).asked.count("readiness") == asked + 1
    assert strip.hasFocus()


@pytest.mark.parametrize("page", list(PAGES))
def test_f6_goes_round_and_comes_back(make_window: MakeWindow, page: str) -> None:
    window = make_window(page)
    seen: list[QWidget | None] = []
    for _turn in range(len(window.page.focus_order()) + 1):
        press(KEY.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len({id(widget) for widget in seen}) == len(seen)
    press(KEY.Key_F6)
    assert QApplication.focusWidget() is seen[0]


@pytest.mark.parametrize("page", list(PAGES))
def test_tab_walks_through_each_page_without_a_trap(make_window: MakeWindow, page: str) -> None:
    make_window(page)
    first = QApplication.focusWidget()
    seen: set[int] = set()
    for _step in range(200):
        press(KEY.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is first or id(focus) in seen:
            break
        seen.add(id(focus))
    assert id(QApplication.focusWidget()) in seen or QApplication.focusWidget() is first
    assert len(seen) >= len(entries())


def test_cells_are_copied_with_and_without_headings(make_window: MakeWindow) -> None:
    window = make_window("orders")
    table = window.page.findChild(Table)
    assert table is not None
    table.go_to("PO-2641")
    table.setFocus()
    press(KEY.Key_C, CTRL)
    bare = QGuiApplication.clipboard().text()
    assert bare.startswith("PO-2641, ")
    assert bare.count("\t") == 7
    press(KEY.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    headed = QGuiApplication.clipboard().text().split("\n")
    assert headed[0].split("\t")[0] == "Order"
    assert headed[1] == bare


def test_every_command_is_in_a_menu_with_its_key(make_window: MakeWindow) -> None:
    window = make_window("today")
    shown = {
        action.objectName(): action
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
    }
    for command in COMMANDS:
        if command.name:
            keys = [key.toString() for key in shown[command.name].shortcuts()]
            assert keys == list(command.keys)


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
