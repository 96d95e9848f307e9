"""A page of HTML as a file to keep: PDF on A4 with numbered pages, or as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pathlib import Path


def write_document(html: str, target: Path, title: str) -> Path:
    """Write a page as PDF (A4, numbered) or, by its name, as HTML."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() in (".html", ".htm"):
        target.write_text(html, encoding="utf-8")
        return target
    writer = QPdfWriter(str(target))
    writer.setTitle(title)
    writer.setResolution(144)
    margins = QMarginsF(15, 15, 15, 15)
    portrait = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), portrait, margins))
    document = QTextDocument()
    document.setDefaultFont(QFont(QApplication.font()))
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    width, height = float(writer.width()), float(writer.height())
    foot = 28.0
    document.setPageSize(QSizeF(width, height - foot))
    painter = QPainter(writer)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * (height - foot))
        document.drawContents(painter, QRectF(0, page * (height - foot), width, height - foot))
        painter.restore()
        place = QRectF(0, height - foot, width, foot)
        painter.drawText(place, 0x0002 | 0x0080, f"{title} · {page + 1} / {pages}")
    painter.end()
    return target
