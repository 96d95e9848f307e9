"""The types of columns, the names of constraints, and what every kept row has.

`DecimalText` and `DayText` hold exact text on every database. SQLModel's own choice for a Decimal
is a binary float, which lost a cent at 15 digits.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Table, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

from remanence.store.types import Column, Stored, from_stored, to_stored

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Named constraints: a migration can take away only what has a name."""


class _OneByOne(TypeDecorator[Any]):
    """The conversions of `store.types`, for whoever comes by way of SQLAlchemy."""

    impl = Text
    cache_ok = True
    stored = Stored.TEXT

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """The value as it is stored."""
        return _only(to_stored(self.stored, [value]))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """The value that was stored."""
        return _only(from_stored(self.stored, [value]))


class DecimalText(_OneByOne):
    """Exact decimal text; refuses floats. No arithmetic on it in SQL."""

    stored = Stored.DECIMAL


class DayText(_OneByOne):
    """A day as ISO text, which sorts as the days do."""

    stored = Stored.DAY


class Whole(TypeDecorator[int]):
    """A whole number of eight bytes: ids and minor units outgrow four.

    SQLite has one kind of integer.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """INTEGER on SQLite (only that makes an id the row's own address), BIGINT elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Kept(SQLModel):
    """What every kept row has: an id that is never used twice, and the operation that wrote it."""

    id: int = Field(primary_key=True, sa_type=Whole, sa_column_kwargs={"autoincrement": False})
    op: int = Field(sa_type=Whole)


def whole() -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """An optional whole number."""
    return Field(default=None, sa_type=Whole)


def exact() -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """An optional exact number."""
    return Field(default=None, sa_type=DecimalText)


def day() -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """An optional day."""
    return Field(default=None, sa_type=DayText)


def needed_exact() -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """An exact number that is never blank."""
    return Field(sa_type=DecimalText)


def needed_day(*, index: bool = False) -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """A day that is never blank."""
    return Field(sa_type=DayText, index=index)


def parent(table: str) -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """A reference that is never blank. Indexed: each removal of a parent looks for its children."""
    return Field(foreign_key=f"{table}.id", ondelete="RESTRICT", index=True, sa_type=Whole)


def maybe_parent(table: str) -> Any:  # noqa: ANN401 - what SQLModel's Field gives
    """A reference that may be blank."""
    return Field(
        default=None, foreign_key=f"{table}.id", ondelete="RESTRICT", index=True, sa_type=Whole
    )


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model, which SQLModel hides from type checkers."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def _only(values: Column) -> Any:  # noqa: ANN401 - one value of a column
    return values[0]


__all__ = [
    "Decimal",
    "Kept",
    "date",
    "day",
    "exact",
    "maybe_parent",
    "needed_day",
    "needed_exact",
    "parent",
    "table_of",
    "whole",
]
