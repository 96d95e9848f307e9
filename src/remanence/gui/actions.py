"""Every command of the window with its words and key: one table makes menus and shortcuts.

`Commands` says which of them can be done now; one that cannot says why in its tooltip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from remanence.gui.words import _, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMainWindow, QWidget

Keys = tuple[str, ...]
_NUMBERED: Final = 10
_PREFERENCES_KEY: Final = "Ctrl+,"


class Command(NamedTuple):
    """A command: name, menu, words, keys; an empty name is a separator."""

    name: str
    menu: str
    words: str = ""
    keys: Keys = ()
    writes: bool = False
    checks: bool = False


COMMANDS: Final = (
    Command("new", "file", "&New order", ("Ctrl+N",), writes=True),
    Command("", "file"),
    Command("open", "file", "&Open workspace…", ("Ctrl+O",)),
    Command("workspaces", "file", "&Workspaces…", ("Ctrl+Shift+W",)),
    Command("import", "file", "&Import…", ("Ctrl+I",), writes=True),
    Command("export", "file", "&Export this view…", ("Ctrl+E",)),
    Command("print", "file", "&Print to PDF…", ("Ctrl+P",)),
    Command("back_up", "file", "&Back up now", ("Ctrl+Shift+B",)),
    Command("", "file"),
    Command("close", "file", "&Close", ("Ctrl+W",)),
    Command("undo", "edit", "&Undo", ("Ctrl+Z",), writes=True),
    Command("redo", "edit", "&Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), writes=True),
    Command("", "edit"),
    Command("copy", "edit", "&Copy cells", ("Ctrl+C",)),
    Command("copy_headed", "edit", "Copy cells with &headings", ("Ctrl+Shift+C",)),
    Command("paste", "edit", "&Paste rows as a plan", ("Ctrl+V",), writes=True),
    Command("", "edit"),
    Command("filter", "edit", "&Filter this table", ("Ctrl+F", "/")),
    Command("palette", "go", "&Search or do…", ("Ctrl+K",)),
    Command("", "go"),
    Command("back", "go", "&Back", ("Alt+Left",)),
    Command("forward", "go", "F&orward", ("Alt+Right",)),
    Command("next_area", "go", "&Next area", ("F6",)),
    Command("last_area", "go", "&Previous area", ("Shift+F6",)),
    Command("", "go"),
    Command("why", "help", "&Why", ("F1",)),
    Command("about", "help", "&About Remanence", ()),
    Command("refresh", "view", "&Read again", ("F5",)),
    Command("twin", "view", "&Table of the chart", ("Ctrl+T",)),
    Command("", "view"),
    Command("light", "view", "&Dark colours", ("Ctrl+Shift+L",), checks=True),
    Command("density", "view", "&Compact rows", ("Ctrl+Shift+R",), checks=True),
    Command("as_of", "view", "Verdicts &as of another day…", ("Ctrl+Shift+A",)),
    Command("today", "view", "As of &today", ()),
)

LOCAL: Final = (
    Command("edit_cell", "edit", "&Edit the cell or card", ("F2",)),
    Command("fill_down", "edit", "Fill the value &down", ("Ctrl+D",)),
    Command("save_form", "edit", "&Save the form", ("Ctrl+Return",)),
    Command("choose_row", "edit", "Choose the &row", ("Space",)),
    Command("choose_all", "edit", "Choose &all rows", ("Ctrl+A",)),
    Command("open_chosen", "go", "O&pen what is chosen", ("Return",)),
    Command("leave", "go", "&Leave the detail", ("Esc",)),
)
"""Keys that tables, forms and pages take themselves: menus show them and press them."""

_MENUS: Final = (
    ("file", mark("&File")),
    ("edit", mark("&Edit")),
    ("go", mark("&Go")),
    ("view", mark("&View")),
    ("help", mark("&Help")),
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
        action.setCheckable(command.checks)
        menu.addAction(action)
        menu.setToolTipsVisible(True)
        actions[command.name] = action
    return actions


def add_local(
    owner: QWidget, bar: QMenuBar, press: Callable[[Qt.Key, Qt.KeyboardModifier], None]
) -> None:
    """Put the keys that parts take themselves into the menus, not as shortcuts of the window."""
    for command in LOCAL:
        keys = QKeySequence(command.keys[0])
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        action = QAction(f"{_(command.words)}\t{shown}", owner)
        action.setObjectName(command.name)
        pressed = keys[0]  # type: ignore[index]  # Qt's own description leaves it out
        action.triggered.connect(
            lambda _on=False, pressed=pressed: press(pressed.key(), pressed.keyboardModifiers())
        )
        _menu(bar, command.menu).addAction(action)


def _menu(bar: QMenuBar, name: str) -> QMenu:
    words = _(dict(_MENUS)[name])
    menu = next(action.menu() for action in bar.actions() if action.text() == words)
    assert isinstance(menu, QMenu)  # noqa: S101 - for the type checker; `build` made it
    return menu


def forget(window: QMainWindow) -> None:
    """Take all commands and their keys from a window that gets others."""
    window.menuBar().clear()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for action in window.findChildren(QAction, options=direct):
        action.setShortcuts([])
        action.deleteLater()
    window.setMenuBar(QMenuBar())


class Commands:
    """Which commands can be done now, and what undo and redo would do, in words."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        """Let everything be done until something is said against it."""
        self.by_name = actions
        self.undo: str | None = ""
        self.redo: str | None = ""
        self._writing = False
        self._read_only = False
        self._of_page: dict[str, str] = {}

    def show_turns(self, undo: str | None, redo: str | None) -> None:
        """Name what undo and redo would do; None where there is nothing, empty = not read yet."""
        self.undo, self.redo = undo, redo
        plain = {"undo": _("&Undo"), "redo": _("&Redo")}
        named = {"undo": _("&Undo {what}"), "redo": _("&Redo {what}")}
        for name, what in (("undo", undo), ("redo", redo)):
            words = named[name].format(what=inside(what).replace("&", "&&")) if what else ""
            self.by_name[name].setText(words or plain[name])
        self._settle()

    def show_writing(self, *, writing: bool) -> None:
        """Whether something is being written now."""
        self._writing = writing
        self._settle()

    def show_read_only(self, *, read_only: bool) -> None:
        """Whether the workspace cannot be written."""
        self._read_only = read_only
        self._settle()

    def show_page(self, reasons: Mapping[str, str]) -> None:
        """Which commands the page shown has no use for, and why; empty = it has."""
        for name, reason in reasons.items():
            if self.by_name[name].data():
                self._of_page[name] = reason
            else:
                _allow(self.by_name[name], reason)
        self._settle()

    def show_look(self, *, dark: bool, compact: bool) -> None:
        """Mark the look in use."""
        self.by_name["light"].setChecked(dark)
        self.by_name["density"].setChecked(compact)

    def _settle(self) -> None:
        for name, action in self.by_name.items():
            if action.data():
                _allow(action, self._reason(name))

    def _reason(self, name: str) -> str:
        if self._read_only:
            return _("This workspace is read-only: nothing can be changed in it from here.")
        if self._writing:
            return _("Something is being written. This waits until it is done.")
        if name == "undo" and self.undo is None:
            return _("Nothing to undo")
        if name == "redo" and self.redo is None:
            return _("Nothing to redo")
        return self._of_page.get(name, "")


def inside(what: str) -> str:
    """Words of an operation as they stand inside a sentence."""
    return what[:1].lower() + what[1:]


def _allow(action: QAction, reason: str) -> None:
    action.setEnabled(not reason)
    action.setToolTip(reason)


def add_places(
    owner: QWidget,
    bar: QMenuBar,
    places: Mapping[str, str],
    go: Callable[[str], None],
) -> dict[str, QAction]:
    """Put the pages into the menu Go, Ctrl+1 to Ctrl+9 and Ctrl+0 in the sidebar's order."""
    menu, made = _menu(bar, "go"), {}
    for number, (page, title) in enumerate(places.items(), start=1):
        action = QAction(title, owner)
        action.setObjectName(f"go_{page}")
        keys = [f"Ctrl+{number % 10}"] if number <= _NUMBERED else []
        keys += [_PREFERENCES_KEY] if page == "preferences" else []
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on=False, page=page: go(page))
        menu.addAction(action)
        made[action.objectName()] = action
    return made
