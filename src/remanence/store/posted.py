"""Posted rows: verdicts and landed cost beside the facts they follow from.

Disposable, never in the history, made again at any time.

Whole numbers only: money in minor units, quantities in thousandths of the line's unit, masses in
milligrams, months as year * 12 + month - 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.core.base.changes import Changes
from remanence.store.reading import Rows

if TYPE_CHECKING:
    from remanence.store.writing import Txn

QUANTITY_DIGITS: Final = 3
MASS_DIGITS: Final = 6
NOT_SHIPPED: Final = 0
"""`shipment_id` of what has not left."""

BASES: Final = {"estimate": 1, "actual": 2, "estimate,actual": 3}
"""How a basis of cost is stored."""


class StatusRow(NamedTuple):
    """A row of `order_status`: all that the list of orders shows of one order.

    Attributes:
        order_id: the order.
        number: its number.
        stage: its next stage; None when none is left.
        verdict: `ready`, `not_ready` or `unknown` for that stage.
        required: documents needed by that stage.
        accepted: of these, accepted or waived.
        percent: as text, None where none is required.
        states: JSON list of the states that the list shows.
        next_date: earliest due date still open, ISO.
        goods: value ordered, minor units of `currency`.
        currency: the order's.
        landed: landed cost in the default basis, minor units of the home currency; None where
            it cannot be said.
        late: whether something due is past.
        posted_on: the day for which all this holds, ISO.
        may_change_on: first day on which it may differ though no data changed, ISO.
        pack: id and serial of the reference pack.
        stale: whether it waits to be posted again: a newer program wants more of it.
        stage_day: by when the next stage is to be done, ISO.
    """

    order_id: int
    number: str
    stage: str | None
    verdict: str
    required: int
    accepted: int
    percent: str | None
    states: str
    next_date: str | None
    goods: int | None
    currency: str
    landed: int | None
    late: bool
    posted_on: str
    may_change_on: str | None
    pack: str
    stale: bool = False
    stage_day: str | None = None


class CostRow(NamedTuple):
    """A row of `cost_line`: one shipped part of an order line, or what has not left, in one basis.

    Amounts are minor units of the home currency, None where not known. `basis` is a number of
    `BASES`.
    """

    order_id: int
    order_line_id: int
    shipment_id: int
    basis: int
    month: int
    product_id: int
    supplier_id: int
    unit: str
    quantity: int
    kg: int | None
    reo_kg: int | None
    goods: int | None
    freight: int | None
    insurance: int | None
    duty: int | None
    fees: int | None
    other: int | None
    landed: int | None


LARGEST: Final = 10**15
"""Posted figures beyond it are not known: thousands of such rows still add up in 64 bits."""


def scaled(amount: Decimal | None, digits: int) -> int | None:
    """An amount as a whole number of its `digits`-th decimal place; None where it is none."""
    if amount is None:
        return None
    return within(int(amount.scaleb(digits).to_integral_value(ROUND_HALF_EVEN)))


def within(figure: int | None) -> int | None:
    """A figure that can be posted; None for one beyond what the database can add up."""
    return figure if figure is not None and -LARGEST <= figure <= LARGEST else None


# ------------------------------------------------------------------------------------------ writing

_NO_STATUS: Final = "DELETE FROM order_status WHERE order_id = ?"
_NO_COST: Final = "DELETE FROM cost_line WHERE basis IN (1, 2, 3) AND order_id = ?"


def _insert(table: str, names: Sequence[str]) -> str:
    places = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - our fields


_STATUS: Final = _insert("order_status", StatusRow._fields)
_COST: Final = _insert("cost_line", CostRow._fields)


def replace(
    txn: Txn, order_ids: Collection[int], status: Iterable[StatusRow], costs: Iterable[CostRow]
) -> None:
    """Put these rows in the place of all that was posted for the orders; gone orders leave none."""
    gone = [(order_id,) for order_id in order_ids]
    txn.run_posted(_NO_STATUS, gone)
    txn.run_posted(_NO_COST, gone)
    txn.run_posted(_STATUS, status)
    txn.run_posted(_COST, costs)


# ------------------------------------------------------------------------------------------ reading

_ORDER_ROWS: Final = """
SELECT o.id, o.order_number, s.supplier_code, s.name, s.local_name, o.order_date, t.stage,
t.verdict, t.required, t.accepted, t.percent,
    t.states, t.next_date, t.goods, o.currency, t.landed, t.late, t.posted_on, t.may_change_on,
    t.pack, t.stale, t.stage_day
FROM orders o JOIN suppliers s ON s.id = o.supplier_id LEFT JOIN order_status t ON t.order_id =
    o.id"""
_NEWEST_FIRST: Final = _ORDER_ROWS + " ORDER BY o.order_date DESC, o.id DESC"
_FIRST_ROWS: Final = _NEWEST_FIRST + " LIMIT :count"
_SOME_ROWS: Final = _ORDER_ROWS + " WHERE o.id IN (:ids)"
HOLDS_NOT: Final = """
SELECT o.id FROM orders o LEFT JOIN order_status t ON t.order_id = o.id
WHERE t.order_id IS NULL OR t.stale OR t.pack <> :pack OR t.posted_on > :today OR
    t.may_change_on <= :today"""
"""The orders whose posted rows do not hold on `:today` (ISO) with `:pack`, or lack."""

_OUTDATED: Final = HOLDS_NOT + " ORDER BY o.id"
_VERSION: Final = "SELECT version_num FROM alembic_version"
_ASKING: Final = """
SELECT t.order_id FROM order_status t
    JOIN orders o ON o.id = t.order_id JOIN suppliers s ON s.id = o.supplier_id
