"""Which series of a chart stand alone: a list to tick; the rest is added up as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from remanence.gui.parts.button import Button
from remanence.gui.parts.popover import Popover
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from remanence.gui.theme import Theme

_KEY: Final = Qt.ItemDataRole.UserRole


class SeriesPicker(Popover):
    """`picked` gives the keys that are ticked; an empty tuple asks for the usual ones."""

    picked = Signal(object)

    def __init__(self, theme: Theme, most: int, parent: QWidget) -> None:
        """Let at most so many be ticked."""
        super().__init__(theme, _("Series"), parent)
        self._most = most
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Series: Space shows one alone or adds it to all others"))
        self.list.itemChanged.connect(self._turned)
        head = _("At most {count} stand alone; all others are added up.").format(count=most)
        usual = Button(theme, _("The largest"), small=True)
        usual.clicked.connect(self._usual)
        words = Text(theme, head, "caption", tone="muted")
        self.setLayout(column([words, self.list, row([None, usual])], (12, 10, 12, 12), 6))

    def fill(self, series: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Offer (key, words); these are ticked."""
        quiet = QSignalBlocker(self.list)
        self.list.clear()
        line = self._theme.height() + 8
        for key, words in series:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, line))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = key in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(14, max(1, self.list.count())) * line + 4)
        self.list.setMinimumWidth(18 * self._theme.height())
        quiet.unblock()

    def ticked(self) -> tuple[str, ...]:
        """The keys that are ticked, from the top."""
        items = [self.list.item(place) for place in range(self.list.count())]
        on = Qt.CheckState.Checked
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == on)

    def _turned(self, item: QListWidgetItem) -> None:
        """Take the tick; one too many, or the last one, goes back."""
        keys = self.ticked()
        if not 1 <= len(keys) <= self._most:
            quiet = QSignalBlocker(self.list)
            was = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if was else Qt.CheckState.Checked)
            quiet.unblock()
            return
        self.picked.emit(keys)

    def _usual(self) -> None:
        self.hide()
        self.picked.emit(())
