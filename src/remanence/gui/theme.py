"""The look of the window as one value: colours, fonts, heights, and the pixmaps made from them.

Painted things ask the theme while they paint; `changed` says that they must paint again. There is
no style sheet: Fusion with this palette on Windows and Linux, the native style on macOS.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette, QPixmap

from remanence.gui.tokens import DARK, LIGHT, PARTS, Mode, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from PySide6.QtGui import QAccessibilityHints
    from PySide6.QtWidgets import QApplication

Choice = Literal["system", "light", "dark"]
Role = Literal["body", "caption", "micro", "section", "title", "headline", "figure"]
Density = Literal["comfortable", "compact"]
Style = Literal["ours", "system"]

_FACTORS: Final[dict[Role, float]] = {
    "body": 1.0,
    "caption": 0.92,
    "micro": 0.85,
    "section": 1.08,
    "headline": 1.4,
    "title": 1.54,
    "figure": 1.75,
}
_SMALLEST: Final = 11
_CHINESE: Final = "中文"
# A machine without a display has no system font of its own: the first of these that is there.
_STAND_INS: Final = ("Inter", "Segoe UI", "Noto Sans", "DejaVu Sans")
_CHINESE_FONTS: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
_STAND_IN_PIXELS: Final = 13

_SAYING: Final = frozenset({"windows", "cocoa"})

_ROLES: Final = (
    (QPalette.ColorRole.Window, "canvas"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "text"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.PlaceholderText, "faint"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Link, "accent_text"),
    (QPalette.ColorRole.LinkVisited, "accent_text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Light, "raised"),
    (QPalette.ColorRole.Dark, "line_strong"),
    (QPalette.ColorRole.Midlight, "sunken"),
    (QPalette.ColorRole.Shadow, "line_strong"),
)
_DISABLED: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


class Theme(QObject):
    """Tokens, fonts and pixmaps of the running window.

    Attributes:
        tokens: the colours in use.
        mode: light or dark, as shown.
        icons: folder of the icons' SVG files.
    """

    changed = Signal()

    def __init__(self, app: QApplication, icons: Path) -> None:
        """Look at the system once; nothing is applied before `choose`."""
        super().__init__()
        self.icons = icons
        self.tokens: Tokens = LIGHT
        self.mode: Mode = "light"
        self.choice: Choice = "system"
        self.density: Density = "comfortable"
        self.style: Style = "ours"
        self._app = app
        self._family = _system_font(app)
        self._scale = 1.0
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[Role, int, bool], QFont] = {}
        self._heights: dict[Role, int] = {}
        self._pixmaps: dict[Hashable, QPixmap] = {}
        app.styleHints().colorSchemeChanged.connect(self._system_switched)
        wishes = wishes_of(app)
        if wishes is not None:
            wishes.contrastPreferenceChanged.connect(self._contrast_switched)

    def choose(
        self,
        choice: Choice | None = None,
        *,
        density: Density | None = None,
        text_percent: int | None = None,
        style: Style | None = None,
    ) -> None:
        """Apply what the user prefers; what is left out stays as it is."""
        self.choice = choice or self.choice
        self.density = density or self.density
        self._scale = self._scale if text_percent is None else text_percent / 100
        if style is not None and style != self.style:
            self.style = style
            self._app.setStyle(native_style() if style == "system" else OURS)
        self._ask_scheme()
        self._dress()
        for cache in (self._colours, self._fonts, self._heights, self._pixmaps):
            cache.clear()
        self._app.setFont(self.font())
        if not self.is_native and not self.has_contrast:
            self._app.setPalette(self._palette())
        self.changed.emit()

    @property
    def is_native(self) -> bool:
        """Whether the system's own style draws what we do not paint: it keeps its palette."""
        return sys.platform == "darwin" or self.style == "system"

    @property
    def has_contrast(self) -> bool:
        """Whether the system asks for high contrast: then its own colours are used as they are."""
        wishes = wishes_of(self._app)
        high = Qt.ContrastPreference.HighContrast
        return wishes is not None and wishes.contrastPreference() == high

    @property
    def text_percent(self) -> int:
        """Size of the text, 100 being the system's."""
        return round(self._scale * 100)

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token, or of a series (`series.0`)."""
        found = self._colours.get(token)
        if found is None:
            name, _dot, place = token.partition(".")
            value = getattr(self.tokens, name)
            found = self._colours[token] = QColor(value[int(place)] if place else value)
        if alpha >= 1:
            return found
        clear = QColor(found)
        clear.setAlphaF(alpha)
        return clear

    def part(self, part: str) -> QColor:
        """The colour of a part of cost, the same on every page."""
        return self.color(f"series.{PARTS.index(part)}")

    def font(self, role: Role = "body", weight: int = 400, *, figures: bool = False) -> QFont:
        """A font of the scale; `figures` asks for digits of one width."""
        key = (role, weight, figures)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._make_font(role, weight, figures=figures)
        return found

    def height(self, role: Role = "body") -> int:
        """Height of one line of a role, tall enough for Chinese too."""
        found = self._heights.get(role)
        if found is None:
            metrics = QFontMetricsF(self.font(role))
            chinese = metrics.boundingRect(_CHINESE).height()
            found = self._heights[role] = math.ceil(max(metrics.height(), chinese))
        return found

    def grown(self, pixels: int) -> int:
        """A measure made for text of the usual size, at the size in use; never smaller."""
        return max(pixels, round(pixels * self._scale))

    @property
    def row_height(self) -> int:
        """Height of a row of a table in the chosen density."""
        if self.density == "compact":
            return self.height() + 9
        return self.height() + self.height("caption") + 8

    @property
    def two_lines(self) -> bool:
        """Whether rows of tables show their second line."""
        return self.density != "compact"

    def pixmap(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        """A pixmap made once for this look; the key must hold the device's pixel ratio."""
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = make()
        return found

    def _make_font(self, role: Role, weight: int, *, figures: bool) -> QFont:
        font = QFont(self._family)
        base = self._family.pixelSize() * self._scale
        font.setPixelSize(max(_SMALLEST, round(base * _FACTORS[role])))
        font.setWeight(QFont.Weight(weight))
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _resolved(self) -> Mode:
        if self.choice != "system":
            return self.choice
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _ask_scheme(self) -> None:
        """Title bars, menus and native parts follow: light, dark, or what the system says."""
        hints = self._app.styleHints()
        if self.choice == "system":
            hints.unsetColorScheme()
        else:
            scheme = Qt.ColorScheme.Dark if self.choice == "dark" else Qt.ColorScheme.Light
            hints.setColorScheme(scheme)

    def _dress(self) -> None:
        """Take the tokens of the mode, or of the system's palette where it asks for contrast."""
        if self.is_native or self.has_contrast:
            self._app.setPalette(QPalette())  # the system's own again
        if self.has_contrast:
            from remanence.gui.contrast import tokens_of

            self.mode, self.tokens = tokens_of(self._app.palette())
        else:
            self.mode = self._resolved()
            self.tokens = DARK if self.mode == "dark" else LIGHT

    def _system_switched(self) -> None:
        switched = self.choice == "system" and self._resolved() != self.mode
        if self.has_contrast or switched:
            self.choose()

    def _contrast_switched(self) -> None:
        self.choose()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.color(token))
        for role in _DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette


