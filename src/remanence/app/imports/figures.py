"""What the figures of a row come to beside other rows.

Too much to work with, parts of pieces, more than was ordered; a row alone is looked at while it is
read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from remanence.app.imports.match import PlannedRow
from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.measure import kilograms
from remanence.core.base.money import plain, round_money
from remanence.core.base.sentences import N_
from remanence.exchange.sheets.checks import PIECES_WHOLE

MOST_VALUE: Final = Decimal(10**13)
MOST_MASS: Final = Decimal(10**9)

TOO_DEAR = N_(
    "line_value_too_large",
    "The line comes to {value} {currency}; what is over {limit} cannot be worked with. "
    "Look at its quantity, unit_price and price_per.",
)
TOO_HEAVY = N_(
    "line_mass_too_large",
    "The line comes to {value} kg; what is over {limit} kg cannot be worked with. "
    "Look at its quantity and unit, and at the weight of one piece of {product}.",
)

OVER_SHIPPED = N_("over_shipped", "{over} {unit} more than ordered would be on its way.")

Rows: TypeAlias = Mapping[tuple[object, ...], Mapping[str, object]]
"""Rows by key, as they would stand after the import."""

_SHIPPED: Final = ("quantity", "received_quantity", "accepted_quantity", "rejected_quantity")


def lines_too_large(
    rows: Iterable[PlannedRow], products: Rows
) -> Iterator[tuple[PlannedRow, Finding]]:
    """Order lines whose value or mass is more than can be worked with."""
    for row in rows:
        found = _too_dear(row) or _too_heavy(row, products)
        if found is not None:
            yield row, found


def _too_dear(row: PlannedRow) -> Finding | None:
    quantity, price = row.values.get("quantity"), row.values.get("unit_price")
    if not isinstance(quantity, Decimal) or not isinstance(price, Decimal):
        return None
    per = row.values.get("price_per")
    value = quantity * price / (per if isinstance(per, int) else 1)
    if value <= MOST_VALUE:
        return None
    currency = str(row.values.get("currency"))
    shown = plain(round_money(value, currency))
    where = row.draft.where("unit_price")
    return error(TOO_DEAR, where, value=shown, currency=currency, limit=plain(MOST_VALUE))


def _too_heavy(row: PlannedRow, products: Rows) -> Finding | None:
    quantity, product = row.values.get("quantity"), row.values.get("product_code")
    if not isinstance(quantity, Decimal):
        return None
    weight = products.get((product,), {}).get("unit_net_weight_kg")
    known = weight if isinstance(weight, Decimal) else None
    mass = kilograms(quantity, str(row.values.get("unit")), known)
    if mass is None or mass <= MOST_MASS:
        return None
    where = row.draft.where("quantity")
    return error(
        TOO_HEAVY, where, value=plain(round(mass, 3)), limit=plain(MOST_MASS), product=product
    )


def parts_of_pieces(
    rows: Iterable[PlannedRow], lines: Rows
) -> Iterator[tuple[PlannedRow, Finding]]:
    """Quantities of shipments that are no whole pieces, where the order line counts in pieces."""
    for row in rows:
        line = lines.get(row.key[1:])
        if line is None or line.get("unit") != "pcs":
            continue
        for column in _SHIPPED:
            value = row.values.get(column)
            if isinstance(value, Decimal) and value % 1:
                yield row, error(PIECES_WHOLE, row.draft.where(column), value=plain(value))


def over_shipped(rows: Iterable[PlannedRow], on_way: Rows, ordered: Rows) -> Iterator[Finding]:
    """A word for each order line of which more would be on its way than was ordered."""
    totals: dict[tuple[object, ...], Decimal] = {}
    for key, values in on_way.items():
        quantity = values.get("quantity")
        if isinstance(quantity, Decimal):
            totals[key[1:]] = totals.get(key[1:], Decimal(0)) + quantity
    told: set[tuple[object, ...]] = set()
    for row in rows:
        if row.key[1:] in told:
            continue
        told.add(row.key[1:])
        line = ordered.get(row.key[1:], {})
        limit, total = line.get("quantity"), totals.get(row.key[1:], Decimal(0))
        if isinstance(limit, Decimal) and total > limit:
            words = {"over": plain(total - limit), "unit": str(line.get("unit"))}
            yield warning(OVER_SHIPPED, row.draft.where("quantity"), **words)
