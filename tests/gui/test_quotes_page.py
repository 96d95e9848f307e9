"""The quote desk: what offers cost landed, which is lowest for certain, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from remanence.app.demo import sample_workspace
from remanence.app.quote_desk import priced
from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs
from remanence.gui.pages.quotes import MOST, QuotesPage
from remanence.gui.theme import Theme

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)

MakePage = Callable[..., QuotesPage]

COMMON = {
    "product": "M-N42SH-BLK",
    "quantity": "12000",
    "unit": "pcs",
    "date": "2027-03-01",
    "destination": "US",
}
OFFER = {
    "supplier": "S-QLM",
    "origin": "CN",
    "unit_price": "4.68",
    "currency": "USD",
    "incoterm": "FOB",
    "mode": "sea",
    "freight": "1180",
    "insurance": "86.10",
    "inland": "825",
}
CHEAPER = {**OFFER, "supplier": "S-HLB", "unit_price": "4.52"}
BLANK_FREIGHT = {**OFFER, "supplier": "S-SLM", "unit_price": "1.00", "freight": ""}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    home = tmp_path_factory.mktemp("sample")
    around = Surroundings(home, ROOT / "resources", lambda: "2026-11-24T09:00:00+00:00")
    opened = sample_workspace(home / "Calder.remanence", TODAY, around)
    yield opened
    opened.close()


@pytest.fixture
def make_page(theme: Theme, qtbot: QtBot, desk: Workspace) -> MakePage:
    def make(*offers: Mapping[str, str]) -> QuotesPage:
        page = QuotesPage(Hub(Answers(desk), theme, InlineJobs()))
        qtbot.addWidget(page)
        page.resize(1084, 700)
        page.show()
        page.activateWindow()
        for name, text in COMMON.items():
            page.common.put(name, text)
        page.board.show_offers(offers)
        page.refresh()
        return page

    return make


def test_an_offer_costs_what_the_same_order_costs(desk: Workspace) -> None:
    (found,) = priced(desk, [{**COMMON, **OFFER}])
    assert found.row is not None
    assert found.is_known
    assert found.row.landed == Decimal("73735.20")


def test_freight_that_nobody_named_is_not_zero(desk: Workspace) -> None:
    (found,) = priced(desk, [{**COMMON, **BLANK_FREIGHT}])
    assert not found.is_known
    assert found.findings[0].message.startswith("Freight is blank and not in the price under FOB")


@pytest.mark.parametrize(
    ("incoterm", "known"), [("FOB", False), ("CFR", True), ("CIF", True), ("DDP", True)]
)
def test_only_terms_without_freight_need_it(desk: Workspace, incoterm: str, known: bool) -> None:
    (found,) = priced(desk, [{**COMMON, **OFFER, "incoterm": incoterm, "freight": ""}])
    assert found.is_known is known


def test_a_request_that_cannot_be_read_has_findings_and_no_figures(desk: Workspace) -> None:
    (found,) = priced(desk, [{**COMMON, **OFFER, "quantity": "many"}])
    assert found.row is None
    assert not found.is_known
    assert found.findings


def test_the_lowest_known_offer_is_named(make_page: MakePage) -> None:
    page = make_page(OFFER, CHEAPER)
    assert page.board.best == 1
    assert "Lowest known: Baotou Hanlin" in page.sentence
    assert page.board.figures[1].note.text() == "lowest that is known"
    assert page.board.figures[0].note.text() == "+3.4 % on the lowest known"


def test_an_unknown_offer_never_wins(make_page: MakePage) -> None:
    page = make_page(OFFER, BLANK_FREIGHT)
    assert page.board.best == 0
    assert page.board.figures[1].each.text() == "not known"
    assert page.board.figures[1].rows["freight"].text() == "not known"
    assert "Not known: Hangzhou Sile" in page.sentence


def test_without_a_known_offer_nobody_wins(make_page: MakePage) -> None:
    page = make_page(BLANK_FREIGHT)
    assert page.board.best is None
    assert page.sentence.startswith("No offer can be costed for certain yet.")


def test_figures_follow_the_typing(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(OFFER)
    before = page.board.figures[0].rows["landed"].text()
    page.board.fields[0]["unit_price"].setText("5")
    qtbot.waitUntil(lambda: page.board.figures[0].rows["landed"].text() != before, timeout=2000)


def test_findings_stand_below_their_offer(make_page: MakePage) -> None:
    page = make_page({**OFFER, "incoterm": "CIF"})
    assert "already holds freight" in page.board.figures[0].findings.text()


def test_offers_are_added_doubled_and_left_out(make_page: MakePage) -> None:
    page = make_page(OFFER)
    page.duplicate()
    assert page.board.texts(1)["unit_price"] == "4.68"
    page.add_offer()
    page.add_offer()
    page.add_offer()
    assert len(page.board.fields) == MOST
    page.leave_out(0)
    assert len(page.board.fields) == MOST - 1


def test_an_offer_without_a_price_says_nothing(make_page: MakePage) -> None:
    page = make_page({"currency": "USD"})
    assert page.board.figures[0].findings.text() == ""
    assert page.sentence.startswith("Type a product")


def test_f1_explains_the_offer_with_the_focus(make_page: MakePage) -> None:
    page = make_page(OFFER, CHEAPER)
    page.board.focus(0)
    why = page.explain()
    assert why is not None
    assert why.title.startswith("Landed cost of Ningbo Qinglan")


def test_every_field_of_every_offer_has_a_name_of_its_own(make_page: MakePage) -> None:
    page = make_page(OFFER, CHEAPER)
    names = [field.accessibleName() for one in page.board.fields for field in one.values()]
    assert len(names) == len(set(names))
