"""Which orders a change reaches.

Its own, those that share a shipment or a licence with it, all of a supplier or product, and all
that ask for a rate of the day or a later one.

What is gone is looked up in the before-images of the transaction, what is there in the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from remanence.store import licences, shipments

if TYPE_CHECKING:
    from remanence.store.writing import Txn

_SELF: Final = "id"
_NAMES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "orders": ((_SELF, "orders"),),
    "order_lines": (("order_id", "orders"),),
    "shipment_lines": (
        ("order_line_id", "order_lines"), ("shipment_id", "shipments"), ("licence_id", "licences"),
    ),
    "shipments": ((_SELF, "shipments"),),
    "entries": (("shipment_id", "shipments"),),
    "licences": ((_SELF, "licences"), ("order_id", "orders"), ("supplier_id", "suppliers")),
    "licence_lines": (("licence_id", "licences"),),
    "licence_events": (("licence_id", "licences"),),
    "documents": (
        ("order_id", "orders"), ("shipment_id", "shipments"), ("licence_id", "licences"),
        ("supplier_id", "suppliers"),
        ("product_id", "products"),
    ),
    "charges": (("order_id", "orders"), ("shipment_id", "shipments")),
    "suppliers": ((_SELF, "suppliers"),),
    "products": ((_SELF, "products"),),
    "classifications": (("product_id", "products"),),
}  # fmt: skip
"""Kind -> (column, kind of the row that it names)."""

_SUBJECTS: Final = {
    "order": "orders",
    "product": "products",
    "supplier": "suppliers",
    "licence": "licences",
    "shipment": "shipments",
}
_MOVING: Final = frozenset({"orders", "order_lines", "shipments", "shipment_lines"})
_SHIPPING: Final = frozenset({"shipments", "shipment_lines"})

_DECIDED: Final = "SELECT DISTINCT subject FROM decisions WHERE id BETWEEN :low AND :high"
_ORDERS_OF: Final = {
    "order_lines": "SELECT DISTINCT order_id FROM order_lines WHERE id IN (:ids)",
    "suppliers": "SELECT id FROM orders WHERE supplier_id IN (:ids)",
    "products": "SELECT DISTINCT order_id FROM order_lines WHERE product_id IN (:ids)",
    "shipments": "SELECT DISTINCT l.order_id FROM shipment_lines d JOIN order_lines l ON l.id = "
    "d.order_line_id WHERE d.shipment_id IN (:ids)",
}
_ORDERS_OF_LICENCES: Final = (
    "SELECT order_id FROM licences WHERE order_id IS NOT NULL AND id IN (:ids)",
    "SELECT o.id FROM licences c JOIN orders o ON o.supplier_id = c.supplier_id WHERE "
    "c.order_id IS NULL AND c.id IN (:ids)",
    "SELECT DISTINCT l.order_id FROM shipment_lines d JOIN order_lines l ON l.id = "
    "d.order_line_id WHERE d.licence_id IN (:ids)",
)
_RATE_DAY: Final = "SELECT min(on_day) FROM fx WHERE id BETWEEN :low AND :high"
_AT_RATES_SINCE: Final = """
SELECT id FROM orders WHERE order_date >= :day
UNION
SELECT l.order_id FROM shipments s JOIN shipment_lines d ON d.shipment_id = s.id
    JOIN order_lines l ON l.id = d.order_line_id
WHERE s.entered_on >= :day OR s.eta >= :day OR s.entered_on IS NULL AND s.eta IS NULL
UNION
SELECT order_id FROM charges WHERE order_id IS NOT NULL AND invoice_date >= :day
UNION
SELECT l.order_id FROM charges c JOIN shipment_lines d ON d.shipment_id = c.shipment_id
    JOIN order_lines l ON l.id = d.order_line_id
WHERE c.invoice_date >= :day
UNION
SELECT order_id FROM cost_line WHERE shipment_id = 0"""
"""A rate serves the days from its own on: orders whose dates all lie before it never ask for it.

