"""Papers: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from remanence.core.facts.documents import Document
from remanence.store.reading import Rows, facts

_SELECT: Final = """
SELECT d.id, d.document_type, o.order_number, s.shipment_ref, c.licence_ref, f.supplier_code,
p.product_code, d.number, d.issued_on,
    d.valid_to, d.state, d.reason, d.file, d.file_digest, d.quantity, d.unit, d.net_weight_kg,
    d.gross_weight_kg, d.packages, d.value,
    d.currency, d.hs_code, d.consignee, d.end_user, d.country_of_origin, d.transport_mode,
    d.incoterm, d.gauss_at_2_1m, d.gauss_at_4_6m,
    d.confidential
FROM documents d LEFT JOIN orders o ON o.id = d.order_id LEFT JOIN shipments s ON s.id =
    d.shipment_id
    LEFT JOIN licences c ON c.id = d.licence_id LEFT JOIN suppliers f ON f.id = d.supplier_id
        LEFT JOIN products p ON p.id = d.product_id"""

OF_ORDERS: Final = _SELECT + " WHERE d.order_id IN (:ids) ORDER BY d.id"
OF_SHIPMENTS: Final = _SELECT + " WHERE d.shipment_id IN (:ids) ORDER BY d.id"
OF_LICENCES: Final = _SELECT + " WHERE d.licence_id IN (:ids) ORDER BY d.id"
OF_SUPPLIERS: Final = _SELECT + " WHERE d.supplier_id IN (:ids) ORDER BY d.id"
OF_PRODUCTS: Final = _SELECT + " WHERE d.product_id IN (:ids) ORDER BY d.id"


def documents(rows: Rows, sql: str, ids: Iterable[int] | None = None) -> list[Document]:
    """The papers of these parents, or all of that kind; `sql` is a constant of this module."""
    return facts(Document, rows.rows(sql, ids=ids))
