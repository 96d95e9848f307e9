"""The plan carried out: one backup, one operation, one undo step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from remanence.app import operation
from remanence.app.imports.match import PlannedRow
from remanence.app.imports.plan import ImportPlan, Report
from remanence.app.imports.shapes import SHAPES, Part, Reference, Shape
from remanence.app.workspace import Workspace
from remanence.core.base.changes import Changes
from remanence.core.base.errors import Conflict, NotAllowed
from remanence.core.base.sentences import N_
from remanence.store import backup, files, sheets

if TYPE_CHECKING:
    from remanence.store.door import Store
    from remanence.store.writing import Txn

_TRIES = 10  # plans, as others write between planning and writing

LABEL = N_("operation.import", "Import {note}")


class PlanStopped(NotAllowed):
    """The plan holds errors."""

    code = N_("plan_stopped", "Errors stop this import ({count}); nothing was written.")


class PlanStale(Conflict):
    """Somebody wrote since the plan was made."""

    code = N_(
        "plan_stale",
        "The workspace was changed since this plan was made; nothing was written. Plan again.",
    )


def apply_plan(
    workspace: Workspace,
    plan: ImportPlan,
    *,
    source: str = "window",
    report: Report | None = None,
    last: Callable[[], None] | None = None,
) -> Changes | None:
    """Write the plan as one operation; None when it changes nothing.

    Args:
        workspace: where.
        plan: the plan.
        source: who asks.
        report: told how many rows are written, then how many orders are judged, of how many;
            what it raises takes everything back.
        last: called when all is written and only the commit is left.

    Raises:
        PlanStopped: it holds errors.
        PlanStale: another operation came since it was made.
        MachineSaysNo: disk full, locked ...: the state before stands.
    """
    if not plan.can_apply:
        errors = sum(1 for found in plan.findings if found.severity == "error")
        raise PlanStopped("", count=errors)
    if not plan.changes_anything:
        return None
    backup.before(workspace.store, "import", at=workspace.around.now())
    return operation.run(
        workspace,
        "import",
        lambda txn: write_plan(txn, workspace.store, plan, report),
        source=source,
        note=_note(plan),
        report=report,
        last=last,
    )


def write_plan(txn: Txn, store: Store, plan: ImportPlan, report: Report | None = None) -> None:
    """Write a plan inside a transaction.

    Raises:
        PlanStale: another operation came since it was made.
    """
    _Writer(txn, plan, store, report).write()


def _note(plan: ImportPlan) -> str:
    """The files, or what stands for one, and how many rows were taken out of the plan."""
    read = [one.path.name for one in plan.reading.files] or [t.file for t in plan.reading.tables]
    names = ", ".join(dict.fromkeys(read))
    if not plan.left_out:
        return names
    rows = "1 row" if plan.left_out == 1 else f"{plan.left_out} rows"
    return f"{names}, {rows} left out"


def apply_anew(
    workspace: Workspace,
    plan: ImportPlan,
    planned: Callable[[], ImportPlan],
    *,
    source: str,
    last: Callable[[], None] | None = None,
) -> tuple[ImportPlan, Changes | None]:
    """Write a plan that nobody looked at; where another program came between, plan anew.

    Args:
        workspace: where.
        plan: the plan.
        planned: makes it again of the same files.
        source: who asks.
        last: called when all is written and only the commit is left.

    Returns:
        The plan that was written, or that errors stop by now; and the changes.

    Raises:
        PlanStale: others wrote again and again.
        MachineSaysNo: disk full, locked ...: the state before stands.
    """
    for _ in range(_TRIES):
        try:
            return plan, apply_plan(workspace, plan, source=source, last=last)
        except PlanStale:
            workspace.forget()
            plan = planned()
            if not plan.can_apply:
                return plan, None
    raise PlanStale


class _Writer:
    """Writes one plan in one transaction: files, removals, then new rows, then changes."""

    def __init__(self, txn: Txn, plan: ImportPlan, store: Store, report: Report | None) -> None:
        self.txn = txn
        self.report = report
        self.written = 0
        self.plan = plan
        self.store = store
        self.kept: dict[int, str] = {}
        self._ids: dict[tuple[str, bool], dict[tuple[object, ...], int]] = {}

    def write(self) -> None:
        if sheets.newest_operation(self.txn) != self.plan.read_at:
            raise PlanStale
        self._keep_files()
        for shape in reversed(SHAPES.values()):
            self._remove(shape)
            self._tell(shape, "removed")
        for shape in SHAPES.values():
            self._add(shape)
            self._tell(shape, "new")
        for shape in SHAPES.values():
            self._change(shape)
            self._tell(shape, "changed")

    def _tell(self, shape: Shape, verb: str) -> None:
        """Say how far it is; who is told may end it here."""
        rows = len(self._rows(shape.kind, verb))
        if self.report is not None and rows:
            self.written += rows
            total = sum(one.new + one.changed + one.removed for one in self.plan.plan)
            self.report(self.written, total)

    def _keep_files(self) -> None:
        """Store the files of papers: the file first, the row that names it after."""
        for row in (*self._rows("documents", "new"), *self._rows("documents", "changed")):
            path = self.plan.papers.get(id(row.draft))
            if path is not None:
                self.kept[id(row.draft)] = files.keep_with(self.txn, self.store, path)

    def _rows(self, kind: str, verb: str) -> list[PlannedRow]:
        return [row for row in self.plan.rows.get(kind, ()) if row.verb == verb]

    # -- ids of named rows

    def _id_of(self, reference: Reference, values: Mapping[str, object]) -> int | None:
        key = tuple(values.get(column) for column in reference.columns)
        return None if key[0] is None else self._known(reference.kind, line=reference.line)[key]

    def _known(self, kind: str, *, line: bool) -> dict[tuple[object, ...], int]:
        """Ids by key of a kind, read once and kept up as rows are added."""
        found = self._ids.get((kind, line))
        if found is None:
            found = sheets.keys(self.txn, kind, line=line)
            self._ids[(kind, line)] = found
        return found

    # -- removals

    def _remove(self, shape: Shape) -> None:
        rows = self._rows(shape.kind, "removed")
        if not rows:
            return
        if shape.line is None:
            self.txn.delete(shape.whole.table, [row.stored.whole_id for row in rows if row.stored])
            return
        lines = [
            row.stored.line_id for row in rows if row.stored and row.stored.line_id is not None
        ]
        self.txn.delete(shape.line.table, lines)
        wholes = {row.stored.whole_id for row in rows if row.stored}
        staying = set(sheets.parents_with_lines(self.txn, shape.line.table, shape.link))
        added = {row.key[: len(shape.whole_key)] for row in self._rows(shape.kind, "new")}
        known = self._known(shape.kind, line=False)
        staying |= {known[key] for key in added if key in known}
        self.txn.delete(shape.whole.table, sorted(wholes - staying))

    # -- new rows

    def _add(self, shape: Shape) -> None:
        rows = self._rows(shape.kind, "new")
        if not rows:
            return
        if shape.line is None:
            self._insert(shape.whole, rows, extra=())
            return
        known = self._known(shape.kind, line=False)
        width = len(shape.whole_key)
        fresh = {row.key[:width]: row for row in rows if row.key[:width] not in known}
        first = self._insert(shape.whole, list(fresh.values()), extra=())
        known.update({key: first + place for place, key in enumerate(fresh)})
        links = [known[row.key[:width]] for row in rows]
        first = self._insert(shape.line, rows, extra=((shape.link, links),))
        lines = self._ids.get((shape.kind, True))
        if lines is not None:
            lines.update({row.key: first + place for place, row in enumerate(rows)})

    def _insert(
        self,
        part: Part,
        rows: Sequence[PlannedRow],
        *,
        extra: Iterable[tuple[str, list[int]]],
    ) -> int:
        if not rows:
            return 0
        links = list(extra)
        names = (*part.stored_names, *(name for name, _ in links))
        values = self._values(part, rows)
        if links:
            values = [(*row, *(ids[place] for _, ids in links)) for place, row in enumerate(values)]
        return self.txn.insert(part.table, names, values)

    def _values(self, part: Part, rows: Sequence[PlannedRow]) -> list[tuple[object, ...]]:
        columns, references = part.columns, part.references
        found = []
        for row in rows:
            values = row.values
            own = [values.get(name) for name in columns]
            if "file_digest" in columns:
                place = columns.index("file_digest")
                own[place] = self.kept.get(id(row.draft), values.get("file_digest"))
            found.append((*own, *(self._id_of(reference, values) for reference in references)))
        return found

    # -- changed rows

    def _change(self, shape: Shape) -> None:
        rows = self._rows(shape.kind, "changed")
        new = self._rows(shape.kind, "new")
        if shape.line is None:
            self._update(shape.whole, [(row.stored.whole_id, row) for row in rows if row.stored])
            return
        wholes: dict[int, PlannedRow] = {}
        for row in (*rows, *self._joining(shape, new)):
            stored = row.stored or self.plan.wholes.get(
                (shape.kind, row.key[: len(shape.whole_key)])
            )
            if stored is not None and _differs(shape.whole, row.values, stored.values):
                wholes.setdefault(stored.whole_id, row)
        self._update(shape.whole, list(wholes.items()))
        lines = [
            (row.stored.line_id, row)
            for row in rows
            if row.stored
            and row.stored.line_id is not None
            and _differs(shape.line, row.values, row.stored.values)
        ]
        self._update(shape.line, lines)

    def _joining(self, shape: Shape, new: Iterable[PlannedRow]) -> Iterable[PlannedRow]:
        """New lines of a whole that is stored already: they may change columns of the whole."""
        width = len(shape.whole_key)
        return (row for row in new if (shape.kind, row.key[:width]) in self.plan.wholes)

    def _update(self, part: Part, rows: Sequence[tuple[int, PlannedRow]]) -> None:
        if not rows:
            return
        values = self._values(part, [row for _, row in rows])
        self.txn.update(
            part.table,
            part.stored_names,
            [(row_id, *row) for (row_id, _), row in zip(rows, values, strict=True)],
        )


def _differs(part: Part, values: Mapping[str, object], stored: Mapping[str, object]) -> bool:
    return any(values.get(name) != stored.get(name) for name in part.all_columns)
