"""Packs as values: plain Python, each table read when first asked for.

What is read is what `pack.toml` was made for: the digest and the number of rows of a table are held
against it before a row counts. Contents were verified when the pack came (`packs.verify`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import PackError
from remanence.core.policy.pack import Cells, Pack, PackHead
from remanence.packs.files import HEAD_FILE, SCHEMA, TABLES, rows_of
from remanence.packs.makers import MAKERS, Row

_ANEW: Final = "Get the pack anew; the one that comes with the program, by installing it again."


class _Listed(NamedTuple):
    """What `pack.toml` says of a file."""

    sha256: str
    rows: int


class _Raw(NamedTuple):
    """A table as its file has it."""

    headings: list[str]
    rows: list[list[str]]


def shipped(resources: Path) -> list[Path]:
    """Folders of packs below a folder, by name; none where the folder is not there."""
    if not resources.is_dir():
        return []
    return sorted(folder for folder in resources.iterdir() if (folder / HEAD_FILE).is_file())


def installed(folder: Path) -> list[Path]:
    """Every folder that lies where packs are installed, whole or not, by name."""
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.is_dir() and one.name[0] != ".")


def load_pack(folder: Path) -> Pack:
    """The pack in a folder; only its head is read now.

    Raises:
        PackError: the head cannot be read, or the pack is of a newer schema than this program.
            Tables raise it when they are read: cut, altered, missing, or not to be understood.
    """
    said = _said(folder)
    head = _head(folder, said)
    if head.schema > SCHEMA:
        what = f"it is of schema {head.schema}; this program knows {SCHEMA}. Update the program."
        raise PackError(str(folder), what=what)
    files = _files(folder, said)
    raw = cache(lambda table: _raw(folder, table, files))
    read = cache(lambda table: _typed(head, table, raw(table)))
    return Pack(
        head, read, lambda table, cells: _corrected(head, table, raw(table), read(table), cells)
    )


def load_whole(folder: Path) -> Pack:
    """The pack in a folder with all its tables read: it can be relied on from end to end.

    Raises:
        PackError: as `load_pack`, and for any of its tables.
    """
    pack = load_pack(folder)
    for table in TABLES:
        pack.read(table)
    return pack


def read_head(folder: Path) -> PackHead:
    """What `pack.toml` says.

    Raises:
        PackError: it is missing or says something else.
    """
    return _head(folder, _said(folder))


def _said(folder: Path) -> Mapping[str, object]:
    try:
        with (folder / HEAD_FILE).open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError, RecursionError) as problem:
        raise _unreadable(folder, problem) from problem


def _head(folder: Path, said: Mapping[str, object]) -> PackHead:
    try:
        return _head_of(said)
    except (ValueError, KeyError, TypeError) as problem:
        raise _unreadable(folder, problem) from problem


def _files(folder: Path, said: Mapping[str, object]) -> dict[str, _Listed]:
    """The files that `pack.toml` lists."""
    try:
        return _listed(said["files"])
    except (KeyError, TypeError) as problem:
        raise _unreadable(folder, problem) from problem


def _listed(files: object) -> dict[str, _Listed]:
    if not isinstance(files, dict):
        raise TypeError(files)
    return {
        str(name): _Listed(str(one["sha256"]), _whole(one["rows"])) for name, one in files.items()
    }


def _unreadable(folder: Path, problem: Exception) -> PackError:
    return PackError(str(folder), what=f"{HEAD_FILE} cannot be read ({problem}).")


def _head_of(said: Mapping[str, object]) -> PackHead:
    sources, as_of = said.get("sources", []), _day(said["as_of"])
    if not isinstance(sources, list) or as_of is None:
        raise TypeError(sources)
    return PackHead(
        str(said["id"]),
        str(said["version"]),
        _whole(said["serial"]),
        _whole(said["schema"]),
        str(said["title"]),
        as_of,
        _day(said.get("from")),
        _day(said.get("to")),
        tuple(map(str, sources)),
    )


def _day(said: object) -> date | None:
    if said is not None and type(said) is not date:  # a moment is a date too, and no day
        raise TypeError(said)
    return said


def _whole(number: object) -> int:
    if not isinstance(number, int):
        raise TypeError(number)
    return number


def tables_of(folder: Path) -> list[str]:
    """The tables that a pack has, in the sequence in which they are shown.

    Raises:
        PackError: its head cannot be read.
    """
    files = _files(folder, _said(folder))
    return [table for table in TABLES if f"{table}.csv" in files]


def raw_table(folder: Path, table: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a table as they stand in the file.

    Raises:
        PackError: the pack has no such table, it was cut or altered, or it cannot be read.
    """
    found = _raw(folder, table, _files(folder, _said(folder)))
    if found is None:
        raise PackError(f"{folder.name}, {table}", what="the pack has no such table.")
    return found.headings, found.rows


