"""Tokens of a system that asks for high contrast: its own colours, nothing softened.

States then differ by mark and word alone, as they always also do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QPalette

from remanence.gui.tokens import DARK, LIGHT, Mode, Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROLES: Final[Mapping[str, str]] = {
    "canvas": "Window",
    "surface": "Base",
    "raised": "Base",
    "sunken": "Base",
    "sidebar": "Window",
    "line": "WindowText",
    "line_strong": "WindowText",
    "text": "WindowText",
    "muted": "WindowText",
    "faint": "WindowText",
    "accent": "Highlight",
    "accent_text": "Link",
    "on_accent": "HighlightedText",
    "accent_soft": "Base",
    "focus": "Link",
    "ready": "WindowText",
    "ready_soft": "Base",
    "ready_mark": "WindowText",
    "attention": "WindowText",
    "attention_soft": "Base",
    "attention_mark": "WindowText",
    "blocked": "WindowText",
    "blocked_soft": "Base",
    "blocked_mark": "WindowText",
    "blocked_fill": "Highlight",
    "on_blocked": "HighlightedText",
    "unknown": "WindowText",
    "unknown_soft": "Base",
    "unknown_mark": "WindowText",
    "done": "WindowText",
    "done_soft": "Base",
    "done_mark": "WindowText",
}
_TINT: Final = 0.25  # of the highlight in the ground of a chosen row, which bears usual text
_MIDDLE: Final = 128


def tokens_of(palette: QPalette) -> tuple[Mode, Tokens]:
    """The tokens that a palette of the system gives, and whether it is light or dark."""
    mode: Mode = "dark" if palette.color(_role("Base")).lightness() < _MIDDLE else "light"
    usual = DARK if mode == "dark" else LIGHT
    own = {name: palette.color(_role(role)).name() for name, role in _ROLES.items()}
    grey = palette.color(QPalette.ColorGroup.Disabled, _role("WindowText"))
    own["disabled"] = grey.name()
    own["selection"] = _mixed(palette.color(_role("Base")), palette.color(_role("Highlight")))
    return mode, usual._replace(**own)  # type: ignore[arg-type]


def _role(name: str) -> QPalette.ColorRole:
    return QPalette.ColorRole[name]


def _mixed(ground: QColor, tint: QColor) -> str:
    def between(low: int, high: int) -> int:
        return round(low + (high - low) * _TINT)

    red = between(ground.red(), tint.red())
    green = between(ground.green(), tint.green())
    return QColor(red, green, between(ground.blue(), tint.blue())).name()
