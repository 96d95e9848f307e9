"""Each page: its answer in one sentence, empty, failing, filtered, and on the way to another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget

from remanence.app.history import HistoryLine
from remanence.app.imports.plan import SheetPlan
from remanence.core.base.changes import Changes
from remanence.core.base.findings import Finding, error
from remanence.core.base.steps import Answer, How, Step, given, total
from remanence.core.documents.checklist import Requirement
from remanence.core.trends.exposure import Exposure
from remanence.gui.dialogs.why import WhyDialog
from remanence.gui.jobs import InlineJobs
from remanence.gui.page import Why
from remanence.gui.pages.imports import ImportPage
from remanence.gui.pages.orders import OrdersPage
from remanence.gui.pages.today import TodayPage
from remanence.gui.parts.attention_row import AttentionRow
from remanence.gui.parts.button import Button, Choices
from remanence.gui.parts.empty import Empty
from remanence.gui.parts.order_detail import OrderPane
from remanence.gui.parts.plan_cards import SheetCard
from remanence.gui.parts.plan_findings import finding_columns, found_at
from remanence.gui.parts.plan_foot import foot_of
from remanence.gui.parts.reasons import as_text
from remanence.gui.parts.states import licence_state, need_state, state_of
from remanence.gui.parts.table import Table
from remanence.gui.parts.text import Text
from remanence.gui.places import PAGES
from remanence.gui.window import Window
from tests.gui.conftest import MakeHub, MakeWindow, desk_of
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_rows import ImportPlan as FakePlan
from tests.gui.fake_rows import licences_on, plan_of

if TYPE_CHECKING:
    from remanence.app.imports.plan import ImportPlan
    from remanence.gui.answers import Answers

ALL = pytest.mark.parametrize("page", list(PAGES))
ASKING = pytest.mark.parametrize(
    ("page", "question"),
    [
        ("today", "attention"),
        ("orders", "orders"),
        ("licences", "licences"),
        ("documents", "paper_orders"),
        ("suppliers", "suppliers"),
        ("policy", "events"),
        ("history", "history"),
        ("trends", "trend"),
    ],
)


def words_in(widget: QWidget) -> str:
    """All texts that are seen in a part of the window, once it has settled."""
    QApplication.sendPostedEvents()
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def button(widget: QWidget, words: str) -> Button:
    """The visible button with these words."""
    return next(b for b in widget.findChildren(Button) if b.text() == words and b.isVisible())


def table_of(window: Window) -> Table[object]:
    """The table that is seen."""
    return next(table for table in window.page.findChildren(Table) if table.isVisible())


@ALL
def test_every_page_answers_in_a_sentence(make_window: MakeWindow, page: str) -> None:
    window = make_window(page)
    assert window.page.sentence.endswith(".")
    assert window.heading.sentence.text() == window.page.sentence
    assert window.heading.title.text() == window.page.title()


@ASKING
def test_an_empty_desk_says_why_it_is_empty(
    make_window: MakeWindow, make_hub: MakeHub, page: str, question: str
) -> None:
    if page == "policy":
        pytest.skip("the events are the pack's, not the desk's")
    window = make_window(page, hub=make_hub(FakeAnswers(empty=True)))
    empty = [part for part in window.page.findChildren(Empty) if part.isVisible()]
    assert len(empty) == 1
    assert words_in(empty[0]).count("\n") == 1


@ASKING
def test_a_page_that_fails_says_so_in_the_bar(
    make_window: MakeWindow, make_hub: MakeHub, page: str, question: str
) -> None:
    desk = FakeAnswers()
    desk.failing = question
    window = make_window(page, hub=make_hub(desk))
    assert window.bar.isVisible()
    assert "The file server does not answer." in words_in(window.bar)
    if page != "trends":
        desk.failing = ""
        button(window.page, "Read again").click()
        assert "could not be read" not in words_in(window.page)


@ALL
def test_a_hidden_page_waits_to_read_until_it_is_seen(make_window: MakeWindow, page: str) -> None:
    if page in {"preferences", "import"}:
        pytest.skip("asks nothing of the desk")
    window = make_window(page)
    window.go("preferences" if page != "preferences" else "today")
    asked = len(desk_of(window).asked)
    window.hub.changed.emit(Changes(1, "import"))
    of_frame = {"next_undo", "next_redo", "rules"}
    of_page = [q for q in desk_of(window).asked[asked:] if q not in of_frame]
    assert of_page == []
    window.go(page)
    assert len(desk_of(window).asked) > asked


# ---------------------------------------------------------------------------------------- today


def test_today_groups_what_needs_somebody(make_window: MakeWindow) -> None:
    window = make_window("today")
    page = window.page
    assert isinstance(page, TodayPage)
    assert page.count() == 7
    rows = page.findChildren(AttentionRow)
    assert [row.item.group for row in rows] == ["cannot_move"] * 3 + ["soon"] * 3 + ["unknown"]
    seen = words_in(rows[1])
    for part in (
        "Licence is for sea",
        "PO-2638",
        "2026-D-0417 names sea",
        "in 3 days",
        "Fri 27 Nov",
    ):
        assert part in seen
    assert "3 things cannot move, 3 are due soon, 1 is not known." in page.sentence


def test_a_row_without_a_date_says_so(make_window: MakeWindow) -> None:
    window = make_window("today")
    row = next(r for r in window.page.findChildren(AttentionRow) if r.item.group == "unknown")
    assert "no date yet" in words_in(row)


def test_the_button_of_a_row_opens_its_order(make_window: MakeWindow) -> None:
    window = make_window("today")
    button(window.page, "Compare modes").click()
    assert (window.page.name, window.page.title()) == ("order", "PO-2638")


def test_names_in_both_scripts_stand_beside_the_number(make_window: MakeWindow) -> None:
    window = make_window("today")
    row = window.page.findChildren(AttentionRow)[3]
    supplier = next(o for o in desk_of(window).orders() if o.number == "PO-2647")
    assert supplier.supplier in words_in(row)
    assert (supplier.supplier_local_name or "") in words_in(row)


# --------------------------------------------------------------------------------------- orders


def test_the_first_rows_come_before_all_of_them(make_window: MakeWindow, make_hub: MakeHub) -> None:
    jobs = InlineJobs(held=True)
    window = make_window("orders", hub=make_hub(FakeAnswers(orders=500), jobs))
    assert table_of(window).rows.total == 200
    jobs.run_all()
    assert table_of(window).rows.total == 500


def test_orders_are_sorted_by_what_is_due_first(make_window: MakeWindow) -> None:
    window = make_window("orders")
    due = [order.next_date for order in table_of(window).rows.rows]  # type: ignore[attr-defined]
    known = [day for day in due if day]
    assert known == sorted(known)
    assert due[len(known) :] == [None] * (len(due) - len(known))


def test_a_view_keeps_only_its_orders_and_says_how_many(make_window: MakeWindow) -> None:
    window = make_window("orders")
    views = window.page.findChildren(Choices)[0]
    views.choose("unknown")
    views.chosen.emit("unknown")
    shown = table_of(window).rows.rows
    assert {order.verdict for order in shown} == {"unknown"}  # type: ignore[attr-defined]
    assert f"{len(shown)} shown" in words_in(window.page)


def test_a_filter_that_hides_all_is_another_sentence(make_window: MakeWindow) -> None:
    window = make_window("orders")
    page = window.page
    assert isinstance(page, OrdersPage)
    page.filter_field().setText("no such order")
    assert "hides all of them" in words_in(page)
    button(page, "Clear filter").click()
    assert page.filter_field().text() == ""
    assert table_of(window).rows.rows


def test_orders_are_found_by_chinese_names(make_window: MakeWindow) -> None:
    window = make_window("orders")
    page = window.page
    assert isinstance(page, OrdersPage)
    page.filter_field().setText("霞磁")
    assert {order.supplier for order in table_of(window).rows.rows} == {"Kasumi Magnet"}  # type: ignore[attr-defined]


def test_the_detail_says_the_verdict_first_then_the_checklist_then_the_cost(
    make_window: MakeWindow,
) -> None:
    window = make_window("orders")
    page = window.page
    page.open("PO-2641")
    pane = page.findChild(OrderPane)
    assert pane is not None
    seen = words_in(pane).split("\n")
    sentence = next(n for n, text in enumerate(seen) if text.startswith("Not ready to "))
    needed = next(n for n, text in enumerate(seen) if text.startswith("Needed to "))
    cost = seen.index("Landed cost")
    assert sentence < needed < cost
    assert "56,160.00" in seen
    assert "6.1446" in seen


def test_a_stage_shows_its_own_checklist(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.page.open("PO-2641")
    pane = window.page.findChild(OrderPane)
    assert pane is not None
    asked = len(desk_of(window).asked)
    pane._strip.chosen.emit("clear")
    assert "readiness" in desk_of(window).asked[asked:]
    assert "Needed to clear" in words_in(pane)


def test_an_order_hidden_by_the_view_is_found_all_the_same(make_window: MakeWindow) -> None:
    window = make_window("orders")
    page = window.page
    views = page.findChildren(Choices)[0]
    views.choose("unknown")
    views.chosen.emit("unknown")
    page.open("PO-2612")
    pane = page.findChild(OrderPane)
    assert pane is not None
    assert pane.number == "PO-2612"


# --------------------------------------------------------------------------------------- import


def planned(window: Window) -> ImportPage:
    window.plan_import([Path("orders_november.xlsx")])
    page = window.page
    assert isinstance(page, ImportPage)
    return page


def test_a_plan_writes_nothing_and_says_what_stops_it(make_window: MakeWindow) -> None:
    window = make_window("today")
    page = planned(window)
    assert "apply_plan" not in desk_of(window).asked
    seen = words_in(page)
    assert "Nothing is written yet. The 3 refused rows stop the whole import" in seen
    assert "one undo takes them all out again" in seen
    assert page.sentence.startswith("141 rows would be new, 16 would change, 54 are the same")
    cards = page.findChildren(SheetCard)
    assert [card.sheet for card in cards] == ["orders", "shipments", "documents"]
    assert cards[0].accessibleName() == "orders: 61 new, 9 changed, 18 same, 2 refused"


def test_findings_are_cut_into_where_and_what(make_window: MakeWindow) -> None:
    window = make_window("today")
    page = planned(window)
    model = table_of(window).rows
    first = [model.index(0, column).data() for column in range(3)]
    assert first == ["Row 44", "quantity", "“1.200” can be 1.2 or 1,200."]
    assert model.total == 6
    page.findChildren(SheetCard)[2].chosen_changed.emit("documents")
    assert model.rowCount() == 1


def test_filters_of_findings_change_the_view_alone(make_window: MakeWindow) -> None:
    window = make_window("today")
    page = planned(window)
    kinds = next(c for c in page.findChildren(Choices) if c.accessibleName() == "Kind of finding")
    kinds.choose("warning")
    kinds.chosen.emit("warning")
    assert table_of(window).rows.rowCount() == 2
    assert button(page, "Leave out 3 rows and import").isEnabled()


def test_importing_leaves_out_what_was_refused_and_offers_undo(make_window: MakeWindow) -> None:
    window = make_window("today")
    page = planned(window)
    changed = QSignalSpy(window.hub.changed)
    button(page, "Leave out 3 rows and import").click()
    assert desk_of(window).asked.count("apply_plan") == 1
    assert changed.count() == 1
    assert "157 rows are in." in words_in(page)
    assert window.bar.isVisible()
    button(window.bar, "Undo").click()
    assert "undo" in desk_of(window).asked


def real(text: str) -> Finding:
    return error("plan.supplier", text, value="QLN2")


def test_a_file_that_stops_the_import_is_named_and_can_be_left_out(
    make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file of which nobody can tell what it is stops all others, refused rows or not."""
    window = make_window("today")
    whole = [real("letter, old.csv"), real("orders.csv, orders, row 2, supplier_code")]

    def rest(_desk: FakeAnswers, plan: FakePlan) -> FakePlan:
        left = [found for found in plan.findings if found.where.startswith("letter")]
        return plan._replace(findings=left, left_out=3)

    monkeypatch.setattr(FakeAnswers, "without_refused", rest)
    monkeypatch.setattr(
        "tests.gui.fake_app.plan_of",
        lambda paths: plan_of(paths)._replace(findings=whole if len(paths) > 1 else []),
    )
    window.plan_import([Path("orders.csv"), Path("letter, old.csv")])
    page = window.page
    assert "letter, old.csv stops the whole import." in words_in(page)
    assert not button(page, "Import").isEnabled()
    model = table_of(window).rows
    where = [model.cell(found, 0).spoken for found in model.rows]
    assert where == ["letter, old.csv", "Row 2, orders.csv"]
    button(page, "Leave out letter, old.csv").click()
    assert "letter, old.csv" not in words_in(page)
    assert button(page, "Leave out 3 rows and import").isEnabled()


