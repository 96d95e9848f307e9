"""Rows typed into forms and pasted: checked like an import, one operation, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from remanence.app.entering import (
    CLEARED,
    BeyondHeadings,
    Breaks,
    ChangedMeanwhile,
    Entry,
    Refused,
    enter,
    plan_block,
    plan_entries,
    sheet_row,
)
from remanence.app.history import history, undo
from remanence.app.imports.apply import apply_plan
from remanence.app.workspace import Workspace
from remanence.core.base.errors import NotFound
from tests.desk import BASE, Desk

LICENCES = """licence_ref,line_no,supplier_code,order_number,kind,licence_number,product_code,\
quantity,unit,transport_mode,valid_from,valid_to,end_user,end_user_country
L-1,1,S1,PO-1,single,MOF-1,P2,500,pcs,sea,2026-10-01,2027-09-30,Drive Works Inc.,US
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.take(BASE)
    return made


@pytest.fixture
def workspace(desk: Desk) -> Iterator[Workspace]:
    opened = desk.open()
    yield opened
    opened.close()


def test_one_cell_of_an_order_is_set_and_taken_back(workspace: Workspace) -> None:
    row = Entry("orders", {"order_number": "PO-1", "confirmed_for": "2026-12-18"})
    changes = enter(workspace, [row], label="edit", note="confirmed_for on PO-1")
    assert sheet_row(workspace, "orders", {"order_number": "PO-1"})["confirmed_for"] == "2026-12-18"
    line = history(workspace)[0]
    assert (line.id, line.label, line.what) == (
        changes.operation,
        "edit",
        "Set confirmed_for on PO-1",
    )
    undo(workspace)
    assert sheet_row(workspace, "orders", {"order_number": "PO-1"})["confirmed_for"] == ""


def test_a_value_can_be_cleared(workspace: Workspace) -> None:
    key = {"order_number": "PO-1"}
    enter(workspace, [Entry("orders", {**key, "end_use": "Motors"})], label="edit", note="x")
    enter(workspace, [Entry("orders", {**key, "end_use": CLEARED})], label="edit", note="x")
    assert sheet_row(workspace, "orders", key)["end_use"] == ""


def test_a_cell_that_cannot_be_is_refused_by_its_sentence(desk: Desk, workspace: Workspace) -> None:
    before = desk.state()
    row = Entry("orders", {"order_number": "PO-1", "confirmed_for": "18.13.2026"})
    with pytest.raises(Refused) as stopped:
        enter(workspace, [row], label="edit", note="confirmed_for on PO-1")
    assert "confirmed_for" in stopped.value.where
    assert "18.13.2026" in str(stopped.value)
    assert desk.state() == before


def test_what_stands_by_now_stops_an_old_form(desk: Desk, workspace: Workspace) -> None:
    key = {"order_number": "PO-1"}
    seen = Entry("orders", {**key, "end_use": ""})
    enter(workspace, [Entry("orders", {**key, "end_use": "Pumps"})], label="edit", note="x")
    before = desk.state()
    with pytest.raises(ChangedMeanwhile, match="says Pumps by now, no longer nothing"):
        enter(
            workspace,
            [Entry("orders", {**key, "end_use": "Motors"})],
            label="edit",
            note="x",
            was=[seen],
        )
    assert desk.state() == before


def test_a_new_order_of_two_lines_is_one_operation(workspace: Workspace) -> None:
    head = {
        "order_number": "PO-9",
        "order_date": "2026-11-20",
        "supplier_code": "S1",
        "currency": "USD",
        "incoterm": "FOB",
    }
    lines = [
        Entry("orders", {**head, "line_no": str(n), "product_code": p, "quantity": "10",
                         "unit": "pcs", "unit_price": "1.10"})
        for n, p in ((1, "P1"), (2, "P2"))
    ]  # fmt: skip
    changes = enter(workspace, lines, label="new_order", note="PO-9")
    assert dict(changes.counts) == {"orders.insert": 1, "order_lines.insert": 2}
    assert history(workspace)[0].what == "New order PO-9"
    assert sheet_row(workspace, "orders", {"order_number": "PO-9", "line_no": "2"})["unit"] == "pcs"


