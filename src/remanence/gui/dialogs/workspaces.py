"""The menu below the firm's name: desks opened lately, others, a new one, the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from remanence.gui.elsewhere import open_elsewhere
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from remanence.gui.hub import Hub

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


def workspaces_menu(
    hub: Hub, parent: QWidget, other: QAction, wanted: Callable[[Path], None]
) -> QMenu:
    """The menu; `other` asks for a folder, `wanted` gets the workspace that was chosen or made."""
    remember(hub)
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    here = hub.answers.workspace.path
    for place, path in enumerate(recent(hub), 1):
        action = QAction(f"&{place}  {Path(path).stem}", menu)
        action.setToolTip(path)
        action.setCheckable(True)
        action.setChecked(Path(path) == here)
        action.triggered.connect(lambda _on=False, path=path: wanted(Path(path)))
        menu.addAction(action)
    menu.addSeparator()
    menu.addAction(other)
    menu.addAction(_("&New workspace…"), lambda: begin(hub, parent, wanted))
    menu.addAction(_("S&ample desk"), lambda: begin(hub, parent, wanted, sample=True))
    menu.addSeparator()
    menu.addAction(_("&Show in its folder"), lambda: open_elsewhere(here.parent))
    return menu


def begin(
    hub: Hub, parent: QWidget, wanted: Callable[[Path], None], *, sample: bool = False
) -> None:
    """Ask for the three fields of a new desk, or make the sample, and want it opened."""
    from remanence.gui.first_run import FirstRun

    box = FirstRun(hub.theme, hub.answers.workspace.around, hub.today, parent)
    box.made.connect(wanted)
    box.made.connect(box.accept)
    if not sample:
        box.show_fields()
    box.show()
    if sample:
        box.make_sample()
