"""Python's search for reference cycles while the window is open: here, and between deeds.

Left to itself the search runs on whatever thread happens to make an object. On the worker it would
end Qt objects that belong to the window's thread, which Qt does not survive; in the middle of an
import it holds the window for a third of a second. So it is off, and is asked for while nothing is
being done: what it has looked at once is set aside, and only what is new is looked at next. All is
looked at again while the window is not in front.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY_MS: Final = 20_000
_WORTH_IT: Final = 20_000  # new objects; fewer are let be


class Collecting(QObject):
    """The search, until the last window is closed."""

    def __init__(self, owner: QObject, is_idle: Callable[[], bool]) -> None:
        """Search now and then, while `is_idle` says that no work runs beside the window."""
        super().__init__(owner)
        self._is_idle = is_idle
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_new)
        self._timer.start(_EVERY_MS)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
            app.lastWindowClosed.connect(self.end)

    def collect_new(self) -> None:
        """Look at what was made since the last time, if that is worth it and nothing runs."""
        if gc.get_count()[0] >= _WORTH_IT and self._is_idle():
            gc.collect()
            gc.freeze()

    def collect_all(self) -> None:
        """Look at everything, unless something runs."""
        if self._is_idle():
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def end(self) -> None:
        """The window is gone: Python searches by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.collect_all()
