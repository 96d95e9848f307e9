"""A section of a detail pane: a heading with a note and one deed, and lines below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.surface import held, row
from remanence.gui.parts.text import Text

if TYPE_CHECKING:
    from remanence.gui.hub import Hub

Deed = tuple[str, Callable[[], None]]


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
        items: list[QWidget | int | None] = [Text(self.theme, words, weight=600), 8]
        items += [self.small(note), None]
        if value:
            items += [Text(self.theme, value, "caption", 600, figures=True), 6]
        if deed:
            word, action = deed
            button = Button(self.theme, word, "link", name=f"{word}: {words}")
            button.clicked.connect(action)
            items.append(button)
        self.line(row(items), 6)

    def pair(self, words: str, value: str, tone: str = "text") -> None:
        """Words, and a value at the right."""
        right = Text(self.theme, value, "caption", 500, tone, figures=True)
        self.line(row([(self.small(words), 1), 8, right]), 3)
