"""What a write would break: accepted papers and granted licences that no longer hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from remanence.app.judging import Judge
from remanence.core.base.findings import Finding
from remanence.core.base.sentences import N_, fill, say, template_of
from remanence.store import dossiers, posted

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace
    from remanence.core.facts.dossiers import OrderFile
    from remanence.core.readiness import Readiness
    from remanence.store.writing import Txn

NO_LONGER = N_("breaks.no_longer", "{order}: {title} no longer holds.")

_MOST_ORDERS: Final = 200  # a change that reaches more is one of master data, judged as a whole
_WIDE: Final = frozenset({"parties", "business", "decisions", "fx", "prices"})
_SIGNED: Final = frozenset({"accepted", "granted"})
_ABOUT: Final = ("licence.", "papers.")


def broken_by(txn: Txn, workspace: Workspace) -> list[str]:
    """What of the accepted and granted no longer holds inside this transaction, in sentences.

    A write of master data that reaches all orders, or very many, breaks nothing by itself.
    """
    ids = posted.reached(txn, txn.changes(), wide=_WIDE)
    if ids is None or len(ids) > _MOST_ORDERS:
        return []
    judge = Judge.of(workspace)
    with workspace.store.read() as reader:  # what stood before: the transaction is not over
        before = {one.order.id: one for one in dossiers.order_files(reader, ids)}
    broken: list[str] = []
    for file in dossiers.order_files(txn, ids):
        old = before.get(file.order.id)
        if old is not None and old != file:
            broken += _broken(judge.readiness(old), judge.readiness(file), file)
    return list(dict.fromkeys(broken))


def _broken(old: Readiness, new: Readiness, file: OrderFile) -> Iterator[str]:
    """What was accepted or granted and held, and does not hold now."""
    known = {(one.code, one.where, one.parts) for one in old.findings}
    for found in new.findings:
        about = found.code.startswith(_ABOUT)
        if about and (found.code, found.where, found.parts) not in known:
            yield _sentence(found)
    still = {one.id: one for one in new.requirements}
    number = file.order.order_number
    for one in old.requirements:
        now = still.get(one.id)
        signed = one.state in _SIGNED and one.is_met
        if signed and now is not None and now.state in _SIGNED and not now.is_met:
            yield say(NO_LONGER, {"order": number, "title": one.title})


def _sentence(found: Finding) -> str:
    return fill(template_of(found.code), {"where": found.where, **dict(found.parts)})
