"""What can be done about a paper from its page: look, attach, receive, accept, reject, waive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from remanence.gui.hub import Note
from remanence.gui.parts.paper_marks import MARK_WORDS
from remanence.gui.parts.reason_box import ReasonBox
from remanence.gui.words import _, capital

if TYPE_CHECKING:
    from collections.abc import Callable

    from remanence.app.documents import Need
    from remanence.app.papers import Attached
    from remanence.gui.hub import Hub


class PaperDeeds(QObject):
    """The deeds of one page; boxes stand over it."""

    def __init__(self, hub: Hub, page: QWidget) -> None:
        """Write through the hub."""
        super().__init__(page)
        self.hub, self._page = hub, page

    def look(self, need: Need) -> None:
        """Show its file."""
        from remanence.gui.parts.preview import PreviewBox

        if not need.file or not need.digest:
            what = _("{paper} has no file yet.").format(paper=capital(need.title))
            self.hub.note(Note("done", what, _("Attach one, or drop it on the cell.")))
            return
        PreviewBox(self.hub, capital(need.title), need.file, need.digest, self._page).show()

    def state(self, need: Need, state: str) -> None:
        """Give it a state; rejecting and waiving ask for the reason before."""
        if state in ("waived", "rejected"):
            verb = _("Waive") if state == "waived" else _("Reject")
            title = _("{verb} {paper}").format(verb=verb, paper=need.title)
            what = (
                _("A waived paper counts as settled, and stays marked as waived.")
                if state == "waived"
                else _("A rejected paper stops what waits for it until another one is here.")
            )
            box = ReasonBox(self.hub.theme, title, what, verb, self._page)
            box.given.connect(lambda reason: self._write(need, state, reason))
            box.open()
        else:
            self._write(need, state, "")

    def _write(self, need: Need, state: str, reason: str) -> None:
        changes = self.hub.run_operation(
            lambda answers: answers.set_paper_state(need.paper, state, reason)
        )
        if changes is not None:
            words = _("{paper} is {state}.").format(
                paper=capital(need.title), state=_(MARK_WORDS.get(state, state))
            )
            self.hub.note(Note("done", words, "", (_("Undo"), self.hub.undo)))

    def ask_file(self, need: Need) -> None:
        """Choose a file for a paper."""
        dialog = QFileDialog(self._page, _("File of {paper}").format(paper=need.title))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.attach(need, Path(path)))
        dialog.open()

    def attach(self, need: Need, path: Path) -> None:
        """Attach a file as a paper; what was read in it is shown to be accepted by a person."""
        if not any((need.paper.order_number, need.paper.shipment_ref, need.paper.licence_ref)):
            what = _("{paper} belongs to a product or supplier.").format(paper=capital(need.title))
            following = _("Import it with the sheet documents, its file beside the sheet.")
            self.hub.note(Note("attention", what, following))
            return
        self.hub.run_job(
            self,
            _("attaching {name}").format(name=path.name),
            lambda answers, _report: answers.attach_paper(path, need.paper),
            lambda found: self._attached(need, path, found),
        )

    def _attached(self, need: Need, path: Path, found: object) -> None:
        from remanence.core.base.changes import Changes

        attached: Attached = found  # type: ignore[assignment]
        self.hub.changed.emit(Changes(0, "attach"))
        words = _("{name} is attached as {paper}.").format(name=path.name, paper=need.title)
        self.hub.note(Note("done", words, "", (_("Undo"), self.hub.undo)))
        if attached.proposals:
            from remanence.gui.parts.proposals import ProposalBox

            # A second paper of a type gets a number of its own: the values are those of that one.
            paper = need.paper._replace(number=str(attached.document["number"] or ""))
            box = ProposalBox(self.hub, need.title, attached, paper, self._page)
            box.open()

    def menu(self, need: Need, at: QPoint, do: Callable[[str], bool]) -> None:
        """The deeds of a cell as a menu; `do` gets the chosen one."""
        menu = QMenu(self._page)
        own = not need.is_licence and not self.hub.answers.workspace.is_read_only
        deeds = [
            (_("Look at it\tEnter"), "look", bool(need.digest)),
            (_("Attach a file…"), "attach", own),
            (_("Received\tR"), "receive", own),
            (_("Accept\tA"), "accept", own),
            (_("Waive…\tW"), "waive", own),
            (_("Choose all orders that lack it\tC"), "chase", True),
        ]
        for words, deed, can in deeds:
            action = menu.addAction(words)
            action.setEnabled(can)
            action.triggered.connect(lambda _on=False, deed=deed: do(deed))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
