"""Settings of how the window looks and speaks: they belong to this machine, not to a workspace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from remanence.gui.parts.button import Choices
from remanence.gui.parts.inputs import Choice as Picker
from remanence.gui.parts.setting import SettingsCard
from remanence.gui.parts.text import Text
from remanence.gui.theme import OURS, native_style
from remanence.gui.words import LANGUAGES, _, language

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.theme import Choice, Density, Style

_SIZES: Final = ("80", "100", "125", "150", "200")
_SCHEMES: Final[dict[str, Choice]] = {"system": "system", "light": "light", "dark": "dark"}
_DENSITIES: Final[dict[str, Density]] = {"comfortable": "comfortable", "compact": "compact"}
_STYLES: Final[dict[str, Style]] = {"ours": "ours", "system": "system"}


class LookCard(SettingsCard):
    """Colours, rows, text, style."""

    preferred = Signal()

    def __init__(self, hub: Hub) -> None:
        """Offer what there is."""
        super().__init__(hub, _("Appearance"))
        theme = self.theme
        schemes = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        self._scheme = Choices(theme, schemes, _("Colours"))
        self._scheme.chosen.connect(lambda key: self._choose_scheme(_SCHEMES[key]))
        self._colours = self.add(
            "colours", _("Colours"), _("Charts and papers on screen follow at once."), self._scheme
        )
        densities = [("comfortable", _("Comfortable")), ("compact", _("Compact"))]
        self._density = Choices(theme, densities, _("Rows of tables"))
        self._density.chosen.connect(lambda key: self._choose_density(_DENSITIES[key]))
        note = _("Compact rows show one line instead of two.")
        self._rows = self.add("density", _("Rows of tables"), note, self._density)
        sizes = [(size, f"{size} %") for size in _SIZES]
        self._size = Choices(theme, sizes, _("Size of text"))
        self._size.chosen.connect(lambda key: self._choose_size(int(key)))
        self._text = self.add(
            "text", _("Size of text"), _("Beside what the system is set to."), self._size
        )
        self._style: Choices | None = None
        if native_style() != OURS:
            self._style = self._add_style()
        self._colours.on_reset(lambda: self._choose_scheme("system"))
        self._rows.on_reset(lambda: self._choose_density("comfortable"))
        self._text.on_reset(lambda: self._choose_size(100))
        theme.changed.connect(self.refresh)  # the menu changes the look as well

    def _add_style(self) -> Choices:
        """Only where the system has a style of its own there is a choice."""
        styles = [("ours", _("Ours")), ("system", _("The system's"))]
        choices = Choices(self.theme, styles, _("Buttons and menus"))
        choices.chosen.connect(lambda key: self._choose_style(_STYLES[key]))
        note = _("Fields, menus and scroll bars that are not painted here.")
        self._drawn = self.add("style", _("Buttons and menus"), note, choices)
        self._drawn.on_reset(lambda: self._choose_style("ours"))
        return choices

    def refresh(self) -> None:
        """Show what is chosen now."""
        theme = self.theme
        self._scheme.choose(theme.choice)
        self._density.choose(theme.density)
        size = str(theme.text_percent)
        self._size.choose(size if size in _SIZES else "100")
        self._colours.show_changed(changed=theme.choice != "system")
        self._rows.show_changed(changed=theme.density != "comfortable")
        self._text.show_changed(changed=theme.text_percent != 100)
        if self._style is not None:
            self._style.choose(theme.style)
            self._drawn.show_changed(changed=theme.style != "ours")

    def _choose_scheme(self, key: Choice) -> None:
        self.theme.choose(key)
        self.preferred.emit()

    def _choose_density(self, key: Density) -> None:
        self.theme.choose(density=key)
        self.preferred.emit()

    def _choose_size(self, percent: int) -> None:
        self.theme.choose(text_percent=percent)
        self.preferred.emit()

    def _choose_style(self, key: Style) -> None:
        self.theme.choose(style=key)
        self.preferred.emit()


class LanguageCard(SettingsCard):
    """The language, and how it writes a date, a number and money."""

    def __init__(self, hub: Hub) -> None:
        """Offer the languages, each by its own name."""
        super().__init__(hub, _("Language and formats"))
        languages = [("", _("As the system")), *LANGUAGES.items()]
        self._language = Picker(self.theme, _("Language"), languages)
        self._language.picked.connect(lambda key: hub.speak(key or None))
        note = _("Words of the trade stay English where the trade says them so: FOB, ETD, HS.")
        self._line = self.add("language", _("Language"), note, self._language)
        self._line.on_reset(lambda: hub.speak(None))
        self._sample = Text(self.theme, "", weight=500)
        self.add(
            "formats",
            _("Dates, numbers and money"),
            _("As the language writes them."),
            self._sample,
        )

    def refresh(self) -> None:
        """Show the language in use and a sample of its ways."""
        kept = str(self.hub.kept.get("language") or "")
        self._language.choose(kept if kept in LANGUAGES else "")
        self._line.show_changed(changed=kept in LANGUAGES)
        formats = self.hub.formats
        money = self.hub.answers.workspace.business.currency
        day = formats.full(date(2026, 11, 24))
        amount = formats.number(Decimal("118240.50"), 2)
        self._sample.setText(f"{day} · {formats.number(Decimal('1234.5'))} kg · {amount} {money}")
        self._sample.setAccessibleName(
            _("Sample in {language}: {sample}").format(
                language=LANGUAGES[language()], sample=self._sample.text()
            )
        )
