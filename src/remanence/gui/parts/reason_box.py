"""Asks for a reason before something that needs one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.inputs import TextField
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from remanence.gui.theme import Theme


class ReasonBox(QDialog):
    """One line to fill in; `given` has the reason."""

    given = Signal(str)

    def __init__(self, theme: Theme, title: str, what: str, deed: str, parent: QWidget) -> None:
        """`what` says what follows, `deed` is the word of the button."""
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(title)
        self.setModal(True)
        self.field = TextField(theme, _("Reason"), _("Why, in a few words"))
        self._wanted = Text(theme, "", "caption", tone="blocked", wrap=True)
        do, leave = Button(theme, deed, "primary"), Button(theme, _("Leave"))
        do.clicked.connect(self._give)
        leave.clicked.connect(self.reject)
        self.field.returnPressed.connect(self._give)
        heading = Text(theme, title, "section", 600, wrap=True)
        note = Text(theme, what, tone="muted", wrap=True)
        foot = row([None, leave, 8, do])
        self.setLayout(
            column([heading, 4, note, 14, self.field, 4, self._wanted, 12, foot], (22, 18, 22, 18))
        )
        self.setMinimumWidth(theme.grown(400))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface of a popup."""
        QPainter(self).fillRect(self.rect(), self._theme.color("raised"))

    def _give(self) -> None:
        reason = self.field.text().strip()
        if not reason:
            self._wanted.setText(_("Write a reason: the next person asks for it."))
            self.field.setFocus()
            return
        self.given.emit(reason)
        self.accept()
