"""Products and their tariff codes: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from remanence.core.facts.products import Classification, Product
from remanence.store.reading import Rows, facts

PRODUCTS: Final = """
SELECT id, product_code, name, category, material, grade, form, hs_code, unit, unit_net_weight_kg,
composition, composition_report_no,
    composition_report_on, composition_lab, composition_batch, coating, magnetised, notes
FROM products WHERE id IN (:ids) ORDER BY id"""

CLASSIFICATIONS: Final = """
SELECT c.id, p.product_code, c.country, c.code, c.valid_from, c.valid_to, c.ruling_no, c.reason,
c.decided_by
FROM classifications c JOIN products p ON p.id = c.product_id WHERE c.product_id IN (:ids) ORDER
    BY c.id"""


def products(rows: Rows, ids: Iterable[int] | None = None) -> list[Product]:
    """The products of these ids, or all."""
    return facts(Product, rows.rows(PRODUCTS, ids=ids))


def classifications(rows: Rows, product_ids: Iterable[int] | None = None) -> list[Classification]:
    """The tariff codes of these products, or all."""
    return facts(Classification, rows.rows(CLASSIFICATIONS, ids=product_ids))
