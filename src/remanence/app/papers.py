"""Papers: attach a file to an order, shipment or licence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from remanence.app import operation
from remanence.app.workspace import Workspace
from remanence.core.base.errors import ExchangeError, FileMissing, NotFound, WrongUse
from remanence.core.base.findings import Finding
from remanence.core.facts.documents import Document
from remanence.exchange.papers import Proposal, read_paper, refuse_programs, shown_name
from remanence.store import documents, files, sheets

if TYPE_CHECKING:
    from remanence.store.door import Store
    from remanence.store.writing import Txn

PARENTS = {
    "order_number": ("orders", "order_id", documents.OF_ORDERS),
    "shipment_ref": ("shipments", "shipment_id", documents.OF_SHIPMENTS),
    "licence_ref": ("licences", "licence_id", documents.OF_LICENCES),
}


WAITING = frozenset({None, "requested", "received", "accepted"})
"""States in which a paper without a file takes one; a waived or rejected one keeps its verdict."""


_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
"""Signs that some system does not take in a file's name, or that make an address of it."""


class Attached(NamedTuple):
    """The paper as it is stored now, and what was read in its file, to be accepted by a person.

    The findings say what could not be read, and what does not agree inside the file.
    """

    document: Mapping[str, object]
    proposals: list[Proposal]
    findings: list[Finding]


def attach(
    workspace: Workspace,
    file: Path,
    document_type: str,
    parents: Mapping[str, str | None],
    *,
    source: str = "window",
) -> Attached:
    """Attach a file as a paper of a type; a paper of that type that waits for its file takes it.

    Args:
        workspace: where.
        file: the file; it is copied.
        document_type: an id of the pack's table of documents.
        parents: order_number, shipment_ref or licence_ref, exactly one filled.
        source: who asks.

    Raises:
        FileMissing: no such file, a folder, or it cannot be read.
        ExchangeError: the file is empty.
        ProgramRefused: a program, script or macro file, whatever its name says.
        WrongUse: no such type, or not exactly one parent.
        NotFound: no such order, shipment or licence.
    """
    column, key = _parent(parents)
    if document_type not in {rule.id for rule in workspace.pack.documents}:
        raise WrongUse("--type", what=f"The reference pack knows no paper {document_type!r}.")
    path = _usable(file)
    kind, stored, of_parent = PARENTS[column]
    with workspace.store.read() as reader:
        parent_id = sheets.id_of(reader, kind, key)
    if parent_id is None:
        raise NotFound(kind.removesuffix("s"), key)
    said = read_paper(path)
    paper = _Paper(path, document_type, stored, of_parent, parent_id)
    kept: list[Document] = []

    def write(txn: Txn) -> None:
        kept.append(_write(txn, workspace.store, paper))

    note = f"{_kept_name(path.name)} to {key}"
    operation.run(workspace, "attach", write, source=source, note=note)
    return Attached(kept[0]._asdict(), said.proposals, said.findings)


class _Paper(NamedTuple):
    """A file to attach: its type, the column that names the parent, how papers of such are read."""

    path: Path
    document_type: str
    link: str
    of_parent: str
    parent_id: int


def _usable(file: Path) -> Path:
    path = file.absolute()
    if path.is_dir():
        raise FileMissing(shown_name(str(path)), what="it is a folder. Name a file.")
    if not path.is_file():
        raise FileMissing(shown_name(str(path)), what="there is no such file.")
    if path.stat().st_size == 0:
        raise ExchangeError(shown_name(path.name), what="the file is empty; it was not attached.")
    refuse_programs(path)
    return path


def _write(txn: Txn, store: Store, paper: _Paper) -> Document:
    """Store file and row; the paper as it stands then. The same file again changes nothing."""
    digest = files.keep_with(txn, store, paper.path)
    mine = _papers_of(txn, paper)
    if all(one.file_digest != digest for one in mine):
        name = _kept_name(paper.path.name)
        waiting = [one for one in mine if one.file is None and one.state in WAITING]
        if waiting:
            state = waiting[0].state
            kept_state = "received" if state in (None, "requested") else state
            row = (waiting[0].id, name, digest, kept_state)
            txn.update("documents", ("file", "file_digest", "state"), [row])
        else:
            names = ("document_type", "number", "state", "file", "file_digest", paper.link)
            number = _free_number(paper.path, mine)
            new = (paper.document_type, number, "received", name, digest)
            txn.insert("documents", names, [(*new, paper.parent_id)])
    return next(one for one in _papers_of(txn, paper) if one.file_digest == digest)


def _papers_of(txn: Txn, paper: _Paper) -> list[Document]:
    papers = documents.documents(txn, paper.of_parent, [paper.parent_id])
    return [one for one in papers if one.document_type == paper.document_type]


def _parent(parents: Mapping[str, str | None]) -> tuple[str, str]:
    named = [(column, key) for column, key in parents.items() if key is not None]
    if len(named) != 1:
        raise WrongUse("", what="Name one of --order, --shipment, --licence.")
    return named[0]


def _kept_name(name: str) -> str:
    """A name that an export can write on every system and an import finds again beside it."""
    plain = shown_name(name).translate(_NOT_IN_NAMES).strip(" ").rstrip(".")
    return plain.replace("~", "_", 1) if plain.startswith("~") else plain or "paper"


def _free_number(path: Path, mine: list[Document]) -> str | None:
    """No number for the first such paper; else the file's name, made unlike the others."""
    taken = {paper.number for paper in mine}
    if None not in taken:
        return None
    stem = Path(_kept_name(path.name)).stem
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem} ({count})"
    return name
