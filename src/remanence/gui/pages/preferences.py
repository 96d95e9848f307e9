"""Preferences: look, language, own firm, own limits, backups, packs. All is applied at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QTimer, Signal

from remanence.gui.page import Page
from remanence.gui.parts.scroll import scrolled
from remanence.gui.parts.settings_house import FirmCard, LimitsCard
from remanence.gui.parts.settings_keep import BackupsCard, PacksCard
from remanence.gui.parts.settings_look import LanguageCard, LookCard
from remanence.gui.parts.surface import column, held, row
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QScrollArea, QWidget

    from remanence.gui.hub import Hub
    from remanence.gui.parts.setting import SettingsCard

_WIDTH: Final = 760
_NEARLY_ALL: Final = 100  # against the one part of what is left over
_ROOM: Final = 24  # above and below a setting that was looked for
_FIRST: Final = {"limits": "practice.limit"}
"""Names of a whole card: the setting that is meant."""


class PreferencesPage(Page):
    """Cards of settings below each other."""

    name: ClassVar[str] = "preferences"
    watches: ClassVar[frozenset[str]] = frozenset()
    preferred = Signal()

    def __init__(self, hub: Hub) -> None:
        """Make the cards; they read when the page is shown."""
        super().__init__(hub)
        look = LookCard(hub)
        look.preferred.connect(self.preferred)
        self.cards: list[SettingsCard] = [
            look,
            LanguageCard(hub),
            FirmCard(hub),
            LimitsCard(hub),
            BackupsCard(hub),
            PacksCard(hub),
        ]
        inside = held(column([*self.cards, None], spacing=12))
        across = held(row([(inside, _NEARLY_ALL), None], (24, 4, 24, 16)))
        self._inside = inside
        self._area: QScrollArea = scrolled(hub.theme, across, "canvas")
        self.setLayout(column([(self._area, 1)]))
        hub.theme.changed.connect(self._grow)
        self._grow()

    def title(self) -> str:
        """Heading."""
        return _("Preferences")

    def refresh(self) -> None:
        """Show what is set now."""
        for card in self.cards:
            card.refresh()
        self.say(
            _("Changes hold at once. Look and language are of this machine, the rest of the desk.")
        )

    def open(self, ref: str) -> None:
        """Go to the setting of that name."""
        key = _FIRST.get(ref, ref)
        card = next((one for one in self.cards if one.has(key)), None)
        if card is not None:
            line = card.show_setting(key)
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(line, 0, _ROOM))

    def focus_order(self) -> Sequence[QWidget]:
        """Each card."""
        return self.cards

    def _grow(self) -> None:
        """As wide as lines of this size are read well."""
        self._inside.setMaximumWidth(self.theme.grown(_WIDTH))
