"""The one table model: filling, sorting, filtering, and what Qt hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.modeltest import ModelTester

from remanence.gui.row_model import CELL_ROLE, ROW_ROLE, Cell, Column, RowModel

ROLE = Qt.ItemDataRole


class Row(NamedTuple):
    key: int
    name: str
    due: date | None
    money: Decimal | None


ROWS = [
    Row(1, "Ningbo 宁波", date(2026, 11, 26), Decimal("9.5")),
    Row(2, "Baotou 包头", None, Decimal(118240)),
    Row(3, "Ganzhou", date(2026, 3, 1), None),
    Row(4, "Hangzhou", date(2027, 1, 6), Decimal(-3)),
]

typed: list[str] = []


def rename(rows: Sequence[Row], text: str) -> str:
    typed.extend(f"{row.key}={text}" for row in rows)
    return ""


def columns() -> list[Column[Row]]:
    return [
        Column("name", "Name", lambda r: r.name, lambda r: Cell(r.name, "second"), edit=rename),
        Column("due", "Due", lambda r: r.due, lambda r: Cell(str(r.due or "—"))),
        Column("money", "USD", lambda r: r.money, lambda r: Cell(str(r.money)), align="right"),
    ]


@pytest.fixture
def model() -> RowModel[Row]:
    made: RowModel[Row] = RowModel(columns(), lambda r: r.key, lambda r: r.name)
    made.show(ROWS)
    return made


def keys(model: RowModel[Row]) -> list[int]:
    return [row.key for row in model.rows]


def test_keeps_the_rules_of_qt(model: RowModel[Row], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.sort(1)
    model.find("zhou")
    model.show([*ROWS, Row(5, "Yantai zhou", None, None)])
    model.find("")
    assert model.rowCount() == 5


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (1, Qt.SortOrder.AscendingOrder, [3, 1, 4, 2]),
        (1, Qt.SortOrder.DescendingOrder, [4, 1, 3, 2]),
        (2, Qt.SortOrder.AscendingOrder, [4, 1, 2, 3]),
        (2, Qt.SortOrder.DescendingOrder, [2, 1, 4, 3]),
    ],
)
def test_sorts_dates_and_decimals_and_puts_what_is_not_known_last(
    model: RowModel[Row], column: int, order: Qt.SortOrder, expected: list[int]
) -> None:
    model.sort(column, order)
    assert keys(model) == expected


def test_minus_one_goes_back_to_the_order_that_came(model: RowModel[Row]) -> None:
    model.sort(2)
    model.sort(-1)
    assert keys(model) == [1, 2, 3, 4]


def test_sorting_keeps_persistent_places(model: RowModel[Row]) -> None:
    held = QPersistentModelIndex(model.index(1, 0))
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert held.row() == 0
    assert held.data(ROW_ROLE) == ROWS[1]


def test_the_same_keys_only_repaint_what_changed(model: RowModel[Row]) -> None:
    resets, changes = QSignalSpy(model.modelReset), QSignalSpy(model.dataChanged)
    model.show([*ROWS[:2], ROWS[2]._replace(name="Longnan"), ROWS[3]])
    assert resets.count() == 0
    assert changes.count() == 1
    assert changes.at(0)[0].row() == 2
    assert model.index(2, 0).data() == "Longnan"


def test_the_rest_is_appended_below_the_first_rows(model: RowModel[Row]) -> None:
    resets, inserts = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    model.show([*ROWS, Row(5, "Yantai", None, None)])
    assert (resets.count(), inserts.count(), model.rowCount()) == (0, 1, 5)


def test_other_rows_reset(model: RowModel[Row]) -> None:
    resets = QSignalSpy(model.modelReset)
    model.show(ROWS[1:])
    assert resets.count() == 1
    assert keys(model) == [2, 3, 4]


def test_finds_every_word_without_regard_to_case(model: RowModel[Row]) -> None:
    model.find("NING 宁")
    assert keys(model) == [1]
    model.find("ning 包")
    assert keys(model) == []
    assert (model.total, model.filtered) == (4, True)
    model.find("")
    assert keys(model) == [1, 2, 3, 4]


def test_a_filter_stays_on_when_rows_come(model: RowModel[Row]) -> None:
    model.keep(lambda row: row.due is not None)
    model.sort(1)
    model.show([*ROWS, Row(5, "Yantai", date(2026, 1, 1), None)])
    assert keys(model) == [5, 3, 1, 4]


def test_cells_are_made_once(model: RowModel[Row]) -> None:
    first = model.index(0, 0).data(CELL_ROLE)
    assert model.index(0, 0).data(CELL_ROLE) is first
    model.restyle()
    assert model.index(0, 0).data(CELL_ROLE) is not first


def test_says_cells_in_words(model: RowModel[Row]) -> None:
    assert model.index(0, 0).data(ROLE.AccessibleTextRole) == "Ningbo 宁波, second"
    pill = Cell("Blocked", state="blocked", after="export")
    assert pill.spoken == "Blocked, export"


def test_figures_and_their_heading_stand_right(model: RowModel[Row]) -> None:
    right = Qt.AlignmentFlag.AlignRight
    assert model.index(0, 2).data(ROLE.TextAlignmentRole) & right
    heading = model.headerData(2, Qt.Orientation.Horizontal, ROLE.TextAlignmentRole)
    assert isinstance(heading, Qt.AlignmentFlag)
    assert heading & right
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_only_columns_with_edit_take_text(model: RowModel[Row]) -> None:
    typed.clear()
    assert model.setData(model.index(0, 0), "Xiamen")
    assert not model.setData(model.index(0, 1), "2026-01-01")
    assert typed == ["1=Xiamen"]
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
