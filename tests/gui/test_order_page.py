"""The page of one order over the sample: its cards, its stages, where its links lead, its form."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from remanence.app.demo import sample_workspace
from remanence.app.entering import Entry, enter
from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace, open_workspace
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs
from remanence.gui.page import Place, Why
from remanence.gui.pages.order import OrderPage
from remanence.gui.parts.button import Button
from remanence.gui.parts.checklist import Checklist
from remanence.gui.parts.form_new_order import NewOrderCard
from remanence.gui.parts.order_card import Figure
from remanence.gui.parts.order_decisions import FormCard
from remanence.gui.parts.text import Text
from remanence.gui.theme import Theme

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)

MakePage = Callable[..., OrderPage]


def surroundings(home: Path) -> Surroundings:
    return Surroundings(home, ROOT / "resources", lambda: "2026-11-24T09:00:00+00:00")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, made once; no test of this file writes into it."""
    home = tmp_path_factory.mktemp("sample")
    sample_workspace(home / "Calder.remanence", TODAY, surroundings(home)).close()
    return home / "Calder.remanence"


@pytest.fixture(scope="module")
def read(sample: Path) -> Iterator[Workspace]:
    opened = open_workspace(sample, TODAY, surroundings(sample.parent))
    yield opened
    opened.close()


