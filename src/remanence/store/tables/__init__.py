"""The shape of the file, one module a subject.

tables, types, references and indexes as SQLModel classes.

Nothing is read into these classes or checked by them; `metadata` makes a new workspace, and tells
Alembic what the head must look like.
"""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from remanence.store.tables import (
    business,
    charges,
    documents,
    entries,
    history,
    licences,
    orders,
    policy,
    posted,
    prices,
    products,
    shipments,
    suppliers,
)

MODULES = (
    business,
    suppliers,
    products,
    orders,
    licences,
    shipments,
    entries,
    documents,
    charges,
    prices,
    policy,
    history,
    posted,
)


def metadata() -> MetaData:
    """All tables of a workspace."""
    return SQLModel.metadata
