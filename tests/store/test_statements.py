"""Every statement prepares against the head schema, and gives the columns that its fact has."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import remanence.store
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
from remanence.store import (
    charges,
    documents,
    licences,
    orders,
    policy,
    posted,
    prices,
    products,
    sheets,
    shipments,
    suppliers,
)
from remanence.store.door import Store
from remanence.store.fields import fields_of
from remanence.store.shape import FACTS, columns_of

FACT_OF = {
    suppliers.SUPPLIERS: Supplier,
    products.PRODUCTS: Product,
    products.CLASSIFICATIONS: Classification,
    orders.ORDERS: Order,
    orders.LINES: OrderLine,
    licences.LICENCES: Licence,
    licences.LINES: LicenceLine,
    licences.EVENTS: LicenceEvent,
    shipments.SHIPMENTS: Shipment,
    shipments.LINES: ShipmentLine,
    shipments.ENTRIES: Entry,
    documents.OF_ORDERS: Document,
    documents.OF_PRODUCTS: Document,
    charges.OF_ORDERS: Charge,
    charges.OF_SHIPMENTS: Charge,
    prices.PRICES: PricePoint,
    prices.RATES: FxRate,
    prices.RATES_OF_PAIR: FxRate,
    policy.BUSINESS: Business,
    policy.PARTIES: Party,
    policy.DECISIONS: Decision,
}
SAME = {"group_name": "group", "list_code": "list", "on_day": "date"}


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(remanence.store.__path__, "remanence.store."):
        if ".migrations" not in found.name and ".tables" not in found.name:
            yield importlib.import_module(found.name)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and re.match(r"\s*(SELECT|DELETE|INSERT|UPDATE)\b", value):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


def constants() -> set[str]:
    found: set[str] = set()
    for module in modules():
        for name, value in vars(module).items():
            if name.isupper() or name.startswith("_"):
                found.update(texts(value))
        if callable(getattr(module, "statements", None)):
            found.update(module.statements())
    return found


def test_every_statement_prepares(store: Store) -> None:
    found = constants()
    assert len(found) > 100
    connection = store._reading()
    for sql in found:
        text = re.sub(r"IN \(:\w+\)", "IN (1, 2)", sql)
        names = dict.fromkeys(re.findall(r":(\w+)", text), 1)
        parameters: Any = names or [1] * text.count("?")
        connection.execute(f"EXPLAIN {text}", parameters).fetchall()


@pytest.mark.parametrize("sql", FACT_OF, ids=[fact.__name__ for fact in FACT_OF.values()])
def test_columns_are_the_fields_of_the_fact(store: Store, sql: str) -> None:
    fields = [field.name for field in fields_of(FACT_OF[sql])]
    cursor = store._reading().execute(sql.replace("IN (:ids)", "IN (1)"), {"base": "", "quote": ""})
    found = [SAME.get(column[0], column[0]) for column in cursor.description]
    assert found[: len(fields)] == fields


def test_the_list_of_orders_has_its_columns(store: Store) -> None:
    (sql,) = [one for one in posted.statements() if "LIMIT" in one]
    cursor = store._reading().execute(sql, {"count": 1})
    assert len(cursor.description) == len(posted.OrderRow._fields)


@pytest.mark.parametrize("kind", sheets.SHEET_COLUMNS)
def test_every_stored_column_is_in_its_sheet(kind: str) -> None:
    tables = {"orders": "order_lines", "licences": "licence_lines", "shipments": "shipment_lines"}
    kept = [kind, *([tables[kind]] if kind in tables else [])]
    stored = {name for table in kept for name in columns_of(table) if not name.endswith("_id")}
    renamed = {"group": "group_name", "list": "list_code", "date": "on_day", "from": "from_day"}
    assert stored <= {renamed.get(name, name) for name in sheets.SHEET_COLUMNS[kind]}
    assert set(FACTS) >= set(kept)


def test_no_statement_binds_the_database_to_sqlite() -> None:
    """What a second database would not know stays out of the subjects' SQL."""
    for module in (charges, documents, licences, orders, policy, posted, prices, products, sheets):
        for sql in (text for value in vars(module).values() for text in texts(value)):
            assert not re.search(r"rowid|strftime|GLOB|NOCASE|json_|OR REPLACE|PRAGMA", sql), sql
