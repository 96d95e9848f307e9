"""What every page is: a widget that asks the hub, says its answer in one sentence, and can wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QShowEvent

    from remanence.core.base.changes import Changes
    from remanence.core.base.steps import Step
    from remanence.gui.hub import Hub


class Place(NamedTuple):
    """A place in the window: a page, and what on it."""

    page: str
    ref: str = ""


class Why(NamedTuple):
    """Something to explain: its heading and its reasons."""

    title: str
    step: Step[object]


class Pasted(NamedTuple):
    """A block of the clipboard: for which KIND, its text, and the headings of its columns."""

    kind: str
    text: str
    headings: tuple[str, ...] = ()


class Page(QWidget):
    """One page of the window.

    It reads when first shown, reads again when something it shows has changed, and is marked
    stale while hidden. It asks the window to go elsewhere (`wants`) and never knows other pages.

    Attributes:
        name: stable name, as `Place` uses it.
        watches: kinds of records whose change concerns this page; empty means all.
    """

    name: ClassVar[str] = ""
    watches: ClassVar[frozenset[str]] = frozenset()

    answered = Signal(object)
    wants = Signal(object)
    explains = Signal(object)
    pastes = Signal(object)

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        """Listen to the hub; nothing is read yet."""
        super().__init__(parent)
        self.hub = hub
        self.theme = hub.theme
        self.sentence = ""
        self._stale = True
        hub.changed.connect(self._changed)
        hub.day_changed.connect(self._day_changed)
        hub.theme.changed.connect(self.restyle)

    def title(self) -> str:
        """Heading of the page in the user's words."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read again and show."""
        raise NotImplementedError

    def restyle(self) -> None:
        """The look has changed: what is painted asks the theme anew."""
        self.update()

    def open(self, ref: str) -> None:
        """Go to one record of this page."""

    def actions_of_page(self) -> Sequence[QAction]:
        """Actions that stand beside the title, the primary one last."""
        return ()

    def focus_order(self) -> Sequence[QWidget]:
        """Areas of the page that F6 visits, in order."""
        return (self,)

    def say(self, sentence: str) -> None:
        """The answer of the page, in one sentence."""
        self.sentence = sentence
        self.answered.emit(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first shown, or when something changed meanwhile."""
        super().showEvent(event)
        self.read_if_stale()

    def read_if_stale(self) -> None:
        """Read now unless what is shown still holds."""
        if self._stale:
            self._stale = False
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        if self.watches and not any(changes.touches(kind) for kind in self.watches):
            return
        self._read_or_wait()

    def _day_changed(self) -> None:
        self.restyle()
        self._read_or_wait()

    def _read_or_wait(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read_if_stale()
