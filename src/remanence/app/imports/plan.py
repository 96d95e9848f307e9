"""The plan of an import: what would change, with all findings at once. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from remanence.app.collector import paused
from remanence.app.imports import checks
from remanence.app.imports.match import Matched, PlannedRow, Stored, match
from remanence.app.imports.shapes import SHAPES, key_maker
from remanence.app.workspace import Workspace
from remanence.core.base.findings import Finding, Severity, has_errors, in_order, warning
from remanence.core.base.sentences import N_
from remanence.exchange.drafts import read_drafts
from remanence.exchange.reading import Draft, Reading
from remanence.store import sheets
from remanence.store.door import Reader

Report = Callable[[int, int], None]
"""Progress: done and total."""

GOES_WITH_IT = N_(
    "goes_with_refused", "This row needs one that is refused, so it is left out with it."
)


class SheetPlan(NamedTuple):
    """Counts of rows of one kind."""

    sheet: str
    new: int
    changed: int
    same: int
    removed: int
    rejected: int


class ImportPlan(NamedTuple):
    """What an import would do.

    Attributes:
        plan: counts by kind, in the sequence of writing.
        findings: everything found, errors first.
        rows: the rows by kind.
        refused: drafts that were refused, each with its reasons.
        reading: the files as read, with their digests.
        read_at: the newest operation that the plan knows of; another one since is a conflict.
        papers: the file of a paper's draft, by the draft's id.
        wholes: stored orders, licences and shipments that the import adds lines to.
        clear_blanks: a blank cell clears the stored value.
        left_out: how many rows were taken out of the plan before it was written.
        left_with: of these, what is said of rows that only hang on refused ones.
    """

    plan: list[SheetPlan]
    findings: list[Finding]
    rows: Mapping[str, list[PlannedRow]]
    refused: list[tuple[Draft, list[Finding]]]
    reading: Reading
    read_at: int
    papers: Mapping[int, Path]
    wholes: Mapping[tuple[str, tuple[object, ...]], Stored]
    clear_blanks: bool = False
    left_out: int = 0
    left_with: Sequence[Finding] = ()

    @property
    def kind(self) -> str | None:
        """The kind, where the files hold one only."""
        return self.plan[0].sheet if len(self.plan) == 1 else None

    @property
    def can_apply(self) -> bool:
        """Whether nothing stops it."""
        return not has_errors(self.findings)

    @property
    def changes_anything(self) -> bool:
        """Whether a row would be written."""
        return any(sheet.new or sheet.changed or sheet.removed for sheet in self.plan)


@paused()
def plan_import(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    as_kind: str | None = None,
    map_path: Path | None = None,
    clear_blanks: bool = False,
    report: Report | None = None,
) -> ImportPlan:
    """Read the files and plan what they would change.

    Args:
        workspace: where it would be written.
        paths: files, in any order.
        as_kind: KIND where file, sheet name and columns do not say it.
        map_path: a MAP.toml.
        clear_blanks: a blank cell clears the stored value.
        report: told how many kinds are matched, of how many.

    Raises:
        FileMissing: a file is absent or cannot be read.
        WrongUse: an unknown KIND.
    """
    reading = read_drafts(paths, as_kind=as_kind, map_path=map_path)
    with workspace.store.read() as reader:
        return plan_reading(workspace, reading, reader, clear_blanks=clear_blanks, report=report)


def plan_reading(
    workspace: Workspace,
    reading: Reading,
    reader: Reader,
    *,
    clear_blanks: bool = False,
    report: Report | None = None,
) -> ImportPlan:
    """Plan what was read, from files or typed, against what is stored."""
    known = Known(reader)
    return _plan(
        workspace, reading, reading.drafts, known, clear_blanks=clear_blanks, report=report
    )


@paused()
def without_refused(workspace: Workspace, plan: ImportPlan) -> ImportPlan:
    """The plan without its refused rows and without those that cannot stand once these are gone.

    It is planned anew: what named a refused row, or took a column of the whole from it, is found
    by the same checks. It stays a plan of the moment at which the first one was made.
    """
    if not plan.refused:
        return plan
    left = {id(draft) for draft, _ in plan.refused}
    gone = {found for _, why in plan.refused for found in why}
    left_with: list[Finding] = []
    reading = replace(
        plan.reading, findings=[found for found in plan.reading.findings if found not in gone]
    )
    with workspace.store.read() as reader:
        known = Known(reader)
        while True:
            drafts = {
                kind: [draft for draft in found if id(draft) not in left]
                for kind, found in plan.reading.drafts.items()
            }
            rest = _plan(workspace, reading, drafts, known, clear_blanks=plan.clear_blanks)
            if not rest.refused:
                break
            left |= {id(draft) for draft, _ in rest.refused}
            left_with += [
                warning(GOES_WITH_IT, why[0].where if why else draft.where())
                for draft, why in rest.refused
            ]
    return rest._replace(read_at=plan.read_at, left_out=len(left), left_with=left_with)


def _plan(
    workspace: Workspace,
    reading: Reading,
    drafts: Mapping[str, list[Draft]],
    known: Known,
    *,
    clear_blanks: bool,
    report: Report | None = None,
) -> ImportPlan:
    """What these drafts would change, against one state of what is stored."""
    matched: dict[str, Matched] = {}
    for kind in filter(drafts.__contains__, SHAPES):
        stored = known.rows(kind)
        matched[kind] = match(kind, drafts[kind], stored, clear_blanks=clear_blanks)
        if report is not None:
            report(len(matched), len(drafts))
    checked = checks.check(matched, known, workspace)
    findings = [*reading.findings, *(f for one in matched.values() for f in one.findings)]
    rows, refused = _settle(matched, reading, drafts)
    return ImportPlan(
        _counts(rows, refused),
        in_order([*findings, *checked.findings]),
        rows,
        refused,
        reading,
        sheets.newest_operation(known.reader),
        checked.papers,
        {key: stored for kind in matched for key, stored in known.wholes(kind)},
        clear_blanks,
    )


def _settle(
    matched: Mapping[str, Matched], reading: Reading, drafts: Mapping[str, list[Draft]]
) -> tuple[dict[str, list[PlannedRow]], list[tuple[Draft, list[Finding]]]]:
    """Rows that would be written, and drafts that were refused, each with its reasons."""
    rows: dict[str, list[PlannedRow]] = {}
    refused: list[tuple[Draft, list[Finding]]] = []
    told = _by_row(reading.findings)
    for kind, found in matched.items():
        rows[kind] = [row for row in found.rows if id(row.draft) not in found.refused]
        if not found.refused:
            continue
        refused += [
            (draft, [*told.get(draft.where(), ()), *found.refused[id(draft)]])
            for draft in drafts[kind]
            if id(draft) in found.refused
        ]
    return rows, refused


def _by_row(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Errors by the row they speak of, with and without their column."""
    rows: dict[str, list[Finding]] = {}
    for found in findings:
        if found.severity is Severity.ERROR:
            rows.setdefault(found.where, []).append(found)
            rows.setdefault(found.where.rpartition(", ")[0], []).append(found)
    return rows


