"""One order with all that its own page shows: verdicts, figures planned and actual, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from remanence.app.files import order_file
from remanence.app.history import HistoryLine, history
from remanence.app.judging import Judge
from remanence.app.order_list import OrderNote, order_notes
from remanence.app.orders import OrderDetail, order
from remanence.core.readiness.stage_day import stage_day

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from remanence.app.workspace import Workspace
    from remanence.core.costs.order import OrderCost


class FullOrder(NamedTuple):
    """One order in full.

    Attributes:
        detail: everything known of it, by sheet, and the verdicts.
        stage_day: by when its next stage is to be done.
        planned: what it costs by estimates alone.
        actual: what it costs by actual charges alone.
        history: the operations that touched it, the newest first.
    """

    detail: OrderDetail
    stage_day: datetime.date | None
    note: OrderNote
    planned: OrderCost
    actual: OrderCost
    history: Sequence[HistoryLine]


def full_order(workspace: Workspace, number: str) -> FullOrder:
    """One order with all that its own page shows.

    Raises:
        NotFound: no such order.
    """
    detail = order(workspace, number)
    file = order_file(workspace, number)
    judge = Judge.of(workspace)
    by = stage_day(file, detail.readiness, workspace.desk, workspace.pack, workspace.today)
    notes = order_notes(workspace, [file.order.id])
    return FullOrder(
        detail,
        by if detail.readiness.stage else None,
        notes.get(file.order.id, OrderNote()),
        judge.cost(file, "estimate"),
        judge.cost(file, "actual"),
        history(workspace, number),
    )
