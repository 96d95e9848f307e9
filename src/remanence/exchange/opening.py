"""Opening a file that somebody sent: is it there, how large is it, what is it by its content."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import FileMissing
from remanence.core.base.sentences import N_
from remanence.exchange.places import Unusable

LARGEST_FILE: Final = 100_000_000
"""Bytes of a file that is read; 100,000 order lines are a fifth of it."""

_HEAD: Final = 4096
_MARKUP: Final = re.compile(rb"\s*(<!doctype html|<html|<table|<head|<meta|<div)", re.IGNORECASE)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

EMPTY = N_("file.empty", "The file is empty. Get it anew, or leave it out.")
TOO_LARGE = N_("file.too_large", "The file has {size} MB; at most {limit} MB are read. Split it.")
OTHER = N_("file.other_format", "This is {what}, whatever its name says. {next}")

_AS_XLSX: Final = "Open it in its program and save it as XLSX."
_SIGNATURES: Final = (
    (b"%PDF", "a PDF document", "Attach it to an order; sheets come as CSV or XLSX."),
    (b"SQLite format 3\0", "a database", "A workspace is opened with --workspace."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first."),
    (b"\x89PNG", "a picture", "Sheets come as CSV or XLSX."),
    (b"\xff\xd8\xff", "a picture", "Sheets come as CSV or XLSX."),
    (b"{\\rtf", "a text document (RTF)", "Sheets come as CSV or XLSX."),
    (b"\x09\x08", "an old Excel workbook (.xls)", _AS_XLSX),
    (b"\x09\x04", "an old Excel workbook (.xls)", _AS_XLSX),
    (b"\x09\x02", "an old Excel workbook (.xls)", _AS_XLSX),
)


class Source(NamedTuple):
    """A file as it was read: its bytes once, so that content and digest belong together."""

    path: Path
    name: str
    data: bytes
    digest: str


def open_source(path: Path) -> Source:
    """Read a file whole.

    Raises:
        FileMissing: it is absent, a folder, a pipe, or may not be read.
        Unusable: it is empty or too large.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            what = "is a folder" if stat.S_ISDIR(about.st_mode) else "is not a plain file"
            raise FileMissing(where=str(path), what=f"it {what}. Name a CSV or XLSX file.")
        if about.st_size > LARGEST_FILE:
            raise Unusable(
                TOO_LARGE,
                path.name,
                size=about.st_size // 1_000_000,
                limit=LARGEST_FILE // 1_000_000,
            )
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        raise FileMissing(where=str(path), what=_why(problem)) from problem
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise Unusable(EMPTY, path.name)
    return Source(path, path.name, data, hashlib.sha256(data).hexdigest())


def _why(problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return "there is no such file."
    if isinstance(problem, PermissionError):
        return "it may not be read (no permission, or another program holds it)."
    number = problem.errno if isinstance(problem, OSError) else None
    return f"it cannot be read ({os.strerror(number)})." if number else "it cannot be read."


def is_zip(source: Source) -> bool:
    """Whether the content is a zip archive (a workbook is one)."""
    return source.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def refuse_others(source: Source) -> None:
    """Refuse what is neither text nor zip, by its content, in one sentence.

    Raises:
        Unusable: it is something else; the finding says what and what to do.
    """
    data = source.data
    if data.startswith(_OLE):
        _refuse_ole(source)
    for signature, what, advice in _SIGNATURES:
        if data.startswith(signature):
            raise Unusable(OTHER, source.name, what=what, next=advice)
    head = data[:_HEAD].replace(b"\0", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Unusable(OTHER, source.name, what="an XML spreadsheet of 2003", next=_AS_XLSX)
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Unusable(
            OTHER,
            source.name,
            what="a web page (HTML)",
            next="Open it in a spreadsheet program and save it as XLSX.",
        )


def _refuse_ole(source: Source) -> None:
    if "EncryptedPackage".encode("utf-16-le") in source.data:
        raise Unusable(
            OTHER,
            source.name,
            what="a workbook protected by a password",
            next="Open it, take the password off, and save it.",
        )
    is_document = "WordDocument".encode("utf-16-le") in source.data
    what = "an old Word document (.doc)" if is_document else "an old Excel workbook (.xls)"
    raise Unusable(OTHER, source.name, what=what, next=_AS_XLSX)


def open_archive(source: Source) -> zipfile.ZipFile:
    """The zip archive in a file.

    Raises:
        Unusable: it is damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise Unusable(
            OTHER,
            source.name,
            what="a damaged or cut workbook or archive",
            next="Get the file anew.",
        ) from problem
