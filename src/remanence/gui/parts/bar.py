"""Bars and swatches that stand beside their words: clocks, parts of cost, series."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from remanence.gui.hatch import not_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State


class _Bar(QWidget):
    """A strip across its parent."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def _well(self) -> QColor:
        return self._theme.color("sunken" if self._theme.mode == "light" else "line")


class ClockBar(_Bar):
    """Working days gone of those allowed; hatched while nobody can say when it ends."""

    def __init__(self, theme: Theme, height: int = 8) -> None:
        """Make an empty clock."""
        super().__init__(theme, height)
        self._share, self._state = 0.0, "unknown"

    def show_clock(self, gone: int, allowed: int, state: State | str) -> None:
        """Show days gone; `state` is one of the five, or `accent`."""
        self._share = min(1.0, max(0.0, gone / allowed)) if allowed else 0.0
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The well and the part that is gone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        radius = rect.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._well())
        painter.drawRoundedRect(rect, radius, radius)
        rect.setWidth(max(rect.height(), rect.width() * self._share))
        token = "accent_text" if self._state == "accent" else f"{self._state}_mark"
        brush = QBrush(self._theme.color(token))
        if self._state == "unknown":
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.setPen(QPen(self._theme.color(token), 1))
            rect.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(brush)
        painter.drawRoundedRect(rect, radius, radius)


class PartsBar(_Bar):
    """Parts of cost on one scale, always in the same order and colours."""

    def __init__(self, theme: Theme, height: int = 10) -> None:
        """Make an empty bar."""
        super().__init__(theme, height)
        self._parts: Sequence[tuple[str, Decimal]] = ()
        self._scale: Decimal | None = None

    def show_parts(
        self, parts: Sequence[tuple[str, Decimal]], scale: Decimal | None = None
    ) -> None:
        """Show (part, amount); negative amounts have no length and are left to the table.

        `scale` is the amount that fills the bar; their sum where it is left out.
        """
        self._parts = [(name, amount) for name, amount in parts if amount > 0]
        self._scale = scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One piece a part, a gap of a pixel between."""
        whole = self._scale or sum((amount for _name, amount in self._parts), Decimal(0))
        if not whole:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setClipPath(path)
        x = 0.0
        for name, amount in self._parts:
            width = float(amount / whole) * self.width()
            piece = QRectF(x, 0, max(1.5, width - 1.2), self.height())
            painter.fillRect(piece, self._theme.part(name))
            x += width


class Dot(QWidget):
    """The square of a legend, in the colour of a token or a part."""

    def __init__(self, theme: Theme, token: str) -> None:
        """Make one; `token` as the theme names it (`series.2`)."""
        super().__init__()
        self._theme, self._token = theme, token
        self.setFixedSize(9, 9)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill."""
        QPainter(self).fillRect(self.rect(), self._theme.color(self._token))


class Hatch(QWidget):
    """The swatch of a span in which nothing is known."""

    def __init__(self, theme: Theme) -> None:
        """Make one."""
        super().__init__()
        self._theme = theme
        self.setFixedSize(18, 9)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hatch."""
        QPainter(self).fillRect(self.rect(), not_known(self._theme))
