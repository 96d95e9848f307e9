"""Rows that are typed or pasted: planned and checked like an import, written as one operation.

A form, a cell edited in place, a paper accepted, a block from a spreadsheet: each is a few rows of
the sheets, with the texts that a person would type there.
"""

from __future__ import annotations

import csv
import io
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


class BeyondHeadings(NotAllowed):
    """A row of a pasted block has more cells than there are headings."""

    code = N_(
        "paste_beyond",
        "{where} holds {value} beyond its {count} columns. Copy the block with its headings.",
    )


class ChangedMeanwhile(Conflict):
    """The stored value is not the one that the form showed."""

    code = N_(
        "entry_changed",
        "{column} of {record} says {now} by now, no longer {was}. Look at it and decide again.",
    )


def plan_entries(workspace: Workspace, entries: Sequence[Entry], *, name: str) -> ImportPlan:
    """What these rows would change, with all findings; nothing is written.

    Columns that a sheet must have and an entry leaves out are taken from the stored row, those of
    the whole also from another line of it.

    Args:
        workspace: where.
        entries: the rows.
        name: what stands where findings name the file.
    """
    return _plan(workspace, list(enumerate(entries, 1)), name)


def _plan(workspace: Workspace, rows: Sequence[tuple[int, Entry]], name: str) -> ImportPlan:
    """Plan rows under the numbers that findings call them by."""
    with workspace.store.read() as reader:
        stored = _StoredTexts(reader)
        whole = [(number, _completed(stored, entry)) for number, entry in rows]
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
        stored = _StoredTexts(reader)
        for seen in was:
            _compare(stored, seen)
    return operation.run(workspace, label, write, source=source, note=note, report=report)


def sheet_row(workspace: Workspace, kind: str, key: Mapping[str, str]) -> dict[str, str]:
    """The texts of a stored row as an export writes them; a blank cell is empty.

    Raises:
        NotFound: no such row.
    """
    with workspace.store.read() as reader:
        found = _StoredTexts(reader).row(kind, key)
    if found is None:
        raise NotFound(kind, ", ".join(filter(None, key.values())))
    return found


def _compare(stored: _StoredTexts, seen: Entry) -> None:
    found = stored.row(seen.kind, seen.cells)
    record = _named(seen)
    for column, was in seen.cells.items():
        now = "" if found is None else found.get(column, "")
        if now != was:
            shown = now or "nothing"
            raise ChangedMeanwhile(
                record, column=column, record=record, now=shown, was=was or "nothing"
            )


def _named(entry: Entry) -> str:
    keys = _keys(entry.kind)
    return ", ".join(entry.cells[name] for name in keys if entry.cells.get(name)) or entry.kind


def _keys(kind: str) -> list[str]:
    return [column.name for column in SHEETS[kind].columns if column.key]


def _completed(stored: _StoredTexts, entry: Entry) -> Entry:
    """The entry with what its sheet asks for, taken from the stored row where there is one."""
    cells = dict(entry.cells)
    if entry.remove:
        cells["remove"] = "yes"
    columns = SHEETS[entry.kind].columns
    needed = [one for one in columns if (one.required or one.key) and not cells.get(one.name)]
    if not needed:
        return Entry(entry.kind, cells)
    found = stored.row(entry.kind, entry.cells)
    if found is None:  # a new line of a whole that is there: its head is known
        found = stored.head(entry.kind, entry.cells) or {}
        needed = [one for one in needed if not one.of_line]
    cells.update({one.name: found[one.name] for one in needed if found.get(one.name)})
    return Entry(entry.kind, cells)


