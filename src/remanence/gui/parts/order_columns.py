"""Cards in two columns where there is room for them, else in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from remanence.gui.parts.surface import clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from remanence.gui.theme import Theme

_GAP: Final = 12
_SHARES: Final = (11, 9)
_WIDE: Final = 860  # at text of the usual size


class TwoColumns(QWidget):
    """The left column holds what is read first; in one column it stands above the right."""

    def __init__(self, theme: Theme) -> None:
        """Begin without cards."""
        super().__init__()
        self._theme = theme
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_GAP)
        for side in (self._left, self._right):
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(_GAP)
            self._box.addLayout(side)
        theme.changed.connect(self._fit)

    def show_cards(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Show these cards instead of those before; a card that stays keeps what was typed."""
        for side, cards in ((self._left, left), (self._right, right)):
            for card in cards:
                card.setParent(None)
            clear(side)
            for card in cards:
                side.addWidget(card)
                card.show()
            side.addStretch(1)
        for place, share in enumerate(_SHARES if right else (1, 0)):
            self._box.setStretch(place, share)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self._theme.grown(_WIDE)
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wide else way.TopToBottom)
