from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from remanence.core.base.findings import Severity
from remanence.core.base.proof import prove
from remanence.core.facts.dossiers import Desk, LicenceFile, OrderFile, ShipmentFile
from remanence.core.facts.licences import LicenceLine
from remanence.core.facts.orders import STAGES
from remanence.core.policy.pack import Pack
from remanence.core.readiness import Readiness, readiness
from tests.core.desk_makers import (
    DESK,
    MAGNET,
    OXIDE,
    TODAY,
    Cell,
    decision,
    draw,
    event,
    goods_charge,
    licence_file,
    line,
    order_file,
    paper,
    shipment,
    shipped_pack,
)

GRANTED = event(date(2026, 10, 5), "granted", "supplier")
ANSWERS = tuple(
    decision("workspace", f"fact.{name}", "no")
    for name in ("us_defence_use", "solid_wood_packing", "origin_certificate", "chinese_inputs")
)
TOO_LITTLE = LicenceLine(1, 1, 1, None, "M1", None, Decimal(999), "pcs")
APPLY = ("spec", "euc", "eus", "importer_intro")


def ask(
    file: OrderFile, stage: str | None = None, day: date = TODAY, desk: Desk = DESK
) -> Readiness:
    return readiness(file, desk, shipped_pack(), day, stage)


def state(known: Readiness, name: str) -> str:
    return next(one.state for one in known.requirements if one.id == name)


def ids(known: Readiness) -> set[str]:
    return {one.id for one in known.requirements}


def codes(known: Readiness, severity: Severity = Severity.ERROR) -> list[str]:
    return [finding.code for finding in known.findings if finding.severity is severity]


def papers(*kinds: str, **cells: Cell) -> tuple[Cell, ...]:
    return tuple(paper(kind, **cells) for kind in kinds)


def exporting(lf: LicenceFile, sent: ShipmentFile | None = None, **order: Cell) -> OrderFile:
    """An order with all papers for export but for what the licence says."""
    own = sent or shipment(etd=date(2026, 12, 10), licence_ref="L-1")
    taken = lf._replace(draws=lf.draws or (draw(own),))
    return order_file(
        shipments=(own,),
        licences=(taken,),
        documents=papers("po", "invoice", "packing", *APPLY),
        decisions=ANSWERS,
        order=order,
    )


# The next stage


def test_an_order_that_needs_a_licence_and_has_none_filed_is_to_apply() -> None:
    assert ask(order_file()).stage == "apply"


def test_goods_that_need_no_licence_go_on_to_export() -> None:
    assert ask(order_file(line(product="M2"))).stage == "export"


def test_a_licence_that_was_filed_is_applied_for() -> None:
    filed = licence_file(event(date(2026, 10, 1), "filed"))
    back = licence_file(event(date(2026, 10, 1), "filed"), event(date(2026, 10, 9), "returned"))
    assert ask(order_file(licences=(filed,))).stage == "export"
    assert ask(order_file(licences=(back,))).stage == "apply"


def test_where_goods_need_both_licences_that_for_dual_use_is_applied_for() -> None:
    both = line(product="O2", unit="kg")
    dual = licence_file(event(date(2026, 10, 1), "filed"), lines=())
    ordinary = licence_file(event(date(2026, 10, 1), "filed"), lines=(), kind="ordinary")
    terbium = OXIDE._replace(product_code="O2", material="Tb4O7")
    for own, stage in (((dual,), "export"), ((ordinary,), "apply"), ((), "apply")):
        file = order_file(both, licences=own)
        known = ask(file._replace(products={"O2": terbium}))
        assert known.stage == stage
    nd = line(product="O1", unit="kg")
    assert ask(order_file(nd, licences=(ordinary,))).stage == "export"
    assert ask(order_file(nd)).stage == "apply"


def test_not_knowing_whether_a_licence_is_needed_is_not_an_application() -> None:
    assert ask(order_file(line(product="M3"))).stage == "apply"


