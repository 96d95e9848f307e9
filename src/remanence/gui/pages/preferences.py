"""Preferences: how the window looks. Applied at once, each with its own way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from remanence.gui.page import Page
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.surface import Card, Item, Rule, column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.hub import Hub
    from remanence.gui.theme import Choice, Density

_WIDTH: Final = 760
_NEARLY_ALL: Final = 100  # against the one part of what is left over
_SIZES: Final = ("80", "100", "125", "150", "200")
_SCHEMES: Final[dict[str, Choice]] = {"system": "system", "light": "light", "dark": "dark"}
_DENSITIES: Final[dict[str, Density]] = {"comfortable": "comfortable", "compact": "compact"}


class PreferencesPage(Page):
    """Appearance."""

    name: ClassVar[str] = "preferences"
    preferred = Signal()

    def __init__(self, hub: Hub) -> None:
        """Show what is chosen now."""
        super().__init__(hub)
        theme = hub.theme
        schemes = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        self._scheme = Choices(theme, schemes, _("Colours"))
        self._scheme.chosen.connect(self._choose_scheme)
        densities = [("comfortable", _("Comfortable")), ("compact", _("Compact"))]
        self._density = Choices(theme, densities, _("Rows of tables"))
        self._density.chosen.connect(self._choose_density)
        sizes = [(size, f"{size} %") for size in _SIZES]
        self._size = Choices(theme, sizes, _("Size of text"))
        self._size.chosen.connect(self._choose_size)
        reset = Button(theme, _("Reset the look"))
        reset.clicked.connect(self._reset)
        card = Card(theme)
        lines: list[Item] = [
            Text(theme, _("Appearance"), "section", 600),
            12,
            self._line(
                _("Colours"), _("Charts and papers on screen follow at once."), self._scheme
            ),
            Rule(theme),
            self._line(
                _("Rows of tables"), _("Compact rows show one line instead of two."), self._density
            ),
            Rule(theme),
            self._line(_("Size of text"), _("Beside what the system is set to."), self._size),
            16,
            row([reset, None]),
        ]
        card.setLayout(column(lines, (20, 16, 20, 20)))
        self._card = card
        self.setLayout(column([row([(card, _NEARLY_ALL), None]), None], (24, 4, 24, 16)))
        theme.changed.connect(self._grow)
        theme.changed.connect(self._show_chosen)  # the menu changes the look as well
        self._grow()

    def title(self) -> str:
        """Heading."""
        return _("Preferences")

    def refresh(self) -> None:
        """Show what is chosen now."""
        self._show_chosen()
        self.say(_("Changes hold at once."))

    def _show_chosen(self) -> None:
        theme = self.theme
        self._scheme.choose(theme.choice)
        self._density.choose(theme.density)
        size = str(theme.text_percent)
        self._size.choose(size if size in _SIZES else "100")

    def focus_order(self) -> Sequence[QWidget]:
        """The first choice."""
        return [self._scheme]

    def _line(self, words: str, note: str, choices: Choices) -> QWidget:
        texts = column(
            [
                Text(self.theme, words, weight=500, wrap=True),
                Text(self.theme, note, "caption", tone="muted", wrap=True),
            ]
        )
        line = QWidget()
        line.setLayout(row([(texts, 1), 16, choices], (0, 12, 0, 12)))
        return line

    def _grow(self) -> None:
        """As wide as lines of this size are read well."""
        self._card.setMaximumWidth(self.theme.grown(_WIDTH))

    def _choose_scheme(self, key: str) -> None:
        self.theme.choose(_SCHEMES[key])
        self.preferred.emit()

    def _choose_density(self, key: str) -> None:
        self.theme.choose(density=_DENSITIES[key])
        self.preferred.emit()

    def _choose_size(self, key: str) -> None:
        self.theme.choose(text_percent=int(key))
        self.preferred.emit()

    def _reset(self) -> None:
        self.theme.choose("system", density="comfortable", text_percent=100)
        self.refresh()
        self.preferred.emit()