def test_rows_that_need_a_refused_one_are_told_before_they_are_left_out() -> None:
    paths = (Path("orders.csv"),)
    plan = plan_of(paths)
    rest = plan._replace(findings=[], left_out=5)
    foot = foot_of(cast("ImportPlan", plan), cast("ImportPlan", rest), paths)
    assert foot.word == "Leave out 5 rows and import"
    assert "2 more rows need refused ones and would be left out as well." in foot.says
    nothing = rest._replace(plan=[SheetPlan("orders", 0, 0, 4, 0, 0)])
    foot = foot_of(cast("ImportPlan", plan), cast("ImportPlan", nothing), paths)
    assert not foot.can_write
    assert foot.says.endswith("Without them nothing is left to import.")


def test_a_map_is_said_to_belong_to_the_command_line() -> None:
    finding = error("sheet.kind_ambiguous", "a.csv", kinds="orders and shipments")
    cell = finding_columns()[2].cell(found_at(0, finding, ["a.csv"]))
    assert cell.second == "Name the kind with --as. Maps and --as belong to the command line."


def test_a_plan_does_not_outlive_its_workspace_or_the_next_plan(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    window = make_window("today", hub=make_hub(desk))
    page = planned(window)
    desk.failing = "plan_import"
    window.plan_import([Path("not there.csv")])
    assert "Choose the files to import" in words_in(page)
    desk.failing = ""
    planned(window)
    window.hub.switch(cast("Answers", FakeAnswers()))
    assert "Choose the files to import" in words_in(page)
    assert not [b for b in page.findChildren(Button) if b.isVisible() and "import" in b.text()]


def test_going_back_forgets_the_plan(make_window: MakeWindow) -> None:
    window = make_window("today")
    page = planned(window)
    button(page, "Back").click()
    assert "Choose the files to import" in words_in(page)


# ------------------------------------------------------------------------------- lists, reasons


def test_an_unsettled_clock_does_not_count_down(make_window: MakeWindow, make_hub: MakeHub) -> None:
    desk = FakeAnswers()
    filed, given, *_ = licences_on(date(2026, 11, 24))
    rows = [
        filed._replace(ref="L-1", accepted_on=None, due_on=None, working_days_left=None),
        given._replace(ref="L-2", state="supplement_given", clock_is_settled=False),
    ]
    desk.licences = lambda: rows  # type: ignore[method-assign]
    window = make_window("licences", hub=make_hub(desk))
    model = table_of(window).rows
    shown = {
        model.index(place, 0).data().split(",")[0]: [
            model.index(place, column).data() for column in (4, 5)
        ]
        for place in range(2)
    }
    assert shown == {"L-1": ["—", "—"], "L-2": ["not settled", "—"]}
    assert window.page.sentence == (
        "2 licences: 0 run against a due date, the clock of 1 is not settled."
    )


@pytest.mark.parametrize("page", ["licences", "suppliers", "exposure"])
def test_an_empty_list_offers_the_import(
    make_window: MakeWindow, make_hub: MakeHub, page: str
) -> None:
    desk = FakeAnswers(empty=True)
    desk.exposure = lambda by: Exposure(by, "USD", (), None, {}, ())  # type: ignore[method-assign]
    window = make_window("suppliers" if page == "exposure" else page, hub=make_hub(desk))
    if page == "exposure":
        tab = window.page.findChildren(Choices)[0]
        tab.choose("exposure")
        tab.chosen.emit("exposure")
    empty = next(part for part in window.page.findChildren(Empty) if part.isVisible())
    button(empty, "Import…").click()
    assert window.page.name == "import"


def test_suppliers_are_named_where_they_are_shares(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    key = desk.exposure("supplier").rows[0].key
    desk.supplier_names = lambda: {key: ("Lotus Oxide", "莲花")}  # type: ignore[method-assign]
    window = make_window("suppliers", hub=make_hub(desk))
    tab = window.page.findChildren(Choices)[0]
    tab.choose("exposure")
    tab.chosen.emit("exposure")
    rows = table_of(window).rows
    assert rows.cell(rows.rows[0], 0).spoken == f"Lotus Oxide, 莲花 · {key}"


def test_the_history_names_what_undo_would_take_back(
    make_window: MakeWindow, make_hub: MakeHub
) -> None:
    desk = FakeAnswers()
    first = HistoryLine(1, "2026-11-24T09:00:00Z", "import", "Import of a.csv", "window", 3, None)
    second = first._replace(id=2, what="Import of b.csv", undone_by=3)
    turn = first._replace(id=3, label="undo", what="Undo of import of b.csv")
    desk.operations = [first, second, turn]
    window = make_window("history", hub=make_hub(desk))
    assert window.page.sentence.startswith("Undo would take back: Import of a.csv, ")


def test_reasons_are_written_as_the_window_writes_values(make_window: MakeWindow) -> None:
    window = make_window("orders")
    amount = given("fake.part", Decimal("73735.2"), None, unit="USD", note="Landed")
    day = given("fake.part", date(2026, 11, 27), None, note="Loaded")
    window.explain(Why("landed cost of 2026-11-27", total("fake.landed", [amount], "USD")))
    why = window.findChild(WhyDialog)
    assert why is not None
    assert why.windowTitle() == "Why: Landed cost of 27 Nov"
    assert "73,735.20 USD" in as_text(amount, window.hub.formats)
    assert as_text(day, window.hub.formats) == "Loaded: 27 Nov"


def test_long_reasons_take_the_lines_that_they_need(make_window: MakeWindow) -> None:
    window = make_window("orders")
    window.explain(Why("why", given("fake.part", "x", None, note="many words of it " * 20)))
    why = window.findChild(WhyDialog)
    assert why is not None
    tree = why._tree
    QApplication.sendPostedEvents()
    line = tree.fontMetrics().height()
    assert tree.visualRect(tree.model().index(0, 0)).height() > 3 * line


# ------------------------------------------------------------------------------ the frame itself


def test_another_day_is_seen_across_the_top_until_back(make_window: MakeWindow) -> None:
    window = make_window("today")
    assert not window.band.isVisible()
    window.hub.as_of(date(2026, 12, 1), date(2026, 11, 24))
    assert window.band.isVisible()
    assert "Tue 1 Dec 2026" in words_in(window.band)
    button(window.band, "Back to today").click()
    assert not window.band.isVisible()
    assert window.hub.today == date(2026, 11, 24)


def test_the_status_line_names_what_undo_takes_back(make_window: MakeWindow) -> None:
    window = make_window("history")
    window.read_last_operation()
    assert window.status._undo.text() == "Undo: set licence date on PO-2641"
    window.hub.undo()
    assert window.status._undo.text() == "Undo: import orders_october.xlsx"


def test_exposure_is_the_second_tab_of_suppliers(make_window: MakeWindow) -> None:
    window = make_window("suppliers")
    tab = window.page.findChildren(Choices)[0]
    tab.choose("exposure")
    tab.chosen.emit("exposure")
    assert "exposure" in desk_of(window).asked
    assert window.page.sentence == (
        "Concentration (HHI) 3,100 of 10,000: high by the US merger guidelines of 2010, "
        "high by the US merger guidelines of 2023."
    )
    model = table_of(window).rows
    assert model.rows[0].spend == Decimal(900000)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "state", "answer", "expected"),
    [
        ("licence", "accepted", Answer.NO, "attention"),
        ("licence", "granted", Answer.YES, "ready"),
        ("licence", "granted", Answer.NO, "attention"),
        ("licence", "not_required", Answer.YES, "done"),
        ("document", "accepted", Answer.YES, "ready"),
        ("document", "accepted", Answer.NO, "attention"),
        ("document", "rejected", Answer.NO, "blocked"),
        ("document", "waived", Answer.YES, "done"),
        ("check", "unknown", Answer.UNKNOWN, "unknown"),
        ("check", "a new word", Answer.NO, "attention"),
    ],
)
def test_what_is_not_met_is_never_shown_as_ready(
    kind: str, state: str, answer: Answer, expected: str
) -> None:
    why = Step("need", answer, How.GIVEN)
    need = Requirement("r", kind, None, "t", state, why, (), None, "", "", "", "export", None, None)
    assert need_state(need) == expected


def test_an_unknown_word_is_shown_as_unknown() -> None:
    assert state_of("a new word") == "unknown"
    assert licence_state("accepted") == "attention"
