"""The sheets as they are stored: rows for export and matching, keys, and what hangs on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from remanence.store.fields import fields_of
from remanence.store.reading import Rows, values
from remanence.store.shape import FACTS, columns_of
from remanence.store.types import Stored

_RENAMED: Final = {"from_day": "from"}
"""Fields of facts whose heading in the sheet is another word."""


def _own(kind: str, *left_out: str) -> tuple[str, ...]:
    names = (_RENAMED.get(field.name, field.name) for field in fields_of(FACTS[kind]))
    return tuple(name for name in names if name not in {"id", *left_out})


SHEET_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "business": _own("business"),
    "suppliers": _own("suppliers"),
    "products": _own("products"),
    "classifications": _own("classifications"),
    "orders": (
        "order_number", "order_date", "supplier_code", "line_no", "product_code", "quantity",
        "unit", "unit_price", "price_per",
        "discount_percent", "currency", "incoterm", "incoterm_place", "origin_country",
        "destination_country", "transport_mode",
        "requested_on", "confirmed_on", "confirmed_for", "promised_for", "ready_on", "consignee",
        "ship_to", "importer_of_record",
        "end_user", "end_user_country", "end_use", "preference", "stage", "cancelled_on", "notes",
    ),
    "licences": (
        "licence_ref", "line_no", "supplier_code", "order_number", "kind", "authority",
        "licence_number", "control_code", "product_code",
        "hs_code", "quantity", "unit", "value", "currency", "limit_by", "transport_mode",
        "uses_allowed", "end_user", "end_user_country",
        "customs_office", "valid_from", "valid_to", "replaces", "tolerance_percent", "per_year",
    ),
    "licence_events": ("licence_ref", "date", "state", "note", "told_by"),
    "shipments": (
        "shipment_ref", "order_number", "line_no", "quantity", "transport_mode", "licence_ref",
        "carrier", "vessel",
        "transport_document_no", "containers", "packages", "gross_weight_kg", "volume_m3", "etd",
        "atd", "eta", "ata",
        "export_declared_on", "customs_state", "customs_state_on", "customs_entry_no", "entered_on",
        "cleared_on", "received_on",
        "received_quantity", "accepted_quantity", "rejected_quantity",
    ),
    "entries": _own("entries"),
    "documents": _own("documents"),
    "charges": _own("charges"),
    "prices": ("material", "date", "market", "source", "unit", "currency", "tax_included",
    "price", "low", "high"),
    "fx": ("date", "base", "quote", "rate", "source"),
    "parties": _own("parties"),
    "decisions": _own("decisions"),
}  # fmt: skip
"""The columns of each sheet; `documents` has `file_digest` beside `file`, which none shows."""


class _Source(NamedTuple):
    """Where a sheet's rows lie: ids of whole and line, tables, and which hold which column."""

    ids: str
    tables: str
    order: str
    homes: tuple[
        tuple[str, str], ...
    ]  # (alias, kept table) in which a column is looked for, in this order
    named: Mapping[str, str] = {}  # columns that lie elsewhere


