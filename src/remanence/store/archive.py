"""The one-file backup: a zip of database, attached files and a list of both with their SHA-256.

Nothing else is taken from one.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, BinaryIO, Final

from remanence.core.base.errors import StoreDamaged
from remanence.store import disk, engine
from remanence.store.copies import Content

MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1
_ATTACHED: Final = re.compile(rf"{engine.FILES}/([0-9a-f]{{64}})")
_BLOCK: Final = 1 << 20
_LONGEST_LIST: Final = 64 << 20  # bytes
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
    json.JSONDecodeError,
    KeyError,
)


def pack_zip(target: BinaryIO, database: Path, held: Content, files: Path, at: str) -> list[str]:
    """Write the zip, read it back, and give the digests of attached files that are not here.

    Args:
        target: an open file to write and read.
        database: a checked copy.
        held: what it holds.
        files: the folder of attached files.
        at: the moment, for the list.
    """
    wanted = {engine.DATABASE: database}
    missing = []
    for digest in sorted(held.digests):
        path = files / digest
        if path.is_file() and _digest_of(path) == digest:
            wanted[f"{engine.FILES}/{digest}"] = path
        else:
            missing.append(digest)
    listed: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in wanted.items():
            listed[name] = _add(archive, name, path)
        about = {
            "format": _FORMAT,
            "version": held.version,
            "operation": held.operation,
            "at": at,
            "rows": held.rows,
            "files": listed,
        }
        archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(about, indent=1))
    disk.sync(target)
    target.seek(0)
    with zipfile.ZipFile(target) as archive:
        for name, digest in listed.items():
            with archive.open(name) as entry:
                _expect(_copy(entry, None), digest, name)
    return missing


def unpack_zip(source: Path, folder: Path) -> None:
    """Take a zip out into a new workspace folder; every byte is checked against its list.

    Raises:
        StoreDamaged: it is not such a zip, holds other entries, or a byte differs.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            for name, digest in _listed(source, archive).items():
                with archive.open(name) as entry, disk.open_new(folder / name) as file:
                    _expect(_copy(entry, file), digest, name)
                    disk.sync(file)
    except _BROKEN as problem:
        raise StoreDamaged(
            str(source), what=f"the backup is damaged ({type(problem).__name__}: {problem})."
        ) from problem


def _listed(source: Path, archive: zipfile.ZipFile) -> Mapping[str, str]:
    """The entries and their digests, if these and no others are there."""
    if archive.getinfo(MANIFEST).file_size > _LONGEST_LIST:
        raise StoreDamaged(str(source), what="the list of its content is longer than any of ours.")
    about = json.loads(archive.read(MANIFEST))
    if (
        not isinstance(about, dict)
        or about.get("format") != _FORMAT
        or not isinstance(about.get("files"), dict)
    ):
        raise StoreDamaged(
            str(source), what="this is not a backup of Remanence, or one of a newer form."
        )
    listed: dict[str, str] = about["files"]
    allowed = all(name == engine.DATABASE or _ATTACHED.fullmatch(name) for name in listed)
    if (
        not allowed
        or engine.DATABASE not in listed
        or sorted(archive.namelist()) != sorted([*listed, MANIFEST])
    ):
        raise StoreDamaged(str(source), what="it holds entries that no backup has, or lacks some.")
    return listed


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    info = zipfile.ZipInfo(name)  # no clock in it: the same content is the same zip
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as entry:
        return _copy(file, entry)


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    sum_ = hashlib.sha256()
    while block := source.read(_BLOCK):
        sum_.update(block)
        if target is not None:
            target.write(block)
    return sum_.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _copy(file, None)


def _expect(found: str, wanted: str, name: str) -> None:
    if found != wanted:
        message = f"{name} is not what the list says"
        raise zipfile.BadZipFile(message)
