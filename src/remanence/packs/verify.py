"""Is a pack sound: ALL findings of all its tables at once, each with file, row and column.

Digests, shape of every cell, names of rows, conditions, and whatever one row says of another. A
pack with an error among its findings is not installed and not used.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from remanence.core.base.findings import Finding, error, in_order
from remanence.core.base.sentences import N_
from remanence.packs.archive import Archive, read_archive
from remanence.packs.files import HEAD_FILE, SCHEMA, TABLES, rows_of
from remanence.packs.references import Line, Table, cross_findings

if TYPE_CHECKING:
    from pydantic import ValidationError

    from remanence.packs.schema import Head

NO_HEAD = N_("pack.no_head", "A pack needs a file pack.toml; there is none.")
BAD_HEAD = N_("pack.bad_head", "pack.toml, {key}: {what}")
NEWER = N_(
    "pack.newer_schema",
    "The pack is of schema {found}; this program knows {known}. Update the program.",
)
UNLISTED = N_("pack.unlisted_file", "'{name}' is not listed in pack.toml.")
MISSING_FILE = N_("pack.missing_file", "pack.toml lists '{name}', which is not there.")
NO_TABLE = N_("pack.unknown_table", "'{name}' is no table that this program knows.")
WRONG_DIGEST = N_(
    "pack.wrong_digest",
    "'{name}' is not the file that pack.toml was made for: sha256 there is {said}, "
    "the file has {found} and {rows} rows.",
)
WRONG_COUNT = N_("pack.wrong_count", "pack.toml says {said} rows of '{name}'; there are {found}.")
NOT_TEXT = N_("pack.not_text", "'{name}' is not UTF-8 text ({what}).")
NOT_CSV = N_("pack.not_csv", "'{name}' is no sound CSV: {what}")
BAD_HEADING = N_("pack.bad_heading", "The headings of '{name}' are not right: {what}")
BAD_LENGTH = N_("pack.bad_length", "The row has {found} cells, the heading {said}.")
BAD_CELL = N_("pack.bad_cell", "{what}")
SAME_ID = N_("pack.same_id", "The id '{id}' stands in row {other} already; it names one row.")

_OURS: Final = "Value error, "


def verify(path: Path) -> list[Finding]:
    """All findings of a pack, folder or `.rpack`, errors first; none: it is sound.

    Raises:
        FileMissing: there is nothing at that path.
    """
    archive = read_archive(path)
    return in_order([*archive.findings, *_findings(archive)])


def _findings(archive: Archive) -> Iterator[Finding]:
    if HEAD_FILE not in archive.files:
        if not archive.findings or archive.files:
            yield error(NO_HEAD, HEAD_FILE)
        return
    head, problems = _head(archive.files[HEAD_FILE])
    yield from problems
    read = {
        table: _table(table, data)
        for table in TABLES
        if (data := archive.files.get(f"{table}.csv")) is not None
    }
    tables = {name: table for name, (table, _) in read.items()}
    if head is not None:
        yield from _listed(head, archive.files, tables)
    for table, found in read.values():
        yield from found
        if head is not None:
            yield from _counted(head, table)
    yield from cross_findings(tables)


def row_problems(table: str, cells: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with one row, by column; under "" what is wrong with the row as a whole."""
    from pydantic import ValidationError

    from remanence.packs.schema import MODELS

    try:
        MODELS[table].model_validate(cells)
    except ValidationError as problem:
        return {
            str(one["loc"][0]) if one["loc"] else "": _sentence(one["msg"]).removesuffix(".")
            for one in problem.errors(include_url=False)
        }
    return {}


# pack.toml


def _head(data: bytes) -> tuple[Head | None, list[Finding]]:
    from pydantic import ValidationError

    from remanence.packs.schema import Head

    try:
        said = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        return None, [error(BAD_HEAD, HEAD_FILE, key="the whole", what=f"not TOML ({problem})")]
    schema = said.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        return None, [error(NEWER, HEAD_FILE, found=schema, known=SCHEMA)]
    try:
        return Head.model_validate(said), []
    except ValidationError as problem:
        return None, [
            error(BAD_HEAD, HEAD_FILE, key=".".join(map(str, one["loc"])) or "the whole",
                  what=_sentence(one["msg"]))
            for one in problem.errors(include_url=False)
        ]  # fmt: skip


