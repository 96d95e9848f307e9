"""What one order or shipment costs, part by part and line by line: planned, invoiced, as it stands.

Every figure comes with its reasons. What is not invoiced has no actual amount, not one of zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app.cost_list import CostLine
from remanence.app.judging import Judge
from remanence.core.base.errors import NotFound
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, RecordRef, difference, given, missing, total
from remanence.core.costs.charges import KINDS_OF_COST, PARTS
from remanence.core.costs.order import ACTUAL, BASES, BOTH, ESTIMATE, CostPart, OrderCost
from remanence.store import dossiers, sheets

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace
    from remanence.core.facts.dossiers import OrderFile

OF_LINES = N_("cost.of_lines", "{note} of all lines: {value}")
OF_LINE = N_("cost.of_line", "{note}: {value}")
NOT_INVOICED = N_("cost.not_invoiced", "Not invoiced or entered yet: {note}")
LESS_PLANNED = N_("cost.less_planned", "As it stands less planned: {0} less {1}")

NOTHING: Final = "nothing"
ESTIMATED: Final = "estimated"
SO_FAR: Final = "so_far"
WHOLE: Final = "whole"


class Figure(NamedTuple):
    """An amount and its reasons."""

    amount: Decimal | None
    reasons: Amount


class PartRow(NamedTuple):
    """One part of landed cost.

    Attributes:
        state: nothing (no such cost), estimated (nothing of it is invoiced), so_far (some of it
            is not), whole (all of it is invoiced).
    """

    part: str
    planned: Figure
    actual: Figure
    landed: Figure
    state: str


class LineRow(NamedTuple):
    """One line of an order, on the shipment asked for or whole."""

    order: str
    line_no: int
    name: str
    quantity: Decimal
    unit: str
    planned: Figure
    actual: Figure
    landed: Figure
    per_kg: Decimal | None


class CostDetail(NamedTuple):
    """One order or shipment in full: parts in the sequence of `charges.PARTS`."""

    line: CostLine
    currency: str
    parts: tuple[PartRow, ...]
    lines: tuple[LineRow, ...]
    planned: Figure
    actual: Figure
    landed: Figure
    variance: Figure


def cost_detail(workspace: Workspace, line: CostLine, *, is_shipment: bool) -> CostDetail:
    """An order, or what a shipment carries of its orders, in full; `line` as the list gave it.

    Raises:
        NotFound: it is gone since.
    """
    with workspace.store.read() as reader:
        found = {number: sheets.id_of(reader, "orders", number) for number in line.orders}
        files = dossiers.order_files(reader, [one for one in found.values() if one is not None])
    gone = next((number for number, order_id in found.items() if order_id is None), None)
    if gone is not None:
        raise NotFound("order", gone, next="Read the list again: F5.")
    return _detail(workspace, line, files, _shipment_id(line.ref, files) if is_shipment else None)


def _shipment_id(ref: str, files: Iterable[OrderFile]) -> int:
    for file in files:
        for one in file.shipments:
            if one.shipment.shipment_ref == ref:
                return one.shipment.id
    raise NotFound("shipment", ref, next="Read the list again: F5.")


class _Costed(NamedTuple):
    """One order with its costs by basis; `parts` are those that are asked for."""

    file: OrderFile
    costs: Mapping[str, OrderCost]
    parts: Mapping[str, Sequence[CostPart]]


def _detail(
    workspace: Workspace, line: CostLine, files: Iterable[OrderFile], shipment: int | None
) -> CostDetail:
    judge = Judge.of(workspace)
    costed = []
    for file in files:
        costs = judge.costs(file)
        parts = {
            basis: [
                part
                for part in costs[basis].parts
                if shipment is None or part.shipment_id == shipment
            ]
            for basis in BASES
        }
        costed.append(_Costed(file, costs, parts))
    currency = workspace.business.currency
    parts_of = tuple(_part(name, costed, line, currency) for name in PARTS)
    landed = _landed(BOTH, line.landed, parts_of, costed, currency, whole=shipment is None)
    planned = _landed(ESTIMATE, line.estimate, parts_of, costed, currency, whole=shipment is None)
    return CostDetail(
        line,
        currency,
        parts_of,
        tuple(_lines(costed, currency, whole=shipment is None)),
        planned,
        _landed(ACTUAL, line.actual, parts_of, costed, currency, whole=shipment is None),
        landed,
        Figure(line.variance, difference(LESS_PLANNED, landed.reasons, planned.reasons)),
    )


def _part(name: str, costed: Sequence[_Costed], line: CostLine, currency: str) -> PartRow:
    figures = {basis: _part_figure(name, basis, costed, currency) for basis in BASES}
    state = _state(name, figures, line)
    actual = figures[ACTUAL]
    if state in (ESTIMATED, NOTHING):
        actual = Figure(None, missing(NOT_INVOICED, unit=currency, note=name))
    return PartRow(name, figures[ESTIMATE], actual, figures[BOTH], state)


def _state(name: str, figures: Mapping[str, Figure], line: CostLine) -> str:
    """How much of a part is invoiced: by the kinds of charge that belong to it."""
    waits = any(KINDS_OF_COST[kind].part == name for kind in line.still_estimated)
    if name == "goods" or (line.goods_missing and figures[BOTH].amount):
        waits = waits or line.goods_missing
    amount = figures[ACTUAL].amount
    if line.actual is None or (waits and not amount):
        return ESTIMATED if figures[BOTH].amount != Decimal(0) else NOTHING
    if waits:
        return SO_FAR
    return WHOLE if amount or figures[ESTIMATE].amount else NOTHING


def _part_figure(name: str, basis: str, costed: Sequence[_Costed], currency: str) -> Figure:
    """The sum over all lines; in basis actual of what is invoiced."""
    steps = []
    for one in costed:
        numbers = {line.id: line.line_no for line in one.file.lines}
        for part in one.parts[basis]:
            amount: Decimal | None = getattr(part, name)
            if amount is None and basis == ACTUAL:
                continue
            steps.append(_of_line(one.file, numbers[part.line_id], name, amount, currency))
    reasons = total(OF_LINES, steps, currency, note=name)
    return Figure(reasons.value if steps else None, reasons)


def _of_line(
    file: OrderFile, line_no: int, name: str, amount: Decimal | None, currency: str
) -> Amount:
    number = file.order.order_number
    ref = RecordRef("orders", f"{number}/{line_no}", "")
    note = f"{name}, {number} line {line_no}"
    if amount is None:
        return missing(OF_LINE, ref, unit=currency, note=note)
    return given(OF_LINE, amount, ref, unit=currency, note=note)


def _landed(
    basis: str,
    amount: Decimal | None,
    parts: Sequence[PartRow],
    costed: Sequence[_Costed],
    currency: str,
    *,
    whole: bool,
) -> Figure:
    """The landed cost with the reasons of the order, or of the parts on the shipment."""
    if whole and len(costed) == 1:
        return Figure(amount, costed[0].costs[basis].landed)
    names = {BOTH: "landed", ESTIMATE: "planned", ACTUAL: "actual"}
    figures = [getattr(part, names[basis]) for part in parts]
    if basis == ACTUAL:
        figures = [figure for figure in figures if figure.amount is not None]
    steps = [figure.reasons for figure in figures]
    return Figure(amount, total(OF_LINES, steps, currency, note="landed cost"))


def _lines(costed: Sequence[_Costed], currency: str, *, whole: bool) -> Iterable[LineRow]:
    for one in costed:
        found = {
            line.line_no: {
                basis: [part for part in one.parts[basis] if part.line_id == line.id]
                for basis in BASES
            }
            for line in one.file.lines
        }
        for line in sorted(one.file.lines, key=lambda each: each.line_no):
            if not found[line.line_no][BOTH]:
                continue
            figures = {
                basis: _line_figure(one, line.line_no, basis, found, currency, whole=whole)
                for basis in BASES
            }
            carried = found[line.line_no][BOTH]
            kilos = [part.kg for part in carried if part.kg is not None]
            landed, kg = figures[BOTH].amount, sum(kilos, Decimal(0))
            known = landed is not None and kg and len(kilos) == len(carried)
            yield LineRow(
                one.file.order.order_number,
                line.line_no,
                one.file.products[line.product_code].name,
                sum((part.quantity for part in carried), Decimal(0)),
                line.unit,
                figures[ESTIMATE],
                figures[ACTUAL],
                figures[BOTH],
                landed / kg if known and landed is not None else None,
            )


def _line_figure(
    one: _Costed,
    line_no: int,
    basis: str,
    found: Mapping[int, Mapping[str, Sequence[CostPart]]],
    currency: str,
    *,
    whole: bool,
) -> Figure:
    """The landed cost of a line; an actual one only where its goods are invoiced."""
    parts = found[line_no][basis]
    amounts = [part.landed for part in parts]
    short = basis == ACTUAL and len(parts) < len(found[line_no][BOTH])
    amount = None
    if amounts and not short and all(each is not None for each in amounts):
        amount = sum((each for each in amounts if each is not None), Decimal(0))
    if whole:
        reasons = next(
            (line.landed for line in one.costs[basis].lines if line.id == str(line_no)), None
        )
        if reasons is not None and reasons.value == amount:
            return Figure(amount, reasons)
    step = _of_line(one.file, line_no, "landed cost", amount, currency)
    return Figure(amount, step)
