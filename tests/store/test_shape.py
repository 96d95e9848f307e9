"""The plain shape, the SQLModel tables, the facts and the migrations say the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import sqlite

from remanence.store import creation, engine, migrate, statements
from remanence.store.fields import fields_of
from remanence.store.shape import FACTS, columns_of
from remanence.store.tables import metadata
from remanence.store.tables.columns import DayText, DecimalText, Whole
from remanence.store.types import Stored

DIALECT = sqlite.dialect()


@pytest.mark.parametrize("kind", FACTS)
def test_columns_are_those_of_the_table(kind: str) -> None:
    table = metadata().tables[kind]
    assert [column.name for column in table.columns] == ["id", "op", *columns_of(kind)]


@pytest.mark.parametrize("kind", FACTS)
def test_columns_hold_what_the_table_holds(kind: str) -> None:
    for name, stored in columns_of(kind).items():
        assert _stored(metadata().tables[kind].c[name].type) is stored, name


def _stored(found: sa.types.TypeEngine[object]) -> Stored:
    if isinstance(found, DecimalText):
        return Stored.DECIMAL
    if isinstance(found, DayText):
        return Stored.DAY
    if isinstance(found, sa.Boolean):
        return Stored.FLAG
    whole = isinstance(found, sa.Integer | Whole)
    return Stored.INTEGER if whole else Stored.TEXT


@pytest.mark.parametrize("kind", FACTS)
def test_every_field_of_the_fact_has_its_place(kind: str) -> None:
    fields = [field.name for field in fields_of(FACTS[kind]) if field.name != "id"]
    assert len(columns_of(kind)) == len(fields) - (1 if kind == "shipment_lines" else 0)


@pytest.mark.parametrize("kind", FACTS)
def test_sqlalchemy_compiles_the_very_statements(kind: str) -> None:
    table, names = metadata().tables[kind], tuple(columns_of(kind))
    insert = sa.insert(table).compile(dialect=DIALECT, column_keys=["id", "op", *names])  # noqa: TID251
    assert statements.insert_sql(kind, names) == str(insert)
    update = sa.update(table).where(table.c.id == sa.bindparam("row"))  # noqa: TID251
    compiled = update.compile(dialect=DIALECT, column_keys=["op", *names])
    assert statements.update_sql(kind, names) == str(compiled)
    delete = sa.delete(table).where(table.c.id == sa.bindparam("row"))  # noqa: TID251
    assert statements.delete_sql(kind) == str(delete.compile(dialect=DIALECT))


def test_a_wrong_name_is_refused() -> None:
    with pytest.raises(KeyError):
        statements.insert_sql("orders", ("total",))
    with pytest.raises(KeyError):
        statements.update_sql("orders", ("order_number; DROP TABLE orders",))
    with pytest.raises(KeyError):
        statements.delete_sql("sqlite_master")


def test_every_reference_is_indexed() -> None:
    for table in metadata().tables.values():
        first = {index.columns[0].name for index in table.indexes}
        unique = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
        first |= {next(iter(one.columns)).name for one in unique}
        for reference in table.foreign_keys:
            assert reference.parent.name in first, (table.name, reference.parent.name)
            assert reference.ondelete == "RESTRICT"


def test_head_and_migrations_agree() -> None:
    script = ScriptDirectory.from_config(migrate.configuration())
    found = tuple(step.revision for step in script.walk_revisions())[::-1]
    assert found == engine.VERSIONS
    assert script.get_current_head() == engine.HEAD


def test_migrations_make_what_the_tables_say() -> None:
    made = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    with made.begin() as connection, closing(sqlite3.connect(":memory:")) as plain:
        migrate.run_steps(connection, engine.HEAD)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata()) == []
        for statement in creation.schema_statements():
            plain.execute(statement)
        migrated = connection.connection.driver_connection
        assert isinstance(migrated, sqlite3.Connection)
        assert _objects(migrated) == _objects(plain)
    made.dispose()


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
    return {name: "".join((sql or "").split()) for name, sql in rows}


def test_a_float_never_reaches_a_column() -> None:
    made = sa.create_engine("sqlite://")
    table = metadata().tables["fx"]
    with made.begin() as connection:
        table.create(connection)
        row = {"id": 1, "op": 1, "on_day": None, "base": "USD", "quote": "EUR", "rate": 1.1}
        with pytest.raises(sa.exc.StatementError, match="takes no float"):
            connection.execute(sa.insert(table), row)  # noqa: TID251
    made.dispose()
