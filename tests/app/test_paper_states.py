"""Papers received, accepted, rejected and waived; rows of Today that are put off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from remanence.app.entering import sheet_row
from remanence.app.history import history, undo
from remanence.app.paper_states import Paper, PastItsDay, set_state
from remanence.app.snoozing import snooze, wake
from remanence.app.today import attention
from remanence.app.workspace import Workspace
from remanence.core.base.errors import InvalidInput
from tests.desk import BASE, Desk

PO = Paper("po", order_number="PO-1")
DOCUMENTS = """document_type,order_number,number,state,valid_to
euc,PO-1,E-1,received,2026-11-01
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    desk = Desk(tmp_path)
    orders = BASE["orders"].replace("currency,incoterm", "currency,incoterm,ready_on")
    orders = orders.replace("USD,FOB", "USD,FOB,2026-11-28")
    desk.take({**BASE, "orders": orders, "documents": DOCUMENTS})
    opened = desk.open()
    yield opened
    opened.close()


def state(workspace: Workspace, paper: Paper) -> str:
    key = {name: text for name, text in paper._asdict().items() if text or name == "number"}
    return sheet_row(workspace, "documents", key)["state"]


def test_a_paper_goes_from_received_to_accepted_and_back(workspace: Workspace) -> None:
    set_state(workspace, PO, "received")
    assert state(workspace, PO) == "received"
    set_state(workspace, PO, "accepted")
    assert state(workspace, PO) == "accepted"
    assert history(workspace)[0].what == "Accept purchase order or contract of PO-1"
    undo(workspace)
    assert state(workspace, PO) == "received"


@pytest.mark.parametrize("word", ["waived", "rejected"])
def test_a_verdict_against_needs_its_reason(workspace: Workspace, word: str) -> None:
    with pytest.raises(InvalidInput, match="reason"):
        set_state(workspace, PO, word, reason="  ")
    set_state(workspace, PO, word, reason="The frame contract covers it")
    assert state(workspace, PO) == word


def test_a_paper_past_its_day_is_not_accepted(workspace: Workspace) -> None:
    old = Paper("euc", order_number="PO-1", number="E-1")
    with pytest.raises(PastItsDay, match="2026-11-01"):
        set_state(workspace, old, "accepted")
    assert state(workspace, old) == "received"


def test_a_row_of_today_is_put_off_and_woken(workspace: Workspace) -> None:
    item = attention(workspace)[0]
    snooze(workspace, item, "The supplier answers on Friday", date(2026, 11, 27))
    assert item.what not in [one.what for one in attention(workspace)]
    shown = [one for one in attention(workspace, with_snoozed=True) if one.what == item.what]
    assert [one.snoozed_until for one in shown] == [date(2026, 11, 27)]
    wake(workspace, item)
    assert item.what in [one.what for one in attention(workspace)]
    assert history(workspace)[0].what == f"Wake {item.record['ref']}"


def test_a_row_is_put_off_for_a_reason_to_a_day_to_come(workspace: Workspace) -> None:
    item = attention(workspace)[0]
    with pytest.raises(InvalidInput, match="reason"):
        snooze(workspace, item, " ", date(2026, 11, 27))
    with pytest.raises(InvalidInput, match="passed"):
        snooze(workspace, item, "Later", date(2026, 11, 23))


def test_a_second_row_of_a_record_puts_off_all_of_them(workspace: Workspace) -> None:
    item = attention(workspace)[0]
    other = item._replace(code="today.another")
    snooze(workspace, item, "Friday", date(2026, 11, 27))
    snooze(workspace, other, "Friday too", date(2026, 11, 27))
    assert item.what not in [one.what for one in attention(workspace)]
