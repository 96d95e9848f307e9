"""A file that another program holds: tried again for a moment, then written beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from remanence.core.base import patience
from remanence.core.base.errors import ReadOnly
from remanence.exchange.disk import write_file


def hold(monkeypatch: pytest.MonkeyPatch, held: Path, *, times: int = 1000) -> list[Path]:
    """Refuse to take the place of a file, as Windows does while it is open; what was tried."""
    tries: list[Path] = []
    original = Path.replace

    def replace(self: Path, to: Path) -> Path:
        tries.append(to)
        if to == held and len(tries) <= times:
            problem = PermissionError(13, "held")
            problem.winerror = 5  # type: ignore[attr-defined,unused-ignore]
            raise problem
        return original(self, to)

    monkeypatch.setattr(patience, "_PAUSE", 0)
    monkeypatch.setattr(Path, "replace", replace)
    return tries


def write(path: Path, text: str) -> Path:
    def writer(stream: BinaryIO) -> None:
        stream.write(text.encode())

    return write_file(path, writer)


def test_held_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "orders.csv"
    write(target, "old")
    tries = hold(monkeypatch, target, times=5)
    assert write(target, "new") == target
    assert len(tries) == 6
    assert target.read_text() == "new"


def test_held_open_it_is_written_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "orders.csv"
    write(target, "old")
    write(tmp_path / "orders (2).csv", "mine")
    hold(monkeypatch, target)
    placed = write(target, "new")
    assert placed == tmp_path / "orders (3).csv"
    assert (placed.read_text(), target.read_text()) == ("new", "old")
    assert (tmp_path / "orders (2).csv").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 3


def test_what_may_not_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "orders.csv"
    write(target, "old")
    hold(monkeypatch, target)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(ReadOnly):
        write(target, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]
