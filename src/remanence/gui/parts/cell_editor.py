"""Editing in the cell: Enter and Tab write, Escape leaves, a refusal stays open and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from remanence.gui.parts.paint import box
from remanence.gui.parts.table_cells import CellPainter
from remanence.gui.words import _

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from remanence.gui.row_model import Column
    from remanence.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint


class _Line(QLineEdit):
    """One line in a cell; outlined by what became of it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.refusal = ""
        self.setFrame(False)
        self.setTextMargins(6, 0, 6, 0)
        self.setAccessibleName(name)
        self.setToolTip(_("Enter writes, Esc leaves it as it was"))
        self.textEdited.connect(lambda _text: self.refuse(""))

    def refuse(self, why: str) -> None:
        """Show that the text was not taken, and why."""
        self.refusal = why
        self.setAccessibleDescription(why)
        self.setToolTip(why or _("Enter writes, Esc leaves it as it was"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own text, our outline."""
        super().paintEvent(event)
        painter = QPainter(self)
        token = "blocked_mark" if self.refusal else "focus"
        box(painter, QRectF(self.rect()), 3, None, self._theme.color(token))
        box(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, None, self._theme.color(token))


class CellDelegate(CellPainter):
    """Paints cells and edits them; `refused` says why a text was not taken."""

    refused = Signal(str)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, or the choices of the column."""
        column: Column[Any] = self._rows.columns[index.column()]
        if not column.choices:
            return _Line(self._theme, column.title, parent)
        choices = QComboBox(parent)
        choices.setAccessibleName(column.title)
        for key, words in column.choices:
            choices.addItem(words, key)
        return choices

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what is stored."""
        text = self.text_of(index)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write when the cell is left; a refusal is said, and the cell stays as it was."""
        self._write(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys end the editing only where the text was taken."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            hint = _HINTS.get(Qt.Key(event.key()))
            if hint is not None and isinstance(editor, QWidget):
                self._leave(editor, hint)
                return True
        return super().eventFilter(editor, event)

    def text_of(self, index: Index) -> str:
        """What the editor of a cell begins with."""
        column = self._rows.columns[index.column()]
        row = self._rows.rows[index.row()]
        return column.typed(row) if column.typed else self._rows.cell(row, index.column()).text

    def _leave(self, editor: QWidget, hint: Hint) -> None:
        why = self._write(editor, self._view.currentIndex())
        if why and isinstance(editor, _Line):
            editor.refuse(why)
            return
        self.closeEditor.emit(editor, hint)

    def _write(self, editor: QWidget, index: Index) -> str:
        text = editor.currentData() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        edit = self._rows.columns[index.column()].edit if index.isValid() else None
        if edit is None or text == self.text_of(index):
            return ""
        if isinstance(editor, _Line) and editor.refusal:
            return editor.refusal
        why = edit([self._rows.rows[index.row()]], str(text))
        if why:
            self.refused.emit(why)
        return why


_HINTS = {
    Qt.Key.Key_Return: Hint.NoHint,
    Qt.Key.Key_Enter: Hint.NoHint,
    Qt.Key.Key_Tab: Hint.EditNextItem,
    Qt.Key.Key_Backtab: Hint.EditPreviousItem,
}
