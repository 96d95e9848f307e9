"""About: which program and rules these are, and the licences of what ships with it."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from remanence.gui.parts.button import Button
from remanence.gui.parts.scroll import slim
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from remanence.gui.hub import Hub


class AboutBox(QDialog):
    """Names and versions above, below them a list of what ships and the text of its licence."""

    def __init__(self, hub: Hub, parent: QWidget) -> None:
        """Read the licence texts that travel with the program."""
        super().__init__(parent)
        self.hub = hub
        theme = hub.theme
        self.setWindowTitle(_("About Remanence"))
        self._shipped = shipped_licences(hub)
        name = Text(theme, f"Remanence {version('remanence')}", "title", 600)
        head = hub.answers.workspace.pack.head
        rules = _("Rules: {title}, version {version}, as of {day}.").format(
            title=head.title, version=head.version, day=hub.formats.day(head.as_of)
        )
        about = Text(theme, rules, tone="muted", wrap=True)
        counted = n_(
            "Ships with {count} library, under this licence:",
            "Ships with {count} libraries, under these licences:",
            len(self._shipped),
        )
        both = self._lists()
        copy, close = Button(theme, _("Copy details")), Button(theme, _("Close"), "primary")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        own = Text(theme, _("Remanence itself is under the MIT licence."), tone="muted", wrap=True)
        listed = Text(theme, counted, weight=500)
        foot = row([copy, None, close])
        top = column([name, 2, about, 2, own, 14, listed])
        self.setLayout(column([top, 6, (both, 1), 14, foot], (24, 20, 24, 18)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.grown(920), theme.grown(600))
        self.names.setCurrentRow(0)

    def _lists(self) -> QSplitter:
        """The names of what ships, and the text of the chosen licence."""
        self.names = QListWidget()
        self.names.setAccessibleName(_("What ships with it"))
        self.names.setFrameShape(QFrame.Shape.NoFrame)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(_("Text of the licence"))
        for entry in self._shipped:
            self.names.addItem(f"{entry.name} {entry.version}")
        self.names.currentRowChanged.connect(self._show)
        slim(self.hub.theme, self.names, "raised")
        slim(self.hub.theme, self.text, "raised")
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.names)
        both.addWidget(self.text)
        both.setSizes([220, 640])
        return both

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface of a popup."""
        QPainter(self).fillRect(self.rect(), self.hub.theme.color("raised"))

    def _show(self, place: int) -> None:
        if 0 <= place < len(self._shipped):
            entry = self._shipped[place]
            name = f"{entry.name} {entry.version}"
            self.text.setPlainText(f"{name}\n{entry.licence}\n\n{entry.text}")

    def _copy(self) -> None:
        head = self.hub.answers.workspace.pack.head
        lines = [
            f"Remanence {version('remanence')}",
            f"{head.id} {head.version}",
            f"Python {platform.python_version()}, {platform.platform()}",
            *(f"{entry.name} {entry.version}" for entry in self._shipped),
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))


class Shipped(NamedTuple):
    """A library that ships with the program."""

    name: str
    version: str
    licence: str
    text: str


def shipped_licences(hub: Hub) -> list[Shipped]:
    """The licences that travel with the program; empty where their file cannot be read."""
    path = hub.answers.workspace.around.resources / "licences.json"
    try:
        entries = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [
        Shipped(
            entry["name"],
            entry["version"],
            entry["licence"],
            "\n\n".join(one["text"].strip() for one in entry["texts"]),
        )
        for entry in entries
    ]
