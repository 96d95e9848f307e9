"""Cells of a table on the clipboard: tabs and lines for text, a table for spreadsheets.

Cells go as text, so that codes keep their leading zeros.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView


def copy_cells(table: QTableView, *, headings: bool) -> int:
    """Copy the chosen rows, columns as they stand; gives the number of rows."""
    model, header = table.model(), table.horizontalHeader()
    columns = [header.logicalIndex(place) for place in range(model.columnCount())]
    columns = [column for column in columns if not header.isSectionHidden(column)]
    rows = sorted({index.row() for index in table.selectionModel().selectedIndexes()})
    role = Qt.ItemDataRole.AccessibleTextRole
    lines = [[str(model.index(row, column).data(role) or "") for column in columns] for row in rows]
    if headings:
        horizontal = Qt.Orientation.Horizontal
        lines.insert(0, [str(model.headerData(column, horizontal) or "") for column in columns])
    data = QMimeData()
    data.setText("\n".join("\t".join(_flat(cell) for cell in line) for line in lines))
    data.setHtml(_table(lines))
    QGuiApplication.clipboard().setMimeData(data)
    return len(rows)


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


def _table(lines: list[list[str]]) -> str:
    cell = "<td style=\"mso-number-format:'\\@'\">{}</td>"
    rows = ("".join(cell.format(escape(text)) for text in line) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
