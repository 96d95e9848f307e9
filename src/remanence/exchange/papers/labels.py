"""Labels of papers, English and Chinese: which column of `documents` the text beside them fills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from remanence.exchange.papers.values import FREE, NO_HINTS, Hints, currency_of, read, unit_of
from remanence.exchange.papers.words import (
    CHINESE,
    CHINESE_NUMBERS,
    DATES_OF,
    GENERIC,
    LATIN,
    NUMBERS,
    OTHER,
    TITLES,
    TOTAL,
)

_LONGEST_TITLE: Final = 60
_LONGEST_LABEL: Final = 60
_GLANCE: Final = 24
_BOX: Final = re.compile(r"^\(?\d{1,2}\s?[.)、]\s?(?=[^\W\d])")
_BOX_BARE: Final = re.compile(r"^\d{1,2}(?=[A-Z][a-z])")
_HAN: Final = re.compile(r"[㐀-鿿豈-﫿]+")
_AROUND_SLASH: Final = re.compile(r"\s*/\s*")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_WITH_DATE: Final = re.compile(
    r"no (?:&|and) date(?: of (?P<of>[a-z ]+))?|(?P<kind>[a-z ]+ )?no (?:&|and) date"
)
_DISTANCE: Final = re.compile(
    r"(?<![\d.])(?:(2\.1\s*(?:m|米|metres?|meters?)|7\s*(?:ft|feet))"
    r"|(4\.6\s*(?:m|米|metres?|meters?)|15\s*(?:ft|feet)))(?![a-z])"
)
_READING: Final = re.compile(r"field|magnetic|flux|intensity|reading|measured|gauss|磁")
_LIMIT: Final = re.compile(r"limit|allow|permit|exceed|threshold|standard|限|标准|[<>≤≥]")


class Label(NamedTuple):
    """A label.

    Attributes:
        column: the column of `documents`, OTHER or TOTAL.
        kind: for numbers and dates, which paper's (`invoice` ...); empty: of any.
        hints: unit or currency that the label names.
        is_sum: the label says that it is the sum of the paper.
        inline: the value behind it in the same cell; empty: it stands elsewhere.
        with_date: the value is a number and a date (`No. & date of invoice`).
    """

    column: str
    kind: str = ""
    hints: Hints = NO_HINTS
    is_sum: bool = False
    inline: str = ""
    with_date: bool = False


def kinds_of_title(text: str) -> tuple[str, ...]:
    """Whose numbers a paper with this title carries, its own first; empty: it is no title."""
    if len(text) > _LONGEST_TITLE or ":" in text:
        return ()
    low = text.lower().replace("licence", "license")
    if _meaning(text) is not None and "certificate" not in low:
        return ()
    return next((kinds for words, kinds in TITLES if words in low), ())


@lru_cache(maxsize=4096)
def recognise(text: str) -> Label | None:
    """The label that a cell is or begins with; None if it is none."""
    if not _may_begin(text):
        return None
    whole = _meaning(text)
    if whole is not None:
        return whole
    front, mark, back = text.partition(":")
    if mark and back.strip():
        label = _meaning(front)
        return label._replace(inline=back.strip()) if label else None
    return _by_words(text)


def looks_like_label(text: str) -> bool:
    """Whether a text that is no known label has the form of one: a numbered box, or a colon."""
    return bool(_BOX.match(text) or _BOX_BARE.match(text)) or text.endswith(":")


def hints_in(text: str) -> Hints | None:
    """What a text says that is nothing but a unit (`PCS`, `USD`, `USD/KG`); None for another."""
    parts = [_hint(part) for part in text.strip("() ").lower().split("/")]
    if any(part == NO_HINTS for part in parts):
        return None
    return parts[0] if len(parts) == 1 else NO_HINTS


def _by_words(text: str) -> Label | None:
    """A label with its value behind a blank: `Net weight 净重 712.0 kg`; never free text."""
    words = text.split()
    for count in range(min(len(words) - 1, 8), 0, -1):
        label = _meaning(" ".join(words[:count]))
        if label is None:
            continue
        if label.column == OTHER and count > 1:
            return label._replace(inline=" ".join(words[count:]))
        if label.column in {OTHER, TOTAL} | FREE or label.with_date or label.kind == "any":
            return None
        inline = " ".join(words[count:])
        if read(label.column, inline, label.hints):
            return label._replace(inline=inline)
    return None


def _meaning(text: str) -> Label | None:
    """What a whole text means as a label."""
    if not text or len(text) > _LONGEST_LABEL:
        return None
    low = text.strip(" :*").lower()
    field = _field_reading(low)
    if field is not None:
        return field
    low, hints = _without_units(_BOX.sub("", low))
    han = "".join(_HAN.findall(low))
    latin = _plain(_HAN.sub(" ", low))
    latin, hints = _without_tail(latin, hints)
    label = _agreed(_latin(latin), _CHINESE_LABELS.get(han), latin, han)
    return label._replace(hints=hints) if label else None


def _agreed(latin: Label | None, han: Label | None, latin_text: str, han_text: str) -> Label | None:
    """One label of the two languages: both say the same, or one stands alone."""
    if not latin_text:
        return han
    if latin is None or not han_text or han_text in GENERIC:
        return latin
    kinds = {latin.kind, han.kind if han else ""} - {"any", ""}
    if han is None or han.column != latin.column or len(kinds) > 1:
        return Label(OTHER)
    kind = kinds.pop() if kinds else latin.kind
    return latin._replace(kind=kind, is_sum=latin.is_sum or han.is_sum)


def _latin(text: str) -> Label | None:
    found = _LATIN_LABELS.get(text)
    if found is not None:
        return found
    dated = _WITH_DATE.fullmatch(text)
    if dated:
        return _number_and_date(dated["of"] or (dated["kind"] or "").strip())
    summed, mark, rest = text.partition("total ")
    if mark and not summed:
        inner = _LATIN_LABELS.get(rest)
        return inner._replace(is_sum=True) if inner else None
    return None


def _number_and_date(of: str) -> Label | None:
    found = _LATIN_LABELS.get(f"{of} no") if of else Label("number", "any")
    is_number = found is not None and found.column == "number"
    return found._replace(with_date=True) if found is not None and is_number else None


def _field_reading(low: str) -> Label | None:
    distances = _DISTANCE.findall(low)
    if not distances or not _READING.search(low) or _LIMIT.search(low):
        return Label(OTHER) if distances and _LIMIT.search(low) else None
    near = {bool(close) for close, _ in distances}
    if len(near) > 1 or re.search(r"[\d:]", _DISTANCE.sub("", low)):
        return None
    hint = next((unit for unit in _BRACKETS.findall(low) if unit in _FIELD_UNITS), "")
    return Label("gauss_at_2_1m" if near.pop() else "gauss_at_4_6m", hints=Hints(unit=hint))


_FIELD_UNITS: Final = frozenset({"gauss", "g", "gs", "µt", "μt", "mg"})


def _without_units(low: str) -> tuple[str, Hints]:
    """The text without brackets that hold a unit or currency, and what they say."""
    hints = NO_HINTS
    for inner in _BRACKETS.findall(low):
        found = _hint(inner)
        if found != NO_HINTS:
            hints = found
            low = low.replace(f"({inner})", " ")
    return low, hints


def _without_tail(latin: str, hints: Hints) -> tuple[str, Hints]:
    """The text without a unit or currency at its end: `net kg`, `amount usd`, `amount in usd`."""
    front, _, last = latin.rpartition(" ")
    found = _hint(last)
    if not front or found == NO_HINTS:
        return latin, hints
    return front.removesuffix(" in"), found


def _hint(word: str) -> Hints:
    bare = word.strip().removeprefix("in ")
    unit = unit_of(bare)
    return Hints(unit) if unit else Hints(currency=currency_of(bare.upper()))


def _plain(latin: str) -> str:
    """Words alone: no points and hyphens, one word for number, one spelling of licence."""
    text = (
        _AROUND_SLASH.sub("/", latin)
        .replace("no.", "no ")
        .replace(".", "")
        .replace("’", "'")
        .replace("-", " ")
        .replace("licence", "license")
    )
    text = re.sub(r"(?<=\w)#|#", " no", text)
    words = ("no" if word in {"number", "nr", "nº", "no"} else word for word in text.split())
    return " ".join(words).strip(" /&,;:*")


def _labels(
    columns: Mapping[str, Iterable[str]], numbers: Mapping[str, Iterable[str]]
) -> dict[str, Label]:
    found: dict[str, Label] = {}
    for column, words in columns.items():
        for word in words:
            is_sum = "total" in word or word[:1] in {"总", "合"} or word.endswith("合计")
            found[_plain(word)] = Label(column, DATES_OF.get(word, ""), is_sum=is_sum)
    for kind, words in numbers.items():
        found |= {_plain(word): Label("number", kind) for word in words}
    return found


def _may_begin(text: str) -> bool:
    """A quick look: whether a label can begin like this. Most cells of a table end here."""
    if not any(map(str.isalpha, text)):
        return False
    front = re.split(r"[:(]", text[:_GLANCE], maxsplit=1)[0]
    first = _plain(_BOX.sub("", front.lower())).split(" ")[0]
    return (first[:1] if _HAN.match(first) else first) in _FIRST or bool(_DISTANCE.search(text))


def _split(table: Mapping[str, str], mark: str | None) -> dict[str, list[str]]:
    return {key: [word.strip() for word in words.split(mark)] for key, words in table.items()}


_LATIN_LABELS: Final = _labels(_split(LATIN, ";"), _split(NUMBERS, ";"))
_CHINESE_LABELS: Final = _labels(_split(CHINESE, None), _split(CHINESE_NUMBERS, None))
_FIRST: Final = frozenset(
    {word.split(" ")[0] for word in _LATIN_LABELS} | {word[0] for word in _CHINESE_LABELS}
)
"""What a label can begin with, readings of a field apart."""
