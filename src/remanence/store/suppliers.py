"""Suppliers: SQL and facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from remanence.core.facts.suppliers import Supplier
from remanence.store.reading import Rows, facts

SUPPLIERS: Final = """
SELECT id, supplier_code, name, local_name, country, city, role, group_name, state_owned, uscc,
general_licence_no, general_licence_until,
    environmental_status, environmental_checked_on, contact_name, email, phone, website, notes
FROM suppliers WHERE id IN (:ids) ORDER BY id"""


def suppliers(rows: Rows, ids: Iterable[int] | None = None) -> list[Supplier]:
    """The suppliers of these ids, or all."""
    return facts(Supplier, rows.rows(SUPPLIERS, ids=ids))
