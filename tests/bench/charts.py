"""Charts under load: `python -m tests.bench.charts [CHARTS] [POINTS]`.

So many charts of so many points each stand in one window, a part of them in sight; every one of
them pans by one step a frame. A frame is the time from the pan until all of them are painted.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from decimal import Decimal

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from remanence.gui.charts.lines import Chart, Line
from remanence.gui.charts.plot import LinePlot
from remanence.gui.formats import Formats
from remanence.gui.painting import application
from remanence.gui.theme import Theme
from tests.bench.start import ROOT
from tests.bench.window import wait_until

FRAMES = 120
FRAME_MS = 1000 / 60
SEEN = (400, 5_000)
COLUMNS = 2
FIRST_YEAR = 1100


def chart_of_points(points: int, seed: int) -> Chart:
    """A chart of one line with so many months."""
    dice = random.Random(seed)  # noqa: S311 - figures to draw
    periods = tuple(f"{FIRST_YEAR + n // 12:04d}-{n % 12 + 1:02d}" for n in range(points))
    value, values = 100.0, []
    for _ in periods:
        value = max(5.0, value + dice.uniform(-1, 1))
        values.append(Decimal(round(value, 4)))
    line = Line(f"Series {seed}", tuple(values), (1,) * points)
    return Chart("USD/kg", periods, (line,))


class CountedPlot(LinePlot):
    """A chart that counts how often it was painted: a frame without paint is no frame."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Count, and paint."""
        CountedPlot.painted += 1
        super().paintEvent(event)


def window_of(charts: int, points: int) -> tuple[QWidget, list[LinePlot]]:
    """A window with so many charts."""
    theme = Theme(application(), ROOT / "resources" / "icons")
    theme.choose("light")
    window = QWidget()
    grid = QGridLayout(window)
    formats = Formats(date(2026, 11, 24))
    plots = []
    for number in range(charts):
        plot = CountedPlot(theme, formats)
        plot.show_chart(chart_of_points(points, number))
        grid.addWidget(plot, number // COLUMNS, number % COLUMNS)
        plots.append(plot)
    window.resize(1280, 900)
    window.show()
    handle = window.windowHandle()
    wait_until(handle.isExposed, 10)
    return window, plots


def frames(window: QWidget, plots: list[LinePlot]) -> list[float]:
    """Milliseconds of each frame."""
    found = []
    CountedPlot.painted = 0
    for _ in range(FRAMES):
        begun = time.perf_counter()
        for plot in plots:
            plot.pan(1)
        window.repaint()
        found.append((time.perf_counter() - begun) * 1000)
    if CountedPlot.painted < FRAMES * len(plots):
        message = f"only {CountedPlot.painted} of {FRAMES * len(plots)} frames were painted"
        raise RuntimeError(message)
    return found


def main() -> None:
    """Print all figures."""
    charts = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    points = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    begun = time.perf_counter()
    window, plots = window_of(charts, points)
    made = (time.perf_counter() - begun) * 1000
    print(f"{charts} charts of {points:,} points, made and shown in {made:,.0f} ms")
    for seen in SEEN:
        for plot in plots:
            plot.reset()
            plot.zoom_to(0, min(seen, points - FRAMES) - 1)
        found = sorted(frames(window, plots))
        middle, worst = found[len(found) // 2], found[-1]
        late = sum(one > FRAME_MS for one in found)
        print(f"pan of all, {seen:,} points in sight: median {middle:.1f}, worst", end=" ")
        print(f"{worst:.1f} ms a frame; over {FRAME_MS:.1f} ms: {late} of {len(found)}")
    window.close()


if __name__ == "__main__":
    main()
