"""Pictures and papers without a display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from remanence.gui.document import write_document
from remanence.gui.formats import Formats
from remanence.gui.hub import Hub
from remanence.gui.painting import (
    draw_without_display,
    page_pictures,
    today_html,
    trend_picture,
)
from remanence.gui.rows import TrendQuestion
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_rows import TODAY


def test_every_page_becomes_two_pictures(hub: Hub, tmp_path: Path) -> None:
    made = page_pictures(hub, tmp_path / "pages", size=(1100, 700))
    names = [path.stem for path in made]
    assert {"today-light", "today-dark", "orders-light", "trends-dark"} <= set(names)
    assert len(names) == len(set(names))
    for path in made:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1100, 700)


def report() -> str:
    return today_html(FakeAnswers().attention(), Formats(TODAY), "Calder & Sons")


def test_the_report_names_each_thing_with_its_reasons() -> None:
    html = report()
    for words in (
        "Cannot move (3)",
        "Licence is for sea, the booking is by air",
        "PO-2638",
        "Calder &amp; Sons",
    ):
        assert words in html


def test_a_quiet_day_says_so() -> None:
    assert "Nothing needs you today." in today_html([], Formats(TODAY), "Calder")


@pytest.mark.parametrize(("name", "start"), [("today.html", b"<!DOCTYPE"), ("today.pdf", b"%PDF")])
def test_the_report_is_what_its_name_says(
    qapp: object, tmp_path: Path, name: str, start: bytes
) -> None:
    made = write_document(report(), tmp_path / "reports" / name, "Today")
    assert made.read_bytes().startswith(start)


@pytest.mark.parametrize(("name", "start"), [("trend.png", b"\x89PNG"), ("trend.svg", b"<?xml")])
def test_a_trend_becomes_a_picture(hub: Hub, tmp_path: Path, name: str, start: bytes) -> None:
    trend = FakeAnswers().trend(TrendQuestion())
    made = trend_picture(hub, trend, tmp_path / name)
    assert made.read_bytes().startswith(start)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_without_a_display_qt_draws_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    draw_without_display()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    draw_without_display()
    assert os.environ["QT_QPA_PLATFORM"] == "minimal"
