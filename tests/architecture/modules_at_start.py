"""What may be loaded when the first page is painted: the window opens before heavy libraries do.

Each of the names below costs several times the start of a bare Qt window. They are imported inside
the functions that need them; this test looks at a fresh process whose first page has been painted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

NOT_AT_START = {
    "alembic",
    "numpy",
    "openpyxl",
    "pandas",
    "pydantic",
    "pyqtgraph",
    "rich",
    "sqlalchemy",
    "sqlmodel",
    "typer",
}

#: Runs the program without words, as a double click does; in place of waiting for a person it waits
#: for the first paint of a window, then prints the modules on a line of their own.
FIRST_PAINT = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Eye(QObject):
    painted = False
    def eventFilter(self, watched, event):
        paints = event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
        if paints and watched.isVisible():
            self.painted = True
        return False

def look(*_words):
    application = QApplication.instance()
    eye = Eye()
    application.installEventFilter(eye)
    until = time.monotonic() + 60
    while not eye.painted and time.monotonic() < until:
        application.processEvents()
    assert eye.painted, "no window was painted"
    print("MODULES " + json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
    sys.stdout.flush()
    return 0

QApplication.exec = QApplication.exec_ = look
from remanence.__main__ import main
sys.exit(main([]))
"""


def run(words: list[str], env: dict[str, str]) -> str:
    """Run a fresh Python and return what it printed."""
    command = [sys.executable, *words]
    done = subprocess.run(command, env=env, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_no_heavy_module_before_the_first_page_is_painted(tmp_path: Path) -> None:
    workspace = tmp_path / "desk.remanence"
    env = {**os.environ, "REMANENCE_WORKSPACE": str(workspace), "QT_QPA_PLATFORM": "offscreen"}
    new = ["-m", "remanence", "new", str(workspace), "--currency", "EUR", "--country", "DE"]
    run(new, env)
    printed = run(["-c", FIRST_PAINT], env)
    loaded = next(line for line in printed.splitlines() if line.startswith("MODULES "))
    assert NOT_AT_START & set(json.loads(loaded.removeprefix("MODULES "))) == set()
