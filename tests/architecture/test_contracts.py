"""The contracts of import-linter hold, and each is seen to break.

A contract that cannot fail protects nothing. Each case below draws the house anew, empty, in a
folder of its own, adds one import that must not be, and expects exactly the contract named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

#: The contract's id, the module that sins, and its sin.
SINS = [
    ("floors", "remanence/core/policy/x.py", "import remanence.store"),
    ("floors", "remanence/store/x.py", "import remanence.packs"),
    ("floors", "remanence/gui/x.py", "import remanence.cli"),
    ("floors", "remanence/app/x.py", "import remanence.gui"),
    ("floors", "remanence/attic/__init__.py", ""),
    ("core-inside", "remanence/core/facts/x.py", "import remanence.core.policy"),
    ("core-inside", "remanence/core/costs/x.py", "import remanence.core.licences"),
    ("core-inside", "remanence/core/attic.py", ""),
    ("window-inside", "remanence/gui/parts/x.py", "import remanence.gui.pages"),
    ("window-inside", "remanence/gui/dialogs/x.py", "import remanence.gui.pages"),
    ("core-plain", "remanence/core/base/x.py", "import pydantic"),
    ("core-plain", "remanence/core/base/x.py", "def f():\n    import sqlite3"),
    ("sql-in-store", "remanence/app/x.py", "import sqlite3"),
    ("sql-in-store", "remanence/exchange/x.py", "from sqlalchemy import text"),
    ("qt-in-gui", "remanence/store/x.py", "def f():\n    from PySide6 import QtCore"),
    ("qt-in-gui", "remanence/analysis/x.py", "import pyqtgraph"),
    ("pandas-in-analysis", "remanence/app/x.py", "import pandas"),
    ("pydantic-in-packs", "remanence/exchange/x.py", "import pydantic"),
    ("faces-know-app", "remanence/cli/x.py", "import remanence.store"),
    ("faces-know-app", "remanence/gui/x.py", "import remanence.exchange"),
    ("pages-apart", "remanence/gui/pages/x.py", "import remanence.gui.pages.y"),
    ("publishers-apart", "remanence/exchange/foreign/x.py", "import remanence.exchange.foreign.y"),
]


def contracts() -> list[dict[str, Any]]:
    """Return the contracts as pyproject.toml has them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def draw_house(to: Path) -> None:
    """Copy the folders of the package, their files empty, and the two doors that sins need."""
    for file in (SOURCE / "remanence").rglob("*.py"):
        copy = to / file.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    for door in ("gui/pages/y.py", "exchange/foreign/y.py"):
        (to / "remanence" / door).touch()
    shutil.copy(ROOT / "pyproject.toml", to)


def lint(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run lint-imports in a folder, the package found in `source`."""
    words = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    env = {**os.environ, "PYTHONPATH": str(source), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(words, cwd=folder, env=env, text=True, capture_output=True, check=False)


def test_the_contracts_hold() -> None:
    done = lint(ROOT, SOURCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_empty_house_holds(tmp_path: Path) -> None:
    draw_house(tmp_path)
    done = lint(tmp_path, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "module", "sin"), SINS)
def test_a_sin_breaks_its_contract(tmp_path: Path, contract: str, module: str, sin: str) -> None:
    draw_house(tmp_path)
    sinner = tmp_path / module
    sinner.parent.mkdir(exist_ok=True)
    sinner.write_text(sin + "\n", encoding="utf-8")
    name = next(one["name"] for one in contracts() if one["id"] == contract)
    done = lint(tmp_path, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{name} BROKEN" in done.stdout


def test_each_contract_has_its_sin() -> None:
    assert {one["id"] for one in contracts()} == {contract for contract, _module, _sin in SINS}
