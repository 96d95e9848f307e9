"""Size, place, page and look of the window from one time to the next, always on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from remanence.gui.places import PAGES, UNDER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from remanence.gui.hub import Hub
    from remanence.gui.kept import Kept
    from remanence.gui.theme import Choice, Density, Theme

_VERSION: Final = 2
_GEOMETRY: Final = f"geometry/{_VERSION}"
_SEEN: Final = 80  # pixels of the title that must be on a screen to be taken hold of
_LEAST, _MOST = 80, 200
_SCHEMES: Final[dict[str, Choice]] = {"light": "light", "dark": "dark"}
_DENSITIES: Final[dict[str, Density]] = {"compact": "compact"}
_NOT_FIRST: Final = frozenset({"import", "order", "first"})


def restore(window: QMainWindow, hub: Hub) -> str:
    """Take size and place of the last time; gives the page that was shown."""
    geometry = hub.kept.get(_GEOMETRY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
        bring_on_screen(window)
    page = str(hub.kept.get("page", "today"))
    return page if page in PAGES and page not in _NOT_FIRST else "today"


def keep(window: QMainWindow, hub: Hub, page: str) -> None:
    """Keep size, place, page and look for the next time."""
    kept, theme = hub.kept, hub.theme
    kept.put(_GEOMETRY, window.saveGeometry())
    kept.put("page", UNDER.get(page, page))
    kept.put("colours", theme.choice)
    kept.put("density", theme.density)
    kept.put("text_percent", theme.text_percent)
    kept.put("style", theme.style)


def dress(theme: Theme, kept: Kept) -> None:
    """Give the theme the look of the last time; what nobody can have chosen is left."""
    colours, density, style = (kept.get(name) for name in ("colours", "density", "style"))
    percent = kept.get("text_percent")
    theme.choose(
        _SCHEMES.get(str(colours), "system"),
        density=_DENSITIES.get(str(density), "comfortable"),
        text_percent=percent if isinstance(percent, int) and _LEAST <= percent <= _MOST else 100,
        style="system" if style == "system" else "ours",
    )


class _Following(QObject):
    """Keeps the place of a dialog when it is hidden."""

    def __init__(self, dialog: QWidget, kept: Kept, name: str) -> None:
        super().__init__(dialog)
        self._kept, self._name = kept, name
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the dialog as it goes."""
        if event.type() == QEvent.Type.Hide and isinstance(watched, QWidget):
            self._kept.put(self._name, watched.saveGeometry())
        return super().eventFilter(watched, event)


def follow(dialog: QWidget, kept: Kept, name: str) -> None:
    """Give a dialog the size and place of the last time, and keep them again when it goes."""
    geometry = kept.get(f"dialog/{name}")
    if isinstance(geometry, QByteArray):
        dialog.restoreGeometry(geometry)
        bring_on_screen(dialog)
    _Following(dialog, kept, f"dialog/{name}")


def bring_on_screen(window: QWidget) -> None:
    """Move a window whose title nobody could take hold of to the first screen."""
    frame = window.frameGeometry()
    title = frame.adjusted(0, 0, 0, 40 - frame.height())
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(title)
        if seen.width() >= _SEEN and seen.height() > 0:
            return
    room = QGuiApplication.primaryScreen().availableGeometry()
    window.resize(min(window.width(), room.width()), min(window.height(), room.height()))
    window.move(
        room.x() + (room.width() - window.width()) // 2,
        room.y() + (room.height() - window.height()) // 2,
    )
