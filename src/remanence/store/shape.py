"""Which columns each kind of row has, without SQLModel: what reading and writing need of the shape.

A kept table has the fields of its fact, in that order, after `id` and `op`; this module says only
where the two differ. The tables themselves (constraints, indexes, references) are declared in
`store.tables`; a test holds the two together, and another that SQLAlchemy compiles the very
statements that are built here. Importing SQLModel takes a command longer than most of its writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from remanence.core.facts.business import Business
from remanence.core.facts.charges import Charge
from remanence.core.facts.documents import Document
from remanence.core.facts.licences import Licence, LicenceEvent, LicenceLine
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.parties import Decision, Party
from remanence.core.facts.prices import FxRate, PricePoint
from remanence.core.facts.products import Classification, Product
from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.core.facts.suppliers import Supplier
from remanence.store.fields import fields_of
from remanence.store.types import Stored

FACTS: Final[Mapping[str, type]] = {
    "business": Business,
    "suppliers": Supplier,
    "products": Product,
    "classifications": Classification,
    "orders": Order,
    "order_lines": OrderLine,
    "licences": Licence,
    "licence_lines": LicenceLine,
    "licence_events": LicenceEvent,
    "shipments": Shipment,
    "shipment_lines": ShipmentLine,
    "entries": Entry,
    "documents": Document,
    "charges": Charge,
    "prices": PricePoint,
    "fx": FxRate,
    "parties": Party,
    "decisions": Decision,
}
"""The kept tables and the facts they hold."""

_PARENTS: Final = {
    "order_number": "order_id",
    "shipment_ref": "shipment_id",
    "licence_ref": "licence_id",
    "supplier_code": "supplier_id",
    "product_code": "product_id",
}
_DIFFERENT: Final[Mapping[str, Mapping[str, str]]] = {
    "suppliers": {"group": "group_name"},
    "classifications": {"product_code": "product_id"},
    "orders": {"supplier_code": "supplier_id"},
    "order_lines": {"product_code": "product_id"},
    "licences": {"supplier_code": "supplier_id", "order_number": "order_id"},
    "licence_lines": {"product_code": "product_id"},
    "licence_events": {"date": "on_day"},
    "shipment_lines": {"order_number": "order_line_id", "line_no": "", "licence_ref": "licence_id"},
    "entries": {"shipment_ref": "shipment_id"},
    "documents": _PARENTS,
    "charges": {"order_number": "order_id", "shipment_ref": "shipment_id"},
    "prices": {"date": "on_day"},
    "fx": {"date": "on_day"},
    "parties": {"list": "list_code"},
}
"""Field of the fact -> column of the table.

An id where it refers, another name where SQL reserves it, empty where the table has none.
"""


@lru_cache(maxsize=64)
def columns_of(kind: str) -> Mapping[str, Stored]:
    """The columns of a kept table beside `id` and `op`, in their order.

    Raises:
        KeyError: no kept table has that name.
    """
    different = _DIFFERENT.get(kind, {})
    columns: dict[str, Stored] = {}
    for field in fields_of(FACTS[kind]):
        name = different.get(field.name, field.name)
        if field.name != "id" and name:
            columns[name] = Stored.INTEGER if name.endswith("_id") else field.stored
    return columns
