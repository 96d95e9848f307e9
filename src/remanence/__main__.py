"""The start: finds the surroundings, then opens the window or runs one command.

`remanence` alone opens the window and never imports the command line; the command line gets the
painter as a value and never imports the window.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from remanence.app.painting import Painter
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
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does: rolled back
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(words)
    except KeyboardInterrupt:  # before the command line could catch it, or in the window
        code = _interrupted(as_json="--json" in words)
    if argv is None:  # all is done and said: the end of the process stops nothing any more
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
    return code


def _run(words: list[str]) -> int:
    from remanence.app.settings import Surroundings, home_folder

    around = Surroundings(
        home_folder(), resources_folder(), _now, os.environ.get("REMANENCE_WORKSPACE") or None
    )
    if not words:
        return open_window(around, _today())
    from remanence.cli.main import main as run_command

    return run_command(words, around, LatePainter(), _today())


def open_window(around: Surroundings, today: date) -> int:
    """Open the window on the workspace that was opened last."""
    from remanence.app.workspace import NoWorkspace, named_workspace
    from remanence.core.base.errors import AppError

    try:
        from remanence.gui.main import has_display, run
    except ImportError as problem:  # a system library that Qt needs is missing
        return _cannot(f"The window cannot start: {problem}. {LIBRARIES}")
    if not has_display():
        return _cannot("There is no display for a window. `remanence --help` lists the commands.")
    try:
        return run(named_workspace(None, around), today, around)
    except NoWorkspace:  # the first run
        return run(None, today, around)
    except AppError as problem:  # moved away, damaged ...: the window says so
        return run(None, today, around, problem)


LIBRARIES = (
    "On Debian or Ubuntu install: libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 "
    "libxcb-cursor0 libxkbcommon-x11-0."
)
MACHINE_SAYS_NO = 3
INTERRUPTED = 130


def _cannot(sentence: str) -> int:
    sys.stderr.write(f"remanence: {sentence}\n")
    return MACHINE_SAYS_NO


def _interrupted(*, as_json: bool) -> int:
    sentence = "Interrupted. What was under way was rolled back."
    if as_json:
        error = {"code": "interrupted", "message": sentence, "where": None}
        sys.stdout.write(json.dumps({"error": error}) + "\n")
    else:
        sys.stderr.write(f"remanence: {sentence}\n")
    return INTERRUPTED


class LatePainter:
    """The window's painter, imported only when something is drawn; see `app.painting.Painter`."""

    @cached_property
    def _painter(self) -> Painter:
        from remanence.core.base.errors import MachineSaysNo

        try:
            from remanence.gui.painting import QtPainter
        except ImportError as problem:
            raise MachineSaysNo("Qt", what=f"cannot be loaded: {problem}. {LIBRARIES}") from problem
        return QtPainter()

    def has_display(self) -> bool:
        """Whether a window can be shown."""
        return self._painter.has_display()

    def window(self, workspace: Path, today: date, around: Surroundings) -> int:
        """Open the window on a workspace."""
        return self._painter.window(workspace, today, around)

    def pages(self, workspace: Workspace, folder: Path) -> Sequence[Path]:
        """Draw the pages into a folder."""
        return self._painter.pages(workspace, folder)

    def report(self, workspace: Workspace, target: Path) -> Path:
        """Write Today with its reasons."""
        return self._painter.report(workspace, target)

    def trend(self, workspace: Workspace, answer: Trend, target: Path) -> Path:
        """Draw the chart of a trend."""
        return self._painter.trend(workspace, answer, target)


if __name__ == "__main__":
    sys.exit(main())
