"""The clock of a licence in a detail: day of the working days, due date, forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remanence.gui.page import Why
from remanence.gui.parts.bar import ClockBar
from remanence.gui.parts.section import Section
from remanence.gui.parts.today_cards import WORKING_DAYS, clock_state
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.core.licences.status import LicenceStatus
    from remanence.gui.hub import Hub


class ClockSection(Section):
    """What stands under the heading Licence clock."""

    def __init__(self, hub: Hub, licence: LicenceStatus) -> None:
        """Show the clock of a licence that is being examined."""
        super().__init__(hub)
        formats, left = self.hub.formats, licence.working_days_left
        since = _("accepted {day}").format(day=formats.day(licence.accepted_on))
        end = _("{count} working days left").format(count=left) if left is not None else ""
        reasons = Why(_("Licence {ref}").format(ref=licence.ref), licence.explanation)
        deed = (_("Why"), lambda: self.explained.emit(reasons))
        self.heading(_("Licence clock"), since, deed, end)
        state, _word = clock_state(licence)
        bar = ClockBar(self.theme)
        gone = WORKING_DAYS - left if left is not None else WORKING_DAYS // 2
        bar.show_clock(gone, WORKING_DAYS, "unknown" if state == "unknown" else "accent")
        self.body.addWidget(bar)
        self.body.addSpacing(4)
        below = self.small(self._clock_words(licence))
        below.setWordWrap(True)
        self.body.addWidget(below)

    def _clock_words(self, licence: LicenceStatus) -> str:
        formats = self.hub.formats
        if licence.due_on is None or licence.working_days_left is None:
            state = _(licence.state.replace("_", " "))
            return _("{state}: no due date can be named.").format(state=capital(state))
        words = _("Day {day} of {all}, due {due}.").format(
            day=WORKING_DAYS - licence.working_days_left,
            all=WORKING_DAYS,
            due=formats.weekday(licence.due_on),
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
