"""Posted cost grouped by key and period: SQL adds whole numbers, a few hundred rows come up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from remanence.store.posted import BASES, HOLDS_NOT, CostRow
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


def trend_sql(of: str, unit: str, *, holding: bool = False, gaps: bool = False) -> str:
    """The SELECT that groups posted cost by key, period, and whether its figures are known.

    With `holding` of the orders alone whose posted rows hold on `:today` with `:pack`, with `gaps`
    without the months of `:gaps`.

    Raises:
        KeyError: `of` or `unit` is none of `KEYS`, `MEASURES`.
    """
    key, join = KEYS[of]
    quantity, known = MEASURES[unit]
    names = ("goods", "freight", "insurance", "duty", "fees", "other")
    sums = ", ".join(f"sum(c.{name}) AS {name}" for name in names)
    known_too = f"(c.landed IS NOT NULL AND {known})"
    held = f" AND c.order_id NOT IN ({HOLDS_NOT})" if holding else ""
    left = " AND c.month NOT IN (SELECT value FROM json_each(:gaps))" if gaps else ""
    return f"""
SELECT {key} AS series, c.month / :width AS period, {known_too} AS known, count(*) AS lines,
    count(DISTINCT c.order_id) AS orders, sum({quantity}) AS quantity, {sums}
FROM cost_line c JOIN {join}
WHERE c.basis = :basis AND c.month >= :first AND c.month <= :last{held}{left}
GROUP BY {key}, c.month / :width, {known_too}"""  # noqa: S608 - pieces of this module


def trend_cells(  # noqa: PLR0913 - the question, and on which day it holds
    rows: Rows,
    of: str,
    unit: str,
    *,
    by: str,
    basis: str,
    months: tuple[int, int],
    gaps: frozenset[int] = frozenset(),
    holding: tuple[str, str] | None = None,
) -> list[Cell]:
    """Sums of posted cost by key and period, exact whole numbers.

    Args:
        rows: a snapshot or transaction.
        of: product, grade, material, category or supplier.
        unit: kg, piece or reo-kg.
        by: month, quarter or year.
        basis: estimate, actual or both, as `cost` takes it.
        months: first and last month key, both included.
        gaps: month keys between them that are left out.
        holding: a day (ISO) and a pack: only what was posted for them; all that is posted if left
            out.
    """
    first, last = months
    width = WIDTHS[by]
    sql = trend_sql(of, unit, holding=holding is not None, gaps=bool(gaps))
    asked: dict[str, object] = {"width": width, "basis": BASES[basis], "first": first, "last": last}
    if gaps:
        asked["gaps"] = json.dumps(sorted(gaps))
    if holding is not None:
        asked |= {"today": holding[0], "pack": holding[1]}
    found = rows.rows(sql, **asked)
    return [Cell(row[0], int(row[1]) * width, *map(_whole, row[2:])) for row in found]  # type: ignore[arg-type] # counts are never None


def cells_of(
    costs: Iterable[CostRow],
    series: Mapping[int, str | None],
    unit: str,
    *,
    by: str,
    months: tuple[int, int],
    gaps: frozenset[int] = frozenset(),
) -> list[Cell]:
    """The same sums of rows that are not posted; `series` names that of each order line."""
    width = WIDTHS[by]
    found: dict[tuple[str | None, int, bool], list[CostRow]] = {}
    for row in costs:
        if months[0] <= row.month <= months[1] and row.month not in gaps:
            period = row.month // width * width
            known = row.landed is not None and _measure(row, unit) is not None
            found.setdefault((series[row.order_line_id], period, known), []).append(row)
    return [
        Cell(
            name,
            period,
            int(known),
            len(group),
            len({row.order_id for row in group}),
            _sum(_measure(row, unit) for row in group),
            *(_sum(row[place] for row in group) for place in _AMOUNTS),  # type: ignore[misc] # whole numbers or None
        )
        for (name, period, known), group in found.items()
    ]


_AMOUNTS: Final = [CostRow._fields.index(name) for name in Cell._fields[6:]]


def _measure(row: CostRow, unit: str) -> int | None:
    """The quantity of a row, None where it is not known in that unit."""
    if unit == "piece":
        return row.quantity if row.unit == "pcs" else None
    return row.kg if unit == "kg" else row.reo_kg


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def merged(cells: Iterable[Cell]) -> list[Cell]:
    """Cells of different orders together: those of one key, period and knowledge added up."""
    found: dict[tuple[str | None, int, int], Cell] = {}
    for cell in cells:
        place = cell[:3]
        before = found.get(place)
        found[place] = cell if before is None else Cell(*place, *map(_both, before[3:], cell[3:]))  # type: ignore[arg-type] # counts are never None
    return list(found.values())


def _both(first: int | None, second: int | None) -> int | None:
    return second if first is None else first + (second or 0)


def _whole(value: object) -> int | None:
    return None if value is None else int(value)  # type: ignore[call-overload]


_SPEND: Final = """
SELECT s.supplier_code, s.group_name, s.country, p.product_code, p.material, p.composition,
    c.goods, h.received_on IS NOT NULL AS received
FROM cost_line c JOIN suppliers s ON s.id = c.supplier_id JOIN products p ON p.id = c.product_id
    LEFT JOIN shipments h ON h.id = c.shipment_id
WHERE c.basis = :basis"""
_SPEND_HOLDING: Final = f"{_SPEND} AND c.order_id NOT IN ({HOLDS_NOT})"


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


def spend_rows(rows: Rows, basis: str, *, holding: tuple[str, str] | None = None) -> list[SpendRow]:
    """The goods of every posted part of a line in a basis; `holding` as in `trend_cells`."""
    asked: dict[str, object] = {"basis": BASES[basis]}
    if holding is not None:
        asked |= {"today": holding[0], "pack": holding[1]}
    sql = _SPEND if holding is None else _SPEND_HOLDING
    return list(map(SpendRow._make, rows.rows(sql, **asked)))


def statements() -> Sequence[str]:
    """Every SELECT of this module (a test prepares them)."""
    held = (False, True)
    return [
        _SPEND,
        _SPEND_HOLDING,
        *(
            trend_sql(of, unit, holding=only, gaps=gaps)
            for of in KEYS
            for unit in MEASURES
            for only in held
            for gaps in held
        ),
    ]
