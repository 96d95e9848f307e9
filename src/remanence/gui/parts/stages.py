"""The stages of an order as a strip: those behind it, the one it stands before, those to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from remanence.gui.parts.paint import CENTRE, fitted, focus_ring
from remanence.gui.parts.pill import mark_pixmap
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

_MARK = 16
_TOP = 11.0


class StageStrip(QWidget):
    """Click or arrow keys choose a stage, whose checklist is then shown."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, stages: Sequence[str]) -> None:
        """Show these stages in their sequence."""
        super().__init__()
        self._theme = theme
        self._stages = tuple(stages)
        self._next: int = 0
        self._state: State = "unknown"
        self._shown: int = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_stage(self, following: str | None, state: State, shown: str | None = None) -> None:
        """Show which stage comes next, in which state, and whose checklist is seen."""
        end = len(self._stages)
        self._next = self._stages.index(following) if following in self._stages else end
        self._state = state
        self._shown = self._stages.index(shown) if shown in self._stages else self._next
        words = _("all stages done") if self._next == end else self._stages[self._next]
        self.setAccessibleName(_("Next stage: {stage}").format(stage=words))
        self.update()

    def sizeHint(self) -> QSize:
        """A mark above a word."""
        return QSize(48 * len(self._stages), 24 + self._theme.height("micro"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, marks, words."""
        painter = QPainter(self)
        width = self.width() / len(self._stages)
        for place, stage in enumerate(self._stages):
            centre = QPointF(width * place + width / 2, _TOP)
            if place:
                self._line(painter, centre, width, behind=place <= self._next)
            self._mark(painter, centre, place)
            self._word(painter, centre, width, stage, place)
        if self.hasFocus():
            x = width * self._shown
            focus_ring(painter, QRectF(x, 0, width, self.height()), self._theme, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the stage below the pointer."""
        self._choose(int(event.position().x() * len(self._stages) / max(1, self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(self._shown + step)
            return
        super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._stages):
            self._shown = place
            self.update()
            self.chosen.emit(self._stages[place])

    def _line(self, painter: QPainter, centre: QPointF, width: float, *, behind: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("done_mark" if behind else "line"), 2))
        start = QPointF(centre.x() - width + 9, centre.y())
        painter.drawLine(start, QPointF(centre.x() - 9, centre.y()))

    def _mark(self, painter: QPainter, centre: QPointF, place: int) -> None:
        if place > self._next:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("line_strong"), 1.6))
            painter.setBrush(self._theme.color("surface"))
            painter.drawEllipse(centre, 5, 5)
            return
        state = self._state if place == self._next else "ready"
        ratio = self.devicePixelRatioF()
        pixmap = mark_pixmap(self._theme, state, _MARK, ratio, "surface")
        painter.drawPixmap(centre - QPointF(_MARK / 2, _MARK / 2), pixmap)

    def _word(
        self, painter: QPainter, centre: QPointF, width: float, stage: str, place: int
    ) -> None:
        theme = self._theme
        font = theme.font("micro", 600 if place == self._shown else 400)
        painter.setFont(font)
        painter.setPen(theme.color("text" if place <= self._next else "muted"))
        top = 22.0
        painter.drawText(
            QRectF(centre.x() - width / 2, top, width, theme.height("micro")),
            CENTRE,
            fitted(_(stage), font, width - 2),
        )
