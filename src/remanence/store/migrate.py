"""From an older schema to the head, with Alembic as a library.

A backup that was opened and checked comes first.

One transaction, begun by us: a kill in the middle leaves the file as it was. Foreign keys are off
while tables are rebuilt (with them on, rebuilding a parent removes or refuses its children) and are
checked as a whole before the commit.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remanence.core.base.errors import StoreDamaged
from remanence.store import backup, copies, engine
from remanence.store.reading import Reader

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine


def upgrade(folder: Path, *, wait_seconds: float = 10, at: str | None = None) -> Path:
    """Bring a workspace to the head and give the backup that stands for what it was before.

    Args:
        folder: the workspace, open nowhere in this program.
        wait_seconds: how long to wait for another program.
        at: the moment for the backup's name.

    Raises:
        StoreDamaged: after the steps a reference would be broken; the file stays as it was.
        StoreBusy, DiskFull, ReadOnly, MachineSaysNo: the machine refuses; it stays as it was.
    """
    path = engine.database_of(folder)
    with engine.translated(folder), closing(engine.connect(path, "rw", wait_seconds)) as connection:
        done = copies.newest_operation(Reader(connection, folder))
    made = backup.of_now(folder, done) or backup.make(folder, "migration", at=at)
    run(folder, engine.HEAD, wait_seconds=wait_seconds)
    return made


def run(folder: Path, to: str, *, wait_seconds: float = 10) -> None:
    """The steps alone, all or none."""
    from sqlalchemy import exc

    with engine.translated(folder):
        steps = _engine(folder, wait_seconds)
        try:
            with steps.connect() as connection:
                _raw(connection).execute("PRAGMA foreign_keys=OFF")
                with connection.begin():
                    run_steps(connection, to)
                    _check_references(folder, connection)
        except exc.DBAPIError as problem:
            if isinstance(problem.orig, sqlite3.Error):
                raise problem.orig from problem
            raise
        finally:
            steps.dispose()


def run_steps(connection: Connection, to: str) -> None:
    """Run the steps up to a version on a connection that is in a transaction."""
    from alembic import command

    settings = configuration()
    settings.attributes["connection"] = connection
    command.upgrade(settings, to)


def configuration() -> Config:
    """Alembic's settings: where the steps lie, and nothing else."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", "remanence.store:migrations")
    settings.set_main_option("path_separator", "os")
    return settings


def _engine(folder: Path, wait_seconds: float) -> Engine:
    from sqlalchemy import create_engine, event

    def connect() -> sqlite3.Connection:
        connection = engine.connect(engine.database_of(folder), "rw", wait_seconds)
        engine.make_safe(connection, engine.safety(folder))
        return connection

    made = create_engine("sqlite://", creator=connect)
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


def _check_references(folder: Path, connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise StoreDamaged(
            str(folder), what=f"{len(broken)} references would be broken by the newer schema."
        )


def _raw(connection: Connection) -> Any:  # noqa: ANN401 - the driver's connection
    return connection.connection.driver_connection