OURS: Final = "Fusion"
_WISHES: Final[list[QAccessibilityHints]] = []


def wishes_of(app: QApplication) -> QAccessibilityHints | None:
    """What the system asks for people who see differently; None where it does not say.

    It is held for good: PySide would delete Qt's own object with the last name for it.
    """
    if app.platformName() not in _SAYING:
        return None
    if not _WISHES:
        _WISHES.append(app.styleHints().accessibility())
    return _WISHES[0]


def native_style() -> str:
    """The style of the system, if it has one of its own; else ours."""
    from PySide6.QtWidgets import QStyleFactory

    names = list(QStyleFactory.keys())
    own = [name for name in names if name.lower() not in ("fusion", "windows")]
    return own[0] if own else OURS


def _system_font(app: QApplication) -> QFont:
    """The system's own font in pixels, with Chinese as mainland readers write it."""
    font = QFont(app.font())
    if app.platformName() in {"offscreen", "minimal"}:
        there = set(QFontDatabase.families())
        families = [name for name in _STAND_INS if name in there][:1]
        font.setFamilies([*families, *[name for name in _CHINESE_FONTS if name in there]])
        font.setPixelSize(_STAND_IN_PIXELS)
        return font
    if sys.platform.startswith("linux"):
        font.setFamilies([*font.families(), *_CHINESE_FONTS])
    font.setPixelSize(QFontInfo(font).pixelSize())
    return font
