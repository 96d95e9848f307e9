"""The zip archive of a workbook: looked at before anything is unpacked, bytes counted."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from remanence.core.base.sentences import N_
from remanence.exchange.opening import Source, open_archive
from remanence.exchange.places import Unusable

MOST_BYTES: Final = 500_000_000
"""Unpacked bytes of all entries."""

MOST_ENTRIES: Final = 5_000
_MOST_RATIO: Final = 200  # unpacked to packed; workbooks reach 30
_SMALL: Final = 10_000_000  # bytes below which the ratio says nothing
_CHUNK: Final = 1 << 16
_LEADS_OUT: Final = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")

BOMB = N_(
    "file.bomb",
    "Unpacked, this would be {what}, far more than a sheet needs. It is not opened.",
)
DAMAGED = N_("file.damaged", "A part of the file is damaged ({part}). Get the file anew.")
UNSAFE = N_("file.unsafe_entry", "The archive holds the entry {part}, which no workbook has.")
LOCKED = N_("file.password", "The archive is protected by a password. Unpack it first.")


class Archive:
    """The entries of a zip archive that has been found safe."""

    def __init__(self, source: Source) -> None:
        """Open the archive.

        Raises:
            Unusable: damaged, locked, or larger than any sheet.
        """
        self.file = source.name
        self._zip = open_archive(source)
        entries = self._zip.infolist()
        self._guard(entries, len(source.data))
        self._names = {entry.filename.lower(): entry for entry in entries}
        if len(self._names) != len(entries):
            raise Unusable(UNSAFE, self.file, part="of one name twice")

    def _guard(self, entries: list[zipfile.ZipInfo], packed: int) -> None:
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES:
            raise Unusable(BOMB, self.file, what=f"{len(entries):,} files")
        if size > MOST_BYTES or (size > _SMALL and size > packed * _MOST_RATIO):
            raise Unusable(BOMB, self.file, what=f"{size // 1_000_000:,} MB")
        for entry in entries:
            if _LEADS_OUT.search(entry.filename):
                raise Unusable(UNSAFE, self.file, part=entry.filename)
            if entry.flag_bits & 1:
                raise Unusable(LOCKED, self.file)

    def names(self) -> list[str]:
        """Names of the entries, in lower case."""
        return list(self._names)

    def has(self, name: str) -> bool:
        """Whether there is such an entry; capitals do not count."""
        return name.lower() in self._names

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, piece by piece, never more than it declares.

        Raises:
            Unusable: it is not there, or damaged.
        """
        entry = self._names.get(name.lower())
        if entry is None:
            raise Unusable(DAMAGED, self.file, part=name)
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
            raise Unusable(DAMAGED, self.file, part=name) from problem

    def read(self, name: str) -> bytes:
        """An entry whole.

        Raises:
            Unusable: it is not there, or damaged.
        """
        return b"".join(self.chunks(name))
