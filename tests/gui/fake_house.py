"""The part of the small desk that answers for the house: limits, backups, packs, the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from remanence.app.entering import Entry
from remanence.app.limits import Limit
from remanence.app.upkeep import BackupLine, BackupMade
from remanence.core.base.changes import Changes
from remanence.core.base.errors import NotAllowed
from remanence.core.base.findings import Finding


class OtherHead(NamedTuple):
    """The head of a pack that is not used."""

    version: str = "2025.6.1"
    serial: int = 3
    title: str = "Rare earths from China"
    valid_to: date | None = None


class FakeHouse:
    """Answers of the house."""

    workspace: Any
    asked: list[str]

    def __init__(self) -> None:
        self.entered: list[Entry] = []
        self.own: dict[str, Limit] = {"practice.limit": Limit("0.1", "set", date(2026, 11, 3))}
        self.sample = False
        self.warned: list[Finding] = []
        self.refused: list[Finding] = []

    def is_sample(self) -> bool:
        return self.sample

    def warnings(self) -> Sequence[Finding]:
        return self.warned

    def backups(self) -> Sequence[BackupLine]:
        return [BackupLine("2026-11-24T08:58:00Z", "daily", Path("one.db"))]

    def back_up(self, to: Path | None = None) -> BackupMade:
        self.asked.append("back_up")
        return BackupMade(to or Path("two.db"), [], [])

    def limits(self) -> Mapping[str, Limit]:
        return self.own

    def packs(self) -> tuple[Sequence[tuple[OtherHead, Path]], Sequence[Finding]]:
        return [(OtherHead(), Path("older"))], self.refused

    def enter(
        self,
        entries: Sequence[Entry],
        *,
        label: str,
        note: str,
        was: Sequence[Entry] = (),
        anyway: bool = False,
    ) -> Changes:
        self.asked.append("enter")
        for entry in entries:
            self._take(entry)
        self.entered += entries
        return Changes(12, label)

    def _take(self, entry: Entry) -> None:
        if "x" in entry.cells.get("value", ""):
            raise NotAllowed(what="This is not a percentage from 0 to 100. Write a number.")
        if entry.kind == "business":
            self.workspace.business = self.workspace.business._replace(**entry.cells)
        elif entry.remove:
            self.own.pop(entry.cells["code"])
        else:
            self.own[entry.cells["code"]] = Limit(
                entry.cells["value"],
                entry.cells["reason"],
                date.fromisoformat(entry.cells["decided_on"]),
            )
