"""Text of a PDF with its places. PDFium reads it: scripts, links and actions are never run."""

from __future__ import annotations

import ctypes
import math
import threading
import time
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from remanence.core.base.findings import info
from remanence.core.base.sentences import N_
from remanence.exchange.papers.content import shown_name
from remanence.exchange.papers.page import Cell, Page, Row, folded
from remanence.exchange.papers.reading import TOO_LARGE, PagesRead

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MOST_PAGES: Final = 20
MOST_BYTES: Final = 100_000_000
_MOST_SIGNS: Final = 50_000
"""Characters of one page that are read; a close-set page has 8,000."""

_WORD_GAP: Final = 0.15
_CELL_GAP: Final = 1.0
_ONE_LINE: Final = 0.45
_REACH: Final = 32.0
_SLACK: Final = 4.0
_PER_CENT_UNREADABLE: Final = 2
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_ASLANT: Final = 0.1  # quarter turns
_UPSIDE_DOWN: Final = 2

one_at_a_time = threading.Lock()
"""PDFium is one machine for all threads."""

NO_TEXT = N_(
    "paper.no_text",
    "It holds no text (a scan or a picture), so nothing was read from it. Type what it says.",
)
NOT_READABLE = N_(
    "paper.text_unreadable",
    "The text cannot be told from its fonts, so nothing was read there. Type what it says.",
)
LOCKED = N_("paper.locked", "It is protected by a password, so nothing was read from it.")
DAMAGED = N_("paper.damaged", "It is damaged or cut off, so nothing was read from it. Get it anew.")
LONG = N_("paper.long", "It has {pages} pages; only the first {read} were read.")


class _Sign(NamedTuple):
    """A character: where it stands on the page as a person sees it, its size in points."""

    char: str
    left: float
    right: float
    base: float
    size: float


def read_pdf(path: Path, until: float) -> PagesRead:
    """The pages of a PDF that hold text.

    Args:
        path: the file.
        until: moment of the monotonic clock after which no further page is begun.
    """
    import pypdfium2

    name = shown_name(path.name)
    with one_at_a_time:
        if path.stat().st_size > MOST_BYTES:
            return PagesRead([], [info(TOO_LARGE, name)])
        try:
            document = pypdfium2.PdfDocument(path.read_bytes())
        except pypdfium2.PdfiumError as problem:
            locked = getattr(problem, "err_code", None) == _PASSWORD
            return PagesRead([], [info(LOCKED if locked else DAMAGED, name)])
        try:
            return _pages(document, name, until)
        finally:
            document.close()


def _pages(document: PdfDocument, name: str, until: float) -> PagesRead:
    import pypdfium2

    count = len(document)
    pages: list[Page] = []
    findings = []
    read = 0
    while read < min(count, MOST_PAGES) and (read == 0 or time.monotonic() < until):
        read += 1
        try:
            signs = _signs(document, read - 1)
        except pypdfium2.PdfiumError:
            findings.append(info(DAMAGED, f"{name}, page {read}"))
            continue
        if _is_readable(signs):
            pages.append(Page(read, _rows(signs), _REACH, _SLACK))
        else:
            findings.append(info(NOT_READABLE, f"{name}, page {read}"))
    if read < count:
        findings.append(info(LONG, name, pages=count, read=read))
    if not any(page.rows for page in pages) and not findings:
        findings.append(info(NO_TEXT, name))
    return PagesRead(pages, findings)


def _signs(document: PdfDocument, index: int) -> list[_Sign]:
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            return _read(text)
        finally:
            text.close()
    finally:
        page.close()


def _read(text: PdfTextPage) -> list[_Sign]:
    """The characters that run as most do; stamps and watermarks that stand aslant are left out."""
    from pypdfium2 import raw

    quarters: dict[int, list[int]] = {quarter: [] for quarter in range(4)}
    for index in range(min(text.count_chars(), _MOST_SIGNS)):
        if raw.FPDFText_IsGenerated(text, index) != 1:
            turns = raw.FPDFText_GetCharAngle(text, index) * 2 / math.pi
            if abs(turns - round(turns)) <= _ASLANT:
                quarters[round(turns) % 4].append(index)
    quarter = max(quarters, key=lambda one: len(quarters[one]))
    return [_sign(text, index, quarter) for index in quarters[quarter]]


def _sign(text: PdfTextPage, index: int, quarter: int) -> _Sign:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    char = "\ufffd" if raw.FPDFText_HasUnicodeMapError(text, index) == 1 else _char(text, index)
    return _placed(char, text.get_charbox(index, loose=True), (x.value, y.value), quarter)


def _char(text: PdfTextPage, index: int) -> str:
    from pypdfium2 import raw

    code = raw.FPDFText_GetUnicode(text, index)
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _placed(
    char: str, box: tuple[float, float, float, float], origin: tuple[float, float], quarter: int
) -> _Sign:
    """A character as a person holds the page to read it; `quarter` turns clockwise bring it there.

    The base is counted downwards.
    """
    left, bottom, right, top = box
    x, y = origin
    if quarter == 0:
        return _Sign(char, left, right, -y, max(top - bottom, 1.0))
    if quarter == _UPSIDE_DOWN:
        return _Sign(char, -right, -left, y, max(top - bottom, 1.0))
    if quarter == 1:
        return _Sign(char, -top, -bottom, -x, max(right - left, 1.0))
    return _Sign(char, bottom, top, x, max(right - left, 1.0))


def _is_readable(signs: list[_Sign]) -> bool:
    """Whether the characters are what a person sees: fonts without a table give other ones."""
    bad = sum(1 for sign in signs if _is_bad(sign.char))
    return bad * 100 <= len(signs) * _PER_CENT_UNREADABLE


def _is_bad(char: str) -> bool:
    return char == "\ufffd" or (not char.isspace() and unicodedata.category(char) in _NO_TEXT)


_NO_TEXT: Final = frozenset({"Cc", "Co", "Cn", "Cs"})


def _rows(signs: Iterable[_Sign]) -> list[Row]:
    lines: list[list[_Sign]] = []
    for sign in sorted(signs, key=lambda sign: sign.base):
        if sign.char.isspace():
            continue
        if lines and sign.base - lines[-1][0].base <= _ONE_LINE * min(sign.size, lines[-1][0].size):
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return [Row(line[0].base, _cells(line)) for line in lines]


def _cells(line: list[_Sign]) -> list[Cell]:
    line.sort(key=lambda sign: sign.left)
    once = line[:1]
    for before, sign in pairwise(line):
        # Bold type is often the same letter printed twice, a hair apart.
        width = before.right - before.left
        if sign.char != before.char or sign.left - before.left > width / 4:
            once.append(sign)
    cells: list[Cell] = []
    piece = once[:1]
    text = once[0].char
    for before, sign in pairwise(once):
        gap, size = sign.left - before.right, min(sign.size, before.size)
        if gap > _CELL_GAP * size:
            cells.append(_cell(text, piece))
            piece, text = [], ""
        elif gap > _WORD_GAP * size:
            text += " "
        piece.append(sign)
        text += sign.char
    cells.append(_cell(text, piece))
    return cells


def _cell(text: str, signs: list[_Sign]) -> Cell:
    return Cell(folded(text).strip(), signs[0].left, max(sign.right for sign in signs))
