"""The clock of a licence in a detail: day of the working days, due date, forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remanence.gui.page import Why
from remanence.gui.parts.bar import ClockBar
from remanence.gui.parts.section import Section
from remanence.gui.parts.text import Text
from remanence.gui.parts.today_cards import (
    clock_state,
    clock_words,
    days_allowed,
    unsettled_words,
)
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.core.licences.status import LicenceStatus
    from remanence.gui.hub import Hub


class ClockSection(Section):
    """What stands under the heading Licence clock."""

    def __init__(self, hub: Hub, licence: LicenceStatus, *, explain: bool = True) -> None:
        """Show the clock of a licence that is being examined; `explain` offers its reasons."""
        super().__init__(hub)
        formats, left = self.hub.formats, licence.working_days_left
        since = _("accepted {day}").format(day=formats.day(licence.accepted_on))
        state, _word = clock_state(licence)
        settled = state != "unknown" and left is not None
        end = _("{count} working days left").format(count=left) if settled else ""
        reasons = Why(_("Licence {ref}").format(ref=licence.ref), licence.explanation)
        deed = (_("Why"), lambda: self.explained.emit(reasons))
        self.heading(_("Licence clock"), since, deed if explain else None, end)
        bar = ClockBar(self.theme)
        allowed = days_allowed(licence)
        if settled and left is not None:
            bar.show_clock(allowed - left, allowed, "accent")
        else:
            bar.show_clock(1, 1, "unknown")
        self.body.addWidget(bar)
        self.body.addSpacing(4)
        words = self._clock_words(licence) if settled else unsettled_words(licence, formats)
        below = Text(self.theme, words, "caption", tone="muted", wrap=True)
        self.body.addWidget(below)

    def _clock_words(self, licence: LicenceStatus) -> str:
        formats = self.hub.formats
        done = clock_words(days_allowed(licence), licence.working_days_left or 0)
        words = _("{done}, due {due}.").format(
            done=capital(done), due=formats.weekday(licence.due_on)
        )
        if licence.due_is_provisional:
            words += " " + _("Provisional: next year's calendar is not published.")
        if licence.forecast:
            words += " " + self._forecast(licence)
        return words

    def _forecast(self, licence: LicenceStatus) -> str:
        cast = licence.forecast
        if cast is None or cast.p50 is None:
            return ""
        if cast.p90 is None:
            words = _("Half of {cases} past cases took up to {p50} working days.")
            return words.format(cases=cast.cases, p50=cast.p50)
        words = _("{cases} past cases took {p50}–{p90} working days.")
        return words.format(cases=cast.cases, p50=cast.p50, p90=cast.p90)
