"""Why: the reasons of one answer in a window of their own, which blocks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from remanence.core.base.proof import certainty, may_change_on, sentence
from remanence.gui.parts.button import Button
from remanence.gui.parts.reasons import Reasons, as_text
from remanence.gui.parts.surface import Card, column, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from remanence.gui.hub import Hub
    from remanence.gui.page import Why


class WhyDialog(QDialog):
    """A heading, the answer in one sentence, the tree of reasons, how sure it is."""

    def __init__(self, hub: Hub, parent: QWidget) -> None:
        """Begin hidden; `show_why` fills and shows it."""
        super().__init__(parent)
        self.hub = hub
        theme = hub.theme
        self._why: Why | None = None
        self._title = Text(theme, "", "headline", 600, wrap=True)
        self._answer = Text(theme, "", weight=500, wrap=True)
        self._sure = Text(theme, "", "caption", tone="muted", wrap=True)
        self._tree = Reasons(theme)
        copy = Button(theme, _("Copy as text"), "plain", "copy")
        copy.clicked.connect(self._copy)
        close = Button(theme, _("Close"), "primary")
        close.clicked.connect(self.close)
        card = Card(theme)
        card.setLayout(column([(self._tree, 1)], (1, 8, 1, 8)))
        foot = row([(self._sure, 1), 12, copy, 8, close])
        self.setLayout(
            column([self._title, 4, self._answer, 12, (card, 1), 12, foot], (20, 16, 20, 16))
        )
        self.resize(820, 520)

    def show_why(self, why: Why) -> None:
        """Explain something."""
        self._why = why
        formats = self.hub.formats
        title = formats.prose(capital(why.title))
        self.setWindowTitle(_("Why: {title}").format(title=title))
        self._title.setText(title)
        self._answer.setText(formats.prose(capital(sentence(why.step, formats.said))))
        self._sure.setText(self._how_sure(why))
        self._tree.show_step(why.step, formats)
        self.show()
        self.activateWindow()
        self._tree.setFocus()

    def _how_sure(self, why: Why) -> str:
        weakest = _("Weakest word in it: {word}.").format(word=_(certainty(why.step)))
        day = may_change_on(why.step)
        if day is None:
            return weakest
        changes = _("It may change on {day} though nothing is typed.")
        return f"{weakest} {changes.format(day=self.hub.formats.full(day))}"

    def _copy(self) -> None:
        if self._why is not None:
            text = f"{self._why.title}\n{as_text(self._why.step, self.hub.formats)}"
            QGuiApplication.clipboard().setText(text)
