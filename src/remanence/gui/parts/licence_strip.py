"""What stands below the table of licences: how one stands, why that date, what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from remanence.core.base.proof import outline
from remanence.core.base.sentences import ended
from remanence.core.licences.clock import DUE, DUE_PROVISIONAL, LIMIT, NO_CLOCK
from remanence.gui.formats import DASH
from remanence.gui.page import Place, Why
from remanence.gui.parts.licence_clock import ClockSection
from remanence.gui.parts.order_card import TableSection
from remanence.gui.parts.order_licence import LicenceLines
from remanence.gui.parts.states import RUNNING
from remanence.gui.parts.surface import Card, clear, column, held, row
from remanence.gui.words import _, capital, licence_word

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from remanence.core.base.proof import StepRow
    from remanence.core.licences.status import LicenceStatus
    from remanence.gui.hub import Hub

_TELLS: Final = (DUE, DUE_PROVISIONAL, NO_CLOCK, LIMIT)
_ROOM_FOR_THREE: Final = 960  # below it, at text of the usual size, the last part goes


class LicenceStrip(Card):
    """One licence in three parts; `explained` asks for all reasons, `went` for its order."""

    explained = Signal(object)
    went = Signal(object)

    def __init__(self, hub: Hub) -> None:
        """Begin hidden."""
        super().__init__(hub.theme)
        self.hub = hub
        self._body = row([], (18, 14, 18, 14), 28)
        self.setLayout(self._body)
        self._last: QWidget | None = None
        self.hide()

    def show_licence(self, licence: LicenceStatus | None, supplier: str = "") -> None:
        """Show a licence; nothing where there is none."""
        clear(self._body)
        self._last = None
        self.setVisible(licence is not None)
        if licence is None:
            return
        parts = (self._standing(licence, supplier), self._why(licence), self._left(licence))
        for part in parts:
            self._last = held(column([part, None]))
            self._body.addWidget(self._last, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what is left of it stays away."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._last is not None:
            self._last.setVisible(self.width() >= self._theme.grown(_ROOM_FOR_THREE))
            # The table above takes all that is not asked for: wrapped lines must be.
            wanted = self._body.totalHeightForWidth(self.width())
            self.setMinimumHeight(max(0, wanted))

    def _standing(self, licence: LicenceStatus, supplier: str) -> QWidget:
        """State and its teller, the clock, who must act."""
        part = TableSection(self.hub)
        part.heading(licence.ref, supplier)
        since = self.hub.formats.day(licence.state_since)
        words = _("{state} since {day}.").format(state=licence_word(licence.state), day=since)
        if licence.told_by:
            words = _("{state} since {day}, told by {who}.").format(
                state=licence_word(licence.state), day=since, who=licence.told_by
            )
        part.say(f"{words} {licence.next.what}.")
        if licence.state in RUNNING and licence.accepted_on:
            part.body.addSpacing(10)
            clock = ClockSection(self.hub, licence, explain=False)
            part.body.addWidget(clock)
        return part

    def _why(self, licence: LicenceStatus) -> QWidget:
        """The sentences that lead to the date, each with its source."""
        part = TableSection(self.hub)
        reasons = Why(_("Licence {ref}").format(ref=licence.ref), licence.explanation)
        day = self.hub.formats.weekday(licence.due_on or licence.valid_to)
        title = _("Why {day}").format(day=day) if day != DASH else _("Why there is no date")
        deed = (_("All reasons"), lambda: self.explained.emit(reasons))
        part.heading(title, "", deed)
        rows = outline(licence.explanation, self.hub.formats.said)
        told: dict[str, StepRow] = {}
        for found in rows:
            if found.code in _TELLS:
                told.setdefault(found.code, found)
        for found in list(told.values()) or rows[1:3]:
            source = f" {found.source}." if found.source else ""
            words = ended(self.hub.formats.prose(capital(found.text)))
            part.say(words + source)
            part.body.addSpacing(3)
        return part

    def _left(self, licence: LicenceStatus) -> QWidget:
        """What it covers and what is left."""
        part = TableSection(self.hub)
        order = licence.order or ""
        deed = (order, lambda: self.went.emit(Place("order", f"{order}\tlicence")))
        valid = self.hub.formats.day(licence.valid_to)
        note = _("valid to {day}").format(day=valid) if licence.valid_to else ""
        part.heading(_("Covers"), note, deed if order else None)
        part.body.addWidget(LicenceLines(self.hub, licence))
        return part
