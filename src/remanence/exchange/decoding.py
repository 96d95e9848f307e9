"""Text of a file: UTF-8 with or without mark, UTF-16 with mark, anything else only by the map."""

from __future__ import annotations

import codecs
from typing import Final

from remanence.core.base.sentences import N_
from remanence.exchange.opening import Source
from remanence.exchange.places import Unusable, place

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED: Final = ["gb18030", "cp1252", "utf_16"]

NOT_UTF8 = N_(
    "file.encoding",
    "The text is not UTF-8: {bytes} in this line. {next}",
)
BROKEN = N_("file.encoding_broken", "The file begins as {encoding} and is not. Get it anew.")
AGAINST_MAP = N_("file.encoding_against_map", "The text is not {encoding}, as the map says.")
MARK_AGAINST_MAP = N_(
    "file.mark_against_map",
    "The file carries the mark of {mark}, but the map says {encoding}. Correct the map.",
)
NUL = N_(
    "file.nul",
    "The line holds a NUL character, which no text has. "
    "The file is damaged, or it is UTF-16 without mark.",
)


def decode(source: Source, encoding: str = "") -> str:
    """The text of a file; `encoding` is the map's word, empty without one.

    Raises:
        Unusable: the bytes are no such text; the finding names the line and what it might be.
    """
    mark, length = _mark_of(source.data)
    if mark and encoding and codecs.lookup(encoding).name not in {mark, f"{mark}-sig"}:
        raise Unusable(MARK_AGAINST_MAP, source.name, mark=mark.upper(), encoding=encoding)
    text = _decoded(source, mark, length, encoding)
    nul = text.find("\0")
    if nul >= 0:
        raise Unusable(NUL, place(source.name, row=_line(text[:nul])))
    return text


def _mark_of(data: bytes) -> tuple[str, int]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark) if name == "utf-8" else 0
    return "", 0


def _decoded(source: Source, mark: str, skipped: int, encoding: str) -> str:
    data = source.data[skipped:]
    try:
        return data.decode(mark or encoding or "utf-8")
    except UnicodeDecodeError as problem:
        row = data.count(b"\n", 0, problem.start) + 1
        where = place(source.name, row=row if mark in {"", "utf-8"} else 0)
        if mark not in {"", "utf-8"}:
            raise Unusable(BROKEN, where, encoding=mark.upper()) from None
        if encoding:
            raise Unusable(AGAINST_MAP, where, encoding=encoding) from None
        found = " ".join(f"{byte:02X}" for byte in data[problem.start : problem.start + 2])
        raise Unusable(NOT_UTF8, where, bytes=found, next=_advice(data)) from None


def _line(text: str) -> int:
    return text.count("\n") + 1


def _advice(data: bytes) -> str:
    guess = _guess(data[:100_000])
    if not guess:
        return 'Save it as UTF-8, or name its encoding in a map: encoding = "gb18030".'
    return f'It may be {guess}; if so, say it in a map: encoding = "{guess}".'


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_GUESSED).best()
    return best.encoding if best is not None else ""
