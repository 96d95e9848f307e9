"""What lists say of a requirement: what is the matter, not that the answer is no."""

from __future__ import annotations

from datetime import date

import pytest

from remanence.core.facts.dossiers import OrderFile
from remanence.core.readiness import Readiness, readiness
from remanence.core.readiness.reasons import in_short, reason
from tests.core.desk_makers import (
    DESK,
    MAGNET,
    TODAY,
    Cell,
    event,
    licence_file,
    line,
    order_file,
    paper,
    shipment,
    shipped_pack,
)

HOLMIUM = MAGNET._replace(product_code="M9", composition="Nd:29;Ho:1.5;Fe:67")
GRANTED = event(date(2026, 10, 5), "granted", "licence scan")
SENT = shipment(etd=date(2026, 12, 10), licence_ref="L-1")


def ask(file: OrderFile, stage: str = "export") -> Readiness:
    return readiness(file, DESK, shipped_pack(), TODAY, stage)


def said(file: OrderFile, name: str) -> str:
    return next(reason(one) for one in ask(file).requirements if one.id == name)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (None, "No packing list for SH-1 is on file."),
        ({"state": "requested"}, "Packing list PL-7 is asked for and not here yet."),
        ({"state": "received"}, "Packing list PL-7 is here and not accepted yet."),
        (
            {"state": "rejected", "reason": "wrong weights"},
            "Packing list PL-7 was rejected: wrong weights.",
        ),
        (
            {"state": "requested", "reason": "Waits for the report."},
            "Packing list PL-7 is asked for and not here yet: Waits for the report.",
        ),
        ({"valid_to": date(2026, 11, 1)}, "Packing list PL-7 was valid to 2026-11-01 only."),
        ({}, "Packing list is needed and accepted."),
    ],
)
def test_a_paper_says_how_it_stands(cells: dict[str, Cell] | None, words: str) -> None:
    own = () if cells is None else (paper("packing", number="PL-7", **cells),)
    assert said(order_file(shipments=(SENT,), documents=own), "packing@SH-1") == words


def test_a_licence_says_where_it_stands_and_what_does_not_fit() -> None:
    asked = licence_file(event(date(2026, 11, 18), "supplement_asked", "supplier call"))
    assert said(order_file(shipments=(SENT,), licences=(asked,)), "cn_licence") == (
        "Goods may not leave under licence L-1 (supplement asked since 2026-11-18, told by "
        "supplier call)."
    )
    by_air = licence_file(GRANTED, transport_mode="air")
    assert said(order_file(shipments=(SENT,), licences=(by_air,)), "cn_licence") == (
        "Licence L-1 is for air, the goods go by sea."
    )
    assert said(order_file(), "cn_licence") == "No licence covers M1 of PO-1."


def test_a_rule_whose_state_is_not_known_is_named_with_what_to_ask() -> None:
    file = order_file(line(product="M9"))._replace(products={"M9": HOLMIUM})
    words = said(file, "euc")
    assert words.startswith(
        "Not known: MOFCOM/GAC Announcement 57/2025 (Ho) was suspended to 2026-11-10, no later "
        "instrument was seen; an extension to 2027-01-10 is only reported"
    )
    assert "ask the supplier which announcement holds now" in words
    assert "pack row controls/A57-Ho" in words
    question = next(one for one in ask(file).requirements if one.id == "cn_licence")
    assert in_short(question) == (
        "whether Chinese dual-use export licence (single or general) is needed"
    )


def test_questions_of_one_answer_are_one_finding() -> None:
    file = order_file(line(product="M9"))._replace(products={"M9": HOLMIUM})
    found = [one.message for one in ask(file, "apply").findings if "57/2025" in one.message]
    assert len(found) == 2  # what the stage waits for, and what it does not
    assert "end-use statement, non-re-transfer and non-military pledge; introduction" in found[0]


def test_a_licence_is_leant_on_by_the_goods_that_are_yet_to_leave() -> None:
    gone = shipment("SH-1", quantity="400", atd=date(2026, 10, 20), licence_ref="L-1")
    waits = shipment("SH-2", quantity="600", etd=date(2026, 12, 10), licence_ref="L-2")
    both = (licence_file(GRANTED), licence_file(GRANTED, licence_ref="L-2"))
    assert ask(order_file(shipments=(gone, waits), licences=both)).leans_on == ("L-2",)
    assert ask(order_file(line(product="M2"), licences=both)).leans_on == ()
