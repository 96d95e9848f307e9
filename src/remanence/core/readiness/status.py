"""What lists show of an order: verdict, stage, completeness, next date, states.

Most orders of a fresh import are alike in all that decides: same countries, same kinds of goods, no
papers and no shipments yet. Their verdict is worked out once and shared; only what hangs on their own
dates is counted for each. A test holds that both roads give the same row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.documents.checklist import RANK, Requirement
from remanence.core.documents.days import day_of, due_date, first_promise
from remanence.core.documents.needs import rule_book
from remanence.core.documents.parcels import carried, open_lines, rest_of, tolerance_percent
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import Shipment
from remanence.core.licences.drawdown import left_on
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import DocumentRule
from remanence.core.policy.workdays import work_calendar
from remanence.core.readiness.checks import NET_AND_GROSS
from remanence.core.readiness.verdict import Completeness, Readiness, readiness

_OPEN_PAPER: Final = frozenset({"missing", "requested", "rejected"})
_AGREEMENT_TABLE: Final = "documents-field-agreement/"
_AGREEMENT_IDS: Final = frozenset({NET_AND_GROSS})
_SHARED_SUBJECTS: Final = ("workspace", "supplier ", "pack row ")
_KEPT: Final = 50_000


class StatusRow(NamedTuple):
    """The posted status of an order.

    Attributes:
        order: the order number.
        verdict: ready, not_ready or unknown, for the next stage.
        certainty: on whose word it stands.
        stage: the next stage; None where nothing is left.
        completeness: papers needed by that stage and those before it.
        next_date: the earliest due date still open.
        states: the verdict, states of the licences, then cancelled, late, papers_missing,
            papers_disagree as they apply.
        may_change_on: first day on which the row may differ though no data changed.
    """

    order: str
    verdict: str
    certainty: str
    stage: str | None
    completeness: Completeness
    next_date: date | None
    states: tuple[str, ...]
    may_change_on: date | None


class _Shape(NamedTuple):
    """What orders alike have in common: their row, and the rules whose due day is still open."""

    row: StatusRow
    open_rules: tuple[DocumentRule, ...]


class StatusBook:
    """Rows of many orders, asked one after the other on one day with one desk and pack."""

    def __init__(self, desk: Desk, pack: Pack, today: date) -> None:
        """Keep what all orders share."""
        self._desk = desk
        self._pack = pack
        self._today = today
        self._shapes: dict[tuple[object, ...], _Shape] = {}
        self._calendar = work_calendar(pack)
        self._products: dict[int, tuple[Product, tuple[object, ...]]] = {}

    def row(self, file: OrderFile) -> StatusRow:
        """The row of one order."""
        key = self._key(file)
        if key is None:
            known = readiness(file, self._desk, self._pack, self._today)
            return status_of(known, file, self._desk)
        shape = self._shapes.get(key)
        if shape is None:
            if len(self._shapes) > _KEPT:
                self._shapes.clear()
            shape = self._shapes[key] = self._shape(file)
        return self._own(shape, file)

    def _key(self, file: OrderFile) -> tuple[object, ...] | None:
        """All that decides about an order without shipments, licences and papers of its own."""
        order = file.order
        if file.shipments or file.licences or order.order_date > self._today:
            return None
        if not self._is_shared(file):
            return None
        own = any(paper.product_code for paper in file.documents)
        lines = frozenset(
            (
                line.product_code if own else self._goods(file, line),
                line.origin_country,
                line.preference,
                line.cancelled_on is None,
            )
            for line in file.lines
        )
        return (
            lines,
            file.supplier,
            order.destination_country,
            order.transport_mode,
            order.consignee,
            order.importer_of_record,
            order.end_user,
            order.end_user_country,
            order.stage,
            file.documents,
            file.decisions,
        )

    def _is_shared(self, file: OrderFile) -> bool:
        """Whether papers, decisions and charges are none that are the order's own."""
        return (
            all(paper.order_number is None for paper in file.documents)
            and all(one.subject.startswith(_SHARED_SUBJECTS) for one in file.decisions)
            and all(one.paid_on is None or one.paid_on <= self._today for one in file.charges)
        )

    def _goods(self, file: OrderFile, line: OrderLine) -> object:
        product = file.products.get(line.product_code)
        if product is None:
            return line.product_code
        known = self._products.get(id(product))
        if known is None:
            shape = (product.category, product.material, product.form, product.composition)
            known = self._products[id(product)] = (product, shape)
        return known[1]

    def _shape(self, file: OrderFile) -> _Shape:
        known = readiness(file, self._desk, self._pack, self._today)
        rules = {rule.ref.rule: rule for rule in rule_book(self._pack).rules}
        wanted = [
            rules[one.rule]
            for one in known.requirements
            if not one.is_met and one.rule in rules and rules[one.rule].deadline_from
        ]
        shown = {
            (rule.deadline_from, rule.deadline_offset, rule.deadline_calendar): rule
            for rule in wanted
        }
        timeless = file._replace(lines=tuple(_without_promise(line) for line in file.lines))
        row = status_of(known, timeless, self._desk)
        return _Shape(row, tuple(shown.values()))

    def _own(self, shape: _Shape, file: OrderFile) -> StatusRow:
        """The shape's row with the number and the days of this order."""
        row = shape.row
        is_late, turns = late(file, self._desk, self._today) if row.stage else (False, None)
        states = (*row.states[:1], "late", *row.states[1:]) if is_late else row.states
        return StatusRow(
            file.order.order_number,
            row.verdict,
            row.certainty,
            row.stage,
            row.completeness,
            self._next_date(shape.open_rules, file),
            states,
            _earlier(row.may_change_on, turns),
        )

    def _next_date(self, rules: Iterable[DocumentRule], file: OrderFile) -> date | None:
        starts: dict[str, date | None] = {}
        due: date | None = None
        for rule in rules:
            begins = starts.get(rule.deadline_from, _NEVER)
            if begins is _NEVER:
                begins = starts[rule.deadline_from] = _begins(rule.deadline_from, file)
            if begins is None:
                continue
            day = begins
            if rule.deadline_offset:
                day = due_date(rule, begins, self._calendar) or begins
            due = _earlier(due, day)
        return due


