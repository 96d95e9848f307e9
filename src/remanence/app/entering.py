"""Rows that are typed or pasted: planned and checked like an import, written as one operation.

A form, a cell edited in place, a paper accepted, a block from a spreadsheet: each is a few rows of
the sheets, with the texts that a person would type there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.app import operation
from remanence.app.breaking import broken_by
from remanence.app.imports.apply import PlanStale, write_plan
from remanence.app.imports.plan import ImportPlan, Report, plan_reading
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes
from remanence.core.base.errors import Conflict, NotAllowed, NotFound
from remanence.core.base.findings import Finding, Severity
from remanence.core.base.sentences import N_, fill, template_of
from remanence.exchange.drafts import read_typed
from remanence.exchange.sheets import SHEETS
from remanence.store import sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from remanence.store.door import Reader
    from remanence.store.writing import Txn

CLEARED: Final = "<clear>"
"""The text that takes a stored value away; a blank leaves it."""

_TRIES: Final = 5  # plans, as others write between planning and writing


class Entry(NamedTuple):
    """One row as typed.

    Attributes:
        kind: the KIND.
        cells: texts by heading: those of its key, and those to be set.
        remove: take the row away.
    """

    kind: str
    cells: Mapping[str, str]
    remove: bool = False


class Refused(NotAllowed):
    """What was typed cannot be written; `findings` says of each cell why."""

    code = N_("entry_refused", "{what}")

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Say the first, keep all."""
        self.findings = list(findings)
        errors = [one for one in findings if one.severity is Severity.ERROR]
        first = errors[0]
        parts = {"where": first.where, **dict(first.parts)}
        super().__init__(first.where, what=fill(template_of(first.code), parts))


class Breaks(NotAllowed):
    """It would undo what a signed paper or a granted licence rests on; `broken` says what."""

    code = N_("entry_breaks", "This would break what is signed or granted: {what}")

    def __init__(self, broken: Sequence[str]) -> None:
        """Name what breaks."""
        self.broken = list(broken)
        super().__init__("", what=" ".join(broken))


class ChangedMeanwhile(Conflict):
    """The stored value is not the one that the form showed."""

    code = N_(
        "entry_changed",
        "{column} of {record} says {now} by now, no longer {was}. Look at it and decide again.",
    )


def plan_entries(workspace: Workspace, entries: Sequence[Entry], *, name: str) -> ImportPlan:
    """What these rows would change, with all findings; nothing is written.

    Columns that a sheet must have and an entry leaves out are taken from the stored row.

    Args:
        workspace: where.
        entries: the rows.
        name: what stands where findings name the file.
    """
    with workspace.store.read() as reader:
        whole = [_completed(reader, entry) for entry in entries]
        return plan_reading(workspace, read_typed(name, _tables(whole)), reader)


def enter(  # noqa: PLR0913 - a write is what, why and by whom
    workspace: Workspace,
    entries: Sequence[Entry],
    *,
    label: str,
    note: str,
    was: Sequence[Entry] = (),
    anyway: bool = False,
    source: str = "window",
    report: Report | None = None,
) -> Changes:
    """Write the rows as one operation.

    Args:
        workspace: where.
        entries: the rows.
        label: what is done, a code; `app.history.WORDS` has its words.
        note: what it is done to, for the history.
        was: the texts that the person saw, by the same keys: a stored value that differs by now
            stops it.
        anyway: write also what breaks a signed paper or a granted licence.
        source: who asks.
        report: told how far it is.

    Raises:
        Refused: a cell cannot be so.
        ChangedMeanwhile: a value is no longer the one of `was`.
        Breaks: a paper or licence would no longer hold, and not `anyway`.
        MachineSaysNo: disk full, locked ...: the state before stands.
    """
    for _ in range(_TRIES):
        plan = plan_entries(workspace, entries, name=note or label)
        if not plan.can_apply:
            raise Refused(plan.findings)
        try:
            return _write(workspace, plan, was, label, note, source, report, anyway=anyway)
        except PlanStale:
            workspace.forget()
    raise PlanStale


def _write(  # noqa: PLR0913 - as `enter`
    workspace: Workspace,
    plan: ImportPlan,
    was: Sequence[Entry],
    label: str,
    note: str,
    source: str,
    report: Report | None,
    *,
    anyway: bool,
) -> Changes:
    def write(txn: Txn) -> None:
        write_plan(txn, workspace.store, plan, report)
        if not anyway:
            broken = broken_by(txn, workspace)
            if broken:
                raise Breaks(broken)

    with workspace.store.read() as reader:
        for seen in was:
            _compare(reader, seen)
    return operation.run(workspace, label, write, source=source, note=note, report=report)


