"""Looks every two seconds whether another program wrote to the workspace, or took it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from remanence.core.base.changes import Changes
from remanence.core.base.errors import AppError, FileMissing
from remanence.gui.hub import Note
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from remanence.gui.hub import Hub

_EVERY_MS: Final = 2_000


class Watching(QObject):
    """One look takes less than a millisecond; `away` lets another be chosen when it is gone."""

    def __init__(self, hub: Hub, away: Callable[[], None]) -> None:
        """Look from now on."""
        super().__init__(hub)
        self._hub, self._away = hub, away
        self._known: int | None = None
        self._gone = False
        hub.changed.connect(lambda _changes: self.settle())
        hub.day_changed.connect(self._begin_anew)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def settle(self) -> None:
        """What was written just now was written from here."""
        self._known = self._newest()

    def look(self) -> None:
        """Compare with what is known; nothing is done while something is written from here."""
        if self._hub.is_writing:
            return
        newest = self._newest()
        if newest is None:
            return
        if self._known is not None and newest != self._known:
            self._hub.answers.forget()
            self._known = newest
            self._hub.changed.emit(Changes(newest, "elsewhere"))
            what = _("Another program changed this workspace.")
            self._hub.note(Note("done", what, _("All pages show it as it is now.")))
        self._known = newest

    def _newest(self) -> int | None:
        try:
            newest = self._hub.answers.newest_operation()
        except FileMissing:
            if not self._gone:
                self._gone = True
                self._say_gone()
            return None
        except AppError:
            return None  # a lock or a slow disk: the next look tells
        self._gone = False
        return newest

    def _say_gone(self) -> None:
        """Said once: what is shown stays, and nothing is asked again and again."""
        name = self._hub.answers.workspace.path.name
        what = _("The workspace {name} is no longer where it was.").format(name=name)
        following = _("What is shown can be read. Bring the folder back, or choose another.")
        action = (_("Choose a workspace"), self._away)
        self._hub.note(Note("blocked", what, following, action))

    def _begin_anew(self) -> None:
        self._known, self._gone = None, False
