"""What stands beside an order in a list: its goods in words, how much, and when they arrive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from remanence.app.workspace import Workspace
from remanence.store import list_notes as kept


class OrderNote(NamedTuple):
    """Words for one order.

    Attributes:
        goods: the first product, and how many more there are.
        quantity: the sum where all lines have one unit; else empty.
        eta: earliest expected arrival of what is still on its way.
    """

    goods: str = ""
    quantity: str = ""
    eta: date | None = None


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
    return OrderNote(goods, _quantity(lines), None if eta is None else date.fromisoformat(eta))


def _quantity(lines: Iterable[kept.GoodsLine]) -> str:
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.unit] = sums.get(line.unit, Decimal(0)) + line.quantity
    if len(sums) != 1:
        return ""
    unit, whole = sums.popitem()
    return f"{whole.normalize():,f} {unit}"
