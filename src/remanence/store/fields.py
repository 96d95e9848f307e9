"""What the fields of a fact are stored as, told by their annotations.

Apart from `store.shape`, which knows all facts: whoever reads one kind imports that kind alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from remanence.store.types import Stored

_STORED: Final[Mapping[str, Stored]] = {
    "Decimal": Stored.DECIMAL,
    "date": Stored.DAY,
    "bool": Stored.FLAG,
    "int": Stored.INTEGER,
    "str": Stored.TEXT,
}


class Field(NamedTuple):
    """A column: its name and what it holds."""

    name: str
    stored: Stored


def stored_as(annotation: str) -> Stored:
    """What a field of a fact is stored as, by its annotation (`Decimal | None`)."""
    first = annotation.split("|", maxsplit=1)[0].strip()
    return _STORED[first.rpartition(".")[2]]


@lru_cache(maxsize=64)
def fields_of(fact: type) -> tuple[Field, ...]:
    """The fields of a fact as they come up from a SELECT in their order."""
    return tuple(Field(name, stored_as(note)) for name, note in annotations_of(fact).items())


def annotations_of(fact: type) -> Mapping[str, str]:
    """Name and annotation, as written, of each field of a fact."""
    notes = {
        name: getattr(note, "__forward_arg__", note) for name, note in fact.__annotations__.items()
    }
    return {name: getattr(note, "__name__", str(note)) for name, note in notes.items()}
