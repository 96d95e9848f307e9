"""What the window says is so: counts, undo, what blocks, whose it is, what it cannot know yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from remanence.core.base.changes import Changes
from remanence.core.base.findings import warning
from remanence.core.base.steps import How, Step, given
from remanence.core.facts.business import Business
from remanence.gui.answers import Answers
from remanence.gui.formats import Formats
from remanence.gui.jobs import InlineJobs
from remanence.gui.pages.orders import OrdersPage
from remanence.gui.pages.today import TodayPage
from remanence.gui.painting import grabbed
from remanence.gui.parts.attention_row import AttentionRow
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.checklist import Checklist
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.order_detail import OrderPane
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.sidebar import narrow_width
from remanence.gui.parts.table import Table, cell_width
from remanence.gui.parts.text import Text
from remanence.gui.parts.today_cards import ClocksCard, unsettled_words
from remanence.gui.row_model import Cell
from remanence.gui.window import Window
from tests.gui.conftest import MakeHub, MakeWindow, desk_of
from tests.gui.fake_app import FakeAnswers, FakeWorkspace
from tests.gui.fake_rows import attention_on, licences_on
from tests.gui.test_pages import button, words_in

TODAY = date(2026, 11, 24)


def table_of(window: Window) -> Table[object]:
    table = window.page.findChild(Table)
    assert table is not None
    return table


def pane_of(window: Window) -> OrderPane:
    pane = window.page.findChild(OrderPane)
    assert pane is not None
    return pane


def other_desk(orders: int = 0) -> FakeAnswers:
    """Another workspace with another currency."""
    workspace = FakeWorkspace()
    workspace.path = workspace.path.with_name("other.remanence")
    workspace.business = Business(name="Ostwind", country="DE", currency="EUR")
    return FakeAnswers(workspace, orders=orders, empty=not orders)


def switch(window: Window, desk: FakeAnswers) -> None:
    window.hub.switch(cast("Answers", desk))


# ------------------------------------------------------------------------------------- undo


def test_menu_and_status_line_name_what_undo_takes_back(make_window: MakeWindow) -> None:
    window = make_window("today")
    window.read_last_operation()
    undo, redo = (window.actions_by_name[name] for name in ("undo", "redo"))
    assert undo.text() == "&Undo set licence date on PO-2641"
    assert not redo.isEnabled()
    assert redo.toolTip() == "Nothing to redo"
    window.hub.undo()
    assert "Undone: set licence date on PO-2641." in words_in(window.bar)
    assert redo.text() == "&Redo set licence date on PO-2641"
    assert redo.isEnabled()
    window.hub.redo()
    assert "Done again: set licence date on PO-2641." in words_in(window.bar)


def test_nothing_to_undo_is_disabled_and_says_so(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    window = make_window("today", hub=make_hub(FakeAnswers(empty=True)))
    window.read_last_operation()
    assert not window.actions_by_name["undo"].isEnabled()
    assert window.status._undo.text() == "Nothing to undo"
    assert not window.status._undo.isEnabled()


def test_undo_of_the_status_line_works_again_after_a_write(make_window: MakeWindow) -> None:
    window = make_window("today")
    window.read_last_operation()
    window.hub.undo()
    assert window.status._undo.isEnabled()


# ------------------------------------------------------------------- what is there no longer


def test_the_detail_of_an_order_that_is_gone_closes(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    desk = desk_of(window)
    desk._rows = [row for row in desk.orders() if row.number != "PO-2641"]
    window.hub.changed.emit(Changes(99, "undo"))
    assert pane_of(window).isHidden()


def test_nothing_of_another_workspace_stays(make_window: MakeWindow) -> None:
    window = make_window("today")
    assert window.sidebar._buttons["today"].count == "7"
    window.go("orders", "PO-2641")
    switch(window, other_desk(3))
    assert pane_of(window).isHidden()
    assert window.sidebar._buttons["today"].count == ""
    assert "EUR" in [column.title for column in table_of(window).rows.columns]
    assert "EUR landed" in words_in(window.page)
    window.back()
    assert window.page.name == "orders"


def test_today_does_not_say_that_nothing_is_needed_while_it_looks(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    jobs = InlineJobs(held=True)
    window = make_window("today", hub=make_hub(jobs=jobs))
    assert window.page.sentence == "Looking through all orders."
    page = window.page
    assert isinstance(page, TodayPage)
    desk = desk_of(window)
    page._show_beside((desk.orders(), desk.licences(), {}))
    assert page.sentence == "Looking through all orders."
    jobs.run_all()
    assert page.sentence.startswith("3 things cannot move")


# ------------------------------------------------------------------------------------- today


def test_orders_that_need_nothing_are_counted_by_order(
    make_window: MakeWindow, make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeAnswers(orders=10)
    first = attention_on(TODAY)[0]
    one, two = (row.number for row in desk.orders()[:2])
    rows = [
        first._replace(record={"kind": "licences", "ref": "LIC-1"}, order=one),
        first._replace(record={"kind": "shipments", "ref": "SH-1"}, order=one),
        first._replace(record={"kind": "licences", "ref": "GL-1"}, order=None),
        first._replace(group="settled", order=two),
    ]
    monkeypatch.setattr(desk, "attention", lambda **_asked: rows)
    window = make_window("today", hub=make_hub(desk))
    assert window.page.sentence == (
        "3 things cannot move. 9 of 10 open orders need nothing from you."
    )


def test_a_licence_row_names_its_supplier(
    make_window: MakeWindow, make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeAnswers()
    names = {"Ningbo Qinglan": ("Ningbo Qinglan Magnetics", "宁波青岚磁材")}
    monkeypatch.setattr(desk, "supplier_names", lambda: names)
    window = make_window("today", hub=make_hub(desk))
    row = next(
        row
        for row in window.page.findChildren(AttentionRow)
        if row.item.record["ref"] == "GL-2025-031"
    )
    assert "Ningbo Qinglan Magnetics 宁波青岚磁材" in row._whose.text()
    assert "宁波青岚磁材" in row.accessibleName()


def test_whose_is_read_in_full_at_the_usual_size(make_window: MakeWindow) -> None:
    window = make_window("today")
    for row in window.page.findChildren(AttentionRow):
        if "Extraordinarily" not in row._whose.text():
            assert row._whose.toolTip() == "", row._whose.text()


def test_an_empty_desk_offers_the_import_and_is_not_all_clear(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    window = make_window("today", hub=make_hub(FakeAnswers(empty=True)))
    empty = window.page.findChild(Empty)
    assert empty is not None
    assert "No orders yet" in words_in(empty)
    assert {mark.state for mark in empty.findChildren(Mark)} == {"done"}
    assert window.page.sentence == "No order is on the desk yet."
    button(empty, "Import…").click()
    assert window.page.name == "import"


def test_all_clear_says_how_many_orders_were_checked(
    make_window: MakeWindow, make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeAnswers(orders=1200)
    monkeypatch.setattr(desk, "attention", lambda **_asked: [])
    window = make_window("today", hub=make_hub(desk))
    assert "Checked 1,200 orders as of 24 Nov with pack 2026.11.2." in words_in(window.page)
    assert "1,200 of 1,200 open orders need nothing from you." in window.page.sentence


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("supplement_given", "Supplement given 12 Oct: whether the days count on is not settled."),
        ("on_hold", "On hold 12 Oct: the clock stands still."),
    ],
)
def test_an_unsettled_clock_says_why_and_counts_nothing(
    make_hub: MakeHub, state: str, words: str
) -> None:
    running = licences_on(TODAY)[0]
    licence = running._replace(state=state, clock_is_settled=False)
    assert licence.due_on is not None
    card = ClocksCard(make_hub())
    card.show_licences([licence])
    seen = "\n".join(text.text() for text in card.findChildren(Text))
    assert words in seen
    assert "day 43" not in seen
    assert "due" not in seen


def test_a_clock_without_limit_says_why() -> None:
    no_limit = given("licence.no_clock", None, None, note="it has no limit since 2026-11-02")
    licence = licences_on(TODAY)[0]
    why = Step("fake.control", "accepted", How.ONE_OF, (no_limit,))
    found = licence._replace(state="accepted", due_on=None, explanation=why)
    assert unsettled_words(found, Formats(TODAY)) == "No due date: it has no limit since 2 Nov."


def test_what_is_more_is_a_link(make_window: MakeWindow, make_hub: MakeHub) -> None:
    window = make_window("today", hub=make_hub(FakeAnswers(orders=80)))
    link = next(b for b in window.page.findChildren(Button) if b.text().endswith("more on Orders"))
    link.click()
    assert window.page.name == "orders"


# ------------------------------------------------------------------------------------ orders


def marks_of(widget: QWidget) -> list[str]:
    return [mark.state for mark in widget.findChildren(Mark)]


def test_what_blocks_stands_apart_from_what_is_open(make_window: MakeWindow) -> None:
    window = make_window("orders")
    page = window.page
    assert isinstance(page, OrdersPage)
    order = next(
        row
        for row in desk_of(window).orders()
        if row.verdict == "not_ready" and row.stage and row.stage_day
    )
    page.open(order.number)
    ready = desk_of(window).readiness(order.number)
    lists = pane_of(window).findChildren(Checklist)
    seen = words_in(pane_of(window)).split("\n")
    assert len(marks_of(lists[0])) == len(ready.blocking)
    assert "blocked" not in marks_of(lists[1])
    assert seen.index("Open, does not block") > seen.index(f"Needed to {ready.stage}")
    assert f"{len(ready.blocking)} things are open" in next(t for t in seen if "Not ready" in t)


def test_the_sentence_tells_of_nothing_that_does_not_block(
    make_window: MakeWindow, make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeAnswers()
    plain = desk.readiness
    found = (warning("fake.state", "PO-1", note="Papers of a later stage disagree."),)
    monkeypatch.setattr(desk, "readiness", lambda *asked: plain(*asked)._replace(findings=found))
    window = make_window("orders", hub=make_hub(desk))
    window.page.open("PO-2641")
    assert "later stage" not in words_in(pane_of(window))


def test_papers_are_called_by_the_title_of_their_type(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    seen = words_in(pane_of(window))
    assert "End-user certificate EUC-44" in seen
    assert "EUC EUC-44" not in seen


def test_one_is_not_said_as_many(make_window: MakeWindow, make_hub: MakeHub) -> None:
    desk = FakeAnswers(orders=3)
    desk._rows = [row._replace(verdict="unknown") for row in desk.orders()[:1]]
    window = make_window("orders", hub=make_hub(desk))
    assert "1 is not known" in window.page.sentence
    assert "0 are ready" in window.page.sentence


def test_names_keep_their_chinese_beside_a_detail(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    table = table_of(window)
    assert not table.horizontalScrollBar().maximum()
    place = next(n for n, c in enumerate(table.rows.columns) if c.key == "supplier")
    assert table.columnWidth(place) >= 7 * window.hub.theme.height()


def test_there_is_always_room_for_not_known(make_window: MakeWindow, make_hub: MakeHub) -> None:
    desk = FakeAnswers(orders=20)
    desk._rows = [row._replace(landed=Decimal(9)) for row in desk.orders()]
    window = make_window("orders", hub=make_hub(desk))
    table = table_of(window)
    last = next(n for n, c in enumerate(table.rows.columns) if c.key == "landed")
    needed = cell_width(window.hub.theme, Cell("not known"))
    assert table.columnWidth(last) > needed


# ---------------------------------------------------------------------------------- the frame


def test_rules_only_reported_make_the_pack_unknown(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    desk.unsettled = 2
    window = make_window("today", hub=make_hub(desk))
    states = [window.sidebar._pack.state]
    assert window.sidebar._pack.below == "2 rules are not settled"
    desk.unsettled = 0
    window.hub.changed.emit(Changes(1, "import"))
    states.append(window.sidebar._pack.state)
    assert states == ["unknown", "ready"]


def test_a_read_only_workspace_says_so_and_offers_no_writing(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    workspace = FakeWorkspace()
    workspace.is_read_only = True
    window = make_window("today", hub=make_hub(FakeAnswers(workspace)))
    window.read_last_operation()
    assert window.status._saved.text() == "Read-only · calder.remanence"
    for name in ("import", "undo", "redo"):
        assert not window.actions_by_name[name].isEnabled()
        assert "read-only" in window.actions_by_name[name].toolTip()
    heading = button(window.heading, "Import…")
    assert not heading.isEnabled()
    assert "read-only" in heading.toolTip()
    assert not window.status._undo.isEnabled()


@pytest.mark.parametrize(
    ("page", "found"), [("today", False), ("preferences", False), ("orders", True)]
)
def test_the_filter_is_offered_where_there_is_a_table(
    make_window: MakeWindow, page: str, found: bool
) -> None:
    assert make_window(page).actions_by_name["filter"].isEnabled() is found


def test_copying_nothing_leaves_the_clipboard_alone(make_window: MakeWindow) -> None:
    window = make_window("orders")
    table = table_of(window)
    table.clearSelection()
    table.setFocus()
    QGuiApplication.clipboard().setText("kept")
    window.actions_by_name["copy_headed"].trigger()
    assert QGuiApplication.clipboard().text() == "kept"
    assert "nothing was copied" in words_in(window.bar)


def test_the_look_in_use_is_checked_in_the_menu(make_window: MakeWindow) -> None:
    window = make_window("today")
    dark, compact = (window.actions_by_name[name] for name in ("light", "density"))
    assert (dark.isChecked(), compact.isChecked()) == (False, False)
    dark.trigger()
    compact.trigger()
    assert window.hub.theme.mode == "dark"
    assert (dark.isChecked(), compact.isChecked()) == (True, True)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_day_of_all_verdicts_is_read_in_full(make_window: MakeWindow, percent: int) -> None:
    window = make_window("today")
    window.hub.theme.choose(text_percent=percent)
    day = window.status._day
    assert day.text() == "Tue 24 Nov 2026"
    assert day.minimumSizeHint().width() == day.sizeHint().width()
    grabbed(window)
    assert day.width() >= day.sizeHint().width()


def test_the_sidebar_grows_with_the_text(make_window: MakeWindow) -> None:
    window = make_window("today")
    small = narrow_width(window.hub.theme)
    window.hub.theme.choose(text_percent=200)
    assert narrow_width(window.hub.theme) > small
    assert window.sidebar.width() == narrow_width(window.hub.theme)


def test_preferences_show_the_look_that_the_menu_chose(make_window: MakeWindow) -> None:
    window = make_window("preferences")
    colours = next(one for one in window.page.findChildren(Choices) if one.key in _SCHEMES)
    for _turn in range(2):
        window.actions_by_name["light"].trigger()
        assert colours.key == window.hub.theme.mode


_SCHEMES = ("system", "light", "dark")
