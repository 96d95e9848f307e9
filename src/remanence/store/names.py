"""What people call things: names and numbers of everything that one may want to go to.

Each row is: how it is called, its name, its other names and numbers, and the order that it stands
for where it has no page of its own.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from remanence.store.reading import Rows


class Named(NamedTuple):
    """Something with a name.

    Attributes:
        kind: `orders`, `suppliers`, `products`, `licences`, `shipments`, `documents`.
        ref: its key, as people write it.
        name: its name, or that of the firm it is with.
        other: the local name.
        numbers: other numbers that it is known by, one text.
        order: the newest order that has to do with it; None where there is none.
    """

    kind: str
    ref: str
    name: str
    other: str | None
    numbers: str | None
    order: str | None


_NAMED: Final = {
    "orders": """
SELECT o.order_number, s.name, s.local_name, coalesce(o.end_user, '') || ' ' ||
    coalesce(o.consignee, ''), o.order_number
FROM orders o JOIN suppliers s ON s.id = o.supplier_id
ORDER BY o.order_date DESC, o.id DESC""",
    "suppliers": """
SELECT s.supplier_code, s.name, s.local_name, coalesce(s.group_name, '') || ' ' ||
    coalesce(s.uscc, '') || ' ' || coalesce(s.general_licence_no, '') || ' ' ||
    coalesce(s.contact_name, ''), NULL
FROM suppliers s ORDER BY s.name, s.id""",
    "products": """
SELECT p.product_code, p.name, NULL, coalesce(p.material, '') || ' ' || coalesce(p.grade, '')
    || ' ' || coalesce(p.hs_code, ''),
    (SELECT o.order_number FROM order_lines l JOIN orders o ON o.id = l.order_id
     WHERE l.product_id = p.id ORDER BY o.order_date DESC, o.id DESC LIMIT 1)
FROM products p ORDER BY p.product_code""",
    "licences": """
SELECT c.licence_ref, s.name, s.local_name, coalesce(c.licence_number, ''), o.order_number
FROM licences c JOIN suppliers s ON s.id = c.supplier_id LEFT JOIN orders o ON o.id = c.order_id
ORDER BY c.id DESC""",
    "shipments": """
SELECT h.shipment_ref, coalesce(h.vessel, ''), NULL, coalesce(h.containers, '') || ' ' ||
    coalesce(h.transport_document_no, '') || ' ' || coalesce(h.customs_entry_no, ''),
    (SELECT o.order_number FROM shipment_lines g JOIN order_lines l ON l.id = g.order_line_id
     JOIN orders o ON o.id = l.order_id WHERE g.shipment_id = h.id
     ORDER BY o.order_date DESC, o.id DESC LIMIT 1)
FROM shipments h ORDER BY h.id DESC""",
    "documents": """
SELECT d.number, d.document_type, NULL, '', coalesce(o.order_number,
    (SELECT p.order_number FROM shipment_lines g JOIN order_lines l ON l.id = g.order_line_id
     JOIN orders p ON p.id = l.order_id WHERE g.shipment_id = d.shipment_id
     ORDER BY p.id DESC LIMIT 1))
FROM documents d LEFT JOIN orders o ON o.id = d.order_id
WHERE d.number IS NOT NULL ORDER BY d.id DESC""",
}


def named(rows: Rows, kind: str) -> list[Named]:
    """All of one kind, the newest first where they have a day."""
    return [Named(kind, *row) for row in rows.rows(_NAMED[kind])]