def test_an_order_dated_ahead_is_yet_to_place() -> None:
    known = ask(order_file(order={"order_date": date(2026, 12, 1)}))
    assert known.stage == "place"
    assert known.may_change_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("cells", "stage"),
    [
        ({"export_declared_on": date(2026, 11, 1)}, "load"),
        ({"atd": date(2026, 11, 1)}, "arrive"),
        ({"ata": date(2026, 11, 1)}, "clear"),
        ({"cleared_on": date(2026, 11, 1)}, "pay"),
        ({"received_on": date(2026, 11, 1)}, "pay"),
        ({"atd": date(2026, 11, 25)}, "export"),
    ],
)
def test_a_later_deed_implies_the_earlier_ones_pay_apart(
    cells: dict[str, Cell], stage: str
) -> None:
    file = order_file(line(product="M2"), shipments=(shipment(**cells),))
    assert ask(file).stage == stage


def test_paid_it_goes_on_to_close_and_then_nothing_is_left() -> None:
    paid = goods_charge(paid_on=date(2026, 11, 20))
    cleared = order_file(shipments=(shipment(cleared_on=date(2026, 11, 1)),), charges=(paid,))
    received = order_file(shipments=(shipment(received_on=date(2026, 11, 1)),), charges=(paid,))
    assert ask(cleared).stage == "close"
    known = ask(received)
    assert (known.stage, known.verdict) == (None, "ready")
    assert prove(known.why) == []


@pytest.mark.parametrize(
    ("charges", "stage"),
    [
        ((goods_charge(paid_on=date(2026, 11, 20), lines="1"),), "pay"),
        (
            (
                goods_charge(paid_on=date(2026, 11, 20), lines="1"),
                goods_charge(paid_on=date(2026, 11, 21), lines="2"),
            ),
            "close",
        ),
        ((goods_charge(paid_on=date(2026, 11, 20)), goods_charge()), "pay"),
        ((goods_charge(paid_on=date(2026, 11, 25)),), "pay"),
        ((goods_charge(paid_on=date(2026, 11, 20), basis="estimate"),), "pay"),
        ((goods_charge(paid_on=date(2026, 11, 20), shipment_ref="A", order_number=None),), "pay"),
    ],
)
def test_paid_means_the_goods_of_all_lines(charges: tuple[Cell, ...], stage: str) -> None:
    sent = tuple(
        shipment(ref, line_no=number, cleared_on=date(2026, 11, 1))
        for ref, number in (("A", 1), ("B", 2))
    )
    assert ask(order_file(line(1), line(2), shipments=sent, charges=charges)).stage == stage


def test_the_whole_quantity_counts_and_a_decided_tolerance() -> None:
    sent = (shipment(quantity="990", atd=date(2026, 11, 1)),)
    short = order_file(line(product="M2"), shipments=sent)
    tolerance = decision("order PO-1", "tolerance.quantity_percent", "1")
    assert ask(short).stage == "export"
    assert ask(short._replace(decisions=(tolerance,))).stage == "arrive"


def test_cancelled_lines_are_left_out_and_an_order_of_none_else_is_done() -> None:
    cancelled = line(2, cancelled_on=date(2026, 10, 1))
    sent = (shipment(atd=date(2026, 11, 1)),)
    assert ask(order_file(line(), cancelled, shipments=sent)).stage == "arrive"
    assert ask(order_file(cancelled)).stage is None


def test_the_stage_cell_goes_before_the_deeds() -> None:
    assert ask(order_file(order={"stage": "clear"})).stage == "clear"
    closed = ask(order_file(order={"stage": "closed"}))
    assert (closed.stage, closed.verdict) == (None, "ready")


# Papers


def test_only_what_blocks_the_stage_decides() -> None:
    file = order_file(documents=papers(*APPLY))
    known = ask(file, "apply")
    assert known.verdict == "ready"
    assert state(known, "po") == "missing"
    assert ask(file, "place").verdict == "not_ready"


def test_completeness_counts_the_papers_of_the_stage_and_those_before_it() -> None:
    known = ask(order_file(documents=papers("po", "proforma", "euc")), "apply")
    assert known.completeness == (8, 3, 37)
    assert ask(order_file(), "place").completeness.required == 4
    last = ask(order_file(), "close").completeness.required
    counted = sum(one.kind == "document" for one in ask(order_file()).requirements)
    assert last == counted


def test_questions_are_checks_and_are_not_counted() -> None:
    known = ask(order_file(), "place")
    question = next(one for one in known.requirements if one.id == "dfars")
    assert (question.kind, question.state) == ("check", "unknown")
    assert question.title.endswith("?")
    assert "requirement.to_settle" in codes(known, Severity.INFO)
    answered = ask(order_file(decisions=ANSWERS), "place")
    assert "dfars" not in ids(answered)


