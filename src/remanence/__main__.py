"""The start: finds the surroundings, then opens the window or runs one command.

`remanence` alone opens the window and never imports the command line; the command line gets the
painter as a value and never imports the window.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from remanence.app.settings import Surroundings
    from remanence.app.trends import Trend
    from remanence.app.workspace import Workspace


def resources_folder() -> Path:
    """Where the shipped data lie: inside the installed package, else beside `src/`."""
    inside = Path(__file__).parent / "_resources"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "resources"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")  # noqa: TID251 - the one clock


def _today() -> date:
    return date.today()  # noqa: DTZ011, TID251 - the one calendar; everything else takes the day


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is that of `docs/interface.md`."""
    from remanence.app.settings import Surroundings, home_folder

    words = list(sys.argv[1:] if argv is None else argv)
    around = Surroundings(
        home_folder(), resources_folder(), _now, os.environ.get("REMANENCE_WORKSPACE") or None
    )
    if not words:
        from remanence.gui.main import open_window

        return open_window(around, _today(), None)
    from remanence.cli.main import main as run_command

    return run_command(words, around, LatePainter(), _today())


class LatePainter:
    """The window's painter, imported only when something is drawn."""

    def has_display(self) -> bool:
        """See `app.painting.Painter`."""
        from remanence.gui import painting

        return painting.has_display()

    def window(self, workspace: Path, today: date, around: Surroundings) -> int:
        """See `app.painting.Painter`."""
        from remanence.gui.main import open_window

        return open_window(around, today, workspace)

    def pages(self, workspace: Workspace, folder: Path) -> Sequence[Path]:
        """See `app.painting.Painter`."""
        from remanence.gui import painting

        return painting.pages(workspace, folder)

    def report(self, workspace: Workspace, target: Path) -> Path:
        """See `app.painting.Painter`."""
        from remanence.gui import painting

        return painting.report(workspace, target)

    def trend(self, workspace: Workspace, answer: Trend, target: Path) -> Path:
        """See `app.painting.Painter`."""
        from remanence.gui import painting

        return painting.trend(workspace, answer, target)


if __name__ == "__main__":
    sys.exit(main())
