"""The first orders as they were posted, and what stands beside an order in a list.

Read before the first frame is painted: nothing is judged here and nothing heavy imported. What
was posted for another day is marked, and judged anew by `app.orders` a moment later.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.core.base.money import from_minor
from remanence.store import list_notes as kept
from remanence.store import posted

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace

BEING_JUDGED: Final = "being_judged"
"""Verdict of an order whose posted one does not hold today."""


class OrderNote(NamedTuple):
    """Words for one order.

    Attributes:
        goods: the first product, and how many more there are.
        quantity: the sum where all lines have one unit; else empty.
        eta: earliest expected arrival of what is still on its way.
    """

    goods: str = ""
    quantity: str = ""
    eta: datetime.date | None = None


class ListedOrder(NamedTuple):
    """One order as it was posted; `verdict` is `BEING_JUDGED` where that does not hold today."""

    id: int
    number: str
    supplier_name: str
    supplier_local_name: str | None
    date: datetime.date
    currency: str
    goods: Decimal | None
    stage: str | None
    states: list[str]
    accepted: int
    required: int
    next_date: datetime.date | None
    landed: Decimal | None
    verdict: str
    note: OrderNote
    stage_day: datetime.date | None


def first_orders(workspace: Workspace, limit: int) -> list[ListedOrder]:
    """The newest orders, as posted."""
    home, today = workspace.business.currency, workspace.today.isoformat()
    with workspace.store.read() as reader:
        rows = posted.order_rows(reader, limit=limit)
    notes = order_notes(workspace, [row.order_id for row in rows])
    nothing = OrderNote()
    return [_listed(row, notes.get(row.order_id, nothing), home, today) for row in rows]


def _listed(row: posted.OrderRow, note: OrderNote, home: str, today: str) -> ListedOrder:
    holds = _holds(row, today)
    return ListedOrder(
        row.order_id,
        row.number,
        row.supplier_name,
        row.supplier_local_name,
        datetime.date.fromisoformat(row.order_date),
        row.currency,
        None if row.goods is None else from_minor(row.goods, row.currency),
        row.stage,
        json.loads(row.states or "[]"),
        row.accepted or 0,
        row.required or 0,
        None if row.next_date is None else datetime.date.fromisoformat(row.next_date),
        None if row.landed is None else from_minor(row.landed, home),
        row.verdict if holds and row.verdict else BEING_JUDGED,
        note,
        None if row.stage_day is None else datetime.date.fromisoformat(row.stage_day),
    )


def _holds(row: posted.OrderRow, today: str) -> bool:
    """Whether what was posted holds on this day (ISO); another pack is noticed by the judge."""
    if row.posted_on is None or row.stale or row.posted_on > today:
        return False
    return row.may_change_on is None or today < row.may_change_on


def order_notes(
    workspace: Workspace, order_ids: Sequence[int] | None = None
) -> Mapping[int, OrderNote]:
    """Words for these orders by id, for all if left out."""
    with workspace.store.read() as reader:
        lines = kept.goods_lines(reader, order_ids)
        arrivals = kept.next_arrivals(reader, order_ids)
    return {
        order_id: _note(list(group), arrivals.get(order_id))
        for order_id, group in groupby(lines, key=attrgetter("order_id"))
    }


def supplier_names(workspace: Workspace) -> Mapping[str, tuple[str, str]]:
    """Name and local name (empty where there is none) by supplier code."""
    with workspace.store.read() as reader:
        return kept.supplier_names(reader)


def _note(lines: Sequence[kept.GoodsLine], eta: str | None) -> OrderNote:
    names = list(dict.fromkeys(line.name for line in lines))
    goods = names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
    return OrderNote(
        goods, _quantity(lines), None if eta is None else datetime.date.fromisoformat(eta)
    )


def _quantity(lines: Iterable[kept.GoodsLine]) -> str:
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.unit] = sums.get(line.unit, Decimal(0)) + line.quantity
    if len(sums) != 1:
        return ""
    unit, whole = sums.popitem()
    return f"{whole.normalize():,f} {unit}"
