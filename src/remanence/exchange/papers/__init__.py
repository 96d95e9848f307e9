"""Papers that come by mail: what they are, and what they say without any doubt.

A PDF, workbook or CSV is read into pages of cells (`pdf`, `books`), labels in English and Chinese
are found (`labels`), what stands beside, below or behind them is read where one reading is possible
(`values`, `tables`), and what is left without a doubt is proposed (`fields`). A person accepts it.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.errors import FileMissing
from remanence.core.base.findings import Finding
from remanence.exchange.papers.books import read_book, read_text_table
from remanence.exchange.papers.content import ProgramRefused, head_of, refuse_programs, shown_name
from remanence.exchange.papers.fields import Proposal, proposals
from remanence.exchange.papers.pdf import read_pdf
from remanence.exchange.papers.reading import PagesRead

__all__ = [
    "PaperRead",
    "ProgramRefused",
    "Proposal",
    "propose",
    "read_paper",
    "refuse_programs",
    "shown_name",
]

MOST_SECONDS: Final = 10.0
_PDF_WITHIN: Final = 1024
"""Bytes within which a PDF begins; some programs put a line before it."""


class PaperRead(NamedTuple):
    """What a paper says, and notes on what could not be read or does not agree in itself."""

    proposals: list[Proposal]
    findings: list[Finding]


def propose(path: Path) -> list[Proposal]:
    """The cells of `documents` that a paper fills without any doubt; doubtful ones are left out.

    A scan, a picture, a damaged or locked file gives none. Nothing in the file is run.
    """
    return read_paper(path).proposals


def read_paper(path: Path, seconds: float = MOST_SECONDS) -> PaperRead:
    """The proposals of a paper with the notes on it.

    Args:
        path: the file, a PDF, workbook or CSV by its content; of any other nothing is read.
        seconds: after so long no further page is begun.
    """
    until = time.monotonic() + seconds
    try:
        read = _pages(path, until)
    except (FileMissing, OSError):
        return PaperRead([], [])
    made, notes = proposals(read.pages, shown_name(path.name), until)
    return PaperRead(made, [*read.findings, *notes])


def _pages(path: Path, until: float) -> PagesRead:
    head = head_of(path)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return read_pdf(path, until)
    if head.startswith(b"PK\x03\x04"):
        return read_book(path, until)
    if path.suffix.lower() == ".csv":
        return read_text_table(path)
    return PagesRead([], [])