def test_a_question_that_blocks_makes_the_verdict_unknown() -> None:
    own = papers("po", "invoice", "packing", "spec", "comp_test")
    file = order_file(line(product="M2"), documents=own)
    known = ask(file, "export")
    assert known.verdict == "unknown"
    assert "requirement.to_settle" in codes(known, Severity.WARNING)
    assert ask(file._replace(decisions=ANSWERS), "export").verdict == "ready"


def test_a_question_is_settled_by_the_paper_itself() -> None:
    own = papers("po", "invoice", "packing", "spec", "comp_test", "packdecl")
    known = ask(order_file(line(product="M2"), documents=own), "export")
    assert (state(known, "packdecl"), known.verdict) == ("passed", "ready")


def test_no_beats_not_known() -> None:
    assert ask(order_file(line(product="M2")), "export").verdict == "not_ready"


@pytest.mark.parametrize("given", ["requested", "received", "rejected"])
def test_only_an_accepted_paper_will_do(given: str) -> None:
    known = ask(order_file(documents=(paper("po", given),)), "place")
    assert (state(known, "po"), known.verdict) == (given, "not_ready")


def test_a_blank_state_is_never_accepted() -> None:
    here = ask(order_file(documents=(paper("po", None, file="po.pdf"),)), "place")
    asked = ask(order_file(documents=(paper("po", None),)), "place")
    assert (state(here, "po"), state(asked, "po")) == ("received", "requested")
    assert here.verdict == "not_ready"


def test_of_several_papers_the_best_counts() -> None:
    own = (paper("po", "rejected"), paper("po", "accepted", number="2"), paper("po", "requested"))
    assert state(ask(order_file(documents=own)), "po") == "accepted"


def test_a_paper_past_its_last_day_is_not_accepted_and_the_finding_names_both() -> None:
    file = order_file(documents=(paper("po", number="77", valid_to=TODAY),))
    known = ask(file, "place")
    assert (state(known, "po"), known.verdict) == ("accepted", "ready")
    assert known.may_change_on == TODAY + timedelta(days=1)
    after = ask(file, "place", TODAY + timedelta(days=1))
    assert (state(after, "po"), after.verdict) == ("missing", "not_ready")
    assert codes(after) == ["paper.expired"]
    assert "77" in after.findings[0].message
    assert "2026-11-24" in after.findings[0].message


def test_a_paper_of_a_product_serves_for_that_product_alone() -> None:
    file = order_file(line(1), line(2, "M2"), documents=(paper("spec", product_code="M1"),))
    assert state(ask(file), "spec") == "missing"
    both = (*file.documents, paper("spec", product_code="M2"))
    assert state(ask(file._replace(documents=both)), "spec") == "accepted"
    assert state(ask(file._replace(documents=papers("spec"))), "spec") == "accepted"


def test_a_paper_of_the_supplier_serves_every_order() -> None:
    file = order_file(documents=(paper("coc_env", supplier_code="S1"),))
    assert state(ask(file), "coc_env") == "accepted"


def test_each_shipment_needs_its_own_and_what_is_on_none_too() -> None:
    one = shipment("A", quantity="400", documents=papers("invoice", shipment_ref="A"))
    two = shipment("B", quantity="300")
    known = ask(order_file(shipments=(one, two)))
    assert {"invoice@A", "invoice@B", "invoice"} <= ids(known)
    assert [state(known, name) for name in ("invoice@A", "invoice@B", "invoice")] == [
        "accepted",
        "missing",
        "missing",
    ]
    whole = ask(
        order_file(
            shipments=(one, two._replace(lines=(two.lines[0]._replace(quantity=Decimal(600)),)))
        )
    )
    assert "invoice" not in ids(whole)


def test_a_paper_on_the_order_or_on_its_only_shipment_serves_too() -> None:
    on_order = order_file(shipments=(shipment("A"),), documents=papers("invoice"))
    assert state(ask(on_order), "invoice@A") == "accepted"
    on_shipment = shipment("A", documents=papers("po", shipment_ref="A"))
    assert state(ask(order_file(shipments=(on_shipment,))), "po") == "accepted"
    second = shipment("B", quantity="10")
    assert state(ask(order_file(shipments=(on_shipment, second))), "po") == "missing"


