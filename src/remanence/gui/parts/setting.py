"""A card of settings: a line for each, with its words, its control and its own way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from remanence.gui.moving import focus_first
from remanence.gui.parts.button import Button
from remanence.gui.parts.flow import Flow
from remanence.gui.parts.surface import Card, Rule, column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from remanence.gui.hub import Hub
    from remanence.gui.theme import Theme


class SettingLine(QWidget):
    """What is set, what it means, the control; a link that sets it as it was at first."""

    def __init__(self, theme: Theme, words: str, note: str, control: QWidget) -> None:
        """Put words at the left, the control at the right."""
        super().__init__()
        self.control = control
        self._reset = Button(theme, _("Reset"), "link", name=_("Reset: {what}").format(what=words))
        self._reset.setVisible(False)
        self._note = Text(theme, note, "caption", tone="muted", wrap=True)
        self._note.setVisible(bool(note))
        texts = column([None, Text(theme, words, weight=500, wrap=True), self._note, None])
        self.setLayout(row([(texts, 1), 16, self._reset, 10, control], (0, 9, 0, 9)))

    def on_reset(self, deed: Callable[[], object]) -> None:
        """What the way back does."""
        self._reset.clicked.connect(deed)

    def show_changed(self, *, changed: bool) -> None:
        """Offer the way back where it leads anywhere."""
        self._reset.setVisible(changed)

    def say(self, note: str) -> None:
        """Say something else below the words."""
        self._note.setText(note)
        self._note.setVisible(bool(note))


class SettingsCard(Card):
    """Settings of one subject."""

    def __init__(self, hub: Hub, title: str, note: str = "") -> None:
        """Begin with the heading."""
        super().__init__(hub.theme)
        self.hub = hub
        self.theme = hub.theme
        self._lines: dict[str, SettingLine] = {}
        self.body: QVBoxLayout = column([], (20, 16, 20, 14))
        self.setLayout(self.body)
        self.body.addWidget(Text(self.theme, title, "section", 600))
        if note:
            self.body.addWidget(Text(self.theme, note, "caption", tone="muted", wrap=True))
        self.body.addSpacing(4)

    def refresh(self) -> None:
        """Show what is set now."""

    def add(self, key: str, words: str, note: str, control: QWidget) -> SettingLine:
        """Add a line; `key` is the name by which it is found."""
        if self._lines:
            self.body.addWidget(Rule(self.theme))
        line = self._lines[key] = SettingLine(self.theme, words, note, control)
        self.body.addWidget(line)
        return line

    def add_buttons(self, buttons: Sequence[QWidget]) -> None:
        """Add deeds below the lines."""
        self.body.addSpacing(8)
        self.body.addLayout(Flow(buttons, gap=8, below=6))
        self.body.addSpacing(4)

    def has(self, key: str) -> bool:
        """Whether a setting stands in this card."""
        return key in self._lines

    def show_setting(self, key: str) -> QWidget:
        """Give the focus to the control of a setting; gives what must be seen."""
        line = self._lines[key]
        focus_first(line.control)
        return line
