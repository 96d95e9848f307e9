"""The three verbs: the only way in which a kept row is written.

Each takes one row or 100,000. Ids come from one counter, in blocks, so children know their parents
before anything is written, and no id is used twice. What a row was before goes into the history in
blobs of up to 2,000; new rows have no before, a run of them is one line. The statements are plain
text made of the columns in `store.shape`.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from remanence.core.base.changes import Changes
from remanence.core.base.errors import Conflict
from remanence.store.reading import run_rows
from remanence.store.shape import columns_of
from remanence.store.statements import (
    Images,
    Row,
    as_runs,
    delete_run_sql,
    delete_sql,
    insert_sql,
    packed,
    select_in_sql,
    select_sql,
    unpacked,
    update_sql,
)
from remanence.store.types import Column, from_stored, to_stored

BLOB_ROWS: Final = 2000
NAMED_RECORDS: Final = 10_000
"""More changed rows than this are not named one by one in `Changes`."""


class Operation(NamedTuple):
    """What the history will say of this transaction."""

    label: str
    source: str
    note: str
    at: str
    undo_of: int | None = None
    digest: str | None = None


class Change(NamedTuple):
    """One line of `change`: a verb on the rows of a kind between two ids."""

    kind: str
    verb: str
    id_from: int
    id_to: int
    size: int
    before: bytes | None = None


class Txn:
    """One writing transaction.

    Made by `Store.write`, which commits it at the end or takes all of it back.
    """

    def __init__(self, connection: sqlite3.Connection, operation: Operation) -> None:
        """Begin to note what is written; the transaction itself was begun by the caller."""
        self._connection = connection
        self._about = operation
        self._start = connection.total_changes
        self._measured = 0
        self._next: int = connection.execute(
            "SELECT next FROM counter WHERE name = 'id'"
        ).fetchone()[0]
        self._changes: list[Change] = []
        self._new: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._old: dict[str, dict[int, None]] = defaultdict(dict)
        self.operation: int = self.take_ids(1)
        self.take_backs: list[Callable[[], None]] = []
        """What else to undo, outside the database, if this transaction comes to nothing."""

    # ------------------------------------------------------------------------------------ reading

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """All rows of a SELECT, what this transaction wrote included.

        A list of ids goes to `IN (:name)`.
        """
        return run_rows(self._connection, sql, parameters)

    # ------------------------------------------------------------------------------------ the verbs

    def take_ids(self, count: int) -> int:
        """Reserve a run of ids and give the first; unused ones are given up."""
        first = self._next
        self._next += count
        return first

    def insert(
        self, kind: str, names: Sequence[str], rows: Sequence[Row], *, first: int | None = None
    ) -> int:
        """Write new rows and give the id of the first; the others follow one by one.

        Args:
            kind: the table.
            names: the columns that `rows` hold, in their order.
            rows: values (Decimal, date, bool, int, str, None), not stored text.
            first: the first id of a run that was taken before with `take_ids`; else one is
                taken here.
        """
        if not rows:
            return self._next
        start = self.take_ids(len(rows)) if first is None else first
        ids = range(start, start + len(rows))
        self._run(
            insert_sql(kind, tuple(names)),
            zip(ids, [self.operation] * len(rows), *_stored(kind, names, rows), strict=True),
        )
        self._note(Change(kind, "insert", start, ids[-1], len(ids)))
        return start

    def update(self, kind: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Change rows: each of `rows` is the id, then the new values of the columns `names`.

        Raises:
            Conflict: a row is no longer there.
        """
        if not rows:
            return
        ids = [_id(row[0]) for row in rows]
        self._keep(kind, "update", ids, tuple(names))
        values = _stored(kind, names, [row[1:] for row in rows])
        self._run(
            update_sql(kind, tuple(names)),
            zip([self.operation] * len(ids), *values, ids, strict=True),
        )

    def delete(self, kind: str, ids: Sequence[int]) -> None:
        """Take rows away.

        Raises:
            Conflict: a row is no longer there, or others hang on it.
        """
        if not ids:
            return
        self._keep(kind, "delete", ids, tuple(columns_of(kind)))
        self._remove(kind, delete_sql(kind), ((i,) for i in ids))

    # -------------------------------------------------------------------------------- what was done

    def touched(self) -> dict[str, list[tuple[int, int]]]:
        """By kind, the runs of ids (both ends included) that this transaction wrote or removed."""
        runs = {kind: list(found) for kind, found in self._new.items()}
        for kind, ids in self._old.items():
            runs.setdefault(kind, []).extend(as_runs(ids))
        return runs

    def before(self, kind: str, name: str) -> Iterator[object]:
        """A column of each row of a kind that lost or changed it, as it was before."""
        for change in self._changes:
            if change.kind == kind and change.before:
                yield from _up(kind, name, unpacked(change.before).column(name))

    def changes(self) -> Changes:
        """What this operation changed so far."""
        counts: dict[str, int] = defaultdict(int)
        for change in self._changes:
            counts[f"{change.kind}.{change.verb}"] += change.size
        many = sum(counts.values()) > NAMED_RECORDS
        records = (
            ()
            if many
            else (
                (kind, i)
                for kind, runs in self.touched().items()
                for lo, hi in runs
                for i in range(lo, hi + 1)
            )
        )
        return Changes(
            self.operation, self._about.label, frozenset(records), tuple(sorted(counts.items()))
        )

    def run_posted(self, sql: str, rows: Iterable[Row]) -> None:
        """Run a statement of `store.posted` for each row, outside the history."""
        self._run(sql, rows)

    def takes_back(self, operation: int, label: str) -> None:
        """Say in the history that this operation undoes another."""
        self._about = self._about._replace(undo_of=operation, label=label)

    def note(self, words: str) -> None:
        """What the history says beside the label, where it is known only now."""
        self._about = self._about._replace(note=words)

    def rebuild_indexes(self) -> None:
        """Make every index anew from its table."""
        self._connection.execute("REINDEX")

    @property
    def undo_of(self) -> int | None:
        """The operation that this one takes back."""
        return self._about.undo_of

    def finish(self, *, always: bool = False) -> bool:
        """Write the lines of the history; say whether there is something to commit.

        Args:
            always: a line in the history even where no row changed.

        Raises:
            RuntimeError: rows were written past the verbs: a bug, and the transaction must be
                taken back.
        """
        wrote = bool(self._changes)
        if wrote or always:
            self._write_history()
        if self._connection.total_changes - self._start != self._measured:
            message = "rows were written past the three verbs"
            raise RuntimeError(message)
        return self._measured > 0

    # ---------------------------------------------------------------------------- for store.history

    def put_back(self, kind: str, images: Images) -> None:
        """Write removed rows again exactly as they were, `op` included."""
        self._run(insert_sql(kind, images.names), images.rows)
        for low, high in as_runs(_id(row[0]) for row in images.rows):
            self._note(Change(kind, "insert", low, high, high - low + 1))

    def turn_back(self, kind: str, images: Images, op_of: Callable[[int], int]) -> None:
        """Make changed rows what they were, `op` included; `op_of` as in `take_away`."""
        self._keep(kind, "update", [_id(row[0]) for row in images.rows], images.names, op_of)
        self._run(update_sql(kind, images.names), ((*row[1:], row[0]) for row in images.rows))

    def take_away(self, kind: str, low: int, high: int, op_of: Callable[[int], int]) -> None:
        """Remove a run of rows; `op_of` says by id which operation each must still stem from.

        Raises:
            Conflict: a row was changed or removed since, or newer rows hang on one.
        """
        self._keep(kind, "delete", range(low, high + 1), tuple(columns_of(kind)), op_of)
        self._remove(kind, delete_run_sql(kind), [(low, high)])

    # ------------------------------------------------------------------------------------ inside

    def _keep(
        self,
        kind: str,
        verb: str,
        ids: Sequence[int],
        names: tuple[str, ...],
        op_of: Callable[[int], int] | None = None,
    ) -> None:
        """Put what the rows are into the history, in the order in which they will be written."""
        self._mark(kind, ids)
        for start in range(0, len(ids), BLOB_ROWS):
            part = ids[start : start + BLOB_ROWS]
            found = self._as_they_are(kind, part, names)
            if op_of is not None and any(row[1] != op_of(_id(row[0])) for row in found):
                raise changed_since(kind)
            image = packed(Images(names, found))
            self._note(Change(kind, verb, min(part), max(part), len(part), image))

    def _as_they_are(self, kind: str, ids: Sequence[int], names: tuple[str, ...]) -> list[Any]:
        """The stored rows of these ids, in their order."""
        low, high = min(ids[0], ids[-1]), max(ids[0], ids[-1])
        run = range(low, high + 1)
        if len(run) == len(ids) and list(ids) in (list(run), list(run)[::-1]):
            found = self.rows(select_sql(kind, names), low=low, high=high)
            found = found if ids[0] == low else found[::-1]
        else:
            by_id = {row[0]: row for row in self.rows(select_in_sql(kind, names), ids=ids)}
            found = [by_id[i] for i in ids if i in by_id]
        if len(found) != len(ids):
            raise changed_since(kind)
        return found

    def _mark(self, kind: str, ids: Iterable[int]) -> None:
        marked = self._old[kind]
        fresh = dict.fromkeys(ids)
        if not marked.keys().isdisjoint(fresh) or any(
            low <= i <= high for low, high in self._new[kind] for i in fresh
        ):
            message = f"an operation writes a row of {kind} at most once"
            raise RuntimeError(message)
        marked.update(fresh)

    def _note(self, change: Change) -> None:
        self._changes.append(change)
        if change.verb == "insert":
            self._new[change.kind].append((change.id_from, change.id_to))

    def _remove(self, kind: str, sql: str, rows: Iterable[Row]) -> None:
        try:
            self._run(sql, rows)
        except sqlite3.IntegrityError as problem:
            raise hangs_on(kind) from problem

    def _run(self, sql: str, rows: Iterable[Row]) -> None:
        self._measured += max(0, self._connection.executemany(sql, rows).rowcount)

    def _write_history(self) -> None:
        about = self._about
        line = (
            self.operation,
            about.at,
            about.label,
            about.source,
            about.undo_of,
            about.note,
            about.digest,
        )
        self._run(_OPERATION, [line])
        first = self.take_ids(len(self._changes))
        self._run(
            _CHANGE,
            ((first + at, self.operation, *change) for at, change in enumerate(self._changes)),
        )
        self._run("UPDATE counter SET next = ? WHERE name = 'id'", [(self._next,)])


