"""Which records and columns the cards of the order page turn into forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from remanence.core.base.proof import settling
from remanence.core.base.steps import Answer, RecordRef, RuleRef
from remanence.gui.parts.form_editor import Block
from remanence.gui.parts.form_field import Option
from remanence.gui.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from remanence.core.base.steps import Step
    from remanence.gui.answers import Answers
    from remanence.gui.rows import Cells, WholeOrder

HEAD: Final = (
    "order_date",
    "supplier_code",
    "currency",
    "incoterm",
    "incoterm_place",
    "transport_mode",
    "destination_country",
    "consignee",
    "ship_to",
    "importer_of_record",
    "end_user",
    "end_user_country",
    "end_use",
    "stage",
)
LINE: Final = (
    "product_code",
    "quantity",
    "unit",
    "unit_price",
    "price_per",
    "discount_percent",
    "origin_country",
    "requested_on",
    "confirmed_on",
    "confirmed_for",
    "promised_for",
    "ready_on",
    "cancelled_on",
    "preference",
    "notes",
)
_SHIPMENT: Final = (
    "transport_mode",
    "carrier",
    "vessel",
    "transport_document_no",
    "containers",
    "packages",
    "gross_weight_kg",
    "volume_m3",
    "etd",
    "atd",
    "eta",
    "ata",
    "export_declared_on",
    "customs_state",
    "customs_state_on",
    "customs_entry_no",
    "entered_on",
    "cleared_on",
    "received_on",
)
_SHIPPED: Final = (
    "quantity",
    "licence_ref",
    "received_quantity",
    "accepted_quantity",
    "rejected_quantity",
)
_CHARGE: Final = (
    "amount",
    "percent",
    "currency",
    "method",
    "before_border",
    "included_in_price",
    "invoice_date",
    "rate",
    "paid_on",
)
_CHARGE_KEY: Final = (
    "charge_ref",
    "order_number",
    "shipment_ref",
    "kind",
    "basis",
    "lines",
    "vendor",
    "invoice_number",
)
_DECISION: Final = ("subject", "code", "value", "reason", "decided_on", "decided_by", "until")
_QUOTED: Final = re.compile(r"'(.+)'")
_CODES: Final = (
    "screening.hit",
    "document.waived",
    "practice.limit",
    "tolerance.quantity_percent",
    "tolerance.weight_percent",
    "instrument.seen",
)


def blocks_of(name: str, whole: WholeOrder, answers: Answers) -> list[Block]:
    """The records of a card with what stands in them."""
    makers = {
        "parties": _head,
        "lines": _lines,
        "shipments": _shipments,
        "charges": _charges,
        "decisions": _decision,
    }
    return makers[name](whole, answers)


def decision_codes() -> list[Option]:
    """Codes of decisions that mean something here."""
    return [Option(code, code) for code in _CODES]


def _texts(answers: Answers, kind: str, cells: Cells) -> Mapping[str, str]:
    known = {field.name for field in answers.form_fields(kind)}
    return answers.cell_texts(kind, {name: cells[name] for name in cells if name in known})


def _head(whole: WholeOrder, answers: Answers) -> list[Block]:
    """The order itself, written through its first line."""
    texts = _texts(answers, "orders", whole.found.detail.sheets["orders"][0])
    key = {name: texts[name] for name in ("order_number", "line_no")}
    return [Block("orders", key, HEAD, texts)]


def _lines(whole: WholeOrder, answers: Answers) -> list[Block]:
    blocks = []
    for cells in whole.found.detail.sheets["orders"]:
        texts = _texts(answers, "orders", cells)
        key = {name: texts[name] for name in ("order_number", "line_no")}
        title = _("Line {number}").format(number=texts["line_no"])
        blocks.append(Block("orders", key, LINE, texts, title))
    return blocks


def _shipments(whole: WholeOrder, answers: Answers) -> list[Block]:
    """The first line of a shipment has what belongs to all of it."""
    blocks, seen = [], set()
    for cells in whole.detail.shipments:
        texts = _texts(answers, "shipments", cells)
        ref = texts["shipment_ref"]
        key = {name: texts[name] for name in ("shipment_ref", "order_number", "line_no")}
        names = _SHIPPED if ref in seen else (*_SHIPMENT, *_SHIPPED)
        seen.add(ref)
        title = _("{shipment}, line {number}").format(shipment=ref, number=texts["line_no"])
        blocks.append(Block("shipments", key, names, texts, title))
    return blocks


def _charges(whole: WholeOrder, answers: Answers) -> list[Block]:
    blocks = []
    for cells in whole.found.detail.sheets["charges"]:
        texts = _texts(answers, "charges", cells)
        key = {name: texts[name] for name in _CHARGE_KEY if texts[name]}
        words = (_(texts["kind"]), texts["shipment_ref"], texts["vendor"], texts["invoice_number"])
        blocks.append(Block("charges", key, _CHARGE, texts, ", ".join(filter(None, words))))
    return blocks


def _decision(whole: WholeOrder, answers: Answers) -> list[Block]:
    """A new decision on the order, begun with what the first open question asks for."""
    texts = {
        "subject": f"order {whole.detail.number}",
        "decided_on": answers.workspace.today.isoformat(),
    }
    unsure = [one for one in whole.detail.readiness.blocking if one.why.value is Answer.UNKNOWN]
    for need in unsure[:1]:
        texts.update(settled_by(need.why))
    return [Block("decisions", {}, _DECISION, texts, fresh=True)]


def settled_by(why: Step[object]) -> Mapping[str, str]:
    """The cells of the decision that would settle an answer; empty where no decision does."""
    step = next(iter(settling(why)), why)
    if isinstance(step.ref, RuleRef) and step.ref.table == "controls":
        subject = f"pack row {step.ref.table}/{step.ref.row}"
        return {"subject": subject, "code": "instrument.seen"}
    if isinstance(step.ref, RecordRef) and step.ref.kind == "parties":
        named = _QUOTED.search(step.note)
        return {"code": "screening.hit", "value": named[1] if named else ""}
    return {}
