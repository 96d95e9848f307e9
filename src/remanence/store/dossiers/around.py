"""All that hangs on a set of orders, read at once and handed out order by order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from remanence.core.facts.charges import Charge
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import LicenceFile, OrderFile, ShipmentFile
from remanence.core.facts.orders import Order
from remanence.core.facts.parties import Decision
from remanence.core.facts.products import Classification
from remanence.core.facts.suppliers import Supplier
from remanence.store import charges, documents, licences, policy, products, shipments, suppliers
from remanence.store.dossiers.carried import Carried
from remanence.store.dossiers.goods import Goods
from remanence.store.dossiers.grouping import grouped
from remanence.store.dossiers.licensed import LicenceFiles
from remanence.store.reading import Rows

WORKSPACE: Final = "workspace"


class Around(NamedTuple):
    """All that hangs on a set of orders, ready to be handed out order by order."""

    goods: Goods
    carried: Carried
    licences: LicenceFiles
    suppliers: Mapping[str, Supplier]
    classifications: Mapping[str, list[Classification]]
    papers: Papers
    charges: Charges
    decisions: Mapping[str, list[Decision]]
    has_licences: bool

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, supplier_ids: set[int]) -> Around:
        """Read what hangs on these orders, or on all."""
        at_sea = None if ids is None else shipments.of_orders(rows, ids)
        carried = Carried.of(rows, at_sea)
        goods = Goods.of(rows, None if ids is None else sorted({*ids, *carried.order_ids}))
        product_ids = None if ids is None else [one.id for one in goods.products.values()]
        wanted = None if ids is None else _licence_ids(rows, ids, supplier_ids, at_sea or [])
        files = LicenceFiles.of(rows, wanted, goods)
        return cls(
            goods,
            carried,
            files,
            {
                one.supplier_code: one
                for one in suppliers.suppliers(rows, None if ids is None else supplier_ids)
            },
            grouped(products.classifications(rows, product_ids), lambda one: one.product_code),
            Papers.of(rows, ids, supplier_ids, product_ids),
            Charges.of(rows, ids, at_sea),
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
        numbers = {
            line.order_number
            for file in afloat
            for line in file.lines
            if line.order_number != order.order_number
        }
        return sorted(self.goods.ids[number] for number in numbers)

    def _licences(
        self, order: Order, supplier: Supplier, afloat: Sequence[ShipmentFile]
    ) -> tuple[LicenceFile, ...]:
        """Those naming the order, its supplier's that name none, those its shipments name."""
        named = {line.licence_ref for file in afloat for line in file.lines if line.licence_ref}
        found = {
            *self.licences.of_order[order.id],
            *self.licences.of_supplier[supplier.id],
            *(self.licences.ids[ref] for ref in named),
        }
        return tuple(self.licences.by_id[one] for one in sorted(found))

    def _decisions(self, order: Order, codes: Sequence[str]) -> tuple[Decision, ...]:
        """Those for the order, its products, its supplier and the workspace."""
        subjects = (
            f"order {order.order_number}",
            *(f"product {code}" for code in codes),
            f"supplier {order.supplier_code}",
            WORKSPACE,
        )
        return tuple(one for subject in subjects for one in self.decisions[subject])


def _licence_ids(
    rows: Rows, ids: list[int], supplier_ids: set[int], shipment_ids: list[int]
) -> list[int]:
    asked = (
        (licences.OF_ORDERS, ids),
        (licences.OF_SUPPLIERS, supplier_ids),
        (licences.NAMED_BY_SHIPMENTS, shipment_ids),
    )
    return sorted({row[0] for sql, some in asked for row in rows.rows(sql, ids=some)})


class Papers(NamedTuple):
    """Papers by the record that they belong to."""

    of_orders: Mapping[str | None, list[Document]]
    of_suppliers: Mapping[str | None, list[Document]]
    of_products: Mapping[str | None, list[Document]]

    @classmethod
    def of(
        cls,
        rows: Rows,
        ids: list[int] | None,
        supplier_ids: set[int],
        product_ids: list[int] | None,
    ) -> Papers:
        """Read the papers of these records, or of all."""
        return cls(
            grouped(
                documents.documents(rows, documents.OF_ORDERS, ids), lambda one: one.order_number
            ),
            grouped(
                documents.documents(
                    rows, documents.OF_SUPPLIERS, None if ids is None else supplier_ids
                ),
                lambda one: one.supplier_code,
            ),
            grouped(
                documents.documents(rows, documents.OF_PRODUCTS, product_ids),
                lambda one: one.product_code,
            ),
        )

    def of_order(self, order: Order, codes: Sequence[str]) -> tuple[Document, ...]:
        """The papers that serve one order: its own, its supplier's, its products'."""
        return (
            *self.of_orders[order.order_number],
            *self.of_suppliers[order.supplier_code],
            *(paper for code in codes for paper in self.of_products[code]),
        )


class Charges(NamedTuple):
    """Charges by the record that they belong to."""

    of_orders: Mapping[str | None, list[Charge]]
    of_shipments: Mapping[str | None, list[Charge]]

    @classmethod
    def of(cls, rows: Rows, ids: list[int] | None, shipment_ids: list[int] | None) -> Charges:
        """Read the charges of these records, or of all."""
        return cls(
            grouped(charges.charges(rows, charges.OF_ORDERS, ids), lambda one: one.order_number),
            grouped(
                charges.charges(rows, charges.OF_SHIPMENTS, shipment_ids),
                lambda one: one.shipment_ref,
            ),
        )

    def of_order(self, order: Order, afloat: Sequence[ShipmentFile]) -> tuple[Charge, ...]:
        """The charges of an order and of its shipments."""
        return (
            *self.of_orders[order.order_number],
            *(one for file in afloat for one in self.of_shipments[file.shipment.shipment_ref]),
        )
