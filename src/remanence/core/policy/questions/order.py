"""Facts that all lines of one order share: countries, parties, answers that people gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from remanence.core.base.sentences import N_
from remanence.core.base.steps import How, RecordRef, Step
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.parties import Decision
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import Shipment
from remanence.core.policy.conditions import ASKED
from remanence.core.policy.elements import Words, shares_of
from remanence.core.policy.listings import Hit, decided, next_lapse
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions.shared import plain, shared_facts
from remanence.core.policy.questions.shipment import ShipmentFacts

ANSWERED = N_("line.answered", "{note}: {value}, as decided")
PAPER_ANSWERS = N_("line.paper_answers", "{note}: {value}, since the end user's paper is accepted")
WITHIN_LIMIT = N_("line.within_limit", "Elements, Dy and Tb within your limit left out: {value}")
OWN_LIMIT = N_("line.own_limit", "Your limit for Dy and Tb together, mass percent: {value}")

_MILITARY: Final = "asked.military_end_use"
_STATEMENTS: Final = ("eus", "euc")
_TRACE: Final = ("Dy", "Tb")
Decided = dict[tuple[str, str], Decision]


def order_facts(file: OrderFile, desk: Desk, pack: Pack, today: date) -> OrderFacts:
    """What all lines of one order share; the last order asked for is remembered."""
    last = pack.memo.get("last order")
    if isinstance(last, OrderFacts) and last.is_of(file, desk, today):
        return last
    facts = OrderFacts(file, desk, pack, today)
    pack.memo["last order"] = facts
    return facts


class OrderFacts:
    """What the lines of one order share."""

    def __init__(self, file: OrderFile, desk: Desk, pack: Pack, today: date) -> None:
        """Sort the decisions and take hold of what all orders share."""
        self.file = file
        self.desk = desk
        self.pack = pack
        self.today = today
        self.shared = shared_facts(pack)
        self.decisions: Decided = {}
        for one in (*desk.decisions, *file.decisions):
            if one.until is None or one.until >= today:
                self.decisions[one.subject, one.code] = one
        self._facts: dict[str, Step[object]] = {}
        self._products: dict[str, dict[str, Step[object]]] = {}
        self._shipments: dict[str, ShipmentFacts] = {}
        self._asked: dict[tuple[str, str], Step[object]] = {}
        self._limits = any(code == "practice.limit" for _, code in self.decisions)
        self._answers = any(code.startswith("fact.") for _, code in self.decisions)

    def is_of(self, file: OrderFile, desk: Desk, today: date) -> bool:
        """Whether these are the facts of just that order, desk and day."""
        return self.file is file and self.desk is desk and self.today == today

    def fact(self, name: str) -> Step[object]:
        """A fact of the order itself."""
        step = self._facts.get(name)
        if step is None:
            step = self._facts[name] = _ORDER_FACTS[name](self)
        return step

    def product_facts(self, code: str) -> dict[str, Step[object]]:
        """Category, material, form and elements of a product."""
        facts = self._products.get(code)
        if facts is None:
            product = self.file.products.get(code) or Product(product_code=code)
            facts = self.shared.product(product, self.pack)
            limit = self.nearest("practice.limit", code) if self._limits else None
            if limit is not None:
                facts = {**facts, "elements": _within(limit, product, facts["elements"])}
            self._products[code] = facts
        return facts

    def shipment_facts(self, shipment: Shipment | None) -> ShipmentFacts:
        """The facts of one shipment, or of none."""
        key = "" if shipment is None else shipment.shipment_ref
        facts = self._shipments.get(key)
        if facts is None:
            facts = self._shipments[key] = ShipmentFacts(self, shipment)
        return facts

    def asked(self, fact: str, product_code: str) -> Step[object]:
        """An answer that only a person can give, from the nearest subject."""
        if not self._answers and fact != _MILITARY:
            return self.shared.unanswered(fact)
        key = (fact, product_code if self._answers else "")
        step = self._asked.get(key)
        if step is None:
            step = self._asked[key] = self._answer(fact, product_code)
        return step

    def _answer(self, fact: str, product_code: str) -> Step[object]:
        one = self.nearest("fact." + fact.removeprefix(ASKED), product_code)
        value = ((one.value if one else None) or "").strip().lower()
        if one is not None and value in ("yes", "no"):
            ref = RecordRef("decisions", f"{one.subject}, {one.code}", "value")
            turn = _day_after(one.until)
            return Step(ANSWERED, value, How.CHOSEN, (), ref, "", plain(fact), "", turn)
        if fact == _MILITARY:
            paper = next(filter(self._is_statement, _papers(self.file)), None)
            if paper is not None:
                ref = RecordRef("documents", _paper_key(paper), "state")
                turn = _day_after(paper.valid_to)
                return Step(PAPER_ANSWERS, "no", How.GIVEN, (), ref, "", plain(fact), "", turn)
        return self.shared.unanswered(fact)

    def _is_statement(self, paper: Document) -> bool:
        valid = paper.valid_to is None or paper.valid_to >= self.today
        return paper.document_type in _STATEMENTS and paper.state == "accepted" and valid

    def nearest(self, code: str, product_code: str) -> Decision | None:
        """The decision whose subject lies nearest: order, product, supplier, workspace."""
        order = self.file.order
        subjects = (
            f"order {order.order_number}",
            f"product {product_code}",
            f"supplier {order.supplier_code}",
            "workspace",
        )
        return next(
            (self.decisions[one, code] for one in subjects if (one, code) in self.decisions), None
        )

    def hits(self, day: date) -> tuple[Hit, ...]:
        """Hits of all parties of the order on that day, cleared ones left out."""
        found = [
            hit
            for role, name, local in self.parties()
            for hit in self.shared.hits(role, name, local, day, self.pack, self.desk)
        ]
        return decided(found, (*self.file.decisions, *self.desk.decisions), self.today)

    def next_listing(self, day: date) -> date | None:
        """First later day on which lists or clearances may say something else of the parties."""
        turns = [self.next_listing_of(name, local, day) for _, name, local in self.parties()]
        return min((turn for turn in turns if turn is not None), default=None)

    def next_listing_of(self, name: str, local: str | None, day: date) -> date | None:
        """The same for one party."""
        listing = self.shared.next_listing(name, local, day, self.pack, self.desk)
        lapse = next_lapse((*self.file.decisions, *self.desk.decisions), self.today)
        return min((turn for turn in (listing, lapse) if turn is not None), default=None)

    def parties(self) -> tuple[tuple[str, str, str | None], ...]:
        """Role, name and local name of every party that is named, the own firm where assumed."""
        order, supplier, own = self.file.order, self.file.supplier, self.desk.business
        local = own.local_name
        found: list[tuple[str, str, str | None]] = [
            ("supplier", supplier.name, supplier.local_name),
            ("owner", supplier.group or "", None),
            ("consignee", order.consignee or own.name, None if order.consignee else local),
            (
                "importer",
                order.importer_of_record or own.name,
                None if order.importer_of_record else local,
            ),
        ]
        found += [("end user", name.strip(), None) for name in (order.end_user or "").split(" | ")]
        return tuple(party for party in found if party[1])


def _within(limit: Decision, product: Product, elements: Step[object]) -> Step[object]:
    """Elements of a magnet whose Dy and Tb together do not pass the user's own limit."""
    shares = shares_of(product) if product.composition else None
    if limit.number is None or shares is None or product.category != "magnet":
        return elements
    trace = sum(share for symbol, share in shares.items() if symbol in _TRACE)
    held = elements.value
    if trace > limit.number or not isinstance(held, frozenset) or held.isdisjoint(_TRACE):
        return elements
    ref = RecordRef("decisions", f"{limit.subject}, {limit.code}", "value")
    turn = _day_after(limit.until)
    own: Step[object] = Step(OWN_LIMIT, limit.number, How.CHOSEN, (), ref, "%", "", "", turn)
    rest = Words(held.difference(_TRACE))
    return Step(WITHIN_LIMIT, rest, How.CHOSEN, (elements, own), ref)