def _listed(
    head: Head, files: Mapping[str, bytes], tables: Mapping[str, Table]
) -> Iterator[Finding]:
    sizes = {table.file: table.size for table in tables.values()}
    for name in files:
        if name != HEAD_FILE and name not in head.files:
            yield error(UNLISTED, name, name=name)
    known = {f"{table}.csv" for table in TABLES}
    for name, entry in head.files.items():
        data = files.get(name)
        if data is None:
            yield error(MISSING_FILE, HEAD_FILE, name=name)
        elif name not in known:
            yield error(NO_TABLE, name, name=name)
        elif (digest := hashlib.sha256(data).hexdigest()) != entry.sha256:
            said, rows = entry.sha256, sizes[name]
            yield error(WRONG_DIGEST, name, name=name, said=said, found=digest, rows=rows)


def _counted(head: Head, table: Table) -> Iterator[Finding]:
    entry = head.files.get(table.file)
    if entry is not None and table.headings and entry.rows != table.size:
        yield error(WRONG_COUNT, table.file, name=table.file, said=entry.rows, found=table.size)


# Tables


def _table(name: str, data: bytes) -> tuple[Table, list[Finding]]:
    file = f"{name}.csv"
    empty = Table(file, (), (), 0)
    try:
        found = [(line, row) for line, row in rows_of(data.decode("utf-8")) if row]
    except UnicodeDecodeError as problem:
        return empty, [error(NOT_TEXT, file, name=file, what=problem.reason)]
    except ValueError as problem:
        return empty, [error(NOT_CSV, file, name=file, what=problem)]
    headings = tuple(found[0][1]) if found else ()
    problems = list(_headings(name, headings))
    if problems:
        return Table(file, (), (), max(0, len(found) - 1)), problems
    lines, problems = _lines(name, headings, found[1:])
    return Table(file, headings, lines, len(found) - 1), problems


def _headings(table: str, headings: tuple[str, ...]) -> Iterator[Finding]:
    from remanence.packs.schema import columns_of

    file = f"{table}.csv"
    wanted = columns_of(table)
    if headings[:1] != ("id",):
        yield error(BAD_HEADING, file, name=file, what="the first column is id")
    for column in wanted:
        if column not in headings:
            yield error(BAD_HEADING, file, name=file, what=f"'{column}' is missing")
    for column in dict.fromkeys(headings):
        if column not in wanted:
            yield error(BAD_HEADING, file, name=file, what=f"'{column}' is unknown")
        if headings.count(column) > 1:
            yield error(BAD_HEADING, file, name=file, what=f"'{column}' is there twice")


def _lines(
    table: str, headings: tuple[str, ...], found: Iterable[tuple[int, list[str]]]
) -> tuple[tuple[Line, ...], list[Finding]]:
    """The rows whose cells are all right, and what is wrong with the others."""
    from pydantic import ValidationError

    from remanence.packs.schema import MODELS

    model, file = MODELS[table], f"{table}.csv"
    lines: list[Line] = []
    problems: list[Finding] = []
    places: dict[str, int] = {}
    for number, row in found:
        where = f"{file}, row {number}"
        if len(row) != len(headings):
            problems.append(error(BAD_LENGTH, where, found=len(row), said=len(headings)))
            continue
        cells = dict(zip(headings, row, strict=True))
        other = places.setdefault(cells["id"], number)
        if other != number:
            problems.append(error(SAME_ID, f"{where}, id", id=cells["id"], other=other))
        try:
            model.model_validate(cells)
        except ValidationError as problem:
            problems += _bad_cells(where, problem)
        lines.append(Line(number, cells))
    return tuple(lines), problems


def _bad_cells(where: str, problem: ValidationError) -> Iterator[Finding]:
    for one in problem.errors(include_url=False):
        column = f", {one['loc'][0]}" if one["loc"] else ""
        yield error(BAD_CELL, where + column, what=_sentence(one["msg"]))


def _sentence(message: str) -> str:
    said = message.removeprefix(_OURS).replace("Input should be", "it must be")
    return said[:1].upper() + said[1:] + ("" if said.endswith(".") else ".")
