"""The views of a table as tabs: those built in, those saved, and a way to save one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.inputs import TextField
from remanence.gui.parts.paint import advance
from remanence.gui.parts.popover import Popover
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from remanence.gui.theme import Theme

SAVED = "view:"
"""What the keys of saved views begin with; their names follow."""


class NameForm(Popover):
    """Asks for the name of a view; `named` gives it."""

    named = Signal(str)

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        """Ask with these words on the button."""
        super().__init__(theme, _("Name of the view"), parent)
        self.field = TextField(theme, _("Name of the view"), _("Name of the view"))
        self.field.setMinimumWidth(220)
        self.field.setMaxLength(40)
        keep = Button(theme, words, "primary")
        keep.clicked.connect(self._give)
        what = _("Filter, sorting, columns, groups and density are kept.")
        note = Text(theme, what, "caption", tone="muted", wrap=True)
        self.setLayout(column([self.field, note, row([None, keep])], (12, 12, 12, 12), 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the name."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        name = self.field.text().strip()
        if name:
            self.hide()
            self.named.emit(name)


class ViewTabs(QWidget):
    """Tabs; `chosen` gives a key. A saved view is updated, renamed and removed by its menu."""

    chosen = Signal(object)
    saved = Signal(str)
    updated = Signal(str)
    renamed = Signal(str, str)
    removed = Signal(str)

    def __init__(self, theme: Theme, built_in: Sequence[tuple[str, str]]) -> None:
        """Begin with the views that are built in; the first is on."""
        super().__init__()
        self._theme = theme
        self._built_in = list(built_in)
        self._saved: list[str] = []
        self._counts: dict[str, str] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._choices = self._make()
        self._layout.addWidget(self._choices)
        name = _("Save this view under a name")
        self.save = Button(theme, _("Save view"), "quiet", "plus", name=name, small=True)
        self.save.clicked.connect(lambda: self._ask(_("Save view"), self.saved.emit))
        self._layout.addWidget(self.save)
        self._layout.addStretch(1)

    @property
    def key(self) -> str:
        """The key that is on."""
        return self._choices.key

    def choose(self, key: str) -> None:
        """Turn one on, without a signal."""
        self._choices.choose(key)

    def show_counts(self, counts: Mapping[str, str]) -> None:
        """Show a count behind each word."""
        self._counts = dict(counts)
        self._choices.show_counts(self._counts)

    def show_saved(self, names: Sequence[str], key: str) -> None:
        """Offer these saved views, one of all turned on."""
        self._saved = list(names)
        old, self._choices = self._choices, self._make()
        self._layout.replaceWidget(old, self._choices)
        old.hide()
        old.deleteLater()
        self._choices.show_counts(self._counts)
        self._choices.choose(key)

    def menu_of(self, name: str) -> QMenu:
        """What can be done to a saved view."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        update = menu.addAction(_("Update “{name}”").format(name=name))
        update.triggered.connect(lambda: self.updated.emit(name))
        rename = menu.addAction(_("Rename “{name}”…").format(name=name))
        rename.triggered.connect(
            lambda: self._ask(_("Rename view"), lambda new: self.renamed.emit(name, new), name)
        )
        remove = menu.addAction(_("Remove “{name}”").format(name=name))
        remove.triggered.connect(lambda: self.removed.emit(name))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the saved view under the pointer, or of the one that is on."""
        name = self.key.removeprefix(SAVED) if self.key.startswith(SAVED) else ""
        child = self.childAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse and isinstance(child, QAbstractButton):
            name = child.text()
        if name in self._saved:
            self.menu_of(name).popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the button keeps its icon alone."""
        super().resizeEvent(event)
        words = _("Save view")
        wide = advance(self._theme.font("body", 500), words) + 50
        room = self.width() - self._choices.sizeHint().width()
        self.save.setText(words if room >= wide else "")

    def _make(self) -> Choices:
        items = [*self._built_in, *((SAVED + name, name) for name in self._saved)]
        choices = Choices(self._theme, items, _("Saved views"), tabs=True)
        choices.chosen.connect(self.chosen.emit)
        return choices

    def _ask(self, words: str, done: object, name: str = "") -> None:
        form = NameForm(self._theme, words, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.field.setText(name)
        form.named.connect(done)
        form.show_below(self.save, form.field)
