"""A scroll bar in the colours of the theme: slim, without arrows to see, with all of Qt's ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

_THICK = 12


class SlimBar(QScrollBar):
    """Painted by hand; dragging, wheel and keys are Qt's own."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation) -> None:
        """Make a bar for one side of a scroll area."""
        super().__init__(orientation)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Slim."""
        upright = self.orientation() == Qt.Orientation.Vertical
        return QSize(_THICK, 48) if upright else QSize(48, _THICK)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the surface and a rounded handle."""
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.color(str(self.property("ground") or "surface")))
        if self.maximum() <= self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar,
            option,
            QStyle.SubControl.SC_ScrollBarSlider,
            self,
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        strong = self.underMouse() or self.isSliderDown()
        painter.setBrush(theme.color("line_strong", 0.9 if strong else 0.55))
        inset = 3.0
        rect = QRectF(handle).adjusted(inset, inset, -inset, -inset)
        radius = min(rect.width(), rect.height()) / 2
        painter.drawRoundedRect(rect, radius, radius)


def slim(theme: Theme, area: QAbstractScrollArea, ground: str = "surface") -> None:
    """Give a scroll area slim bars on a ground."""
    for orientation in (Qt.Orientation.Vertical, Qt.Orientation.Horizontal):
        bar = SlimBar(theme, orientation)
        bar.setProperty("ground", ground)
        if orientation == Qt.Orientation.Vertical:
            area.setVerticalScrollBar(bar)
        else:
            area.setHorizontalScrollBar(bar)


def scrolled(theme: Theme, inside: QWidget, ground: str) -> QScrollArea:
    """A widget that scrolls up and down on a ground of the token."""
    area = QScrollArea()
    slim(theme, area, ground)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area