def test_the_mode_of_the_shipment_goes_before_that_of_the_order() -> None:
    known = ask(order_file(shipments=(shipment("A", transport_mode="air"),)))
    assert {"awb@A", "mag_decl@A"} <= ids(known)
    assert "bl@A" not in ids(known)


def test_a_mode_that_nobody_said_is_a_question() -> None:
    known = ask(order_file(order={"transport_mode": None}))
    assert {state(known, "bl"), state(known, "awb")} == {"unknown"}


def test_papers_are_due_on_the_day_their_stage_is_planned_for() -> None:
    sent = shipment("A", etd=date(2026, 12, 10), eta=date(2027, 1, 5))
    known = ask(order_file(shipments=(sent,)))
    due = {one.id: one.due_on for one in known.requirements}
    assert due["invoice@A"] == date(2026, 12, 10)
    assert due["isf@A"] == date(2026, 12, 9)
    assert due["7501@A"] == date(2027, 1, 19)
    promised = ask(order_file(line(promised_for=date(2026, 12, 1))))
    assert {one.id: one.due_on for one in promised.requirements}["invoice"] == date(2026, 12, 1)


def test_a_customs_challenge_is_answered_within_seven_chinese_working_days() -> None:
    sent = shipment("A", customs_state="challenge_open", customs_state_on=date(2026, 11, 20))
    known = ask(order_file(shipments=(sent,)))
    due = {one.id: one.due_on for one in known.requirements}
    assert due["challenge_file@A"] == date(2026, 12, 1)


@pytest.mark.parametrize("subject", ["order PO-1", "supplier S1", "workspace"])
def test_a_waiver_is_no_acceptance_and_is_not_counted(subject: str) -> None:
    before = ask(order_file(), "place")
    file = order_file(decisions=(decision(subject, "document.waived", "po"),))
    known = ask(file, "place")
    assert (state(known, "po"), known.verdict) == ("waived", "ready")
    assert known.completeness.required == before.completeness.required - 1


def test_a_waiver_ends_after_its_last_day() -> None:
    waived = decision("order PO-1", "document.waived", "po", until=TODAY)
    file = order_file(decisions=(waived,))
    assert ask(file, "place").verdict == "ready"
    assert ask(file, "place").may_change_on == TODAY + timedelta(days=1)
    assert ask(file, "place", TODAY + timedelta(days=1)).verdict == "not_ready"


def test_a_waiver_for_one_shipment_or_product_is_for_that_alone() -> None:
    sent = (shipment("A", quantity="500"), shipment("B", quantity="500"))
    waived = decision("order PO-1", "document.waived", "invoice@A")
    known = ask(order_file(shipments=sent, decisions=(waived,)))
    assert (state(known, "invoice@A"), state(known, "invoice@B")) == ("waived", "missing")
    spec = decision("product M1", "document.waived", "spec")
    known = ask(order_file(line(1), line(2, "M2"), decisions=(spec,)))
    assert state(known, "spec") == "missing"
    assert state(ask(order_file(line(1), decisions=(spec,))), "spec") == "waived"


def test_a_waived_paper_says_the_same_as_a_decision() -> None:
    known = ask(order_file(documents=(paper("po", "waived", reason="frame contract"),)), "place")
    assert (state(known, "po"), known.verdict) == ("waived", "ready")


# Licences


def test_a_granted_licence_that_fits_lets_the_goods_leave() -> None:
    known = ask(exporting(licence_file(GRANTED)), "export")
    assert (known.verdict, state(known, "cn_licence")) == ("ready", "granted")
    assert codes(known) == []
    assert prove(known.why) == []


def test_the_state_of_the_licence_is_that_of_the_requirement() -> None:
    assert state(ask(order_file()), "cn_licence") == "missing"
    running = licence_file(event(date(2026, 10, 1), "accepted"))
    known = ask(exporting(running), "export")
    assert (state(known, "cn_licence"), known.verdict) == ("accepted", "not_ready")


def test_of_several_licences_the_one_that_helps_most_counts() -> None:
    refused = licence_file(event(date(2026, 9, 1), "refused"), licence_ref="L-0")
    file = exporting(licence_file(GRANTED), shipment(etd=date(2026, 12, 10)))
    known = ask(file._replace(licences=(refused, *file.licences)), "export")
    assert state(known, "cn_licence") == "granted"


