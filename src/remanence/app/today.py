"""What needs me today."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from remanence.app.collector import paused
from remanence.app.judging import Judge
from remanence.app.posting import ordered_value, pack_name
from remanence.app.workspace import Workspace
from remanence.core.base.money import round_money
from remanence.core.facts.dossiers import OrderFile
from remanence.core.today import SNOOZED, SOON_DAYS, Attention
from remanence.core.today import attention as needs
from remanence.store import dossiers, posted
from remanence.store import policy as kept


@paused()
def attention(workspace: Workspace, *, with_snoozed: bool = False) -> list[Attention]:
    """Everything that needs attention, most urgent first.

    Args:
        workspace: where; its day is the day asked for.
        with_snoozed: also what is snoozed.
    """
    today, since = workspace.today, workspace.today - timedelta(days=1)
    soon = today + timedelta(days=SOON_DAYS)
    with workspace.store.read() as reader:
        ids = posted.needing_attention(
            reader,
            today=today.isoformat(),
            pack=pack_name(workspace),
            since=since.isoformat(),
            soon=soon.isoformat(),
        )
        files = dossiers.order_files(reader, ids)
        licences = dossiers.licence_files(reader)
        snoozes = tuple(one for one in kept.decisions(reader) if one.code == SNOOZED)
    judge, desk = Judge.of(workspace), workspace.desk
    worth = {file.order.order_number: _worth(judge, file) for file in files}
    known = {number: money for number, money in worth.items() if money is not None}
    return needs(
        files,
        licences,
        desk._replace(decisions=(*desk.decisions, *snoozes)),
        workspace.pack,
        workspace.today,
        known,
        with_snoozed=with_snoozed,
    )


def _worth(judge: Judge, file: OrderFile) -> Decimal | None:
    """The goods of an order in home currency, at the rate of its day; None without a rate."""
    order, home = file.order, judge.desk.business.currency
    rate = judge.rates.rate(order.currency, home, order.order_date).rate.value
    return None if rate is None else round_money(ordered_value(file) * rate, home)