_NEVER: Final = date.min


def _begins(event: str, file: OrderFile) -> date | None:
    """The day of an event of an order without shipments, without the reasons of `day_of`."""
    if event in ("export", "load"):
        first = first_promise(file)
        return None if first is None else first[0]
    return day_of(event, file, None).value


def _without_promise(line: OrderLine) -> OrderLine:
    return line._replace(promised_for=None, confirmed_for=None, requested_on=None)


def _earlier(left: date | None, right: date | None) -> date | None:
    if left is None or right is None:
        return left or right
    return min(left, right)


def status_of(known: Readiness, file: OrderFile, desk: Desk) -> StatusRow:
    """The row of an order whose readiness for its next stage is known."""
    is_late, turns = late(file, desk, known.on) if known.stage else (False, None)
    days = [one.due_on for one in known.requirements if one.due_on and not one.is_met]
    return StatusRow(
        known.order,
        known.verdict,
        known.certainty,
        known.stage,
        known.completeness,
        min(days, default=None) if known.stage else None,
        _states(known, file, is_late=is_late),
        _earlier(known.may_change_on, turns),
    )


def _states(known: Readiness, file: OrderFile, *, is_late: bool) -> tuple[str, ...]:
    states = [known.verdict]
    states += dict.fromkeys(one.standing.state.value for one in known.licences)
    if file.lines and not open_lines(file):
        states.append("cancelled")
    if is_late:
        states.append("late")
    if known.stage is not None and any(_is_open(one, known.stage) for one in known.requirements):
        states.append("papers_missing")
    if any(_disagrees(one) for one in known.requirements):
        states.append("papers_disagree")
    return tuple(states)


def _is_open(one: Requirement, stage: str) -> bool:
    """A paper that is needed by the stage and is not here."""
    needed = one.is_needed_paper and RANK[one.stage] <= RANK[stage]
    return needed and one.state in _OPEN_PAPER


def _disagrees(one: Requirement) -> bool:
    return one.id.split("@")[0] in _AGREEMENT_IDS or one.rule.startswith(_AGREEMENT_TABLE)


def late(file: OrderFile, desk: Desk, today: date) -> tuple[bool, date | None]:
    """Whether a planned day passed without its deed, and the next day on which that may turn.

    Planned: when a line is promised for (else confirmed, else requested) until it has left; etd and
    eta of a shipment until it has departed and arrived.
    """
    days = _promised(file, desk, today)
    for sent in file.shipments:
        days += _planned(sent.shipment, today)
    turns = [day + timedelta(days=1) for day in days if day >= today]
    return any(day < today for day in days), min(turns, default=None)


def _promised(file: OrderFile, desk: Desk, today: date) -> list[date]:
    lines = [line for line in file.lines if line.cancelled_on is None]
    if file.shipments:
        short = tolerance_percent(file, desk, today)
        gone = [
            carried(file, sent)
            for sent in file.shipments
            if left_on(sent.shipment, today) is not None or sent.shipment.ata is not None
        ]
        lines = [line for line in lines if rest_of(line, _left(line, gone), short)]
    days = [line.promised_for or line.confirmed_for or line.requested_on for line in lines]
    return [day for day in days if day is not None]


def _left(line: OrderLine, gone: Iterable[Mapping[int, Decimal]]) -> Decimal:
    return sum((on_it.get(line.line_no, Decimal(0)) for on_it in gone), Decimal(0))


def _planned(shipment: Shipment, today: date) -> list[date]:
    """Etd and eta of a shipment, as far as their deeds are not on record."""
    is_here = any(
        day is not None and day <= today
        for day in (shipment.ata, shipment.cleared_on, shipment.received_on)
    )
    if is_here:
        return []
    days = [shipment.eta]
    if left_on(shipment, today) is None:
        days.append(shipment.etd)
    return [day for day in days if day is not None]


def status_rows(files: Iterable[OrderFile], desk: Desk, pack: Pack, today: date) -> list[StatusRow]:
    """The rows of many orders."""
    book = StatusBook(desk, pack, today)
    return [book.row(file) for file in files]
