"""Everything that verdicts about orders need, fetched for many at once: never a query an order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from remanence.core.facts.dossiers import Desk, LicenceFile, OrderFile
from remanence.store import licences, orders, policy, prices
from remanence.store.dossiers.around import WORKSPACE, Around
from remanence.store.dossiers.grouping import grouped
from remanence.store.dossiers.licensed import LicenceFiles
from remanence.store.reading import Rows

_ROW_OF_PACK: Final = "pack row "


def desk(rows: Rows, *, currencies: Collection[str] | None = None) -> Desk:
    """What all orders share.

    The own firm, rates, the workspace's own list of parties, decisions for the workspace and on
    pack rows.

    Args:
        rows: a snapshot or transaction.
        currencies: only rates between these (a workspace may hold all days of thirty currencies).
    """
    wide = tuple(
        one
        for one in policy.decisions(rows)
        if one.subject == WORKSPACE or one.subject.startswith(_ROW_OF_PACK)
    )
    return Desk(
        policy.business(rows),
        tuple(prices.rates(rows, currencies)),
        tuple(policy.parties(rows)),
        wide,
    )


def order_files(rows: Rows, order_ids: Sequence[int] | None = None) -> list[OrderFile]:
    """Orders with everything that hangs on them, in the sequence of their ids; None means all.

    Ids that are no order are passed over.
    """
    own, more = orders.orders(rows, order_ids)
    if not own:
        return []
    ids = None if order_ids is None else [order.id for order in own]
    around = Around.of(rows, ids, {row[0] for row in more})
    return [around.file(order) for order in own]


def licence_files(rows: Rows, refs: Iterable[str] | None = None) -> list[LicenceFile]:
    """Licences with lines, events, draws and papers, by reference; None means all.

    References that are no licence are passed over.
    """
    ids = (
        None
        if refs is None
        else [row[0] for ref in refs for row in rows.rows(licences.BY_REF, ref=ref)]
    )
    files = LicenceFiles.of(rows, ids, None)
    return sorted(files.by_id.values(), key=lambda file: file.licence.licence_ref)


def cases(rows: Rows) -> list[LicenceFile]:
    """Every licence with its events alone: what a forecast learns from."""
    found, _ = licences.licences(rows)
    events = grouped(licences.events(rows), lambda one: one.licence_id)
    return [LicenceFile(one, (), tuple(events[one.id])) for one in found if events[one.id]]
