"""Preferences hold at once, each has its way back, and those of the house are rows of the desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from remanence.app.entering import Entry
from remanence.app.settings import Surroundings
from remanence.app.workspace import PACK_NOT_USED, create_workspace, open_workspace
from remanence.core.base.findings import error
from remanence.core.facts.business import Business
from remanence.gui import words
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs
from remanence.gui.kept import Kept
from remanence.gui.pages.preferences import PreferencesPage
from remanence.gui.parts.button import Button
from remanence.gui.parts.inputs import Choice, TextField
from remanence.gui.parts.setting import SettingLine
from remanence.gui.parts.settings_house import FirmCard, LimitsCard
from remanence.gui.theme import Theme
from remanence.gui.window import Window
from remanence.gui.window_state import dress
from tests.gui.conftest import MakeHub, MakeWindow, desk_of
from tests.gui.fake_app import FakeAnswers
from tests.gui.test_pages import words_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    return make_window("preferences")


def page_of(window: Window) -> PreferencesPage:
    return cast("PreferencesPage", window.page)


def line_of(window: Window, key: str) -> SettingLine:
    """The line of a setting."""
    card = next(card for card in page_of(window).cards if card.has(key))
    return card._lines[key]


def field_of(window: Window, key: str) -> TextField:
    control = line_of(window, key).control
    assert isinstance(control, TextField)
    return control


def reset(window: Window, key: str) -> None:
    line = line_of(window, key)
    (link,) = [button for button in line.findChildren(Button) if button.text() == "Reset"]
    link.click()


def type_into(field: TextField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_each_setting_of_the_look_has_its_way_back(window: Window) -> None:
    theme = window.hub.theme
    theme.choose("dark", density="compact", text_percent=150)
    for key in ("colours", "density", "text"):
        assert line_of(window, key)._reset.isVisible()
        reset(window, key)
        assert not line_of(window, key)._reset.isVisible()
    assert (theme.choice, theme.density, theme.text_percent) == ("system", "comfortable", 100)


def test_the_look_is_remembered_and_worn_again(window: Window) -> None:
    theme, kept = window.hub.theme, window.hub.kept
    theme.choose("dark", density="compact", text_percent=125)
    window.keep_state()
    theme.choose("light", density="comfortable", text_percent=100)
    dress(theme, kept)
    assert (theme.choice, theme.density, theme.text_percent) == ("dark", "compact", 125)


def test_a_look_that_nobody_can_have_chosen_is_left(window: Window) -> None:
    kept = Kept()
    for name, value in (("colours", "pink"), ("density", 3), ("text_percent", "huge")):
        kept.put(name, value)
    dress(window.hub.theme, kept)
    theme = window.hub.theme
    assert (theme.choice, theme.density, theme.text_percent) == ("system", "comfortable", 100)


def test_another_language_makes_the_window_anew(window: Window) -> None:
    window.go("orders")
    try:
        window.hub.speak("de")
        assert window.page.title() == "Bestellungen"
        assert window.hub.formats.number(Decimal("1234.5")) == "1.234,5"
        assert window.hub.kept.get("language") == "de"
        assert window.sidebar._buttons["today"].text() == "Heute"
        assert window.actions_by_name["copy"].shortcut().toString() == "Ctrl+C"
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert len(window.findChildren(type(window.sidebar))) == 1
    finally:
        window.hub.speak("en")
    assert window.page.title() == "Orders"
    words.use(NullTranslations())


def test_the_language_shows_how_it_writes(window: Window) -> None:
    assert "Tue 24 Nov 2026 · 1,234.5 kg · 118,240.50 USD" in words_in(window.page)


def test_the_own_name_is_a_row_of_the_desk(window: Window) -> None:
    type_into(field_of(window, "firm"), "Calder Drives")
    (entry,) = desk_of(window).entered
    assert entry == Entry("business", {"name": "Calder Drives"})
    assert window.sidebar._firm.text() == "Calder Drives"


def test_a_field_that_is_left_as_it_was_writes_nothing(window: Window) -> None:
    field = field_of(window, "firm")
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    field_of(window, "eori").setFocus()
    assert desk_of(window).entered == []


def test_a_limit_is_a_decision_with_day_and_reason(window: Window) -> None:
    type_into(field_of(window, "tolerance.weight_percent"), "0.5")
    (entry,) = desk_of(window).entered
    assert entry.kind == "decisions"
    assert entry.cells == {
        "subject": "workspace",
        "code": "tolerance.weight_percent",
        "value": "0.5",
        "reason": "set in Preferences",
        "decided_on": "2026-11-24",
    }
    assert line_of(window, "tolerance.weight_percent")._reset.isVisible()


def test_a_limit_goes_back_to_none(window: Window) -> None:
    assert field_of(window, "practice.limit").text() == "0.1"
    reset(window, "practice.limit")
    (entry,) = desk_of(window).entered
    assert entry.remove
    assert field_of(window, "practice.limit").text() == ""


def test_a_limit_that_cannot_be_is_refused_and_the_old_one_shown(window: Window) -> None:
    field = field_of(window, "practice.limit")
    type_into(field, "x")
    assert "Write a number." in words_in(window.bar)
    window.setFocus()
    page_of(window).refresh()
    assert field.text() == "0.1"


def test_limits_say_that_they_are_no_law(window: Window) -> None:
    assert "Yours, not law." in words_in(window.page)


def test_a_read_only_desk_takes_no_settings_of_the_house(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    desk.workspace.is_read_only = True
    window = make_window("preferences", hub=make_hub(desk))
    for card in page_of(window).cards:
        if isinstance(card, FirmCard | LimitsCard):
            assert [c for c in card.controls.values() if c.isEnabled() or not c.toolTip()] == []


def test_a_setting_is_gone_to_and_gets_the_focus(window: Window) -> None:
    window.go("preferences", "fx.max_age_days")
    field = field_of(window, "fx.max_age_days")
    assert field.hasFocus()
    QApplication.processEvents()
    top = field.mapTo(window, QPoint()).y()
    assert 0 < top < window.height() - window.status.height()


def test_a_refused_pack_is_named_with_its_reason(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    desk.refused = [error(PACK_NOT_USED, "/packs/cut", what="a digest differs.")]
    window = make_window("preferences", hub=make_hub(desk))
    shown = words_in(window.page)
    assert "cut" in shown
    assert "a digest differs." in shown


def test_the_wheel_changes_no_choice_without_the_focus(window: Window) -> None:
    choice = line_of(window, "country").control
    assert isinstance(choice, Choice)
    field_of(window, "firm").setFocus()
    centre = QPointF(choice.rect().center())
    wheel = QWheelEvent(
        centre,
        QPointF(choice.mapToGlobal(centre)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.key == "US"


def test_settings_of_the_house_are_written_undone_and_removed(
    theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    now = "2026-11-24T09:00:00+00:00"
    around = Surroundings(tmp_path / "home", ROOT / "resources", lambda: now)
    firm = Business(name="Calder Motion", country="US", currency="USD")
    path = create_workspace(tmp_path / "desk", firm, around)
    desk = open_workspace(path, date(2026, 11, 24), around)
    window = Window(Hub(Answers(desk), theme, InlineJobs()), date(2026, 11, 24))
    qtbot.addWidget(window)
    window.go("preferences")
    with qtbot.waitExposed(window):
        window.show()
    type_into(field_of(window, "firm"), "Calder Drives")
    assert desk.business == firm._replace(name="Calder Drives")
    assert window.status._undo.text() == "Undo: set name"
    type_into(field_of(window, "practice.limit"), "0.1")
    type_into(field_of(window, "practice.limit"), "hundred")
    assert "a percentage from 0 to 100" in words_in(window.bar)
    window.hub.undo()
    assert field_of(window, "practice.limit").text() == ""
    window.hub.redo()
    reset(window, "practice.limit")
    assert desk.desk.decisions == ()
    window.hub.undo()
    assert field_of(window, "practice.limit").text() == "0.1"
    desk.close()
