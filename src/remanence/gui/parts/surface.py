"""Surfaces on which things stand: cards, bars, separators, and short words for layouts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from remanence.gui.parts.paint import CARD_RADIUS, box, hairline

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

Item = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]


class Card(QWidget):
    """A rounded surface with a hairline; `chosen` tints it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self._theme = theme
        self.chosen = False
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill and outline."""
        painter = QPainter(self)
        fill = self._theme.color("selection" if self.chosen else "surface")
        line = self._theme.color("focus" if self.chosen else "line")
        box(painter, QRectF(self.rect()), CARD_RADIUS, fill, line)


class Panel(QWidget):
    """A flat surface of one colour with hairlines on some sides (`t`, `b`, `l`, `r`)."""

    def __init__(
        self,
        theme: Theme,
        ground: str = "surface",
        sides: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self._theme = theme
        self.ground = ground
        self._sides = sides
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, then the lines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(self.ground))
        line = self._theme.color("line")
        right, bottom = self.width() - 1, self.height() - 1
        lines = {
            "t": (QPointF(0, 0), QPointF(right, 0)),
            "b": (QPointF(0, bottom), QPointF(right, bottom)),
            "l": (QPointF(0, 0), QPointF(0, bottom)),
            "r": (QPointF(right, 0), QPointF(right, bottom)),
        }
        for side in self._sides:
            hairline(painter, *lines[side], line)


class Rule(QWidget):
    """A separating hairline."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make one across its parent."""
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(self.rect(), self._theme.color("line"))


Items = Sequence[Item | tuple[QWidget | QLayout, int]]
L = TypeVar("L", bound=QBoxLayout)


def row(items: Items, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> QHBoxLayout:
    """Things side by side: a number is a gap, None takes the room left, (thing, n) stretches."""
    return _fill(QHBoxLayout(), items, margins, spacing)


def column(items: Items, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> QVBoxLayout:
    """Things below each other, as in `row`."""
    return _fill(QVBoxLayout(), items, margins, spacing)


def held(layout: QLayout, widget: QWidget | None = None) -> QWidget:
    """A widget around a layout."""
    widget = widget or QWidget()
    widget.setLayout(layout)
    return widget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _fill(layout: L, items: Items, margins: Margins, spacing: int) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for item in items:
        thing, stretch = item if isinstance(item, tuple) else (item, 0)
        if thing is None:
            layout.addStretch(1)
        elif isinstance(thing, int):
            layout.addSpacing(thing)
        elif isinstance(thing, QWidget):
            layout.addWidget(thing, stretch)
        else:
            layout.addLayout(thing, stretch)
    return layout