def _day_after(last: date | None) -> date | None:
    return None if last is None else last + timedelta(days=1)


def _papers(file: OrderFile) -> Iterator[Document]:
    yield from file.documents
    for shipment in file.shipments:
        yield from shipment.documents
    for licence in file.licences:
        yield from licence.documents


def _paper_key(paper: Document) -> str:
    parent = (
        paper.order_number or paper.shipment_ref or paper.licence_ref or paper.supplier_code or ""
    )
    return " ".join(filter(None, (paper.document_type, parent, paper.number)))


def _export_country(order: OrderFacts) -> Step[object]:
    supplier = order.file.supplier
    ref = RecordRef("suppliers", supplier.supplier_code, "country")
    return order.shared.filled("country of export", supplier.country, ref)


def _destination(order: OrderFacts) -> Step[object]:
    head = order.file.order
    if head.destination_country:
        ref = RecordRef("orders", head.order_number, "destination_country")
        return order.shared.filled("destination", head.destination_country, ref)
    ref = RecordRef("business", "", "country")
    return order.shared.filled("destination", order.desk.business.country, ref, "assumed")


def _end_user_country(order: OrderFacts) -> Step[object]:
    head = order.file.order
    ref = RecordRef("orders", head.order_number, "end_user_country")
    return order.shared.filled("country of the end user", head.end_user_country, ref)


_ORDER_FACTS: Final[dict[str, Callable[[OrderFacts], Step[object]]]] = {
    "export_country": _export_country,
    "destination": _destination,
    "end_user_country": _end_user_country,
}