def test_a_line_without_its_licence_keeps_the_order_back() -> None:
    other = line(2, "M4")
    file = exporting(licence_file(GRANTED))
    products = {**file.products, "M4": file.products["M1"]._replace(product_code="M4")}
    known = ask(file._replace(lines=(line(1), other), products=products), "export")
    assert (state(known, "cn_licence"), known.verdict) == ("missing", "not_ready")


def test_a_licence_of_the_supplier_covers_its_orders() -> None:
    general = licence_file(GRANTED, order_number=None, kind="general")
    assert ask(exporting(general), "export").verdict == "ready"


def test_oxides_need_the_ordinary_licence_too() -> None:
    known = ask(order_file(line(product="O1", unit="kg")))
    assert state(known, "cn_ordinary_licence") == "missing"
    ordinary = licence_file(GRANTED, kind="ordinary", lines=())
    with_it = ask(order_file(line(product="O1", unit="kg"), licences=(ordinary,)))
    assert state(with_it, "cn_ordinary_licence") == "granted"
    assert "cn_licence" not in ids(known)


@pytest.mark.parametrize(
    ("licence", "order", "code"),
    [
        ({"transport_mode": "air"}, {}, "licence.order_mode_differs"),
        ({"end_user": "Other Works GmbH"}, {}, "licence.end_user_differs"),
        ({"end_user_country": "DE"}, {}, "licence.end_user_country_differs"),
        ({"valid_to": date(2026, 12, 9)}, {}, "licence.ends_before_departure"),
        ({"valid_from": date(2026, 12, 11)}, {}, "licence.begins_after_departure"),
        ({"supplier_code": "S9"}, {}, "licence.exporter_differs"),
        (
            {"lines": (LicenceLine(1, 1, 1, None, "M9", None, Decimal(9999), "pcs"),)},
            {},
            "licence.goods_differ",
        ),
        (
            {"lines": (LicenceLine(1, 1, 1, None, "M1", None, Decimal(999), "pcs"),)},
            {},
            "licence.overdrawn",
        ),
        ({"uses_allowed": 0}, {}, "licence.uses_exceeded"),
    ],
)
def test_a_licence_that_does_not_fit_stops_the_export(
    licence: dict[str, Cell], order: dict[str, Cell], code: str
) -> None:
    known = ask(exporting(licence_file(GRANTED, **licence), **order), "export")
    assert known.verdict == "not_ready"
    assert codes(known) == [code]
    assert prove(known.why) == []


@pytest.mark.parametrize(
    "name", ["Lakeside Motors, Inc.", "LAKESIDE MOTORS INC", "Other GmbH | Lakeside  Motors Inc"]
)
def test_an_end_user_written_otherwise_is_the_same(name: str) -> None:
    assert ask(exporting(licence_file(GRANTED, end_user=name)), "export").verdict == "ready"


def test_an_end_user_that_the_order_does_not_name_is_not_known() -> None:
    file = exporting(licence_file(GRANTED, end_user="Lakeside Motors"), end_user=None)
    known = ask(file, "export")
    assert known.verdict == "unknown"
    assert "licence.fit_not_known" in codes(known, Severity.WARNING)


def test_what_is_on_no_shipment_yet_counts_against_the_licence_too() -> None:
    lf = licence_file(GRANTED, lines=(LicenceLine(1, 1, 1, None, "M1", None, Decimal(999), "pcs"),))
    file = order_file(
        licences=(lf,), documents=papers("po", "invoice", "packing", *APPLY), decisions=ANSWERS
    )
    known = ask(file, "export")
    assert (known.verdict, codes(known)) == ("not_ready", ["licence.overdrawn"])


def test_goods_that_have_left_ask_for_no_licence_any_more() -> None:
    sent = shipment(atd=date(2026, 11, 1), licence_ref="L-1")
    file = exporting(licence_file(GRANTED, valid_to=date(2026, 11, 2)), sent)
    known = ask(file, "export")
    assert known.verdict == "ready"
    assert state(known, "cn_licence") == "exhausted"


def test_a_licence_is_asked_for_where_the_composition_is_not_known() -> None:
    known = ask(order_file(line(product="M3")), "export")
    question = next(one for one in known.requirements if one.id == "cn_licence")
    assert (question.kind, question.state) == ("check", "unknown")
    granted = licence_file(GRANTED, lines=())
    assert state(ask(order_file(line(product="M3"), licences=(granted,))), "cn_licence") == "passed"


