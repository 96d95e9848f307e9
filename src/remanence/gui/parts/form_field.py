"""Fields of forms: a line of text with what may stand there offered while typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.paint import CONTROL_RADIUS, box, focus_ring

if TYPE_CHECKING:
    from remanence.gui.theme import Theme

_ICON: Final = 14
_SIDE: Final = 8
_SEEN: Final = 12


class Option(NamedTuple):
    """What may stand in a field: the text that is taken, and the words that are offered for it."""

    text: str
    words: str


class _Offers(QCompleter):
    """Offers by any part of the words, in either script; takes the text alone."""

    def __init__(self, options: Sequence[Option]) -> None:
        model = QStandardItemModel()
        super().__init__(model)
        self._model = model
        for option in options:
            item = QStandardItem(option.words)
            item.setData(option.text, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_SEEN)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The text that is taken, not the words that were read."""
        return str(index.data(Qt.ItemDataRole.UserRole))


class LineField(QLineEdit):
    """A field of one line. With options Down, or a click on the mark, offers all of them.

    Attributes:
        least: least width.
        air: what is added to the height of the text.
    """

    least = 64
    air = 12

    def __init__(self, theme: Theme, name: str, *, figures: bool = False) -> None:
        """Make an empty field under a name for the screen reader."""
        super().__init__()
        self._theme = theme
        self._figures = figures
        self._wrong = False
        self._offers = False
        self.setFrame(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(self.least)
        theme.changed.connect(self._restyle)
        self._restyle()

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these while typing."""
        self._offers = bool(options)
        self.setCompleter(_Offers(options) if options else None)  # type: ignore[arg-type]
        self.setTextMargins(_SIDE - 2, 0, _SIDE + (_ICON if options else 0), 0)

    def show_wrong(self, *, wrong: bool) -> None:
        """Whether what stands in it cannot be taken."""
        self._wrong = wrong
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down offers everything that may stand here."""
        if event.key() == Qt.Key.Key_Down and self._offers:
            self._offer_all()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the mark offers everything."""
        super().mousePressEvent(event)
        if self._offers and event.position().x() > self.width() - _ICON - 2 * _SIDE:
            self._offer_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own text, our border around it."""
        super().paintEvent(event)
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._offers:
            ratio = self.devicePixelRatioF()
            pixmap = icon_pixmap(self._theme, "chevron-down", _ICON, "muted", ratio)
            place = QPointF(self.width() - _ICON - _SIDE, (self.height() - _ICON) / 2)
            painter.drawPixmap(place, pixmap)
        if self.hasFocus():
            focus_ring(painter, rect, self._theme, CONTROL_RADIUS)
            return
        line = "blocked_mark" if self._wrong else "line_strong"
        box(
            painter, rect, CONTROL_RADIUS, None, self._theme.color(line, 1 if self._wrong else 0.75)
        )

    def _offer_all(self) -> None:
        completer = self.completer()
        completer.setCompletionPrefix("")
        completer.complete()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("body", figures=self._figures))
        self.setFixedHeight(self._theme.height() + self.air)
        self.setTextMargins(_SIDE - 2, 0, _SIDE + (_ICON if self._offers else 0), 0)
