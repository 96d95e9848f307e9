"""Several things of which one is seen; the rare ones are made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget


class Places(QStackedWidget):
    """The usual content under `USUAL`, and by name what stands there instead."""

    def __init__(self, usual: QWidget) -> None:
        """Show the usual content."""
        super().__init__()
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._usual = usual
        self.addWidget(usual)

    def offer(self, name: str, make: Callable[[], QWidget]) -> None:
        """Name something that may stand here, and how it is made."""
        self._makers[name] = make

    def show_usual(self) -> None:
        """Show the usual content."""
        self.setCurrentWidget(self._usual)

    def show_place(self, name: str) -> None:
        """Show what was offered under a name."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
            self.addWidget(self._made[name])
        self.setCurrentWidget(self._made[name])
