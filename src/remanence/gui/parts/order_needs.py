"""What a stage of an order waits for: open things first, each with why and one thing to do."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Signal

from remanence.core.base.steps import Answer
from remanence.core.facts.orders import STAGES
from remanence.core.readiness.reasons import reason
from remanence.gui.page import Place, Why
from remanence.gui.parts.checklist import Checklist, Need
from remanence.gui.parts.order_forms import settled_by
from remanence.gui.parts.order_words import in_danger, order_pill, plain
from remanence.gui.parts.section import Section
from remanence.gui.parts.states import is_open, need_state
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.core.documents.checklist import Requirement
    from remanence.core.readiness import Readiness
    from remanence.gui.formats import Formats
    from remanence.gui.hub import Hub
    from remanence.gui.parts.checklist import Deed
    from remanence.gui.rows import OrderDetail, OrderRow
    from remanence.gui.tokens import State

_ORDER_OF_STATES: Final[dict[State, int]] = {
    "blocked": 0,
    "attention": 1,
    "unknown": 2,
    "ready": 3,
    "done": 4,
}
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_AGREE: Final = "The papers agree on "
_QUESTION: Final = "Is this needed: "
_FIT: Final = 3  # names that fit into one line of several


class Group(NamedTuple):
    """Needs that wait for the same thing."""

    state: State
    needs: Sequence[Requirement]

    @property
    def first(self) -> Requirement:
        """The one that speaks for all."""
        return self.needs[0]


class NeedsSection(Section):
    """The checklist of one stage; `went` asks for a place, `toggled` for all of it or less."""

    went = Signal(object)
    toggled = Signal()

    def __init__(
        self, hub: Hub, order: OrderRow, ready: Readiness, *, show_all: bool = False
    ) -> None:
        """Show what the stage of a readiness waits for."""
        super().__init__(hub)
        self._order, self._ready = order, ready
        found = [need for need in ready.requirements if _belongs(need, ready.stage)]
        blocking = list(ready.blocking)
        stopping = {need.id for need in blocking}
        others = [need for need in found if need.id not in stopping]
        loose = [need for need in others if is_open(self._state(need))]
        settled = [need for need in others if not is_open(self._state(need))]
        self._told: set[str] = set()
        self._head(settled, show_all=show_all)
        if blocking:
            self._list(self._groups(blocking))
        else:
            words = n_(
                "Nothing stops it; {count} is settled.",
                "Nothing stops it; {count} are settled.",
                len(settled),
            )
            self.body.addWidget(self.small(words))
        if loose:
            self._part(_("Open, does not block"), self._groups(loose))
        if settled and show_all:
            self._part(_("Settled"), self._groups(settled))

    def _head(self, settled: Sequence[Requirement], *, show_all: bool) -> None:
        ready = self._ready
        note = _("{accepted} of {required} accepted").format(
            accepted=ready.completeness.accepted, required=ready.completeness.required
        )
        word = _("Open only") if show_all else _("Show all")
        title = _("Needed to {stage}").format(stage=_(ready.stage or "close"))
        self.heading(title, note, (word, self.toggled.emit) if settled else None)

    def _part(self, title: str, groups: Sequence[Group]) -> None:
        self.body.addSpacing(12)
        self.heading(title, str(sum(len(group.needs) for group in groups)))
        self._list(groups)

    def _list(self, groups: Sequence[Group]) -> None:
        checklist = Checklist(self.theme, _("Needs of {number}").format(number=self._ready.order))
        checklist.show_needs([self._line(group) for group in groups])
        self.body.addWidget(checklist)

    # ------------------------------------------------------------------ what it says

    def _groups(self, needs: Sequence[Requirement]) -> list[Group]:
        """Questions that one answer settles stand together; all else alone."""
        found: dict[str, list[Requirement]] = {}
        for need in sorted(needs, key=self._urgency):
            asked = need.kind == "check" and need.title.startswith(_QUESTION)
            alone = not (asked and need.why.value is Answer.UNKNOWN)
            found.setdefault(need.id if alone else reason(need), []).append(need)
        return [Group(self._state(group[0]), group) for group in found.values()]

    def _line(self, group: Group) -> Need:
        need, state = group.first, group.state
        why = "" if state in ("ready", "done") else self._why(need)
        reasons = Why(need.title, need.why)
        return Need(
            state,
            _title_of(group),
            why,
            self._deed(need, reasons) if why else None,
            "\n".join(one.title for one in group.needs),
            reasons,
        )

    def _why(self, need: Requirement) -> str:
        words = self.hub.formats.prose(brief_reason(need))
        if need.why.value is Answer.UNKNOWN and words in self._told:
            words = _("What settles the one above settles it.")
        self._told.add(words)
        if need.due_on:
            words += " " + _("Due {day}.").format(day=self.hub.formats.weekday(need.due_on))
        return words

    def _deed(self, need: Requirement, reasons: Why) -> Deed:
        """The one thing to do about it; where there is none here, its reasons."""
        number = self._order.number
        place = need_place(need, number)
        word = _deed_word(need)
        if place is None:
            return _("Why"), lambda: self.explained.emit(reasons)
        return word, lambda: self.went.emit(place)

    # ------------------------------------------------------------------ how urgent

    def _urgency(self, need: Requirement) -> tuple[int, int, str]:
        due = need.due_on.toordinal() if need.due_on else 10**7
        return _ORDER_OF_STATES[self._state(need)], due, need.title

    def _state(self, need: Requirement) -> State:
        """What stops the stage and loses its day is blocked; what stops nothing never is."""
        state, ready = need_state(need), self._ready
        if ready.stage not in need.blocks:
            return "attention" if state == "blocked" else state
        lost = in_danger(need.due_on, self.hub.today) or self._stands_still()
        return "blocked" if state == "attention" and lost else state

    def _stands_still(self) -> bool:
        """Whether the stage shown is the next one of the order and its day is in danger."""
        if self._order.stage != self._ready.stage:
            return False
        return order_pill(self._order, self.hub.today)[0] == "blocked"


def brief_title(title: str) -> str:
    """A title without what stands in brackets behind it: `material / mill test certificate`."""
    return capital(_BRACKETS.sub("", title) or title)


def brief_reason(need: Requirement) -> str:
    """What is the matter, without the words that the title says already."""
    if need.kind == "document" and need.state == "missing":
        if need.shipment:
            return _("Not on file for {shipment}.").format(shipment=need.shipment)
        return _("Not on file.")
    words = plain(reason(need))
    start = f"{capital(need.title)} "
    if not words.startswith(start):
        return words
    return capital(words.removeprefix(start).removeprefix("is "))


def need_place(need: Requirement, number: str) -> Place | None:
    """Where something can be done about a need; None where only its reasons help."""
    if need.kind == "document" or need.title.startswith(_AGREE):
        return Place("documents", number)
    if need.kind == "check" and need.why.value is Answer.UNKNOWN and settled_by(need.why):
        return Place("order", f"{number}\tdecisions")
    return None


def _deed_word(need: Requirement) -> str:
    if need.kind == "check":
        return _("Decide") if need.why.value is Answer.UNKNOWN else _("Compare")
    words = {"received": _("Check"), "missing": _("Attach")}
    return words.get(need.state, _("Chase"))


def _title_of(group: Group) -> str:
    """The title, or those of several questions that one answer settles."""
    titles = [one.title for one in group.needs]
    if group.first.state == "failed" and titles[0].startswith(_AGREE):
        return _("Papers disagree on {what}").format(what=titles[0].removeprefix(_AGREE))
    asked = [title.removeprefix(_QUESTION).removesuffix("?") for title in titles]
    names = [brief_title(name) for name in asked]
    if len(names) > 1:
        names = [name.split(",")[0] for name in names]
    if len(names) == 1:
        question = titles[0].startswith(_QUESTION)
        return _("Needed? {paper}").format(paper=names[0]) if question else names[0]
    rest = len(names) - _FIT
    listed = ", ".join(names[:_FIT])
    if rest > 0:
        listed += ", " + n_("{count} more", "{count} more", rest)
    return _("Needed? {papers}").format(papers=listed)


def _belongs(need: Requirement, stage: str | None) -> bool:
    """Whether a stage or one before it needs this; all of them once no stage is left."""
    if stage is None or stage in need.blocks:
        return True
    return need.stage in STAGES and STAGES.index(need.stage) <= STAGES.index(stage)


def verdict_sentence(ready: Readiness) -> str:
    """The answer about a stage in one sentence."""
    if ready.stage is None:
        return _("Nothing is left to do on it.")
    stage = _(ready.stage)
    if ready.verdict == "ready":
        return _("Ready to {stage}.").format(stage=stage)
    blocking = ready.blocking
    missing = sum(1 for need in blocking if need.why.value is not Answer.UNKNOWN)
    open_words = n_("{count} thing is open", "{count} things are open", missing)
    unsure = len(blocking) - missing
    unsure_words = n_("{count} is not known", "{count} are not known", unsure)
    counts = [words for words, many in ((open_words, missing), (unsure_words, unsure)) if many]
    first = (
        _("Not ready to {stage}")
        if ready.verdict == "not_ready"
        else _("Not known whether it may {stage}")
    )
    return first.format(stage=stage) + (": " + ", ".join(counts) if counts else "") + "."


def in_time_sentence(detail: OrderDetail, formats: Formats) -> str:
    """Whether the licence that is examined comes before the next shipment leaves."""
    named = {one.get("licence_ref") for one in detail.shipments}
    dues = [
        one.due_on
        for one in detail.licences
        if one.due_on and one.clock_is_settled and (one.order == detail.number or one.ref in named)
    ]
    leaving = [
        (day, str(one.get("vessel") or one.get("shipment_ref")))
        for one in detail.shipments
        if one.get("atd") is None and isinstance(day := one.get("etd"), date)
    ]
    if not dues or not leaving:
        return ""
    due, (leaves, vessel) = max(dues), min(leaving)
    words = _("The licence is due {due}, in time for {vessel} on {leaves}.")
    if due > leaves:
        words = _("The licence is due {due}, after {vessel} leaves on {leaves}.")
    return words.format(due=formats.day(due), vessel=vessel, leaves=formats.day(leaves))


def verdict_why(number: str, ready: Readiness) -> Why:
    """The reasons of the verdict about a stage."""
    title = _("May {number} {stage}?").format(number=number, stage=_(ready.stage or "close"))
    return Why(title, ready.why)
