"""Desks for the tests of use cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import BASE, Desk


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """Make an empty workspace."""
    return Desk(tmp_path / "empty")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a workspace with two suppliers, three products and two orders."""
    made = Desk(tmp_path / "desk")
    made.take(BASE)
    return made
