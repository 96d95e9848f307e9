"""By when the next stage of an order is to be done: what makes a blocked one urgent."""

from __future__ import annotations

from datetime import date

from remanence.core.documents.days import day_of
from remanence.core.documents.parcels import parcels, tolerance_percent
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.shipments import Shipment
from remanence.core.licences.status import clock_of
from remanence.core.policy.pack import Pack
from remanence.core.readiness.verdict import Readiness


def stage_day(
    file: OrderFile, known: Readiness, desk: Desk, pack: Pack, today: date
) -> date | None:
    """The earliest of: the day the stage is planned for, what is due, the answer of a licence."""
    blocking = known.blocking
    days = [one.due_on for one in blocking if one.due_on is not None]
    short = tolerance_percent(file, desk, today)
    for sent, _ in parcels(file, short):
        planned = day_of(known.stage or "", file, sent.shipment if sent is not None else None)
        if planned.value is not None and not _is_over(sent.shipment if sent else None, today):
            days.append(planned.value)
    if any(one.kind == "licence" for one in blocking):
        for licence in known.licences:
            running = clock_of(licence.file, desk, pack, today)
            if running.due.value is not None:
                days.append(running.due.value)
    return min(days, default=None)


def _is_over(shipment: Shipment | None, today: date) -> bool:
    return shipment is not None and shipment.ata is not None and shipment.ata <= today
