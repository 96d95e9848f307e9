"""A window over the small desk in memory; jobs run at once, nothing is awaited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from remanence.gui.answers import Answers
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs
from remanence.gui.theme import Theme
from remanence.gui.window import Window
from tests.gui.fake_app import FakeAnswers

ICONS = Path(__file__).parents[2] / "resources" / "icons"

MakeHub = Callable[..., Hub]
MakeWindow = Callable[..., Window]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    if qapp.style().objectName() != "fusion":
        qapp.setStyle("Fusion")
    made = Theme(qapp, ICONS)
    made.choose("light", density="comfortable", text_percent=100)
    yield made
    made.choose("light", density="comfortable", text_percent=100)


@pytest.fixture
def make_hub(theme: Theme) -> MakeHub:
    def make(answers: FakeAnswers | None = None, jobs: InlineJobs | None = None) -> Hub:
        desk = cast("Answers", answers or FakeAnswers())
        return Hub(desk, theme, jobs or InlineJobs())

    return make


@pytest.fixture
def hub(make_hub: MakeHub) -> Hub:
    return make_hub()


@pytest.fixture
def make_window(make_hub: MakeHub, qtbot: QtBot) -> MakeWindow:
    def make(
        page: str = "today", *, hub: Hub | None = None, size: tuple[int, int] = (1280, 800)
    ) -> Window:
        desk = hub or make_hub()
        window = Window(desk, desk.today)
        qtbot.addWidget(window)
        window.resize(*size)
        window.go(page)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    return make


def desk_of(window: Window) -> FakeAnswers:
    """The small desk behind a window."""
    return cast("FakeAnswers", window.hub.answers)
