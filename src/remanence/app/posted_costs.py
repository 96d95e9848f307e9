"""Posted cost as it holds on the workspace's day: what does not is costed anew in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from remanence.app.judging import Judge
from remanence.app.posting import CHUNK, cost_rows, pack_name
from remanence.app.workspace import Workspace
from remanence.core.facts.dossiers import OrderFile
from remanence.store import dossiers, posted
from remanence.store.posted import CostRow
from remanence.store.reading import Reader


class Holding(NamedTuple):
    """What of the posted rows holds.

    Attributes:
        stale: orders whose posted rows lack, or are those of another day or pack.
        only: the day (ISO) and the pack of the rows that hold; None where all of them do.
    """

    stale: list[int]
    only: tuple[str, str] | None


def what_holds(workspace: Workspace, reader: Reader) -> Holding:
    """Ask which posted rows hold on the workspace's day with its pack."""
    today, pack = workspace.today.isoformat(), pack_name(workspace)
    stale = posted.outdated(reader, today=today, pack=pack)
    return Holding(stale, (today, pack) if stale else None)


def costed_anew(
    workspace: Workspace, reader: Reader, order_ids: Sequence[int], basis: str
) -> Iterator[tuple[list[OrderFile], list[CostRow]]]:
    """The rows that would be posted of these orders in a basis, some orders at a time."""
    if not order_ids:
        return
    judge = Judge.of(workspace)
    for start in range(0, len(order_ids), CHUNK):
        files = dossiers.order_files(reader, order_ids[start : start + CHUNK])
        yield files, [row for one in files for row in cost_rows(judge.cost(one, basis), one)]