_OPERATION: Final = (
    "INSERT INTO operation (id, at, label, source, undo_of, note, digest) VALUES (?, "
    "?, ?, ?, ?, ?, ?)"
)
_CHANGE: Final = (
    'INSERT INTO change (id, op, kind, verb, id_from, id_to, size, "before") VALUES '
    "(?, ?, ?, ?, ?, ?, ?, ?)"
)


def changed_since(kind: str) -> Conflict:
    """A row is not what the caller believes it to be."""
    return Conflict(
        kind,
        what=f"Rows of {kind} were changed or removed since. Nothing was changed; look at them "
        "again.",
    )


def hangs_on(kind: str) -> Conflict:
    """A row that others refer to was to be removed."""
    return Conflict(
        kind,
        what=f"Other rows hang on rows of {kind} that would go. Nothing was changed; remove "
        "those others first.",
    )


def _stored(kind: str, names: Sequence[str], rows: Sequence[Row]) -> list[Column]:
    """The rows turned into stored columns."""
    known = columns_of(kind)
    columns = list(zip(*rows, strict=True))
    if len(columns) != len(names):
        message = f"{kind}: {len(names)} columns, {len(columns)} values a row"
        raise ValueError(message)
    return [to_stored(known[name], column) for name, column in zip(names, columns, strict=True)]


def _up(kind: str, name: str, column: Column) -> Column:
    stored = columns_of(kind).get(name)
    return column if stored is None else from_stored(stored, column)


def _id(value: object) -> int:
    return value  # type: ignore[return-value] # the first value of a row is its id
