"""The window over a real workspace: import with its plan, orders, reasons, undo, another day."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from remanence.app.settings import Surroundings
from remanence.app.workspace import Workspace, create_workspace, open_workspace
from remanence.core.facts.business import Business
from remanence.gui.answers import Answers
from remanence.gui.dialogs.why import WhyDialog
from remanence.gui.hub import Hub
from remanence.gui.jobs import InlineJobs
from remanence.gui.main import kept_look
from remanence.gui.parts.attention_row import AttentionRow
from remanence.gui.parts.button import Button
from remanence.gui.parts.order_detail import OrderPane
from remanence.gui.parts.table import Table
from remanence.gui.places import PAGES
from remanence.gui.rows import OrderRow
from remanence.gui.theme import Theme
from remanence.gui.window import Window

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)

SUPPLIERS = """supplier_code,name,local_name,country
QLN,Ningbo Qinglan Magnetics,宁波青岚磁材,CN
"""
PRODUCTS = """product_code,name,category,material,grade,hs_code,unit,unit_net_weight_kg,composition
N42,NdFeB N42SH block,magnet,NdFeB,N42SH,8505110070,pcs,0.06,Nd:29.0;Dy:1.8;Fe:68.2;B:1.0
"""
ORDERS = """order_number,order_date,supplier_code,line_no,product_code,quantity,unit,unit_price,\
currency,incoterm,promised_for
PO-1,2026-09-21,QLN,1,N42,12000,pcs,4.68,USD,FOB,2026-11-30
PO-2,2026-10-21,QLN,1,N42,800,pcs,4.68,USD,FOB,2027-01-18
PO-3,2026-10-22,NOBODY,1,N42,800,pcs,4.68,USD,FOB,2027-01-18
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = Surroundings(
        tmp_path / "home", ROOT / "resources", lambda: "2026-11-24T09:00:00+00:00"
    )
    business = Business(name="Calder Motion", country="US", currency="USD")
    opened = open_workspace(create_workspace(tmp_path / "desk", business, around), TODAY, around)
    yield opened
    opened.close()


@pytest.fixture
def window(workspace: Workspace, theme: Theme, qtbot: QtBot) -> Window:
    made = Window(Hub(Answers(workspace), theme, InlineJobs()), TODAY)
    qtbot.addWidget(made)
    made.go("today")
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sheets(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "sheets"
    folder.mkdir()
    found = []
    for name, text in (("suppliers", SUPPLIERS), ("products", PRODUCTS), ("orders", ORDERS)):
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        found.append(path)
    return found


def click(window: Window, words: str) -> None:
    """Click the visible button with these words."""
    button = next(b for b in window.findChildren(Button) if b.text() == words and b.isVisible())
    button.click()


def table_of(window: Window) -> Table[object]:
    return next(table for table in window.page.findChildren(Table) if table.isVisible())


def orders_in(window: Window) -> Sequence[OrderRow]:
    return cast("Sequence[OrderRow]", table_of(window).rows.everything())


def numbers_in(window: Window) -> set[str]:
    return {order.number for order in orders_in(window)}


@pytest.fixture
def imported(window: Window, sheets: list[Path]) -> Window:
    window.plan_import(sheets)
    click(window, "Leave out 1 row and import")
    return window


def test_the_look_is_kept_in_the_home_of_the_program(tmp_path: Path) -> None:
    around = Surroundings(tmp_path / "home", ROOT / "resources", lambda: "")
    kept = kept_look(around)
    kept.setValue("text_percent", 150)
    kept.sync()
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["window.ini"]
    assert int(str(kept_look(around).value("text_percent"))) == 150


def test_a_plan_counts_rows_and_writes_nothing(window: Window, sheets: list[Path]) -> None:
    window.plan_import(sheets)
    assert window.page.sentence == "4 rows would be new, 1 is refused."
    window.go("history")
    assert window.page.sentence == "Nothing stands in the history that could be undone."


def test_an_import_is_one_operation_and_one_undo(imported: Window) -> None:
    imported.go("orders")
    numbers = numbers_in(imported)
    assert numbers == {"PO-1", "PO-2"}
    assert imported.status._undo.text().startswith("Undo: import of ")
    assert imported.status._undo.text().endswith("1 row left out")
    imported.hub.undo()
    assert "No order is on the desk yet." in imported.page.sentence
    imported.hub.redo()
    assert numbers_in(imported) == numbers


def test_an_order_says_what_it_lacks_and_why(imported: Window) -> None:
    imported.go("orders", "PO-1")
    pane = imported.page.findChild(OrderPane)
    assert pane is not None
    assert pane.number == "PO-1"
    why = pane.why()
    assert why is not None
    imported.explain(why)
    dialog = imported.findChild(WhyDialog)
    assert dialog is not None
    assert dialog._tree.model().rowCount() == 1
    dialog.close()


def test_the_list_names_goods_and_quantity(imported: Window) -> None:
    imported.go("orders")
    row = next(order for order in orders_in(imported) if order.number == "PO-1")
    assert (row.goods_note, row.quantity_note) == ("NdFeB N42SH block", "12,000 pcs")
    assert row.supplier_local_name == "宁波青岚磁材"


def test_today_names_the_orders_that_need_somebody(imported: Window) -> None:
    imported.go("today")
    rows = imported.page.findChildren(AttentionRow)
    assert any(row.item.record["ref"] == "PO-1" for row in rows)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "import"])
def test_every_page_answers_on_the_real_desk(imported: Window, page: str) -> None:
    imported.go(page)
    assert imported.page.sentence.endswith(".")
    assert not imported.bar.isVisible() or "is on the" not in imported.bar.accessibleName()


def test_verdicts_are_given_for_another_day(imported: Window) -> None:
    imported.go("orders", "PO-1")
    imported.hub.as_of(date(2027, 3, 1), TODAY)
    assert imported.band.isVisible()
    assert imported.hub.today == date(2027, 3, 1)
    imported.hub.as_of(TODAY, TODAY)
    assert not imported.band.isVisible()


HEAVY = (
    "sqlalchemy", "sqlmodel", "pydantic", "alembic", "pandas", "numpy", "pyqtgraph", "openpyxl",
    "typer", "rich",
)  # fmt: skip

START = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from remanence.app.settings import Surroundings
from remanence.gui import main
from remanence.gui.theme import Theme
folder, home, resources = map(Path, sys.argv[1:4])
first = sys.argv[4]
around = Surroundings(home, resources, lambda: "2026-11-24T09:00:00+00:00")
app = QApplication([]); app.setStyle("Fusion")
theme = Theme(app, resources / "icons"); theme.choose("light")
window = main.open_window(folder, date(2026, 11, 24), around, theme, None, first=first)
def look():
    print("loaded:", *[name for name in sys.argv[5].split() if name in sys.modules])
    window.hub.jobs.stop()
    app.quit()
window.painted.disconnect(); window.painted.connect(look)
window.show(); app.exec()
"""


@pytest.mark.parametrize("page", ["today", "orders"])
def test_nothing_heavy_is_loaded_before_the_first_page_is_painted(
    workspace: Workspace, tmp_path: Path, page: str
) -> None:
    words = [str(workspace.path), str(tmp_path / "home"), str(ROOT / "resources"), page]
    done = subprocess.run(
        [sys.executable, "-c", START, *words, " ".join(HEAVY)],
        capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.stdout == "loaded:\n", done.stderr
