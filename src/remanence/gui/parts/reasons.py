"""The reasons of an answer as a tree of sentences: each with the record or rule it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from remanence.core.base.proof import StepRow, outline
from remanence.gui.parts.scroll import slim
from remanence.gui.parts.table import Header
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.core.base.steps import Step
    from remanence.gui.formats import Formats
    from remanence.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_LONGEST: Final = 3000
_OPEN_DEPTH: Final = 1
_AIR: Final = 8
_SIDES: Final = 10  # what the style leaves free beside the words of a cell


class _Wrapping(QStyledItemDelegate):
    """Makes a row as tall as its words need in the width that the column has now."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as it takes, and some air."""
        width = self._tree.columnWidth(index.column()) - _SIDES
        if index.column() == 0:
            width -= self._tree.indentation() * (_depth(index) + 1)
        metrics = QFontMetrics(self._tree.font())
        room = QRect(0, 0, max(width, metrics.averageCharWidth() * 12), 1 << 20)
        words = str(index.data() or " ")
        lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        return QSize(width, lines.height() + _AIR)


class Reasons(QTreeView):
    """A Step and what it came from; Left and Right fold, typing finds."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty tree."""
        super().__init__()
        self._theme = theme
        self._items = QStandardItemModel()
        self.setModel(self._items)
        self.setItemDelegate(_Wrapping(self))
        self.setAccessibleName(_("Reasons"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(theme, self)
        self.setHeader(Header(theme, self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(False)
        self.header().setStretchLastSection(False)
        self.header().sectionResized.connect(self.scheduleDelayedItemsLayout)

    def show_step(self, step: Step[object], formats: Formats) -> None:
        """Show the reasons of a step, the first two levels open."""
        self._items.clear()
        self._items.setHorizontalHeaderLabels([_("Because"), _("On whose word")])
        parents: list[QStandardItem] = [self._items.invisibleRootItem()]
        for row in outline(step, formats.said)[:_LONGEST]:
            sentence = QStandardItem(formats.prose(capital(row.text)))
            word = QStandardItem(whose_word(row))
            word.setForeground(self._theme.color("muted"))
            for item in (sentence, word):
                item.setEditable(False)
            del parents[row.depth + 1 :]
            parents[-1].appendRow([sentence, word])
            parents.append(sentence)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self._share_room()
        self.expandToDepth(_OPEN_DEPTH)
        self.setCurrentIndex(self._items.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A third of the room for whose word it is."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Trees take Escape for themselves; here it belongs to the window around."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _share_room(self) -> None:
        self.header().resizeSection(1, self.viewport().width() * 3 // 10)


def _depth(index: Index) -> int:
    deep, parent = 0, index.parent()
    while parent.isValid():
        deep, parent = deep + 1, parent.parent()
    return deep


def whose_word(row: StepRow) -> str:
    """The record or the rule on whose word a line stands."""
    if row.rule:
        return f"{row.rule} · {row.source}" if row.source else row.rule
    if row.record:
        named = row.record["ref"] or row.record["kind"]
        field = row.record["field"]
        return f"{named}, {field}" if field else named
    return ""


def as_text(step: Step[object], formats: Formats) -> str:
    """The reasons as lines, for the clipboard."""
    lines = []
    for row in outline(step, formats.said):
        word = whose_word(row)
        text = formats.prose(row.text)
        lines.append("  " * row.depth + text + (f"  [{word}]" if word else ""))
    return "\n".join(lines)
