"""Tables: filters, groups, saved views, columns, chosen rows, cells set in place, exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from remanence.gui.conditions import Condition, is_whole
from remanence.gui.formats import DASH
from remanence.gui.grouping import Figure, total
from remanence.gui.hub import Hub
from remanence.gui.parts.list_view import ListView
from remanence.gui.parts.selection_bar import SelectionBar
from remanence.gui.parts.table_tools import exported
from remanence.gui.row_model import Cell, Column
from remanence.gui.theme import Theme
from remanence.gui.view_state import Layout, ViewState, read, written


class Row(NamedTuple):
    key: str
    name: str
    due: date | None
    money: Decimal | None
    unit: str


ROWS = [
    Row("1", "Ningbo 宁波", date(2026, 11, 26), Decimal("0.1"), "USD"),
    Row("2", "Baotou 包头", None, Decimal("0.2"), "USD"),
    Row("3", "Ningbo 宁波", date(2026, 3, 1), None, "USD"),
    Row("4", "Baotou 包头", date(2027, 1, 6), Decimal(7), "EUR"),
]

set_texts: list[str] = []


def rename(rows: Sequence[Row], text: str) -> str:
    if text == "wrong":
        return "That cannot be."
    set_texts.extend(f"{row.key}={text}" for row in rows)
    return ""


def columns() -> list[Column[Row]]:
    return [
        Column("name", "Name", lambda r: r.name, lambda r: Cell(r.name), edit=rename),
        Column("due", "Due", lambda r: r.due, lambda r: Cell(str(r.due or DASH))),
        Column(
            "money",
            "Money",
            lambda r: r.money,
            lambda r: Cell(str(r.money)),
            align="right",
            figure=lambda r: Figure(r.money, r.unit),
        ),
        Column("unit", "Unit", lambda r: r.unit, lambda r: Cell(r.unit), optional=True),
    ]


@pytest.fixture
def view(theme: Theme, hub: Hub, qtbot: QtBot) -> ListView[Row]:
    set_texts.clear()
    made: ListView[Row] = ListView(theme, "Things", columns(), lambda r: r.key, lambda r: r.name)
    qtbot.addWidget(made)
    made.serve(hub, "things", "Things")
    made.show_rows(ROWS)
    made.resize(900, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def keys(view: ListView[Row]) -> list[str]:
    return [row.key for row in view.model.matching()]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("name", "contains", "宁"), ["1", "3"]),
        (Condition("name", "is", "baotou 包头"), ["2", "4"]),
        (Condition("name", "is_not", "Baotou 包头"), ["1", "3"]),
        (Condition("unit", "one_of", "EUR, CNY"), ["4"]),
        (Condition("money", "at_least", "0.2"), ["2", "4"]),
        (Condition("money", "at_most", "0.2"), ["1", "2"]),
        (Condition("due", "before", "2026-11-26"), ["3"]),
        (Condition("due", "after", "2026-11-26"), ["4"]),
        (Condition("due", "unknown"), ["2"]),
        (Condition("gone", "is", "x"), ["1", "2", "3", "4"]),
    ],
)
def test_conditions_keep_rows(
    view: ListView[Row], condition: Condition, expected: list[str]
) -> None:
    view.tools.add(condition)
    assert keys(view) == expected


def test_a_date_that_is_none_is_not_asked() -> None:
    assert not is_whole(Condition("due", "before", "soon"))
    assert not is_whole(Condition("money", "at_least", "NaN"))
    assert is_whole(Condition("due", "unknown"))


def test_chips_never_take_a_second_row(view: ListView[Row]) -> None:
    for number in range(12):
        view.tools.add(Condition("name", "is_not", f"a rather long name, number {number}"))
    chips = view.tools.chips
    shown = [chip for chip in chips.chips if chip.isVisible()]
    assert 0 < len(shown) < 12
    assert len({chip.y() for chip in shown}) == 1
    assert chips._more is not None
    assert chips._more.text() == f"+{12 - len(shown)}"
    shown[0].click()
    assert len(view.tools.conditions) == 11


def test_a_filter_that_hides_all_can_be_cleared(view: ListView[Row]) -> None:
    view.tools.add(Condition("name", "is", "nobody"))
    assert not keys(view)
    view.tools.clear_filter()
    assert len(keys(view)) == 4


def test_groups_add_exactly_and_never_unlike_units(view: ListView[Row]) -> None:
    view.tools.group("name")
    model = view.model
    assert len(model.rows) == 6
    spoken = [
        str(model.data(model.index(row, 2), Qt.ItemDataRole.AccessibleTextRole)) for row in (0, 3)
    ]
    assert spoken[1] == "several currencies"
    assert "1 not known" in spoken[0]
    assert "2 rows" in str(model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    summed = total([Figure(Decimal("0.1"), "USD"), Figure(Decimal("0.2"), "USD")])
    assert summed.amount == Decimal("0.3")


def test_groups_fold_by_keys_and_are_no_rows(view: ListView[Row], qtbot: QtBot) -> None:
    view.tools.group("name")
    table = view.table
    table.setCurrentIndex(view.model.index(0, 0))
    assert table.current_row() is None
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert len(view.model.rows) == 4
    assert len(keys(view)) == 4
    table.selectAll()
    assert [row.key for row in table.chosen_rows()] == ["2", "4"]


def test_a_saved_view_brings_everything_back(view: ListView[Row]) -> None:
    tools, table = view.tools, view.table
    tools.add(Condition("unit", "is", "USD"))
    view.filter.setText("ning")
    table.show_column("unit", shown=True)
    table.horizontalHeader().moveSection(2, 0)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    tools.group("due")
    tools.save_view("Mine")
    state = tools.state()
    tools.go_to_all("all")
    tools.reset_layout()
    assert tools.state() != state
    tools.tabs.choose("view:Mine")
    tools._choose("view:Mine")
    assert tools.state() == state


def test_views_outlive_a_restart_and_other_columns(
    view: ListView[Row], theme: Theme, hub: Hub, qtbot: QtBot
) -> None:
    view.tools.save_view("Mine")
    view.tools.go_to_all("all")
    view.table.show_column("due", shown=False)
    again: ListView[Row] = ListView(
        theme, "Things", [*columns()[1:], Column("new", "New", str, lambda r: Cell(r.key))],
        lambda r: r.key, lambda r: r.name,
    )  # fmt: skip
    qtbot.addWidget(again)
    again.serve(hub, "things", "Things")
    again.show_rows(ROWS)
    again.resize(900, 400)
    with qtbot.waitExposed(again):
        again.show()
    assert again.tools.tabs._saved == ["Mine"]
    assert again.table.isColumnHidden(0)
    again.tools._choose("view:Mine")
    assert not again.table.isColumnHidden(0)
    assert not again.table.isColumnHidden(3)
    again.tools.rename_view("Mine", "Ours")
    again.tools.remove_view("Ours")
    assert again.tools.tabs._saved == []


@pytest.mark.parametrize("kept", [None, 3, {}, {"version": 99}, {"version": "1", "chips": 4}])
def test_what_is_no_view_is_left(kept: object) -> None:
    assert read(kept) is None


def test_a_view_is_read_as_written() -> None:
    layout = Layout(("b", "a"), ("a",), {"b": 120}, "b", down=True)
    state = ViewState("all", "x", (Condition("a", "is", "b"),), layout, "a", "compact")
    assert read(written(state)) == state


def bars(view: ListView[Row]) -> list[SelectionBar]:
    return [view.tools.bar] if view.tools.bar else []


def test_the_bar_names_how_many_are_chosen(view: ListView[Row], qtbot: QtBot) -> None:
    view.table.setCurrentIndex(view.model.index(0, 0))
    assert not bars(view)
    view.table.selectAll()
    (bar,) = bars(view)
    assert bar.count.text() == "4 rows"
    assert bar.buttons[-1].text() == "Export 4 rows…"
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert bar.count.text() == "3 rows"


def editor_of(view: ListView[Row]) -> QLineEdit:
    found = view.table.viewport().findChildren(QLineEdit)
    return found[-1]


def test_a_cell_is_set_in_place(view: ListView[Row], qtbot: QtBot) -> None:
    table = view.table
    table.setFocus()
    table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(view)
    editor.setText("Xiamen")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert set_texts == ["1=Xiamen"]


def test_a_refusal_stays_open_and_escape_leaves(view: ListView[Row], qtbot: QtBot) -> None:
    said: list[str] = []
    view.table.refused.connect(said.append)
    view.table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = editor_of(view)
    editor.setText("wrong")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert said == ["That cannot be."]
    assert editor.isVisible()
    assert editor.accessibleDescription() == "That cannot be."
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert set_texts == []


def test_fill_down_sets_all_chosen_at_once(view: ListView[Row], qtbot: QtBot) -> None:
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.table.selectAll()
    QTest.keyClick(view.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert set_texts == ["2=Ningbo 宁波", "3=Ningbo 宁波", "4=Ningbo 宁波"]


def test_exports_keep_figures_and_days() -> None:
    name, due, money, _unit = columns()
    assert exported(money, ROWS[0]) == Decimal("0.1")
    assert exported(due, ROWS[0]) == date(2026, 11, 26)
    assert exported(due, ROWS[1]) is None
    assert exported(name, ROWS[1]) == "Baotou 包头"


def test_a_paste_names_its_kind(view: ListView[Row], qtbot: QtBot) -> None:
    found: list[object] = []
    view.tools.take_pastes("orders")
    view.tools.pasted.connect(found.append)
    QApplication.clipboard().setText("order_number\tconsignee\nPO-1\tX")
    view.tools.paste()
    assert found[0].kind == "orders"  # type: ignore[attr-defined]


def test_what_is_seen_is_written(tmp_path: Path) -> None:
    from remanence.exchange.workbook import write_table

    to = write_table(
        tmp_path / "seen.csv", "seen", ["HS"], [["=1+1"], [Decimal("0.10")], [date(2026, 1, 2)]]
    )
    assert to.read_text("utf-8").splitlines() == ["HS", "'=1+1", "0.10", "2026-01-02"]
