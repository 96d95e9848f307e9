"""What stands over or before the window as pictures: palette, about, first run, in two looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from remanence.gui.dialogs.about import AboutBox
from remanence.gui.dialogs.palette import Palette
from remanence.gui.first_run import FirstRun
from remanence.gui.painting import grabbed
from remanence.gui.theme import Choice
from remanence.gui.window import Window

if TYPE_CHECKING:
    from remanence.gui.hub import Hub

MODES: tuple[Choice, ...] = ("light", "dark")
PASSES = 3  # wrapped texts settle their heights one level at a time


def dialog_pictures(hub: Hub, folder: Path, size: tuple[int, int] = (1280, 800)) -> list[Path]:
    """Draw them; the hub must work inline."""
    folder.mkdir(parents=True, exist_ok=True)
    window = Window(hub, hub.today)
    window.resize(*size)
    window.go("orders")
    window.show()
    made = [*_palette(window, folder), *_about(window, folder), *_first_run(window, folder)]
    hub.theme.choose("light")
    window.close()
    window.deleteLater()
    return made


def _palette(window: Window, folder: Path) -> Iterator[Path]:
    for name, words in (("palette", ""), ("palette-found", "ningbo")):
        window.open_palette(words=words)
        for mode in MODES:
            window.hub.theme.choose(mode)
            target = folder / f"{name}-{mode}.png"
            grabbed(window).save(str(target))
            yield target
        window.findChildren(Palette)[0].leave()


def _about(window: Window, folder: Path) -> Iterator[Path]:
    box = AboutBox(window.hub, window)
    yield from _looks(box, window.hub, folder, "about")
    box.close()


def _first_run(window: Window, folder: Path) -> Iterator[Path]:
    hub = window.hub
    first = FirstRun(hub.theme, hub.answers.workspace.around, hub.today)
    yield from _looks(first, hub, folder, "first-run")
    first.show_fields()
    yield from _looks(first, hub, folder, "first-run-fields")
    first.close()


def _looks(dialog: QWidget, hub: Hub, folder: Path, name: str) -> Iterator[Path]:
    dialog.show()
    for mode in MODES:
        hub.theme.choose(mode)
        for _pass in range(PASSES):
            QApplication.sendPostedEvents()
            dialog.grab()
        target = folder / f"{name}-{mode}.png"
        dialog.grab().save(str(target))
        yield target
