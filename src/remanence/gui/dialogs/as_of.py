"""Choose the day for which every verdict is given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCalendarWidget, QDialog, QWidget

from remanence.gui.parts.button import Button
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _

if TYPE_CHECKING:
    from remanence.gui.hub import Hub


class AsOfDialog(QDialog):
    """A calendar; `chosen` gives the day."""

    chosen = Signal(object)

    def __init__(self, hub: Hub, parent: QWidget) -> None:
        """Begin at the day in use."""
        super().__init__(parent)
        self.setWindowTitle(_("Verdicts as of another day"))
        words = _(
            "Every verdict, clock and due date is worked out for this day. Nothing is changed."
        )
        today = hub.today
        self.calendar = QCalendarWidget()
        self.calendar.setSelectedDate(QDate(today.year, today.month, today.day))
        self.calendar.activated.connect(lambda _day: self.accept())
        show, leave = (
            Button(hub.theme, _("Show that day"), "primary"),
            Button(hub.theme, _("Close")),
        )
        show.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        note = Text(hub.theme, words, tone="muted", wrap=True)
        foot = row([None, leave, 8, show])
        self.setLayout(column([note, 12, self.calendar, 12, foot], (20, 16, 20, 16)))
        self.accepted.connect(self._give)
        self.resize(380, 360)

    def _give(self) -> None:
        day = self.calendar.selectedDate()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
