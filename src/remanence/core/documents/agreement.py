"""Do the papers of an order agree? Field by field, by the matrix of the reference pack.

Each field has a reference paper, the first of the matrix that states it; every other paper that
states the field must agree with it, and with what the order and its licences record. Numbers of an
order and of a shipment are compared where the shipment carries the whole order. Tolerances are
decisions of the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.proof import text_of
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Answer, How, RecordRef, RuleRef, Step, Verdict, all_of, given
from remanence.core.documents.comparing import comparison
from remanence.core.documents.papers import name_of, place_of, state_of
from remanence.core.facts.documents import Document
from remanence.core.facts.licences import Licence
from remanence.core.facts.orders import Order
from remanence.core.policy.rows import AgreementRule

COLUMN_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "bl_awb": ("bl", "awb"),
    "co": ("co", "co_rcep", "co_forme", "co_other"),
    "entry": ("7501", "sad", "uk_entry", "jp_entry", "in_boe"),
    "test_report": ("comp_test",),
}
"""What the columns of the matrix stand for, where they are not a type themselves."""

OWN_COLUMNS: Final = frozenset({"number", "issued_on", "order_number"})
"""Columns that name the paper itself or its parent: another paper has a number of its own."""

AGREE = N_("papers.agree", "{note}: {0} and {1} agree: {value}")
"""Not agreeing is the answer no of this step."""
N_("papers.agree.no", "{note}: {0} and {1} do not agree")
N_("papers.net_below_gross.no", "{note}: net weight {0} is above gross {1}")
STATED = N_("papers.stated", "{note}: {value}")
FIELD = N_("papers.field", "The papers agree on {note}: {value}")
NET_ABOVE_GROSS = N_(
    "papers.net_below_gross", "{note}: net weight {0} is not above gross {1}: {value}"
)

_SUMMED: Final = frozenset({"quantity", "mass", "money"})
_AT_HAND: Final = frozenset({"received", "accepted"})


class Recorded(NamedTuple):
    """What a record of the desk states of a field, beside the paper that it was entered from.

    Attributes:
        column: the paper of the matrix that the record follows: po, cn_licence.
        value: what it states.
        place: where it stands; its field is the column of sheet `documents` that it answers to.
        name: the record as people name it.
    """

    column: str
    value: str
    place: RecordRef
    name: str


class Scope(NamedTuple):
    """Papers that are to agree with each other: those of one shipment and those of the order.

    Attributes:
        key: order number or shipment ref.
        order_papers: papers of the order and of its licences.
        shipment_papers: papers of the shipment.
        whole: the shipment carries the whole order, so that their numbers are comparable too.
        recorded: what the order and its licences record.
    """

    key: str
    order_papers: tuple[Document, ...]
    shipment_papers: tuple[Document, ...]
    whole: bool
    recorded: tuple[Recorded, ...] = ()


class Tolerances(NamedTuple):
    """Percent by which quantities and weights may differ; zero where nothing is decided."""

    quantity_percent: Decimal = Decimal(0)
    weight_percent: Decimal = Decimal(0)


class Disagreement(NamedTuple):
    """Two papers that state a field differently.

    Attributes:
        rule: the row of the matrix, or None for a fault inside one paper.
        field: the field in words.
        where: order number or shipment ref.
        left: the reference paper and what it says; right: the other.
        verdict: the answer no with both values.
        types: the types of both papers.
    """

    rule: RuleRef | None
    field: str
    where: str
    left: tuple[str, str]
    right: tuple[str, str]
    verdict: Verdict
    types: tuple[str, str]


class _Said(NamedTuple):
    """What the papers of one type, or a record, state of a field: what to name, and the value."""

    document: Document
    value: object
    text: str
    record: Recorded | None = None


def recorded(order: Order, licences: Iterable[Licence]) -> tuple[Recorded, ...]:
    """The end users that an order and its licences record; a blank one states nothing."""
    number = order.order_number
    records = [("po", order.end_user, RecordRef("orders", number, "end_user"), f"order {number}")]
    for licence in licences:
        ref = licence.licence_ref
        place = RecordRef("licences", ref, "end_user")
        records.append(("cn_licence", licence.end_user, place, f"licence {ref}"))
    return tuple(
        Recorded(column, value, place, name) for column, value, place, name in records if value
    )


def disagreements(
    scopes: Iterable[Scope],
    rules: Sequence[AgreementRule],
    titles: Mapping[str, str],
    tolerances: Tolerances,
) -> list[Disagreement]:
    """All disagreements, in the sequence of the scopes and of the matrix."""
    found: list[Disagreement] = []
    for scope in scopes:
        both = _by_type(scope.order_papers + scope.shipment_papers)
        parted = (
            [both]
            if scope.whole
            else [_by_type(scope.order_papers), _by_type(scope.shipment_papers)]
        )
        for rule in rules:
            if rule.columns and not OWN_COLUMNS.issuperset(rule.columns):
                # Numbers of the order and of a part of it are not the same thing.
                groups = parted if rule.compare in _SUMMED else [both]
                found += _of_field(scope, rule, groups, titles, tolerances)
        found += _weights(scope, titles)
    once: dict[tuple[object, ...], Disagreement] = {}
    for item in found:
        once.setdefault((item.left, item.right, item.field), item)
    return list(once.values())


def _of_field(
    scope: Scope,
    rule: AgreementRule,
    groups: Iterable[_ByType],
    titles: Mapping[str, str],
    tolerances: Tolerances,
) -> Iterable[Disagreement]:
    compare = comparison(rule.compare, tolerances.quantity_percent, tolerances.weight_percent)
    for papers in groups:
        stated = [
            (said, column)
            for column in rule.papers
            for said in (*_stated(papers, rule, column), *_on_record(scope, rule, column))
        ]
        records = [said for said, _ in stated if said.record is not None]
        for said, column in stated[1:]:
            reference = stated[0][0]
            if rule.compare == "money" and column == "entry" and _foreign(reference, said):
                continue
            for other in (reference, *records):
                # Whether a licence fits its order is asked where it is to serve, not of papers.
                if said.record is not None and other.record is not None:
                    continue
                if compare(other.value, said.value) is Answer.NO:
                    yield _disagreement(scope, rule, titles, (other, said))
                    break


def _on_record(scope: Scope, rule: AgreementRule, column: str) -> list[_Said]:
    """What the records of a column state of the field of a row."""
    return [
        _Said(Document(document_type=column), one.value, one.value, one)
        for one in scope.recorded
        if one.column == column and rule.columns == (one.place.field,)
    ]


def _foreign(left: _Said, right: _Said) -> bool:
    """Customs states the value in its own currency: that is no disagreement."""
    return left.document.currency != right.document.currency


_ByType = Mapping[str, Sequence[Document]]
"""Papers at hand, by their type."""


def _by_type(papers: Iterable[Document]) -> _ByType:
    found: dict[str, list[Document]] = {}
    for paper in papers:
        if state_of(paper)[0] in _AT_HAND:
            found.setdefault(paper.document_type, []).append(paper)
    return found


def _stated(papers: _ByType, rule: AgreementRule, column: str) -> list[_Said]:
    """What papers of a column state; several of one type in one place are added up."""
    stated: list[_Said] = []
    for kind in COLUMN_TYPES.get(column, (column,)):
        places: dict[str | None, list[_Said]] = {}
        for paper in papers.get(kind, ()):
            said = _value(rule, paper)
            if said is not None:
                places.setdefault(paper.shipment_ref, []).append(said)
        for one in places.values():
            stated += _added(one, rule) if rule.compare in _SUMMED else one
    return stated


def stated_by(rule: AgreementRule, paper: Document) -> str | None:
    """What a paper states of a field, in words with its unit; None where it states nothing."""
    said = _value(rule, paper)
    return None if said is None else said.text


def _value(rule: AgreementRule, paper: Document) -> _Said | None:
    values = [getattr(paper, column, None) for column in rule.columns]
    if values[0] is None or values[0] == "":
        return None
    texts = [text_of(value) for value in values if value is not None]
    value = values[0] if len(values) == 1 else tuple(values)
    unit = " kg" if rule.compare == "mass" else ""
    return _Said(paper, value, " ".join(texts) + unit)


def _added(said: list[_Said], rule: AgreementRule) -> list[_Said]:
    """Several papers of one type in one place (two invoices): what they state together."""
    if len(said) == 1:
        return said
    if rule.compare == "mass":
        masses = [one.value for one in said if isinstance(one.value, Decimal)]
        total = sum(masses, Decimal(0))
        return [_Said(said[0].document, total, f"{total:f} kg")]
    pairs = [one.value for one in said if isinstance(one.value, tuple)]
    if len({unit for _, unit in pairs}) != 1:
        return said
    number = sum((number for number, _ in pairs), Decimal(0))
    unit = pairs[0][1]
    return [_Said(said[0].document, (number, unit), f"{number:f} {unit or ''}".strip())]


def _disagreement(
    scope: Scope, rule: AgreementRule, titles: Mapping[str, str], pair: tuple[_Said, _Said]
) -> Disagreement:
    left, right = pair
    names = [_name(said, titles) for said in pair]
    steps: list[Step[object]] = [
        given(STATED, said.text, _place(said, rule.columns[0]), note=name)
        for said, name in zip(pair, names, strict=True)
    ]
    no: Verdict = Step(AGREE, Answer.NO, How.SAME, tuple(steps), rule.ref, "", rule.field)
    verdict = all_of(FIELD, [no], note=rule.field, ref=rule.ref)
    types = (left.document.document_type, right.document.document_type)
    return Disagreement(
        rule.ref,
        rule.field,
        scope.key,
        (names[0], left.text),
        (names[1], right.text),
        verdict,
        types,
    )


def _place(said: _Said, field: str) -> RecordRef:
    return said.record.place if said.record is not None else place_of(said.document, field)


def _name(said: _Said, titles: Mapping[str, str]) -> str:
    if said.record is not None:
        return said.record.name
    kind = said.document.document_type
    return name_of(said.document, titles.get(kind, kind))


def _weights(scope: Scope, titles: Mapping[str, str]) -> Iterable[Disagreement]:
    """Net above gross on one and the same paper."""
    for paper in (*scope.order_papers, *scope.shipment_papers):
        net, gross = paper.net_weight_kg, paper.gross_weight_kg
        if net is None or gross is None or net <= gross or state_of(paper)[0] not in _AT_HAND:
            continue
        name = name_of(paper, titles.get(paper.document_type, paper.document_type))
        left = given(STATED, net, place_of(paper, "net_weight_kg"), unit="kg", note=name)
        right = given(STATED, gross, place_of(paper, "gross_weight_kg"), unit="kg", note=name)
        place: RecordRef = place_of(paper, "net_weight_kg")
        verdict: Verdict = Step(
            NET_ABOVE_GROSS, Answer.NO, How.SAME, (left, right), place, "", name
        )
        types = (paper.document_type, paper.document_type)
        says = ((name, f"net {net:f} kg"), (name, f"gross {gross:f} kg"))
        yield Disagreement(None, "net and gross weight", scope.key, *says, verdict, types)
