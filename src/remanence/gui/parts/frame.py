"""The frame's own parts: the heading of a page, the status line, the band of another day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from remanence.gui.icons import icon_pixmap
from remanence.gui.parts.button import Button, Kind
from remanence.gui.parts.paint import CONTROL_RADIUS, LEFT, advance, fitted, focus_ring
from remanence.gui.parts.search_box import SearchBox
from remanence.gui.parts.surface import Item, Panel, clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.gui.theme import Theme

_GAP: Final = 8
_AROUND: Final = (24, 14, 24, 12)


class _ActionButton(Button):
    """A button that does an action; while that cannot be done its tooltip says why."""

    def __init__(self, theme: Theme, action: QAction) -> None:
        words = action.text().replace("&", "")
        kind: Kind = "primary" if action.property("primary") else "plain"
        super().__init__(theme, words, kind, str(action.property("icon_name") or ""))
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        on = self._action.isEnabled()
        key = self._action.shortcut().toString()
        self.setEnabled(on)
        self.setToolTip(key if on else self._action.toolTip())


class Heading(QWidget):
    """Title, the answer in one sentence that wraps and never clips, search, the page's actions.

    Where the sentence has no room beside them, the search box gives way first.
    """

    searched = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        self.title = Text(theme, "", "title", 600)
        self.sentence = Text(theme, "", tone="muted", wrap=True)
        self.search = SearchBox(theme)
        self.search.clicked.connect(self.searched)
        self._actions: list[QAction] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(_GAP)
        words = column([self.title, self.sentence], spacing=1)
        right = row([self.search, self._buttons], spacing=_GAP)
        self.setLayout(row([(words, 1), 2 * _GAP, held(column([2, right, None]))], _AROUND))
        theme.changed.connect(self._fit)

    def show_page(self, title: str, sentence: str, actions: Sequence[QAction]) -> None:
        """Show a page's heading; the action with the property `primary` is the filled one."""
        self.title.setText(title)
        if list(actions) != self._actions:
            self._actions = list(actions)
            clear(self._buttons)
            for action in actions:
                self._buttons.addWidget(_ActionButton(self._theme, action))
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show the answer."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: the search box takes what the sentence leaves."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._theme
        left, _top, right, _bottom = _AROUND
        room = self.width() - left - right - 2 * _GAP
        for place in range(self._buttons.count()):
            item = self._buttons.itemAt(place)
            room -= item.sizeHint().width() + _GAP if item else 0
        title = advance(theme.font("title", 600), self.title.text())
        wanted = max(title, advance(theme.font(), self.sentence.text())) + 4
        widths = self.search.widths()
        fitting = (width for width in widths if width + wanted <= room)
        self.search.set_width(next(fitting, widths[-1]))


class _Words(QAbstractButton):
    """Words of the status line that can be clicked: an icon, words, a key."""

    def __init__(self, theme: Theme, icon: str = "", *, whole: bool = False) -> None:
        super().__init__()
        self._theme, self._icon, self.key = theme, icon, ""
        self._whole = whole
        self.weight = 400
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Icon, words, key."""
        width = advance(self._theme.font("caption", self.weight), self.text()) + 8
        width += self._icon_side() + 5 if self._icon else 0
        width += advance(self._theme.font("micro", 500), self.key) + 8 if self.key else 0
        return QSize(round(width) + 1, self._theme.height("caption") + 6)

    def minimumSizeHint(self) -> QSize:
        """May be cut, unless all of it must be read."""
        hint = self.sizeHint()
        return hint if self._whole else QSize(60, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, words, key, ring."""
        painter = QPainter(self)
        theme, x = self._theme, 4.0
        tone = "text" if self.isEnabled() else "disabled"
        if self._icon:
            side = self._icon_side()
            pixmap = icon_pixmap(theme, self._icon, side, "muted", self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, (self.height() - side) / 2), pixmap)
            x += side + 5
        font = theme.font("caption", self.weight)
        key_width = advance(theme.font("micro", 500), self.key) + 8 if self.key else 0
        words = fitted(self.text(), font, self.width() - x - key_width - 2)
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        painter.drawText(QRectF(x, 0, self.width(), self.height()), LEFT, words)
        if self.key:
            x += advance(font, words) + 8
            painter.setFont(theme.font("micro", 500))
            painter.setPen(theme.color("faint"))
            painter.drawText(QRectF(x, 0, self.width(), self.height()), LEFT, self.key)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), theme, CONTROL_RADIUS)

    def _icon_side(self) -> int:
        return self._theme.grown(13)


class StatusLine(Panel):
    """Last operation and its undo, the day of all verdicts, saved, backup."""

    undo_asked = Signal()
    day_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing to undo."""
        super().__init__(theme, "surface", "t")
        self._undo = _Words(theme, "undo-2")
        self._undo.clicked.connect(self.undo_asked)
        self._day = _Words(theme, whole=True)
        self._day.weight = 600
        self._day.clicked.connect(self.day_asked)
        self._before = Text(theme, _("All verdicts as of"), "caption", tone="muted")
        self._saved = Text(theme, "", "caption", tone="muted")
        words: list[Item] = [self._undo, 10, None, self._before, self._day, 10, self._saved]
        self.setLayout(row(words, (20, 1, 24, 1)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_undo("")

    def show_undo(self, what: str, *, reason: str = "") -> None:
        """Name what would be undone, empty = nothing; `reason` says why it cannot be done now."""
        self._undo.setEnabled(bool(what) and not reason)
        words = _("Undo: {what}").format(what=what[:1].lower() + what[1:])
        self._undo.setToolTip(reason or (words if what else ""))
        self._undo.setText(words if what else _("Nothing to undo"))
        self._undo.key = "Ctrl Z" if what else ""
        self._undo.updateGeometry()
        self._undo.update()

    def show_day(self, day: str) -> None:
        """Name the day of all verdicts."""
        self._day.setText(day)
        self._day.setAccessibleName(_("All verdicts as of {day}").format(day=day))
        self._day.updateGeometry()
        self._day.update()

    def show_saved(self, words: str, *, warn: bool = False) -> None:
        """Say what is saved and where, or that nothing can be (`warn`)."""
        self._saved.set_tone("attention" if warn else "muted")
        self._saved.setText(words)


class _Band(Panel):
    """Words across the top, and one thing to do about them."""

    asked = Signal()

    def __init__(self, theme: Theme, ground: str, tone: str, words: str, deed: str) -> None:
        super().__init__(theme, ground, "b")
        self.words = Text(theme, words, weight=500, tone=tone)
        button = Button(theme, deed, small=True)
        button.clicked.connect(self.asked)
        self.setLayout(row([(self.words, 1), 12, button], (24, 4, 24, 4)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVisible(False)


class DayBand(_Band):
    """Across the top while verdicts are those of another day; `asked` wants today back."""

    def __init__(self, theme: Theme) -> None:
        """Begin hidden."""
        super().__init__(theme, "attention_soft", "attention", "", _("Back to today"))

    def show_day(self, day: str) -> None:
        """Name the other day and show the band."""
        self.words.setText(
            _("Everything is shown as of {day}. Nothing is changed by looking.").format(day=day)
        )
        self.setVisible(True)


class SampleBand(_Band):
    """Across the top of the sample desk; `asked` wants a desk of one's own."""

    def __init__(self, theme: Theme) -> None:
        """Begin hidden."""
        words = _("This is the sample desk: every firm, order and licence in it is invented.")
        super().__init__(theme, "accent_soft", "text", words, _("Start with my sheets"))