def _raw(folder: Path, table: str, files: Mapping[str, _Listed]) -> _Raw | None:
    """A table as the file has it; None where the pack was made without it.

    Raises:
        PackError: the file is not the one that `pack.toml` was made for, or cannot be read.
    """
    name = f"{table}.csv"
    path, listed = folder / name, files.get(name)
    where = f"{folder.name}, {name}"
    if listed is None:
        if table in TABLES and path.exists():
            raise PackError(where, what=f"{HEAD_FILE} does not list this file. {_ANEW}")
        return None
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != listed.sha256:
            what = f"it was cut or altered: its digest is not the one in {HEAD_FILE}. {_ANEW}"
            raise PackError(where, what=what)
        found = [row for _, row in rows_of(data.decode("utf-8")) if row]
    except FileNotFoundError as problem:
        raise PackError(where, what=f"the file is missing. {_ANEW}") from problem
    except (OSError, ValueError) as problem:
        raise PackError(where, what=f"cannot be read ({problem}).") from problem
    if not found:
        raise PackError(where, what="the table is empty.")
    if len(found) - 1 != listed.rows:
        what = f"{HEAD_FILE} says {listed.rows} rows; there are {len(found) - 1}. {_ANEW}"
        raise PackError(where, what=what)
    return _Raw(found[0], found[1:])


def _typed(head: PackHead, table: str, raw: _Raw | None) -> tuple[NamedTuple, ...]:
    """The rows of a table as values.

    A pack without the table has no rows of it: what they would decide is not known.

    Raises:
        PackError: a row cannot be read.
    """
    if raw is None:
        return ()
    make = MAKERS[table]
    made: list[NamedTuple] = []
    for cells in raw.rows:
        try:
            made.append(make(head.id, _row(raw, cells)))
        except (ValueError, KeyError, ArithmeticError) as problem:
            where = f"{head.id}, {table}, {cells[0]}"
            raise PackError(where, what=f"the row cannot be read ({_what(problem)}).") from problem
    return tuple(made)


def _row(raw: _Raw, cells: list[str]) -> Row:
    return dict(zip(raw.headings, cells, strict=False))


def _corrected(
    head: PackHead,
    table: str,
    raw: _Raw | None,
    rows: tuple[NamedTuple, ...],
    cells: Cells,
) -> tuple[NamedTuple, ...]:
    """The rows of a table, those with corrected cells made anew.

    Raises:
        ValueError: a corrected cell cannot be read, or names no table, row or column.
    """
    if raw is None:
        message = f"the pack has no table '{table}'"
        raise ValueError(message)
    places = {found[0]: place for place, found in enumerate(raw.rows)}
    made = list(rows)
    for name, columns in cells.items():
        if name not in places:
            message = f"the table has no row '{name}'"
            raise ValueError(message)
        _check_columns(raw, columns)
        place = places[name]
        try:
            made[place] = MAKERS[table](head.id, {**_row(raw, raw.rows[place]), **columns})
        except (ValueError, KeyError, ArithmeticError) as problem:
            raise ValueError(_what(problem)) from problem
    return tuple(made)


def _check_columns(raw: _Raw, columns: Mapping[str, str]) -> None:
    for column in columns:
        if column not in raw.headings:
            message = f"the table has no column '{column}'"
            raise ValueError(message)


def _what(problem: Exception) -> str:
    return f"'{problem.args[0]}'" if isinstance(problem, KeyError) else str(problem)
