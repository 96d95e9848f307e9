"""The watch over tests sees what it must see."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import GUARD, ROOT
from tests.guard import NotAllowed


@pytest.fixture
def forgiven() -> list[str]:
    """Hand over the deeds noted, to be looked at and cleared by the test."""
    return GUARD.deeds


def test_a_connection_is_refused(forgiven: list[str]) -> None:
    with socket.socket() as plug, pytest.raises(NotAllowed):
        plug.connect(("127.0.0.1", 9))
    assert len(forgiven) == 1
    forgiven.clear()


def test_listening_is_refused(forgiven: list[str]) -> None:
    with socket.socket() as plug, pytest.raises(NotAllowed):
        plug.bind(("127.0.0.1", 0))
    assert len(forgiven) == 1
    forgiven.clear()


@pytest.mark.parametrize("place", [ROOT / "stray.txt", Path.home() / "stray.txt"])
def test_writing_elsewhere_is_refused(place: Path, forgiven: list[str]) -> None:
    with pytest.raises(NotAllowed):
        place.write_text("x", encoding="utf-8")
    assert not place.exists()
    assert forgiven == [f"open {os.path.realpath(place)}"]
    forgiven.clear()


def test_a_swallowed_refusal_is_noted(forgiven: list[str]) -> None:
    with contextlib.suppress(NotAllowed):
        sqlite3.connect(ROOT / "stray.db")
    assert len(forgiven) == 1
    forgiven.clear()


def test_a_foreign_program_is_refused(forgiven: list[str]) -> None:
    with pytest.raises(NotAllowed):
        subprocess.run(["git", "--version"], check=True)  # noqa: S607 - it must not start at all
    assert len(forgiven) == 1
    forgiven.clear()


def test_own_folder_memory_and_this_python_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    os.replace(tmp_path / "a.txt", tmp_path / "b.txt")  # noqa: PTH105 - the event under test
    sqlite3.connect(":memory:").close()
    sqlite3.connect(tmp_path / "w.db").close()
    done = subprocess.run([sys.executable, "-c", "print(1)"], check=True, capture_output=True)
    assert done.stdout.strip() == b"1"
    assert GUARD.deeds == []


def test_home_is_this_tests_own(home: Path, tmp_path: Path) -> None:
    assert os.environ["REMANENCE_HOME"] == str(home)
    assert home.is_relative_to(tmp_path)


@given(st.integers())
def test_generated_examples_run_under_the_watch(number: int) -> None:
    assert GUARD.watching
    assert number == int(str(number))
