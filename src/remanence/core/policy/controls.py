"""May goods leave: what the rows of `controls` say of one order line on one day.

Only rows that may concern the line stand in the reasons; one step says that none of the others
names it, and by which facts.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple, TypeVar

from remanence.core.base.proof import may_change_on
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    Step,
    Verdict,
    all_of,
    any_of,
    given,
)
from remanence.core.policy.conditions import Ask, applies, facts_of, judge, ruled_out_by
from remanence.core.policy.overlay import Correction
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import ControlRow
from remanence.core.policy.validity import in_force

CONTROLLED = N_("line.controlled", "A dual-use export licence is needed: {value}")
ORDINARY = N_("line.ordinary_licence", "An ordinary export licence is needed: {value}")
SINGLE_ONLY = N_("line.single_licence_only", "Only a single licence will do: {value}")
REFUSED = N_("line.refused", "Export is refused: {value}")
PROHIBITED = N_("line.technology_prohibited", "Export of this technology is prohibited: {value}")
TECHNOLOGY = N_("line.technology_licence", "A technology licence is needed: {value}")
NAMED = N_("control.names", "Row {note} names these goods: {value}")
RULE_HOLDS = N_("control.holds", "Row {note} concerns the line: {value}")
NONE_OTHER = N_("control.none_other", "None of the other {note} names the line")
NO_CATALOGUE = N_("control.no_catalogue", "The catalogue of that day is not in the pack: {note}")

_CODES: Final = {
    "dual_use_licence": CONTROLLED,
    "ordinary_licence": ORDINARY,
    "single_licence_only": SINGLE_ONLY,
    "refused": REFUSED,
    "technology_prohibited": PROHIBITED,
    "technology_licence": TECHNOLOGY,
}
V = TypeVar("V")
_KEPT: Final = 4_000  # verdicts remembered of one pack; more and the memory starts anew


def controlled(ask: Ask, day: Step[date], pack: Pack) -> Verdict:
    """Whether a dual-use licence is needed for the line on the day of export."""
    return by_effect("dual_use_licence", ask, day, pack)


def ordinary_licence(ask: Ask, day: Step[date], pack: Pack) -> Verdict:
    """Whether an ordinary export licence is needed; unknown on days that no catalogue covers."""
    return by_effect("ordinary_licence", ask, day, pack)


def single_licence_only(ask: Ask, day: Step[date], pack: Pack) -> Verdict:
    """Whether a general licence cannot serve, since a party stands on the attention list."""
    return by_effect("single_licence_only", ask, day, pack)


def refused(ask: Ask, day: Step[date], pack: Pack) -> Verdict:
    """Whether export is refused in principle: military use, parties of the control list."""
    return by_effect("refused", ask, day, pack)


def by_effect(effect: str, ask: Ask, day: Step[date], pack: Pack) -> Verdict:
    """Whether a row of this effect is in force on the day and applies to the line."""
    return _book(pack, effect).verdict(ask, day)


class _Plan(NamedTuple):
    """What lines with certain values come to: rows to explain, and what rules out the others."""

    rows: tuple[ControlRow, ...]
    ruled_out_by: tuple[int, ...]  # places of facts, in the sequence of the book
    uses: tuple[int, ...]


class _EffectBook:
    """The rows of one effect, and the verdicts already given, by the facts they stand on."""

    def __init__(self, pack: Pack, effect: str) -> None:
        self.pack = pack
        self.code = _CODES[effect]
        self.rows = tuple(row for row in pack.controls if row.effect == effect)
        self.ordinary = effect == "ordinary_licence"
        names = (name for row in self.rows for name in facts_of(row.conditions))
        self.facts = tuple(dict.fromkeys(names))
        self._places = {name: place for place, name in enumerate(self.facts)}
        self._plans: dict[tuple[object, ...], _Plan] = {}
        self._verdicts: dict[tuple[object, ...], Verdict] = {}
        self._states: dict[tuple[object, ...], Verdict] = {}

    def verdict(self, ask: Ask, day: Step[date]) -> Verdict:
        """The verdict for a line; lines whose facts are the same steps share it."""
        steps = tuple(map(ask, self.facts))
        values = tuple(step.value for step in steps)
        plan = self._plans.get(values)
        if plan is None:
            _thin(self._plans)
            plan = self._plans[values] = self._plan(ask)
        key = (day.value, day.how, day.ref, values, *(steps[place] for place in plan.uses))
        found = self._verdicts.get(key)
        if found is None:
            _thin(self._verdicts)
            found = self._verdicts[key] = self._explain(plan, ask, steps, day)
        return found

    def _plan(self, ask: Ask) -> _Plan:
        rows: list[ControlRow] = []
        against: set[str] = set()
        for row in self.rows:
            if judge(row.conditions, ask) is Answer.NO:
                against |= ruled_out_by(row.conditions, ask)
            else:
                rows.append(row)
        used = against.union(*(facts_of(row.conditions) for row in rows))
        return _Plan(tuple(rows), self._in_sequence(against), self._in_sequence(used))

    def _in_sequence(self, names: set[str]) -> tuple[int, ...]:
        return tuple(sorted(self._places[name] for name in names))

    def _explain(
        self, plan: _Plan, ask: Ask, steps: tuple[Step[object], ...], day: Step[date]
    ) -> Verdict:
        parts = [self._of_row(row, ask, day) for row in plan.rows]
        others = len(self.rows) - len(plan.rows)
        if others or not parts:
            parts.append(_none_other(others, tuple(steps[place] for place in plan.ruled_out_by)))
        return any_of(self.code, parts)

    def _of_row(self, row: ControlRow, ask: Ask, day: Step[date]) -> Verdict:
        names = applies(row.conditions, ask, code=NAMED, ref=row.ref)
        named: Verdict = Step(names.code, names.value, names.how, names.inputs, row.ref, "", row.id)
        return all_of(RULE_HOLDS, [named, self._state(row, day)], ref=row.ref, note=row.id)

    def _state(self, row: ControlRow, day: Step[date]) -> Verdict:
        key = (row.id, day.value, day.how, day.ref)
        state = self._states.get(key)
        if state is None:
            _thin(self._states)
            state = in_force(row, day, self.pack)
            if self.ordinary and state.value is Answer.NO:
                state = self._gap(row, day, state)
            self._states[key] = state
        return state

    def _gap(self, row: ControlRow, day: Step[date], state: Verdict) -> Verdict:
        """A day that no catalogue covers is not a day without one."""
        if any(other.validity.holds_on(day.value) for other in self.rows):
            return state
        note = (
            f"no Export Licence Goods Catalogue for {day.value.year}; obtain it and record what it "
            f"says (decisions, code instrument.seen, subject pack row {row.ref.rule})"
        )
        return Step(NO_CATALOGUE, Answer.UNKNOWN, How.MISSING, (day, state), row.ref, "", note)


def _none_other(count: int, steps: tuple[Step[object], ...]) -> Verdict:
    """One step for all rows that do not name the line, with the facts that rule them out."""
    turns = [turn for step in steps if (turn := may_change_on(step)) is not None]
    note = f"{count} rows of this kind"
    return Step(
        NONE_OTHER, Answer.NO, How.RULE, steps, None, "", note, "", min(turns, default=None)
    )


def _thin(memory: dict[tuple[object, ...], V]) -> None:
    if len(memory) > _KEPT:
        memory.clear()


def _book(pack: Pack, effect: str) -> _EffectBook:
    key = ("controls", effect)
    book = pack.memo.get(key)
    if not isinstance(book, _EffectBook):
        book = pack.memo[key] = _EffectBook(pack, effect)
    return book


# What is in force, rule by rule


class RuleOn(NamedTuple):
    """One row of `policy on`: a rule and its state on the day; `from_` stands for `from`.

    `corrections` are what the user decided of the row; the floor that knows them puts them in.
    """

    id: str
    title: str
    instrument: str
    status: str
    why: Verdict
    from_: date | None
    to: date | None
    confidence: str
    source: str
    corrections: tuple[Correction, ...] = ()


_HEARSAY: Final = frozenset({"reported", "recalled"})
_STATUS: Final = {
    Answer.YES: "in_force",
    Answer.NO: "not_in_force",
    Answer.UNKNOWN: "unknown",
}


def rules_on(pack: Pack, day: date) -> tuple[RuleOn, ...]:
    """Every row of `controls` with its state on the day, in the pack's sequence."""
    step = given("policy.day", day)
    return tuple(_rule_on(row, in_force(row, step, pack)) for row in pack.controls)


def not_settled(pack: Pack, day: date) -> int:
    """How many rows are not known on the day, or in force on no better word than a report."""
    return sum(
        rule.status == "unknown" or (rule.status == "in_force" and rule.confidence in _HEARSAY)
        for rule in rules_on(pack, day)
    )


def _rule_on(row: ControlRow, state: Verdict) -> RuleOn:
    return RuleOn(
        row.id,
        f"{row.subject}: {row.covers}",
        row.number_year or row.instrument,
        _STATUS[state.value],
        state,
        row.validity.first,
        row.validity.last,
        row.ref.confidence,
        row.ref.source,
    )
