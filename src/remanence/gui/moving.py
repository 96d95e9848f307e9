"""Small helps of moving about: what was dropped on the window, and the focus of an area."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDropEvent

SHEETS: Final = (".csv", ".xlsx", ".tsv", ".txt", ".zip")
"""Endings of files that may hold sheets."""


def dropped_sheets(event: QDropEvent) -> list[Path]:
    """The files of a drop that may hold sheets."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SHEETS]


def focus_first(area: QWidget) -> None:
    """Give the focus to an area, or to the first thing in it that takes it."""
    if area.focusPolicy() != Qt.FocusPolicy.NoFocus:
        area.setFocus(Qt.FocusReason.TabFocusReason)
        return
    for child in area.findChildren(QWidget):
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return


def step_area(areas: Sequence[QWidget], step: int) -> None:
    """Give the focus to the area after the one that has it, round at the ends."""
    focus = QApplication.focusWidget()
    here = next(
        (n for n, a in enumerate(areas) if focus and (a is focus or a.isAncestorOf(focus))), 0
    )
    focus_first(areas[(here + step) % len(areas)])
