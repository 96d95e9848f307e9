"""What follows from facts is posted beside them: verdicts and landed cost of the orders reached.

Posted rows can be thrown away and made again; a question never writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from remanence.app.collector import paused
from remanence.app.judging import Judge
from remanence.core.base.changes import Changes
from remanence.core.base.dates import month_key
from remanence.core.base.money import minor_units, round_money, to_minor
from remanence.core.costs.order import ACTUAL, BOTH, ESTIMATE, OrderCost, is_settled
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.orders import OrderLine
from remanence.core.readiness import StatusRow
from remanence.store import dossiers, posted

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace
    from remanence.core.policy.pack import Pack
    from remanence.store.writing import Txn

Report = Callable[[int, int], None]
"""Told how many orders are judged, of how many; what it raises ends the work."""

WIDE = frozenset({"parties", "business"})
"""Tables whose rows reach every order; price points reach none: no verdict or cost reads them."""

SHARED = WIDE | {"decisions", "fx"}
"""Tables that the desk, which all orders share, is made of."""

CHUNK = 2_000  # orders read and judged at a time, so that memory stays flat

TOLD_EVERY = 20  # orders between two words about the progress

_HUNDRED = Decimal(100)


def post_reached(
    txn: Txn, workspace: Workspace, changes: Changes, report: Report | None = None
) -> None:
    """Post the orders that an operation reached, inside its transaction.

    Where the reach is all orders (parties, the own firm, the user's corrections of rules), all are
    posted again.
    """
    kinds = {name.partition(".")[0] for name, _ in changes.counts}
    if kinds & SHARED:
        workspace.take(dossiers.desk(txn))
    ids = posted.reached(txn, changes, wide=WIDE)
    post(txn, workspace, posted.all_order_ids(txn) if ids is None else ids, report)


@paused()
def post(
    txn: Txn, workspace: Workspace, order_ids: Sequence[int], report: Report | None = None
) -> None:
    """Judge and cost the orders and replace their posted rows."""
    judge, pack = Judge.of(workspace), pack_name(workspace)
    for start in range(0, len(order_ids), CHUNK):
        chunk = order_ids[start : start + CHUNK]
        status: list[posted.StatusRow] = []
        costs: list[posted.CostRow] = []
        for place, file in enumerate(dossiers.order_files(txn, chunk), start):
            if report is not None and place % TOLD_EVERY == 0:
                report(place, len(order_ids))
            by_basis = judge.costs(file)
            status.append(_status(judge, judge.status(file), by_basis[BOTH], file, pack))
            costs += _all_cost_rows(by_basis, file)
        posted.replace(txn, chunk, status, costs)


def pack_name(workspace: Workspace) -> str:
    """The pack as posted rows name it: id and serial."""
    return name_of(workspace.pack)


def name_of(pack: Pack) -> str:
    """The name of a pack in posted rows; corrections of its rows do not change it."""
    return f"{pack.head.id}/{pack.head.serial}"


def status_row(judge: Judge, file: OrderFile, pack: str) -> posted.StatusRow:
    """What the list of orders shows of one order today."""
    return _status(judge, judge.status(file), judge.cost(file, BOTH), file, pack)


def _status(
    judge: Judge, row: StatusRow, cost: OrderCost, file: OrderFile, pack: str
) -> posted.StatusRow:
    done, landed = row.completeness, cost.landed.value
    turns = [day for day in (row.may_change_on, cost.until) if day is not None]
    return posted.StatusRow(
        file.order.id,
        file.order.order_number,
        row.stage,
        row.verdict,
        done.required,
        done.accepted,
        str(done.percent),
        json.dumps(row.states),
        None if row.next_date is None else row.next_date.isoformat(),
        posted.within(to_minor(ordered_value(file), file.order.currency)),
        file.order.currency,
        None if landed is None else posted.within(to_minor(landed, cost.currency)),
        "late" in row.states,
        judge.today.isoformat(),
        min(turns).isoformat() if turns else None,
        pack,
        stage_day=None if row.stage_day is None else row.stage_day.isoformat(),
    )


def ordered_value(file: OrderFile) -> Decimal:
    """The goods of all lines not cancelled, less discount, rounded line by line."""
    lines = (line for line in file.lines if line.cancelled_on is None)
    return sum((line_value(line, file.order.currency) for line in lines), Decimal(0))


def line_value(line: OrderLine, currency: str) -> Decimal:
    """Quantity by price less discount; the price of one piece is never rounded before."""
    value = line.quantity * line.unit_price / line.price_per
    if line.discount_percent:
        value = value * (_HUNDRED - line.discount_percent) / _HUNDRED
    return round_money(value, currency)


def _all_cost_rows(by_basis: Mapping[str, OrderCost], file: OrderFile) -> Iterator[posted.CostRow]:
    """The rows of every basis; where nothing was invoiced, estimate and both are one figure."""
    both = list(cost_rows(by_basis[BOTH], file))
    yield from both
    if is_settled(file):
        yield from cost_rows(by_basis[ESTIMATE], file)
    else:
        basis = posted.BASES[ESTIMATE]
        yield from (posted.CostRow._make((*row[:3], basis, *row[4:])) for row in both)
    yield from cost_rows(by_basis[ACTUAL], file)


def cost_rows(cost: OrderCost, file: OrderFile) -> Iterator[posted.CostRow]:
    """What is posted of the cost of an order in one basis."""
    product_of = {line.id: file.products[line.product_code].id for line in file.lines}
    digits, supplier = minor_units(cost.currency), file.supplier.id
    for part in cost.parts:
        yield posted.CostRow(
            part.order_id,
            part.line_id,
            part.shipment_id or posted.NOT_SHIPPED,
            posted.BASES[part.basis],
            month_key(part.day),
            product_of[part.line_id],
            supplier,
            part.unit,
            posted.scaled(part.quantity, posted.QUANTITY_DIGITS) or 0,
            posted.scaled(part.kg, posted.MASS_DIGITS),
            posted.scaled(part.reo_kg, posted.MASS_DIGITS),
            *(_minor(amount, digits) for amount in _amounts(part)),
        )


_amounts = attrgetter("goods", "freight", "insurance", "duty", "fees", "other", "landed")
"""The amounts of a part, whole coins, in the sequence of the posted row."""


def _minor(amount: Decimal | None, digits: int) -> int | None:
    """Whole minor units of an amount in whole coins; None where they are too many to add up."""
    if not amount:
        return None if amount is None else 0
    return posted.within(int(amount.scaleb(digits)))
