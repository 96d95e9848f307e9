"""The first run: three doors, three fields, and nothing made before the last button."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from remanence.app.settings import Surroundings, last_workspace
from remanence.app.workspace import open_workspace
from remanence.core.base.errors import FileMissing
from remanence.core.facts.business import Business
from remanence.gui import main
from remanence.gui.first_run import Door, FirstRun
from remanence.gui.jobs import InlineJobs
from remanence.gui.kept import Kept
from remanence.gui.parts.button import Button
from remanence.gui.theme import Theme
from remanence.gui.window import Window
from tests.gui.test_pages import words_in

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
FIRM = Business(name="Calder Motion", country="US", currency="USD")


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    now = "2026-11-24T09:00:00+00:00"
    return Surroundings(tmp_path / "home", ROOT / "resources", lambda: now)


@pytest.fixture
def first(theme: Theme, around: Surroundings, qtbot: QtBot) -> FirstRun:
    made = FirstRun(theme, around, TODAY)
    made.jobs = InlineJobs()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def doors(first: FirstRun) -> list[Door]:
    return [door for door in first.findChildren(Door) if door.isVisible()]


def test_three_doors_stand_there_and_say_what_is_behind(first: FirstRun) -> None:
    assert [door.text() for door in doors(first)] == [
        "Look around with a sample desk",
        "Start with my sheets",
        "Open a workspace",
    ]
    assert all(door.accessibleDescription() for door in doors(first))


def test_own_sheets_ask_for_three_fields(first: FirstRun) -> None:
    doors(first)[1].click()
    shown = words_in(first)
    assert "Own name" in shown
    assert "Country that you import into" in shown
    assert "Currency of your costs" in shown


def test_a_desk_without_country_or_currency_is_not_made(first: FirstRun) -> None:
    first.show_fields()
    first.country.choose("")
    assert first.business() is None
    assert "Choose the country" in words_in(first)
    first.country.choose("DE")
    first.currency.choose("")
    assert first.business() is None
    first.currency.choose("EUR")
    assert first.business() == Business(country="DE", currency="EUR")


def test_an_own_desk_is_made_where_it_was_said(first: FirstRun, tmp_path: Path) -> None:
    found: list[Path] = []
    first.made.connect(found.append)
    first.make(tmp_path / "mine", FIRM)
    assert found == [tmp_path / "mine.remanence"]
    assert first.is_own


def test_a_place_that_is_taken_says_so_and_leaves_the_choice(
    first: FirstRun, tmp_path: Path
) -> None:
    (tmp_path / "mine.remanence").mkdir()
    (tmp_path / "mine.remanence" / "notes.txt").write_text("mine", encoding="utf-8")
    first.make(tmp_path / "mine", FIRM)
    assert first.isVisible()
    assert "mine.remanence" in words_in(first)


def test_the_workspace_that_is_gone_is_said(first: FirstRun) -> None:
    first.tell(FileMissing("/away/desk.remanence", what="there is no such workspace."))
    assert "there is no such workspace" in words_in(first)
    assert all(door.isEnabled() for door in doors(first))


@pytest.fixture
def shown(theme: Theme, around: Surroundings, qtbot: QtBot) -> list[object]:
    made: list[object] = []
    first = main._begin(made, TODAY, around, theme, Kept(), None)  # type: ignore[arg-type]
    qtbot.addWidget(first)
    first.show()
    made.append(first)
    return made


def test_the_window_takes_the_place_of_the_first_run(
    shown: list[object], tmp_path: Path, qtbot: QtBot
) -> None:
    first = shown[0]
    assert isinstance(first, FirstRun)
    first.make(tmp_path / "mine", FIRM)
    window = shown[-1]
    assert isinstance(window, Window)
    qtbot.addWidget(window)
    assert first.isHidden()
    assert window.page.name == "import"
    window.hub.jobs.stop()
    window.hub.answers.workspace.close()


def test_the_sample_is_known_as_one(
    first: FirstRun, theme: Theme, around: Surroundings, qtbot: QtBot
) -> None:
    found: list[Path] = []
    first.made.connect(found.append)
    doors(first)[0].click()
    QApplication.sendPostedEvents()
    assert last_workspace(around.home) == str(found[0])
    workspace = open_workspace(found[0], TODAY, around)
    from remanence.gui.answers import Answers
    from remanence.gui.hub import Hub

    window = Window(Hub(Answers(workspace), theme, InlineJobs()), TODAY)
    qtbot.addWidget(window)
    window.go("history")
    window.show()
    assert not window.sample.isVisible()
    window.read_last_operation()
    assert window.sample.isVisible()
    assert "every firm, order and licence in it is invented" in words_in(window.sample)
    assert [b.text() for b in window.sample.findChildren(Button)] == ["Start with my sheets"]
    workspace.close()
