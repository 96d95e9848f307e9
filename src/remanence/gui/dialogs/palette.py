"""The palette: one field over the window to go anywhere, find anything, do everything.

It is a part of the window, not a window of its own: it needs no place on the screen, and pictures
show it. Nothing is only here: pages, menus and preferences have it all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from remanence.gui.icons import icon_pixmap
from remanence.gui.offers import Offer, group_words, matching, offer_of, recent, remember
from remanence.gui.parts.offer_list import OfferList
from remanence.gui.parts.paint import CARD_RADIUS, box, hairline
from remanence.gui.parts.surface import Card
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.app.search import Named
    from remanence.core.base.errors import AppError
    from remanence.gui.hub import Hub
    from remanence.gui.theme import Theme

_WIDTH: Final = 640
_TOP: Final = 72
_PAUSE_MS: Final = 60  # between two letters nobody reads what is found


class _Field(QLineEdit):
    """The words; arrows move in the list, Enter takes, Escape leaves."""

    moved = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFrame(False)
        self.setPlaceholderText(_("Go to, find or do…"))
        self.setAccessibleName(_("Search or do something"))
        self.setTextMargins(44, 0, 16, 0)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """One line of larger text."""
        self.setFont(self._theme.font("section"))
        self.setFixedHeight(self._theme.height("section") + 24)

    def event(self, event: QEvent) -> bool:
        """Tab moves in the list as the arrows do: there is nothing else to go to."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            if event.key() in steps:
                self.moved.emit(steps[Qt.Key(event.key())])
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list go to the list."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own text, and the glass before it."""
        super().paintEvent(event)
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        pixmap = icon_pixmap(self._theme, "search", 18, "muted", ratio)
        painter.drawPixmap(QPointF(16, (self.height() - 18) / 2), pixmap)
        end = QPointF(self.width(), self.height() - 1)
        hairline(painter, QPointF(0, self.height() - 1), end, self._theme.color("line"))


class Palette(QWidget):
    """Field and list over the window; `chosen` gives what was taken."""

    chosen = Signal(object)

    def __init__(self, hub: Hub, offers: Callable[[], Sequence[Offer]], parent: QWidget) -> None:
        """Begin hidden; `offers` gives all that is offered without asking the desk."""
        super().__init__(parent)
        self.hub = hub
        self._offers = offers
        self._all: Sequence[Offer] = ()
        self._found: list[Offer] = []
        self._asked = self._answered = ""
        self._before: QWidget | None = None
        theme = hub.theme
        self.field = _Field(theme)
        self.list = OfferList(theme)
        self._nothing = Text(theme, "", tone="muted", wrap=True)
        self._nothing.setContentsMargins(16, 14, 16, 16)
        self._hints = Text(
            theme, _("↑ ↓ choose · Enter opens or does · Esc leaves"), "micro", tone="faint"
        )
        self._hints.setContentsMargins(16, 0, 16, 0)
        self._card = Card(theme, self)
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(1, 1, 1, 8)
        layout.setSpacing(0)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing)
        layout.addSpacing(6)
        layout.addWidget(self._hints)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._listen(parent)
        self.hide()

    def _listen(self, parent: QWidget) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.moved.connect(self.list.step)
        self.field.taken.connect(lambda: self.take(self.list.current()))
        self.field.left.connect(self.leave)
        self.list.chosen.connect(self.take)
        self.list.pointed.connect(self._describe)
        self.hub.day_changed.connect(self.leave)
        self.hub.theme.changed.connect(self._place)
        parent.installEventFilter(self)

    # ------------------------------------------------------------------ opening and leaving

    def open(self, text: str = "") -> None:
        """Show it with the words given, the last choices if there are none."""
        self._before = QApplication.focusWidget()
        self._all = self._offers()
        self._found, self._asked, self._answered = [], "", ""
        self.field.setText(text)
        self.list.begin()
        self.show()
        self.raise_()
        self._show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._ask()

    def leave(self) -> None:
        """Hide, and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self, offer: Offer | None) -> None:
        """Hide and say what was taken; what cannot be had now says why and stays."""
        if offer is None or offer.reason:
            return
        self.leave()
        remember(self.hub, offer)
        self.chosen.emit(offer)

    # ------------------------------------------------------------------ finding

    def _typed(self) -> None:
        self.list.begin()
        self._show()
        self._pause.start()

    def _ask(self) -> None:
        """Ask the desk; without words the answer is empty, but the next one comes faster."""
        text = self._asked = self.field.text().strip()
        self.hub.ask(
            self,
            _("looking for {text}").format(text=text),
            lambda answers: answers.find(text),
            lambda found: self._came(text, found),
            self._failed,
            waited_for=True,
        )

    def _came(self, text: str, found: Sequence[Named]) -> None:
        if text != self._asked:
            return  # more was typed meanwhile
        self._answered = text
        self._found = [offer_of(one) for one in found]
        if self.isVisible():
            self._show()

    def _failed(self, _error: AppError) -> None:
        self._answered = self._asked

    def _show(self) -> None:
        text = self.field.text().strip()
        if text:
            near = matching(self._all, text)
            names = list(group_words())
            shown = [*near, *self._found] if self._answered else near
            shown.sort(key=lambda offer: names.index(offer.group))
        else:
            shown = [*recent(self.hub, self._all), *self._all]
        self.list.show_offers(shown)
        nothing = bool(text) and not shown and self._answered == text
        self._nothing.setText(self._nothing_words(text) if nothing else "")
        self._nothing.setVisible(nothing)
        self.list.setVisible(bool(shown))
        self._place()

    def _nothing_words(self, text: str) -> str:
        return _(
            "Nothing here begins with “{text}”. Found are orders, suppliers, products, licences, "
            "shipments, containers and papers by number or name, pages, commands and settings."
        ).format(text=text)

    def _describe(self, offer: Offer | None) -> None:
        """The current line as the description of the field, for a screen reader."""
        words = ", ".join(filter(None, (offer.words, offer.note, offer.reason))) if offer else ""
        self.field.setAccessibleDescription(words)

    # ------------------------------------------------------------------ place and look

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it leaves it."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window below is veiled; the card gets a stronger edge, it floats."""
        painter = QPainter(self)
        theme = self.hub.theme
        painter.fillRect(self.rect(), theme.color("sidebar", 0.72))
        edge = QRectF(self._card.geometry()).adjusted(-1, -1, 1, 1)
        box(painter, edge, CARD_RADIUS + 1, theme.color("raised"), theme.color("line_strong"))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(self.hub.theme.grown(_WIDTH), self.width() - 48)
        wanted = self.field.height() + self._hints.sizeHint().height() + 18
        if self._nothing.isVisibleTo(self):
            wanted += self._nothing.heightForWidth(width - 2)
        if self.list.isVisibleTo(self):
            wanted += self.list.wanted_height()
        size = QSize(width, min(wanted, self.height() - _TOP - 40))
        self._card.setGeometry((self.width() - width) // 2, _TOP, size.width(), size.height())
        self.update()