def test_lines_that_may_need_a_licence_are_asked_beside_those_that_do() -> None:
    known = ask(order_file(line(1), line(2, "M3")))
    assert {"cn_licence", "cn_licence@M3"} <= ids(known)
    assert state(known, "cn_licence@M3") == "unknown"


# Parties and papers that disagree


def test_a_listed_party_stops_every_stage_up_to_clearance() -> None:
    listed = next(
        row
        for row in shipped_pack().parties
        if row.list == "CN-CTRL" and row.ended_on is None and row.suspended is None
    )
    file = order_file(order={"end_user": listed.name}, documents=papers("po"))
    for stage in STAGES:
        known = ask(file, stage)
        assert (state(known, "screening") == "failed") is True
        blocks = any(one.id == "screening" for one in known.blocking)
        assert blocks is (stage not in ("pay", "close"))
    assert "check.party_listed" in codes(ask(file, "place"))


def disagreeing(**cells: Cell) -> OrderFile:
    own = papers("invoice", "packing", shipment_ref="A")
    invoice = own[0]._replace(net_weight_kg=Decimal("7.5"), number="INV-1")
    said = {"net_weight_kg": Decimal("7.4"), "number": "PL-1", **cells}
    packing = own[1]._replace(**said)
    return order_file(
        line(product="M2"),
        shipments=(shipment("A", documents=(invoice, packing)),),
        documents=papers("po", "spec", "comp_test"),
        decisions=ANSWERS,
    )


def test_papers_that_disagree_are_named_with_both_values() -> None:
    known = ask(disagreeing(), "export")
    assert (known.verdict, codes(known)) == ("not_ready", ["papers.disagree"])
    message = known.findings[0].message
    for part in ("INV-1", "7.5 kg", "PL-1", "7.4 kg"):
        assert part in message
    assert known.findings[0].where == "A"
    assert ask(disagreeing(net_weight_kg=Decimal("7.50")), "export").verdict == "ready"


def test_a_disagreement_blocks_what_waits_for_the_later_paper() -> None:
    assert ask(disagreeing(), "load").verdict == "not_ready"
    check = next(one for one in ask(disagreeing()).requirements if one.id.startswith("net-weight"))
    assert check.blocks == ("export",)
    assert check.rule == "documents-field-agreement/net-weight-kg"


def test_a_tolerance_or_a_waiver_settles_a_disagreement() -> None:
    file = disagreeing()
    loose = decision("product M2", "tolerance.weight_percent", "2")
    assert ask(file._replace(decisions=(*ANSWERS, loose)), "export").verdict == "ready"
    waived = decision("order PO-1", "document.waived", "net-weight-kg@A")
    known = ask(file._replace(decisions=(*ANSWERS, waived)), "export")
    assert (known.verdict, state(known, "net-weight-kg@A")) == ("ready", "waived")


# The day


@pytest.mark.parametrize(
    "file",
    [
        order_file(),
        exporting(licence_file(GRANTED, valid_to=date(2026, 12, 3))),
        exporting(licence_file(GRANTED, event(date(2026, 12, 1), "revoked"))),
        order_file(documents=(paper("po", valid_to=date(2026, 12, 1)),), order={"stage": "place"}),
        order_file(shipments=(shipment(atd=date(2026, 12, 2), ata=date(2026, 12, 8)),)),
        order_file(line(product="M2"), order={"order_date": date(2026, 12, 5)}),
    ],
)
def test_the_answer_stays_the_same_up_to_the_day_on_which_it_may_change(file: OrderFile) -> None:
    day = TODAY
    for _ in range(25):
        known, after = ask(file, None, day), ask(file, None, day + timedelta(days=1))
        assert prove(known.why) == []
        if known.may_change_on is None or day + timedelta(days=1) < known.may_change_on:
            assert (after.verdict, after.stage) == (known.verdict, known.stage)
            states = [(one.id, one.state) for one in known.requirements]
            assert [(one.id, one.state) for one in after.requirements] == states
        day += timedelta(days=1)


# Special cases of rules


