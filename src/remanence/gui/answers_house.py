"""What the frame asks of a workspace: names to find, the own house, its backups, its rules.

A part of `answers.Answers`, which pages ask; its imports stand inside the questions as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from remanence.app.entering import Entry
    from remanence.app.export_seen import Seen
    from remanence.app.imports.plan import ImportPlan
    from remanence.app.limits import Limit
    from remanence.app.search import Named
    from remanence.app.upkeep import BackupLine, BackupMade
    from remanence.app.workspace import Workspace
    from remanence.core.base.changes import Changes
    from remanence.core.base.findings import Finding
    from remanence.core.policy.pack import PackHead


class House:
    """Questions about the workspace as a whole."""

    workspace: Workspace

    def find(self, text: str) -> Sequence[Named]:
        """Things of the desk by name and number."""
        from remanence.app.search import find

        return find(self.workspace, text)

    def newest_operation(self) -> int:
        """The number of the newest operation, whoever did it."""
        from remanence.app.watching import newest_operation

        return newest_operation(self.workspace)

    def forget(self) -> None:
        """Somebody else wrote: own firm, rules and rates are read anew."""
        self.workspace.forget()

    def is_sample(self) -> bool:
        """Whether this desk is the sample."""
        from remanence.app.demo import is_sample

        return is_sample(self.workspace)

    def warnings(self) -> Sequence[Finding]:
        """What to hear once after opening: packs that are not used, a place that is not safe."""
        from remanence.app.places import warnings_of_place
        from remanence.app.workspace import refused_packs

        return [*refused_packs(self.workspace.around), *warnings_of_place(self.workspace.path)]

    def backups(self) -> Sequence[BackupLine]:
        """The backups, newest first."""
        from remanence.app.upkeep import backups

        return backups(self.workspace)

    def back_up(self, to: Path | None = None) -> BackupMade:
        """Make a backup now."""
        from remanence.app.upkeep import backup

        return backup(self.workspace, to)

    def limits(self) -> Mapping[str, Limit]:
        """Limits and tolerances of the own house."""
        from remanence.app.limits import limits

        return limits(self.workspace)

    def packs(self) -> tuple[Sequence[tuple[PackHead, Path]], Sequence[Finding]]:
        """The packs that can be used with their folders, and those that are refused."""
        from remanence.app.workspace import every_pack, refused_packs

        around = self.workspace.around
        return [(pack.head, folder) for folder, pack in every_pack(around)], refused_packs(around)

    def export_seen(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[object]], to: Path
    ) -> Seen:
        """Write a table as it is seen to CSV or XLSX."""
        from remanence.app.export_seen import export_seen

        return export_seen(self.workspace, title, headings, rows, to)

    def order_texts(self) -> Mapping[str, Mapping[str, str]]:
        """By number of the order what may be set of it in the list."""
        from remanence.app.order_texts import order_texts

        return order_texts(self.workspace)

    def plan_block(self, kind: str, text: str, headings: Sequence[str], name: str) -> ImportPlan:
        """What a block copied from a spreadsheet would change."""
        from remanence.app.entering import plan_block

        return plan_block(self.workspace, kind, text, headings, name=name)

    def enter(
        self,
        entries: Sequence[Entry],
        *,
        label: str,
        note: str,
        was: Sequence[Entry] = (),
        anyway: bool = False,
    ) -> Changes:
        """Write cells as they were typed, as one operation; `was` are the texts that were shown."""
        from remanence.app.entering import enter

        return enter(self.workspace, entries, label=label, note=note, was=was, anyway=anyway)
