"""What a screen reader hears: a name for everything that takes the focus, words for every cell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from remanence.gui.parts.table import Table
from remanence.gui.places import PAGES
from remanence.gui.row_model import CELL_ROLE, Cell
from remanence.gui.window import Window
from tests.gui.conftest import MakeWindow

ROLE = Qt.ItemDataRole


def nameless(window: Window) -> list[str]:
    """Widgets that take the focus and have neither name nor words."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or words):
            found.append(type(widget).__name__)
    return found


@pytest.mark.parametrize("page", list(PAGES))
def test_everything_that_takes_the_focus_has_a_name(make_window: MakeWindow, page: str) -> None:
    window = make_window(page)
    if page == "orders":
        window.page.open("PO-2641")
    assert nameless(window) == []


@pytest.mark.parametrize("page", ["orders", "licences", "policy", "history"])
def test_every_pill_says_its_word(make_window: MakeWindow, page: str) -> None:
    window = make_window(page)
    table = window.page.findChild(Table)
    assert table is not None
    model = table.rows
    pills = 0
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            cell = index.data(CELL_ROLE)
            assert isinstance(cell, Cell)
            spoken = index.data(ROLE.AccessibleTextRole)
            assert spoken.startswith(cell.text)
            pills += cell.state is not None
            assert not cell.state or cell.text
    assert pills > 0


def test_an_order_says_its_state_and_stage(make_window: MakeWindow) -> None:
    window = make_window("orders")
    table = window.page.findChild(Table)
    assert table is not None
    stage = next(n for n, c in enumerate(table.rows.columns) if c.key == "stage")
    spoken = {table.rows.index(row, stage).data(ROLE.AccessibleTextRole) for row in range(10)}
    assert any(words.startswith("Blocked, ") for words in spoken)
