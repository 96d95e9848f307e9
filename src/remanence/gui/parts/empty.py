"""What stands where nothing is: what would stand here, why it is empty, one thing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.surface import row
from remanence.gui.parts.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State


class Empty(QWidget):
    """A calm place with a mark, a sentence, a reason and at most one button."""

    def __init__(
        self, theme: Theme, state: State, what: str, why: str, paper: str = "surface"
    ) -> None:
        """Say what would stand here and why it does not."""
        super().__init__()
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 40, 24, 40)
        self._layout.setSpacing(8)
        self._what = Text(theme, what, "section", 600)
        self._why = Text(theme, why, "body", tone="muted", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout.addStretch(2)
        self._mark = Mark(theme, state, 28, paper)
        for widget in (self._mark, self._what):
            self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addLayout(row([(QWidget(), 1), (self._why, 3), (QWidget(), 1)]))
        self._layout.addSpacing(8)
        self._layout.addStretch(3)

    def say(self, state: State, what: str, why: str) -> None:
        """Say something else."""
        self._mark.show_state(state)
        self._what.setText(what)
        self._why.setText(why)

    def offer(self, word: str, deed: Callable[[], None]) -> Empty:
        """One button below the reason."""
        button = Button(self._theme, word)
        button.clicked.connect(deed)
        place = self._layout.count() - 1
        self._layout.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return self
