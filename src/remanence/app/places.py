"""Where a workspace lies: what a person should hear when it is made or first opened there."""

from __future__ import annotations

from pathlib import Path

from remanence.core.base.findings import Finding
from remanence.store.check import surroundings


def warnings_of_place(workspace: Path) -> list[Finding]:
    """A folder that is synced, a network drive: `check` says the same each time."""
    return list(surroundings.place(workspace))