@pytest.fixture
def written(sample: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy that may be written."""
    shutil.copytree(sample, tmp_path / "Calder.remanence")
    opened = open_workspace(tmp_path / "Calder.remanence", TODAY, surroundings(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def make_page(theme: Theme, qtbot: QtBot) -> MakePage:
    def make(workspace: Workspace, ref: str = "PO-2641", width: int = 1084) -> OrderPage:
        page = OrderPage(Hub(Answers(workspace), theme, InlineJobs()))
        qtbot.addWidget(page)
        page.resize(width, 700)
        page.show()
        page.open(ref)
        QApplication.processEvents()
        return page

    return make


def words_in(page: OrderPage, name: str) -> str:
    return "\n".join(text.text() for text in page.cards[name].findChildren(Text))


def button(page: OrderPage, word: str) -> Button:
    return next(one for one in page.findChildren(Button) if one.text() == word and one.isVisible())


def went(page: OrderPage) -> list[Place]:
    places: list[Place] = []
    page.wants.connect(places.append)
    return places


def test_the_verdict_is_the_sentence(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    assert page.title() == "PO-2641"
    assert page.sentence == (
        "Not ready to export: 3 things are open. "
        "The licence is due 14 Dec, in time for MV Alder on 18 Dec."
    )


def test_every_part_of_an_order_has_its_card(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    assert list(page.cards) == [
        "needs",
        "lines",
        "documents",
        "shipments",
        "parties",
        "licence",
        "cost",
        "planned",
        "charges",
        "decisions",
        "history",
    ]


def test_the_second_line_of_a_need_does_not_say_its_title_again(
    make_page: MakePage, read: Workspace
) -> None:
    words = words_in(make_page(read), "needs").splitlines()
    here = words.index("Packing list")
    assert (
        words[here + 1]
        == "PL-2641-1 is asked for and not here yet: Asked on 17 Nov. Due Fri 18 Dec."
    )


def test_a_stage_shows_its_own_checklist(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    page._strip.chosen.emit("clear")
    assert "Needed to clear" in words_in(page, "needs")
    assert page.sentence.startswith("Not ready to export")


def test_questions_with_one_answer_stand_in_one_line(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read, "PO-2640")
    lines = page.cards["needs"].findChildren(Checklist)[0].findChildren(Text)
    asked = [text.text() for text in lines if text.text().startswith("Needed?")]
    assert len(asked) == 1
    assert "End-use statement" in asked[0]


def test_lines_say_what_became_of_them(make_page: MakePage, read: Workspace) -> None:
    words = words_in(make_page(read), "lines")
    assert "NdFeB N42SH block" in words
    assert "12,000" in words


def test_planned_and_actual_stand_side_by_side(make_page: MakePage, read: Workspace) -> None:
    words = words_in(make_page(read), "planned")
    assert "73,735.20" in words
    assert "What nobody invoiced yet has no actual amount." in words


def test_the_clock_counts_the_days_of_the_rule(make_page: MakePage, read: Workspace) -> None:
    assert "Day 31 of 45, due Mon 14 Dec." in words_in(make_page(read), "licence")


def test_a_figure_that_has_the_focus_is_what_f1_explains(
    make_page: MakePage, read: Workspace
) -> None:
    page = make_page(read)
    verdict = page.explain()
    assert verdict is not None
    assert verdict.title == "May PO-2641 export?"
    figure = page.cards["planned"].findChildren(Figure)[0]
    figure.setFocus()
    found = page.explain()
    assert found is not None
    assert found.title == "Planned cost of PO-2641"


def test_a_figure_is_explained_by_enter(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    asked: list[Why] = []
    page.explains.connect(asked.append)
    figure = page.cards["shipments"].findChildren(Figure)[0]
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert asked[0].title == "When is PO-2641 at the dock?"


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Chase", Place("documents", "PO-2641")),
        ("LIC-2641", Place("licences", "LIC-2641")),
        ("Orders", Place("orders", "PO-2641")),
        ("See in Documents", Place("documents", "PO-2641")),
    ],
)
def test_links_lead_where_something_can_be_done(
    make_page: MakePage, read: Workspace, word: str, place: Place
) -> None:
    page = make_page(read)
    places = went(page)
    button(page, word).click()
    assert places == [place]


def test_escape_goes_back_to_the_row(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    places = went(page)
    page.go_back()
    assert places == [Place("orders", "PO-2641")]


def test_decide_opens_the_form_of_a_decision(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read, "PO-2640")
    button(page, "Decide").click()
    card = page.cards["decisions"]
    assert isinstance(card, FormCard)
    texts = card.editor.forms[0].texts()
    assert texts["subject"] == "pack row controls/A57-Ho"
    assert texts["code"] == "instrument.seen"


def test_a_name_on_a_list_is_cleared_by_the_value_that_its_reason_names(
    make_page: MakePage, read: Workspace
) -> None:
    page = make_page(read, "PO-2628\tdecisions")
    card = page.cards["decisions"]
    assert isinstance(card, FormCard)
    texts = card.editor.forms[0].texts()
    assert (texts["subject"], texts["code"]) == ("order PO-2628", "screening.hit")
    assert texts["value"].startswith("DESK-WATCH: Norvale")


def test_what_a_sheet_has_to_say_is_not_decided(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read, "PO-2632")
    words = [one.text() for one in page.cards["needs"].findChildren(Button)]
    assert "Decide" not in words


def test_a_refresh_loses_nothing_that_was_typed(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    page.edit_here()
    card = page.cards["parties"]
    assert isinstance(card, FormCard)
    card.editor.forms[0].put("end_use", "pumps")
    page.refresh()
    page.open("PO-2640")
    page.open("PO-2641")
    kept = page.cards["parties"]
    assert kept is card
    assert card.editor.forms[0].texts()["end_use"] == "pumps"


def test_another_day_loses_nothing_that_was_typed(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read)
    page.edit_here()
    card = page.cards["parties"]
    assert isinstance(card, FormCard)
    card.editor.forms[0].put("end_use", "pumps")
    page.hub.as_of(date(2026, 12, 20), TODAY)
    assert page.cards["parties"] is card
    assert card.editor.forms[0].texts()["end_use"] == "pumps"


def test_a_form_with_unsaved_words_is_left_when_asked_twice(
    make_page: MakePage, read: Workspace
) -> None:
    page = make_page(read)
    page.edit_here()
    card = page.cards["parties"]
    assert isinstance(card, FormCard)
    card.editor.forms[0].put("end_use", "pumps")
    card.editor.leave()
    assert page.cards["parties"] is card
    card.editor.leave()
    assert not isinstance(page.cards["parties"], FormCard)


def test_escape_in_a_form_leaves_the_form_and_not_the_page(
    make_page: MakePage, read: Workspace, qtbot: QtBot
) -> None:
    page = make_page(read)
    page.activateWindow()
    places = went(page)
    page.edit_here()
    card = page.cards["parties"]
    assert isinstance(card, FormCard)
    line = card.editor.forms[0].boxes["end_use"].line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not isinstance(page.cards["parties"], FormCard)
    assert places == []
    page._strip.setFocus()
    QTest.keyClick(page._strip, Qt.Key.Key_Escape)
    assert places == [Place("orders", "PO-2641")]


def test_control_enter_saves(make_page: MakePage, written: Workspace, qtbot: QtBot) -> None:
    page = make_page(written)
    page.activateWindow()
    page.edit_here()
    card = page.cards["parties"]
    assert isinstance(card, FormCard)
    line = card.editor.forms[0].boxes["ship_to"].line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "Dock 9")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    order = page.hub.answers.whole_order("PO-2641").found.detail.sheets["orders"][0]
    assert order["ship_to"] == "Dock 9"


def test_cards_stand_in_one_column_where_it_is_narrow(make_page: MakePage, read: Workspace) -> None:
    wide, narrow = make_page(read), make_page(read, width=700)
    assert wide.cards["licence"].x() > wide.cards["needs"].x()
    assert narrow.cards["licence"].x() == narrow.cards["needs"].x()


def test_an_order_that_is_not_there_is_said(make_page: MakePage, read: Workspace) -> None:
    page = make_page(read, "PO-0")
    assert page.sentence == "PO-0 could not be read."


@pytest.mark.parametrize("ref", ["PO-2641", "PO-2640\tdecisions", "new"])
def test_everything_that_takes_the_focus_has_a_name(
    make_page: MakePage, read: Workspace, ref: str
) -> None:
    page = make_page(read, ref)
    unnamed = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisible()
        and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert [name for name in unnamed if "Scroll" not in name] == []


# ------------------------------------------------------------------ new orders


def form_of(page: OrderPage) -> NewOrderCard:
    card = page.cards["new"]
    assert isinstance(card, NewOrderCard)
    return card


def test_a_new_order_has_the_next_number_and_today(make_page: MakePage, read: Workspace) -> None:
    head = form_of(make_page(read, "new")).editor.forms[0].texts()
    assert (head["order_number"], head["order_date"]) == ("PO-2654", "2026-11-24")
    assert head["currency"] == "USD"


def test_a_copy_takes_terms_and_goods_and_no_date(make_page: MakePage, read: Workspace) -> None:
    editor = form_of(make_page(read, "copy\tPO-2641")).editor
    head, line = (form.texts() for form in editor.forms)
    assert (head["order_number"], head["supplier_code"]) == ("PO-2654", "S-QLM")
    assert head["end_user"] == "Tarnwood Servo Systems, Inc."
    assert (line["product_code"], line["quantity"], line["unit_price"]) == (
        "M-N42SH-BLK",
        "12000",
        "4.68",
    )
    assert line["requested_on"] == ""


def test_the_unit_follows_the_product(make_page: MakePage, read: Workspace) -> None:
    editor = form_of(make_page(read, "new")).editor
    editor.forms[1].put("product_code", "M-N42SH-BLK")
    assert editor.forms[1].texts()["unit"] == "pcs"


def test_lines_are_added_and_left_out(make_page: MakePage, read: Workspace) -> None:
    editor = form_of(make_page(read, "new")).editor
    editor.forms[1].put("quantity", "5")
    editor.add_line()
    assert len(editor.forms) == 3
    assert editor.forms[1].texts()["quantity"] == "5"
    editor.remove_line(editor.forms[2])
    assert len(editor.forms) == 2


def test_what_was_begun_is_still_there_after_a_look_elsewhere(
    make_page: MakePage, read: Workspace
) -> None:
    page = make_page(read, "new")
    form_of(page).editor.forms[1].put("quantity", "5")
    page.open("PO-2641")
    page.open("new")
    assert form_of(page).editor.forms[1].texts()["quantity"] == "5"


def test_a_number_that_is_taken_is_said_at_its_field(make_page: MakePage, read: Workspace) -> None:
    editor = form_of(make_page(read, "copy\tPO-2641")).editor
    editor.forms[0].put("order_number", "PO-2641")
    assert editor.lacks_something()
    assert editor.forms[0].boxes["order_number"].said == "There is an order PO-2641 already."


def test_what_is_needed_is_said_before_anything_is_written(
    make_page: MakePage, read: Workspace
) -> None:
    editor = form_of(make_page(read, "new")).editor
    assert editor.lacks_something()
    assert editor.forms[0].boxes["supplier_code"].said == "Needed to save."
    assert editor.forms[1].boxes["quantity"].said == "Needed to save."


# ------------------------------------------------------------------ writing


def form_card(page: OrderPage, name: str) -> FormCard:
    page._edit(name)
    card = page.cards[name]
    assert isinstance(card, FormCard)
    return card


def said(card: FormCard) -> str:
    return "\n".join(text.text() for text in card.editor.findChildren(Text) if text.isVisible())


def test_a_form_is_saved_as_one_operation_and_undone(
    make_page: MakePage, written: Workspace
) -> None:
    page = make_page(written)
    card = form_card(page, "parties")
    card.editor.forms[0].put("ship_to", "Dock 4")
    card.editor.save()
    assert not isinstance(page.cards["parties"], FormCard)
    assert page.hub.answers.next_undo() == "Set terms and parties of PO-2641"
    page.hub.undo()
    line = page.hub.answers.whole_order("PO-2641").found.detail.sheets["orders"][0]
    assert line["ship_to"] is None


def test_what_cannot_be_is_said_at_its_field(make_page: MakePage, written: Workspace) -> None:
    card = form_card(make_page(written), "lines")
    form = card.editor.forms[0]
    form.put("quantity", "12.5")
    form.put("requested_on", "soon")
    card.editor.save()
    assert "soon" in form.boxes["requested_on"].said or "12.5" in form.boxes["quantity"].said
    assert form.texts()["quantity"] == "12.5"


def test_what_somebody_else_wrote_meanwhile_is_shown_beside(
    make_page: MakePage, written: Workspace
) -> None:
    page = make_page(written)
    card = form_card(page, "parties")
    form = card.editor.forms[0]
    form.put("incoterm_place", "Tianjin")
    key = {"order_number": "PO-2641", "line_no": "1"}
    entry = Entry("orders", {**key, "incoterm_place": "Shanghai"})
    enter(written, [entry], label="edit", note="PO-2641")
    card.editor.save()
    assert form.boxes["incoterm_place"].said == "Stands now: Shanghai"
    assert form.texts()["incoterm_place"] == "Tianjin"
    card.editor.save()
    line = page.hub.answers.whole_order("PO-2641").found.detail.sheets["orders"][0]
    assert line["incoterm_place"] == "Tianjin"


def test_a_shipment_and_a_charge_can_be_changed(make_page: MakePage, written: Workspace) -> None:
    page = make_page(written)
    card = form_card(page, "shipments")
    card.editor.forms[0].put("etd", "2026-12-20")
    card.editor.save()
    card = form_card(page, "charges")
    card.editor.forms[0].put("amount", "1300")
    card.editor.save()
    sheets = page.hub.answers.whole_order("PO-2641").found.detail.sheets
    assert sheets["shipments"][0]["etd"] == date(2026, 12, 20)
    assert "1300" in {str(one["amount"]) for one in sheets["charges"]}


def test_a_decision_is_added(make_page: MakePage, written: Workspace) -> None:
    page = make_page(written)
    card = form_card(page, "decisions")
    for name, text in (
        ("code", "tolerance.quantity_percent"),
        ("value", "5"),
        ("reason", "agreed by mail"),
    ):
        card.editor.forms[0].put(name, text)
    card.editor.save()
    (decision,) = page.hub.answers.whole_order("PO-2641").found.detail.sheets["decisions"]
    assert decision["reason"] == "agreed by mail"


def test_what_breaks_a_signed_paper_is_stopped_and_can_be_done_anyway(
    make_page: MakePage, written: Workspace
) -> None:
    page = make_page(written)
    card = form_card(page, "parties")
    card.editor.forms[0].put("end_user", "Somebody Else, Inc.")
    card.editor.save()
    assert page.cards["parties"] is card
    anyway = next(one for one in card.findChildren(Button) if one.text() == "Change anyway")
    anyway.click()
    line = page.hub.answers.whole_order("PO-2641").found.detail.sheets["orders"][0]
    assert line["end_user"] == "Somebody Else, Inc."


def test_a_new_order_is_written_with_all_its_lines(make_page: MakePage, written: Workspace) -> None:
    page = make_page(written, "copy\tPO-2641")
    places = went(page)
    editor = form_of(page).editor
    editor.add_line()
    for name, text in (
        ("product_code", "M-N35-BLK"),
        ("quantity", "500"),
        ("unit_price", "1.20"),
    ):
        editor.forms[2].put(name, text)
    editor.save()
    assert places == [Place("order", "PO-2654")]
    assert page.hub.answers.next_undo() == "New order PO-2654"
    lines = page.hub.answers.whole_order("PO-2654").found.detail.sheets["orders"]
    assert [(line["product_code"], str(line["quantity"])) for line in lines] == [
        ("M-N42SH-BLK", "12000"),
        ("M-N35-BLK", "500"),
    ]


def test_what_a_new_order_cannot_have_is_said_at_its_line(
    make_page: MakePage, written: Workspace
) -> None:
    editor = form_of(make_page(written, "copy\tPO-2641")).editor
    editor.forms[0].put("supplier_code", "NOBODY")
    editor.forms[1].put("quantity", "many")
    editor.save()
    assert "NOBODY" in editor.forms[0].boxes["supplier_code"].said or (
        "many" in editor.forms[1].boxes["quantity"].said
    )
