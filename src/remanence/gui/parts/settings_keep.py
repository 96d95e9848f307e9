"""Settings of what is kept: backups of the workspace, and the packs of rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from remanence.gui.elsewhere import open_elsewhere
from remanence.gui.hub import Note
from remanence.gui.parts.button import Button
from remanence.gui.parts.pill import Pill
from remanence.gui.parts.setting import SettingsCard
from remanence.gui.parts.surface import clear, column, held, row
from remanence.gui.parts.text import Text
from remanence.gui.words import _, finding_sentence, n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.upkeep import BackupLine
    from remanence.core.base.findings import Finding
    from remanence.core.policy.pack import PackHead
    from remanence.gui.hub import Hub
    from remanence.gui.tokens import State

Packs = tuple["Sequence[tuple[PackHead, Path]]", "Sequence[Finding]"]


class BackupsCard(SettingsCard):
    """When the last backup was made, and deeds."""

    def __init__(self, hub: Hub) -> None:
        """Make the line and the buttons."""
        super().__init__(
            hub,
            _("Backups"),
            _("One is made before each import and before the first change of a day; each is "
              "opened and checked before it counts."),
        )  # fmt: skip
        now = Button(self.theme, _("Back up now"))
        now.clicked.connect(self._back_up)
        self._line = self.add("backups", _("Last backup"), "", now)
        one, folder = (
            Button(self.theme, _("Save all as one file…")),
            Button(self.theme, _("Show the folder")),
        )
        one.clicked.connect(self._save)
        folder.clicked.connect(self._show_folder)
        self.add_buttons([one, folder])

    def refresh(self) -> None:
        """Ask which there are."""
        self.hub.ask(self, _("reading the backups"), lambda a: a.backups(), self._show)

    def _show(self, found: Sequence[BackupLine]) -> None:
        if not found:
            self._line.say(_("There is none yet: nothing was changed."))
            return
        counted = n_("{count} backup is kept", "{count} backups are kept", len(found))
        self._line.say(
            _("{moment}. {counted} in the workspace.").format(
                moment=self.hub.formats.moment(found[0].at), counted=counted
            )
        )

    def _back_up(self) -> None:
        self.hub.run_job(
            self, _("backing up"), lambda a, _report: a.back_up(), self._made, writes=False
        )

    def _save(self) -> None:
        workspace = self.hub.answers.workspace.path
        start = str(workspace.with_name(f"{workspace.stem} {self.hub.today.isoformat()}.zip"))
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save the workspace with its files"), start, _("Backups (*.zip)")
        )
        if path:
            self.hub.run_job(
                self,
                _("saving all as one file"),
                lambda a, _report: a.back_up(Path(path)),
                self._made,
                writes=False,
            )

    def _made(self, made: object) -> None:
        self.hub.note(
            Note(
                "done",
                _("The backup is made; it was opened and checked."),
                str(getattr(made, "backup", "")),
            )
        )
        self.refresh()

    def _show_folder(self) -> None:
        folder = self.hub.answers.workspace.path / "backups"
        there = folder if folder.is_dir() else folder.parent
        open_elsewhere(there)


class PacksCard(SettingsCard):
    """The packs of rules on this machine: which is used, which are refused and why."""

    def __init__(self, hub: Hub) -> None:
        """Begin without packs; `refresh` asks for them."""
        super().__init__(
            hub,
            _("Rules packs"),
            _("The newest that can be used decides. Corrections are made as decisions, not here."),
        )
        self._packs = column([], spacing=0)
        folder = Button(self.theme, _("Show the folder of packs"))
        folder.clicked.connect(self._show_folder)
        self.add("packs", _("In use"), "", folder)
        self.body.addLayout(self._packs)

    def refresh(self) -> None:
        """Ask which there are."""
        self.hub.ask(self, _("reading the packs"), lambda a: a.packs(), self._show)

    def _show(self, found: Packs) -> None:
        packs, refused = found
        used = self.hub.answers.workspace.pack.head
        self._lines["packs"].say(
            _("{title}, version {version}, as of {day}.").format(
                title=used.title, version=used.version, day=self.hub.formats.day(used.as_of)
            )
        )
        clear(self._packs)
        for head, folder in sorted(packs, key=lambda one: -one[0].serial):
            if head.version != used.version:
                words = _("{title}, version {version}").format(
                    title=head.title, version=head.version
                )
                self._packs.addWidget(self._one("done", _("Not used"), words, folder.name))
        for finding in refused:
            name = Path(finding.where).name
            self._packs.addWidget(
                self._one("blocked", _("Refused"), name, finding_sentence(finding))
            )

    def _one(self, state: State, word: str, words: str, note: str) -> QWidget:
        texts = column(
            [
                Text(self.theme, words, weight=500, wrap=True),
                Text(self.theme, note, "caption", tone="muted", wrap=True),
            ]
        )
        return held(row([(texts, 1), 12, Pill(self.theme, state, word)], (0, 8, 0, 8)))

    def _show_folder(self) -> None:
        folder = self.hub.answers.workspace.around.home / "packs"
        there = folder if folder.is_dir() else folder.parent
        open_elsewhere(there)
