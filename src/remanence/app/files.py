"""One order or licence with everything that hangs on it, by the name that people use."""

from __future__ import annotations

from remanence.app.workspace import Workspace
from remanence.core.base.errors import NotFound
from remanence.core.facts.dossiers import LicenceFile, OrderFile
from remanence.store import dossiers, sheets


def order_file(workspace: Workspace, number: str) -> OrderFile:
    """The order of that number.

    Raises:
        NotFound: there is none.
    """
    with workspace.store.read() as reader:
        order_id = sheets.id_of(reader, "orders", number)
        if order_id is None:
            raise NotFound("order", number, next="`remanence orders` lists them.")
        return dossiers.order_files(reader, [order_id])[0]


def licence_file(workspace: Workspace, ref: str) -> LicenceFile:
    """The licence of that reference.

    Raises:
        NotFound: there is none.
    """
    with workspace.store.read() as reader:
        found = dossiers.licence_files(reader, [ref])
    if not found:
        raise NotFound("licence", ref, next="`remanence licences` lists them.")
    return found[0]
