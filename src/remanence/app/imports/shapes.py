"""How a sheet's row lies in the store: which columns belong to the whole, which to its line.

One `Shape` a KIND. A reference is a column (or two) that names a row of another sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

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

STORED_AS: Final = {
    "group": "group_name",
    "list": "list_code",
    "date": "on_day",
    "from": "from_day",
}
"""Sheet columns whose name the store spells differently."""


class Reference(NamedTuple):
    """Columns of a sheet that name a row of another one."""

    columns: tuple[str, ...]  # of this sheet
    kind: str  # the sheet meant
    stored: str  # the store's column that takes its id
    line: bool = False  # the line of the other sheet is meant, not the whole


class Part(NamedTuple):
    """One table of the store with the sheet columns that lie in it."""

    table: str
    columns: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Own columns and those that are stored as a reference."""
        named = tuple(column for reference in self.references for column in reference.columns)
        return self.columns + named

    @property
    def stored_names(self) -> tuple[str, ...]:
        """The store's names: own columns, then references."""
        own = tuple(STORED_AS.get(column, column) for column in self.columns)
        return own + tuple(reference.stored for reference in self.references)


class Shape(NamedTuple):
    """A KIND: its key, its whole, and its lines if it has them."""

    kind: str
    key: tuple[str, ...]
    whole: Part
    line: Part | None = None
    link: str = ""  # the line's column that takes the id of the whole
    whole_key: tuple[str, ...] = ()


def _columns(fact: type, *left_out: str) -> tuple[str, ...]:
    fields: tuple[str, ...] = fact._fields  # type: ignore[attr-defined]
    names = ("from" if name == "from_day" else name for name in fields)
    return tuple(name for name in names if name not in {"id", *left_out})


_SUPPLIER = Reference(("supplier_code",), "suppliers", "supplier_id")
_PRODUCT = Reference(("product_code",), "products", "product_id")
_ORDER = Reference(("order_number",), "orders", "order_id")
_SHIPMENT = Reference(("shipment_ref",), "shipments", "shipment_id")
_LICENCE = Reference(("licence_ref",), "licences", "licence_id")
_ORDER_LINE = Reference(("order_number", "line_no"), "orders", "order_line_id", line=True)

SHAPES: Final[dict[str, Shape]] = {
    shape.kind: shape
    for shape in (
        Shape("business", (), Part("business", _columns(Business))),
        Shape("suppliers", ("supplier_code",), Part("suppliers", _columns(Supplier))),
        Shape("products", ("product_code",), Part("products", _columns(Product))),
        Shape(
            "classifications",
            ("product_code", "country", "valid_from"),
            Part("classifications", _columns(Classification, "product_code"), (_PRODUCT,)),
        ),
        Shape(
            "orders",
            ("order_number", "line_no"),
            Part("orders", _columns(Order, "supplier_code"), (_SUPPLIER,)),
            Part("order_lines", _columns(OrderLine, "order_id", "product_code"), (_PRODUCT,)),
            "order_id",
            ("order_number",),
        ),
        Shape(
            "licences",
            ("licence_ref", "line_no"),
            Part(
                "licences", _columns(Licence, "supplier_code", "order_number"), (_SUPPLIER, _ORDER)
            ),
            Part("licence_lines", _columns(LicenceLine, "licence_id", "product_code"), (_PRODUCT,)),
            "licence_id",
            ("licence_ref",),
        ),
        Shape(
            "licence_events",
            ("licence_ref", "date", "state"),
            Part("licence_events", _columns(LicenceEvent, "licence_id"), (_LICENCE,)),
        ),
        Shape(
            "shipments",
            ("shipment_ref", "order_number", "line_no"),
            Part("shipments", _columns(Shipment)),
            Part(
                "shipment_lines",
                _columns(ShipmentLine, "shipment_id", "order_number", "line_no", "licence_ref"),
                (_ORDER_LINE, _LICENCE),
            ),
            "shipment_id",
            ("shipment_ref",),
        ),
        Shape(
            "entries",
            ("shipment_ref", "entry_line", "layer"),
            Part("entries", _columns(Entry, "shipment_ref"), (_SHIPMENT,)),
        ),
        Shape(
            "documents",
            (
                "document_type",
                "order_number",
                "shipment_ref",
                "licence_ref",
                "supplier_code",
                "product_code",
                "number",
            ),
            Part(
                "documents",
                _columns(
                    Document,
                    "order_number",
                    "shipment_ref",
                    "licence_ref",
                    "supplier_code",
                    "product_code",
                ),
                (_ORDER, _SHIPMENT, _LICENCE, _SUPPLIER, _PRODUCT),
            ),
        ),
        Shape(
            "charges",
            (
                "charge_ref",
                "order_number",
                "shipment_ref",
                "kind",
                "basis",
                "lines",
                "vendor",
                "invoice_number",
            ),
            Part("charges", _columns(Charge, "order_number", "shipment_ref"), (_ORDER, _SHIPMENT)),
        ),
        Shape(
            "prices",
            ("material", "date", "market", "source", "unit", "currency", "tax_included"),
            Part("prices", _columns(PricePoint)),
        ),
        Shape("fx", ("date", "base", "quote", "source"), Part("fx", _columns(FxRate))),
        Shape("parties", ("list", "name", "from"), Part("parties", _columns(Party))),
        Shape("decisions", ("subject", "code"), Part("decisions", _columns(Decision))),
    )
}
"""In the sequence in which their rows are written: nothing is named before it is there."""

HANGS_ON: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "suppliers": (
        ("orders", "supplier_id", "orders"),
        ("licences", "supplier_id", "licences"),
        ("documents", "supplier_id", "documents"),
    ),
    "products": (
        ("order_lines", "product_id", "orders"),
        ("licence_lines", "product_id", "licences"),
        ("classifications", "product_id", "classifications"),
        ("documents", "product_id", "documents"),
    ),
    "orders": (
        ("licences", "order_id", "licences"),
        ("documents", "order_id", "documents"),
        ("charges", "order_id", "charges"),
    ),
    "order_lines": (("shipment_lines", "order_line_id", "shipments"),),
    "licences": (
        ("licence_events", "licence_id", "licence_events"),
        ("shipment_lines", "licence_id", "shipments"),
        ("documents", "licence_id", "documents"),
    ),
    "shipments": (
        ("entries", "shipment_id", "entries"),
        ("documents", "shipment_id", "documents"),
        ("charges", "shipment_id", "charges"),
    ),
}
"""Table -> (table that names it, its column, KIND of that table).

What stands in the way of a removal.
"""


KeyOf = Callable[[Mapping[str, object]], tuple[object, ...]]


def key_maker(kind: str) -> KeyOf:
    """The function that gives the key of a row of a kind by its columns.

    A charge with a `charge_ref` has that alone; a licence line left out is line 1.
    """
    if kind == "charges":
        return _charge_key
    names = SHAPES[kind].key
    if kind == "licences":
        return lambda cells: (cells.get("licence_ref"), cells.get("line_no") or 1)
    return lambda cells: tuple(map(cells.get, names))


def _charge_key(cells: Mapping[str, object]) -> tuple[object, ...]:
    if cells.get("charge_ref"):
        return (cells["charge_ref"],)
    basis = cells.get("basis") or (
        "actual" if cells.get("invoice_number") or cells.get("paid_on") else "estimate"
    )
    columns = SHAPES["charges"].key[1:]
    return tuple(basis if column == "basis" else cells.get(column) for column in columns)
