"""A section of a detail pane: a heading with a note and one deed, and lines below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.surface import column, held, row
from remanence.gui.parts.text import Text

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.theme import Theme

Deed = tuple[str, Callable[[], None]]
_ROOM: Final = 330  # of a detail beside a list, at text of any size


def heading_of(
    theme: Theme, words: str, note: str, deed: Deed | None = None, value: str = ""
) -> QVBoxLayout:
    """A bold heading, its note, a value at the right, and a deed.

    The heading is never cut: a note for which there is no room beside it goes below.
    """
    title = Text(theme, words, weight=600)
    title.setMinimumWidth(title.sizeHint().width())
    small = Text(theme, note, "caption", tone="muted")
    right: list[QWidget] = []
    if value:
        right.append(Text(theme, value, "caption", 600, figures=True))
    if deed:
        word, action = deed
        button = Button(theme, word, "link", name=f"{word}: {words}")
        button.clicked.connect(action)
        right.append(button)
    wanted = sum(part.sizeHint().width() + 8 for part in (title, small, *right))
    below = bool(note) and wanted > _ROOM
    first = row([title, *([] if below else [small]), None, *right], spacing=8)
    return column([first, small] if below else [first])


class Section(QWidget):
    """Lines of a detail; `explained` asks for the reasons of something."""

    explained = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin without lines."""
        super().__init__()
        self.hub = hub
        self.theme = hub.theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def small(self, words: str, *, strong: bool = False, figures: bool = False) -> Text:
        """A text of the second line."""
        weight, tone = (600, "text") if strong else (400, "muted")
        return Text(self.theme, words, "caption", weight, tone, figures=figures)

    def line(self, layout: QLayout, gap: int = 0) -> None:
        """Add a line, and room below it."""
        self.body.addWidget(held(layout))
        if gap:
            self.body.addSpacing(gap)

    def heading(self, words: str, note: str, deed: Deed | None = None, value: str = "") -> None:
        """A bold heading, its note, a value at the right, and a deed."""
        self.line(heading_of(self.theme, words, note, deed, value), 6)

    def pair(self, words: str, value: str, tone: str = "text") -> None:
        """Words, and a value at the right."""
        right = Text(self.theme, value, "caption", 500, tone, figures=True)
        self.line(row([(self.small(words), 1), 8, right]), 3)
