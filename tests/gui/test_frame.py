"""The frame: heading, status, what is said once, where it stands, who else writes, what is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from remanence.app.history import history, undo
from remanence.app.settings import Surroundings
from remanence.app.workspace import PACK_NOT_USED, Workspace, create_workspace, open_workspace
from remanence.core.base.findings import error
from remanence.core.facts.business import Business
from remanence.gui.answers import Answers
from remanence.gui.contrast import tokens_of
from remanence.gui.dialogs.about import AboutBox
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs, Jobs
from remanence.gui.kept import Kept
from remanence.gui.parts.button import Button
from remanence.gui.theme import Theme
from remanence.gui.tokens import STATES
from remanence.gui.watching import Watching
from remanence.gui.window import Window
from remanence.gui.window_state import bring_on_screen, follow
from tests.gui.conftest import MakeHub, MakeWindow
from tests.gui.fake_app import FakeAnswers
from tests.gui.test_pages import words_in
from tests.gui.test_real_road import ORDERS, PRODUCTS, SUPPLIERS

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
NOW = "2026-11-24T09:00:00+00:00"


# ------------------------------------------------------------------------------------ heading


def test_the_search_box_gives_way_before_the_sentence_wraps(make_window: MakeWindow) -> None:
    window = make_window("orders")
    heading = window.heading
    icon = heading.search.widths()[-1]
    heading.say("Short.")
    assert heading.search.width() == heading.search.widths()[0]
    heading.say("A sentence that says more than a heading should have to say, " * 2)
    assert heading.search.width() == icon


def test_a_new_order_is_the_one_filled_button(make_window: MakeWindow) -> None:
    window = make_window("orders")
    buttons = [one for one in window.heading.findChildren(Button) if not one.isHidden()]
    assert [button.text() for button in buttons] == ["Import…", "New order"]
    assert [button._kind for button in buttons] == ["plain", "primary"]


# ------------------------------------------------------------------------------------- status


def test_the_status_line_names_the_last_backup(make_window: MakeWindow) -> None:
    window = make_window("today")
    window.read_last_operation()
    assert window.status._saved.text().startswith("Offline · saved · backup ")


def test_a_refused_pack_is_said_once_after_opening(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    desk.warned = [error(PACK_NOT_USED, "/packs/cut", what="a digest differs.")] * 2
    window = make_window("today", hub=make_hub(desk))
    window.read_last_operation()
    assert "This reference pack is not used" in words_in(window.bar)
    assert "1 more warning stands in Preferences." in words_in(window.bar)
    window.bar.dismiss()
    window.read_last_operation()
    assert not window.bar.isVisible()


# -------------------------------------------------------------------------------------- state


def test_a_window_off_every_screen_comes_back(make_window: MakeWindow) -> None:
    window = make_window("today")
    window.move(-9000, -9000)
    bring_on_screen(window)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.intersects(QRect(window.pos(), window.size()))


def test_size_and_page_are_those_of_the_last_time(
    make_window: MakeWindow, make_hub: MakeHub, qtbot: QtBot
) -> None:
    window = make_window("licences", size=(770, 600))
    window.keep_state()
    kept = window.hub.kept
    hub = Hub(window.hub.answers, window.hub.theme, InlineJobs(), kept)
    again = Window(hub, hub.today)
    qtbot.addWidget(again)
    assert again.restore() == "licences"
    assert (again.width(), again.height()) == (770, 600)


def test_a_dialog_comes_back_as_large_as_it_was_left(make_window: MakeWindow) -> None:
    window = make_window("today")
    about = AboutBox(window.hub, window)
    follow(about, window.hub.kept, "about")
    about.show()
    about.resize(640, 480)
    about.close()
    again = AboutBox(window.hub, window)
    follow(again, window.hub.kept, "about")
    assert (again.width(), again.height()) == (640, 480)


def test_a_geometry_that_is_none_is_left(
    make_window: MakeWindow, make_hub: MakeHub, qtbot: QtBot
) -> None:
    hub = make_hub()
    kept = Kept()
    kept.put("geometry/2", QByteArray(b"nonsense"))
    kept.put("page", "no such page")
    window = Window(Hub(hub.answers, hub.theme, InlineJobs(), kept), hub.today)
    qtbot.addWidget(window)
    assert window.restore() == "today"


# --------------------------------------------------------------------------------------- look


def test_high_contrast_keeps_the_colours_of_the_system(qapp: QApplication) -> None:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, "#000000"),
        (QPalette.ColorRole.Base, "#000000"),
        (QPalette.ColorRole.WindowText, "#FFFFFF"),
        (QPalette.ColorRole.Highlight, "#1AEBFF"),
        (QPalette.ColorRole.HighlightedText, "#000000"),
        (QPalette.ColorRole.Link, "#FFFF00"),
    ):
        palette.setColor(role, QColor(colour))
    mode, tokens = tokens_of(palette)
    assert mode == "dark"
    assert (tokens.canvas, tokens.text, tokens.muted) == ("#000000", "#ffffff", "#ffffff")
    assert tokens.accent == "#1aebff"
    for state in STATES:
        assert getattr(tokens, state) == "#ffffff"


def test_a_theme_of_the_system_with_contrast_is_worn(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Theme, "has_contrast", property(lambda _self: True))
    theme.choose("dark")
    system = QApplication.palette().color(QPalette.ColorRole.Base)
    assert theme.color("surface") == system


# ------------------------------------------------------------------------- the workspace itself


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    around = Surroundings(tmp_path / "home", ROOT / "resources", lambda: NOW)
    business = Business(name="Calder Motion", country="US", currency="USD")
    opened = open_workspace(create_workspace(tmp_path / "desk", business, around), TODAY, around)
    yield opened
    opened.close()


@pytest.fixture
def sheets(tmp_path: Path) -> list[Path]:
    found = []
    texts = (("suppliers", SUPPLIERS), ("products", PRODUCTS), ("orders", ORDERS))
    for name, text in texts:
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(text.splitlines()[:3]), encoding="utf-8")
        found.append(path)
    return found


def window_on(desk: Workspace, theme: Theme, qtbot: QtBot) -> Window:
    window = Window(Hub(Answers(desk), theme, InlineJobs()), TODAY)
    qtbot.addWidget(window)
    window.go("orders")
    with qtbot.waitExposed(window):
        window.show()
    return window


def imported_beside(desk: Workspace, sheets: list[Path]) -> None:
    """Another program imports into the same workspace."""
    other = open_workspace(desk.path, TODAY, desk.around)
    answers = Answers(other)
    answers.apply_plan(answers.plan_import(sheets, lambda _done, _all: None), lambda _d, _a: None)
    other.close()


def test_what_another_program_wrote_is_shown(
    desk: Workspace, theme: Theme, sheets: list[Path], qtbot: QtBot
) -> None:
    window = window_on(desk, theme, qtbot)
    watching = Watching(window.hub, window.show_workspaces)
    watching.look()
    assert "PO-1" not in words_in(window)
    imported_beside(desk, sheets)
    watching.look()
    assert "2 open" in window.page.sentence or "PO-1" in words_in(window)
    assert "Another program changed this workspace." in words_in(window.bar)
    assert window.status._undo.text().startswith("Undo: import of ")
    window.bar.dismiss()
    watching.look()
    assert not window.bar.isVisible()


def test_a_workspace_that_is_moved_away_is_said_once(
    desk: Workspace, theme: Theme, sheets: list[Path], qtbot: QtBot
) -> None:
    imported_beside(desk, sheets)
    window = window_on(desk, theme, qtbot)
    asked: list[bool] = []
    watching = Watching(window.hub, lambda: asked.append(True))
    before = window.page.sentence
    shutil.move(desk.path, desk.path.with_name("elsewhere.remanence"))
    watching.look()
    assert "is no longer where it was" in words_in(window.bar)
    assert asked == []
    window.bar.dismiss()
    watching.look()
    watching.look()
    assert not window.bar.isVisible()
    assert window.page.sentence == before
    shutil.move(desk.path.with_name("elsewhere.remanence"), desk.path)


def test_a_window_closed_in_the_middle_of_an_import_leaves_the_workspace_as_it_was(
    desk: Workspace, theme: Theme, sheets: list[Path], qtbot: QtBot
) -> None:
    jobs = Jobs()
    window = Window(Hub(Answers(desk), theme, jobs), TODAY)
    qtbot.addWidget(window)
    window.go("import")
    plan = window.hub.answers.plan_import(sheets, lambda _done, _all: None)
    before = desk.store.newest_operation()

    def write_and_wait(answers: Answers, report: object) -> object:
        def until_told(done: int, total: int) -> None:
            while True:  # the window is closed meanwhile: this raises then
                report(done, total)  # type: ignore[operator]

        return answers.apply_plan(plan, until_told)

    window.hub.run_job(window, "importing", write_and_wait)
    qtbot.wait(100)
    window.close()
    assert desk.store.newest_operation() == before
    assert history(desk) == []


def test_a_change_can_be_undone_after_another_program_wrote(
    desk: Workspace, theme: Theme, sheets: list[Path], qtbot: QtBot
) -> None:
    window = window_on(desk, theme, qtbot)
    watching = Watching(window.hub, window.show_workspaces)
    watching.look()
    imported_beside(desk, sheets)
    other = open_workspace(desk.path, TODAY, desk.around)
    undo(other, source="command line")
    other.close()
    watching.look()
    assert not window.actions_by_name["undo"].isEnabled()
    assert window.actions_by_name["redo"].isEnabled()


def test_the_message_bar_is_reached_by_keys(make_window: MakeWindow) -> None:
    window = make_window("history")
    window.bar.say("blocked", "Something is wrong.", "Do this.", ("Do it", lambda: None))
    from PySide6.QtTest import QTest

    for _turn in range(len(window.page.focus_order()) + 2):
        focus = QApplication.focusWidget()
        assert focus is not None
        if window.bar.isAncestorOf(focus):
            break
        QTest.keyClick(focus, Qt.Key.Key_F6)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.bar.isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert not window.bar.isVisible()