def test_a_certain_refusal_in_principle_stops_the_order() -> None:
    military = decision("order PO-1", "fact.military_end_use", "yes")
    known = ask(order_file(decisions=(military,)), "apply")
    assert state(known, "refused") == "failed"
    assert "check.export_refused" in codes(known)
    answered = decision("order PO-1", "fact.military_end_use", "no")
    assert "refused" not in ids(ask(order_file(decisions=(answered,))))
    gone = order_file(decisions=(military,), shipments=(shipment(atd=date(2026, 11, 1)),))
    assert "refused" not in ids(ask(gone))


def test_a_refusal_that_may_apply_is_a_question_until_a_statement_answers_it() -> None:
    asked = ask(order_file(), "apply")
    assert state(asked, "refused") == "unknown"
    blocks = [one.blocks for one in asked.requirements if one.id == "refused"]
    assert blocks == [("apply", "export")]
    assert "refused" not in ids(ask(order_file(documents=(paper("eus"), paper("euc")))))
    assert "refused" not in ids(ask(order_file(line(product="M2"))))
    assert "refused" not in ids(ask(order_file(order={"end_user_country": "DE"})))


def test_papers_of_what_has_left_do_not_hold_up_the_rest() -> None:
    gone = shipment("A", quantity="400", atd=date(2026, 11, 2))
    rest = shipment("B", quantity="600", etd=date(2026, 12, 1))
    known = ask(order_file(shipments=(gone, rest)), "export")
    waits = {one.id: one for one in known.requirements}
    assert "export" in waits["invoice@B"].blocks
    assert "export" not in waits["invoice@A"].blocks
    assert waits["invoice@A"].is_needed_paper
    alone = ask(order_file(shipments=(shipment("A", atd=date(2026, 11, 2)),)), "export")
    assert "export" in {one.id: one.blocks for one in alone.requirements}["invoice@A"]


@pytest.mark.parametrize("column", ["transport_mode", "end_user", "valid_to"])
def test_what_nobody_entered_of_a_licence_is_not_known_to_fit(column: str) -> None:
    blank = licence_file(GRANTED, **{column: None})
    known = ask(exporting(blank), "export")
    assert state(known, "cn_licence") == "granted"
    assert known.verdict == "unknown"
    assert ("licence.not_stated", "L-1") in [(one.code, one.where) for one in known.findings]
    full = ask(exporting(licence_file(GRANTED)), "export")
    assert full.verdict == "ready"
    assert "licence.not_stated" not in codes(full)


def attention_party() -> str:
    rows = (row for row in shipped_pack().parties if row.list == "CN-ATT")
    return next(row.name for row in rows if row.ended_on is None and row.suspended is None)


def test_a_general_licence_does_not_serve_a_party_on_the_attention_list() -> None:
    general = licence_file(GRANTED, kind="general")
    known = ask(exporting(general, end_user=attention_party()), "export")
    assert "licence.general_not_enough" in codes(known)
    single = ask(exporting(licence_file(GRANTED), end_user=attention_party()), "export")
    assert "licence.general_not_enough" not in codes(single)


def test_the_field_class_of_the_accepted_declaration_decides_about_the_air_waybill_note() -> None:
    strong: dict[str, Cell] = {"gauss_at_2_1m": Decimal("0.02"), "gauss_at_4_6m": Decimal("0.004")}
    by_air = shipment("A", transport_mode="air", etd=date(2026, 12, 1))
    unknown = ask(order_file(shipments=(by_air,)))
    assert state(unknown, "dgd@A") == "unknown"
    weak: dict[str, Cell] = {"gauss_at_2_1m": Decimal("0.005")}
    for readings, needed in ((strong, True), (weak, False)):
        declared = paper("mag_decl", shipment_ref="A", **readings)
        sent = by_air._replace(documents=(declared,))
        assert ("dgd@A" in ids(ask(order_file(shipments=(sent,))))) is needed


def test_a_declaration_that_ends_takes_its_class_with_it() -> None:
    declared = paper(
        "mag_decl", shipment_ref="A", gauss_at_2_1m=Decimal("0.005"), valid_to=date(2026, 12, 1)
    )
    file = order_file(shipments=(shipment("A", transport_mode="air", documents=(declared,)),))
    assert "dgd@A" not in ids(ask(file))
    assert ask(file).may_change_on == date(2026, 12, 2)
    assert state(ask(file, day=date(2026, 12, 2)), "dgd@A") == "unknown"


