"""What the window asks of a workspace: each question one function of `app`, answered in rows.

All that pages ask goes through here; beside it only `gui.main` opens workspaces. Imports stand
inside the questions: a page that is not opened costs nothing at the start.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from remanence.core.base.changes import Changes
from remanence.gui.answers_forms import Forms
from remanence.gui.answers_house import House
from remanence.gui.answers_papers import Papers
from remanence.gui.rows import CostFigures, OrderDetail, OrderRow, TrendQuestion, WholeOrder
from remanence.gui.tokens import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from remanence.app.cost_detail import CostDetail
    from remanence.app.cost_list import CostLine, CostLists
    from remanence.app.history import HistoryLine, Undone
    from remanence.app.imports.plan import ImportPlan
    from remanence.app.one_order import FullOrder
    from remanence.app.order_list import ListedOrder, OrderNote
    from remanence.app.orders import OrderRow as JudgedOrder
    from remanence.app.past import Details, UndoPreview
    from remanence.app.policy import EventLine
    from remanence.app.suppliers import SupplierRow
    from remanence.app.trends import Trend
    from remanence.app.workspace import Workspace
    from remanence.core.base.steps import Step
    from remanence.core.costs.order import OrderCost
    from remanence.core.licences.status import LicenceStatus
    from remanence.core.policy.pack import PackHead
    from remanence.core.readiness import Readiness
    from remanence.core.today import Attention
    from remanence.core.trends.exposure import Exposure
    from remanence.gui.jobs import Report


class Answers(Forms, House, Papers):
    """The questions of one workspace on one day."""

    def __init__(self, workspace: Workspace) -> None:
        """Ask this workspace."""
        self.workspace = workspace

    def on(self, today: date) -> Answers:
        """The same workspace on another day."""
        return type(self)(self.workspace.as_of(today))

    def attention(self, *, with_snoozed: bool = False) -> Sequence[Attention]:
        """What needs somebody, most urgent first; if wished also what is put off."""
        from remanence.app.today import attention

        return attention(self.workspace, with_snoozed=with_snoozed)

    def orders(self, limit: int | None = None) -> Sequence[OrderRow]:
        """The orders, judged for the day; with a limit the newest of them, as they were posted."""
        from remanence.app.order_list import OrderNote, first_orders, order_notes

        if limit is not None:
            return [_listed(row) for row in first_orders(self.workspace, limit)]
        from remanence.app.orders import orders

        notes, nothing = order_notes(self.workspace), OrderNote()
        return [_order(row, notes.get(row.id, nothing)) for row in orders(self.workspace)]

    def order(self, number: str) -> OrderDetail:
        """All that is known of one order."""
        from remanence.app.orders import order

        found = order(self.workspace, number)
        return OrderDetail(
            number,
            found.sheets.get("documents", ()),
            found.sheets.get("shipments", ()),
            found.readiness,
            found.licences,
            _figures(found.cost),
            {rule.id: rule.title for rule in self.workspace.pack.documents},
        )

    def whole_order(self, number: str) -> WholeOrder:
        """One order with all that its own page shows."""
        from remanence.app.one_order import full_order

        found = full_order(self.workspace, number)
        detail = OrderDetail(
            number,
            found.detail.sheets.get("documents", ()),
            found.detail.sheets.get("shipments", ()),
            found.detail.readiness,
            found.detail.licences,
            _figures(found.detail.cost),
            {rule.id: rule.title for rule in self.workspace.pack.documents},
        )
        planned, actual = _figures(found.planned), _figures(found.actual)
        return WholeOrder(_row_of(found), detail, planned, actual, found)

    def readiness(self, number: str, stage: str | None = None) -> Readiness:
        """Whether the order may go to a stage, and what is missing."""
        from remanence.app.readiness import readiness

        return readiness(self.workspace, number, stage)

    def licences(self) -> Sequence[LicenceStatus]:
        """All licences with their clocks."""
        from remanence.app.licences import licences

        return licences(self.workspace)

    def rules(self) -> tuple[PackHead, int]:
        """The pack in use, and how many of its rules are not settled on the day."""
        from remanence.core.policy.controls import not_settled

        pack = self.workspace.pack
        return pack.head, not_settled(pack, self.workspace.today)

    def supplier_names(self) -> Mapping[str, tuple[str, str]]:
        """Name and local name by supplier code."""
        from remanence.app.order_list import supplier_names

        return supplier_names(self.workspace)

    def trend(self, question: TrendQuestion) -> Trend:
        """A series of landed cost."""
        from remanence.app.trends import trend

        return trend(self.workspace, question.of, question.by, unit=question.unit)

    def estimated_points(self, question: TrendQuestion) -> frozenset[tuple[str, str]]:
        """Key and period of the points of a series of which something is still estimated."""
        from remanence.app.trends import estimated_points

        return estimated_points(self.workspace, question.of, question.by, unit=question.unit)

    def indexed(self, trend: Trend, base: str) -> Mapping[str, Mapping[str, Decimal]]:
        """The series of a trend where the base period is 100."""
        from remanence.app.trend_views import indexed

        return indexed(trend, base)

    def write_picture(self, picture: bytes, to: Path) -> Path:
        """Write a picture of a chart."""
        from remanence.app.trends import write_picture

        return write_picture(self.workspace, picture, to)

    def cost_lists(self) -> CostLists:
        """Orders and shipments with what they cost, planned and actual."""
        from remanence.app.cost_list import cost_lists

        return cost_lists(self.workspace)

    def cost_detail(self, line: CostLine, *, is_shipment: bool) -> CostDetail:
        """One order or shipment with its cost by part and by line."""
        from remanence.app.cost_detail import cost_detail

        return cost_detail(self.workspace, line, is_shipment=is_shipment)

    def events(self) -> Sequence[EventLine]:
        """Dated events of policy and market."""
        from remanence.app.policy import events

        return events(self.workspace.pack)

    def suppliers(self) -> Sequence[SupplierRow]:
        """Suppliers with their scorecards."""
        from remanence.app.suppliers import suppliers

        return suppliers(self.workspace)

    def exposure(self, by: str) -> Exposure:
        """Shares of spend and their concentration."""
        from remanence.app.exposure import exposure

        return exposure(self.workspace, by)

    def history(self) -> Sequence[HistoryLine]:
        """Operations, the last one first."""
        from remanence.app.history import history

        return history(self.workspace)

    def next_undo(self) -> str | None:
        """What Ctrl+Z would take back, in words; None where there is nothing."""
        from remanence.app.history import next_undo

        return next_undo(self.workspace)

    def next_redo(self) -> str | None:
        """What Ctrl+Shift+Z would bring back, in words; None where there is nothing."""
        from remanence.app.history import next_redo

        return next_redo(self.workspace)

    def undo(self, report: Report) -> Changes:
        """Take the last operation back."""
        from remanence.app.history import undo

        return _changes(undo(self.workspace, report=report), "undo")

    def undo_one(self, operation: int, report: Report) -> Changes:
        """Take one operation back, wherever in the history it stands."""
        from remanence.app.history import undo

        return _changes(undo(self.workspace, operation, report=report), "undo")

    def operation_details(self, operation: int) -> Details:
        """What one operation wrote, before and after."""
        from remanence.app.past import details

        return details(self.workspace, operation)

    def undo_preview(self, operation: int) -> UndoPreview:
        """What undoing one operation would change, and what stands in its way."""
        from remanence.app.past import undo_preview

        return undo_preview(self.workspace, operation)

    def redo(self, report: Report) -> Changes:
        """Bring the last undone operation back."""
        from remanence.app.history import redo

        return _changes(redo(self.workspace, report=report), "redo")

    def plan_import(self, paths: Sequence[Path], report: Report) -> ImportPlan:
        """What these files would do; nothing is written."""
        from remanence.app.imports.plan import plan_import

        return plan_import(self.workspace, paths, report=report)

    def without_refused(self, plan: ImportPlan) -> ImportPlan:
        """The plan with its refused rows, and those that hang on them, left out."""
        from remanence.app.imports.plan import without_refused

        return without_refused(self.workspace, plan)

    def apply_plan(self, plan: ImportPlan, report: Report) -> Changes | None:
        """Write a plan as one operation; None when it changes nothing."""
        from remanence.app.imports.apply import apply_plan

        return apply_plan(self.workspace, plan, source="window", report=report)


def _changes(undone: Undone, label: str) -> Changes:
    """An undo may have reached anything: all pages read again."""
    return Changes(undone.operation, label)


def _order(row: JudgedOrder, note: OrderNote) -> OrderRow:
    return OrderRow(
        row.number,
        row.supplier_name,
        row.supplier_local_name,
        row.date,
        row.currency,
        row.goods,
        row.stage,
        row.states,
        row.completeness.accepted,
        row.completeness.required,
        row.next_date,
        row.landed,
        row.id,
        row.verdict,
        note.goods,
        note.quantity,
        note.eta,
        row.stage_day,
    )


def _row_of(found: FullOrder) -> OrderRow:
    """The row that the list would show of the order."""
    sheets, ready = found.detail.sheets, found.detail.readiness
    order, supplier = sheets["orders"][0], sheets["suppliers"][0]
    return OrderRow(
        found.detail.order,
        str(supplier["name"]),
        str(supplier["local_name"] or "") or None,
        order["order_date"],  # type: ignore[arg-type]
        str(order["currency"]),
        None,
        ready.stage,
        (),
        ready.completeness.accepted,
        ready.completeness.required,
        None,
        _value(found.detail.cost.landed),
        0,
        ready.verdict,
        found.note.goods,
        found.note.quantity,
        found.note.eta,
        found.stage_day,
    )


def _listed(row: ListedOrder) -> OrderRow:
    return OrderRow(
        row.number,
        row.supplier_name,
        row.supplier_local_name,
        row.date,
        row.currency,
        row.goods,
        row.stage,
        row.states,
        row.accepted,
        row.required,
        row.next_date,
        row.landed,
        row.id,
        row.verdict,
        row.note.goods,
        row.note.quantity,
        row.note.eta,
        row.stage_day,
    )


def _figures(cost: OrderCost) -> CostFigures:
    """Totals by part over all shipped parts of the order, and per unit where there is one unit."""
    lines = cost.parts
    parts = {name: _sum([getattr(line, name) for line in lines]) for name in PARTS}
    units = {line.unit for line in lines}
    quantity = sum((line.quantity for line in lines), Decimal(0)) if len(units) == 1 else None
    kilograms = _sum([line.kg for line in lines])
    landed = _value(cost.landed)
    return CostFigures(
        cost.basis,
        cost.currency,
        landed,
        _each(landed, quantity),
        units.pop() if len(units) == 1 else "",
        _each(landed, kilograms),
        parts,
        tuple(cost.still_estimated),
        cost.explanation,
    )


def _value(amount: Step[Decimal | None]) -> Decimal | None:
    return amount.value


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum; not known as soon as one is not known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) and amounts else None


def _each(amount: Decimal | None, number: Decimal | None) -> Decimal | None:
    return amount / number if amount is not None and number else None