class _StoredTexts:
    """Rows of sheets as an export writes them, found by their keys; each sheet is read once."""

    def __init__(self, reader: Reader) -> None:
        """Read nothing yet."""
        self._reader = reader
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        self._found: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], int]] = {}

    def row(self, kind: str, key: Mapping[str, str]) -> dict[str, str] | None:
        """The row that these texts mean; the first line where no line is named."""
        lines = {column.name for column in SHEETS[kind].columns if column.of_line}
        keys = _keys(kind)
        names = [name for name in keys if name in key and (key[name] or name not in lines)]
        if keys and not names:
            return None
        return self._by(kind, names, [key[name] for name in names])

    def head(self, kind: str, key: Mapping[str, str]) -> dict[str, str] | None:
        """Any row of the whole that these texts mean; None where the kind has no lines."""
        lines = {column.name for column in SHEETS[kind].columns if column.of_line}
        names = [name for name in _keys(kind) if name not in lines]
        if not lines or not all(key.get(name) for name in names):
            return None
        return self._by(kind, names, [key[name] for name in names])

    def _by(self, kind: str, names: Sequence[str], texts: Sequence[str]) -> dict[str, str] | None:
        if kind not in self._rows:
            self._rows[kind] = sheets.sheet_rows(self._reader, kind)
        rows, places = self._rows[kind], _places(kind)
        index = self._found.get((kind, tuple(names)))
        if index is None:
            index = {}
            for at, row in enumerate(rows):
                shown = tuple(_text(kind, name, row[places[name]]) for name in names)
                index.setdefault(shown, at)
            self._found[kind, tuple(names)] = index
        line = index.get(tuple(texts))
        if line is None:
            return None
        return {
            name: _text(kind, name, rows[line][place])
            for name, place in places.items()
            if name in SHEETS[kind].by_name
        }


def _places(kind: str) -> dict[str, int]:
    return {name: at for at, name in enumerate(sheets.SHEET_COLUMNS[kind])}


def _text(kind: str, column: str, value: object) -> str:
    """A stored value as an export writes it."""
    return "" if value is None else SHEETS[kind].by_name[column].type.to_text(value)  # type: ignore[arg-type]


def _tables(
    entries: Iterable[tuple[int, Entry]],
) -> list[tuple[str, list[str], list[tuple[int, list[str]]]]]:
    """Numbered entries as tables, one a kind."""
    kinds: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in entries:
        kinds.setdefault(entry.kind, []).append((number, entry))
    tables = []
    for kind, found in kinds.items():
        headings = list(dict.fromkeys(name for _, entry in found for name in entry.cells))
        rows = [(n, [entry.cells.get(name, "") for name in headings]) for n, entry in found]
        tables.append((kind, headings, rows))
    return tables


def plan_block(
    workspace: Workspace, kind: str, text: str, headings: Sequence[str], *, name: str
) -> ImportPlan:
    """A block copied from a spreadsheet as a plan: cells by tabs, rows by lines, quotes undone.

    Args:
        workspace: where.
        kind: the KIND of the table it was pasted into.
        text: the block.
        headings: the columns in their sequence, taken where its first row does not name columns
            of the kind.
        name: what stands where findings name the file.
    """
    rows = _block_rows(text)
    known = SHEETS[kind].by_name
    first = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    if any(cell in known for cell in first) and all(cell in known or not cell for cell in first):
        named, rows = first, rows[1:]
    else:
        named = list(headings)
    entries = []
    for number, cells in rows:
        beyond = [cell for cell in cells[len(named) :] if cell.strip()]
        if beyond:
            raise BeyondHeadings(f"{name}, row {number}", value=beyond[0], count=len(named))
        texts = zip(named, cells, strict=False)
        entries.append((number, Entry(kind, {head: cell.strip() for head, cell in texts if head})))
    return _plan(workspace, entries, name)


def _block_rows(text: str) -> list[tuple[int, list[str]]]:
    """Numbered rows of a block, blank ones left out; a quoted cell may hold line breaks."""
    plain = text.replace("\r\n", "\n")
    try:
        rows = list(csv.reader(io.StringIO(plain), delimiter="\t", strict=True))
    except csv.Error:  # a quotation mark that belongs to the text: no spreadsheet quoted it
        rows = [line.split("\t") for line in plain.split("\n")]
    return [(n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
