"""What follows from facts is posted beside them: verdicts and landed cost of the orders reached.

Posted rows can be thrown away and made again; a question never writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from remanence.core.base.changes import Changes
from remanence.core.costs.order import OrderCost
from remanence.core.readiness import Readiness
from remanence.store import dossiers, posted

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace
    from remanence.store.writing import Txn

BASES = ("estimate,actual", "estimate", "actual")
"""The bases of landed cost that are posted, the default first."""

WIDE = frozenset({"fx", "prices", "parties", "business"})
"""Tables whose rows reach every order."""

CHUNK = 2_000  # orders read and judged at a time, so that memory stays flat


class Posting(NamedTuple):
    """What is posted for one order."""

    order_id: int
    readiness: Readiness
    cost: OrderCost


def post_reached(txn: Txn, workspace: Workspace, changes: Changes) -> None:
    """Post the orders that an operation reached, inside its transaction.

    Where the reach is all orders (rates, prices, parties, the own firm, the user's corrections of
    rules), all are posted again.
    """
    workspace.forget()
    reached = posted.reached(txn, changes, wide=WIDE)
    post(txn, workspace, reached)


def post(
    txn: Txn,
    workspace: Workspace,
    order_ids: Sequence[int] | None,
    report: Callable[[int, int], None] | None = None,
) -> None:
    """Judge and cost the orders and replace their posted rows; None means all."""
    from remanence.app.judging import Judge

    ids = posted.all_order_ids(txn) if order_ids is None else list(order_ids)
    judge = Judge(workspace, dossiers.desk(txn))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        files = dossiers.order_files(txn, chunk)
        status = [status_row(judge, file) for file in files]
        costs = [row for file in files for row in cost_rows(judge, file)]
        posted.replace(txn, chunk, status, costs)
        if report is not None:
            report(min(start + CHUNK, len(ids)), len(ids))
