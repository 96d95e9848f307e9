"""How a pack lies on disk: `pack.toml`, and one CSV a table whose first column is `id`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

HEAD_FILE: Final = "pack.toml"
SUFFIX: Final = ".rpack"
SCHEMA: Final = 1
"""The newest shape of tables that this program reads."""

TABLES: Final = (
    "controls",
    "technology-catalogue",
    "parties",
    "calendar-cn",
    "clocks",
    "documents",
    "documents-field-agreement",
    "air-magnet-limits",
    "hs-codes",
    "duties",
    "country-rules",
    "incoterms",
    "materials",
    "prices",
    "quotas",
    "events",
)
"""Tables that a pack may hold, in the sequence in which they are shown."""

PLAIN_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
"""Names of files in a pack: no folders, capitals, drives or streams."""

DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""Names that Windows takes for devices, whatever their ending."""


def is_plain(name: str) -> bool:
    """Whether a file of a pack may be called so, on every system."""
    stem = name.split(".", 1)[0]
    return PLAIN_NAME.fullmatch(name) is not None and stem not in DEVICES and name[-1] != "."


def rows_of(text: str) -> Iterable[tuple[int, list[str]]]:
    """Rows of a CSV with the line on which each begins, the heading first.

    Raises:
        ValueError: a quote that is never closed, or text after a closing quote.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        message = f"line {line}: {problem}"
        raise ValueError(message) from problem