def sheet_row(workspace: Workspace, kind: str, key: Mapping[str, str]) -> dict[str, str]:
    """The texts of a stored row as an export writes them; a blank cell is empty.

    Raises:
        NotFound: no such row.
    """
    with workspace.store.read() as reader:
        found = _stored(reader, kind, key)
    if found is None:
        raise NotFound(kind, ", ".join(filter(None, key.values())))
    return found


def _compare(reader: Reader, seen: Entry) -> None:
    stored = _stored(reader, seen.kind, seen.cells)
    record = _named(seen)
    for column, was in seen.cells.items():
        now = "" if stored is None else stored.get(column, "")
        if now != was:
            shown = now or "nothing"
            raise ChangedMeanwhile(
                record, column=column, record=record, now=shown, was=was or "nothing"
            )


def _named(entry: Entry) -> str:
    keys = [column.name for column in SHEETS[entry.kind].columns if column.key]
    return ", ".join(entry.cells[name] for name in keys if entry.cells.get(name)) or entry.kind


def _completed(reader: Reader, entry: Entry) -> Entry:
    """The entry with what its sheet asks for, taken from the stored row where there is one."""
    cells = dict(entry.cells)
    if entry.remove:
        cells["remove"] = "yes"
    needed = [
        column.name
        for column in SHEETS[entry.kind].columns
        if (column.required or column.key) and not cells.get(column.name)
    ]
    if not needed:
        return Entry(entry.kind, cells)
    stored = _stored(reader, entry.kind, entry.cells)
    if stored is not None:
        cells.update({name: stored[name] for name in needed if stored[name]})
    return Entry(entry.kind, cells)


def _stored(reader: Reader, kind: str, key: Mapping[str, str]) -> dict[str, str] | None:
    """The stored row that these texts mean; the first line where no line is named."""
    sheet = SHEETS[kind]
    names = [column.name for column in sheet.columns if column.key and column.name in key]
    lines = {column.name for column in sheet.columns if column.of_line}
    wanted = {name: key[name] for name in names if key[name] or name not in lines}
    if not wanted and any(column.key for column in sheet.columns):
        return None
    places = {name: at for at, name in enumerate(sheets.SHEET_COLUMNS[kind])}
    for row in sheets.sheet_rows(reader, kind):
        if all(_text(kind, name, row[places[name]]) == text for name, text in wanted.items()):
            shown = [one for one in sheet.by_name if one in places]
            return {name: _text(kind, name, row[places[name]]) for name in shown}
    return None


def _text(kind: str, column: str, value: object) -> str:
    """A stored value as an export writes it."""
    return "" if value is None else SHEETS[kind].by_name[column].type.to_text(value)  # type: ignore[arg-type]


def _tables(
    entries: Iterable[Entry],
) -> list[tuple[str, list[str], list[tuple[int, list[str]]]]]:
    """Entries as tables, one a kind: rows are numbered as they stand among the entries."""
    kinds: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in enumerate(entries, 1):
        kinds.setdefault(entry.kind, []).append((number, entry))
    tables = []
    for kind, found in kinds.items():
        headings = list(dict.fromkeys(name for _, entry in found for name in entry.cells))
        rows = [
            (number, [entry.cells.get(name, "") for name in headings]) for number, entry in found
        ]
        tables.append((kind, headings, rows))
    return tables


def plan_block(
    workspace: Workspace, kind: str, text: str, headings: Sequence[str], *, name: str
) -> ImportPlan:
    """A block copied from a spreadsheet as a plan: cells by tabs, rows by lines.

    Args:
        workspace: where.
        kind: the KIND of the table it was pasted into.
        text: the block.
        headings: the columns in their sequence, taken where its first row does not name columns
            of the kind.
        name: what stands where findings name the file.
    """
    rows = [(n, line.split("\t")) for n, line in enumerate(_lines(text), 1)]
    known = SHEETS[kind].by_name
    first = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    if any(cell in known for cell in first) and all(cell in known or not cell for cell in first):
        named, rows = first, rows[1:]
    else:
        named = list(headings)
    with workspace.store.read() as reader:
        entries = [_entry(kind, named, cells) for _, cells in rows]
        whole = [_completed(reader, entry) for entry in entries]
        return plan_reading(workspace, read_typed(name, _tables(whole)), reader)


def _entry(kind: str, headings: Sequence[str], cells: Sequence[str]) -> Entry:
    return Entry(kind, {name: cell.strip() for name, cell in zip(headings, cells, strict=False)})


def _lines(text: str) -> list[str]:
    """The lines of a block without the empty one at its end."""
    return [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
