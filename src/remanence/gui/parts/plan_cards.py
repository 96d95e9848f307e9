"""The steps of an import, and a card for each sheet with its counts."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from remanence.gui.parts.paint import CARD_RADIUS, CENTRE, LEFT, advance, focus_ring
from remanence.gui.parts.pill import mark_pixmap
from remanence.gui.parts.surface import Card, column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.imports.plan import SheetPlan
    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme

_DISC = 20


class StepBar(QWidget):
    """Numbered steps: those behind carry a check, the present one is filled."""

    def __init__(self, theme: Theme, steps: Sequence[str]) -> None:
        """Stand at the first."""
        super().__init__()
        self._theme, self._steps, self._now = theme, tuple(steps), 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Stand at a step."""
        self._now = now
        words = _("Step {now} of {all}: {name}")
        self.setAccessibleName(
            words.format(now=now + 1, all=len(self._steps), name=self._steps[now])
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Discs and words."""
        font = self._theme.font("body", 600)
        width = sum(_DISC + 8 + advance(font, step) + 22 for step in self._steps)
        return QSize(math.ceil(width), max(24, self._theme.height() + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each step."""
        painter = QPainter(self)
        x = 0.0
        for place, step in enumerate(self._steps):
            x = self._step(painter, x, place, step)

    def _step(self, painter: QPainter, x: float, place: int, words: str) -> float:
        theme, now = self._theme, place == self._now
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(x + 0.5, (self.height() - _DISC) / 2 + 0.5, _DISC - 1, _DISC - 1)
        if place < self._now or (now and place == len(self._steps) - 1):
            pixmap = mark_pixmap(theme, "ready", 18, self.devicePixelRatioF(), "surface")
            painter.drawPixmap(disc.topLeft(), pixmap)
        else:
            painter.setPen(QPen(theme.color("accent_text" if now else "line_strong"), 1.5))
            painter.setBrush(theme.color("accent" if now else "surface"))
            painter.drawEllipse(disc)
            painter.setFont(theme.font("micro", 700))
            painter.setPen(theme.color("on_accent" if now else "muted"))
            painter.drawText(disc, CENTRE, str(place + 1))
        font = theme.font("body", 600 if now else 450)
        painter.setFont(font)
        painter.setPen(theme.color("text" if now else "muted"))
        x += _DISC + 8
        width = advance(theme.font("body", 600), words)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), LEFT, words)
        return x + width + 22


class SheetCard(Card):
    """What an import would do to one sheet; a click shows only its findings."""

    chosen_changed = Signal(object)

    def __init__(self, theme: Theme, counts: SheetPlan, formats: Formats) -> None:
        """Show the counts of a sheet."""
        super().__init__(theme)
        self.sheet = counts.sheet
        self._formats = formats
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        rows = counts.new + counts.changed + counts.same + counts.removed + counts.rejected
        whole = n_("{count} row", "{count} rows", rows)
        figures = [
            (counts.new, _("new"), "text"),
            (counts.changed, _("changed"), "text"),
            (counts.same, _("same"), "text"),
            (counts.rejected, _("refused"), "blocked"),
        ]
        if counts.removed:
            figures.insert(3, (counts.removed, _("removed"), "attention"))
        items: list[QLayout | None] = []
        for count, word, tone in figures:
            items += [self._figure(count, word, tone), None]
        title = Text(theme, counts.sheet, weight=600)
        note = Text(theme, whole, "caption", tone="muted")
        self.setLayout(column([row([title, None, note]), 6, row(items[:-1])], (16, 12, 16, 12)))
        spoken = ", ".join(f"{count} {word}" for count, word, _tone in figures)
        self.setAccessibleName(f"{counts.sheet}: {spoken}")

    def set_chosen(self, *, chosen: bool) -> None:
        """Tint while its findings are shown."""
        self.chosen = chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.chosen_changed.emit(self.sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen_changed.emit(self.sheet)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card and, with the keyboard on it, its ring."""
        super().paintEvent(event)
        if self.hasFocus():
            focus_ring(QPainter(self), QRectF(self.rect()), self._theme, CARD_RADIUS)

    def _figure(self, count: int, word: str, tone: str) -> QLayout:
        words = self._formats.number(Decimal(count))
        tone = tone if count else "faint"
        figure = Text(self._theme, words, "figure", 600, tone)
        return column([figure, Text(self._theme, word, "caption", tone="muted")])
