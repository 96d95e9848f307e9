"""Papers by order: which is missing, which waits to be checked, and whether those at hand agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.files import order_file
from remanence.app.judging import Judge
from remanence.app.paper_states import Paper
from remanence.core.base.sentences import fill, say, template_of
from remanence.core.base.steps import Answer
from remanence.core.documents.agreement import COLUMN_TYPES, OWN_COLUMNS, stated_by
from remanence.core.documents.checklist import RANK, Requirement
from remanence.core.documents.papers import name_of, state_of
from remanence.core.readiness.checks import DISAGREE, disagreeing
from remanence.core.readiness.stage_day import stage_day
from remanence.store import dossiers, posted

if TYPE_CHECKING:
    import datetime

    from remanence.app.workspace import Workspace
    from remanence.core.documents.agreement import Disagreement
    from remanence.core.facts.documents import Document
    from remanence.core.facts.dossiers import OrderFile
    from remanence.core.policy.rows import AgreementRule
    from remanence.core.readiness import Readiness

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "po": ("po",),
    "euc": ("euc",),
    "comp_test": ("comp_test",),
    "cn_licence": ("cn_licence", "cn_ordinary_licence"),
    "invoice": ("invoice",),
    "packing": ("packing",),
    "bl_awb": COLUMN_TYPES["bl_awb"],
    "security": ("isf", "ens"),
    "origin": COLUMN_TYPES["co"],
    "entry": COLUMN_TYPES["entry"],
}
"""Columns of the grid, and the papers of the pack that stand in each; all others in `others`."""

OTHERS: Final = "others"

WORST_FIRST: Final = (
    "disagrees", "rejected", "missing", "received", "requested", "unknown", "later", "accepted",
    "waived", "not_needed",
)  # fmt: skip
"""Marks of a cell; of several papers in one column the first of these shows."""

CHASED: Final = frozenset({"missing", "requested", "rejected"})
"""Marks of papers that somebody has to be asked for."""

_TYPE_COLUMN: Final = {one: column for column, types in COLUMNS.items() for one in types}
_SAYS_ALL: Final = frozenset({"accepted", "waived", "later"})
"""Marks that need no sentence beside them: thousands of orders have little else."""

_AT_HAND: Final = frozenset({"received", "accepted", "rejected"})


class Need(NamedTuple):
    """One paper or licence that an order needs, or may need.

    Attributes:
        document_type: its type; the rule of a licence.
        title: what it is.
        mark: one of `WORST_FIRST`.
        why: in one sentence, what its mark rests on; empty where the mark says it all.
        due_on: by when.
        paper: the row that stands for it; its number is empty where there is none yet.
        is_licence: a licence is applied for, not attached.
        file: name of the attached file.
        digest: of that file.
    """

    document_type: str
    title: str
    mark: str
    why: str
    due_on: datetime.date | None
    paper: Paper
    is_licence: bool
    file: str | None = None
    digest: str | None = None


class PaperRow(NamedTuple):
    """One open order with its papers by column; a column without need is absent. See `row_of`.

    Attributes:
        stage_day: the day of its next stage, or else the earliest on which something is due.
        worst: the mark of each column, the worst of its papers.
        marks: all marks of its papers.
        wanted_on: the earliest day by which a paper that is to be chased is due.
    """

    number: str
    supplier: str
    local_name: str | None
    stage: str
    stage_day: datetime.date | None
    cells: Mapping[str, Sequence[Need]]
    worst: Mapping[str, str]
    marks: frozenset[str]
    wanted_on: datetime.date | None

    def mark(self, column: str) -> str:
        """The worst mark of a column."""
        return self.worst.get(column, "not_needed")


def row_of(
    number: str,
    supplier: str,
    local_name: str | None,
    stage: str,
    stage_day: datetime.date | None,
    cells: Mapping[str, Sequence[Need]],
) -> PaperRow:
    """A row with what follows from its papers: a window that counts rows does not look twice."""
    needs = [need for column in cells.values() for need in column]
    wanted = [need.due_on for need in needs if need.mark in CHASED and need.due_on is not None]
    worst = {
        column: min((need.mark for need in mine), key=WORST_FIRST.index)
        for column, mine in cells.items()
    }
    marks = frozenset(need.mark for need in needs)
    first = min(wanted, default=None)
    return PaperRow(number, supplier, local_name, stage, stage_day, cells, worst, marks, first)


class Compared(NamedTuple):
    """A paper of the comparison: the column of the grid that it stands in, title and number."""

    column: str
    title: str
    number: str


class Field(NamedTuple):
    """One field of the comparison: what each paper states, by its place among the papers."""

    name: str
    values: Sequence[str | None]
    differs: frozenset[int]
    reference: int | None


class Comparison(NamedTuple):
    """What the papers of an order state, side by side.

    Attributes:
        papers: those that state anything.
        fields: the fields that any of them states.
        differences: what differs, in sentences.
    """

    papers: Sequence[Compared]
    fields: Sequence[Field]
    differences: Sequence[str]


def paper_orders(workspace: Workspace) -> list[int]:
    """The ids of open orders, those whose next stage comes first in front."""
    with workspace.store.read() as reader:
        rows = [row for row in posted.order_rows(reader) if row.stage is not None or not row.states]
    rows.sort(key=lambda row: (row.stage_day or row.next_date or "9999", row.number))
    return [row.order_id for row in rows]


def paper_rows(workspace: Workspace, order_ids: Sequence[int]) -> list[PaperRow]:
    """The papers of these orders, in their sequence; orders that are done by now are left out."""
    judge = Judge.of(workspace)
    with workspace.store.read() as reader:
        files = {file.order.id: file for file in dossiers.order_files(reader, order_ids)}
    found = []
    for order_id in order_ids:
        file = files.get(order_id)
        known = judge.readiness(file) if file is not None else None
        if file is not None and known is not None and known.stage is not None:
            found.append(_row(workspace, file, known))
    return found


def paper_row(workspace: Workspace, number: str) -> PaperRow | None:
    """The papers of one order; None where nothing is left to do.

    Raises:
        NotFound: no such order.
    """
    rows = paper_rows(workspace, [order_file(workspace, number).order.id])
    return rows[0] if rows else None


def _row(workspace: Workspace, file: OrderFile, known: Readiness) -> PaperRow:
    desk, pack, today = workspace.desk, workspace.pack, workspace.today
    differing: dict[str, str] = {}
    for pair in disagreeing(file, desk, pack, known.licences, today):
        for kind in pair.types:
            differing.setdefault(kind, _difference(pair))
    stands = _papers_of(file, known)
    cells: dict[str, list[Need]] = {}
    for one in known.requirements:
        if one.kind == "check" and not one.rule.startswith("documents/"):
            continue
        kind = one.rule.partition("/")[2]
        need = _need(one, kind, known, file, stands)
        if kind in differing and need.mark in ("accepted", "received"):
            need = need._replace(mark="disagrees", why=differing[kind])
        cells.setdefault(_TYPE_COLUMN.get(kind, OTHERS), []).append(need)
    still = [one.due_on for one in known.requirements if one.due_on and not one.is_met]
    return row_of(
        file.order.order_number,
        file.supplier.name,
        file.supplier.local_name,
        known.stage or "",
        stage_day(file, known, desk, pack, today) or min(still, default=None),
        cells,
    )


def _papers_of(file: OrderFile, known: Readiness) -> list[Document]:
    """All papers that may stand for a need of the order."""
    papers = [*file.documents]
    for sent in file.shipments:
        papers += sent.documents
    for licence in known.licences:
        papers += licence.file.documents
    return papers


def _need(
    one: Requirement,
    kind: str,
    known: Readiness,
    file: OrderFile,
    papers: Sequence[Document],
) -> Need:
    mine = [paper for paper in papers if paper.document_type == kind]
    own = [paper for paper in mine if one.shipment is None or paper.shipment_ref == one.shipment]
    stands = max(own or mine, key=lambda paper: paper.id, default=None)
    mark = _mark(one, known)
    return Need(
        kind,
        one.title,
        mark,
        "" if mark in _SAYS_ALL else _why(one),
        one.due_on,
        _paper(one, kind, file, stands),
        one.kind == "licence",
        None if stands is None else stands.file,
        None if stands is None else stands.file_digest,
    )


def _difference(pair: Disagreement) -> str:
    parts = {
        "field": pair.field,
        "left": pair.left[0],
        "left_value": pair.left[1],
        "right": pair.right[0],
        "right_value": pair.right[1],
    }
    return say(DISAGREE, parts)


def _mark(one: Requirement, known: Readiness) -> str:
    if one.kind == "check":
        return "accepted" if one.is_met else "unknown"
    if one.is_met:
        return "waived" if one.state == "waived" else "accepted"
    if one.kind == "licence" and one.state not in ("missing", "refused", "expired", "exhausted"):
        return "rejected" if one.state in ("granted", "partly_used") else "requested"
    if one.state in ("received", "requested"):
        return one.state
    if one.state in ("missing", "waived"):
        later = RANK.get(one.stage, 0) > RANK.get(known.stage or "", 0)
        return "later" if later else "missing"
    return "rejected"


def _why(one: Requirement) -> str:
    from remanence.core.base.proof import deciding, sentence, settling

    if one.why.value is Answer.YES:
        return sentence(one.why)
    if one.why.value is Answer.UNKNOWN:
        first = settling(one.why)
        return first[0].note or sentence(first[0]) if first else sentence(one.why)
    leaves = deciding(one.why)
    return sentence(leaves[0] if leaves else one.why)


def _paper(one: Requirement, kind: str, file: OrderFile, stands: Document | None) -> Paper:
    """The row that stands for a need, or the one that would be made."""
    if stands is not None:
        return Paper(
            kind,
            stands.order_number or "",
            stands.shipment_ref or "",
            stands.licence_ref or "",
            stands.supplier_code or "",
            stands.product_code or "",
            stands.number or "",
        )
    if one.shipment is not None:
        return Paper(kind, shipment_ref=one.shipment)
    return Paper(kind, order_number=file.order.order_number)


def comparison(workspace: Workspace, number: str) -> Comparison:
    """What the papers of an order state, field by field, and where they differ.

    Raises:
        NotFound: no such order.
    """
    file = order_file(workspace, number)
    judge, pack = Judge.of(workspace), workspace.pack
    known = judge.readiness(file)
    found = disagreeing(file, workspace.desk, pack, known.licences, workspace.today)
    titles = {rule.id: rule.title for rule in pack.documents}
    papers = [one for one in _papers_of(file, known) if state_of(one)[0] in _AT_HAND]
    ranks = {kind: place for place, kind in enumerate(_matrix_types(pack.agreements))}
    papers = [one for one in papers if one.document_type in ranks]
    papers.sort(key=lambda one: (ranks[one.document_type], one.id))
    names = [name_of(one, titles.get(one.document_type, one.document_type)) for one in papers]
    fields = [
        field
        for rule in pack.agreements
        if not OWN_COLUMNS.issuperset(rule.columns)
        and (field := _field(rule, papers, names, found)) is not None
    ]
    sentences = [
        fill(template_of(one.code), {"where": one.where, **dict(one.parts)})
        for one in known.findings
        if one.code.startswith("papers.")
    ]
    stating = [at for at in range(len(papers)) if any(field.values[at] for field in fields)]
    compared = [
        Compared(
            _TYPE_COLUMN.get(one.document_type, OTHERS),
            titles.get(one.document_type, one.document_type),
            one.number or "",
        )
        for one in papers
    ]
    shown = [_only(field, stating) for field in fields]
    return Comparison([compared[at] for at in stating], shown, sentences)


def _matrix_types(rules: Sequence[AgreementRule]) -> Iterator[str]:
    seen: dict[str, None] = {}
    for rule in rules:
        for column in rule.papers:
            for kind in COLUMN_TYPES.get(column, (column,)):
                seen.setdefault(kind)
    return iter(seen)


def _field(
    rule: AgreementRule,
    papers: Sequence[Document],
    names: Sequence[str],
    found: Sequence[Disagreement],
) -> Field | None:
    values = [stated_by(rule, paper) for paper in papers]
    if not any(values):
        return None
    wrong = {one.right[0] for one in found if one.field == rule.field}
    right = {one.left[0] for one in found if one.field == rule.field}
    differs = frozenset(at for at, name in enumerate(names) if name in wrong and values[at])
    reference = next((at for at, name in enumerate(names) if name in right and values[at]), None)
    return Field(rule.field, values, differs, reference)


def _only(field: Field, places: Sequence[int]) -> Field:
    """The field over some of the papers."""
    moved = {old: new for new, old in enumerate(places)}
    return Field(
        field.name,
        [field.values[at] for at in places],
        frozenset(moved[at] for at in field.differs if at in moved),
        None if field.reference is None else moved.get(field.reference),
    )
