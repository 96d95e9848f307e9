"""Which KIND a table is: by the name of its sheet, of its file, or by its headings."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from remanence.exchange.sheets import SHEETS

_WORDS: Final = re.compile(r"[a-z]+(?:_[a-z]+)?")
_LIKELY: Final = 0.6  # share of known headings from which a table with missing columns counts


class Guess(NamedTuple):
    """The KIND, empty where none is found; `among` names several that fit equally."""

    kind: str
    among: tuple[str, ...] = ()


def kind_of(headings: Collection[str], sheet_name: str, file_stem: str) -> Guess:
    """The KIND of a table with these headings (lower case, without outer blanks).

    The name of the sheet decides; then the name of the file, unless the headings belong to another
    kind entirely; then the headings.
    """
    named = kind_named(sheet_name)
    if named:
        return Guess(named)
    fitting = _fitting(headings)
    of_file = _kind_in(file_stem)
    if of_file and (of_file in fitting or not fitting) and _known(of_file, headings):
        return Guess(of_file)
    if fitting:
        return _best(fitting, headings)
    return _likely(headings)


def kind_named(sheet_name: str) -> str:
    """The KIND that a sheet's title is, capitals, blanks and dashes aside; empty: none."""
    name = re.sub(r"[\s-]+", "_", sheet_name.strip().lower())
    return name if name in SHEETS else ""


def _kind_in(stem: str) -> str:
    """The KIND that a file's name says: `orders`, `orders-2026`, `2026 licence_events`."""
    whole = kind_named(stem)
    if whole:
        return whole
    text = re.sub(r"[\s-]+", "_", stem.lower())
    found = {kind for kind in SHEETS if re.search(rf"(?<![a-z]){kind}(?![a-z])", text)}
    longest = {kind for kind in found if not any(kind != k and kind in k for k in found)}
    return longest.pop() if len(longest) == 1 else ""


def _known(kind: str, headings: Collection[str]) -> int:
    return sum(heading in SHEETS[kind].by_name for heading in headings)


def _fitting(headings: Collection[str]) -> list[str]:
    """Kinds of which no required column is missing."""
    there = dict.fromkeys(headings, "x")
    return [kind for kind, sheet in SHEETS.items() if not sheet.missing(there)]


def _best(kinds: list[str], headings: Collection[str]) -> Guess:
    """The kind that knows most of the headings; of equal ones that which asks for most."""
    worth = {kind: (_known(kind, headings), len(SHEETS[kind].required)) for kind in kinds}
    most = max(worth.values())
    best = tuple(kind for kind in kinds if worth[kind] == most)
    return Guess(best[0]) if len(best) == 1 else Guess("", best)


def _likely(headings: Collection[str]) -> Guess:
    """A kind that knows most headings and half of whose required columns are there."""

    def worth(kind: str) -> tuple[float, int]:
        required = SHEETS[kind].required
        there = sum(name in headings for name in required)
        return there / max(len(required), 1), _known(kind, headings)

    best = max(SHEETS, key=worth)
    share, known = worth(best)
    likely = share >= 0.5 and known >= _LIKELY * len(headings)
    return Guess(best) if likely and known > 1 else Guess("")
