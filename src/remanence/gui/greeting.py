"""What is said of a workspace when it was opened: is it the sample, is it safe where it lies.

Also the last backup, which the status line names after each change.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from remanence.gui.hub import Note
from remanence.gui.words import _, finding_sentence, n_, split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from remanence.app.upkeep import BackupLine
    from remanence.core.base.findings import Finding
    from remanence.gui.hub import Hub
    from remanence.gui.parts.frame import SampleBand, StatusLine


class Greeting(QObject):
    """Asks on the worker, after the first frame; warnings are said once for each workspace."""

    def __init__(
        self, hub: Hub, status: StatusLine, sample: SampleBand, go: Callable[[str, str], None]
    ) -> None:
        """Say nothing before `read`; `go` leads to a setting."""
        super().__init__()
        self._hub, self._status, self._sample, self._go = hub, status, sample, go
        self._greeted: Path | None = None

    def read(self) -> None:
        """Ask what is to be said."""
        self._hub.ask(
            self, _("reading the backups"), lambda answers: answers.backups(), self._name_backup
        )
        path = self._hub.answers.workspace.path
        if path != self._greeted:
            self._greeted = path
            self._sample.setVisible(False)
            self._hub.ask(
                self,
                _("looking at the workspace"),
                lambda answers: (answers.is_sample(), answers.warnings()),
                self._greet,
            )

    def _greet(self, found: tuple[bool, Sequence[Finding]]) -> None:
        is_sample, warnings = found
        self._sample.setVisible(is_sample)
        if not warnings:
            return
        what, following = split_sentences(finding_sentence(warnings[0]))
        more = len(warnings) - 1
        if more:
            following = n_(
                "{count} more warning stands in Preferences.",
                "{count} more warnings stand in Preferences.",
                more,
            )
        action = (_("Preferences"), lambda: self._go("preferences", "packs"))
        self._hub.note(Note("attention", what, following, action))

    def _name_backup(self, found: Sequence[BackupLine]) -> None:
        workspace = self._hub.answers.workspace
        if workspace.is_read_only:
            return  # the status line says so, and nothing is backed up from here
        words = _("Offline · saved · no backup yet")
        if found:
            words = _("Offline · saved · backup {when}").format(when=self._when(found[0].at))
        self._status.show_saved(words)

    def _when(self, at: str) -> str:
        """The clock of today, the day of another."""
        local = datetime.fromisoformat(at).astimezone()
        formats = self._hub.formats
        if local.date() == self._hub.today:
            return f"{local:%H:%M}"
        return formats.day(local.date())
