"""Window start: `python -m tests.bench.start [ORDERS]`, process start to the first painted table.

Ours opens a workspace of 50,000 orders and paints the frame with the first 200 of them; the floor
is a bare PySide6 window with one table. Both run in processes of their own, one after the other.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from remanence.app.posting import pack_name
from remanence.app.settings import Surroundings
from remanence.app.workspace import create_workspace, open_workspace
from remanence.core.facts.business import Business
from tests.bench.desk import TODAY

ROOT = Path(__file__).parents[2]
NOW = "2026-11-24T09:00:00+00:00"
ROUNDS = 9

BARE = """
import time
from PySide6.QtCore import QAbstractTableModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
class Model(QAbstractTableModel):
    def rowCount(self, parent=None): return 200
    def columnCount(self, parent=None): return 8
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"{index.row()},{index.column()}" if role == Qt.ItemDataRole.DisplayRole else None
class View(QTableView):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not View.painted:
            View.painted = True
            print(time.monotonic_ns(), flush=True)
            QTimer.singleShot(0, app.quit)
app = QApplication([]); app.setStyle("Fusion"); window = QMainWindow(); view = View()
view.setModel(Model()); window.setCentralWidget(view); window.resize(1280, 800); window.show()
app.exec()
"""

OURS = """
import sys, time
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from remanence.app.settings import Surroundings
from remanence.gui import main
from remanence.gui.parts.table import Table
from remanence.gui.theme import Theme
folder, home, resources = map(Path, sys.argv[1:4])
around = Surroundings(home, resources, lambda: "2026-11-24T09:00:00+00:00")
app = QApplication([]); app.setStyle("Fusion")
theme = Theme(app, resources / "icons"); theme.choose("light")
paint = Table.paintEvent
def painted(self, event):
    paint(self, event)
    Table.paintEvent = paint
    rows = self.rows.total
    heavy = [n for n in sys.argv[4].split() if n in sys.modules]
    print(time.monotonic_ns(), rows, *heavy, flush=True)
    QTimer.singleShot(0, app.quit)
Table.paintEvent = painted
window = main.open_window(folder, date(2026, 11, 24), around, theme, None, first="orders")
window.show(); app.exec(); window.hub.jobs.stop(); import os; sys.stdout.flush(); os._exit(0)
"""

HEAVY = "sqlalchemy sqlmodel pydantic alembic pandas numpy pyqtgraph openpyxl typer rich"


def large_workspace(folder: Path, orders: int) -> tuple[Path, Path]:
    """A workspace with that many orders, as posting leaves them; and the home it is opened from."""
    around = Surroundings(folder / "home", ROOT / "resources", lambda: NOW)
    business = Business(name="Bench", country="US", currency="USD")
    path = create_workspace(folder / "desk", business, around)
    pack = pack_name(open_workspace(path, TODAY, around))
    with closing(sqlite3.connect(path / "workspace.db")) as plain:
        for place in range(40):
            plain.execute(_SUPPLIER, (place + 1, f"S{place}", f"Ganzhou {place} 磁材"))
            plain.execute(_PRODUCT, (place + 1, f"P{place}", f"NdFeB N{35 + place} block"))
        plain.executemany(_ORDER, (_order(n) for n in range(1, orders + 1)))
        plain.executemany(_LINE, ((n, n, n % 40 + 1) for n in range(1, orders + 1)))
        plain.executemany(_STATUS, (_status(n, pack) for n in range(1, orders + 1)))
        plain.execute("UPDATE counter SET next = ? WHERE name = 'id'", (orders + 1,))
        plain.commit()
    return path, folder / "home"


_SUPPLIER = "INSERT INTO suppliers (id, op, supplier_code, name, country) VALUES (?, 1, ?, ?, 'CN')"
_PRODUCT = """INSERT INTO products (id, op, product_code, name, category, unit)
VALUES (?, 1, ?, ?, 'magnet', 'pcs')"""
_ORDER = """INSERT INTO orders (id, op, order_number, order_date, supplier_id, currency, incoterm)
VALUES (?, 1, ?, ?, ?, 'USD', 'FOB')"""
_LINE = """INSERT INTO order_lines (id, op, order_id, line_no, product_id, quantity, unit,
unit_price, price_per) VALUES (?, 1, ?, 1, ?, '1200', 'pcs', '4.68', 1)"""
_STATUS = """
INSERT INTO order_status (order_id, number, stage, verdict, required, accepted, percent,
states, next_date, goods, currency, landed, late, posted_on, pack, stale)
VALUES (?, ?, 'export', ?, 9, ?, '70', '["ready"]', ?, ?, 'USD', ?, 0, '2026-11-24', ?, 0)"""


def _order(n: int) -> tuple[object, ...]:
    day = f"{2012 + n % 15}-{1 + n % 12:02d}-{1 + n % 28:02d}"
    return n, f"PO-{n:06d}", day, n % 40 + 1


def _status(n: int, pack: str) -> tuple[object, ...]:
    verdict = ("ready", "not_ready", "unknown")[n % 3]
    due = f"2026-12-{1 + n % 28:02d}" if n % 5 else None
    return n, f"PO-{n:06d}", verdict, n % 10, due, 100 * n, 130 * n, pack


def start_of(words: list[str]) -> tuple[float, list[str]]:
    """Milliseconds from the start of a process to its first painted table, and what it said."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "src")}
    env["QT_LOGGING_RULES"] = "qt.qpa.fonts.warning=false"
    # An installed program has its compiled files beside it.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "remanence-bench-pyc")
    begun = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", *words], env=env, capture_output=True, text=True, check=True
    )
    moment, *said = done.stdout.split()
    return (int(moment) - begun) / 1e6, said


def window_start(folder: Path, orders: int, rounds: int = ROUNDS) -> tuple[float, float, list[str]]:
    """Least milliseconds: ours, the bare window; and what ours said of its rows."""
    path, home = large_workspace(folder, orders)
    ours, bare, said = [], [], [""]
    for round_ in range(rounds + 1):
        floor, _nothing = start_of([BARE])
        mine, said = start_of([OURS, str(path), str(home), str(ROOT / "resources"), HEAVY])
        if round_:
            bare.append(floor)
            ours.append(mine)
    return min(ours), min(bare), said


def main() -> None:
    """Print the two and their ratio."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as name:
        ours, bare, said = window_start(Path(name), orders)
    print(f"window with the first rows of {orders:,} orders painted: {ours:.0f} ms")
    print(f"bare window with one table: {bare:.0f} ms, ratio {ours / bare:.2f}x")
    print(f"rows at the first paint: {said[0]}; heavy libraries loaded: {said[1:] or 'none'}")


if __name__ == "__main__":
    main()
