"""Pages and charts as pictures, Today as a file: the painter that the command line is handed.

The same widgets as in the window, drawn without a display.
"""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import (
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from remanence.core.base.proof import StepRow, outline
from remanence.core.base.steps import Answer, Step
from remanence.gui.answers import Answers
from remanence.gui.document import write_document
from remanence.gui.formats import Formats
from remanence.gui.hub import Hub
from remanence.gui.parts.reasons import whose_word
from remanence.gui.theme import Choice, Theme
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from remanence.app.settings import Surroundings
    from remanence.app.trends import Trend
    from remanence.app.workspace import Workspace
    from remanence.core.today import Attention
    from remanence.gui.page import Page
    from remanence.gui.window import Window

PICTURED: Final = (
    "today",
    "orders",
    "order",
    "licences",
    "documents",
    "suppliers",
    "costs",
    "quotes",
    "trends",
    "policy",
    "history",
)
_MODES: Final[tuple[Choice, ...]] = ("light", "dark")
_SIZE: Final = (1280, 800)
_GROUPS: Final = ("cannot_move", "soon", "unknown", "settled")
_DEEPEST: Final = 3
_PASSES: Final = 3  # wrapped texts settle their heights one level at a time


class QtPainter:
    """Draws for the command line; satisfies `remanence.app.painting.Painter`."""

    def has_display(self) -> bool:
        """Whether a window can be shown here."""
        from remanence.gui.main import has_display

        return has_display()

    def window(self, workspace: Path, today: date, around: Surroundings) -> int:
        """Open the window on a workspace and give its exit code."""
        from remanence.gui.main import run

        return run(workspace, today, around)

    def pages(self, workspace: Workspace, folder: Path) -> Sequence[Path]:
        """Write each page, light and dark, into the folder."""
        return page_pictures(_hub(workspace), folder)

    def report(self, workspace: Workspace, target: Path) -> Path:
        """Write Today with its reasons as PDF, or as HTML by the name of the target."""
        application()
        answers = Answers(workspace)
        html = today_html(answers.attention(), Formats(workspace.today), workspace.business.name)
        return write_document(html, target, _("Today"))

    def trend(self, workspace: Workspace, answer: Trend, target: Path) -> Path:
        """Write the chart of a trend as PNG, or as SVG by the name of the target."""
        hub = _hub(workspace)
        return trend_picture(hub, answer, target)


def draw_without_display() -> None:
    """Let Qt draw into memory where there is no display: it would look for one, and end."""
    from remanence.gui.main import has_display

    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def application() -> QApplication:
    """The application of this process, made without a display if there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    draw_without_display()
    made = QApplication(["remanence"])
    made.setStyle("Fusion")
    return made


def _hub(workspace: Workspace) -> Hub:
    from remanence.gui.jobs import InlineJobs

    theme = Theme(application(), workspace.around.resources / "icons")
    theme.choose("light")
    return Hub(Answers(workspace), theme, InlineJobs())


def page_pictures(
    hub: Hub,
    folder: Path,
    *,
    size: tuple[int, int] = _SIZE,
    pages: Sequence[str] = PICTURED,
    prepare: Callable[[Window], None] | None = None,
) -> list[Path]:
    """Pages of the window as pictures, light and dark; the hub must work inline.

    `suppliers/exposure` is what a page shows under that name.
    """
    from remanence.gui.window import Window

    folder.mkdir(parents=True, exist_ok=True)
    window = Window(hub, hub.today)
    window.resize(*size)
    window.read_last_operation()
    window.go("today")
    window.show()
    if prepare:
        prepare(window)
    made = []
    for place in [*pages, *(["import"] if "import" in window.pages else [])]:
        name, _slash, ref = place.partition("/")
        window.go(name, ref)
        _ready(window, window.page)
        for mode in _MODES:
            hub.theme.choose(mode)
            target = folder / f"{ref or name}-{mode}.png"
            grabbed(window).save(str(target))
            made.append(target)
    hub.theme.choose("light")
    window.close()
    window.deleteLater()
    return made


def _ready(window: Window, page: Page) -> None:
    """Open what a picture should show: an order that is not ready, a point of the chart."""
    show = getattr(page, "show_example", None)
    if show is not None:
        show()
    window.setFocus()


def grabbed(window: Window) -> QPixmap:
    """The window as it would be painted, layouts settled before."""
    window.ensurePolished()
    for _pass in range(_PASSES):
        QApplication.sendPostedEvents()
        window.grab()
    return window.grab()


def trend_picture(hub: Hub, trend: Trend, target: Path) -> Path:
    """The chart of a trend in light colours: PNG or, by its name, SVG."""
    from remanence.gui.charts.lines import chart_of
    from remanence.gui.charts.marks import numbered
    from remanence.gui.charts.plot import LinePlot

    hub.theme.choose("light")
    plot = LinePlot(hub.theme, hub.formats)
    plot.resize(1200, 520)
    plot.show_chart(chart_of(trend, numbered(hub.answers.events())))
    plot.show()
    QApplication.sendPostedEvents()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".svg":
        _as_svg(plot, target)
    else:
        plot.grab().save(str(target))
    plot.close()
    return target


def _as_svg(plot: object, target: Path) -> None:
    from PySide6.QtSvg import QSvgGenerator
    from PySide6.QtWidgets import QWidget

    assert isinstance(plot, QWidget)  # noqa: S101 - for the type checker
    picture = QSvgGenerator()
    picture.setFileName(str(target))
    picture.setSize(plot.size())
    picture.setViewBox(plot.rect())
    painter = QPainter(picture)
    QWidget.render(plot, painter, QPoint())
    painter.end()


def today_html(items: Sequence[Attention], formats: Formats, firm: str) -> str:
    """Today with its reasons as a page of its own."""
    titles = {
        "cannot_move": _("Cannot move"),
        "soon": _("Needs you soon"),
        "unknown": _("Not known"),
        "settled": _("Settled since yesterday"),
    }
    parts = [
        f"<h1>{escape(_('Today'))}</h1>",
        f"<p class='m'>{escape(firm)} · {escape(formats.full(formats.today))}</p>",
    ]
    if not items:
        parts.append(f"<p>{escape(_('Nothing needs you today.'))}</p>")
    for group in _GROUPS:
        found = [item for item in items if item.group == group]
        if found:
            parts.append(f"<h2>{escape(titles[group])} ({len(found)})</h2>")
            parts += [_item_html(item, formats) for item in found]
    return _PAGE.format(title=escape(_("Today")), body="\n".join(parts))


def _item_html(item: Attention, formats: Formats) -> str:
    when = " · ".join(
        word for word in (formats.until(item.days_left), formats.weekday(item.due_on)) if word
    )
    reasons = "".join(
        f"<tr><td style='padding-left:{14 * row.depth}px'>{escape(capital(row.text))}</td>"
        f"<td class='m'>{escape(whose_word(row))}</td></tr>"
        for row in _what_decides(item.explanation)
    )
    following = f"<p><b>{escape(_('Next:'))}</b> {escape(item.next)}</p>" if item.next else ""
    return (
        f"<h3>{escape(item.what)} "
        f"<span class='m'>{escape(item.record['ref'])} · {escape(when)}</span></h3>"
        f"<p>{escape(capital(item.why))}</p>{following}"
        f"<table width='100%' cellspacing='0' cellpadding='2'>{reasons}</table>"
    )


def _what_decides(step: Step[object]) -> list[StepRow]:
    """The reasons of an answer without the branches that say yes: those stop nothing."""
    rows, settled = [], _DEEPEST + 1
    for row in outline(step):
        if row.depth > settled:
            continue
        settled = row.depth if row.depth and row.value is Answer.YES else _DEEPEST
        if settled == _DEEPEST and row.depth <= _DEEPEST:
            rows.append(row)
    return rows


_PAGE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font-size: 10pt; color: #161B22; }}
h1 {{ font-size: 17pt; }} h2 {{ font-size: 12pt; margin-top: 14pt; }} h3 {{ font-size: 10.5pt; }}
.m {{ color: #57606C; font-weight: normal; font-size: 9pt; }} td {{ font-size: 8.5pt; }}
</style></head><body>
{body}
</body></html>
"""
