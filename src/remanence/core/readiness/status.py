"""What lists show of an order: verdict, stage, completeness, next date, states.

Most orders of a fresh import are alike in all that decides: same countries, same kinds of goods, no
papers and no shipments yet. Their verdict is worked out once and shared; only what hangs on their
own dates is counted for each. A test holds that both roads give the same row.
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
from remanence.core.facts.shipments import Shipment, left_on
from remanence.core.policy.pack import Pack
from remanence.core.policy.questions import order_facts
from remanence.core.policy.rows import DocumentRule
from remanence.core.policy.workdays import work_calendar
from remanence.core.readiness.checks import NET_AND_GROSS
from remanence.core.readiness.stage_day import stage_day
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
        stage_day: by when the next stage is to be done (`stage_day`).
    """

    order: str
    verdict: str
    certainty: str
    stage: str | None
    completeness: Completeness
    next_date: date | None
    states: tuple[str, ...]
    may_change_on: date | None
    stage_day: date | None


class _Shape(NamedTuple):
    """What orders alike have in common: their row, and the rules whose due day is still open."""

    row: StatusRow
    open_rules: tuple[DocumentRule, ...]
    blocking_rules: tuple[DocumentRule, ...]


class StatusBook:
    """Rows of many orders, asked one after the other on one day with one desk and pack."""

    def __init__(self, desk: Desk, pack: Pack, today: date) -> None:
        """Keep what all orders share."""
        self._desk = desk
        self._pack = pack
        self._today = today
        self._shapes: dict[tuple[object, ...], _Shape] = {}
        self._calendar = work_calendar(pack)
        self._goods: dict[int, int] = {}
        self._kinds: dict[tuple[object, ...], int] = {}
        self._kept: list[Product] = []  # so that their ids stay theirs
        self._screened: dict[tuple[object, ...], int] = {}
        self._outcomes: dict[tuple[object, ...], int] = {}

    def row(self, file: OrderFile) -> StatusRow:
        """The row of one order."""
        key = self._key(file)
        if key is None:
            known = readiness(file, self._desk, self._pack, self._today)
            return status_of(known, file, self._desk, self._pack)
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
        products, goods = file.products, self._goods
        lines: set[tuple[object, ...]] = set()
        for line in file.lines:
            code = line.product_code
            kind = code if own else goods.get(id(products.get(code))) or self._learn(file, code)
            lines.add((kind, line.origin_country, line.preference, line.cancelled_on is None))
        return (
            frozenset(lines),
            self._parties(file),
            order.destination_country,
            order.transport_mode,
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
            and all(one.paid_on is None for one in file.charges)
        )

    def _learn(self, file: OrderFile, code: str) -> object:
        """A number for each kind of goods that the rules can tell apart, from 1 on."""
        product = file.products.get(code)
        if product is None:
            return code
        self._kept.append(product)
        kind = (product.category, product.material, product.form, product.composition)
        number = self._kinds.setdefault(kind, len(self._kinds) + 1)
        self._goods[id(product)] = number
        return number

    def _parties(self, file: OrderFile) -> object:
        """A number for each outcome of screening; parties on no list are all alike."""
        order = file.order
        who = (file.supplier, order.consignee, order.importer_of_record, order.end_user)
        number = self._screened.get(who)
        if number is None:
            facts = order_facts(file, self._desk, self._pack, self._today)
            hits = facts.hits(self._today)
            outcome = (
                file.supplier.country,
                tuple(bool(name) for name in who),
                tuple((hit.role, hit.list, hit.certain, hit.mark) for hit in hits),
                facts.next_listing(self._today),
            )
            number = self._outcomes.setdefault(outcome, len(self._outcomes))
            self._screened[who] = number
        return number

    def _shape(self, file: OrderFile) -> _Shape:
        known = readiness(file, self._desk, self._pack, self._today)
        timeless = file._replace(lines=tuple(_without_promise(line) for line in file.lines))
        row = status_of(known, timeless, self._desk, self._pack)
        return _Shape(row, *self._rules_of(known))

    def _rules_of(
        self, known: Readiness
    ) -> tuple[tuple[DocumentRule, ...], tuple[DocumentRule, ...]]:
        """The rules whose day may be the next one; of these, those that block the next stage."""
        if known.stage is None:
            return (), ()
        rules = {rule.ref.rule: rule for rule in rule_book(self._pack).rules}
        open_ones = _dated(rules, (one for one in known.requirements if not one.is_met))
        return open_ones, _dated(rules, known.blocking)

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
            self._stage_day(shape, file),
        )

    def _stage_day(self, shape: _Shape, file: OrderFile) -> date | None:
        """As `stage_day` says it of an order without shipments and licences."""
        stage = shape.row.stage
        due = self._next_date(shape.blocking_rules, file)
        if stage is None or not open_lines(file):
            return due
        return _earlier(due, day_of(stage, file, None).value)

    def _next_date(self, rules: Iterable[DocumentRule], file: OrderFile) -> date | None:
        """The earliest due day of open papers; of goods without a shipment three days are known."""
        first = first_promise(file)
        promised = None if first is None else first[0]
        due: date | None = None
        for rule in rules:
            begins = file.order.order_date if rule.deadline_from == "place" else promised
            if begins is None:
                continue
            day = begins
            if rule.deadline_offset:
                day = due_date(rule, begins, self._calendar) or begins
            if due is None or day < due:
                due = day
        return None if due is None else max(due, file.order.order_date)


def _dated(
    rules: Mapping[str, DocumentRule], wanted: Iterable[Requirement]
) -> tuple[DocumentRule, ...]:
    """Their rules, one for each kind of due day, as far as that is known without a shipment."""
    found = (rules[one.rule] for one in wanted if one.rule in rules)
    shown = {
        (rule.deadline_from, rule.deadline_offset, rule.deadline_calendar): rule
        for rule in found
        if rule.deadline_from in _KNOWN_WITHOUT_SHIPMENT
    }
    return tuple(shown.values())


_KNOWN_WITHOUT_SHIPMENT: Final = frozenset({"place", "export", "load"})
"""What a deadline may hang on that has a day while there is no shipment and no licence."""


def _without_promise(line: OrderLine) -> OrderLine:
    return line._replace(promised_for=None, confirmed_for=None, requested_on=None)


def _earlier(left: date | None, right: date | None) -> date | None:
    if left is None or right is None:
        return left or right
    return min(left, right)


def status_of(known: Readiness, file: OrderFile, desk: Desk, pack: Pack) -> StatusRow:
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
        stage_day(file, known, desk, pack, known.on) if known.stage else None,
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
