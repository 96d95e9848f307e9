"""The shape of the file as SQLModel classes, one module a subject.

Tables, types, references and indexes. Nothing is read into these classes or checked by them;
`metadata` makes a new workspace, and tells Alembic what the head must look like.
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

__all__ = [
    "business",
    "charges",
    "documents",
    "entries",
    "history",
    "licences",
    "metadata",
    "orders",
    "policy",
    "posted",
    "prices",
    "products",
    "shipments",
    "suppliers",
]


def metadata() -> MetaData:
    """All tables of a workspace."""
    return SQLModel.metadata