def test_a_row_is_taken_away_and_comes_back(workspace: Workspace) -> None:
    key = {"order_number": "PO-1", "line_no": "2"}
    before = sheet_row(workspace, "orders", key)
    enter(workspace, [Entry("orders", key, remove=True)], label="remove", note="line 2 of PO-1")
    with pytest.raises(NotFound):
        sheet_row(workspace, "orders", key)
    undo(workspace)
    assert sheet_row(workspace, "orders", key) == before


def test_more_than_the_licence_covers_is_stopped_and_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.take({**BASE, "licences": LICENCES})
    workspace = desk.open()
    before = desk.state()
    row = Entry("orders", {"order_number": "PO-1", "line_no": "2", "transport_mode": "air"})
    with pytest.raises(Breaks) as stopped:
        enter(workspace, [row], label="edit", note="mode on PO-1")
    assert any("L-1" in sentence or "licence" in sentence for sentence in stopped.value.broken)
    assert desk.state() == before
    enter(workspace, [row], label="edit", note="mode on PO-1", anyway=True)
    assert sheet_row(workspace, "orders", {"order_number": "PO-1"})["transport_mode"] == "air"
    workspace.close()


@pytest.mark.parametrize("with_headings", [True, False])
def test_a_pasted_block_is_planned_and_written(workspace: Workspace, with_headings: bool) -> None:
    rows = "PO-1\t1\t2027-01-10\r\nPO-2\t1\t2027-01-11\r\n"
    head = "order_number\tline_no\trequested_on\r\n" if with_headings else ""
    columns = ["order_number", "line_no", "requested_on"]
    plan = plan_block(workspace, "orders", head + rows, columns, name="pasted cells")
    assert [(one.sheet, one.changed) for one in plan.plan] == [("orders", 2)]
    apply_plan(workspace, plan)
    assert history(workspace)[0].what == "Import of pasted cells"
    assert sheet_row(workspace, "orders", {"order_number": "PO-2"})["requested_on"] == "2027-01-11"


def test_a_bad_cell_of_a_block_names_its_row(workspace: Workspace) -> None:
    plan = plan_entries(
        workspace,
        [Entry("orders", {"order_number": "PO-1", "quantity": "many"})],
        name="pasted cells",
    )
    assert not plan.can_apply
    assert plan.findings[0].where.startswith("pasted cells")


def test_quotes_of_a_spreadsheet_are_undone(workspace: Workspace) -> None:
    text = 'order_number\tend_use\nPO-1\t"The ""big""\none"\n\nPO-2\t5" pumps\n'
    plan = plan_block(workspace, "orders", text, [], name="pasted cells")
    apply_plan(workspace, plan)
    key = {"order_number": "PO-1"}
    assert sheet_row(workspace, "orders", key)["end_use"] == 'The "big"\none'
    assert sheet_row(workspace, "orders", {"order_number": "PO-2"})["end_use"] == '5" pumps'


def test_a_cell_beyond_the_headings_is_not_lost_in_silence(workspace: Workspace) -> None:
    with pytest.raises(BeyondHeadings, match="row 2 holds surplus beyond its 2 columns"):
        plan_block(
            workspace, "orders", "order_number\tend_use\nPO-1\tx\tsurplus", [], name="pasted cells"
        )


def test_findings_of_a_block_count_as_the_block_does(workspace: Workspace) -> None:
    text = "order_number\trequested_on\nPO-1\t2027-01-10\n\nPO-2\tsoon\n"
    plan = plan_block(workspace, "orders", text, [], name="pasted cells")
    assert [one.where for one in plan.findings] == ["pasted cells, orders, row 4, requested_on"]


def test_a_new_line_takes_the_head_of_its_order(workspace: Workspace) -> None:
    cells = {"order_number": "PO-1", "line_no": "3", "product_code": "P2", "quantity": "7"}
    row = Entry("orders", {**cells, "unit": "pcs", "unit_price": "2"})
    enter(workspace, [row], label="edit", note="line 3 of PO-1")
    added = sheet_row(workspace, "orders", {"order_number": "PO-1", "line_no": "3"})
    assert (added["supplier_code"], added["product_code"]) == ("S1", "P2")
