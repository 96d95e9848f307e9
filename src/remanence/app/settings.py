"""What the program remembers between runs, and the surroundings it is started in.

Facts of the business live in the workspace, not here.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from remanence.core.base.errors import MachineSaysNo


class Surroundings(NamedTuple):
    """Where the program runs: given once by `__main__`, so that nothing below asks the machine.

    Attributes:
        home: folder of settings and installed packs (`REMANENCE_HOME`).
        resources: folder of what ships with the program.
        now: the moment, UTC, ISO text; for the history alone.
        workspace: the path in `REMANENCE_WORKSPACE`, if any.
    """

    home: Path
    resources: Path
    now: Callable[[], str]
    workspace: str | None = None


def home_folder() -> Path:
    """`REMANENCE_HOME`, else the user's data folder of this system."""
    named = os.environ.get("REMANENCE_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("Remanence", appauthor=False, roaming=False))


def last_workspace(home: Path) -> str | None:
    """The workspace that was opened last; None when nothing is remembered or it cannot be read."""
    try:
        settings = tomllib.loads((home / "settings.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    found = settings.get("last_workspace")
    return found if isinstance(found, str) else None


def remember_workspace(home: Path, workspace: Path) -> None:
    """Keep the workspace as the one last opened; a home that cannot be written is no failure."""
    text = str(workspace)
    if last_workspace(home) == text:
        return
    import tomlkit

    from remanence.store import disk

    target = home / "settings.toml"
    try:
        home.mkdir(parents=True, exist_ok=True)
        kept = tomlkit.parse(target.read_text("utf-8")) if target.exists() else tomlkit.document()
        kept["last_workspace"] = text
        disk.write_atomic(target, lambda file: file.write(tomlkit.dumps(kept).encode()))
    except (OSError, ValueError, MachineSaysNo):
        return