_SOURCES: Final[Mapping[str, _Source]] = {
    "business": _Source("b.id, NULL AS line", "business b", "b.id", (("b", "business"),)),
    "suppliers": _Source("s.id, NULL AS line", "suppliers s", "s.id", (("s", "suppliers"),)),
    "products": _Source("p.id, NULL AS line", "products p", "p.id", (("p", "products"),)),
    "classifications": _Source(
        "c.id, NULL AS line",
        "classifications c JOIN products p ON p.id = c.product_id",
        "c.id",
        (("c", "classifications"),),
        {"product_code": "p.product_code"},
    ),
    "orders": _Source(
        "o.id, l.id AS line",
        """orders o JOIN suppliers s ON s.id = o.supplier_id LEFT JOIN order_lines l ON
            l.order_id = o.id
        LEFT JOIN products p ON p.id = l.product_id""",
        "o.id, l.line_no",
        (("o", "orders"), ("l", "order_lines")),
        {"supplier_code": "s.supplier_code", "product_code": "p.product_code"},
    ),
    "licences": _Source(
        "c.id, l.id AS line",
        """licences c JOIN suppliers s ON s.id = c.supplier_id LEFT JOIN orders o ON o.id =
            c.order_id
        LEFT JOIN licence_lines l ON l.licence_id = c.id LEFT JOIN products p ON p.id =
            l.product_id""",
        "c.id, l.line_no",
        (("c", "licences"), ("l", "licence_lines")),
        {
            "supplier_code": "s.supplier_code",
            "order_number": "o.order_number",
            "product_code": "p.product_code",
        },
    ),
    "licence_events": _Source(
        "e.id, NULL AS line",
        "licence_events e JOIN licences c ON c.id = e.licence_id",
        "e.id",
        (("e", "licence_events"),),
        {"licence_ref": "c.licence_ref", "date": "e.on_day"},
    ),
    "shipments": _Source(
        "s.id, d.id AS line",
        """shipments s LEFT JOIN shipment_lines d ON d.shipment_id = s.id LEFT JOIN order_lines
            l ON l.id = d.order_line_id
        LEFT JOIN orders o ON o.id = l.order_id LEFT JOIN licences c ON c.id = d.licence_id""",
        "s.id, d.id",
        (("s", "shipments"), ("d", "shipment_lines")),
        {"order_number": "o.order_number", "line_no": "l.line_no", "licence_ref": "c.licence_ref"},
    ),
    "entries": _Source(
        "e.id, NULL AS line",
        "entries e JOIN shipments s ON s.id = e.shipment_id",
        "e.id",
        (("e", "entries"),),
        {"shipment_ref": "s.shipment_ref"},
    ),
    "documents": _Source(
        "d.id, NULL AS line",
        """documents d LEFT JOIN orders o ON o.id = d.order_id LEFT JOIN shipments s ON s.id =
            d.shipment_id
        LEFT JOIN licences c ON c.id = d.licence_id LEFT JOIN suppliers f ON f.id = d.supplier_id
        LEFT JOIN products p ON p.id = d.product_id""",
        "d.id",
        (("d", "documents"),),
        {
            "order_number": "o.order_number",
            "shipment_ref": "s.shipment_ref",
            "licence_ref": "c.licence_ref",
            "supplier_code": "f.supplier_code",
            "product_code": "p.product_code",
        },
    ),
    "charges": _Source(
        "c.id, NULL AS line",
        "charges c LEFT JOIN orders o ON o.id = c.order_id LEFT JOIN shipments s ON s.id "
        "= c.shipment_id",
        "c.id",
        (("c", "charges"),),
        {"order_number": "o.order_number", "shipment_ref": "s.shipment_ref"},
    ),
    "prices": _Source(
        "p.id, NULL AS line", "prices p", "p.id", (("p", "prices"),), {"date": "p.on_day"}
    ),
    "fx": _Source("f.id, NULL AS line", "fx f", "f.id", (("f", "fx"),), {"date": "f.on_day"}),
    "parties": _Source(
        "p.id, NULL AS line",
        "parties p",
        "p.id",
        (("p", "parties"),),
        {"list": "p.list_code", "from": "p.from_day"},
    ),
    "decisions": _Source("d.id, NULL AS line", "decisions d", "d.id", (("d", "decisions"),)),
}


def _column(kind: str, name: str) -> tuple[str, Stored]:
    """Where a sheet's column lies and what it holds."""
    source = _SOURCES[kind]
    if name in source.named:
        text = source.named[name]
        return text, {"l.line_no": Stored.INTEGER}.get(
            text, Stored.DAY if text.endswith(("_day",)) else Stored.TEXT
        )
    stored = {"group": "group_name"}.get(name, name)
    alias, table = next(home for home in source.homes if stored in columns_of(home[1]))
    return f"{alias}.{stored}", columns_of(table)[stored]


