"""Orders and shipments with what they cost: planned, invoiced so far, and how far apart.

From posted rows, so that thousands of orders are one answer; orders whose posted rows do not hold
are costed anew. One rule above all: what nobody invoiced is not known, never zero.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.collector import paused
from remanence.app.judging import Judge
from remanence.app.order_list import OrderNote, order_notes
from remanence.app.orders import orders
from remanence.app.posted_costs import what_holds
from remanence.app.posting import CHUNK, cost_rows
from remanence.core.base.money import from_minor
from remanence.core.base.steps import Answer
from remanence.core.costs.incoterms import holds, term_of
from remanence.core.costs.order import ACTUAL, BOTH, ESTIMATE
from remanence.core.facts.charges import KINDS
from remanence.store import cost_sums as kept
from remanence.store import dossiers
from remanence.store.posted import BASES as NUMBERS
from remanence.store.posted import MASS_DIGITS, NOT_SHIPPED

if TYPE_CHECKING:
    from remanence.app.orders import OrderRow
    from remanence.app.workspace import Workspace
    from remanence.store.reading import Reader

PLANNED: Final = "planned"
PARTLY: Final = "partly"
INVOICED: Final = "invoiced"
UNKNOWN: Final = "unknown"
_HUNDRED: Final = Decimal(100)


class CostLine(NamedTuple):
    """What one order or one shipment costs; amounts in the home currency, None = not known.

    Attributes:
        ref: number of the order or reference of the shipment.
        orders: numbers of the orders that it is of; an order is of itself.
        is_open: still to be received, or with a stage ahead.
        state: planned (nothing invoiced), partly, invoiced (all of it), unknown.
        estimate: by estimates alone.
        actual: what is invoiced or entered so far; all of it where `state` is invoiced.
        landed: as it stands now: kind by kind the actual amounts where there are some.
        variance: `landed` less `estimate`; None where nothing is invoiced or one is not known.
        still_estimated: kinds with an estimate and no actual charge.
        goods_missing: whether goods of it are not invoiced.
        per_kg: `landed` for one kilogram net.
    """

    ref: str
    orders: tuple[str, ...]
    supplier: str
    supplier_local_name: str
    goods: str
    is_open: bool
    state: str
    estimate: Decimal | None
    actual: Decimal | None
    landed: Decimal | None
    variance: Decimal | None
    still_estimated: tuple[str, ...]
    goods_missing: bool
    per_kg: Decimal | None
    day: datetime.date | None

    @property
    def percent(self) -> Decimal | None:
        """The variance in percent of the estimate."""
        if self.variance is None or not self.estimate:
            return None
        return self.variance * _HUNDRED / self.estimate


class CostLists(NamedTuple):
    """The answer: orders, the newest first, and shipments."""

    currency: str
    orders: tuple[CostLine, ...]
    shipments: tuple[CostLine, ...]


class Together(NamedTuple):
    """Lines whose figures can be compared, added up.

    Attributes:
        compared: lines of which something is invoiced and both figures are known.
        percent: their variance in percent of their estimate; None without such lines.
        planned: lines of which nothing is invoiced.
        unknown: lines of which it cannot be said.
    """

    compared: int
    percent: Decimal | None
    variance: Decimal
    planned: int
    unknown: int


def together(lines: Iterable[CostLine]) -> Together:
    """How far apart plan and invoices are over all lines of which it can be said."""
    compared = planned = unknown = 0
    estimate = variance = Decimal(0)
    for line in lines:
        if line.state == UNKNOWN:
            unknown += 1
        elif line.variance is None or line.estimate is None:
            planned += 1
        else:
            compared += 1
            estimate += line.estimate
            variance += line.variance
    percent = variance * _HUNDRED / estimate if compared and estimate else None
    return Together(compared, percent, variance, planned, unknown)


@paused()
def cost_lists(workspace: Workspace) -> CostLists:
    """All orders and shipments with what they cost."""
    with workspace.store.read() as reader:
        stale, holding = what_holds(workspace, reader)
        sums = kept.cost_sums(reader, holding=holding)
        sums += _costed_anew(workspace, reader, stale)
        facts = _Facts.of(
            workspace,
            sums,
            kept.charge_kinds(reader),
            kept.entered(reader),
            kept.carried(reader),
            kept.incoterms(reader),
        )
        heads = kept.shipment_heads(reader)
    rows = {row.id: row for row in orders(workspace)}
    notes, currency = order_notes(workspace), workspace.business.currency
    found = (_order(row, facts, notes.get(row.id, OrderNote()), currency) for row in rows.values())
    afloat = (_shipment(head, facts, rows, notes, currency) for head in heads)
    return CostLists(
        currency,
        tuple(line for line in found if line is not None),
        tuple(line for line in afloat if line is not None),
    )


def _costed_anew(
    workspace: Workspace, reader: Reader, order_ids: Sequence[int]
) -> list[kept.CostSum]:
    """The sums of orders whose posted rows do not hold, in all bases at once."""
    sums: list[kept.CostSum] = []
    judge = Judge.of(workspace) if order_ids else None
    for start in range(0, len(order_ids), CHUNK):
        for file in dossiers.order_files(reader, order_ids[start : start + CHUNK]):
            for cost in judge.costs(file).values() if judge is not None else ():
                sums += kept.sums_of(cost_rows(cost, file))
    return sums


class _Facts(NamedTuple):
    """What is on record, by order and by shipment."""

    by_order: Mapping[int, Sequence[kept.CostSum]]
    by_shipment: Mapping[int, Sequence[kept.CostSum]]
    of_order: Mapping[int | None, Sequence[kept.ChargeKind]]
    of_shipment: Mapping[int | None, Sequence[kept.ChargeKind]]
    entered: Collection[int]
    shipments_of: Mapping[int, Sequence[int]]
    orders_of: Mapping[int, Sequence[int]]
    sellers: Collection[int]

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        sums: Iterable[kept.CostSum],
        charges: Iterable[kept.ChargeKind],
        entered: Collection[int],
        carried: Iterable[tuple[int, int]],
        terms: Mapping[int, str | None],
    ) -> _Facts:
        """Put them in order; `sellers` are the orders whose seller pays the duty."""
        by_order: dict[int, list[kept.CostSum]] = defaultdict(list)
        by_shipment: dict[int, list[kept.CostSum]] = defaultdict(list)
        for one in sums:
            by_order[one.order_id].append(one)
            if one.shipment_id != NOT_SHIPPED:
                by_shipment[one.shipment_id].append(one)
        of_order: dict[int | None, list[kept.ChargeKind]] = defaultdict(list)
        of_shipment: dict[int | None, list[kept.ChargeKind]] = defaultdict(list)
        for charge in charges:
            if charge.shipment_id is None:
                of_order[charge.order_id].append(charge)
            else:
                of_shipment[charge.shipment_id].append(charge)
        shipments_of: dict[int, list[int]] = defaultdict(list)
        orders_of: dict[int, list[int]] = defaultdict(list)
        for shipment_id, order_id in carried:
            shipments_of[order_id].append(shipment_id)
            orders_of[shipment_id].append(order_id)
        sellers = _sellers(workspace, terms)
        return cls(
            by_order, by_shipment, of_order, of_shipment, entered, shipments_of, orders_of, sellers
        )

    def charges(
        self, order_ids: Iterable[int], shipment_ids: Iterable[int]
    ) -> list[kept.ChargeKind]:
        """The charges of these orders and shipments."""
        own = [charge for order_id in order_ids for charge in self.of_order.get(order_id, ())]
        afloat = (self.of_shipment.get(shipment_id, ()) for shipment_id in shipment_ids)
        return own + [charge for group in afloat for charge in group]


def _sellers(workspace: Workspace, terms: Mapping[int, str | None]) -> frozenset[int]:
    """The orders under whose term the seller pays the duty: none of it is estimated then."""
    pays = {
        term: holds(term_of(workspace.pack, term), "duty").value is Answer.YES
        for term in set(terms.values())
    }
    return frozenset(order_id for order_id, term in terms.items() if pays[term])


def _order(row: OrderRow, facts: _Facts, note: OrderNote, currency: str) -> CostLine | None:
    """The line of an order; None of one without parts: all its lines are cancelled."""
    sums = facts.by_order.get(row.id)
    if not sums:
        return None
    shipments = facts.shipments_of.get(row.id, ())
    charges = facts.charges([row.id], shipments)
    figures = _figures(sums, charges, facts, shipments, currency)
    return CostLine(
        row.number,
        (row.number,),
        row.supplier_name,
        row.supplier_local_name or "",
        note.goods,
        row.stage is not None,
        *figures,
        row.date,
    )


def _shipment(
    head: kept.ShipmentHead,
    facts: _Facts,
    rows: Mapping[int, OrderRow],
    notes: Mapping[int, OrderNote],
    currency: str,
) -> CostLine | None:
    """The line of a shipment; None of one that carries nothing with a cost."""
    sums = facts.by_shipment.get(head.id)
    if not sums:
        return None
    ids = [order_id for order_id in facts.orders_of.get(head.id, ()) if order_id in rows]
    figures = _figures(sums, facts.charges(ids, [head.id]), facts, [head.id], currency)
    suppliers = list(dict.fromkeys(rows[order_id].supplier_name for order_id in ids))
    local = rows[ids[0]].supplier_local_name or "" if len(suppliers) == 1 else ""
    goods = list(dict.fromkeys(notes[order_id].goods for order_id in ids if order_id in notes))
    day = head.received_on or head.ata or head.eta
    return CostLine(
        head.ref,
        tuple(rows[order_id].number for order_id in ids),
        _first_of(suppliers),
        local,
        _first_of(goods),
        head.received_on is None,
        *figures,
        None if day is None else datetime.date.fromisoformat(day),
    )


def _first_of(names: Sequence[str]) -> str:
    return names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "") if names else ""


class _Figures(NamedTuple):
    """The middle of a `CostLine`."""

    state: str
    estimate: Decimal | None
    actual: Decimal | None
    landed: Decimal | None
    variance: Decimal | None
    still_estimated: tuple[str, ...]
    goods_missing: bool
    per_kg: Decimal | None


def _figures(
    sums: Sequence[kept.CostSum],
    charges: Sequence[kept.ChargeKind],
    facts: _Facts,
    shipments: Iterable[int],
    currency: str,
) -> _Figures:
    by_basis = {
        basis: [one for one in sums if one.basis == NUMBERS[basis]]
        for basis in (ESTIMATE, ACTUAL, BOTH)
    }
    estimate, landed = (_landed(by_basis[basis], currency) for basis in (ESTIMATE, BOTH))
    entered = any(one in facts.entered for one in shipments)
    settled = entered or any(charge.stands_for == ACTUAL for charge in charges)
    still = _still_estimated(by_basis[BOTH], charges, facts, entered=entered)
    missing = _goods_missing(by_basis[ACTUAL], by_basis[BOTH])
    stands = [one.stands for one in by_basis[ACTUAL] if one.stands is not None]
    actual = from_minor(sum(stands), currency) if stands and settled else None
    variance = None
    if settled and estimate is not None and landed is not None:
        variance = landed - estimate
    if estimate is None or landed is None:
        state = UNKNOWN
    elif not settled:
        state = PLANNED
    else:
        state = PARTLY if still or missing else INVOICED
    return _Figures(
        state, estimate, actual, landed, variance, still, missing, _per_kg(landed, by_basis[BOTH])
    )


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def _landed(sums: Sequence[kept.CostSum], currency: str) -> Decimal | None:
    """The sum; not known as soon as one part is not known."""
    if not sums or any(one.landed_unknown for one in sums):
        return None
    return from_minor(sum(one.landed or 0 for one in sums), currency)


def _per_kg(landed: Decimal | None, sums: Sequence[kept.CostSum]) -> Decimal | None:
    kilos = sum(one.kg or 0 for one in sums)
    if landed is None or not kilos or any(one.kg_unknown for one in sums):
        return None
    return landed / Decimal(kilos).scaleb(-MASS_DIGITS)


def _goods_missing(actual: Sequence[kept.CostSum], both: Sequence[kept.CostSum]) -> bool:
    """Whether some goods are not invoiced: their parts lack, or have no value."""
    return sum(one.parts - one.goods_unknown for one in actual) < sum(one.parts for one in both)


def _still_estimated(
    parts: Sequence[kept.CostSum],
    charges: Sequence[kept.ChargeKind],
    facts: _Facts,
    *,
    entered: bool,
) -> tuple[str, ...]:
    """Kinds with an estimate and no actual charge, as `core.costs.order` has them for an order."""
    estimated = {one.kind for one in charges if one.stands_for == ESTIMATE}
    invoiced = {one.kind for one in charges if one.stands_for == ACTUAL}
    by_pack = any(_duty_by_pack(part, charges, facts) for part in parts)
    if by_pack:
        estimated.add("duty")
    elif entered:
        invoiced.add("duty")
    return tuple(kind for kind in KINDS if kind in estimated - invoiced)


def _duty_by_pack(part: kept.CostSum, charges: Sequence[kept.ChargeKind], facts: _Facts) -> bool:
    """Whether the duty of what an order has on a shipment is worked out by the pack."""
    if part.shipment_id in facts.entered or part.order_id in facts.sellers:
        return False
    duties = [one for one in charges if one.kind == "duty"]
    stands = [one for one in duties if one.stands_for == ACTUAL] or duties
    return not any(
        one.order_id == part.order_id or one.shipment_id == part.shipment_id for one in stands
    )
