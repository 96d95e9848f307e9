"""Everything that verdicts about orders need, fetched for many at once: a query a table and part of the list, never one an order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from remanence.core.facts.charges import Charge
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import Desk, Draw, LicenceFile, OrderFile, ShipmentFile
from remanence.core.facts.licences import STATES
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.parties import Decision
from remanence.core.facts.products import Classification, Product
from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.core.facts.suppliers import Supplier
from remanence.store import charges, documents, licences, orders, policy, prices, products, shipments, suppliers
from remanence.store.reading import Rows

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

WORKSPACE: Final = "workspace"
_ROW_OF_PACK: Final = "pack row "
_LAST: Final = date.max
_STATE_ORDER: Final = {state: place for place, state in enumerate(STATES)}
_HUNDRED: Final = Decimal(100)


def desk(rows: Rows, *, currencies: Collection[str] | None = None) -> Desk:
    """What all orders share: the own firm, rates, the workspace's own list of parties, decisions for the workspace and on pack rows.

    Args:
        rows: a snapshot or transaction.
        currencies: only rates between these (a workspace may hold all days of thirty currencies).
    """
    wide = tuple(one for one in policy.decisions(rows) if one.subject == WORKSPACE or one.subject.startswith(_ROW_OF_PACK))
    return Desk(policy.business(rows), tuple(prices.rates(rows, currencies)), tuple(policy.parties(rows)), wide)


def order_files(rows: Rows, order_ids: Sequence[int] | None = None) -> list[OrderFile]:
    """Orders with everything that hangs on them, in the sequence of their ids; None means all.

    Ids that are no order are passed over.
    """
    own, more = orders.orders(rows, order_ids)
    if not own:
        return []
    ids = None if order_ids is None else [order.id for order in own]
    around = _Around.of(rows, ids, {row[0] for row in more})
    return [around.file(order) for order in own]


def licence_files(rows: Rows, refs: Iterable[str] | None = None) -> list[LicenceFile]:
    """Licences with lines, events, draws and papers, by reference; None means all. References that are no licence are passed over."""
    ids = None if refs is None else [row[0] for ref in refs for row in rows.rows(licences.BY_REF, ref=ref)]
    files = _LicenceFiles.of(rows, ids, None)
    return sorted(files.by_id.values(), key=lambda file: file.licence.licence_ref)


def cases(rows: Rows) -> list[LicenceFile]:
    """Every licence with its events alone: what a forecast learns from."""
    found, _ = licences.licences(rows)
    events = grouped(licences.events(rows), lambda one: one.licence_id)
    return [LicenceFile(one, (), tuple(events[one.id])) for one in found if events[one.id]]


# ------------------------------------------------------------------------------------------- shipments


class _Carried(NamedTuple):
    """Shipments with all that they carry, and whose goods."""

    files: Mapping[int, ShipmentFile]
    of_order: Mapping[int, list[int]]  # order id -> shipments, by departure
    order_ids: frozenset[int]

    @classmethod
    def of(cls, rows: Rows, shipment_ids: list[int] | None) -> _Carried:
        """Read these shipments, or all."""
        if shipment_ids is not None and not shipment_ids:
            return cls({}, defaultdict(list), frozenset())
        found = sorted(shipments.shipments(rows, shipment_ids), key=_by_departure)
        carried, owners = shipments.lines(rows, shipment_ids)
        lines = grouped(carried, lambda line: line.shipment_id)
        taken, taken_at = shipments.entries(rows, shipment_ids)
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry, (shipment_id,) in zip(taken, taken_at, strict=True):
            entries[shipment_id].append(entry)
        papers = grouped(documents.documents(rows, documents.OF_SHIPMENTS, shipment_ids), lambda paper: paper.shipment_ref)
        files = {
            one.id: ShipmentFile(one, tuple(lines[one.id]), tuple(entries[one.id]), tuple(papers[one.shipment_ref])) for one in found
        }
        return cls(files, _in_order(files, carried, owners), frozenset(row[0] for row in owners))


def _in_order(
    files: Mapping[int, ShipmentFile], lines: Sequence[ShipmentLine], owners: Sequence[tuple[int, ...]]
) -> Mapping[int, list[int]]:
    place = {shipment_id: at for at, shipment_id in enumerate(files)}
    held: dict[int, set[int]] = defaultdict(set)
    for line, (order_id,) in zip(lines, owners, strict=True):
        held[order_id].add(line.shipment_id)
    return defaultdict(list, {order_id: sorted(found, key=place.__getitem__) for order_id, found in held.items()})


def _by_departure(shipment: Shipment) -> tuple[date, str]:
    return shipment.atd or shipment.etd or _LAST, shipment.shipment_ref


# -------------------------------------------------------------------------------------------- licences


class _LicenceFiles(NamedTuple):
    """Licences with what hangs on them, and whom they serve."""

    by_id: Mapping[int, LicenceFile]
    ids: Mapping[str, int]  # reference -> id
    of_order: Mapping[int, list[int]]
    of_supplier: Mapping[int, list[int]]  # those that name no order

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, known: _Goods | None) -> _LicenceFiles:
        """Read these licences, or all; `known` are goods that were read already."""
        if ids is not None and not ids:
            return cls({}, {}, defaultdict(list), defaultdict(list))
        found, places = licences.licences(rows, ids)
        lines = grouped(licences.lines(rows, ids), lambda line: line.licence_id)
        events = grouped(licences.events(rows, ids), lambda event: event.licence_id)
        papers = grouped(documents.documents(rows, documents.OF_LICENCES, ids), lambda paper: paper.licence_ref)
        drawn = _draws(rows, licences.draws(rows, ids), known)
        of_order: dict[int, list[int]] = defaultdict(list)
        of_supplier: dict[int, list[int]] = defaultdict(list)
        files = {}
        for one, (supplier_id, order_id) in zip(found, places, strict=True):
            in_time = sorted(events[one.id], key=lambda event: (event.date, _STATE_ORDER.get(event.state, -1)))
            files[one.id] = LicenceFile(one, tuple(lines[one.id]), tuple(in_time), drawn[one.id], tuple(papers[one.licence_ref]))
            (of_supplier[supplier_id] if order_id is None else of_order[order_id]).append(one.id)
        return cls(files, {one.licence_ref: one.id for one in found}, of_order, of_supplier)


def _draws(rows: Rows, links: Sequence[tuple[int, int, int, int]], known: _Goods | None) -> Mapping[int, tuple[Draw, ...]]:
    """By licence, what each shipment line takes of it, by departure."""
    if not links:
        return defaultdict(tuple)
    carried = _Carried.of(rows, sorted({shipment for _, _, shipment, _ in links}))
    goods = known if known is not None and known.holds(order for *_, order in links) else _Goods.of(rows, sorted({row[3] for row in links}))
    lines = {line.id: line for file in carried.files.values() for line in file.lines}
    place = {shipment_id: at for at, shipment_id in enumerate(carried.files)}
    found: dict[int, list[Draw]] = defaultdict(list)
    for licence_id, line_id, shipment_id, order_id in sorted(links, key=lambda link: (place[link[2]], link[1])):
        found[licence_id].append(goods.draw(carried.files[shipment_id].shipment, lines[line_id], order_id))
    return defaultdict(tuple, {licence_id: tuple(draws) for licence_id, draws in found.items()})


# ----------------------------------------------------------------------------------------------- goods


class _Goods(NamedTuple):
    """Orders with their lines and products: what was ordered, at which price."""

    orders: Mapping[int, Order]
    lines: Mapping[int, list[OrderLine]]
    by_number: Mapping[tuple[int, int], OrderLine]
    products: Mapping[str, Product]
    ids: Mapping[str, int]  # order number -> id

    @classmethod
    def of(cls, rows: Rows, order_ids: list[int] | None) -> _Goods:
        """Read these orders, or all."""
        found, _ = orders.orders(rows, order_ids)
        lines, more = orders.lines(rows, order_ids)
        wanted = None if order_ids is None else sorted({row[0] for row in more})
        goods = {one.product_code: one for one in products.products(rows, wanted)}
        by_number = {(line.order_id, line.line_no): line for line in lines}
        ids = {order.order_number: order.id for order in found}
        return cls({order.id: order for order in found}, grouped(lines, lambda line: line.order_id), by_number, goods, ids)

    def holds(self, order_ids: Iterable[int]) -> bool:
        """Whether all these orders were read."""
        return self.orders.keys() >= set(order_ids)

    def of_order(self, order_id: int) -> dict[str, Product]:
        """The products of an order."""
        return {line.product_code: self.products[line.product_code] for line in self.lines[order_id]}

    def draw(self, shipment: Shipment, line: ShipmentLine, order_id: int) -> Draw:
        """What a shipment line takes, at the ordered price less its discount."""
        ordered = self.by_number[order_id, line.line_no]
        share = _HUNDRED - (ordered.discount_percent or 0)
        value = line.quantity * ordered.unit_price * share / _HUNDRED / ordered.price_per
        return Draw(shipment, line, self.products[ordered.product_code], ordered.unit, value, self.orders[order_id].currency)


# ---------------------------------------------------------------------------------------- around orders


class _Around(NamedTuple):
    """All that hangs on a set of orders, ready to be handed out order by order."""

    goods: _Goods
    carried: _Carried
    licences: _LicenceFiles
    suppliers: Mapping[str, Supplier]
    classifications: Mapping[str, list[Classification]]
    papers: _Papers
    charges: _Charges
    decisions: Mapping[str, list[Decision]]
    has_licences: bool

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, supplier_ids: set[int]) -> _Around:
        """Read what hangs on these orders, or on all."""
        at_sea = None if ids is None else shipments.of_orders(rows, ids)
        carried = _Carried.of(rows, at_sea)
        goods = _Goods.of(rows, None if ids is None else sorted({*ids, *carried.order_ids}))
        product_ids = None if ids is None else [one.id for one in goods.products.values()]
        wanted = None if ids is None else _licence_ids(rows, ids, supplier_ids, at_sea or [])
        files = _LicenceFiles.of(rows, wanted, goods)
        return cls(
            goods,
            carried,
            files,
            {one.supplier_code: one for one in suppliers.suppliers(rows, None if ids is None else supplier_ids)},
            grouped(products.classifications(rows, product_ids), lambda one: one.product_code),
            _Papers.of(rows, ids, supplier_ids, product_ids),
            _Charges.of(rows, ids, at_sea),
            grouped(policy.decisions(rows), lambda one: one.subject),
            bool(files.by_id),
        )

    def file(self, order: Order) -> OrderFile:
        """The dossier of one order."""
        supplier = self.suppliers[order.supplier_code]
        afloat = [self.carried.files[one] for one in self.carried.of_order[order.id]]
        others = self._neighbours(order, afloat)
        goods = self.goods.of_order(order.id)
        codes = list(goods)
        for other in others:
            goods |= self.goods.of_order(other)
        return OrderFile(
            order,
            tuple(self.goods.lines[order.id]),
            supplier,
            goods,
            tuple(one for code in goods for one in self.classifications[code]),
            tuple(afloat),
            self._licences(order, supplier, afloat) if self.has_licences else (),
            self.papers.of_order(order, codes),
            self.charges.of_order(order, afloat),
            self._decisions(order, codes),
            tuple((self.goods.orders[other], tuple(self.goods.lines[other])) for other in others),
        )

    def _neighbours(self, order: Order, afloat: Sequence[ShipmentFile]) -> list[int]:
        """The other orders that its shipments carry goods of."""
        numbers = {line.order_number for file in afloat for line in file.lines if line.order_number != order.order_number}
        return sorted(self.goods.ids[number] for number in numbers)

    def _licences(self, order: Order, supplier: Supplier, afloat: Sequence[ShipmentFile]) -> tuple[LicenceFile, ...]:
        """Those that name the order, those of its supplier that name none, those that its shipments name."""
        named = {line.licence_ref for file in afloat for line in file.lines if line.licence_ref}
        found = {*self.licences.of_order[order.id], *self.licences.of_supplier[supplier.id], *(self.licences.ids[ref] for ref in named)}
        return tuple(self.licences.by_id[one] for one in sorted(found))

    def _decisions(self, order: Order, codes: Sequence[str]) -> tuple[Decision, ...]:
        """Those for the order, its products, its supplier and the workspace."""
        subjects = (f"order {order.order_number}", *(f"product {code}" for code in codes), f"supplier {order.supplier_code}", WORKSPACE)
        return tuple(one for subject in subjects for one in self.decisions[subject])


def _licence_ids(rows: Rows, ids: list[int], supplier_ids: set[int], shipment_ids: list[int]) -> list[int]:
    asked = ((licences.OF_ORDERS, ids), (licences.OF_SUPPLIERS, supplier_ids), (licences.NAMED_BY_SHIPMENTS, shipment_ids))
    return sorted({row[0] for sql, some in asked for row in rows.rows(sql, ids=some)})


class _Papers(NamedTuple):
    """Papers by the record that they belong to."""

    of_orders: Mapping[str | None, list[Document]]
    of_suppliers: Mapping[str | None, list[Document]]
    of_products: Mapping[str | None, list[Document]]

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, supplier_ids: set[int], product_ids: list[int] | None) -> _Papers:
        """Read the papers of these records, or of all."""
        return cls(
            grouped(documents.documents(rows, documents.OF_ORDERS, ids), lambda one: one.order_number),
            grouped(documents.documents(rows, documents.OF_SUPPLIERS, None if ids is None else supplier_ids), lambda one: one.supplier_code),
            grouped(documents.documents(rows, documents.OF_PRODUCTS, product_ids), lambda one: one.product_code),
        )

    def of_order(self, order: Order, codes: Sequence[str]) -> tuple[Document, ...]:
        """The papers that serve one order: its own, its supplier's, its products'."""
        return (
            *self.of_orders[order.order_number],
            *self.of_suppliers[order.supplier_code],
            *(paper for code in codes for paper in self.of_products[code]),
        )


class _Charges(NamedTuple):
    """Charges by the record that they belong to."""

    of_orders: Mapping[str | None, list[Charge]]
    of_shipments: Mapping[str | None, list[Charge]]

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, shipment_ids: list[int] | None) -> _Charges:
        """Read the charges of these records, or of all."""
        return cls(
            grouped(charges.charges(rows, charges.OF_ORDERS, ids), lambda one: one.order_number),
            grouped(charges.charges(rows, charges.OF_SHIPMENTS, shipment_ids), lambda one: one.shipment_ref),
        )

    def of_order(self, order: Order, afloat: Sequence[ShipmentFile]) -> tuple[Charge, ...]:
        """The charges of an order and of its shipments."""
        return (*self.of_orders[order.order_number], *(one for file in afloat for one in self.of_shipments[file.shipment.shipment_ref]))


def grouped(values: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Values by key, each group in the sequence in which they came; a key without values gives an empty list."""
    groups: dict[K, list[T]] = defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return groups