def sheet_sql(kind: str) -> str:
    """The SELECT of a sheet: id of the whole, id of the line, then the columns."""
    source = _SOURCES[kind]
    listed = ", ".join(
        f"{_column(kind, name)[0]} AS c{at}" for at, name in enumerate(SHEET_COLUMNS[kind])
    )
    return f"SELECT {source.ids}, {listed} FROM {source.tables} ORDER BY {source.order}"  # noqa: S608 - names of the shape


def stored_rows(rows: Rows, kind: str) -> list[tuple[int, int | None, tuple[Any, ...]]]:
    """The rows of a sheet: ids of whole and line (or None), values as in `SHEET_COLUMNS`."""
    found = rows.rows(sheet_sql(kind))
    kinds = [_column(kind, name)[1] for name in SHEET_COLUMNS[kind]]
    cells = values(kinds, [row[2:] for row in found])
    return [(row[0], row[1], row_cells) for row, row_cells in zip(found, cells, strict=True)]


def sheet_rows(rows: Rows, kind: str) -> list[tuple[Any, ...]]:
    """The values of a sheet alone, as `stored_rows` gives them."""
    return [cells for _, _, cells in stored_rows(rows, kind)]


# --------------------------------------------------------------------------------------------- keys

_WHOLE_KEYS: Final[Mapping[str, str]] = {
    "suppliers": "SELECT id, supplier_code FROM suppliers",
    "products": "SELECT id, product_code FROM products",
    "orders": "SELECT id, order_number FROM orders",
    "licences": "SELECT id, licence_ref FROM licences",
    "shipments": "SELECT id, shipment_ref FROM shipments",
}
_LINE_KEYS: Final[Mapping[str, str]] = {
    "orders": "SELECT l.id, o.order_number, l.line_no FROM order_lines l JOIN orders o ON o.id "
    "= l.order_id",
    "licences": "SELECT l.id, c.licence_ref, l.line_no FROM licence_lines l JOIN licences c ON "
    "c.id = l.licence_id",
    "shipments": """SELECT d.id, s.shipment_ref, o.order_number, l.line_no FROM shipment_lines d
        JOIN shipments s ON s.id = d.shipment_id JOIN order_lines l ON l.id = d.order_line_id
            JOIN orders o ON o.id = l.order_id""",
}
_BY_KEY: Final[Mapping[str, str]] = {
    "suppliers": "SELECT id FROM suppliers WHERE supplier_code = :name",
    "products": "SELECT id FROM products WHERE product_code = :name",
    "orders": "SELECT id FROM orders WHERE order_number = :name",
    "licences": "SELECT id FROM licences WHERE licence_ref = :name",
    "shipments": "SELECT id FROM shipments WHERE shipment_ref = :name",
}


def keys(rows: Rows, kind: str, *, line: bool = False) -> dict[tuple[Any, ...], int]:
    """Ids by key: of the rows themselves, or of their lines under (key, line number)."""
    return {
        tuple(row[1:]): row[0] for row in rows.rows((_LINE_KEYS if line else _WHOLE_KEYS)[kind])
    }


def id_of(rows: Rows, kind: str, name: str) -> int | None:
    """The id of the supplier, product, order, licence or shipment of that name."""
    found = rows.rows(_BY_KEY[kind], name=name)
    return found[0][0] if found else None


# ------------------------------------------------------------------------------- what hangs on what

