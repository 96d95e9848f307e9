"""The statements of the three verbs, made of the columns in `store.shape`; the history's blobs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from remanence.store.shape import columns_of

Row = Sequence[object]


@lru_cache(maxsize=256)
def insert_sql(kind: str, names: tuple[str, ...]) -> str:
    """The statement that writes new rows: id, op, then these columns.

    Raises:
        KeyError: no such table or column.
    """
    known = columns_of(kind)
    listed = ", ".join(("id", "op", *(_known(known, name) for name in names)))
    return f"INSERT INTO {kind} ({listed}) VALUES ({', '.join('?' * (len(names) + 2))})"  # noqa: S608 - names of the shape


@lru_cache(maxsize=256)
def update_sql(kind: str, names: tuple[str, ...]) -> str:
    """The statement that changes a row: op, then these columns, then the id.

    Raises:
        KeyError: no such table or column.
    """
    known = columns_of(kind)
    settings = ", ".join(f"{name}=?" for name in ("op", *(_known(known, name) for name in names)))
    return f"UPDATE {kind} SET {settings} WHERE {kind}.id = ?"  # noqa: S608 - names of the shape


def delete_sql(kind: str) -> str:
    """The statement that removes a row by its id."""
    return f"DELETE FROM {_table(kind)} WHERE {kind}.id = ?"  # noqa: S608 - names of the shape


def delete_run_sql(kind: str) -> str:
    """The statement that removes a run of rows."""
    return f"DELETE FROM {_table(kind)} WHERE id BETWEEN ? AND ?"  # noqa: S608 - names of the shape


def select_sql(kind: str) -> str:
    """A run of rows as they are stored, by id."""
    return f"SELECT {_all(kind)} FROM {_table(kind)} WHERE id BETWEEN :low AND :high ORDER BY id"  # noqa: S608 - names of the shape


def select_in_sql(kind: str) -> str:
    """Named rows as they are stored."""
    return f"SELECT {_all(kind)} FROM {_table(kind)} WHERE id IN (:ids)"  # noqa: S608 - names of the shape


def _all(kind: str) -> str:
    return ", ".join(names_of(kind))


def _table(kind: str) -> str:
    columns_of(kind)  # a KeyError here is a wrong kind
    return kind


def _known(columns: Collection[str], name: str) -> str:
    if name not in columns:
        raise KeyError(name)
    return name


def packed(kind: str, rows: Sequence[Row]) -> bytes:
    """Stored rows as a blob of the history, with their columns: a later version may have others."""
    content = [names_of(kind), rows]
    return zlib.compress(json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode(), 1)


def unpacked(kind: str, blob: bytes) -> list[list[Any]]:
    """The rows of a blob in the order in which they were written, with the columns of today."""
    names, rows = json.loads(zlib.decompress(blob))
    wanted = names_of(kind)
    if names == wanted:
        return rows  # type: ignore[no-any-return] # lists of what JSON holds
    places = [names.index(name) if name in names else None for name in wanted]
    return [[None if place is None else row[place] for place in places] for row in rows]


def names_of(kind: str) -> list[str]:
    """All columns of a kept table, in the order in which rows are kept in the history."""
    return ["id", "op", *columns_of(kind)]


def as_runs(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Ids as runs without gaps, both ends included."""
    runs: list[tuple[int, int]] = []
    for i in sorted(ids):
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
