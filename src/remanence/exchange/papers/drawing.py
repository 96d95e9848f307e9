"""Pages of a paper as pictures, and sheets as rows, to be looked at. Nothing in it is run."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import ExchangeError
from remanence.exchange.papers.books import read_book, read_text_table
from remanence.exchange.papers.pdf import MOST_BYTES, one_at_a_time

_SECONDS: Final = 3.0
_MOST_PIXELS: Final = 3_000  # of the longer side: a page of a plan would fill the memory


class Picture(NamedTuple):
    """One page: red, green, blue, alpha of each pixel, rows one after another.

    Attributes:
        page: its number, from 1.
        pages: how many there are.
    """

    data: bytes
    width: int
    height: int
    stride: int
    page: int
    pages: int


def draw_page(path: Path, page: int, width: int) -> Picture:
    """Draw a page of a PDF as wide as asked for, if that is not too large.

    Args:
        path: the file.
        page: its number from 1; beyond the last one the last.
        width: in pixels.

    Raises:
        ExchangeError: it is damaged, too large, or protected by a password.
    """
    import pypdfium2

    with one_at_a_time:
        if path.stat().st_size > MOST_BYTES:
            raise ExchangeError(path.name, what="it is too large to be shown here.")
        try:
            document = pypdfium2.PdfDocument(path.read_bytes())
        except pypdfium2.PdfiumError as problem:
            what = "it is damaged or protected by a password, so it cannot be shown."
            raise ExchangeError(path.name, what=what) from problem
        try:
            return _drawn(document, page, width, path.name)
        finally:
            document.close()


def _drawn(document: object, page: int, width: int, name: str) -> Picture:
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)  # noqa: S101 - for the type checker
    count = len(document)
    if not count:
        raise ExchangeError(name, what="it has no pages.")
    place = min(max(page, 1), count)
    try:
        sheet = document[place - 1]
        across, down = sheet.get_size()
        scale = min(width / across, _MOST_PIXELS / max(across, down))
        bitmap = sheet.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    except (pypdfium2.PdfiumError, ZeroDivisionError) as problem:
        what = f"page {place} is damaged, so it cannot be shown."
        raise ExchangeError(name, what=what) from problem
    data = bytes(bitmap.buffer)
    drawn = Picture(data, bitmap.width, bitmap.height, bitmap.stride, place, count)
    bitmap.close()
    sheet.close()
    return drawn


def first_rows(path: Path, ending: str, rows: int, cells: int) -> list[list[str]]:
    """The first rows of a sheet or text, each cell in its column as far as it can be told.

    Args:
        path: the file.
        ending: of the name that it was attached under, which says what it is.
        rows: no more than these.
        cells: no more than these in a row.

    Raises:
        ExchangeError: nothing can be read in it.
    """
    until = time.monotonic() + _SECONDS
    read = read_book(path, until) if ending == ".xlsx" else read_text_table(path)
    if not read.pages:
        raise ExchangeError(path.name, what="it is damaged, so it cannot be shown.")
    found = read.pages[0].rows[:rows]
    return [[cell.text for cell in row.cells[:cells]] for row in found]
