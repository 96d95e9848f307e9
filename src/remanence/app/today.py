"""What needs me today."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from remanence.app.collector import paused
from remanence.app.judging import Judge
from remanence.app.posting import ordered_value, pack_name
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes
from remanence.core.base.money import round_money
from remanence.core.facts.dossiers import OrderFile
from remanence.core.today import SNOOZED, SOON_DAYS, Attention, subject_of
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


def snooze(workspace: Workspace, item: Attention, reason: str, until: date) -> Changes:
    """Put a row off through a day: a decision with its reason, in the history and undoable.

    Raises:
        Refused: the reason or the day cannot be so.
    """
    from remanence.app.entering import Entry, enter

    cells = {
        **_snooze_key(item),
        "value": item.code,
        "reason": reason,
        "decided_on": workspace.today.isoformat(),
        "until": until.isoformat(),
    }
    return enter(workspace, [Entry("decisions", cells)], label="snooze", note=item.what)


def wake(workspace: Workspace, item: Attention) -> Changes:
    """Take the snooze of a row away.

    Raises:
        NotFound: it is not snoozed.
    """
    from remanence.app.entering import Entry, enter

    cells = {**_snooze_key(item), "value": item.code}
    return enter(workspace, [Entry("decisions", cells, remove=True)], label="wake", note=item.what)


def _snooze_key(item: Attention) -> dict[str, str]:
    return {"subject": subject_of(item.record["kind"], item.record["ref"]), "code": SNOOZED}
