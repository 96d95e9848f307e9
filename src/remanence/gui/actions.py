"""Every command of the window with its words and key: one table makes menus and shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenuBar, QWidget

Keys = tuple[str, ...]


class Command(NamedTuple):
    """A command: name, menu, words, keys; an empty name is a separator."""

    name: str
    menu: str
    words: str = ""
    keys: Keys = ()
    writes: bool = False


COMMANDS: Final = (
    Command("open", "file", "&Open workspace…", ("Ctrl+O",)),
    Command("import", "file", "&Import…", ("Ctrl+I",), writes=True),
    Command("", "file"),
    Command("close", "file", "&Close", ("Ctrl+W",)),
    Command("undo", "edit", "&Undo", ("Ctrl+Z",), writes=True),
    Command("redo", "edit", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), writes=True),
    Command("", "edit"),
    Command("copy", "edit", "&Copy cells", ("Ctrl+C",)),
    Command("copy_headed", "edit", "Copy cells with &headings", ("Ctrl+Shift+C",)),
    Command("filter", "edit", "&Filter this table", ("Ctrl+F", "/")),
    Command("back", "go", "&Back", ("Alt+Left",)),
    Command("forward", "go", "F&orward", ("Alt+Right",)),
    Command("next_area", "go", "&Next area", ("F6",)),
    Command("last_area", "go", "&Previous area", ("Shift+F6",)),
    Command("", "go"),
    Command("why", "help", "&Why", ("F1",)),
    Command("refresh", "view", "&Read again", ("F5",)),
    Command("light", "view", "&Light or dark", ("Ctrl+Shift+L",)),
    Command("density", "view", "&Compact rows", ("Ctrl+Shift+D",)),
    Command("as_of", "view", "Verdicts &as of another day…", ("Ctrl+D",)),
    Command("today", "view", "As of &today", ()),
)

_MENUS: Final = (
    ("file", "&File"),
    ("edit", "&Edit"),
    ("go", "&Go"),
    ("view", "&View"),
    ("help", "&Help"),
)


def build(
    owner: QWidget, bar: QMenuBar, deeds: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Fill the menu bar; `deeds` says what each command does."""
    menus = {name: bar.addMenu(_(words)) for name, words in _MENUS}
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        menu = menus[command.menu]
        if not command.name:
            menu.addSeparator()
            continue
        action = QAction(_(command.words), owner)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setData(command.writes)
        action.triggered.connect(deeds[command.name])
        menu.addAction(action)
        actions[command.name] = action
    return actions


def add_places(
    owner: QWidget,
    bar: QMenuBar,
    places: Mapping[str, str],
    go: Callable[[str], None],
) -> None:
    """Put the pages into the menu Go, Ctrl+1 to Ctrl+9 and Ctrl+0 in the sidebar's order."""
    menu = next(action.menu() for action in bar.actions() if action.text() == _("&Go"))
    assert isinstance(menu, QMenu)  # noqa: S101 - for the type checker; `build` made it
    for number, (page, title) in enumerate(places.items(), start=1):
        action = QAction(title, owner)
        action.setObjectName(f"go_{page}")
        if number <= 10:
            action.setShortcut(QKeySequence(f"Ctrl+{number % 10}"))
        action.triggered.connect(lambda _on=False, page=page: go(page))
        menu.addAction(action)
