"""What a stage needs, line by line: mark, what, why, and one thing to do; open ones first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.surface import clear, column
from remanence.gui.parts.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.page import Why
    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

Deed = tuple[str, Callable[[], None]]


class Need(NamedTuple):
    """One line of a checklist.

    Attributes:
        state: how it stands.
        what: the paper, licence or check.
        why: why it is needed or what is wrong; left out where all is well.
        deed: word of the link and what it does.
        full: all of its name, for the tooltip, where `what` is a shorter one.
        reasons: what F1 explains while the link has the focus.
    """

    state: State
    what: str
    why: str = ""
    deed: Deed | None = None
    full: str = ""
    reasons: Why | None = None


class Checklist(QWidget):
    """Lines of needs."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Make an empty list under a name for the screen reader."""
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(name)

    def show_needs(self, needs: Sequence[Need]) -> None:
        """Show these lines in their order."""
        clear(self._grid)
        for place, need in enumerate(needs):
            self._line(place, need)

    def _line(self, place: int, need: Need) -> None:
        theme, top = self._theme, Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Mark(theme, need.state, 16), place, 0, top)
        words = [Text(theme, need.what, weight=500, wrap=True)]
        words[0].setToolTip(need.full if need.full.casefold() != need.what.casefold() else "")
        if need.why:
            words.append(Text(theme, need.why, "caption", tone="muted", wrap=True))
        self._grid.addLayout(column(words, spacing=1), place, 1)
        if need.deed:
            word, deed = need.deed
            button = Button(theme, word, "link", name=f"{word}: {need.what}")
            button.reasons = need.reasons
            button.clicked.connect(deed)
            self._grid.addWidget(button, place, 2, top)