_HANGING: Final[Mapping[tuple[str, str], str]] = {
    ("orders", "supplier_id"): "SELECT supplier_id, id FROM orders WHERE supplier_id IN (:ids)",
    ("licences", "supplier_id"): "SELECT supplier_id, id FROM licences WHERE supplier_id IN (:ids)",
    ("licences", "order_id"): "SELECT order_id, id FROM licences WHERE order_id IN (:ids)",
    ("order_lines", "order_id"): "SELECT order_id, id FROM order_lines WHERE order_id IN (:ids)",
    (
        "order_lines",
        "product_id",
    ): "SELECT product_id, id FROM order_lines WHERE product_id IN (:ids)",
    (
        "licence_lines",
        "licence_id",
    ): "SELECT licence_id, id FROM licence_lines WHERE licence_id IN (:ids)",
    (
        "licence_lines",
        "product_id",
    ): "SELECT product_id, id FROM licence_lines WHERE product_id IN (:ids)",
    (
        "licence_events",
        "licence_id",
    ): "SELECT licence_id, id FROM licence_events WHERE licence_id IN (:ids)",
    (
        "classifications",
        "product_id",
    ): "SELECT product_id, id FROM classifications WHERE product_id IN (:ids)",
    (
        "shipment_lines",
        "shipment_id",
    ): "SELECT shipment_id, id FROM shipment_lines WHERE shipment_id IN (:ids)",
    (
        "shipment_lines",
        "order_line_id",
    ): "SELECT order_line_id, id FROM shipment_lines WHERE order_line_id IN (:ids)",
    (
        "shipment_lines",
        "licence_id",
    ): "SELECT licence_id, id FROM shipment_lines WHERE licence_id IN (:ids)",
    ("entries", "shipment_id"): "SELECT shipment_id, id FROM entries WHERE shipment_id IN (:ids)",
    ("documents", "order_id"): "SELECT order_id, id FROM documents WHERE order_id IN (:ids)",
    (
        "documents",
        "shipment_id",
    ): "SELECT shipment_id, id FROM documents WHERE shipment_id IN (:ids)",
    ("documents", "licence_id"): "SELECT licence_id, id FROM documents WHERE licence_id IN (:ids)",
    (
        "documents",
        "supplier_id",
    ): "SELECT supplier_id, id FROM documents WHERE supplier_id IN (:ids)",
    ("documents", "product_id"): "SELECT product_id, id FROM documents WHERE product_id IN (:ids)",
    ("charges", "order_id"): "SELECT order_id, id FROM charges WHERE order_id IN (:ids)",
    ("charges", "shipment_id"): "SELECT shipment_id, id FROM charges WHERE shipment_id IN (:ids)",
}
"""(table, its column) -> (the row referred to, the row that refers)."""

_PARENTS: Final[Mapping[tuple[str, str], str]] = {
    ("order_lines", "order_id"): "SELECT DISTINCT order_id FROM order_lines",
    ("licence_lines", "licence_id"): "SELECT DISTINCT licence_id FROM licence_lines",
    ("shipment_lines", "shipment_id"): "SELECT DISTINCT shipment_id FROM shipment_lines",
}


def hanging(rows: Rows, table: str, column: str, ids: Iterable[int]) -> list[tuple[int, int]]:
    """(row referred to, row that refers) of a table whose column names one of these ids."""
    return [(row[0], row[1]) for row in rows.rows(_HANGING[table, column], ids=list(ids))]


def parents_with_lines(rows: Rows, table: str, column: str) -> list[int]:
    """The orders, licences or shipments that still have a line."""
    return [row[0] for row in rows.rows(_PARENTS[table, column])]


_NEWEST: Final = "SELECT coalesce(max(id), 0) AS newest FROM operation"


def newest_operation(rows: Rows) -> int:
    """The id of the newest operation; 0 before the first."""
    return int(rows.rows(_NEWEST)[0][0])


def statements() -> Sequence[str]:
    """Every SELECT of this module (a test prepares them)."""
    built = [sheet_sql(kind) for kind in SHEET_COLUMNS]
    return [
        *built,
        *_WHOLE_KEYS.values(),
        *_LINE_KEYS.values(),
        *_BY_KEY.values(),
        *_HANGING.values(),
        *_PARENTS.values(),
        _NEWEST,
    ]
