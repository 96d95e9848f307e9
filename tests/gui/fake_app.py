"""A small desk in memory that answers what the window asks, with the field names of the real one."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from remanence.core.base.changes import Changes
from remanence.core.base.errors import NotAllowed
from remanence.core.base.findings import Finding, error, info, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Answer,
    How,
    RecordRef,
    RuleRef,
    Step,
    all_of,
    given,
    on_or_before,
    ruled,
    today_step,
    total,
    unknown,
)
from remanence.core.facts.business import Business
from remanence.core.facts.orders import STAGES
from remanence.gui.hub import TrendQuestion

TODAY = date(2026, 11, 24)

N_("fake.ready", "Ready for {note}")
N_("fake.paper", "{note} is {value}")
N_("fake.licence", "Licence {note}: {value}")
N_("fake.due", "It is due on {0}, and today is {1}")
N_("fake.control", "{note}: {value}")
N_("fake.screening", "Is the consignee a listed party? {note}")
N_("fake.landed", "Landed cost {value} = goods {0} + freight {1} + duty {2} + fees {3}")
N_("fake.part", "{note}: {value}")
N_("fake.duty", "{note}: {value}")
N_("fake.nothing", "Nothing is left to undo.")
N_("plan.number", "“{value}” can be 1.2 or 1,200. Set the number style for this sheet, or correct the cell.")
N_("plan.supplier", "“{value}” is not in this workspace nor in this file. Did you mean QLN? Apply to 1 row.")
N_("plan.hs", "{value} is bonded magnets; the product says sintered NdFeB. Kept as written: duty and licence verdicts will differ.")
N_("plan.price", "Changes {before} to {value} on PO-2641, after its end-user certificate was signed. The certificate may have to be signed again.")
N_("plan.column", "“{value}” is not a column of this sheet. It was left alone.")


class Completeness(NamedTuple):
    required: int
    accepted: int
    percent: int


class OrderRow(NamedTuple):
    number: str
    supplier: str
    date: date
    currency: str
    goods: Decimal
    stage: str | None
    states: tuple[str, ...]
    completeness: Completeness
    next_date: date | None
    landed: Decimal | None
    id: int
    supplier_local_name: str | None
    verdict: str
    goods_note: str
    quantity_note: str
    eta: date | None
    certainty: str


class Attention(NamedTuple):
    group: str
    code: str
    what: str
    why: str
    due_on: date | None
    days_left: int | None
    record: dict[str, str]
    next: str
    explanation: Step[object]


class Requirement(NamedTuple):
    id: str
    kind: str
    document_type: str | None
    title: str
    state: str
    why: Step[object]
    blocks: tuple[str, ...]
    due_on: date | None
    rule: str
    source: str
    pack: str


class Readiness(NamedTuple):
    order: str
    stage: str | None
    on: date
    verdict: Step[Answer]
    certainty: str
    may_change_on: date | None
    completeness: Completeness
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]


class Forecast(NamedTuple):
    p50: date
    p90: date
    cases: int


class LicenceRow(NamedTuple):
    ref: str
    order_number: str | None
    supplier: str
    state: str
    state_since: date | None
    told_by: str | None
    accepted_on: date | None
    due_on: date | None
    due_is_provisional: bool
    clock_is_settled: bool
    working_days_left: int | None
    working_days: int
    forecast: Forecast | None
    valid_to: date | None
    explanation: Step[object]


class OrderCost(NamedTuple):
    order: str
    basis: str
    currency: str
    landed: Decimal | None
    per_unit: Decimal | None
    unit: str
    per_kg: Decimal | None
    parts: dict[str, Decimal | None]
    still_estimated: tuple[str, ...]
    explanation: Step[object]


class OrderDetail(NamedTuple):
    number: str
    row: OrderRow
    sheets: dict[str, list[dict[str, object]]]
    readiness: Readiness
    licences: tuple[LicenceRow, ...]
    cost: OrderCost


class Point(NamedTuple):
    period: str
    quantity: Decimal
    landed: Decimal
    landed_per_unit: Decimal | None
    orders: int
    parts: dict[str, Decimal]


class Series(NamedTuple):
    key: str
    points: tuple[Point, ...]


class Trend(NamedTuple):
    currency: str
    unit: str
    basis: str
    series: tuple[Series, ...]
    findings: tuple[Finding, ...] = ()


class Event(NamedTuple):
    id: str
    day: date
    title: str
    short_label: str
    category: str
    jurisdiction: str
    severity: int
    valid_from: date | None
    valid_to: date | None
    confidence: str
    source: str


class SupplierRow(NamedTuple):
    code: str
    name: str
    local_name: str | None
    country: str
    spend: Decimal
    on_time_percent: Decimal | None
    licences: dict[str, object]


class ExposureRow(NamedTuple):
    key: str
    spend: Decimal
    open: Decimal
    share_percent: Decimal


class Exposure(NamedTuple):
    by: str
    currency: str
    rows: tuple[ExposureRow, ...]
    hhi: Decimal | None
    bands: dict[str, str]
    findings: tuple[Finding, ...] = ()


class Operation(NamedTuple):
    id: int
    at: str
    label: str
    what: str
    source: str
    records: int
    undone_by: int | None


class SheetPlan(NamedTuple):
    sheet: str
    new: int
    changed: int
    same: int
    removed: int
    rejected: int


class ImportPlan(NamedTuple):
    plan: list[SheetPlan]
    findings: list[Finding]
    files: tuple[Path, ...] = ()

    @property
    def can_apply(self) -> bool:
        return not any(sheet.rejected for sheet in self.plan)


SUPPLIERS = (
    ("Ningbo Qinglan Magnetics", "宁波青岚磁材"),
    ("Baotou Hanlin Rare Earth", "包头瀚林磁业"),
    ("Ganzhou Yuehe", "赣州月禾稀土"),
    ("Hangzhou Sile Motor Parts", "杭州思乐电机"),
    ("Kasumi Magnet", "霞磁石"),
    ("Minh Tu Magnet", "Hải Phòng"),
    ("Zhejiang Yunting Permanent Magnet Technology", "浙江云亭永磁科技有限公司"),
)
GOODS = (
    ("NdFeB N42SH block", "720 kg", True),
    ("NdFeB N38EH arc", "1,150 kg", True),
    ("SmCo 26 ring", "340 kg", True),
    ("Dy2O3 99.5 %", "250 kg", True),
    ("NdFeB N35 disc", "1,480 kg", False),
    ("Bonded ring, 8-pole", "260 kg", False),
    ("Tb4O7 99.99 %", "60 kg", True),
    ("Hall sensors", "2,000 pcs", False),
)
_TITLES = (
    ("po", "Purchase order", "accepted"),
    ("euc", "End-user certificate, original", "accepted"),
    ("composition", "Composition report QL-2609-7", "accepted"),
    ("packing", "Packing list", "requested"),
    ("invoice", "Commercial invoice", "received"),
    ("bl", "Bill of lading", "missing"),
)


def _rule(row: str) -> RuleRef:
    return RuleRef("2026.11.2", "documents", row, "MOFCOM No. 18/2025", "text")


def _verdict(stage: str, *parts: Step[Answer]) -> Step[Answer]:
    return all_of("fake.ready", parts, note=stage)


class FakeWorkspace:
    """What the window reads of a workspace itself."""

    def __init__(self, today: date = TODAY) -> None:
        self.path = Path("calder.remanence")
        self.today = today
        self.business = Business(name="Calder Motion", country="US", currency="USD")
        self.pack = FakePack()

    def as_of(self, today: date) -> FakeWorkspace:
        return FakeWorkspace(today)


class FakeHead(NamedTuple):
    id: str = "2026.11"
    version: str = "2026.11.2"
    title: str = "Rare earths from China"
    as_of: date = date(2026, 11, 20)


class FakePack:
    """The head of a pack."""

    head = FakeHead()


class FakeAnswers:
    """The stand-in for `remanence.gui.hub.Answers`."""

    def __init__(
        self, workspace: FakeWorkspace | None = None, *, orders: int = 80, empty: bool = False
    ) -> None:
        self.workspace = workspace or FakeWorkspace()
        self.count = 0 if empty else orders
        self.asked: list[str] = []
        self.failing: str = ""
        self._rows: list[OrderRow] | None = None
        self.operations: list[Operation] = [] if empty else _operations()
        self.undone: list[Operation] = []

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
            rows = [_order(place, dice, self.workspace.today) for place in range(self.count)]
            far = date(2200, 1, 1)
            self._rows = sorted(rows, key=lambda row: (row.next_date or far, row.number))
        return self._rows[:limit] if limit else list(self._rows)

    def order(self, number: str) -> OrderDetail:
        self._note("order")
        row = next(row for row in self.orders() if row.number == number)
        return OrderDetail(
            number,
            row,
            {
                "documents": [
                    {"document_type": "po", "number": number, "state": "accepted", "issued_on": row.date},
                    {"document_type": "euc", "number": "EUC-44", "state": "accepted", "issued_on": row.date},
                ],
                "shipments": [
                    {"shipment_ref": f"SH-{row.id}", "vessel": "MV Corvus Star", "transport_mode": "sea",
                     "quantity": Decimal(12000), "etd": row.next_date, "eta": row.eta, "customs_state": None},
                ],
            },
            self.readiness(number),
            tuple(lic for lic in self.licences() if lic.order_number == number),
            self.cost(number),
        )

    def readiness(self, number: str, stage: str | None = None) -> Readiness:
        self._note("readiness")
        row = next(row for row in self.orders() if row.number == number)
        stage = stage or row.stage or "close"
        needs = tuple(_needs(row, stage))
        accepted = sum(1 for need in needs if need.kind == "document" and need.state == "accepted")
        required = sum(1 for need in needs if need.kind == "document")
        parts = [Step("fake.paper", _answer(need.state), How.ALL, (), None, "", need.title) for need in needs]
        return Readiness(
            number, stage, self.workspace.today, _verdict(stage, *parts), "reported", date(2026, 12, 14),
            Completeness(required, accepted, 100 * accepted // required), needs, (),
        )

    # ------------------------------------------------------------------ the rest

    def attention(self) -> Sequence[Attention]:
        self._note("attention")
        return _attention(self.workspace.today) if self.count else []

    def licences(self) -> Sequence[LicenceRow]:
        self._note("licences")
        return _licences(self.workspace.today) if self.count else []

    def cost(self, number: str, basis: str = "estimate,actual") -> OrderCost:
        self._note("cost")
        amounts = {"goods": "56160.00", "freight": "1180.00", "insurance": "86.10", "duty": "15219.36",
                   "fees": "264.74", "other": "825.00"}
        parts = {name: Decimal(text) for name, text in amounts.items()}
        steps = [given("fake.part", value, RecordRef("charges", number, name), unit="USD", note=name.capitalize())
                 for name, value in parts.items()]
        steps[3] = ruled("fake.duty", parts["duty"], _rule("us-8505"), unit="USD", note="Duty 27.1 %")
        whole = total("fake.landed", steps, "USD")
        return OrderCost(number, basis, "USD", whole.value, Decimal("6.1446"), "pcs", Decimal("102.41"),
                         dict(parts), ("freight",), whole)

    def trend(self, question: TrendQuestion) -> Trend:
        self._note("trend")
        return _trend(question) if self.count else Trend("USD", question.unit, "estimate,actual", ())

    def events(self) -> Sequence[Event]:
        self._note("events")
        return _events()

    def suppliers(self) -> Sequence[SupplierRow]:
        self._note("suppliers")
        if not self.count:
            return []
        return [
            SupplierRow(f"S{n}", name, local, "CN", Decimal(900000 - 97000 * n), Decimal(90 - 4 * n) if n % 3 else None,
                        {"granted": 6 - n if n < 6 else 0, "refused": n % 2, "days_p50": 41 + n, "cases": 6})
            for n, (name, local) in enumerate(SUPPLIERS)
        ]

    def exposure(self, by: str) -> Exposure:
        self._note("exposure")
        rows = tuple(
            ExposureRow(name, Decimal(900000 - 97000 * n), Decimal(90000), Decimal("25.5") - 3 * n)
            for n, (name, _) in enumerate(SUPPLIERS)
        )
        return Exposure(by, "USD", rows, Decimal(3100), {"2010": "high", "2023": "high"})

    def history(self) -> Sequence[Operation]:
        self._note("history")
        return list(reversed(self.operations))

    def undo(self) -> Changes:
        self._note("undo")
        if not self.operations:
            raise NotAllowed(what="Nothing is left to undo.")
        self.undone.append(self.operations.pop())
        return Changes(99, "undo")

    def redo(self) -> Changes:
        self._note("redo")
        if not self.undone:
            raise NotAllowed(what="Nothing is left to redo.")
        self.operations.append(self.undone.pop())
        return Changes(100, "redo")

    def plan_import(self, paths: Sequence[Path], report: Callable[[int, int], None]) -> ImportPlan:
        self._note("plan_import")
        report(1, 2)
        report(2, 2)
        return _plan(tuple(paths))

    def without_refused(self, plan: ImportPlan) -> ImportPlan:
        sheets = [sheet._replace(rejected=0) for sheet in plan.plan]
        return plan._replace(plan=sheets, findings=[f for f in plan.findings if f.severity != "error"])

    def apply_plan(self, plan: ImportPlan) -> Changes:
        self._note("apply_plan")
        self.operations.append(Operation(9, "2026-11-24T09:20:00Z", "import", "Import orders_november.xlsx", "window", 157, None))
        return Changes(9, "import", counts=(("orders.insert", 61),))


def _answer(state: str) -> Answer:
    if state in ("accepted", "passed", "granted"):
        return Answer.YES
    return Answer.UNKNOWN if state == "unknown" else Answer.NO


def _order(place: int, dice: random.Random, today: date) -> OrderRow:
    name, local = SUPPLIERS[dice.randrange(len(SUPPLIERS))]
    goods, quantity, controlled = GOODS[dice.randrange(len(GOODS))]
    stage = STAGES[dice.randrange(2, 7)] if controlled else STAGES[dice.randrange(3, 7)]
    verdict = dice.choices(("ready", "not_ready", "unknown"), (6, 4, 1))[0]
    required = dice.randrange(5, 12)
    missing = 0 if verdict == "ready" else dice.randrange(1, 4)
    due = today + timedelta(dice.randrange(-1, 60)) if verdict != "unknown" else None
    ordered = date(2026, 10, 28) - timedelta(dice.randrange(0, 500))
    licence = dice.choice(("granted", "filed", "supplement_asked")) if controlled else "not_required"
    value = Decimal(dice.randrange(900000, 14000000)) / 100
    landed = None if verdict == "unknown" and place % 3 == 0 else (value * Decimal("1.31")).quantize(Decimal("0.01"))
    if place == 5:
        name = "Shenzhen " + "Extraordinarily Long Permanent Magnet Manufacturing " * 4 + "Co., Ltd."
        local = "深圳市超长名称稀土永磁材料科技发展股份有限公司" * 4
    return OrderRow(
        f"PO-{2600 + place}", name, ordered, "USD", value, stage, (verdict, licence),
        Completeness(required, required - missing, 100 * (required - missing) // required), due, landed,
        place + 1, local, verdict, goods, quantity, due + timedelta(31) if due else None, "text",
    )


def _needs(row: OrderRow, stage: str) -> list[Requirement]:
    needs = []
    for place, (kind, title, usual) in enumerate(_TITLES):
        state = "accepted" if row.verdict == "ready" else usual
        why = ruled("fake.control", f"{title} is {state}", _rule(kind), note="MOFCOM No. 18/2025")
        if state == "requested":
            why = given("fake.control", "asked 17 Nov, no answer in 7 days; stops booking", RecordRef("documents", row.number, "state"), note="Packing list")
        needs.append(Requirement(f"documents/{kind}", "document", kind, title, state, why, (stage,) if place != 4 else (),
                                 row.next_date, f"documents/{kind}", "MOFCOM No. 18/2025", "2026.11.2"))
    licence = row.states[1]
    if licence != "not_required":
        due = on_or_before("fake.due", given("fake.control", date(2026, 12, 14), None, note="due"), today_step(TODAY))
        why = all_of("fake.licence", [due], note="1.8 % Dy: controlled by No. 18/2025. Filed, day 31 of 45")
        needs.insert(0, Requirement("controls/dy", "licence", None, "Export licence granted", licence, why, (stage,),
                                    row.next_date, "controls/A18-Dy", "MOFCOM No. 18/2025", "2026.11.2"))
    if row.verdict == "unknown":
        needs.append(Requirement("screening/consignee", "check", None, "Consignee screening", "unknown",
                                 unknown("fake.screening", note="A near name is on the list of 20 Nov. Same company?"),
                                 (stage,), None, "parties/CN-CTRL", "list of 20 Nov", "2026.11.2"))
    return needs


def _attention(today: date) -> list[Attention]:
    def item(group: str, what: str, why: str, ref: str, kind: str, days: int | None, act: str) -> Attention:
        step = unknown("fake.screening", note=why) if group == "unknown" else given("fake.control", why, RecordRef(kind, ref, "state"), note=what)
        return Attention(group, "today.item", what, why, today + timedelta(days) if days is not None else None, days,
                         {"kind": kind, "ref": ref}, act, step)

    return [
        item("cannot_move", "Customs challenge: the answer is due", "Composition report for batch QL-2610-3 is not on file. The rest of the answer is ready.", "PO-2629", "order", 2, "Build the answer"),
        item("cannot_move", "Licence is for sea, the booking is by air", "2026-D-0417 names sea. Rebook by sea, or the supplier files again (45 working days).", "PO-2638", "order", 3, "Compare modes"),
        item("cannot_move", "Papers disagree on net weight", "Licence 720.0 kg, packing list 718.4 kg, invoice 712.0 kg. Vessel cut-off is on Saturday.", "PO-2644", "order", 4, "See papers"),
        item("soon", "Original end-user certificate on its way", "Courier took it on 19 Nov. The supplier cannot file before it arrives.", "PO-2647", "order", 3, "Record receipt"),
        item("soon", "Security filing 24 hours before loading", "MV Corvus Star loads at Ningbo. The broker has the invoice, not the packing list.", "PO-2635", "order", 5, "Open order"),
        item("soon", "General licence lapses, no renewal on file", "Four open orders draw on it. After 2 December each needs a single licence.", "GL-2025-031", "licence", 8, "See orders"),
        item("unknown", "Do Announcements 55–58 bind again?", "Suspended to 10 Nov by the text on file; 10 Jan is reported, not seen.", "PO-2640", "order", None, "What to ask"),
        item("settled", "Licence 2026-D-0431 granted", "PO-2627 can load.", "PO-2627", "order", 0, ""),
        item("settled", "Bill of lading received", "PO-2622 has all papers for arrival.", "PO-2622", "order", 0, ""),
    ]


def _licences(today: date) -> list[LicenceRow]:
    why = given("fake.control", "accepted 12 Oct, told by the supplier", RecordRef("licences", "L-2641", "accepted_on"), note="45 Chinese working days")

    def row(ref: str, order: str | None, supplier: str, state: str, left: int | None, due: date | None) -> LicenceRow:
        return LicenceRow(ref, order, supplier, state, date(2026, 10, 12), "the supplier", date(2026, 9, 21) if left is not None else None,
                          due, False, left is not None, left, 45, Forecast(date(2026, 12, 9), date(2026, 12, 22), 9) if left else None, None, why)

    return [
        row("L-2631", "PO-2631", "Ningbo Qinglan", "filed", 2, date(2026, 11, 26)),
        row("L-2641", "PO-2641", "Ningbo Qinglan", "filed", 14, date(2026, 12, 14)),
        row("L-2633", "PO-2633", "Ganzhou Yuehe", "supplement_asked", None, None),
        row("2026-D-0417", "PO-2638", "Ningbo Qinglan", "granted", None, None)._replace(valid_to=date(2027, 4, 17)),
        row("GL-2025-031", None, "Ningbo Qinglan", "granted", None, None)._replace(valid_to=date(2026, 12, 2)),
    ]


def _trend(question: TrendQuestion) -> Trend:
    dice = random.Random(3)  # noqa: S311 - sample data
    months = [(2024 + (5 + n) // 12, (5 + n) % 12 + 1) for n in range(30)]
    levels = {"NdFeB with Dy": 55.0, "SmCo": 72.0, "NdFeB": 34.0}
    series = []
    for key, level in levels.items():
        points = []
        for place, (year, month) in enumerate(months):
            if key == "SmCo" and place == 6:
                continue
            jump = 1.0 + 0.028 * place + (0.16 if place > 18 else 0)
            each = Decimal(str(round(level * jump + dice.uniform(-1.6, 1.6), 4)))
            quantity = Decimal(dice.randrange(200, 2400))
            landed = (each * quantity).quantize(Decimal("0.01"))
            parts = {name: (landed * Decimal(share)).quantize(Decimal("0.01")) for name, share in
                     (("goods", "0.76"), ("freight", "0.03"), ("insurance", "0.002"), ("duty", "0.19"), ("fees", "0.008"))}
            parts["other"] = landed - sum(parts.values(), Decimal(0))
            points.append(Point(f"{year}-{month:02d}", quantity, landed, each, dice.randrange(1, 6), parts))
        series.append(Series(key, tuple(points)))
    return Trend("USD", question.unit, "estimate,actual", tuple(series))


def _events() -> list[Event]:
    def event(number: int, day: date, label: str, confidence: str, until: date | None = None) -> Event:
        return Event(f"E{number}", day, label, label, "control", "CN", 3, day, until, confidence, "MOFCOM")

    return [
        event(1, date(2025, 4, 4), "No. 18 in force", "text"),
        event(2, date(2025, 5, 14), "US duty 32.1 %", "text"),
        event(3, date(2025, 11, 10), "Nos. 55–58 suspended", "text", date(2026, 11, 10)),
        event(4, date(2026, 1, 1), "US duty 37.1 %", "text"),
        event(5, date(2026, 2, 24), "US duty 27.1 %", "text"),
    ]


def _operations() -> list[Operation]:
    return [
        Operation(6, "2026-11-20T08:12:00Z", "import", "Import charges.csv", "import charges.csv", 44, None),
        Operation(7, "2026-11-23T16:40:00Z", "import", "Import orders_october.xlsx", "window", 211, None),
        Operation(8, "2026-11-24T08:58:00Z", "set_valid_to", "Set licence date on PO-2641", "window", 1, None),
    ]


def _plan(paths: tuple[Path, ...]) -> ImportPlan:
    file = paths[0].name if paths else "orders_november.xlsx"
    return ImportPlan(
        [SheetPlan("orders", 61, 9, 18, 0, 2), SheetPlan("shipments", 22, 4, 31, 0, 0), SheetPlan("documents", 58, 3, 5, 0, 1)],
        [
            error("plan.number", f"{file}, orders, row 44, quantity", value="1.200"),
            error("plan.supplier", f"{file}, orders, row 71, supplier_code", value="QLN2"),
            error("plan.supplier", f"{file}, documents, row 9, supplier_code", value="QLN2"),
            warning("plan.hs", f"{file}, orders, row 12, hs_code", value="8505.19"),
            warning("plan.price", f"{file}, orders, row 30, unit_price", before="4.68", value="4.86"),
            info("plan.column", f"{file}, orders, Buyer note", value="Buyer note"),
        ],
        paths,
    )
