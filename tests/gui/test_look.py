"""The look: switched while open, at every size of text, with long names, without losing None."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from remanence.gui import words
from remanence.gui.painting import grabbed
from remanence.gui.parts.paint import advance
from remanence.gui.parts.pill import Pill, pill_pixmap
from remanence.gui.parts.table import Table, cell_width
from remanence.gui.parts.text import Text
from remanence.gui.places import PAGES
from remanence.gui.theme import Theme
from remanence.gui.tokens import DARK, LIGHT, STATES
from remanence.gui.window import Window
from tests.gui.conftest import MakeHub, MakeWindow
from tests.gui.fake_app import FakeAnswers

SEEN = [page for page in PAGES if page != "import"]


def share_of(image: QImage, colour: str) -> float:
    """How much of a picture is of one colour."""
    wanted = QColor(colour).rgb()
    step = 5
    points = [(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)]
    return sum(image.pixel(x, y) == wanted for x, y in points) / len(points)


@pytest.mark.parametrize("page", SEEN)
def test_nothing_of_the_other_look_is_left_after_a_switch(
    make_window: MakeWindow, page: str
) -> None:
    window = make_window(page)
    light = grabbed(window).toImage()
    assert share_of(light, LIGHT.surface) + share_of(light, LIGHT.canvas) > 0.4
    window.hub.theme.choose("dark")
    dark = grabbed(window).toImage()
    assert share_of(dark, DARK.surface) + share_of(dark, DARK.canvas) > 0.4
    for ground in (LIGHT.surface, LIGHT.canvas, LIGHT.sidebar, LIGHT.sunken):
        assert share_of(dark, ground) < 0.002, ground


def cut_texts(window: Window) -> list[str]:
    """Labels that show less than their text without saying all of it in a tooltip."""
    cut = []
    for text in window.findChildren(Text):
        if not text.isVisible() or not text.text():
            continue
        if text.wordWrap():
            needed = text.heightForWidth(text.width())
            if text.height() < needed:
                cut.append(f"{text.text()!r}: {text.height()} of {needed} pixels high")
        elif advance(text.font(), text.text()) > text.width() and text.toolTip() != text.text():
            cut.append(f"{text.text()!r}: cut without a tooltip")
    return cut


@pytest.mark.parametrize("page", SEEN)
@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_no_text_is_cut_in_silence(make_window: MakeWindow, page: str, percent: int) -> None:
    window = make_window(page)
    window.hub.theme.choose(text_percent=percent)
    if page == "orders":
        window.page.open("PO-2605")
    grabbed(window)
    assert cut_texts(window) == []


@pytest.fixture
def a_longer_language() -> Iterator[None]:
    words.use(words.Pseudo())
    yield
    words.use(gettext.NullTranslations())


@pytest.mark.usefixtures("a_longer_language")
@pytest.mark.parametrize("page", SEEN)
@pytest.mark.parametrize("width", [1280, 1024])
def test_a_longer_language_is_not_cut_in_silence(
    make_window: MakeWindow, page: str, width: int
) -> None:
    window = make_window(page, size=(width, 720))
    grabbed(window)
    grabbed(window)
    assert "~" in window.heading.title.text()
    assert cut_texts(window) == []


def test_figures_keep_all_their_digits(make_window: MakeWindow) -> None:
    window = make_window("orders", size=(1024, 680))
    grabbed(window)
    for text in window.findChildren(Text):
        if text._look[2] and text.isVisible():
            assert text.width() >= text.sizeHint().width() - 1, text.text()
    table = window.page.findChild(Table)
    assert table is not None
    landed = next(n for n, c in enumerate(table.rows.columns) if c.key == "landed")
    widest = max(
        cell_width(window.hub.theme, table.rows.cell(row, landed)) for row in table.rows.rows
    )
    assert table.columnWidth(landed) >= widest


def test_rows_hold_chinese_in_every_density(theme: Theme) -> None:
    roomy = theme.row_height
    assert roomy >= theme.height() + theme.height("caption")
    theme.choose(density="compact")
    assert theme.height() < theme.row_height < roomy
    assert not theme.two_lines


def test_text_is_never_under_eleven_pixels(theme: Theme) -> None:
    theme.choose(text_percent=50)
    assert theme.font("micro").pixelSize() >= 11


def test_pixmaps_are_made_once_a_look(theme: Theme) -> None:
    first = pill_pixmap(theme, "blocked", "Blocked", 1.0)
    assert pill_pixmap(theme, "blocked", "Blocked", 1.0) is first
    assert pill_pixmap(theme, "blocked", "Blocked", 2.0).width() == 2 * first.width()
    theme.choose("dark")
    assert pill_pixmap(theme, "blocked", "Blocked", 1.0) is not first


@pytest.mark.parametrize("state", STATES)
def test_pills_differ_in_shape(theme: Theme, state: str) -> None:
    """Only blocked is filled solidly, only done has no ground at all."""
    pixmap = pill_pixmap(theme, state, "Word", 1.0).toImage()  # type: ignore[arg-type]
    ground = pixmap.pixelColor(pixmap.width() - 5, pixmap.height() // 2)
    if state == "done":
        assert ground.alpha() == 0
    elif state == "blocked":
        assert ground == QColor(LIGHT.blocked_fill)
    else:
        assert ground == QColor(getattr(LIGHT, f"{state}_soft"))


def repaint(widget: QWidget, times: int) -> None:
    for _time in range(times):
        widget.repaint()
        for child in widget.findChildren(QWidget):
            if child.isVisible():
                child.repaint()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
@pytest.mark.parametrize("page", ["today", "orders", "trends"])
def test_painting_takes_no_reference_from_none(make_window: MakeWindow, page: str) -> None:
    window = make_window(page)
    if page == "orders":
        window.page.open("PO-2641")
    repaint(window, 1)
    before = sys.getrefcount(None)
    repaint(window, 5)
    assert sys.getrefcount(None) > before - 50


def test_a_pill_is_as_wide_as_its_word(theme: Theme) -> None:
    short, long = Pill(theme, "ready", "Ready"), Pill(theme, "unknown", "Not known at all")
    assert long.sizeHint().width() > short.sizeHint().width()
    assert long.accessibleName() == "Not known at all"


@pytest.mark.parametrize("page", ["today", "orders", "licences", "history"])
def test_an_empty_page_says_all_of_its_reason(
    make_window: MakeWindow, make_hub: MakeHub, page: str
) -> None:
    window = make_window(page, hub=make_hub(FakeAnswers(empty=True)), size=(1024, 680))
    grabbed(window)
    assert cut_texts(window) == []
