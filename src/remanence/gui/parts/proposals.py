"""What was read in an attached file: proposals that a person takes over, corrects or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from remanence.gui.hub import Note
from remanence.gui.parts.button import Button
from remanence.gui.parts.inputs import TextField
from remanence.gui.parts.surface import column, row
from remanence.gui.parts.text import Text
from remanence.gui.parts.tick import Tick
from remanence.gui.words import _, capital, finding_sentence, n_

if TYPE_CHECKING:
    from remanence.app.paper_states import Paper
    from remanence.app.papers import Attached
    from remanence.gui.hub import Hub

_NAMES_IT = "number"  # the number is how the paper is known: another one would be another paper


class ProposalBox(QDialog):
    """A line a field: taken or not, the value as it was read, and on which page."""

    def __init__(
        self, hub: Hub, title: str, attached: Attached, paper: Paper, parent: QWidget
    ) -> None:
        """Nothing is taken over before the button is pressed."""
        super().__init__(parent)
        self.hub, self._paper = hub, paper
        theme = hub.theme
        self.setWindowTitle(_("Read in {paper}").format(paper=title))
        self._lines: list[tuple[str, Tick, TextField]] = []
        grid = self._grid(attached)
        words = _("These values were read in the file. Tick what is right, correct what is not.")
        heading = Text(theme, self.windowTitle(), "section", 600, wrap=True)
        notes = [
            Text(theme, finding_sentence(found), "caption", tone="attention", wrap=True)
            for found in attached.findings
        ]
        self._do, leave = Button(theme, "", "primary"), Button(theme, _("Leave all"))
        self._do.clicked.connect(self._take_over)
        leave.clicked.connect(self.reject)
        for _field, taken, _text in self._lines:
            taken.toggled.connect(self._count)
        intro = Text(theme, words, tone="muted", wrap=True)
        foot = row([None, leave, 8, self._do])
        top = column([heading, 4, intro, 10, *notes], spacing=2)
        self.setLayout(column([top, 8, grid, None, 14, foot], (22, 18, 22, 18)))
        self.setMinimumWidth(theme.grown(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._count()

    def _grid(self, attached: Attached) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, one in enumerate(p for p in attached.proposals if p.field != _NAMES_IT):
            name = capital(one.field.replace("_", " "))
            taken = Tick(self.hub.theme, name)
            taken.setAccessibleName(_("Take over {field}").format(field=name))
            field = TextField(self.hub.theme, name)
            field.setText(str(one.value))
            page = Text(
                self.hub.theme, _("page {page}").format(page=one.page), "caption", tone="muted"
            )
            for at, widget in enumerate((taken, field, page)):
                grid.addWidget(widget, place, at)
            self._lines.append((one.field, taken, field))
        grid.setColumnStretch(1, 1)
        return grid

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface of a popup."""
        QPainter(self).fillRect(self.rect(), self.hub.theme.color("raised"))

    def _count(self) -> None:
        count = sum(taken.isChecked() for _field, taken, _text in self._lines)
        words = n_("Take over {count} value", "Take over {count} values", count)
        self._do.setText(words if count else _("Take over"))
        self._do.setEnabled(bool(count))
        self._do.updateGeometry()

    def _take_over(self) -> None:
        from remanence.app.entering import Entry

        cells = {name: text for name, text in self._paper._asdict().items() if text}
        cells |= {
            name: field.text().strip() for name, taken, field in self._lines if taken.isChecked()
        }
        # What a paper states is a fact, also where it differs: the grid shows that.
        changes = self.hub.run_operation(
            lambda answers: answers.enter(
                [Entry("documents", cells)],
                label="edit",
                note=f"values of {self._paper.parent}",
                anyway=True,
            )
        )
        if changes is not None:
            self.hub.note(
                Note("done", _("The values are taken over."), "", (_("Undo"), self.hub.undo))
            )
            self.accept()
