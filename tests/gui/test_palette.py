"""The palette: everything is found and done by keys, what cannot be done says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from remanence.app.search import Named
from remanence.gui.dialogs.palette import Palette
from remanence.gui.jobs import InlineJobs
from remanence.gui.offers import SETTINGS, Offer
from remanence.gui.pages.preferences import PreferencesPage
from remanence.gui.parts.table import Table
from remanence.gui.window import Window
from tests.gui.conftest import MakeHub, MakeWindow
from tests.gui.fake_app import FakeAnswers

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
FOUND = [
    Named("orders", "PO-2641", "Ningbo Qinglan", "宁波青岚磁材", " ", "PO-2641"),
    Named("products", "N42SH", "NdFeB block", None, "8505110070", "PO-2641"),
    Named("products", "N35", "NdFeB disc", None, "", None),
    Named("suppliers", "S2", "Baotou Hanlin", "包头瀚林磁业", "", None),
    Named("licences", "LIC-2641", "Ningbo Qinglan", "宁波青岚磁材", "2026-D-0417", "PO-2641"),
]


class Desk(FakeAnswers):
    """A desk with a few names."""

    def find(self, text: str) -> Sequence[object]:
        self._note(f"find {text}")
        return [one for one in FOUND if text and text in one.ref.lower()]


@pytest.fixture
def window(make_window: MakeWindow, make_hub: MakeHub) -> Window:
    return make_window("orders", hub=make_hub(Desk()))


def opened(window: Window, text: str = "") -> Palette:
    """The palette of a window, as Ctrl+K opens it, after typing."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, KEY.Key_K, CTRL)
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.field.hasFocus()
    QTest.keyClicks(palette.field, text)
    palette._ask()
    return palette


def offers(palette: Palette) -> list[Offer]:
    return [line for line in palette.list._lines.lines if isinstance(line, Offer)]


def press(palette: Palette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(palette.field, key)


def test_enter_goes_to_the_first_that_begins_so(window: Window) -> None:
    press(opened(window, "his"), KEY.Key_Return)
    assert window.page.name == "history"


def test_arrows_choose_and_headings_are_passed_over(window: Window) -> None:
    palette = opened(window)
    before = palette.list.current()
    press(palette, KEY.Key_Down)
    after = palette.list.current()
    assert before is not None
    assert after is not None
    assert (before.key, after.key) == ("go:today", "go:orders")
    press(palette, KEY.Key_Up, KEY.Key_Up)
    last = palette.list.current()
    assert last == offers(palette)[-1]


def test_escape_leaves_and_gives_the_focus_back(window: Window) -> None:
    before = QApplication.focusWidget()
    palette = opened(window, "his")
    press(palette, KEY.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is before
    assert window.page.name == "orders"


def test_things_of_the_desk_stand_in_their_groups(window: Window) -> None:
    palette = opened(window, "2641")
    assert [(o.group, o.words) for o in offers(palette)] == [
        ("orders", "PO-2641"),
        ("licences", "LIC-2641"),
    ]
    press(palette, KEY.Key_Down, KEY.Key_Return)
    assert window.page.name == "licences"


def test_a_product_leads_to_its_newest_order_or_says_that_there_is_none(window: Window) -> None:
    palette = opened(window, "n35")
    (only,) = offers(palette)
    assert only.reason == "No order holds it yet."
    press(palette, KEY.Key_Return)
    assert palette.isVisible()
    palette.field.setText("n42")
    palette._ask()
    press(palette, KEY.Key_Return)
    assert window.page.name == "order"


def test_a_supplier_is_gone_to_by_its_code(window: Window) -> None:
    press(opened(window, "s2"), KEY.Key_Return)
    assert window.page.name == "suppliers"
    table = next(one for one in window.page.findChildren(Table) if one.isVisible())
    assert getattr(table.current_row(), "code", "") == "S2"


def test_nothing_found_says_where_was_looked(window: Window) -> None:
    palette = opened(window, "zzz")
    assert not palette.list.isVisible()
    assert "Nothing here begins with “zzz”" in palette._nothing.text()


def test_every_command_of_the_menus_is_there_with_its_key(window: Window) -> None:
    there = {offer.key: offer for offer in offers(opened(window))}
    for name, action in window.actions_by_name.items():
        if name != "palette":
            assert there[f"do:{name}"].shortcut == action.shortcut().toString()


def test_a_command_that_cannot_be_done_says_why(window: Window) -> None:
    palette = opened(window, "chart")
    (twin,) = [offer for offer in offers(palette) if offer.key == "do:twin"]
    assert twin.reason == "There is no chart on this page."


def test_every_setting_is_found_and_has_its_place(window: Window) -> None:
    there = {offer.key for offer in offers(opened(window))}
    assert {f"set:{key}" for key in SETTINGS} <= there
    window.go("preferences")
    page = cast("PreferencesPage", window.page)
    assert [key for key in SETTINGS if not any(card.has(key) for card in page.cards)] == []


def test_what_was_chosen_stands_first_next_time(window: Window) -> None:
    press(opened(window, "his"), KEY.Key_Return)
    press(opened(window, "n42"), KEY.Key_Return)
    first, second, *_rest = offers(opened(window))
    assert (first.group, first.words) == ("recent", "N42SH")
    assert (second.group, second.words) == ("recent", "History")
    assert window.hub.kept.get("palette/recent")


def test_typing_waits_for_no_answer(make_window: MakeWindow, make_hub: MakeHub) -> None:
    jobs = InlineJobs()
    window = make_window("orders", hub=make_hub(Desk(), jobs))
    jobs.held = True
    palette = opened(window, "26")
    assert offers(palette) == []
    assert not palette._nothing.text()
    palette.field.setText("2641")
    palette._ask()
    jobs.run_all()
    assert [offer.words for offer in offers(palette)] == ["PO-2641", "LIC-2641"]


def test_a_screen_reader_hears_the_line_that_is_chosen(window: Window) -> None:
    palette = opened(window, "2641")
    words = "PO-2641, Ningbo Qinglan 宁波青岚磁材"
    assert palette.field.accessibleDescription() == words
    index = palette.list.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == words
