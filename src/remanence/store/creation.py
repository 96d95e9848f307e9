"""Making an empty workspace: aside, complete, on the disk, and only then under its name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

from remanence.core.base.errors import MachineSaysNo
from remanence.core.facts.business import Business
from remanence.store import disk, engine
from remanence.store.shape import columns_of
from remanence.store.statements import insert_sql

_NOT_IN_HISTORY: Final = 0  # `op` of the one row that `create` writes
_VERSION_TABLE: Final = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT "
    "alembic_version_pkc PRIMARY KEY (version_num))"
)


def create(folder: Path, business: Business) -> None:
    """Make the folder with an empty database, `files` and `backups`.

    Raises:
        MachineSaysNo: the target is there already.
        DiskFull, ReadOnly, FileMissing: the machine refuses; nothing is left behind.
    """
    folder = folder.absolute()
    refuse_existing(folder)
    with disk.machine(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = disk.temporary_beside(folder)
        try:
            aside.mkdir()
            _fill(aside, folder, business)
            settle(aside, folder)
        except BaseException:
            disk.remove_folder(aside)
            raise


def refuse_existing(folder: Path) -> None:
    """Never write over what is there.

    Raises:
        MachineSaysNo: something is there.
    """
    if folder.is_symlink() or folder.exists():
        raise MachineSaysNo(
            str(folder), what="it is there already. Nothing was changed; choose another name."
        )


def refuse_inside(folder: Path, target: Path) -> None:
    """Never write what people ask for into a workspace: it holds its own files and no others.

    Raises:
        MachineSaysNo: the target lies in it.
    """
    if target.resolve().is_relative_to(folder.resolve()):
        raise MachineSaysNo(
            str(target), what="it lies inside the workspace. Nothing was changed; write elsewhere."
        )


def settle(aside: Path, folder: Path) -> None:
    """Give a workspace that was made aside its name, once it lies on the disk."""
    disk.sync_folder(aside)
    refuse_existing(folder)
    disk.replace(aside, folder)
    try:
        disk.sync_folder(folder.parent)
    except BaseException:  # it might be gone after a power cut: then it is not made
        disk.remove_folder(folder)
        raise


def _fill(aside: Path, folder: Path, business: Business) -> None:
    for name in (engine.FILES, engine.BACKUPS):
        (aside / name).mkdir()
    path = engine.database_of(aside)
    with disk.open_new(path) as file:
        disk.sync(file)
    with engine.translated(folder), closing(engine.connect(path, "rw", 0)) as connection:
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
        engine.make_safe(connection, engine.safety(folder))
        connection.execute("BEGIN IMMEDIATE")
        for statement in schema_statements():
            connection.execute(statement)
        _first_rows(connection, business)
        connection.execute("COMMIT")


@cache
def schema_statements() -> tuple[str, ...]:
    """The statements that make the head schema, as SQLAlchemy writes them for SQLite."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from remanence.store.tables import metadata

    dialect = sqlite.dialect()
    statements = []
    for table in metadata().sorted_tables:
        made: list[CreateTable | CreateIndex] = [
            CreateTable(table),
            *(CreateIndex(index) for index in sorted(table.indexes, key=lambda one: str(one.name))),
        ]
        statements += [str(each.compile(dialect=dialect)).strip() for each in made]
    return (*statements, _VERSION_TABLE)


def index_names() -> frozenset[str]:
    """The names of all indexes of the head schema."""
    from remanence.store.tables import metadata

    return frozenset(
        str(index.name) for table in metadata().sorted_tables for index in table.indexes
    )


def _first_rows(connection: sqlite3.Connection, business: Business) -> None:
    connection.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (engine.HEAD,))
    connection.execute("INSERT INTO counter (name, next) VALUES ('id', 2)")
    connection.execute(
        insert_sql("business", tuple(columns_of("business"))), (1, _NOT_IN_HISTORY, *business)
    )
