"""A card of the order page: a heading with one deed, lines, tables, figures with their reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.paint import CARD_RADIUS, box, focus_ring
from remanence.gui.parts.section import Section
from remanence.gui.parts.surface import held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.page import Why
    from remanence.gui.theme import Role, Theme

Cell = str | QWidget
_SPACE: Final = 10
_LONG_WORD: Final = re.compile(r"(\S{24})(?=\S)")
_MAY_BREAK: Final = "\\1\N{ZERO WIDTH SPACE}"


class Figure(Text):
    """A figure, a date or a verdict in words; Tab reaches it, F1, Enter or a click explains it."""

    asked = Signal(object)

    def __init__(
        self, theme: Theme, words: str, reasons: Why, role: Role = "caption", weight: int = 500
    ) -> None:
        """Show words with their reasons."""
        super().__init__(theme, words, role, weight, figures=True, right=True)
        self.reasons = reasons
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{reasons.title}: {words}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Explain it."""
        self.asked.emit(self.reasons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space explain it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit(self.reasons)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and a ring while they have the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(QPainter(self), QRectF(self.rect()), self._theme, 3)


class TableSection(Section):
    """A section with small tables; `went` asks for a place."""

    went = Signal(object)

    def say(self, words: str, tone: str = "muted") -> Text:
        """A line of text that wraps."""
        text = Text(self.theme, words, "caption", tone=tone, wrap=True)
        self.body.addWidget(text)
        return text

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Cell]], right: frozenset[int]
    ) -> None:
        """A small table; the first column takes the room left, those in `right` are figures."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_SPACE)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for place, words in enumerate(heads):
            text = Text(self.theme, words, "micro", tone="muted", right=place in right)
            grid.addWidget(text, 0, place)
        for line, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                grid.addWidget(self._cell(cell, place, figures=place in right), line, place)
        self.line(grid)

    def _cell(self, cell: Cell, place: int, *, figures: bool) -> QWidget:
        if isinstance(cell, QWidget):
            return cell
        weight = 500 if not place or figures else 400
        return Text(self.theme, cell, "caption", weight, figures=figures, right=figures)


class OrderCard(TableSection):
    """A section on a card of its own; `edit_wanted` asks for its form."""

    edit_wanted = Signal()

    def __init__(self, hub: Hub, name: str, title: str) -> None:
        """Begin without lines; `name` is how links and places call it."""
        super().__init__(hub)
        self.name, self.title = name, title
        self.setAccessibleName(title)
        self.body.setContentsMargins(18, 14, 18, 15)
        hub.theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card below the lines."""
        fill, line = self.theme.color("surface"), self.theme.color("line")
        box(QPainter(self), QRectF(self.rect()), CARD_RADIUS, fill, line)

    def head(self, note: str = "", *, edit: bool = False, value: str = "") -> None:
        """The heading; with `edit` the link that turns the card into its form."""
        can = edit and not self.hub.answers.workspace.is_read_only
        self.heading(self.title, note, (_("Edit"), self.edit_wanted.emit) if can else None, value)

    def figure(self, words: str, reasons: Why, role: Role = "caption", weight: int = 500) -> Figure:
        """A figure that explains itself."""
        made = Figure(self.theme, words, reasons, role, weight)
        made.asked.connect(self.explained.emit)
        return made

    def explained_pair(self, words: str, value: str, reasons: Why, weight: int = 500) -> None:
        """Words, and a figure that explains itself at the right."""
        left = self.small(words, strong=weight >= 600)
        self.line(row([(left, 1), 8, self.figure(value, reasons, "caption", weight)]), 3)

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Labels left, values beside them; those without a value are left out."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for place, (label, value) in enumerate((la, va) for la, va in pairs if va):
            grid.addWidget(self.small(label), place, 0, top)
            words = Text(self.theme, _LONG_WORD.sub(_MAY_BREAK, value), "caption", 500, wrap=True)
            grid.addWidget(words, place, 1, top)
        self.line(grid)

    def link(self, words: str, deed: Callable[[], None], name: str = "") -> Button:
        """A link at the foot of the card."""
        button = Button(self.theme, words, "link", name=name)
        button.clicked.connect(deed)
        self.body.addSpacing(4)
        self.body.addWidget(held(row([button, None])))
        return button
