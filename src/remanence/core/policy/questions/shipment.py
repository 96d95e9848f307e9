"""Facts of a shipment: when and how it leaves, what customs says, who is listed that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step, missing, today_step
from remanence.core.facts.dossiers import ShipmentFile
from remanence.core.facts.shipments import Shipment
from remanence.core.policy.conditions import PERHAPS
from remanence.core.policy.elements import Words
from remanence.core.policy.listings import hit_step
from remanence.core.policy.questions.shared import FACT, NOT_FILLED

if TYPE_CHECKING:
    from remanence.core.policy.questions.order import OrderFacts

EXPORT_DAY = N_("line.export_day", "Day of export: {value}")
LISTS = N_("line.listed", "Lists on which a party stands (? = perhaps): {value}")
NO_END_USER = N_("line.no_end_user", "Whether the end user is listed is not known: {note}")
LAYERS = N_("line.paid_layers", "Layers that customs took: {value}")

NAME_END_USER: Final = "name the end user of the order"


def export_day(shipment: Shipment | None, today: date) -> Step[date]:
    """Departure, else the planned one, else the day of the question."""
    if shipment is not None:
        for field in ("atd", "etd"):
            day: date | None = getattr(shipment, field)
            if day is not None:
                ref = RecordRef("shipments", shipment.shipment_ref, field)
                return Step(EXPORT_DAY, day, How.GIVEN, (), ref)
    return today_step(today)


class ShipmentFacts:
    """What the lines of one order that travel together share."""

    def __init__(self, order: OrderFacts, shipment: Shipment | None) -> None:
        """Take the shipment of an order; None: what has not left yet."""
        self._order = order
        self.shipment = shipment
        self.export_day = export_day(shipment, order.today)
        self._facts: dict[str, Step[object]] = {}

    def fact(self, name: str) -> Step[object]:
        """A fact of the shipment."""
        step = self._facts.get(name)
        if step is None:
            step = self._facts[name] = SHIPMENT_FACTS[name](self)
        return step

    def listed(self) -> Step[object]:
        """Codes of lists on which a party stands on the day of export; `?` behind one: perhaps."""
        day = self.export_day
        order = self._order
        hits = order.hits(day.value)
        codes = {hit.list for hit in hits if hit.certain}
        codes |= {hit.list + PERHAPS for hit in hits if not hit.certain and hit.list not in codes}
        inputs: list[Step[object]] = [hit_step(hit) for hit in hits]
        notes = [step.note for step in inputs]
        ref = None
        if not (order.file.order.end_user or "").strip():
            codes.add(PERHAPS)
            notes.append(NAME_END_USER)
            ref = RecordRef("orders", order.file.order.order_number, "end_user")
            inputs.append(missing(NO_END_USER, ref, note=NAME_END_USER))
        until = order.next_listing(day.value) if day.how is How.TODAY else None
        return order.shared.step(
            LISTS,
            Words(codes),
            How.ONE_OF,
            ref,
            "; ".join(notes),
            inputs=tuple(inputs),
            until=until,
        )

    def mode(self) -> Step[object]:
        """The shipment's own, else the order's (assumed for the shipment); never another."""
        order, shipment = self._order.file.order, self.shipment
        if shipment is not None and shipment.transport_mode:
            ref = RecordRef("shipments", shipment.shipment_ref, "transport_mode")
            return self._step("mode", shipment.transport_mode, ref)
        ref = RecordRef("orders", order.order_number, "transport_mode")
        mark = "" if shipment is None else "assumed"
        return self._step("mode", order.transport_mode, ref, mark)

    def customs_state(self) -> Step[object]:
        """As recorded; with nothing recorded, as far as the shipment has come (assumed)."""
        shipment = self.shipment
        if shipment is None:
            return self._order.shared.step(FACT, "none", How.GIVEN, None, "customs state")
        ref = RecordRef("shipments", shipment.shipment_ref, "customs_state")
        if shipment.customs_state:
            return self._step("customs state", shipment.customs_state, ref)
        come = "declared" if shipment.export_declared_on else "none"
        return self._step("customs state", "released" if shipment.atd else come, ref, "assumed")

    def loaded_on(self) -> Step[object]:
        """Departure, else the planned one."""
        return self._day("day of loading", ("atd", "etd"))

    def entry_date(self) -> Step[object]:
        """Entry, else the planned arrival."""
        return self._day("day of entry", ("entered_on", "eta"))

    def field_class(self) -> Step[object]:
        """By the readings of the accepted declaration, which only the caller has at hand."""
        return missing(NOT_FILLED, note="record the field at 2.1 m and 4.6 m (documents, mag_decl)")

    def paid_layers(self) -> Step[object]:
        """Layers of the entry: none before it; an entry without rows is not known."""
        shipment = self.shipment
        ref = RecordRef("entries", "" if shipment is None else shipment.shipment_ref, "layer")
        layers = Words(entry.layer for entry in self._file().entries)
        if layers or shipment is None or not (shipment.entered_on or shipment.cleared_on):
            return self._order.shared.step(LAYERS, layers, How.GIVEN, ref)
        return missing(NOT_FILLED, ref, note="fill in what customs took (entries)")

    def _file(self) -> ShipmentFile:
        ref = "" if self.shipment is None else self.shipment.shipment_ref
        files = self._order.file.shipments
        found = next((one for one in files if one.shipment.shipment_ref == ref), None)
        return found or ShipmentFile(self.shipment or Shipment())

    def _day(self, name: str, fields: tuple[str, str]) -> Step[object]:
        for field in fields:
            day: date | None = getattr(self.shipment, field, None)
            if day is not None and self.shipment is not None:
                return self._step(
                    name, day, RecordRef("shipments", self.shipment.shipment_ref, field)
                )
        return missing(NOT_FILLED, note=f"fill in the {name} of the shipment")

    def _step(self, name: str, value: object, ref: RecordRef, mark: str = "") -> Step[object]:
        return self._order.shared.filled(name, value, ref, mark)


SHIPMENT_FACTS: Final[dict[str, Callable[[ShipmentFacts], Step[object]]]] = {
    "mode": ShipmentFacts.mode,
    "listed": ShipmentFacts.listed,
    "customs_state": ShipmentFacts.customs_state,
    "field_class": ShipmentFacts.field_class,
    "paid_layers": ShipmentFacts.paid_layers,
    "loaded_on": ShipmentFacts.loaded_on,
    "entry_date": ShipmentFacts.entry_date,
}
"""Facts that belong to the shipment."""
