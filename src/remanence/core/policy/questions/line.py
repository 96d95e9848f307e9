"""Facts of one order line: the door through which rules ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from remanence.core.base.steps import How, RecordRef, Step, missing
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.shipments import Shipment
from remanence.core.policy import controls
from remanence.core.policy.conditions import ASKED, Ask
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions.order import OrderFacts, order_facts
from remanence.core.policy.questions.shared import FACT, NOT_FILLED
from remanence.core.policy.questions.shipment import SHIPMENT_FACTS

NO_PREFERENCE: Final = "none"
Extra = Mapping[str, Callable[[], Step[object]]]
_NO_EXTRA: Final[Extra] = {}


def line_facts(  # noqa: PLR0913 - what a line stands in
    file: OrderFile,
    line: OrderLine,
    shipment: Shipment | None,
    desk: Desk,
    pack: Pack,
    today: date,
    extra: Extra | None = None,
) -> Ask:
    """The facts of one order line, as one of its shipments (or the order alone) has them.

    `extra` answers facts that need more than the order (`year_kg`, `field_class`); without it they
    are not known.
    """
    return LineFacts(order_facts(file, desk, pack, today), line, shipment, extra or _NO_EXTRA)


class LineFacts:
    """The facts of one line, made when first asked for."""

    __slots__ = ("_extra", "_known", "_line", "_order", "_shipment")

    def __init__(
        self, order: OrderFacts, line: OrderLine, shipment: Shipment | None, extra: Extra
    ) -> None:
        """Take what is known already; nothing is worked out here."""
        self._order = order
        self._line = line
        self._shipment = order.shipment_facts(shipment)
        self._extra = extra
        self._known: dict[str, Step[object]] = {}

    def __call__(self, fact: str) -> Step[object]:
        """The step of a fact.

        Raises:
            KeyError: no rule may ask that.
        """
        step = self._known.get(fact)
        if step is None:
            step = self._known[fact] = self._find(fact)
        return step

    @property
    def export_day(self) -> Step[date]:
        """The day on which control rules are looked up."""
        return self._shipment.export_day

    def _find(self, fact: str) -> Step[object]:
        if fact in self._extra:
            return self._extra[fact]()
        if fact.startswith(ASKED):
            return self._order.asked(fact, self._line.product_code)
        if fact in _PRODUCT_FACTS:
            return self._order.product_facts(self._line.product_code)[fact]
        if fact in SHIPMENT_FACTS:
            return self._shipment.fact(fact)
        return self._of_line(fact) or self._order.fact(fact)

    def _of_line(self, fact: str) -> Step[object] | None:
        if fact in _VERDICTS:
            return _VERDICTS[fact](self, self.export_day, self._order.pack)
        return _LINE_FACTS[fact](self._order, self._line) if fact in _LINE_FACTS else None


def _origin(order: OrderFacts, line: OrderLine) -> Step[object]:
    if line.origin_country:
        key = f"{order.file.order.order_number}/{line.line_no}"
        ref = RecordRef("orders", key, "origin_country")
        return order.shared.filled("origin", line.origin_country, ref)
    supplier = order.file.supplier
    ref = RecordRef("suppliers", supplier.supplier_code, "country")
    return order.shared.filled("origin", supplier.country, ref, "assumed")


def _preference(order: OrderFacts, line: OrderLine) -> Step[object]:
    if not line.preference:
        return order.shared.step(FACT, NO_PREFERENCE, How.GIVEN, None, "preference")
    key = f"{order.file.order.order_number}/{line.line_no}"
    return order.shared.filled(
        "preference", line.preference, RecordRef("orders", key, "preference")
    )


def _year_kg(order: OrderFacts, line: OrderLine) -> Step[object]:
    year = order.file.order.order_date.year
    note = f"count what of {line.product_code} goes to the destination in {year}"
    return missing(NOT_FILLED, unit="kg", note=note)


_PRODUCT_FACTS: Final = frozenset({"category", "material", "form", "elements"})
_LINE_FACTS: Final[dict[str, Callable[[OrderFacts, OrderLine], Step[object]]]] = {
    "origin": _origin,
    "preference": _preference,
    "year_kg": _year_kg,
}
_VERDICTS: Final[dict[str, Callable[[Ask, Step[date], Pack], Step[object]]]] = {
    "controlled": controls.controlled,
    "ordinary_licence": controls.ordinary_licence,
}
