"""Copies of the first pack, to be broken."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parents[2] / "resources" / "packs"
FIRST = SHIPPED / "cn-re-2026-11"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the first pack."""
    return Path(shutil.copytree(FIRST, tmp_path / "pack"))


Change = Callable[..., None]


@pytest.fixture
def change(copy: Path) -> Change:
    """Change text of a table, and its digest in pack.toml with it."""

    def edit(table: str, old: str, new: str, *, count: int = 1) -> None:
        path = copy / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        path.write_text(text.replace(old, new, count), encoding="utf-8", newline="\n")
        head = copy / "pack.toml"
        after = hashlib.sha256(path.read_bytes()).hexdigest()
        said = head.read_text(encoding="utf-8").replace(before, after)
        head.write_text(said, encoding="utf-8", newline="\n")

    return edit
