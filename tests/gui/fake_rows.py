"""What the small desk holds: orders, needs, licences, series, findings, with invented names."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from remanence.app.history import HistoryLine
from remanence.app.imports.plan import SheetPlan
from remanence.app.policy import EventLine
from remanence.app.trends import Trend
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
    today_step,
    unknown,
)
from remanence.core.documents.checklist import Requirement
from remanence.core.facts.orders import STAGES
from remanence.core.licences.status import ForecastShown, Left, LicenceStatus, Owner
from remanence.core.today import Attention
from remanence.core.trends.points import Parts, Point, Series
from remanence.gui.rows import OrderRow, TrendQuestion

TODAY = date(2026, 11, 24)

N_("fake.ready", "Ready for {note}")
N_("fake.state", "{note}")
N_("fake.licence", "Licence {note}: {value}")
N_("fake.due", "It is due on {0}, and today is {1}")
N_("fake.control", "{note}: {value}")
N_("fake.screening", "Is the consignee a listed party? {note}")
N_("fake.landed", "Landed cost {value} = goods {0} + freight {1} + duty {2} + fees {3}")
N_("fake.part", "{note}: {value}")
N_("fake.duty", "{note}: {value}")
N_("fake.nothing", "Nothing is left to undo.")
N_(
    "plan.number",
    "“{value}” can be 1.2 or 1,200. Set the number style for this sheet, or correct the cell.",
)
N_(
    "plan.supplier",
    "“{value}” is not in this workspace nor in this file. Did you mean QLN? Apply to 1 row.",
)
N_(
    "plan.hs",
    "{value} is bonded magnets; the product says sintered NdFeB. "
    "Kept as written: duty and licence verdicts will differ.",
)
N_(
    "plan.price",
    "Changes {before} to {value} on PO-2641, after its end-user certificate was signed. "
    "The certificate may have to be signed again.",
)
N_("plan.column", "“{value}” is not a column of this sheet. It was left alone.")


class ImportPlan(NamedTuple):
    plan: list[SheetPlan]
    findings: list[Finding]
    files: tuple[Path, ...] = ()
    left_out: int = 0
    left_with: tuple[Finding, ...] = ()

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


def rule(row: str) -> RuleRef:
    return RuleRef("2026.11.2", "documents", row, "MOFCOM No. 18/2025", "text")


def verdict(stage: str, *parts: Step[Answer]) -> Step[Answer]:
    return all_of("fake.ready", parts, note=stage)


def answer(state: str) -> Answer:
    if state in ("accepted", "passed", "granted"):
        return Answer.YES
    return Answer.UNKNOWN if state == "unknown" else Answer.NO


def an_order(place: int, dice: random.Random, today: date) -> OrderRow:
    name, local = SUPPLIERS[dice.randrange(len(SUPPLIERS))]
    goods, quantity, controlled = GOODS[dice.randrange(len(GOODS))]
    stage = STAGES[dice.randrange(2, 7)] if controlled else STAGES[dice.randrange(3, 7)]
    verdict = dice.choices(("ready", "not_ready", "unknown"), (6, 4, 1))[0]
    required = dice.randrange(5, 12)
    missing = 0 if verdict == "ready" else dice.randrange(1, 4)
    due = today + timedelta(dice.randrange(-1, 60)) if verdict != "unknown" else None
    ordered = date(2026, 10, 28) - timedelta(dice.randrange(0, 500))
    licence = (
        dice.choice(("granted", "filed", "supplement_asked")) if controlled else "not_required"
    )
    value = Decimal(dice.randrange(900000, 14000000)) / 100
    landed = (
        None
        if verdict == "unknown" and place % 3 == 0
        else (value * Decimal("1.31")).quantize(Decimal("0.01"))
    )
    if place == 5:
        name = (
            "Shenzhen " + "Extraordinarily Long Permanent Magnet Manufacturing " * 4 + "Co., Ltd."
        )
        local = "深圳市超长名称稀土永磁材料科技发展股份有限公司" * 4
    return OrderRow(
        f"PO-{2600 + place}",
        name,
        local,
        ordered,
        "USD",
        value,
        stage,
        (verdict, licence),
        required - missing,
        required,
        due,
        landed,
        place + 1,
        verdict,
        goods,
        quantity,
        due + timedelta(31) if due else None,
        due,
    )


def needs_of(row: OrderRow, stage: str) -> list[Requirement]:
    def need(
        rule: str, kind: str, title: str, state: str, why: Step[Answer], *, blocks: bool = True
    ) -> Requirement:
        paper = rule.split("/")[1] if kind == "document" else None
        return Requirement(
            rule,
            kind,
            paper,
            title,
            state,
            why,
            (stage,) if blocks else (),
            row.next_date,
            rule,
            "MOFCOM No. 18/2025",
            "2026.11.2",
            stage,
            None,
            None,
        )

    needs = []
    for place, (paper, title, usual) in enumerate(_TITLES):
        state = "accepted" if row.verdict == "ready" else usual
        why = Step(
            "fake.state",
            answer(state),
            How.RULE,
            (),
            rule(paper),
            "",
            f"{title} is {state}, rule of No. 18/2025",
        )
        if state == "requested":
            why = Step(
                "fake.state",
                Answer.NO,
                How.GIVEN,
                (),
                RecordRef("documents", row.number, "state"),
                "",
                "Asked 17 Nov, no answer in 7 days; stops booking",
            )
        needs.append(need(f"documents/{paper}", "document", title, state, why, blocks=place != 4))
    licence = row.states[1]
    if licence != "not_required":
        due = on_or_before(
            "fake.due",
            given("fake.control", date(2026, 12, 14), None, note="due"),
            today_step(TODAY),
        )
        why = Step(
            "fake.state",
            answer(licence),
            How.ALL,
            (due,),
            None,
            "",
            "1.8 % Dy: controlled by No. 18/2025. Filed, day 31 of 45",
        )
        needs.insert(0, need("controls/A18-Dy", "licence", "Export licence granted", licence, why))
    if row.verdict == "unknown":
        why = unknown("fake.state", note="A near name is on the list of 20 Nov. Same company?")
        needs.append(need("parties/CN-CTRL", "check", "Consignee screening", "unknown", why))
    return needs


def attention_on(today: date) -> list[Attention]:
    def item(
        group: str, what: str, why: str, ref: str, kind: str, days: int | None, act: str
    ) -> Attention:
        step = (
            unknown("fake.screening", note=why)
            if group == "unknown"
            else given("fake.control", why, RecordRef(kind, ref, "state"), note=what)
        )
        return Attention(
            group,
            "today.item",
            what,
            why,
            today + timedelta(days) if days is not None else None,
            days,
            {"kind": kind, "ref": ref},
            act,
            step,
            Decimal(1000),
            None,
            ref if ref.startswith("PO-") else None,
        )

    return [
        item(
            "cannot_move",
            "Customs challenge: the answer is due",
            "Composition report for batch QL-2610-3 is not on file. "
            "The rest of the answer is ready.",
            "PO-2629",
            "order",
            2,
            "Build the answer",
        ),
        item(
            "cannot_move",
            "Licence is for sea, the booking is by air",
            "2026-D-0417 names sea. Rebook by sea, or the supplier files again (45 working days).",
            "PO-2638",
            "order",
            3,
            "Compare modes",
        ),
        item(
            "cannot_move",
            "Papers disagree on net weight",
            "Licence 720.0 kg, packing list 718.4 kg, invoice 712.0 kg. "
            "Vessel cut-off is on Saturday.",
            "PO-2644",
            "order",
            4,
            "See papers",
        ),
        item(
            "soon",
            "Original end-user certificate on its way",
            "Courier took it on 19 Nov. The supplier cannot file before it arrives.",
            "PO-2647",
            "order",
            3,
            "Record receipt",
        ),
        item(
            "soon",
            "Security filing 24 hours before loading",
            "MV Corvus Star loads at Ningbo. The broker has the invoice, not the packing list.",
            "PO-2635",
            "order",
            5,
            "Open order",
        ),
        item(
            "soon",
            "General licence lapses, no renewal on file",
            "Four open orders draw on it. After 2 December each needs a single licence.",
            "GL-2025-031",
            "licence",
            8,
            "See orders",
        ),
        item(
            "unknown",
            "Do Announcements 55–58 bind again?",
            "Suspended to 10 Nov by the text on file; 10 Jan is reported, not seen.",
            "PO-2640",
            "order",
            None,
            "What to ask",
        ),
        item(
            "settled", "Licence 2026-D-0431 granted", "PO-2627 can load.", "PO-2627", "order", 0, ""
        ),
        item(
            "settled",
            "Bill of lading received",
            "PO-2622 has all papers for arrival.",
            "PO-2622",
            "order",
            0,
            "",
        ),
    ]


def licences_on(today: date) -> list[LicenceStatus]:
    why = given(
        "fake.control",
        "accepted 12 Oct, told by the supplier",
        RecordRef("licences", "L-2641", "accepted_on"),
        note="45 Chinese working days",
    )

    nothing = Left(None, None, None, None, None)

    def row(
        ref: str, order: str | None, supplier: str, state: str, left: int | None, due: date | None
    ) -> LicenceStatus:
        return LicenceStatus(
            ref,
            state,
            date(2026, 10, 12),
            "the supplier",
            date(2026, 9, 21) if left is not None else None,
            due,
            False,
            left is not None,
            left,
            ForecastShown(41, 52, 9) if left else None,
            None,
            nothing,
            nothing,
            (),
            (),
            supplier,
            order,
            "single",
            None,
            Owner("supplier", "file"),
            why,
        )

    return [
        row("L-2631", "PO-2631", "Ningbo Qinglan", "filed", 2, date(2026, 11, 26)),
        row("L-2641", "PO-2641", "Ningbo Qinglan", "filed", 14, date(2026, 12, 14)),
        row("L-2633", "PO-2633", "Ganzhou Yuehe", "supplement_asked", None, None),
        row("2026-D-0417", "PO-2638", "Ningbo Qinglan", "granted", None, None)._replace(
            valid_to=date(2027, 4, 17)
        ),
        row("GL-2025-031", None, "Ningbo Qinglan", "granted", None, None)._replace(
            valid_to=date(2026, 12, 2)
        ),
    ]


def trend_for(question: TrendQuestion) -> Trend:
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
            parts = {
                name: (landed * Decimal(share)).quantize(Decimal("0.01"))
                for name, share in (
                    ("goods", "0.76"),
                    ("freight", "0.03"),
                    ("insurance", "0.002"),
                    ("duty", "0.19"),
                    ("fees", "0.008"),
                )
            }
            parts["other"] = landed - sum(parts.values(), Decimal(0))
            points.append(
                Point(
                    f"{year}-{month:02d}",
                    quantity,
                    landed,
                    each,
                    dice.randrange(1, 6),
                    Parts(**parts),
                )
            )
        series.append(Series(key, tuple(points)))
    found = tuple(series)
    return Trend("USD", question.unit, "estimate,actual", found, (), question.of, question.by)


def events() -> list[EventLine]:
    def event(number: int, day: date, label: str, confidence: str) -> EventLine:
        return EventLine(
            f"E{number}", day, "day", label, label, "control", "CN", (), 3, confidence, "MOFCOM"
        )

    return [
        event(1, date(2025, 4, 4), "No. 18 in force", "text"),
        event(2, date(2025, 5, 14), "US duty 32.1 %", "text"),
        event(3, date(2025, 11, 10), "Nos. 55–58 suspended", "text"),
        event(4, date(2026, 1, 1), "US duty 37.1 %", "text"),
        event(5, date(2026, 2, 24), "US duty 27.1 %", "text"),
    ]


def operations() -> list[HistoryLine]:
    return [
        HistoryLine(
            6,
            "2026-11-20T08:12:00Z",
            "import",
            "Import charges.csv",
            "import charges.csv",
            44,
            None,
        ),
        HistoryLine(
            7, "2026-11-23T16:40:00Z", "import", "Import orders_october.xlsx", "window", 211, None
        ),
        HistoryLine(
            8,
            "2026-11-24T08:58:00Z",
            "set_valid_to",
            "Set licence date on PO-2641",
            "window",
            1,
            None,
        ),
    ]


def plan_of(paths: tuple[Path, ...]) -> ImportPlan:
    file = paths[0].name if paths else "orders_november.xlsx"
    return ImportPlan(
        [
            SheetPlan("orders", 61, 9, 18, 0, 2),
            SheetPlan("shipments", 22, 4, 31, 0, 0),
            SheetPlan("documents", 58, 3, 5, 0, 1),
        ],
        [
            error("plan.number", f"{file}, orders, row 44, quantity", value="1.200"),
            error("plan.supplier", f"{file}, orders, row 71, supplier_code", value="QLN2"),
            error("plan.supplier", f"{file}, documents, row 9, supplier_code", value="QLN2"),
            warning("plan.hs", f"{file}, orders, row 12, hs_code", value="8505.19"),
            warning(
                "plan.price", f"{file}, orders, row 30, unit_price", before="4.68", value="4.86"
            ),
            info("plan.column", f"{file}, orders, Buyer note", value="Buyer note"),
        ],
        paths,
    )
