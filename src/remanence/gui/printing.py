"""A page as PDF: its table with all rows that match, or what is seen, in light colours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMarginsF, QPoint
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from remanence.gui.document import write_document

if TYPE_CHECKING:
    from pathlib import Path

    from remanence.gui.hub import Hub
    from remanence.gui.page import Page
    from remanence.gui.parts.table_tools import TableTools

_MARGIN_MM: Final = 12
_DOTS: Final = 144


def print_page(hub: Hub, page: Page, tools: TableTools | None, target: Path) -> None:
    """Write the page as PDF.

    Raises:
        OSError: the file cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab"):  # what cannot be written is said now, not by an empty file
        pass
    if tools is not None:
        write_document(table_html(hub, page, tools), target, page.title())
        return
    mode = hub.theme.choice
    hub.theme.choose("light")
    try:
        _draw(page, target)
    finally:
        hub.theme.choose(mode)


def _draw(page: Page, target: Path) -> None:
    writer = QPdfWriter(str(target))
    writer.setTitle(page.title())
    writer.setResolution(_DOTS)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    landscape = QPageLayout.Orientation.Landscape
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), landscape, margins))
    painter = QPainter(writer)
    scale = min(writer.width() / page.width(), writer.height() / page.height())
    painter.scale(scale, scale)
    page.render(painter, QPoint())
    painter.end()


def table_html(hub: Hub, page: Page, tools: TableTools) -> str:
    """The table of a page with all rows that match, its visible columns in their order."""
    columns = tools.shown_columns()
    heads = "".join(
        f"<th align='{_side(column)}'>{escape(column.title)}</th>" for column in columns
    )
    lines = []
    for row in tools.model.matching():
        cells = []
        for column in columns:
            cell = column.cell(row)
            words = " ".join(filter(None, (cell.text, cell.after)))
            second = f"<br><span class='m'>{escape(cell.second)}</span>" if cell.second else ""
            cells.append(f"<td align='{_side(column)}'>{escape(words)}{second}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    firm = hub.answers.workspace.business.name
    about = " · ".join(filter(None, (firm, hub.formats.full(hub.today), page.sentence)))
    return _PAGE.format(
        title=escape(page.title()), about=escape(about), heads=heads, lines="\n".join(lines)
    )


def _side(column: Any) -> str:  # noqa: ANN401 - columns are of rows of any kind
    return {"right": "right", "centre": "center"}.get(column.align, "left")


_PAGE: Final = """<!DOCTYPE html><html><head><meta charset="utf-8"><style>
body {{ font-size: 8.5pt; color: #161B22; }} h1 {{ font-size: 15pt; }}
.m {{ color: #57606C; font-size: 7.5pt; }} th {{ font-size: 8pt; color: #57606C; }}
</style></head><body><h1>{title}</h1><p class="m">{about}</p>
<table width="100%" cellspacing="0" cellpadding="3" border="0">
<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></body></html>
"""
