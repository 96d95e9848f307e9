"""A chart written to a file: as a picture as it is seen, or its points with exact figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from remanence.gui.charts.lines import named
from remanence.gui.hub import Note
from remanence.gui.tokens import PARTS
from remanence.gui.words import _, capital, n_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from remanence.app.trends import Trend
    from remanence.gui.hub import Hub

PICTURES: Final = (".png", ".svg")
KINDS: Final = (".png", ".svg", ".csv", ".xlsx")


def ask_target(parent: QWidget, kind: str) -> Path | None:
    """Ask where to write; None where nobody says. The dialog confirms what would be replaced."""
    words = {
        ".png": _("Picture (*.png)"),
        ".svg": _("Drawing (*.svg)"),
        ".csv": _("CSV (*.csv)"),
        ".xlsx": _("Workbook (*.xlsx)"),
    }
    start = _("Landed cost") + kind
    path, _kind = QFileDialog.getSaveFileName(parent, _("Export"), start, words[kind])
    if not path:
        return None
    return Path(path if path.lower().endswith(kind) else path + kind)


def write_chart(hub: Hub, owner: QWidget, plot: QWidget, to: Path) -> None:
    """Write the chart as it is seen and say where it lies."""
    picture = png_of(plot) if to.suffix.lower() == ".png" else svg_of(plot)
    hub.run_job(
        owner,
        _("writing {file}").format(file=to.name),
        lambda answers, _report: answers.write_picture(picture, to),
        lambda target: _say(hub, _("The chart is written"), target),
        writes=False,
    )


def png_of(plot: QWidget) -> bytes:
    """A widget as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plot.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


def svg_of(plot: QWidget) -> bytes:
    """A widget as SVG, its lines and texts as such."""
    from PySide6.QtSvg import QSvgGenerator  # a second library of Qt, loaded when first needed

    buffer = QBuffer()
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setSize(plot.size())
    picture.setViewBox(plot.rect())
    painter = QPainter(picture)
    QWidget.render(plot, painter, QPoint())  # a plot has another `render`, of its scene alone
    painter.end()
    return bytes(buffer.data().data())


def table_of(
    trend: Trend,
    estimated: Collection[tuple[str, str]],
    index: Mapping[str, Mapping[str, Decimal]],
) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of all points, drawn or not: exact figures, whatever the chart rounds."""
    per = f"{trend.currency}/{trend.unit}"
    headings = [
        capital(_(trend.of)),
        _("Period"),
        _("Quantity, {unit}").format(unit=trend.unit),
        _("Landed, {currency}").format(currency=trend.currency),
        _("Landed, {unit}").format(unit=per),
        _("Orders"),
        *(f"{capital(_(name))}, {trend.currency}" for name in PARTS),
        _("Still estimated"),
        *([_("Index")] if index else []),
    ]
    rows: list[list[object]] = []
    for series in trend.series:
        for point in series.points:
            row: list[object] = [
                named(series.key),
                point.period,
                point.quantity,
                point.landed,
                point.landed_per_unit,
                point.orders,
                *(getattr(point.parts, name) for name in PARTS),
                _("in part") if (series.key, point.period) in estimated else _("no"),
            ]
            if index:
                row.append(index.get(series.key, {}).get(point.period))
            rows.append(row)
    return headings, rows


def write_points(
    hub: Hub, owner: QWidget, table: tuple[list[str], list[list[object]]], to: Path
) -> None:
    """Write the points to CSV or XLSX and say how many and where."""
    headings, rows = table
    hub.run_job(
        owner,
        _("writing {file}").format(file=to.name),
        lambda answers, _report: answers.export_seen(_("Landed cost"), headings, rows, to).file,
        lambda target: _say(
            hub, n_("{count} point is written", "{count} points are written", len(rows)), target
        ),
        writes=False,
    )


def _say(hub: Hub, what: str, target: object) -> None:
    path = Path(str(target))
    hub.note(Note("done", f"{what}: {path.name}", str(path.parent)))
