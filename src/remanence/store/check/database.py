"""Is the database sound: pages, indexes, objects, references, values, history, ids."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from remanence.core.base.errors import AppError, MachineSaysNo, StoreDamaged
from remanence.core.base.findings import Finding, error, info, warning
from remanence.core.base.sentences import N_
from remanence.store import engine
from remanence.store.posted import BASES
from remanence.store.reading import Reader, values
from remanence.store.shape import FACTS, columns_of
from remanence.store.statements import unpacked

PAGE = N_(
    "page_damaged",
    "The database is damaged: {what}. Restore the newest backup; this one may be read no further.",
)
INDEX = N_(
    "index_damaged", "An index disagrees with its table: {what}. `check --repair` builds it anew."
)
REFERENCE = N_(
    "reference_broken", "Row {row} of {table} names a row of {parent} that is not there."
)
TABLE_MISSING = N_("table_missing", "The table {table} is missing.")
STRANGE = N_(
    "object_unknown",
    "The database holds a {type} {name} that is not ours: somebody else changed it.",
)
INDEX_MISSING = N_("index_missing", "The index {name} is missing; everything works, but slower.")
VALUE = N_("value_unreadable", "{table}, {column}: {what} Somebody wrote past this program.")
COUNTER = N_("counter_behind", "The counter of ids stands at {next}, but {table} holds id {id}.")
HISTORY = N_(
    "history_damaged", "Operation {operation} of the history cannot be read; it cannot be undone."
)
UNSIGNED = N_(
    "operation_unknown", "{count} rows of {table} name an operation that the history does not hold."
)
ORPHAN = N_(
    "posted_orphan",
    "{count} posted rows belong to orders that are gone. `check --repair` removes them.",
)
UNPOSTED = N_(
    "posted_rows_lacking",
    "What was worked out for {count} orders is missing, or stems from an older program or another "
    "reference pack; answers are right, but slower. `check --repair` works it out and keeps it.",
)

POSTED: Final = ("order_status", "cost_line")
_INDEX_WORDS: Final = (
    "missing from index",
    "wrong # of entries in index",
    "non-unique entry in index",
)
_MOST: Final = 100  # problems of one kind that are listed
_OWN_TABLES: Final = frozenset(
    {*FACTS, *POSTED, "operation", "change", "counter", "alembic_version"}
)
_WHERE: Final = engine.DATABASE
_OBJECTS: Final = """
SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"""
_IMAGES: Final = """
SELECT op, "before" FROM change WHERE "before" IS NOT NULL ORDER BY id"""
_UNSIGNED: Final = " WHERE op <> 0 AND op NOT IN (SELECT id FROM operation)"
_UNPOSTED: Final = """
SELECT count(*) AS n FROM orders o LEFT JOIN order_status t ON t.order_id = o.id
WHERE t.order_id IS NULL OR t.stale OR t.pack <> :pack OR (
    EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.cancelled_on IS NULL)
    AND NOT EXISTS (SELECT 1 FROM cost_line c WHERE c.basis = :basis AND c.order_id = o.id))"""
ORPHANED: Final = " WHERE order_id NOT IN (SELECT id FROM orders)"


def look(
    folder: Path, connection: sqlite3.Connection, pack: str | None = None
) -> Iterator[Finding]:
    """Everything that is wrong with an open database.

    Args:
        folder: the workspace.
        connection: to its database.
        pack: the reference pack in use, as posted rows name it; None: nobody asks of it.

    Raises:
        StoreBusy, DiskFull, MachineSaysNo: the machine refuses to read it, which says no ill of it.
    """
    yield from _pages(folder, connection)
    reader = Reader(connection, folder)
    missing, findings = _objects(reader)
    yield from findings
    if missing:
        return
    for part in (_references, _values, _history, _ids, _orphans, partial(_unposted, pack=pack)):
        try:
            yield from part(reader)
        except MachineSaysNo:
            raise
        except (sqlite3.DatabaseError, AppError) as problem:
            yield error(PAGE, _WHERE, what=problem)


def _pages(folder: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    try:
        problems = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as problem:
        refused = engine.meaning(problem, folder)
        if isinstance(refused, MachineSaysNo):
            raise refused from problem
        problems = [str(problem)]
    for text in problems:
        if text != "ok":
            is_index = any(words in text for words in _INDEX_WORDS)
            yield error(INDEX if is_index else PAGE, _WHERE, what=text.replace("\n", " "))


def _objects(reader: Reader) -> tuple[bool, list[Finding]]:
    """Missing tables and objects that are not ours; says whether a table is missing."""
    from remanence.store.creation import index_names

    rows = reader.rows(_OBJECTS)
    names = {kind: {name for found, name in rows if found == kind} for kind in ("table", "index")}
    ours = {"table": _OWN_TABLES, "index": index_names()}
    missing = sorted(_OWN_TABLES - names["table"])
    strange = [(kind, name) for kind, name in sorted(rows) if name not in ours.get(kind, ())]
    return bool(missing), [
        *(error(TABLE_MISSING, _WHERE, table=name) for name in missing),
        *(error(STRANGE, _WHERE, type=kind, name=name) for kind, name in strange),
        *(
            warning(INDEX_MISSING, _WHERE, name=name)
            for name in sorted(ours["index"] - names["index"])
        ),
    ]


def _references(reader: Reader) -> Iterator[Finding]:
    for table, row, parent, _ in reader.rows("PRAGMA foreign_key_check")[:_MOST]:
        yield error(REFERENCE, _WHERE, table=table, row=row, parent=parent)


def _values(reader: Reader) -> Iterator[Finding]:
    """Every stored cell can be read as what its column holds."""
    for table in FACTS:
        for column, stored in columns_of(table).items():
            cells = reader.rows(f"SELECT {column} FROM {table}")  # noqa: S608 - names of the shape
            try:
                values([stored], cells)
            except StoreDamaged as problem:
                what = problem.parts["what"]
                yield error(VALUE, _WHERE, table=table, column=column, what=what)


def _history(reader: Reader) -> Iterator[Finding]:
    """Every before-image can be read, and every row's operation is on record."""
    broken = set()
    for operation, before in reader.rows(_IMAGES):
        try:
            unpacked(before)
        except (zlib.error, ValueError, TypeError):
            broken.add(operation)
    for operation in sorted(broken):
        yield error(HISTORY, _WHERE, operation=operation)
    for table in FACTS:
        count = reader.rows(f"SELECT count(*) AS n FROM {table}{_UNSIGNED}")[0][0]  # noqa: S608 - ours
        if count:
            yield error(UNSIGNED, _WHERE, table=table, count=count)


def _ids(reader: Reader) -> Iterator[Finding]:
    counters = reader.rows("SELECT next FROM counter WHERE name = 'id'")
    following = counters[0][0] if counters else 0
    for table in (*FACTS, "operation", "change"):
        highest = reader.rows(f"SELECT max(id) AS id FROM {table}")[0][0]  # noqa: S608 - our tables
        if highest is not None and highest >= following:
            yield error(COUNTER, _WHERE, next=following, table=table, id=highest)


def _orphans(reader: Reader) -> Iterator[Finding]:
    for table in POSTED:
        count = reader.rows(f"SELECT count(*) AS n FROM {table}{ORPHANED}")[0][0]  # noqa: S608 - ours
        if count:
            yield warning(ORPHAN, _WHERE, count=count)


def _unposted(reader: Reader, pack: str | None) -> Iterator[Finding]:
    if pack is None:
        return
    count = reader.rows(_UNPOSTED, pack=pack, basis=BASES["estimate,actual"])[0][0]
    if count:
        yield info(UNPOSTED, _WHERE, count=count)
