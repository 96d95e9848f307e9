"""The window under load: `python -m tests.bench.window [ORDERS] [LINES]`.

With that many orders on the desk: how long the switch to each page takes until it is painted, the
longest silence of the window while an import of that many lines is planned and written behind it,
and the memory of the process. A silence is the time in which the window could not have answered a
key: the gap between two beats of a timer that asks to be called at once.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from remanence.app.settings import Surroundings
from remanence.gui import main as gui
from remanence.gui.painting import application
from remanence.gui.places import PAGES
from remanence.gui.theme import Theme
from remanence.gui.window import Window
from tests.bench.desk import TODAY, write_sheets
from tests.bench.start import NOW, ROOT, large_workspace

SWITCHES = 7
PATIENCE = 900.0


def wait_until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: it never was.
    """
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if true() else None)
    timer.start(5)
    end = QTimer()
    end.setSingleShot(True)
    end.timeout.connect(loop.quit)
    end.start(int(seconds * 1000))
    loop.exec()
    if not true():
        raise TimeoutError


def megabytes() -> float:
    """Resident memory of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


class Pulse:
    """The beats of the window, and the silences between them, in milliseconds."""

    def __init__(self) -> None:
        """Begin to count."""
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def end(self) -> str:
        """Stop, and say the worst."""
        self._timer.stop()
        worst = sorted(self.gaps)[-5:][::-1]
        late = sum(gap > 50 for gap in self.gaps)
        shown = ", ".join(f"{gap:.0f}" for gap in worst)
        return f"{len(self.gaps):,} beats, longest silences {shown} ms; over 50 ms: {late}"


def switch_time(window: Window, page: str) -> float:
    """Milliseconds until the page is shown and painted."""
    begun = time.perf_counter()
    window.go(page)
    window.repaint()
    window.page.repaint()
    return (time.perf_counter() - begun) * 1000


def quiet(window: Window) -> bool:
    """Whether the worker has nothing left to do."""
    return window.hub.jobs.is_idle


def switches(window: Window) -> None:
    """Print the time of each page: when first made, and afterwards."""
    for page in PAGES:
        first = switch_time(window, page)
        wait_until(lambda: quiet(window))
        again = []
        for _ in range(SWITCHES):
            window.go("orders" if page != "orders" else "today")
            window.repaint()
            again.append(switch_time(window, page))
        again.sort()
        usual, worst = again[SWITCHES // 2], again[-1]
        print(f"  {page:12} first {first:6.1f}, again {usual:6.1f}, worst {worst:6.1f} ms;", end="")
        print(f" {megabytes():,.0f} MB")


def imported(window: Window, lines: int, folder: Path) -> None:
    """Plan and write an import behind the window, and print its silences."""
    sheets = write_sheets(folder, lines)
    pulse = Pulse()
    window.plan_import(sheets)
    wait_until(lambda: quiet(window))
    print(f"plan of {lines:,} lines: {pulse.end()}")
    pulse = Pulse()
    begun = time.perf_counter()
    window.page._apply()  # type: ignore[attr-defined]
    wait_until(lambda: quiet(window))
    print(f"written in {time.perf_counter() - begun:.0f} s: {pulse.end()}")


def main() -> None:
    """Print all figures."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, home = large_workspace(folder, orders)
        around = Surroundings(home, ROOT / "resources", lambda: NOW)
        theme = Theme(application(), ROOT / "resources" / "icons")
        theme.choose("light")
        sys.setswitchinterval(0.0005)
        print(f"bare process with Qt: {megabytes():.0f} MB")
        window = gui.open_window(path, TODAY, around, theme, None, first="orders")
        window.show()
        wait_until(lambda: quiet(window))
        print(f"window with {orders:,} orders in its table: {megabytes():.0f} MB")
        print("switch to a page until it is painted:")
        switches(window)
        print(f"after all pages: {megabytes():.0f} MB")
        imported(window, lines, folder)
        print(f"after the import: {megabytes():.0f} MB")
        window.close()


if __name__ == "__main__":
    main()
