"""Which columns a table shows, in which order, and what its rows are grouped by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from remanence.gui.parts.button import Button
from remanence.gui.parts.inputs import Choice
from remanence.gui.parts.popover import Popover
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from remanence.gui.parts.table import Table
    from remanence.gui.theme import Theme

_KEY = Qt.ItemDataRole.UserRole


class _Columns(QListWidget):
    """Columns to tick; Alt+Up and Alt+Down move one."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)


class ColumnMenu(Popover):
    """The chooser of one table; `grouped` gives a key, `reset` asks for the first layout."""

    grouped = Signal(str)
    reset = Signal()

    def __init__(self, theme: Theme, table: Table[Any], parent: QWidget) -> None:
        """Choose for this table."""
        super().__init__(theme, _("Columns"), parent)
        self._table = table
        self.columns = _Columns()
        self.columns.setFrameShape(QFrame.Shape.NoFrame)
        self.columns.setAccessibleName(_("Columns: Space shows or hides, Alt+Up and Alt+Down move"))
        self.columns.itemChanged.connect(self._turned)
        self.columns.moved.connect(self._move)
        every = [("", _("not grouped")), *((c.key, c.title) for c in table.rows.columns)]
        self.group = Choice(theme, _("Group by"), every)
        self.group.picked.connect(lambda key: self.grouped.emit(str(key)))
        up = Button(theme, _("Up"), "quiet", name=_("Move the column up (Alt+Up)"), small=True)
        up.clicked.connect(lambda: self._move(-1))
        down = Button(
            theme, _("Down"), "quiet", name=_("Move the column down (Alt+Down)"), small=True
        )
        down.clicked.connect(lambda: self._move(1))
        again = Button(theme, _("Reset layout"), small=True)
        again.clicked.connect(self._reset)
        head = Text(theme, _("Columns"), "caption", 600, tone="muted")
        groups = Text(theme, _("Group by"), "caption", 600, tone="muted")
        self.setLayout(
            column(
                [head, self.columns, row([up, 4, down, None, again]), groups, self.group],
                (12, 10, 12, 12),
                6,
            )
        )

    def fill(self) -> None:
        """Show how the columns stand now."""
        quiet = QSignalBlocker(self.columns)
        self.columns.clear()
        line = self._theme.height() + 8
        titles = {c.key: c.title for c in self._table.rows.columns}
        for key in self._table.layout_now().order:
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, line))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            shown = self._table.is_shown(key)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        self.columns.setCurrentRow(0)
        self.columns.setFixedHeight(min(14, self.columns.count()) * line + 4)
        self.columns.setMinimumWidth(15 * self._theme.height())
        self.group.choose(self._table.rows.grouped_by)
        quiet.unblock()

    def _turned(self, item: QListWidgetItem) -> None:
        key, shown = str(item.data(_KEY)), item.checkState() == Qt.CheckState.Checked
        self._table.show_column(key, shown=shown)
        if self._table.is_shown(key) != shown:
            quiet = QSignalBlocker(self.columns)
            item.setCheckState(Qt.CheckState.Checked)
            quiet.unblock()

    def _move(self, step: int) -> None:
        place = self.columns.currentRow()
        if not 0 <= place + step < self.columns.count():
            return
        self._table.horizontalHeader().moveSection(place, place + step)
        quiet = QSignalBlocker(self.columns)
        self.columns.insertItem(place + step, self.columns.takeItem(place))
        self.columns.setCurrentRow(place + step)
        quiet.unblock()

    def _reset(self) -> None:
        self.reset.emit()
        self.fill()
