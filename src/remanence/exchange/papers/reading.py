"""What the readers of papers give: pages, and what is worth a word about the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from remanence.core.base.findings import Finding
from remanence.core.base.sentences import N_
from remanence.exchange.papers.page import Page

TOO_LARGE = N_("paper.too_large", "It is far larger than a paper, so nothing was read from it.")


class PagesRead(NamedTuple):
    """The pages that hold text, and notes: no text, damaged, too long. Never an error."""

    pages: Sequence[Page]
    findings: Sequence[Finding]