def _counts(
    rows: Mapping[str, list[PlannedRow]], refused: Sequence[tuple[Draft, list[Finding]]]
) -> list[SheetPlan]:
    rejected: dict[str, int] = {}
    for draft, _ in refused:
        rejected[draft.kind] = rejected.get(draft.kind, 0) + 1
    plan = []
    for kind, planned in rows.items():
        counts = dict.fromkeys(("new", "changed", "same", "removed"), 0)
        for row in planned:
            counts[row.verb] += 1
        plan.append(SheetPlan(kind, **counts, rejected=rejected.get(kind, 0)))
    return plan


class Known:
    """What is stored, by kind and key, read once when first asked for."""

    def __init__(self, reader: Reader) -> None:
        """Keep the way to the store."""
        self._reader = reader
        self._rows: dict[str, dict[tuple[object, ...], Stored]] = {}

    @property
    def reader(self) -> Reader:
        """The way to the store."""
        return self._reader

    def rows(self, kind: str) -> Mapping[tuple[object, ...], Stored]:
        """All stored rows of a kind by key; a whole stands once more under (key, None)."""
        if kind not in self._rows:
            self._rows[kind] = self._read(kind)
        return self._rows[kind]

    def wholes(self, kind: str) -> Iterator[tuple[tuple[str, tuple[object, ...]], Stored]]:
        """Stored orders, licences or shipments by kind and own key."""
        if SHAPES[kind].line is not None:
            for key, stored in self.rows(kind).items():
                if key[-1] is None:
                    yield (kind, key[:-1]), stored

    def _read(self, kind: str) -> dict[tuple[object, ...], Stored]:
        shape = SHAPES[kind]
        names = sheets.SHEET_COLUMNS[kind]
        found: dict[tuple[object, ...], Stored] = {}
        key_of = key_maker(kind)
        for whole_id, line_id, values in sheets.stored_rows(self._reader, kind):
            cells = dict(zip(names, values, strict=True))
            stored = Stored(whole_id, line_id, cells)
            found[key_of(cells)] = stored
            if shape.line is not None:
                found.setdefault((*(cells[name] for name in shape.whole_key), None), stored)
        return found
