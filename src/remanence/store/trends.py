"""Posted cost grouped by key and period: SQL adds whole numbers, a few hundred rows come up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from remanence.store.posted import BASES
from remanence.store.reading import Rows

KEYS: Final = {
    "product": ("p.product_code", "products p ON p.id = c.product_id"),
    "grade": ("p.grade", "products p ON p.id = c.product_id"),
    "material": ("p.material", "products p ON p.id = c.product_id"),
    "category": ("p.category", "products p ON p.id = c.product_id"),
    "supplier": ("s.supplier_code", "suppliers s ON s.id = c.supplier_id"),
}
"""What a trend may be of: the key, and the table it lies in."""

MEASURES: Final = {
    "kg": ("c.kg", "c.kg IS NOT NULL"),
    "piece": ("c.quantity", "c.unit = 'pcs'"),
    "reo-kg": ("c.reo_kg", "c.reo_kg IS NOT NULL"),
}
"""What a trend may be per: the quantity, and when it is known."""

WIDTHS: Final = {"month": 1, "quarter": 3, "year": 12}


class Cell(NamedTuple):
    """Sums of one key in one period, of the parts of lines whose figures are known, or are not.

    Amounts are minor units of the home currency, `quantity` thousandths of a piece or milligrams.
    """

    key: str | None
    period: int  # first month key of the period, over the months of one period
    known: int
    lines: int
    orders: int
    quantity: int | None
    goods: int | None
    freight: int | None
    insurance: int | None
    duty: int | None
    fees: int | None
    other: int | None


def trend_sql(of: str, unit: str) -> str:
    """The SELECT that groups posted cost by key, period, and whether its figures are known.

    Raises:
        KeyError: `of` or `unit` is none of `KEYS`, `MEASURES`.
    """
    key, join = KEYS[of]
    quantity, known = MEASURES[unit]
    names = ("goods", "freight", "insurance", "duty", "fees", "other")
    sums = ", ".join(f"sum(c.{name}) AS {name}" for name in names)
    known_too = f"(c.landed IS NOT NULL AND {known})"
    return f"""
SELECT {key} AS series, c.month / :width AS period, {known_too} AS known, count(*) AS lines,
    count(DISTINCT c.order_id) AS orders, sum({quantity}) AS quantity, {sums}
FROM cost_line c JOIN {join}
WHERE c.basis = :basis AND c.month >= :first AND c.month <= :last
GROUP BY {key}, c.month / :width, {known_too}"""  # noqa: S608 - pieces of this module


def trend_cells(
    rows: Rows, of: str, unit: str, *, by: str, basis: str, months: tuple[int, int]
) -> list[Cell]:
    """Sums of posted cost by key and period, exact whole numbers.

    Args:
        rows: a snapshot or transaction.
        of: product, grade, material, category or supplier.
        unit: kg, piece or reo-kg.
        by: month, quarter or year.
        basis: estimate, actual or both, as `cost` takes it.
        months: first and last month key, both included.
    """
    first, last = months
    width = WIDTHS[by]
    sql = trend_sql(of, unit)
    found = rows.rows(sql, width=width, basis=BASES[basis], first=first, last=last)
    return [Cell(row[0], int(row[1]) * width, *map(_whole, row[2:])) for row in found]  # type: ignore[arg-type] # counts are never None


def _whole(value: object) -> int | None:
    return None if value is None else int(value)  # type: ignore[call-overload]


_SPEND: Final = """
SELECT s.supplier_code, s.group_name, s.country, p.product_code, p.material, p.composition,
    c.goods, h.received_on IS NOT NULL AS received
FROM cost_line c JOIN suppliers s ON s.id = c.supplier_id JOIN products p ON p.id = c.product_id
    LEFT JOIN shipments h ON h.id = c.shipment_id
WHERE c.basis = :basis"""


class SpendRow(NamedTuple):
    """What one part of a line costs as goods, minor units of the home currency, and of whom."""

    supplier_code: str
    group_name: str | None
    country: str
    product_code: str
    material: str | None
    composition: str | None
    goods: int | None
    received: int


def spend_rows(rows: Rows, basis: str) -> list[SpendRow]:
    """The goods of every posted part of a line in a basis."""
    return list(map(SpendRow._make, rows.rows(_SPEND, basis=BASES[basis])))


def statements() -> Sequence[str]:
    """Every SELECT of this module (a test prepares them)."""
    return [_SPEND, *(trend_sql(of, unit) for of in KEYS for unit in MEASURES)]
