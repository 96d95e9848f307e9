"""The menu below the firm's name: desks opened lately, others, a new one, the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu

from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.window import Window

RECENT: Final = "workspaces/recent"
_REMEMBERED: Final = 6


def remember(hub: Hub) -> None:
    """Put the open workspace before those opened lately."""
    path = str(hub.answers.workspace.path)
    hub.kept.put(RECENT, [path, *(one for one in recent(hub) if one != path)][:_REMEMBERED])


def recent(hub: Hub) -> list[str]:
    """Paths of the workspaces opened lately, the last one first."""
    kept = hub.kept.get(RECENT)
    return [str(one) for one in kept] if isinstance(kept, list) else []


def workspaces_menu(hub: Hub, window: Window) -> QMenu:
    """The menu; each line leads to a workspace."""
    remember(hub)
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    here = hub.answers.workspace.path
    for place, path in enumerate(recent(hub), 1):
        action = QAction(f"&{place}  {Path(path).stem}", menu)
        action.setToolTip(path)
        action.setCheckable(True)
        action.setChecked(Path(path) == here)
        action.triggered.connect(
            lambda _on=False, path=path: window.workspace_wanted.emit(Path(path))
        )
        menu.addAction(action)
    menu.addSeparator()
    menu.addAction(window.actions_by_name["open"])
    menu.addAction(_("&New workspace…"), lambda: _begin(hub, window))
    menu.addSeparator()
    folder = QUrl.fromLocalFile(str(here.parent))
    menu.addAction(_("&Show in its folder"), lambda: QDesktopServices.openUrl(folder))
    return menu


def _begin(hub: Hub, window: Window) -> None:
    from remanence.gui.first_run import FirstRun

    box = FirstRun(hub.theme, hub.answers.workspace.around, hub.today, window)
    box.made.connect(window.workspace_wanted.emit)
    box.show_fields()
    box.show()
