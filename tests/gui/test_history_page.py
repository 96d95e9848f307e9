"""History: what an operation wrote, before and after; an older one is undone knowingly."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout

from remanence.gui.pages.history import HistoryPage
from remanence.gui.parts.button import Button
from remanence.gui.parts.operation_detail import OperationDetail
from remanence.gui.parts.text import Text
from remanence.gui.window import Window
from tests.gui.conftest import MakeWindow, desk_of


def page_of(window: Window) -> HistoryPage:
    page = window.page
    assert isinstance(page, HistoryPage)
    return page


def choose(window: Window, place: int) -> OperationDetail:
    page = page_of(window)
    page.list.table.selectRow(place)
    page._read_details()
    detail = page.findChild(OperationDetail)
    assert detail is not None
    return detail


def words_in(detail: OperationDetail) -> str:
    return "\n".join(text.text() for text in detail.findChildren(Text) if text.text())


def button(detail: OperationDetail, start: str) -> Button:
    return next(one for one in detail.findChildren(Button) if one.text().startswith(start))


def test_the_chosen_operation_shows_before_and_after(make_window: MakeWindow) -> None:
    detail = choose(make_window("history"), 0)
    said = words_in(detail)
    assert "Set licence date on PO-2641" in said
    assert "Licence LIC-8" in said
    assert "2026-11-30" in said
    assert "2027-03-31" in said
    assert "Order PO-2641" in said


def test_an_older_one_says_what_is_in_its_way(make_window: MakeWindow) -> None:
    window = make_window("history")
    detail = choose(window, 1)
    button(detail, "See what undo").click()
    assert "It cannot be undone yet: 1 later operation" in words_in(detail)
    assert not [one for one in detail.findChildren(Button) if one.text().startswith("Undo:")]
    assert "undo_one" not in desk_of(window).asked


def test_the_newest_one_is_undone_after_a_look(make_window: MakeWindow) -> None:
    window = make_window("history")
    detail = choose(window, 0)
    button(detail, "See what undo").click()
    assert "Undo would put back 2 records" in words_in(detail)
    button(detail, "Undo:").click()
    assert "undo_one" in desk_of(window).asked
    assert page_of(window).list.model.rows[0].undone_by is not None


def test_what_is_undone_cannot_be_undone_again(make_window: MakeWindow) -> None:
    window = make_window("history")
    desk = desk_of(window)
    desk.operations[-1] = desk.operations[-1]._replace(undone_by=99)
    window.page.refresh()
    assert "It is undone already." in words_in(choose(window, 0))


def test_in_a_narrow_window_the_detail_stands_below(make_window: MakeWindow) -> None:
    window = make_window("history", size=(1024, 680))
    choose(window, 0)
    page = page_of(window)
    assert page._box.direction() == QBoxLayout.Direction.TopToBottom
    window.resize(1500, 800)
    assert page._box.direction() == QBoxLayout.Direction.LeftToRight
