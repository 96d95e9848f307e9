"""Papers at hand: which serve a requirement, in what state, and which of several is the best.

A paper past its last valid day is not accepted. A paper on the order, or on its only shipment,
serves wherever its type is needed; one of a product or of the supplier serves every order with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    RecordRef,
    Step,
    Verdict,
    all_of,
    assumed,
    given,
    on_or_before,
)
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import OrderFile

MISSING: Final = "missing"
BEST_FIRST: Final = ("accepted", "waived", "received", "requested", "rejected", MISSING)
"""States of a paper, the most useful first."""

ACCEPTED = N_("paper.accepted", "{note} is accepted: {value}")
STATE_IS = N_("paper.state", "{note}: {0}")
REQUESTED = N_("paper.state_requested", "{note} is asked for and not here yet")
RECEIVED = N_("paper.state_received", "{note} is here and not accepted yet")
REJECTED = N_("paper.state_rejected", "{note} was rejected")
N_("paper.state_requested.reason", "{note} is asked for and not here yet: {1}")
N_("paper.state_received.reason", "{note} is here and not accepted yet: {1}")
N_("paper.state_rejected.reason", "{note} was rejected: {1}")
REASON = N_("paper.reason", "The reason on record: {value}")
STATE = N_("paper.state_given", "{note}")
IN_TIME = N_("paper.in_time", "{note}: the day {0} is not after its last valid day {1}: {value}")
N_("paper.in_time.no", "{note} was valid to {1} only")
LAST_DAY = N_("paper.valid_to", "last valid day {value}")
NONE = N_("paper.none", "No {note} is on file")

_NOT_ACCEPTED: Final = {"requested": REQUESTED, "received": RECEIVED, "rejected": REJECTED}


class Paper(NamedTuple):
    """A paper judged on a day.

    Attributes:
        document: the record.
        state: its state of the sheet, `missing` once it is past its last valid day.
        verdict: whether it is accepted, and why.
        expired: its last valid day lies before the day.
    """

    document: Document
    state: str
    verdict: Verdict
    expired: bool


class Shelf:
    """The papers that can serve an order, sorted by type and by what they belong to."""

    def __init__(self, file: OrderFile) -> None:
        """Sort the papers of the file once."""
        self._by_type: dict[str, list[Document]] = {}
        self._only_shipment = file.shipments[0].shipment.shipment_ref if _single(file) else None
        papers: list[Document] = list(file.documents)
        for sent in file.shipments:
            papers += sent.documents
        for licence in file.licences:
            papers += licence.documents
        for paper in papers:
            self._by_type.setdefault(paper.document_type, []).append(paper)

    def __bool__(self) -> bool:
        """Whether there is any paper at all."""
        return bool(self._by_type)

    def types(self) -> Iterable[str]:
        """The types of which there is at least one paper."""
        return self._by_type.keys()

    def serving(
        self, document_type: str, shipment_ref: str | None, product_code: str | None
    ) -> list[Document]:
        """The papers of a type that serve one shipment, or one product, or the order as a whole."""
        return [
            paper
            for paper in self._by_type.get(document_type, ())
            if self._serves(paper, shipment_ref, product_code)
        ]

    def _serves(self, paper: Document, shipment_ref: str | None, product_code: str | None) -> bool:
        if paper.shipment_ref is not None:
            only = shipment_ref is None and paper.shipment_ref == self._only_shipment
            return paper.shipment_ref == shipment_ref or only
        if paper.product_code is not None:
            return product_code is None or paper.product_code == product_code
        return True


def _single(file: OrderFile) -> bool:
    return len(file.shipments) == 1


def name_of(document: Document, title: str) -> str:
    """A paper as people name it: its title and its number."""
    return f"{title} {document.number}" if document.number else title


def place_of(document: Document, field: str = "") -> RecordRef:
    """Where a paper stands: its type, its parent and its number."""
    parent = (
        document.order_number
        or document.shipment_ref
        or document.licence_ref
        or document.supplier_code
        or document.product_code
        or ""
    )
    number = f" {document.number}" if document.number else ""
    return RecordRef("documents", f"{document.document_type} {parent}{number}", field)


def state_of(document: Document) -> tuple[str, bool]:
    """The state of a paper, and whether it had to be assumed.

    A blank state is never accepted: with a file, a number or a day of issue the paper is here
    (received), else it is only asked for (requested).
    """
    if document.state:
        return document.state, False
    here = document.file or document.file_digest or document.number or document.issued_on
    return ("received" if here else "requested"), True


def judge_paper(document: Document, title: str, day: Step[date]) -> Paper:
    """A paper on a day."""
    state, filled = state_of(document)
    name, place = name_of(document, title), place_of(document, "state")
    make = assumed if filled else given
    why = f" ({document.reason})" if document.reason else ""
    said = make(STATE, state, place, note=f"{name}: {state}{why}")
    good = Answer.YES if state in ("accepted", "waived") else Answer.NO
    stands = _stands(document, state, good, said, name)
    if document.valid_to is None or good is Answer.NO:
        return Paper(document, state, stands, expired=False)
    last = given(LAST_DAY, document.valid_to, place_of(document, "valid_to"))
    fresh = on_or_before(IN_TIME, day, last, note=name)
    expired = fresh.value is Answer.NO
    verdict = all_of(ACCEPTED, [stands, fresh], note=name)
    return Paper(document, MISSING if expired else state, verdict, expired)


def _stands(document: Document, state: str, good: Answer, said: Step[str], name: str) -> Verdict:
    """The state of a paper as an answer; the reason on record follows what it is the reason of."""
    place, code = said.ref, _NOT_ACCEPTED.get(state)
    if not document.reason:
        return Step(code or STATE_IS, good, How.ONE_OF, (said,), place, "", name)
    if code is None:
        note = f"{name} ({document.reason})"
        return Step(STATE_IS, good, How.ONE_OF, (said,), place, "", note)
    words = document.reason.rstrip(".")
    reason = given(REASON, words, place_of(document, "reason"))
    return Step(f"{code}.reason", good, How.ONE_OF, (said, reason), place, "", name)


def best_paper(papers: Iterable[Paper]) -> Paper | None:
    """The one that helps most; of equal ones the first."""
    return min(papers, key=lambda paper: BEST_FIRST.index(paper.state), default=None)
