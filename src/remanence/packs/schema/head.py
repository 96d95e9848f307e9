"""What `pack.toml` may hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from remanence.packs.schema.cells import Word, sequence

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_VERSION: Final = re.compile(r"\d+(\.\d+){1,3}")


def sha256(text: str) -> str:
    """Check the form of a digest."""
    if not _SHA256.fullmatch(text):
        message = "a SHA-256 has 64 small hexadecimal digits"
        raise ValueError(message)
    return text


def pack_id(text: str) -> str:
    """Check the form of a pack's id: it is a folder's name too."""
    if not _ID.fullmatch(text):
        message = "an id has small letters, digits and dashes"
        raise ValueError(message)
    return text


def version(text: str) -> str:
    """Check the form of a version."""
    if not _VERSION.fullmatch(text):
        message = "a version has numbers with points between: 2026.11.1"
        raise ValueError(message)
    return text


class FileEntry(BaseModel):
    """What `pack.toml` says of one file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    sha256: Annotated[str, AfterValidator(sha256)]
    rows: int = Field(ge=0)


class Head(BaseModel):
    """`pack.toml`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, AfterValidator(pack_id)]
    version: Annotated[str, AfterValidator(version)]
    serial: int = Field(ge=1)
    schema_: int = Field(alias="schema", ge=1)
    title: Word
    as_of: date
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    sources: list[Word]
    files: dict[str, FileEntry]

    @model_validator(mode="after")
    def _dates(self) -> Self:
        sequence(self.from_, self.to, "the pack")
        return self
