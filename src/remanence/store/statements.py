"""The statements of the three verbs, made of the columns in `store.shape`; the history's blobs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

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


@lru_cache(maxsize=256)
def select_sql(kind: str, names: tuple[str, ...]) -> str:
    """A run of rows as they are stored: id, op, then these columns."""
    return f"SELECT {_all(kind, names)} FROM {kind} WHERE id BETWEEN :low AND :high ORDER BY id"  # noqa: S608 - names of the shape


@lru_cache(maxsize=256)
def select_in_sql(kind: str, names: tuple[str, ...]) -> str:
    """Named rows as they are stored: id, op, then these columns."""
    return f"SELECT {_all(kind, names)} FROM {kind} WHERE id IN (:ids)"  # noqa: S608 - names of the shape


def _all(kind: str, names: tuple[str, ...]) -> str:
    known = columns_of(kind)
    return ", ".join(("id", "op", *(_known(known, name) for name in names)))


def _table(kind: str) -> str:
    columns_of(kind)  # a KeyError here is a wrong kind
    return kind


def _known(columns: Collection[str], name: str) -> str:
    if name not in columns:
        raise KeyError(name)
    return name


class Images(NamedTuple):
    """What rows were before they were changed: id, op and the columns that changed.

    Of removed rows these are all columns. They stand in the order in which they were written.
    """

    names: tuple[str, ...]  # after id and op
    rows: list[list[Any]]

    def column(self, name: str) -> list[Any]:
        """One column; empty where these images do not hold it."""
        if name not in self.names:
            return []
        place = self.names.index(name) + 2
        return [row[place] for row in self.rows]


def packed(images: Images) -> bytes:
    """Images as a blob of the history, with the names of their columns."""
    text = json.dumps(images, separators=(",", ":"), ensure_ascii=False)
    return zlib.compress(text.encode(), 1)


def unpacked(blob: bytes) -> Images:
    """The images of a blob.

    Raises:
        ValueError, zlib.error: it is damaged.
    """
    names, rows = json.loads(zlib.decompress(blob))
    return Images(tuple(names), rows)


def as_runs(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Ids as runs without gaps, both ends included."""
    runs: list[tuple[int, int]] = []
    for i in sorted(ids):
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
