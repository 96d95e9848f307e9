"""The form of one condition, over the table: column, condition, value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from remanence.gui.conditions import HOWS, Condition, is_whole
from remanence.gui.parts.button import Button
from remanence.gui.parts.inputs import Choice, TextField
from remanence.gui.parts.popover import Popover
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from remanence.gui.row_model import Column
    from remanence.gui.theme import Theme


class FilterForm(Popover):
    """Asks for a condition; `made` gives it."""

    made = Signal(object)

    def __init__(self, theme: Theme, columns: Sequence[Column[Any]], parent: QWidget) -> None:
        """Offer these columns."""
        super().__init__(theme, _("Filter by a column"), parent)
        named = [(one.key, one.title) for one in columns]
        self.column = Choice(theme, _("Column"), named)
        self.how = Choice(theme, _("Condition"), [(key, _(words)) for key, words in HOWS.items()])
        self.value = TextField(theme, _("Value"), _("Value"))
        self.why = Text(theme, "", "caption", tone="muted", wrap=True)
        self.why.hide()
        add = Button(theme, _("Add filter"), "primary")
        add.clicked.connect(self._add)
        self.how.currentIndexChanged.connect(self._settle)
        self.setLayout(
            column([self.column, self.how, self.value, self.why, row([None, add])], (12,) * 4, 8)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the condition."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
            return
        super().keyPressEvent(event)

    def _settle(self) -> None:
        self.value.setVisible(self.how.key != "unknown")
        hints = {"one_of": _("Values, with commas between"), "before": _("Date")}
        hints["after"] = hints["before"]
        self.value.setPlaceholderText(hints.get(self.how.key, _("Value")))
        self.why.hide()

    def _add(self) -> None:
        text = self.value.text().strip() if self.how.key != "unknown" else ""
        condition = Condition(self.column.key, self.how.key, text)
        if not is_whole(condition):
            day = self.how.key in {"before", "after"}
            self.why.setText(
                _("A date is needed here, such as 2026-11-24.")
                if day
                else _("A value is needed here: a number or a date for at least and at most.")
            )
            self.why.show()
            self.adjustSize()
            self.value.setFocus()
            return
        self.value.clear()
        self.hide()
        self.made.emit(condition)
