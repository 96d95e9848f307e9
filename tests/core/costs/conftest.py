"""The shipped pack, and short ways to make quotes and orders."""

from __future__ import annotations

from pathlib import Path

import pytest

from remanence.core.policy.pack import Pack
from remanence.packs.load import load_pack

PACKS = Path(__file__).parents[3] / "resources" / "packs"


@pytest.fixture(scope="session")
def pack() -> Pack:
    folder = next(folder for folder in sorted(PACKS.iterdir()) if (folder / "pack.toml").exists())
    return load_pack(folder)
