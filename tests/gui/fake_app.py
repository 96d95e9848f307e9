"""A small desk in memory that answers what the window asks, in the rows of the real one."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from remanence.app.cost_detail import CostDetail
from remanence.app.cost_list import CostLine, CostLists
from remanence.app.documents import Comparison, PaperRow
from remanence.app.forms import FormField, Known, cell_texts, form_fields, next_number
from remanence.app.history import HistoryLine
from remanence.app.past import CellChange, Details, RecordChange, UndoPreview
from remanence.app.policy import EventLine
from remanence.app.quote_desk import OfferTexts, Priced
from remanence.app.settings import Surroundings
from remanence.app.suppliers import SupplierRow
from remanence.app.trend_views import indexed
from remanence.app.trends import Trend
from remanence.core.base.changes import Changes
from remanence.core.base.errors import NotAllowed, NotFound
from remanence.core.base.steps import Answer, RecordRef, given, ruled, total
from remanence.core.facts.business import Business
from remanence.core.licences.status import LicenceStatus
from remanence.core.readiness import Completeness, Readiness
from remanence.core.today import Attention
from remanence.core.trends.exposure import Exposure, ExposureRow
from remanence.core.trends.scorecard import LicenceRecord
from remanence.gui.jobs import Report
from remanence.gui.rows import CostFigures, OrderDetail, OrderRow, TrendQuestion, WholeOrder
from tests.gui.fake_costs import detail_of, lists_of
from tests.gui.fake_house import FakeHouse
from tests.gui.fake_papers import compared, papers_of
from tests.gui.fake_rows import (
    SUPPLIERS,
    TODAY,
    ImportPlan,
    an_order,
    attention_on,
    events,
    licences_on,
    needs_of,
    operations,
    plan_of,
    rule,
    trend_for,
    verdict,
)

ROOT = Path(__file__).parents[2]


class FakeWorkspace:
    """What the window reads of a workspace itself."""

    def __init__(self, today: date = TODAY) -> None:
        self.path = Path("calder.remanence")
        self.today = today
        self.business = Business(name="Calder Motion", country="US", currency="USD")
        self.pack = FakePack()
        self.is_read_only = False
        self.around = Surroundings(Path("home"), ROOT / "resources", lambda: "")

    def as_of(self, today: date) -> FakeWorkspace:
        return FakeWorkspace(today)


class FakeHead(NamedTuple):
    valid_to: date | None = None
    id: str = "2026.11"
    version: str = "2026.11.2"
    title: str = "Rare earths from China"
    as_of: date = date(2026, 11, 20)


class FakePack:
    """The head of a pack."""

    head = FakeHead()


class FakeAnswers(FakeHouse):
    """The stand-in for `remanence.gui.hub.Answers`."""

    def __init__(
        self, workspace: FakeWorkspace | None = None, *, orders: int = 80, empty: bool = False
    ) -> None:
        super().__init__()
        self.workspace = workspace or FakeWorkspace()
        self.count = 0 if empty else orders
        self.asked: list[str] = []
        self.failing: str = ""
        self.unsettled = 0
        self._rows: list[OrderRow] | None = None
        self.operations: list[HistoryLine] = [] if empty else operations()
        self.undone: list[HistoryLine] = []

    def on(self, today: date) -> FakeAnswers:
        return FakeAnswers(self.workspace.as_of(today), orders=self.count)

    def _note(self, question: str) -> None:
        self.asked.append(question)
        if self.failing == question:
            raise NotAllowed(what="The file server does not answer. Try again when it does.")

    # ------------------------------------------------------------------ orders

    def orders(self, limit: int | None = None) -> Sequence[OrderRow]:
        self._note("orders")
        if self._rows is None:
            dice = random.Random(7)  # noqa: S311 - sample data
            rows = [an_order(place, dice, self.workspace.today) for place in range(self.count)]
            far = date(2200, 1, 1)
            self._rows = sorted(rows, key=lambda row: (row.next_date or far, row.number))
        return self._rows[:limit] if limit else list(self._rows)

    def order(self, number: str) -> OrderDetail:
        self._note("order")
        row = next(row for row in self.orders() if row.number == number)
        return OrderDetail(
            number,
            [
                {
                    "document_type": "po",
                    "number": number,
                    "state": "accepted",
                    "issued_on": row.date,
                },
                {
                    "document_type": "euc",
                    "number": "EUC-44",
                    "state": "accepted",
                    "issued_on": row.date,
                },
            ],
            [
                {
                    "shipment_ref": f"SH-{row.id}",
                    "vessel": "MV Corvus Star",
                    "transport_mode": "sea",
                    "quantity": Decimal(12000),
                    "etd": row.next_date,
                    "eta": row.eta,
                    "customs_state": None,
                },
            ],
            self.readiness(number),
            tuple(lic for lic in self.licences() if lic.order == number),
            self.cost(number),
            {"po": "purchase order", "euc": "end-user certificate"},
        )

    def readiness(self, number: str, stage: str | None = None) -> Readiness:
        self._note("readiness")
        row = next(row for row in self.orders() if row.number == number)
        stage = stage or row.stage or "close"
        needs = tuple(needs_of(row, stage))
        accepted = sum(1 for need in needs if need.kind == "document" and need.state == "accepted")
        required = sum(1 for need in needs if need.kind == "document")
        parts = [need.why for need in needs if stage in need.blocks]
        why = verdict(stage, *parts)
        words = {Answer.YES: "ready", Answer.NO: "not_ready", Answer.UNKNOWN: "unknown"}
        return Readiness(
            number,
            stage,
            self.workspace.today,
            words[why.value],
            "reported",
            date(2026, 12, 14),
            Completeness(required, accepted, 100 * accepted // required),
            needs,
            (),
            why,
            given("fake.part", stage, None, note="next"),
            (),
        )

    # ------------------------------------------------------------------ the rest

    def attention(self, *, with_snoozed: bool = False) -> Sequence[Attention]:
        self._note("attention")
        return attention_on(self.workspace.today) if self.count else []

    def rules(self) -> tuple[FakeHead, int]:
        self._note("rules")
        return self.workspace.pack.head, self.unsettled

    def licences(self) -> Sequence[LicenceStatus]:
        self._note("licences")
        return licences_on(self.workspace.today) if self.count else []

    def cost(self, number: str, basis: str = "estimate,actual") -> CostFigures:
        self._note("cost")
        amounts = {
            "goods": "56160.00",
            "freight": "1180.00",
            "insurance": "86.10",
            "duty": "15219.36",
            "fees": "264.74",
            "other": "825.00",
        }
        parts = {name: Decimal(text) for name, text in amounts.items()}
        steps = [
            given(
                "fake.part",
                value,
                RecordRef("charges", number, name),
                unit="USD",
                note=name.capitalize(),
            )
            for name, value in parts.items()
        ]
        steps[3] = ruled(
            "fake.duty", parts["duty"], rule("us-8505"), unit="USD", note="Duty 27.1 %"
        )
        whole = total("fake.landed", steps, "USD")
        return CostFigures(
            basis,
            "USD",
            whole.value,
            Decimal("6.1446"),
            "pcs",
            Decimal("102.41"),
            dict(parts),
            ("freight",),
            whole,
        )

    def whole_order(self, number: str) -> WholeOrder:
        self._note("whole_order")
        raise NotFound("order", number)

    def form_fields(self, kind: str) -> Sequence[FormField]:
        return form_fields(kind)

    def cell_texts(self, kind: str, cells: Mapping[str, object]) -> Mapping[str, str]:
        return cell_texts(kind, cells.items())

    def paper_orders(self) -> Sequence[int]:
        self._note("paper_orders")
        return [row.id for row in self.orders() if row.stage is not None]

    def paper_rows(self, order_ids: Sequence[int]) -> Sequence[PaperRow]:
        self._note("paper_rows")
        rows = {row.id: row for row in self.orders()}
        return [papers_of(rows[order_id]) for order_id in order_ids]

    def paper_row(self, number: str) -> PaperRow | None:
        self._note("paper_row")
        return next((papers_of(row) for row in self.orders() if row.number == number), None)

    def comparison(self, number: str) -> Comparison:
        self._note("comparison")
        return compared(next(row for row in self.orders() if row.number == number))

    def known_records(self, kind: str) -> Sequence[Known]:
        if kind == "suppliers":
            return [Known(f"S{n}", *names, "CN") for n, names in enumerate(SUPPLIERS)]
        return [Known("N42", "NdFeB N42SH block", "", "pcs")] if kind == "products" else []

    def order_numbers(self) -> Sequence[str]:
        return [row.number for row in self.orders()]

    def next_number(self) -> str:
        return next_number(self.order_numbers())

    def priced(self, offers: Sequence[OfferTexts]) -> Sequence[Priced]:
        self._note("priced")
        return [Priced(None, (), is_known=False) for _offer in offers]

    def supplier_names(self) -> dict[str, tuple[str, str]]:
        return {}

    def trend(self, question: TrendQuestion) -> Trend:
        self._note("trend")
        return (
            trend_for(question)
            if self.count
            else Trend("USD", question.unit, "estimate,actual", (), (), question.of, question.by)
        )

    def estimated_points(self, question: TrendQuestion) -> frozenset[tuple[str, str]]:
        self._note("estimated_points")
        return frozenset({("SmCo", "2026-11"), ("NdFeB", "2026-11")})

    def indexed(self, trend: Trend, base: str) -> Mapping[str, Mapping[str, Decimal]]:
        self._note("indexed")
        return indexed(trend, base)

    def cost_lists(self) -> CostLists:
        self._note("cost_lists")
        return lists_of(self.orders())

    def cost_detail(self, line: CostLine, *, is_shipment: bool) -> CostDetail:
        self._note("cost_detail")
        return detail_of(line)

    def events(self) -> Sequence[EventLine]:
        self._note("events")
        return events()

    def suppliers(self) -> Sequence[SupplierRow]:
        self._note("suppliers")
        if not self.count:
            return []
        return [
            SupplierRow(
                f"S{n}",
                name,
                Decimal(900000 - 97000 * n),
                Decimal(90 - 4 * n) if n % 3 else None,
                LicenceRecord(max(0, 6 - n), n % 2, 41 + n, 6),
                None,
                local,
                "CN",
                "manufacturer",
                None,
                9 - n,
            )
            for n, (name, local) in enumerate(SUPPLIERS)
        ]

    def exposure(self, by: str) -> Exposure:
        self._note("exposure")
        rows = tuple(
            ExposureRow(name, Decimal(900000 - 97000 * n), Decimal(90000), Decimal("25.5") - 3 * n)
            for n, (name, _) in enumerate(SUPPLIERS)
        )
        return Exposure(by, "USD", rows, Decimal(3100), {"2010": "high", "2023": "high"}, ())

    def history(self) -> Sequence[HistoryLine]:
        self._note("history")
        return list(reversed(self.operations))

    def operation_details(self, operation: int) -> Details:
        self._note("operation_details")
        cell = CellChange("valid_to", "2026-11-30", "2027-03-31")
        record = RecordChange("licences", f"LIC-{operation}", "update", [cell])
        new = RecordChange("orders", "PO-2641", "insert", [CellChange("currency", "", "USD")])
        return Details([record, new], 2)

    def undo_preview(self, operation: int) -> UndoPreview:
        self._note("undo_preview")
        found = self.operation_details(operation)
        later = [one.what for one in self.operations if one.id > operation]
        return UndoPreview(found.records, found.total, later)

    def undo_one(self, operation: int, report: Report | None = None) -> Changes:
        self._note("undo_one")
        done = next(one for one in self.operations if one.id == operation)
        self.operations[self.operations.index(done)] = done._replace(undone_by=operation + 100)
        return Changes(operation + 100, "undo")

    def newest_operation(self) -> int:
        return self.operations[-1].id if self.operations else 0

    def forget(self) -> None:
        self._note("forget")

    def order_texts(self) -> Mapping[str, Mapping[str, str]]:
        self._note("order_texts")
        return {}

    def find(self, text: str) -> Sequence[object]:
        self._note("find")
        return []

    def next_undo(self) -> str | None:
        self._note("next_undo")
        return self.operations[-1].what if self.operations else None

    def next_redo(self) -> str | None:
        self._note("next_redo")
        return self.undone[-1].what if self.undone else None

    def undo(self, report: Report | None = None) -> Changes:
        self._note("undo")
        if not self.operations:
            raise NotAllowed(what="Nothing is left to undo.")
        self.undone.append(self.operations.pop())
        return Changes(99, "undo")

    def redo(self, report: Report | None = None) -> Changes:
        self._note("redo")
        if not self.undone:
            raise NotAllowed(what="Nothing is left to redo.")
        self.operations.append(self.undone.pop())
        return Changes(100, "redo")

    def plan_import(self, paths: Sequence[Path], report: Report) -> ImportPlan:
        self._note("plan_import")
        report(1, 2)
        report(2, 2)
        return plan_of(tuple(paths))

    def without_refused(self, plan: ImportPlan) -> ImportPlan:
        return plan._replace(
            plan=[sheet._replace(rejected=0) for sheet in plan.plan],
            findings=[f for f in plan.findings if f.severity != "error"],
            left_out=sum(sheet.rejected for sheet in plan.plan),
        )

    def apply_plan(self, plan: ImportPlan, report: Report) -> Changes:
        self._note("apply_plan")
        self.operations.append(
            HistoryLine(
                9,
                "2026-11-24T09:20:00Z",
                "import",
                "Import orders_november.xlsx",
                "window",
                157,
                None,
            )
        )
        return Changes(9, "import", counts=(("orders.insert", 61),))
