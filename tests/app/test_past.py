"""What operations did, before and after, and what stands in the way of undoing one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from remanence.app.entering import Entry, enter
from remanence.app.history import history, undo
from remanence.app.past import details, undo_preview
from remanence.app.workspace import Workspace
from remanence.core.base.errors import Conflict, NotFound
from tests.desk import BASE, Desk


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    desk = Desk(tmp_path)
    desk.take(BASE)
    opened = desk.open()
    yield opened
    opened.close()


def set_use(workspace: Workspace, use: str) -> int:
    row = Entry("orders", {"order_number": "PO-1", "end_use": use})
    return enter(workspace, [row], label="edit", note="end_use on PO-1").operation


def test_a_changed_cell_shows_before_and_after(workspace: Workspace) -> None:
    first, second = set_use(workspace, "Pumps"), set_use(workspace, "Motors")
    (record,) = details(workspace, first).records
    assert (record.kind, record.record, record.verb) == ("orders", "PO-1", "update")
    assert [tuple(cell) for cell in record.cells] == [("end_use", "", "Pumps")]
    (record,) = details(workspace, second).records
    assert [tuple(cell) for cell in record.cells] == [("end_use", "Pumps", "Motors")]


def test_new_rows_are_named_and_never_by_number(workspace: Workspace) -> None:
    found = details(workspace, history(workspace)[0].id)
    assert found.total == len(found.records) == 10
    lines = [one for one in found.records if one.kind == "order_lines"]
    assert [one.record for one in lines] == ["PO-1, 1", "PO-1, 2", "PO-2, 1"]
    cells = {cell.column: cell.after for cell in lines[0].cells}
    assert cells["product_code"] == "P1"
    assert all(not column.endswith("_id") for column in cells)


def test_a_removed_line_shows_what_was_in_it(workspace: Workspace) -> None:
    key = {"order_number": "PO-1", "line_no": "2"}
    gone = enter(workspace, [Entry("orders", key, remove=True)], label="remove", note="a line")
    (record,) = details(workspace, gone.operation).records
    assert (record.verb, record.record) == ("delete", "PO-1, 2")
    assert ("product_code", "P2", "") in [tuple(cell) for cell in record.cells]


def test_the_preview_turns_it_round_and_names_what_is_in_the_way(workspace: Workspace) -> None:
    first = set_use(workspace, "Pumps")
    preview = undo_preview(workspace, first)
    assert [tuple(cell) for cell in preview.records[0].cells] == [("end_use", "Pumps", "")]
    assert preview.in_the_way == []
    set_use(workspace, "Motors")
    assert undo_preview(workspace, first).in_the_way == ["Set end_use on PO-1"]
    undo(workspace)
    assert undo_preview(workspace, first).in_the_way == []


def test_an_unknown_operation_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="999"):
        details(workspace, 999)


def test_what_hangs_on_new_rows_is_in_the_way(workspace: Workspace) -> None:
    first = history(workspace)[0].id
    paper = Entry("documents", {"document_type": "po", "order_number": "PO-1", "state": "received"})
    enter(workspace, [paper], label="receive", note="po of PO-1")
    assert undo_preview(workspace, first).in_the_way == ["Receive po of PO-1"]
    with pytest.raises(Conflict):
        undo(workspace, first)


def test_a_row_that_is_removed_by_now_is_in_the_way(workspace: Workspace) -> None:
    first = history(workspace)[0].id
    gone = Entry("orders", {"order_number": "PO-1", "line_no": "2"}, remove=True)
    enter(workspace, [gone], label="remove", note="line 2 of PO-1")
    assert undo_preview(workspace, first).in_the_way == ["Remove line 2 of PO-1"]
