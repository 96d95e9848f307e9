"""The reasons of an answer as a tree of sentences: each with the record or rule it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from remanence.core.base.proof import StepRow, outline
from remanence.gui.parts.scroll import slim
from remanence.gui.parts.table import Header
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.core.base.steps import Step
    from remanence.gui.theme import Theme

_LONGEST: Final = 3000
_OPEN_DEPTH: Final = 1
_AIR: Final = 8


class Reasons(QTreeView):
    """A Step and what it came from; Left and Right fold, typing finds."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty tree."""
        super().__init__()
        self._theme = theme
        self._items = QStandardItemModel()
        self.setModel(self._items)
        self.setAccessibleName(_("Reasons"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        slim(theme, self)
        self.setHeader(Header(theme, self))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(False)
        self.header().setStretchLastSection(False)

    def show_step(self, step: Step[object]) -> None:
        """Show the reasons of a step, the first two levels open."""
        self._items.clear()
        self._items.setHorizontalHeaderLabels([_("Because"), _("On whose word")])
        parents: list[QStandardItem] = [self._items.invisibleRootItem()]
        rows = outline(step)
        for row in rows[:_LONGEST]:
            sentence = QStandardItem(capital(row.text))
            word = QStandardItem(whose_word(row))
            word.setForeground(self._theme.color("muted"))
            sentence.setSizeHint(QSize(0, self._theme.height() + _AIR))
            for item in (sentence, word):
                item.setToolTip(item.text())
                item.setEditable(False)
            del parents[row.depth + 1 :]
            parents[-1].appendRow([sentence, word])
            parents.append(sentence)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.header().resizeSection(1, max(260, self.width() // 3))
        self.expandToDepth(_OPEN_DEPTH)
        self.setCurrentIndex(self._items.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Trees take Escape for themselves; here it belongs to the window around."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)


def whose_word(row: StepRow) -> str:
    """The record or the rule on whose word a line stands."""
    if row.rule:
        return f"{row.rule} · {row.source}" if row.source else row.rule
    if row.record:
        named = row.record["ref"] or row.record["kind"]
        field = row.record["field"]
        return f"{named}, {field}" if field else named
    return ""


def as_text(step: Step[object]) -> str:
    """The reasons as lines, for the clipboard."""
    lines = []
    for row in outline(step):
        word = whose_word(row)
        lines.append("  " * row.depth + row.text + (f"  [{word}]" if word else ""))
    return "\n".join(lines)
