"""What draws pages, charts and reports without this floor knowing any window.

The window's floor has the one painter; `__main__` hands it to the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from remanence.app.settings import Surroundings
    from remanence.app.trends import Trend
    from remanence.app.workspace import Workspace


class Painter(Protocol):
    """Draws with the same code that the window uses; all but `window` need no display."""

    def has_display(self) -> bool:
        """Whether a window can be shown: a display is there and the platform is not offscreen."""

    def window(self, workspace: Path, today: date, around: Surroundings) -> int:
        """Open the window on a workspace and give its exit code."""

    def pages(self, workspace: Workspace, folder: Path) -> Sequence[Path]:
        """Write the pages as pictures into the folder and say which files were made."""

    def report(self, workspace: Workspace, target: Path) -> Path:
        """Write Today with its reasons as a PDF and say where."""

    def trend(self, workspace: Workspace, answer: Trend, target: Path) -> Path:
        """Write the chart of a trend as a picture and say where."""
