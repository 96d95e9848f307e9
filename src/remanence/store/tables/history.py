"""What was done, by before-images: audit, undo and redo in one."""

from sqlmodel import Field, Index, SQLModel

from remanence.store.tables.columns import Whole


class Operation(SQLModel, table=True):
    """One line of the history."""

    __tablename__ = "operation"

    id: int = Field(primary_key=True, sa_type=Whole, sa_column_kwargs={"autoincrement": False})
    at: str
    label: str
    source: str
    undo_of: int | None = Field(default=None, index=True, sa_type=Whole)
    note: str
    digest: str | None = None


class Change(SQLModel, table=True):
    """A run of new rows, or up to 2,000 changed or removed rows as they were."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "kind", "id_from"),)

    id: int = Field(primary_key=True, sa_type=Whole, sa_column_kwargs={"autoincrement": False})
    op: int = Field(index=True, sa_type=Whole)
    kind: str
    verb: str
    id_from: int = Field(sa_type=Whole)
    id_to: int = Field(sa_type=Whole)
    size: int
    before: bytes | None = None


class Counter(SQLModel, table=True):
    """The next id that nobody has used."""

    __tablename__ = "counter"

    name: str = Field(primary_key=True)
    next: int = Field(sa_type=Whole)
