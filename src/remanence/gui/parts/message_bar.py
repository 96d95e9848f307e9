"""The message above the status line: what, what next, at most one thing to do. No dialog.

Errors stay until they are read; other news leave with the next message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.paint import hairline
from remanence.gui.parts.pill import Mark
from remanence.gui.parts.surface import clear
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from remanence.gui.theme import Theme
    from remanence.gui.tokens import State

_NEWS_SECONDS = 8
_GROUND: dict[State, str] = {
    "ready": "ready_soft",
    "attention": "attention_soft",
    "blocked": "blocked_soft",
    "unknown": "unknown_soft",
    "done": "surface",
}


class MessageBar(QWidget):
    """One message, or the progress of a job."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Begin hidden."""
        super().__init__()
        self._theme = theme
        self._state: State = "done"
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(24, 6, 16, 6)
        self._layout.setSpacing(10)
        self._progress: QProgressBar | None = None
        self._count: Text | None = None
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.timeout.connect(self.dismiss)
        self.setVisible(False)
        theme.changed.connect(self.update)

    def say(
        self,
        state: State,
        what: str,
        following: str = "",
        action: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show a message in place of the one before."""
        self._begin(state)
        self._layout.addWidget(Mark(self._theme, state, 16, _GROUND[state]))
        self._layout.addWidget(Text(self._theme, what, weight=500))
        if following:
            self._layout.addWidget(Text(self._theme, following, tone="muted"), 1)
        else:
            self._layout.addStretch(1)
        if action:
            self._button(*action)
        close = Button(self._theme, "", "quiet", "x", name=_("Close the message"))
        close.clicked.connect(self.dismiss)
        self._layout.addWidget(close)
        self.setAccessibleName(f"{what} {following}".strip())
        if state in ("ready", "done"):
            self._leave.start(_NEWS_SECONDS * 1000)
        self.setVisible(True)

    def show_progress(self, title: str, cancel: Callable[[], None]) -> None:
        """Show that something is being done, and let it be cancelled."""
        self._begin("done")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(180)
        self._progress.setFixedHeight(8)
        self._progress.setAccessibleName(title)
        self._count = Text(self._theme, "", "caption", tone="muted", figures=True)
        self._layout.addWidget(Text(self._theme, title, weight=500))
        self._layout.addWidget(self._progress)
        self._layout.addWidget(self._count)
        self._layout.addStretch(1)
        self._button(_("Cancel"), cancel)
        self.setVisible(True)

    def progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._progress and self._count:
            self._progress.setRange(0, total)
            self._progress.setValue(done)
            self._count.setText(_("{done:,} of {total:,}").format(done=done, total=total))

    @property
    def shows_progress(self) -> bool:
        """Whether a job is shown."""
        return self._progress is not None

    def dismiss(self) -> None:
        """Hide."""
        self._leave.stop()
        self._progress = self._count = None
        self.setVisible(False)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The soft ground of the state and a hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(_GROUND[self._state]))
        end = QPointF(self.width(), 0)
        hairline(painter, QPointF(0, 0), end, self._theme.color("line"))

    def _begin(self, state: State) -> None:
        self._leave.stop()
        self._progress = self._count = None
        clear(self._layout)
        self._state = state
        self.update()

    def _button(self, word: str, deed: Callable[[], None]) -> None:
        button = Button(self._theme, word)
        button.clicked.connect(deed)
        self._layout.addWidget(button)
