"""One thing that needs somebody: mark, what, when; whose; why, and one thing to do.

Whose it is has a line of its own: beside what is wrong it would be the first to be cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.paint import focus_ring, hairline
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.states import GROUP_STATES
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.core.today import Attention
    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

_SHORT: Final = 24
_TONES: Final[dict[State, str]] = {"blocked": "blocked", "attention": "attention"}


class AttentionRow(QWidget):
    """A line of Today. Enter and double click open the cause, the button does the next step."""

    opened = Signal(object)
    acted = Signal(object)
    stepped = Signal(object)

    def __init__(
        self, theme: Theme, formats: Formats, item: Attention, whose: tuple[str, str], *, last: bool
    ) -> None:
        """Show an item; `last` leaves the line below away."""
        super().__init__()
        self._theme, self._last = theme, last
        self.item = item
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        state = GROUP_STATES.get(item.group, "unknown")
        self._formats = formats
        self._whose = Text(theme, "", "caption", tone="muted")
        self.show_whose(*whose)
        self._build(state)
        theme.changed.connect(self.update)

    def show_whose(self, name: str, local_name: str) -> None:
        """Name the supplier, in both scripts, once it is known."""
        ref = self.item.record["ref"]
        words = [word for word in ("" if ref in self.item.what else ref, name) if word]
        self._whose.show_names("  ·  ".join(words), local_name)
        self._whose.setVisible(bool(self._whose.text()))
        item, until = self.item, self._formats.until(self.item.days_left)
        spoken = (item.what, ref, name, local_name, self._formats.prose(item.why), until)
        self.setAccessibleName(", ".join(word for word in spoken if word))

    def _build(self, state: State) -> None:
        theme, item, formats = self._theme, self.item, self._formats
        when = Text(
            theme,
            formats.until(item.days_left),
            "caption",
            600,
            _TONES.get(state, "muted"),
            figures=True,
        )
        day = Text(theme, "", "caption", 500, figures=True)
        day.setText(formats.weekday(item.due_on) if item.due_on else _("no date yet"))
        if not item.due_on:
            day.set_tone("muted")
        self._why = Text(theme, self._reason(), wrap=True, tone="muted")
        button = Button(theme, self._word(), small=True)
        button.clicked.connect(lambda: self.acted.emit(item))
        button.setAccessibleName(f"{self._word()}: {item.what}, {item.record['ref']}")
        what = Text(theme, formats.prose(item.what), weight=600, wrap=True)
        dates = column([row([when, 8, day]), None])
        first = row([(what, 1), 12, dates])
        texts = column([self._whose, (self._why, 0), None], (0, 1, 0, 0), 1)
        second = row([(texts, 1), 16, column([2, button, None])])
        lines = column([first, second])
        mark = Mark(theme, state, 18)
        mark.setAccessibleName("")
        layout = row([column([1, mark, None]), 14, (lines, 1)], (16, 8, 14, 8))
        self.setLayout(layout)

    def _reason(self) -> str:
        item = self.item
        why = capital(item.why)
        told = item.next not in item.why and item.group != "settled"
        words = f"{why} {item.next}".strip() if told and not self._is_deed() else why
        return self._formats.prose(words)

    def _word(self) -> str:
        if self._is_deed():
            return self.item.next
        kind = self.item.record["kind"]
        return _("Open licence") if kind.startswith("licence") else _("Open order")

    def _is_deed(self) -> bool:
        """Whether the next step is a deed for a button, not a sentence to be read."""
        following = self.item.next
        return 0 < len(following) <= _SHORT and not following.endswith(".")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint while focused, a hairline below."""
        painter = QPainter(self)
        theme, rect = self._theme, QRectF(self.rect())
        focused = self.hasFocus()
        if focused:
            inner = rect.adjusted(1, 1 if self._top() else 0, -1, -1)
            painter.fillRect(inner, theme.color("selection"))
        if not self._last:
            bottom = rect.bottom() - 1
            line = theme.color("line")
            hairline(painter, QPointF(1, bottom), QPointF(rect.right() - 2, bottom), line)
        if focused:
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), theme, 6)

    def _top(self) -> bool:
        return self.y() == 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cause."""
        self.opened.emit(self.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, arrows go to the neighbours."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.item)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The reason is read on the tint: in the reading tone."""
        self._why.set_tone("text")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Back to the second tone."""
        self._why.set_tone("muted")
        super().focusOutEvent(event)
