"""Texts of the window: labels that ask the theme for their colour when they paint."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from remanence.gui.parts.paint import ELLIPSIS, advance, fitted

if TYPE_CHECKING:
    from remanence.gui.theme import Role, Theme


class Text(QLabel):
    """A text in a role and tone of the theme. It wraps, or is one line that is cut with `…`.

    A cut text shows all of itself as a tooltip; a screen reader always reads all of it.
    """

    def __init__(  # noqa: PLR0913 - a text is its properties, all but two with a usual value
        self,
        theme: Theme,
        text: str = "",
        role: Role = "body",
        weight: int = 400,
        tone: str = "text",
        *,
        wrap: bool = False,
        right: bool = False,
        figures: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a label; `right` stands right, `figures` takes digits of one width."""
        super().__init__(text, parent)
        self._tail = ""
        self._theme = theme
        self._look: tuple[Role, int, bool] = (role, weight, figures)
        self.tone = tone
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._style()
        if not wrap:
            policy = QSizePolicy.Policy
            self.setSizePolicy(policy.Preferred, policy.Fixed)
        theme.changed.connect(self._style)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell_rest()
        self.updateGeometry()
        self.update()

    def show_names(self, first: str, tail: str) -> None:
        """Show a text whose end is never cut before its beginning: a Chinese name."""
        self._tail = tail
        self.setText(f"{first} {tail}".strip())

    def set_tone(self, tone: str) -> None:
        """Show in another colour."""
        self.tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """One line as wide as its text, or Qt's own idea of a wrapped text."""
        if self.wordWrap():
            return super().sizeHint()
        metrics = QFontMetricsF(self.font())
        width = math.ceil(metrics.horizontalAdvance(self.text())) + 1
        return QSize(width, self._theme.height(self._look[0]))

    def minimumSizeHint(self) -> QSize:
        """One line may shrink to a few letters; figures keep all of theirs."""
        if self.wordWrap():
            height = self._theme.height(self._look[0])
            return QSize(40, height)
        hint = self.sizeHint()
        return hint if self._look[2] else QSize(min(hint.width(), 48), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A text that is cut now says all of itself as a tooltip."""
        super().resizeEvent(event)
        self._tell_rest()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw in the colour that the tone has now."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color(self.tone if self.isEnabled() else "disabled"))
        rect = QRectF(self.contentsRect())
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        if self.wordWrap():
            flags = side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(rect, int(flags), self.text())
            return
        shown = self._shown(rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tell_rest(self) -> None:
        if not self.wordWrap():
            cut = self._shown(self.contentsRect().width()) != self.text()
            self.setToolTip(self.text() if cut else "")

    def _shown(self, width: float) -> str:
        figures = self._look[2]
        tail = f" {self._tail}"
        first = self.text().removesuffix(tail)
        if not self._tail or first == self.text():
            return fitted(self.text(), self.font(), width, figures=figures)
        room = width - advance(self.font(), tail)
        if room < advance(self.font(), first[:3] + ELLIPSIS):
            return fitted(self._tail, self.font(), width)
        return fitted(first, self.font(), room) + tail

    def _style(self) -> None:
        role, weight, figures = self._look
        self.setFont(QFont(self._theme.font(role, weight, figures=figures)))
        self.updateGeometry()
