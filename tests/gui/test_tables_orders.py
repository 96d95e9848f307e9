"""The list of orders over a real workspace: cells set in place, pasted blocks, exports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from remanence.app.demo import sample_workspace
from remanence.app.settings import Surroundings
from remanence.gui.answers import Answers
from remanence.gui.hub import Hub, Note
from remanence.gui.jobs import InlineJobs
from remanence.gui.pages.orders import OrdersPage
from remanence.gui.theme import Theme

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def page(theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[OrdersPage]:
    around = Surroundings(tmp_path, RESOURCES, lambda: "2026-11-24T09:00:00+00:00")
    workspace = sample_workspace(tmp_path / "Calder.remanence", date(2026, 11, 24), around)
    made = OrdersPage(Hub(Answers(workspace), theme, InlineJobs()))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    workspace.close()


def test_a_cell_of_several_orders_is_one_operation(page: OrdersPage, tmp_path: Path) -> None:
    notes: list[Note] = []
    page.hub.noted.connect(notes.append)
    page._table.show_column("consignee", shown=True)
    columns = {column.key: column for column in page._model.columns}
    edit, modes = columns["consignee"].edit, columns["transport_mode"].edit
    assert edit is not None
    assert modes is not None
    orders = page._model.rows[:2]
    assert edit(orders, "Acme 贵") == ""
    assert [columns["consignee"].cell(order).text for order in orders] == ["Acme 贵"] * 2
    assert "boat" in modes(orders, "boat")
    page.hub.undo()
    assert page.hub.answers.order_texts()[orders[0].number]["consignee"] != "Acme 贵"
    plan = page.hub.answers.plan_block("orders", f"{orders[0].number}\tX", ("order_number", "consignee"), "pasted")  # fmt: skip  # noqa: E501
    assert plan.can_apply
    page._tools.export(page._model.matching(), tmp_path / "seen.csv")
    assert len((tmp_path / "seen.csv").read_text("utf-8").splitlines()) == 44
    page._tools.export(page._model.matching(), tmp_path / "Calder.remanence" / "seen.csv")
    assert not (tmp_path / "Calder.remanence" / "seen.csv").exists()
    assert [note.state for note in notes][-2:] == ["done", "blocked"]
