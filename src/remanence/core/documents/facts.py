"""Facts that papers give to the conditions of rules.

The field class of packed magnets, read from the declaration that is accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, missing
from remanence.core.documents.magnetism import field_class
from remanence.core.documents.needs import Facts
from remanence.core.documents.papers import Shelf
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.shipments import Shipment
from remanence.core.policy.pack import Pack

FIELD = N_("fact.field_class", "the declaration gives the field class {value}")
NO_READING = N_("fact.no_reading", "The field class is not known: {note}")


def paper_facts(
    file: OrderFile, shelf: Shelf, pack: Pack, today: date
) -> Callable[[Shipment | None], Facts]:
    """The facts that papers give, shipment by shipment, each made when it is asked for."""

    def facts(shipment: Shipment | None) -> Facts:
        return {"field_class": lambda: _field(file, shelf, shipment, pack, today)}

    return facts


def _accepted(paper: Document, today: date) -> bool:
    return paper.state == "accepted" and (paper.valid_to is None or today <= paper.valid_to)


def _ends(paper: Document) -> date | None:
    """First day on which the paper does not serve any more."""
    return None if paper.valid_to is None else paper.valid_to + timedelta(days=1)


def _field(
    file: OrderFile, shelf: Shelf, shipment: Shipment | None, pack: Pack, today: date
) -> Step[object]:
    ref = shipment.shipment_ref if shipment is not None else None
    for paper in shelf.serving("mag_decl", ref, None):
        if _accepted(paper, today):
            day = (shipment.atd or shipment.etd if shipment is not None else None) or today
            known = field_class(pack, day, paper.gauss_at_2_1m, paper.gauss_at_4_6m)
            return _with_end(known, _ends(paper))
    place = RecordRef("documents", f"mag_decl {ref or file.order.order_number}", "gauss_at_2_1m")
    note = "an accepted magnetised-material declaration with its readings at 2.1 m and 4.6 m"
    return missing(NO_READING, place, note=note)


def _with_end(step: Step[object], ends: date | None) -> Step[object]:
    if ends is None:
        return step
    return Step(FIELD, step.value, How.ONE_OF, (step,), step.ref, step.unit, step.note, "", ends)
