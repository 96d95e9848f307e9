"""What reading gives: drafts, one a row, the tables they stand in, all findings at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, Severity
from remanence.exchange.cells import Raw, Value
from remanence.exchange.places import place

MOST_FINDINGS: Final = 10_000
"""Findings that are kept of each severity; the rest is counted."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Where drafts come from: one table of one file, with the headings as they came.

    Attributes:
        path: the file; paths in cells are relative to its folder.
        file: its name.
        kind: the KIND that the table is.
        sheet: title of the sheet, empty for text files.
        headings: as they came, all of them.
        columns: our columns to their headings.
        stopped: what is wrong with its headings, so that none of its rows can be read.
    """

    path: Path
    file: str
    kind: str
    sheet: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    stopped: tuple[Finding, ...] = ()


class Draft(NamedTuple):
    """One row as read.

    Attributes:
        kind: the KIND.
        table: the table that it stands in.
        row: its number as a spreadsheet counts; the line on which it begins in a text file.
        cells: by column: a value, BLANK (None) or CLEAR; columns that the table lacks are absent.
        raw: all its cells as they came, in the sequence of `table.headings` and perhaps more.
        remove: the row is to be taken away.
        bad: an error was found in it; its cells may be blank where they could not be read.
    """

    kind: str
    table: Table
    row: int
    cells: dict[str, Value]
    raw: Sequence[Raw]
    remove: bool = False
    bad: bool = False

    @property
    def file(self) -> str:
        """Name of its file."""
        return self.table.file

    def where(self, column: str = "") -> str:
        """The place of the row, or of its cell in a column of ours, as findings name it."""
        heading = self.table.columns.get(column, column)
        return place(self.table.file, self.kind, self.row, heading)


class FileRead(NamedTuple):
    """A file that was read, with the digest of its bytes."""

    path: Path
    name: str
    sha256: str


@dataclass(slots=True)
class Reading:
    """What was found in the files.

    Attributes:
        drafts: by KIND, in the sequence of files and rows.
        findings: of all files; at most `MOST_FINDINGS` of each severity.
        left_out: how many findings there were beyond these.
        hidden_rows: hidden rows that were read like others.
        hidden_sheets: hidden sheets that were read like others.
        files: the files that could be opened.
        tables: the tables that were taken, those without rows too.
    """

    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0
    hidden_rows: int = 0
    hidden_sheets: int = 0
    files: list[FileRead] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _counts: dict[Severity, int] = field(default_factory=dict)

    def note(self, *findings: Finding) -> None:
        """Keep findings, or count them once there are too many to read."""
        for finding in findings:
            count = self._counts.get(finding.severity, 0) + 1
            self._counts[finding.severity] = count
            if count <= MOST_FINDINGS:
                self.findings.append(finding)
            else:
                self.left_out += 1

    def stop(self, finding: Finding) -> None:
        """Keep what ends a file or table, before all the findings of its rows if they are many."""
        if self._counts.get(finding.severity, 0) < MOST_FINDINGS:
            self.note(finding)
        else:
            self.findings.insert(0, finding)
