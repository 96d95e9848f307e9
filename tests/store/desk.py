"""A small desk written through the verbs, and the state of a workspace as a value."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from remanence.store.door import Store
from remanence.store.shape import FACTS
from remanence.store.writing import Txn

AT = "2026-11-24T09:00:00+00:00"
D = Decimal
LINE = ("order_id", "line_no", "product_id", "quantity", "unit", "unit_price", "price_per")


class Ids(NamedTuple):
    """First ids of what `fill` wrote; the others follow."""

    supplier: int
    product: int
    order: int
    line: int
    licence: int
    shipment: int
    shipment_line: int
    operation: int


def fill(store: Store, lines: int = 3) -> Ids:
    """Write two suppliers, two products, three orders, two licences, two shipments and more."""
    with store.write("import", source="test", at=AT) as txn:
        return _fill(txn, lines)


def _fill(txn: Txn, lines: int) -> Ids:
    suppliers = [
        ("S1", "Jade River Magnets", "玉河磁业有限公司", "CN"),
        ("S2", "Lotus Oxide", None, "CN"),
    ]
    supplier = txn.insert(
        "suppliers", ("supplier_code", "name", "local_name", "country"), suppliers
    )
    goods = [("P1", "Block", "magnet", "pcs", "N42"), ("P2", "Oxide", "oxide", "kg", None)]
    product = txn.insert("products", ("product_code", "name", "category", "unit", "grade"), goods)
    heads = [("PO-1", 0, supplier), ("PO-2", 1, supplier), ("PO-3", 2, supplier + 1)]
    order = txn.insert(
        "orders",
        ("order_number", "order_date", "supplier_id", "currency", "incoterm"),
        [(number, date(2026, 1 + at, 5), one, "CNY", "FOB") for number, at, one in heads],
    )
    rows = [
        (order + at, number, product + number % 2, D("1E+3"), "pcs", D("1.50"), 100)
        for at in range(3)
        for number in range(1, lines + 1)
    ]
    line = txn.insert("order_lines", LINE, rows)
    licence = txn.insert(
        "licences",
        ("licence_ref", "supplier_id", "order_id"),
        [("L1", supplier, order), ("L2", supplier, None)],
    )
    txn.insert("licence_lines", ("licence_id", "line_no", "quantity"), [(licence, 1, D(5))])
    txn.insert(
        "licence_events",
        ("licence_id", "on_day", "state"),
        [(licence, date(2026, 2, 1), "granted"), (licence, date(2026, 1, 9), "accepted")],
    )
    shipment = txn.insert(
        "shipments", ("shipment_ref", "etd"), [("SH-1", date(2026, 3, 1)), ("SH-2", None)]
    )
    shipment_line = txn.insert(
        "shipment_lines",
        ("shipment_id", "order_line_id", "quantity", "licence_id"),
        [
            (shipment, line, D(10), licence),
            (shipment, line + lines, D(1), None),
            (shipment + 1, line + 1, D(5), None),
        ],
    )
    papers = [
        ("po", order, None, None, None, None),
        ("packing", None, shipment, None, None, None),
        ("euc", None, None, licence, None, None),
        ("iso", None, None, None, supplier, None),
        ("msds", None, None, None, None, product),
    ]
    parents = ("order_id", "shipment_id", "licence_id", "supplier_id", "product_id")
    txn.insert("documents", ("document_type", *parents), papers)
    txn.insert(
        "charges",
        ("charge_ref", "kind", "currency", "order_id", "shipment_id", "amount"),
        [
            ("C1", "freight", "USD", None, shipment, D("7.10")),
            (None, "bank", "USD", order, None, D(3)),
        ],
    )
    entry = ("shipment_id", "entry_line", "layer", "amount")
    txn.insert("entries", entry, [(shipment, 1, "general", D("3.50"))])
    tariff = ("product_id", "country", "code", "valid_from")
    txn.insert("classifications", tariff, [(product, "US", "8505110070", date(2026, 1, 1))])
    decided = ("subject", "code", "reason", "decided_on")
    day = date(2026, 1, 1)
    txn.insert(
        "decisions",
        decided,
        [
            ("order PO-1", "a", "r", day),
            ("workspace", "b", "r", day),
            ("supplier S2", "c", "r", day),
        ],
    )
    txn.insert(
        "fx",
        ("on_day", "base", "quote", "rate"),
        [(day, "USD", "CNY", D("7.05")), (day, "EUR", "GBP", D("0.87"))],
    )
    txn.insert("parties", ("list_code", "name", "source"), [("OWN", "Shadow Trading", "desk")])
    price = ("material", "on_day", "source", "unit", "currency", "price")
    txn.insert("prices", price, [("Nd2O3", day, "exchange", "kg", "CNY", D("410.5"))])
    return Ids(supplier, product, order, line, licence, shipment, shipment_line, txn.operation)


def kept_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all kept tables."""
    with store.read() as reader:
        return {kind: sorted(reader.rows(f"SELECT * FROM {kind}")) for kind in FACTS}  # noqa: S608


def everything(folder: Path) -> dict[str, object]:
    """All rows of all tables, and the names and contents of all other files."""
    rows: dict[str, object] = {}
    with closing(sqlite3.connect(folder / "workspace.db")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            rows[name] = sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))  # noqa: S608
    others = [
        path for path in folder.rglob("*") if path.is_file() and "workspace.db" not in path.name
    ]
    return rows | {str(path): digest(path) for path in others}


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def bytes_of(folder: Path) -> dict[str, str]:
    """Every file of a folder with its SHA-256."""
    return {path.name: digest(path) for path in folder.rglob("*") if path.is_file()}
