"""The hatching that says, wherever it is drawn, that something is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush

if TYPE_CHECKING:
    from remanence.gui.theme import Theme


def not_known(theme: Theme) -> QBrush:
    """Strokes in the colour of what is not known."""
    return QBrush(theme.color("unknown_mark", 0.45), Qt.BrushStyle.BDiagPattern)
