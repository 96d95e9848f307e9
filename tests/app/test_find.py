"""What the frame asks: names and numbers, what another wrote, own limits, backups, the sample."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from remanence.app.demo import is_sample
from remanence.app.entering import Entry, enter
from remanence.app.limits import limits
from remanence.app.search import find
from remanence.app.upkeep import backup, backups
from remanence.app.watching import newest_operation
from remanence.core.base.errors import FileMissing
from tests.desk import Desk


@pytest.mark.parametrize(
    ("text", "kind", "ref"),
    [
        ("po-2", "orders", "PO-2"),
        ("2", "orders", "PO-2"),
        ("玉河", "suppliers", "S1"),
        ("LOT", "suppliers", "S2"),
        ("arc", "products", "P2"),
        ("drive wo", "orders", "PO-1"),
        ("wo dri", "orders", "PO-1"),
    ],
)
def test_every_word_begins_a_word_of_the_name(desk: Desk, text: str, kind: str, ref: str) -> None:
    with closing(desk.open()) as workspace:
        assert (kind, ref) in {(one.kind, one.ref) for one in find(workspace, text)}


@pytest.mark.parametrize("text", ["orks", "xyzzy", " ", "-", "po-2 玉河"])
def test_the_middle_of_a_word_and_what_is_nowhere_are_not_found(desk: Desk, text: str) -> None:
    with closing(desk.open()) as workspace:
        assert [one.ref for one in find(workspace, text) if one.kind == "orders"] == []


def test_a_name_that_is_new_is_found_at_once(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        assert find(workspace, "nowhere") == []
        cells = {"supplier_code": "S9", "name": "Nowhere Metals", "country": "CN"}
        enter(workspace, [Entry("suppliers", cells)], label="edit", note="S9")
        assert [one.ref for one in find(workspace, "nowhere")] == ["S9"]


def test_few_of_a_kind_are_enough(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        assert len([one for one in find(workspace, "po", each=1) if one.kind == "orders"]) == 1


def test_who_looks_on_sees_that_another_wrote(desk: Desk) -> None:
    with closing(desk.open()) as mine, closing(desk.open()) as other:
        before = newest_operation(mine)
        cells = {"supplier_code": "S9", "name": "Nowhere Metals", "country": "CN"}
        enter(other, [Entry("suppliers", cells)], label="edit", note="S9")
        assert newest_operation(mine) > before


def test_a_workspace_that_was_moved_away_is_missing(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        shutil.move(workspace.path, workspace.path.with_name("elsewhere.remanence"))
        with pytest.raises(FileMissing):
            newest_operation(workspace)
        shutil.move(workspace.path.with_name("elsewhere.remanence"), workspace.path)


def test_own_limits_are_those_of_the_workspace(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        told = {"reason": "our line", "decided_on": "2026-11-01"}
        rows = [
            Entry("decisions", {"subject": subject, "code": code, "value": value, **told})
            for subject, code, value in (
                ("workspace", "practice.limit", "0.1"),
                ("order PO-1", "tolerance.weight_percent", "2"),
            )
        ]
        enter(workspace, rows, label="preference", note="limits")
        found = limits(workspace)
        assert {code: limit.value for code, limit in found.items()} == {"practice.limit": "0.1"}
        assert found["practice.limit"].reason == "our line"


def test_backups_say_when(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        backup(workspace)
        newest = backups(workspace)[0]
        assert newest.at.replace("Z", "") == workspace.around.now()[:19]
        assert newest.reason == "manual"
        assert newest.path.exists()


def test_an_own_desk_is_no_sample(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        assert not is_sample(workspace)