What has not left, or has no day of entry, is entered today.
"""
_SUPPLIERS_OF: Final = "SELECT DISTINCT supplier_id FROM orders WHERE id IN (:ids)"


def orders_reached(txn: Txn) -> list[int] | None:
    """The ids of the orders, gone ones included; None where a decision reaches all."""
    touched = txn.touched()
    named: dict[str, set[int]] = defaultdict(set)
    for kind in touched.keys() & _NAMES.keys():
        for column, what in _NAMES[kind]:
            named[what].update(_named(txn, kind, column, touched[kind]))
    if "decisions" in touched and not _decided(txn, touched["decisions"], named):
        return None
    found = named["orders"]
    if "fx" in touched:
        found |= _at_rates(txn, touched["fx"])
    for what, sql in _ORDERS_OF.items():
        found |= _ask(txn, sql, named[what])
    if touched.keys() & _MOVING or "fx" in touched:
        found |= _beside(txn, found, named["licences"], shipped=bool(touched.keys() & _SHIPPING))
    for sql in _ORDERS_OF_LICENCES:
        found |= _ask(txn, sql, named["licences"])
    return sorted(found)


def _named(txn: Txn, kind: str, column: str, runs: list[tuple[int, int]]) -> Iterable[int]:
    if column == _SELF:
        return (i for low, high in runs for i in range(low, high + 1))
    now = (
        row[0]
        for low, high in runs
        for row in txn.rows(naming_sql(kind, column), low=low, high=high)
    )
    found = (*now, *txn.before(kind, column))
    return (each for each in found if isinstance(each, int))


def naming_sql(kind: str, column: str) -> str:
    """The SELECT of what the rows of a run name in a column."""
    return f"SELECT DISTINCT {column} FROM {kind} WHERE id BETWEEN :low AND :high"  # noqa: S608 - names of this module


def _decided(txn: Txn, runs: list[tuple[int, int]], named: dict[str, set[int]]) -> bool:
    """Find whom the decisions are about; say whether they are about single records only."""
    from remanence.store.sheets import id_of

    now = [row[0] for low, high in runs for row in txn.rows(_DECIDED, low=low, high=high)]
    for subject in {*now, *txn.before("decisions", "subject")}:
        word, _, key = str(subject).partition(" ")
        if word not in _SUBJECTS:
            return False
        found = id_of(txn, _SUBJECTS[word], key.strip())
        if found is not None:
            named[_SUBJECTS[word]].add(found)
    return True


def _at_rates(txn: Txn, runs: list[tuple[int, int]]) -> set[int]:
    """Orders that may ask for a rate of the first day among these, or of a later one."""
    now = [row[0] for low, high in runs for row in txn.rows(_RATE_DAY, low=low, high=high)]
    gone = [day.isoformat() for day in txn.before("fx", "on_day") if isinstance(day, date)]
    first = min([*gone, *(day for day in now if day)])
    return {row[0] for row in txn.rows(_AT_RATES_SINCE, day=first)}


def _beside(txn: Txn, orders: set[int], drawn: set[int], *, shipped: bool) -> set[int]:
    """Orders that share a shipment with these; the licences that these draw on join `drawn`."""
    afloat = _ask(txn, shipments.OF_ORDERS, orders)
    if afloat or shipped:
        drawn |= _ask(txn, licences.OF_ORDERS, orders) | _ask(
            txn, licences.NAMED_BY_SHIPMENTS, afloat
        )
        drawn |= _ask(txn, licences.OF_SUPPLIERS, _ask(txn, _SUPPLIERS_OF, orders))
    return _ask(txn, _ORDERS_OF["shipments"], afloat)


def _ask(txn: Txn, sql: str, ids: set[int]) -> set[int]:
    return {row[0] for row in txn.rows(sql, ids=ids)} if ids else set()


def statements() -> list[str]:
    """Every SELECT of this module (a test prepares them)."""
    naming = [naming_sql(kind, column) for kind, names in _NAMES.items() for column, _ in names]
    return [
        *naming,
        _DECIDED,
        _RATE_DAY,
        _AT_RATES_SINCE,
        *_ORDERS_OF.values(),
        *_ORDERS_OF_LICENCES,
        _SUPPLIERS_OF,
    ]
