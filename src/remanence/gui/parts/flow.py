"""A row that goes on in the next line where it has no more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class Flow(QLayout):
    """Lines of widgets, each as wide as it wants to be, filled from the left."""

    def __init__(self, widgets: Sequence[QWidget] = (), gap: int = 12, below: int = 4) -> None:
        """Begin with these widgets; `gap` between two of a line, `below` between two lines."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._below = gap, below
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Put something at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many things."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The thing at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the thing at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest thing may become."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Fill line after line; gives the height of all."""
        y, width = rect.y(), 0
        line: list[QLayoutItem] = []
        for item in self._shown():
            wanted = min(item.sizeHint().width(), rect.width())
            if line and width + self._gap + wanted > rect.width():
                y += self._line(line, rect.x(), y, rect.width(), move=move) + self._below
                line, width = [], 0
            width += wanted + (self._gap if line else 0)
            line.append(item)
        return y + self._line(line, rect.x(), y, rect.width(), move=move) - rect.y()

    def _line(self, items: list[QLayoutItem], x: int, y: int, room: int, *, move: bool) -> int:
        """One line, its things on one middle; gives its height."""
        height = max((item.sizeHint().height() for item in items), default=0)
        for item in items if move else ():
            size = item.sizeHint()
            width = min(size.width(), room)
            item.setGeometry(QRect(x, y + (height - size.height()) // 2, width, size.height()))
            x += width + self._gap
        return height