def test_a_licence_can_be_waived_like_a_paper() -> None:
    waived = decision("order PO-1", "document.waived", "cn_licence")
    own = papers("po", "invoice", "packing", *APPLY)
    known = ask(order_file(documents=own, decisions=(*ANSWERS, waived)), "export")
    assert (state(known, "cn_licence"), known.verdict) == ("waived", "ready")


def test_past_the_end_of_the_pack_nothing_is_known() -> None:
    pack = shipped_pack()
    ended = Pack(pack.head._replace(valid_to=TODAY), pack.read)
    own = order_file(documents=papers("po"))
    assert readiness(own, DESK, ended, TODAY, "place").verdict == "ready"
    after = readiness(own, DESK, ended, TODAY + timedelta(days=1), "place")
    assert (after.verdict, state(after, "pack")) == ("unknown", "unknown")


def test_the_licence_itself_stands_in_for_its_scan_when_papers_are_compared() -> None:
    invoice = paper("invoice", shipment_ref="SH-1", hs_code="8505190000")
    sent = shipment(etd=date(2026, 12, 10), licence_ref="L-1", documents=(invoice,))
    known = ask(exporting(licence_file(GRANTED), sent), "export")
    assert codes(known) == ["papers.disagree"]
    assert "8505111000" in known.findings[0].message


def test_three_papers_of_one_field_are_one_check_with_a_finding_each() -> None:
    weights = {"invoice": "7.5", "packing": "7.4", "7501": "7.3"}
    own = tuple(
        paper(kind, shipment_ref="A", net_weight_kg=Decimal(weight))
        for kind, weight in weights.items()
    )
    known = ask(order_file(shipments=(shipment("A", documents=own),)))
    found = [one for one in known.requirements if one.id == "net-weight-kg@A"]
    assert [one.blocks for one in found] == [("export", "clear")]
    assert codes(known).count("papers.disagree") == 2
    assert prove(found[0].why) == []


def test_rules_begin_on_their_first_day() -> None:
    early = order_file(order={"order_date": date(2025, 5, 1)})
    assert "history" not in ids(ask(early, day=date(2025, 10, 31)))
    assert ask(early, day=date(2025, 10, 31)).may_change_on == date(2025, 11, 1)
    assert "history" in ids(ask(early, day=date(2025, 11, 1)))


def test_goods_that_are_free_while_a_suspension_lasts_are_asked_about_after_it() -> None:
    holmium = MAGNET._replace(product_code="M9", composition="Nd:29;Ho:1.5;Fe:67")
    file = order_file(line(product="M9"))._replace(products={"M9": holmium})
    last = date(2026, 11, 10)
    assert "euc" not in ids(ask(file, day=last))
    assert ask(file, day=last).may_change_on == date(2026, 11, 11)
    after = ask(file, day=date(2026, 11, 11))
    assert (state(after, "euc"), after.verdict) == ("unknown", "not_ready")


def test_a_departure_that_slipped_is_judged_as_of_today() -> None:
    sent = shipment(etd=date(2026, 11, 1), licence_ref="L-1")
    fits = exporting(licence_file(GRANTED, valid_from=date(2026, 11, 10)), sent)
    assert ask(fits, "export").verdict == "ready"


def test_an_invoice_that_disagrees_with_the_entry_holds_up_the_clearance_alone() -> None:
    own = tuple(
        paper(kind, shipment_ref="A", net_weight_kg=Decimal(weight))
        for kind, weight in (("invoice", "7.5"), ("7501", "7.3"))
    )
    known = ask(order_file(shipments=(shipment("A", documents=own),)))
    found = next(one for one in known.requirements if one.id == "net-weight-kg@A")
    assert (found.blocks, found.stage) == (("clear",), "clear")


def test_a_certificate_that_names_another_end_user_than_the_order_stops_the_application() -> None:
    def known(end_user: str) -> Readiness:
        kinds = ("po", "proforma", *(kind for kind in APPLY if kind != "euc"))
        euc = paper("euc", end_user=end_user)
        return ask(order_file(documents=(*papers(*kinds), euc)), "apply")

    assert "papers.disagree" not in codes(known("LAKESIDE MOTORS, INC."))
    assert codes(known("Other Works Ltd")) == ["papers.disagree"]
    assert state(known("Other Works Ltd"), "end-user-name") == "failed"
