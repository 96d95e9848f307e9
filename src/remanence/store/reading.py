"""Reading: SQL text, run by the driver; tuples come up, facts are made a column at a time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from remanence.store.engine import translated
from remanence.store.fields import fields_of
from remanence.store.types import Stored, from_stored

F = TypeVar("F", bound=tuple[Any, ...])

CHUNK: Final = 5000
"""Ids that one statement names; SQLite takes a million letters."""

_LIST: Final = re.compile(r"IN\s+\(:(\w+)\)")


class Rows(Protocol):
    """Whatever answers a SELECT: a snapshot, or a transaction that sees its own writing."""

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """All rows of a SELECT; see `Reader.rows`."""


class Reader:
    """A snapshot of the workspace: all that is read in one `with store.read()` belongs together."""

    def __init__(self, connection: sqlite3.Connection, where: Path) -> None:
        """Read through this connection; the caller began the snapshot."""
        self._connection = connection
        self._where = where

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """All rows of a SELECT with `:name` parameters.

        A list of ids goes to `IN (:name)`; None there means all.

        Raises:
            StoreBusy, StoreDamaged, MachineSaysNo: as the file lets itself be read.
        """
        with translated(self._where):
            return run_rows(self._connection, sql, parameters)


def run_rows(
    connection: sqlite3.Connection, sql: str, parameters: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """Run a SELECT to its end; a long list of ids is cut and its parts run one by one."""
    name = _LIST.search(sql)
    if name is None or name[1] not in parameters:
        return connection.execute(sql, parameters).fetchall()
    ids = parameters[name[1]]
    others = {key: value for key, value in parameters.items() if key != name[1]}
    if ids is None:
        return connection.execute(sql.replace(name[0], "IS NOT NULL"), others).fetchall()
    rows: list[tuple[Any, ...]] = []
    for part in in_parts(ids):  # type: ignore[arg-type] # a list of ids, by the caller
        listed = ",".join(map(str, map(int, part)))
        rows += connection.execute(sql.replace(name[0], f"IN ({listed})"), others).fetchall()
    return rows


def in_parts(ids: Iterable[int]) -> Iterable[Sequence[int]]:
    """The ids, each once, in parts that one statement can name."""
    once = list(dict.fromkeys(ids))
    return (once[at : at + CHUNK] for at in range(0, len(once), CHUNK))


def facts(fact: type[F], rows: Sequence[tuple[object, ...]]) -> list[F]:
    """Rows whose columns are the fields of a fact, as facts."""
    return list(map(fact._make, _values(_kinds(fact), rows)))  # type: ignore[attr-defined] # a NamedTuple


def facts_and_more(
    fact: type[F], rows: Sequence[tuple[object, ...]]
) -> tuple[list[F], list[tuple[Any, ...]]]:
    """The same for rows with more columns after the fact's: these come beside, as they are."""
    width = len(_kinds(fact))
    return facts(fact, [row[:width] for row in rows]), [row[width:] for row in rows]


def values(kinds: Sequence[Stored], rows: Sequence[tuple[object, ...]]) -> list[tuple[Any, ...]]:
    """Rows of stored columns as rows of values."""
    return list(_values(kinds, rows))


def _values(
    kinds: Sequence[Stored], rows: Sequence[tuple[object, ...]]
) -> Iterable[tuple[object, ...]]:
    if not rows:
        return ()
    columns = zip(*rows, strict=True)
    return zip(
        *(from_stored(kind, column) for kind, column in zip(kinds, columns, strict=True)),
        strict=True,
    )


@lru_cache(maxsize=64)
def _kinds(fact: type) -> tuple[Stored, ...]:
    return tuple(field.stored for field in fields_of(fact))
