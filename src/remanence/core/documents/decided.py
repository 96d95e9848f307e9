"""What the user decided about an order: waivers and tolerances. The nearest subject wins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, Step, Verdict, all_of, on_or_before
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.parties import Decision

WAIVED_CODE: Final = "document.waived"
QUANTITY: Final = "tolerance.quantity_percent"
WEIGHT: Final = "tolerance.weight_percent"

WAIVED = N_("requirement.waived", "Waived: {note}")
WAIVER_LASTS = N_("requirement.waiver_lasts", "The waiver holds on {0}: {value}")
UNTIL = N_("decision.until", "it holds to {value}")

_NEAREST: Final = ("order", "product", "supplier", "workspace")


def decisions_of(file: OrderFile, desk: Desk) -> list[Decision]:
    """The decisions about an order, each once: the nearest subject first, then the latest."""
    both = dict.fromkeys((*file.decisions, *desk.decisions))
    return sorted(both, key=lambda one: (_distance(one), -one.decided_on.toordinal()))


def _distance(decision: Decision) -> int:
    kind = decision.subject.split(" ", 1)[0]
    return _NEAREST.index(kind) if kind in _NEAREST else len(_NEAREST)


def percent(decisions: Iterable[Decision], code: str, today: date) -> Decimal:
    """A tolerance in percent; zero where nobody decided one that still holds."""
    for one in decisions:
        lasts = one.until is None or today <= one.until
        if one.code == code and lasts and one.number is not None:
            return one.number
    return Decimal(0)


def waiver(
    decisions: Iterable[Decision], names: Iterable[str], today: Step[date], product: str = ""
) -> Verdict | None:
    """The waiver of a requirement that goes by one of these names, while it lasts.

    A waiver for a product counts for that product alone.
    """
    wanted = set(names)
    for one in decisions:
        kind, _, key = one.subject.partition(" ")
        if one.code != WAIVED_CODE or (one.value or "").strip() not in wanted:
            continue
        if kind == "product" and key != product:
            continue
        verdict = _lasting(one, today)
        if verdict.value is Answer.YES:
            return verdict
    return None


def _lasting(one: Decision, today: Step[date]) -> Verdict:
    place = RecordRef("decisions", f"{one.subject}, {one.code}", "value")
    by = f" by {one.decided_by}" if one.decided_by else ""
    note = f"{one.reason} ({one.decided_on.isoformat()}{by})"
    said: Verdict = Step(WAIVED, Answer.YES, How.CHOSEN, (), place, "", note)
    if one.until is None:
        return said
    end: Step[date] = Step(UNTIL, one.until, How.CHOSEN, (), place._replace(field="until"))
    return all_of(WAIVED, [said, on_or_before(WAIVER_LASTS, today, end)], note=note)
