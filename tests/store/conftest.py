"""A workspace in a temporary folder, in both journal modes; made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from remanence.core.facts.business import Business
from remanence.store import engine
from remanence.store.door import Store, create_store

BUSINESS = Business("Example Drives Inc.", None, "US", "USD")


@pytest.fixture(params=["delete", "wal"])
def journal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test in both journal modes, whatever this SQLite would choose."""
    mode: str = request.param
    monkeypatch.setattr(engine, "is_wal_safe", lambda _version: mode == "wal")
    return mode


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give an empty workspace of each journal mode."""
    home = tmp_path_factory.mktemp("templates")
    made = {}
    for mode in ("delete", "wal"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "is_wal_safe", lambda _version, mode=mode: mode == "wal")
            made[mode] = home / f"{mode}.remanence"
            create_store(made[mode], BUSINESS)
    return made


@pytest.fixture
def folder(templates: dict[str, Path], journal: str, tmp_path: Path) -> Path:
    """Give the folder of an empty workspace."""
    target = tmp_path / "desk.remanence"
    shutil.copytree(templates[journal], target)
    return target


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Give an empty workspace, open."""
    opened = Store.open(folder, wait_seconds=0.2)
    yield opened
    opened.close()
