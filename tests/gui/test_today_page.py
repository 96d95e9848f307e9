"""Today: second lines that say something new, where buttons lead, lines that are put off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from remanence.core.base.changes import Changes
from remanence.core.base.steps import RecordRef, unknown
from remanence.core.today import Attention
from remanence.gui.formats import Formats
from remanence.gui.page import Place
from remanence.gui.parts.attention_row import AttentionRow, SnoozeStrip
from remanence.gui.parts.button import Button
from remanence.gui.parts.text import Text
from remanence.gui.parts.today_words import button_word, cause_place, next_place, second_line
from remanence.gui.theme import Theme
from tests.gui.conftest import MakeHub, MakeWindow
from tests.gui.fake_app import FakeAnswers
from tests.gui.fake_rows import TODAY, attention_on

MakeRow = Callable[..., AttentionRow]


def item(**changed: object) -> Attention:
    return attention_on(TODAY)[0]._replace(order="PO-2629", **changed)  # type: ignore[arg-type]


@pytest.fixture
def make_row(theme: Theme, qtbot: QtBot) -> MakeRow:
    def make(found: Attention) -> AttentionRow:
        row = AttentionRow(theme, Formats(TODAY), found, ("", ""), last=True)
        qtbot.addWidget(row)
        row.resize(700, 90)
        with qtbot.waitExposed(row):
            row.show()
        row.activateWindow()
        return row

    return make


@pytest.mark.parametrize(
    ("what", "why", "following", "words"),
    [
        (
            "PO-1 cannot load: answer to customs challenge is asked for and not here",
            "answer to customs challenge is asked for and not here yet: Waits for batch 3.",
            "Get the answer to customs challenge; it comes from: exporter.",
            "Waits for batch 3. It comes from: exporter.",
        ),
        (
            "PO-1: bill of lading (ocean) is due",
            "bill of lading (ocean): needed to arrive.",
            "Get the bill of lading (ocean); it comes from: carrier.",
            "Needed to arrive. It comes from: carrier.",
        ),
        (
            "PO-1 cannot export: the licence does not fit",
            "Licence L-1 is for sea, the goods go by air.",
            "Rebook, or the supplier files again (45 working days).",
            "Licence L-1 is for sea, the goods go by air. "
            "Rebook, or the supplier files again (45 working days).",
        ),
        (
            "PO-1: 2 papers are due",
            "insurance: needed to load; bill: needed to arrive.",
            "Get the insurance; it comes from: insurer.",
            "Insurance: needed to load; bill: needed to arrive. "
            "Get the insurance; it comes from: insurer.",
        ),
    ],
)
def test_the_second_line_says_only_what_the_first_does_not(
    what: str, why: str, following: str, words: str
) -> None:
    assert second_line(item(what=what, why=why, next=following)) == words


ORDER = {"kind": "orders", "ref": "PO-2629"}
SHIPMENT = {"kind": "shipments", "ref": "SH-1"}
LICENCE = {"kind": "licences", "ref": "LIC-1"}
SUPPLIER = {"kind": "suppliers", "ref": "S-1"}
LONG = "Do what a long sentence says, then come back."


@pytest.mark.parametrize(
    ("code", "record", "word", "step", "cause"),
    [
        ("papers_due", ORDER, "Attach paper", ("documents", "PO-2629"), "needs"),
        ("document_requested", ORDER, "Chase paper", ("documents", "PO-2629"), "needs"),
        ("document_received", ORDER, "Check paper", ("documents", "PO-2629"), "needs"),
        ("licence_accepted", ORDER, "See licence", ("licences", "LIC-9"), "needs"),
        ("check_unknown", ORDER, "See why", ("order", "PO-2629\tneeds"), "needs"),
        ("arrival_late", SHIPMENT, "Enter day", ("order", "PO-2629\tshipments"), "shipments"),
    ],
)
def test_the_button_does_the_next_step_and_enter_opens_the_cause(
    code: str, record: dict[str, str], word: str, step: tuple[str, str], cause: str
) -> None:
    found = item(code=f"today.{code}", record=record, next=LONG)
    assert button_word(found) == word
    assert next_place(found, "LIC-9") == Place(*step)
    assert cause_place(found) == Place("order", f"PO-2629\t{cause}")


@pytest.mark.parametrize("record", [LICENCE, SUPPLIER])
def test_rows_about_other_records_lead_to_them(record: dict[str, str]) -> None:
    found = item(code="today.licence_ends", record=record, next=LONG)
    assert next_place(found) == cause_place(found) == Place(record["kind"], record["ref"])


def test_what_a_decision_settles_leads_to_the_form_of_one() -> None:
    listed = unknown("fake.listed", RecordRef("parties", "DESK-WATCH Norvale"), note="'a = b'")
    found = item(group="unknown", code="today.check_unknown", next=LONG, explanation=listed)
    assert button_word(found) == "Decide"
    assert next_place(found) == Place("order", "PO-2629\tdecisions")


def test_papers_that_disagree_are_compared() -> None:
    what = "PO-2629 cannot export: papers disagree on net weight kg"
    found = item(code="today.check_failed", record=ORDER, what=what, next=LONG)
    assert button_word(found) == "Compare papers"
    assert next_place(found) == Place("documents", "PO-2629")


def test_s_asks_for_a_reason_and_a_day(make_row: MakeRow) -> None:
    row = make_row(item())
    given: list[tuple[str, date]] = []
    row.snoozed.connect(lambda _item, reason, until: given.append((reason, until)))
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_S)
    strip = row.findChild(SnoozeStrip)
    assert strip is not None
    assert strip.until.text() == (TODAY + timedelta(days=7)).isoformat()
    strip.give()
    assert given == []
    strip.reason.setText("waits for the bank")
    strip.give()
    assert given == [("waits for the bank", TODAY + timedelta(days=7))]
    assert not row.is_asking


@pytest.mark.parametrize("day", ["2026-11-24", "2025-01-01", "soon", ""])
def test_a_day_that_is_not_ahead_is_refused(make_row: MakeRow, day: str) -> None:
    row = make_row(item())
    given: list[object] = []
    row.snoozed.connect(lambda *what: given.append(what))
    row.ask_snooze()
    strip = row.findChild(SnoozeStrip)
    assert strip is not None
    strip.reason.setText("later")
    strip.until.setText(day)
    strip.give()
    assert given == []
    assert row.is_asking


def test_escape_leaves_without_putting_off(make_row: MakeRow) -> None:
    row = make_row(item())
    row.ask_snooze()
    strip = row.findChild(SnoozeStrip)
    assert strip is not None
    QTest.keyClick(strip, Qt.Key.Key_Escape)
    assert not row.is_asking


def test_what_was_settled_is_not_put_off(make_row: MakeRow) -> None:
    row = make_row(item(group="settled"))
    row.ask_snooze()
    assert not row.is_asking


def test_a_line_that_is_put_off_says_until_when_and_can_be_woken(make_row: MakeRow) -> None:
    row = make_row(item(snoozed_until=date(2026, 12, 1)))
    woken: list[object] = []
    row.woken.connect(woken.append)
    wake = next(one for one in row.findChildren(Button) if one.text() == "Wake")
    wake.click()
    assert woken == [row.item]
    assert "Put off until Tue 1 Dec." in row._reason()


def test_a_line_that_is_put_off_moves_to_a_group_of_its_own(
    make_window: MakeWindow, make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeAnswers()
    items = list(desk.attention())
    waiting = sum(1 for one in items if one.group != "settled")

    def snooze(found: Attention, reason: str, until: date) -> Changes:
        items[items.index(found)] = found._replace(snoozed_until=until)
        desk.asked.append(f"snooze: {reason}")
        return Changes(7, "snooze")

    monkeypatch.setattr(desk, "snooze", snooze, raising=False)
    monkeypatch.setattr(desk, "attention", lambda **_asked: list(items))
    window = make_window("today", hub=make_hub(desk))
    row = window.page.findChildren(AttentionRow)[0]
    row.snoozed.emit(row.item, "the bank", TODAY + timedelta(days=3))
    assert "snooze: the bank" in desk.asked
    words = [text.text() for text in window.page.findChildren(Text)]
    assert "Put off" in words
    assert "Put off until Fri 27 Nov." in words
    assert window.page.count() == waiting - 1  # type: ignore[attr-defined]


def test_what_is_being_typed_survives_a_refresh(make_window: MakeWindow) -> None:
    window = make_window("today")
    row = window.page.findChildren(AttentionRow)[0]
    row.ask_snooze()
    strip = row.findChild(SnoozeStrip)
    assert strip is not None
    strip.reason.setText("half a sen")
    window.page.refresh()
    assert window.page.findChild(SnoozeStrip) is strip
    assert strip.reason.text() == "half a sen"


def test_f1_on_the_button_of_a_row_explains_the_row(make_window: MakeWindow) -> None:
    window = make_window("today")
    row = window.page.findChildren(AttentionRow)[1]
    row.findChildren(Button)[0].setFocus()
    why = window.page.explain()  # type: ignore[attr-defined]
    assert why.title == row.item.what
