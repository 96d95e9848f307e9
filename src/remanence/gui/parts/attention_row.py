"""One thing that needs somebody: mark, what, when; whose; why, and one thing to do.

Whose it is has a line of its own: beside what is wrong it would be the first to be cut.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from remanence.gui.page import Why
from remanence.gui.parts.button import Button
from remanence.gui.parts.form_field import LineField
from remanence.gui.parts.paint import focus_ring, hairline
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.states import GROUP_STATES
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.parts.today_words import button_word, second_line
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.core.today import Attention
    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

_WEEK: Final = 7
_TONES: Final[dict[State, str]] = {"blocked": "blocked", "attention": "attention"}


class AttentionRow(QWidget):
    """A line of Today. Enter and double click open the cause, the button does the next step.

    S asks for a reason and a day, and puts the line off until then; a line that is put off has a
    button that wakes it.
    """

    opened = Signal(object)
    acted = Signal(object)
    stepped = Signal(object)
    explained = Signal(object)
    snoozed = Signal(object, str, object)
    woken = Signal(object)
    left_asking = Signal()

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
        self._putting_off: SnoozeStrip | None = None
        self.can_snooze = item.group != "settled"
        self._whose = Text(theme, "", "caption", tone="muted")
        self.show_whose(*whose)
        self._build(state)
        if self.can_snooze and not item.snoozed_until:
            self.setToolTip(_("Enter opens the cause, S puts it off"))
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
        word = _("Wake") if item.snoozed_until else button_word(item)
        button = Button(theme, word, small=True)
        button.clicked.connect(self.act)
        button.setAccessibleName(f"{word}: {item.what}, {item.record['ref']}")
        button.reasons = self.why()
        what = Text(theme, formats.prose(item.what), weight=600, wrap=True)
        dates = column([row([when, 8, day]), None])
        first = row([(what, 1), 12, dates])
        texts = column([self._whose, (self._why, 0), None], (0, 1, 0, 0), 1)
        second = row([(texts, 1), 16, column([2, button, None])])
        lines = column([first, second])
        mark = Mark(theme, state, 18)
        mark.setAccessibleName("")
        self._line = QVBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addLayout(lines)
        layout = row([column([1, mark, None]), 14, (self._line, 1)], (16, 8, 14, 8))
        self.setLayout(layout)

    def _reason(self) -> str:
        item = self.item
        if item.snoozed_until is None:
            return self._formats.prose(second_line(item))
        if item.snoozed_until == datetime.date.max:
            return _("Put off without a day.")
        return _("Put off until {day}.").format(day=self._formats.weekday(item.snoozed_until))

    def why(self) -> Why:
        """Its reasons."""
        return Why(self._formats.prose(self.item.what), self.item.explanation)

    def act(self) -> None:
        """The next step; for a line that is put off, waking it."""
        if self.item.snoozed_until:
            self.woken.emit(self.item)
        else:
            self.acted.emit(self.item)

    def ask_snooze(self) -> None:
        """Ask for the reason and the day below the line."""
        if self._putting_off is not None or self.item.snoozed_until or not self.can_snooze:
            return
        until = self._formats.today + datetime.timedelta(days=_WEEK)
        strip = self._putting_off = SnoozeStrip(self._theme, self._formats.today, until)
        strip.given.connect(self._put_off)
        strip.left.connect(self._leave_snooze)
        self._line.addWidget(strip)
        strip.begin()

    def _put_off(self, reason: str, until: datetime.date) -> None:
        self._leave_snooze()
        self.snoozed.emit(self.item, reason, until)

    def _leave_snooze(self) -> None:
        if self._putting_off is not None:
            self._putting_off.deleteLater()
            self._putting_off = None
        self.setFocus()
        self.left_asking.emit()

    @property
    def is_asking(self) -> bool:
        """Whether a reason is being typed: such a line is not thrown away."""
        return self._putting_off is not None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All that keys do, by the mouse and by Shift+F10."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open the cause"), lambda: self.opened.emit(self.item))
        menu.addAction(_("Wake") if self.item.snoozed_until else button_word(self.item), self.act)
        if self.can_snooze and not self.item.snoozed_until:
            menu.addAction(_("Put off…"), self.ask_snooze)
        menu.addAction(_("Why"), lambda: self.explained.emit(self.why()))
        menu.popup(event.globalPos())

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
        """Enter opens, S puts off, arrows go to the neighbours."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.item)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_S and not event.modifiers():
            self.ask_snooze()
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


class SnoozeStrip(QWidget):
    """Asks why and until when a line is put off."""

    given = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme, today: datetime.date, until: datetime.date) -> None:
        """Suggest a day."""
        super().__init__()
        self._today = today
        self.reason = LineField(theme, _("Reason"))
        self.reason.setPlaceholderText(_("Why it can wait"))
        self.until = LineField(theme, _("Until (YYYY-MM-DD)"), figures=True)
        self.until.setText(until.isoformat())
        self.until.setMaximumWidth(theme.grown(112))
        go = Button(theme, _("Put off"), small=True)
        leave = Button(theme, _("Leave"), "link")
        go.clicked.connect(self.give)
        leave.clicked.connect(self.left)
        self._says = Text(theme, "", "caption", tone="blocked", wrap=True)
        self._says.hide()
        line = row([(self.reason, 1), 8, self.until, 8, go, 4, leave])
        self.setLayout(column([line, self._says], (0, 8, 0, 2), 3))
        for field in (self.reason, self.until):
            field.returnPressed.connect(self.give)

    def begin(self) -> None:
        """Go to the reason."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Hand over reason and day, or say what is missing."""
        reason, day = self.reason.text().strip(), self._day()
        self.reason.show_wrong(wrong=not reason)
        self.until.show_wrong(wrong=day is None)
        if reason and day is not None:
            self.given.emit(reason, day)
            return
        words = _("Write why it can wait.") if not reason else _("Write a day after today.")
        self._says.setText(words)
        self._says.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _day(self) -> datetime.date | None:
        try:
            day = datetime.date.fromisoformat(self.until.text().strip())
        except ValueError:
            return None
        return day if day > self._today else None