WHERE t.stage IS NOT NULL AND (
    t.verdict = 'unknown' OR t.late OR t.next_date <= :soon OR t.stage_day <= :soon
    OR s.general_licence_no IS NOT NULL
    OR o.id IN (SELECT order_id FROM licences WHERE order_id IS NOT NULL)
    OR o.supplier_id IN (SELECT supplier_id FROM licences WHERE order_id IS NULL)
    OR o.id IN (
        SELECT l.order_id FROM shipment_lines d JOIN order_lines l ON l.id = d.order_line_id
        WHERE d.licence_id IS NOT NULL))
UNION
SELECT l.order_id FROM shipments s JOIN shipment_lines d ON d.shipment_id = s.id
    JOIN order_lines l ON l.id = d.order_line_id
WHERE s.received_on >= :since OR s.cleared_on >= :since OR s.customs_state_on >= :since"""
"""An open order with no licence near it, whose days all lie far ahead and of which all is known,
has nothing to say."""

_ALL_ORDERS: Final = (
    "SELECT id FROM orders UNION SELECT order_id AS id FROM order_status ORDER BY id"
)


class OrderRow(NamedTuple):
    """An order as the list shows it, days as ISO text.

    All after `order_date` but the currency is None where nothing is posted yet.
    """

    order_id: int
    number: str
    supplier_code: str
    supplier_name: str
    supplier_local_name: str | None
    order_date: str
    stage: str | None
    verdict: str | None
    required: int | None
    accepted: int | None
    percent: str | None
    states: str | None
    next_date: str | None
    goods: int | None
    currency: str
    landed: int | None
    late: int | None
    posted_on: str | None
    may_change_on: str | None
    pack: str | None
    stale: int | None
    stage_day: str | None


def order_rows(
    rows: Rows, *, limit: int | None = None, ids: Sequence[int] | None = None
) -> list[OrderRow]:
    """The list of orders, newest first.

    Args:
        rows: a snapshot or transaction.
        limit: no more than these (the first screen).
        ids: these alone, in no order.
    """
    if ids is not None:
        found = rows.rows(_fitting(rows, _SOME_ROWS), ids=ids)
    elif limit is None:
        found = rows.rows(_fitting(rows, _NEWEST_FIRST))
    else:
        found = rows.rows(_fitting(rows, _FIRST_ROWS), count=limit)
    return list(map(OrderRow._make, found))


def _fitting(rows: Rows, sql: str) -> str:
    """The SELECT as the schema at hand allows: an older one that may not be written lacks a day."""
    is_first = rows.rows(_VERSION)[0][0] == "0001"
    return sql.replace("t.stage_day", "NULL AS stage_day") if is_first else sql


def outdated(rows: Rows, *, today: str, pack: str) -> list[int]:
    """The orders whose posted rows do not hold on this day (ISO) with this pack, or lack."""
    return [row[0] for row in rows.rows(_OUTDATED, today=today, pack=pack)]


def needing_attention(rows: Rows, *, today: str, pack: str, since: str, soon: str) -> list[int]:
    """The orders that Today may speak of: open ones that are near a day, those with news.

    Orders whose posted rows do not hold on this day are among them: nobody knows yet.

    Args:
        rows: a snapshot or transaction.
        today: the day asked for, ISO.
        pack: the reference pack in use.
        since: the first day of news, ISO.
        soon: the last day that is near, ISO.
    """
    found = {row[0] for row in rows.rows(_ASKING, since=since, soon=soon)}
    return sorted(found.union(outdated(rows, today=today, pack=pack)))


def all_order_ids(rows: Rows) -> list[int]:
    """The ids of all orders, gone ones whose posted rows are still there included."""
    return [row[0] for row in rows.rows(_ALL_ORDERS)]


# -------------------------------------------------------------------------------------------- reach


def reached(txn: Txn, changes: Changes, *, wide: Collection[str] = frozenset()) -> list[int] | None:
    """The orders whose posted rows may no longer hold after this transaction; None means all.

    Args:
        txn: the transaction.
        changes: what it wrote so far.
        wide: tables whose rows reach every order.
    """
    from remanence.store.reach import orders_reached

    kinds = {name.partition(".")[0] for name, _ in changes.counts}
    return None if kinds & set(wide) else orders_reached(txn)


def statements() -> Sequence[str]:
    """Every SELECT of this module (a test prepares them)."""
    return [_VERSION, _NEWEST_FIRST, _FIRST_ROWS, _SOME_ROWS, _OUTDATED, _ASKING, _ALL_ORDERS]
