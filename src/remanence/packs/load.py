"""Verified packs as values: plain Python, each table read when first asked for.

Nothing is checked here but that it can be read: digests and contents were verified when the pack
came (`packs.verify`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from remanence.core.base.errors import PackError
from remanence.core.policy.pack import Cells, Pack, PackHead
from remanence.packs.files import HEAD_FILE, SCHEMA, TABLES, rows_of
from remanence.packs.makers import MAKERS, Row


def shipped(resources: Path) -> list[Path]:
    """Folders of packs below a folder, by name; none where the folder is not there."""
    if not resources.is_dir():
        return []
    return sorted(folder for folder in resources.iterdir() if (folder / HEAD_FILE).is_file())


def load_pack(folder: Path) -> Pack:
    """The pack in a folder; only its head is read now.

    Raises:
        PackError: the head cannot be read, or the pack is of a newer schema than this program.
    """
    head = read_head(folder)
    if head.schema > SCHEMA:
        what = f"it is of schema {head.schema}; this program knows {SCHEMA}. Update the program."
        raise PackError(str(folder), what=what)
    read = cache(lambda table: _typed(folder, head, table, {}))
    return Pack(head, read, lambda table, cells: _typed(folder, head, table, cells))


def read_head(folder: Path) -> PackHead:
    """What `pack.toml` says.

    Raises:
        PackError: it is missing or says something else.
    """
    try:
        with (folder / HEAD_FILE).open("rb") as file:
            return head_of(tomllib.load(file))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise PackError(str(folder), what=f"{HEAD_FILE} cannot be read ({problem}).") from problem


def head_of(said: Mapping[str, object]) -> PackHead:
    """The head out of the table that `pack.toml` holds.

    Raises:
        KeyError, TypeError: a part is missing or of another kind.
    """
    sources = said.get("sources", [])
    first, last, as_of = said.get("from"), said.get("to"), said["as_of"]
    if not isinstance(sources, list) or not isinstance(as_of, date):
        raise TypeError(sources)
    return PackHead(
        str(said["id"]),
        str(said["version"]),
        _whole(said["serial"]),
        _whole(said["schema"]),
        str(said["title"]),
        as_of,
        first if isinstance(first, date) else None,
        last if isinstance(last, date) else None,
        tuple(map(str, sources)),
    )


def _whole(number: object) -> int:
    if not isinstance(number, int):
        raise TypeError(number)
    return number


def tables_of(folder: Path) -> list[str]:
    """The tables that a pack has, in the sequence in which they are shown."""
    return [table for table in TABLES if (folder / f"{table}.csv").is_file()]


def raw_table(folder: Path, table: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a table as they stand in the file.

    Raises:
        PackError: the pack has no such table, or it cannot be read.
    """
    try:
        text = (folder / f"{table}.csv").read_text(encoding="utf-8")
        found = [row for _, row in rows_of(text) if row]
    except (OSError, ValueError) as problem:
        raise PackError(f"{folder.name}, {table}", what=f"cannot be read ({problem}).") from problem
    if not found:
        raise PackError(f"{folder.name}, {table}", what="the table is empty.")
    return found[0], found[1:]


def _typed(folder: Path, head: PackHead, table: str, cells: Cells) -> tuple[NamedTuple, ...]:
    """The rows of a table as values, some cells replaced.

    A pack without the table has no rows of it: what they would decide is not known.

    Raises:
        PackError: a row cannot be read, as the pack has it.
        ValueError: a corrected cell cannot be read, or names no row or column.
    """
    if table not in tables_of(folder):
        return ()
    headings, rows = raw_table(folder, table)
    _check_places(headings, rows, cells)
    make = MAKERS[table]
    made: list[NamedTuple] = []
    for found in rows:
        row: Row = dict(zip(headings, found, strict=False))
        corrected = cells.get(found[0])
        try:
            made.append(make(head.id, {**row, **corrected} if corrected else row))
        except (ValueError, KeyError, ArithmeticError) as problem:
            if corrected:
                raise ValueError(_what(problem)) from problem
            where = f"{head.id}, {table}, {found[0]}"
            raise PackError(where, what=f"the row cannot be read ({_what(problem)}).") from problem
    return tuple(made)


def _check_places(headings: list[str], rows: list[list[str]], cells: Cells) -> None:
    ids = {row[0] for row in rows}
    for name, columns in cells.items():
        if name not in ids:
            message = f"the table has no row '{name}'"
            raise ValueError(message)
        for column in columns:
            if column not in headings:
                message = f"the table has no column '{column}'"
                raise ValueError(message)


def _what(problem: Exception) -> str:
    return f"'{problem.args[0]}'" if isinstance(problem, KeyError) else str(problem)
