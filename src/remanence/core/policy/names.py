"""Are two names of firms the same, perhaps the same, or different?

Distinctive words decide. Forms of company, words of the trade, countries and cities carry no weight
alone. Chinese names are the same only when equal after their company form is taken off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract


class Likeness(IntEnum):
    """How much two names agree."""

    DIFFERENT = 0
    PERHAPS = 1
    SAME = 2


FORMS: Final = frozenset(
    """a ab ag aktiengesellschaft an and as asa bhd bv co company corp corporation cv das de der
    die doo eood et for fzc fzco fze gesellschaft gmbh inc incorporated joint jsc kft kg kgaa kk
    la limited llc llp lp ltd ltda mbh nv of ohg ood ooo oy oyj partnership plc private pt pte
    pty public pvt sa sae sarl sas sau sdn se sl slu snc sp spa spol spolka srl sro stock tbk
    the uab ug und zoo""".split()
)
"""Forms of company and small words: never compared."""

TRADE: Final = frozenset(
    """advanced aerospace alloy alloys applied area bonded branch branches center centre ceramic
    chemical chemicals component components development device devices dynamics earth electric
    electrical electron electronic electronics element elements energy engineering enterprise
    enterprises equipment export exports factory ferrite fine general global group groups hi
    high holding holdings import imports industrial industries industry institute international
    lab laboratories laboratory labs logistics machinery magnesium magnet magnetic magnetics
    magnets maintenance manufacture manufacturer manufacturing material materials metal
    metallurgical metals mineral minerals motor motors national neodymium new oxide oxides
    permanent photonics plant power precision product products rare refining research resources
    sales science sciences service services shipping sintered smelting solution solutions
    special steel supplies supply system systems tech technical technologies technology tools
    trade trading works world zone""".split()
)
"""Words of the trade: they bear a name out, but make none."""

PLACES: Final = frozenset(
    """america american asia asian australia austria baotou beijing belgium britain british canada
    changsha changzhou chengdu china chinese chongqing czech dalian dongguan dongyang east
    eastern europe european france french fujian fuzhou ganzhou german germany guangdong guangxi
    guangzhou hangzhou hebei hefei henan hong hongkong hubei huizhou hunan india indian inner
    italian italy japan japanese jiangsu jiangxi jinhua kingdom kong korea korean kunshan
    longnan malaysia mexico mongolia nanchang nanjing netherlands ningbo ningxia nippon north
    northern poland qingdao shandong shanghai shanxi shenyang shenzhen sichuan singapore south
    southern spain states suzhou swiss switzerland taipei taiwan taiyuan thai thailand tianjin
    tokyo uk united us usa vietnam west western wuhan wuxi xiamen xian xinjiang yantai yunnan
    zhejiang zhongshan zibo""".split()
)
"""Countries and cities: the same word in two names says nothing."""

_CJK: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CJK_FORMS: Final = re.compile(
    "股份有限公司|有限责任公司|有限公司|责任有限公司|株式会社|株式會社"
    "|股份公司|集团公司|总公司|分公司|公司|集团|(?<=.)厂$"
)
_NOT_WORD: Final = re.compile(r"[^\w]+|_")
_WEAK: Final = FORMS | TRADE | PLACES
_LETTERS: Final = re.compile(r"\b(\w) (?=\w\b)")
_INITIALS: Final = re.compile(r"\b(\w)\.\s?(?=\w\b)")
_ALSO: Final = re.compile(
    r"\ba\.?\s?k\.?\s?a\b\.?|\balso known as\b|\bformerly(?: known as)?\b|\bf\.?/?k\.?/?a\b\.?"
    r"|\btrading as\b|\bt/a\b|\bd\.?b\.?a\b\.?|[();|]|（|）",
    re.IGNORECASE,
)
_SHORTEST: Final = 3  # letters of a word that alone may make two names perhaps the same
_FUZZY_FROM: Final = 6  # letters from which a slip of the pen is forgiven
_FUZZY: Final = 88.0
_PLURAL_FROM: Final = 4
_JOINED: Final = 3  # words that may have been one: `Teng Xiang`, `Aero Vironment`


class Name(NamedTuple):
    """One spelling, taken apart.

    Attributes:
        cjk: Chinese or Japanese characters without company form; empty for Latin names.
        joined: all words but company forms, as one.
        own: distinctive words, each once, without a plural's s.
        units: own words, and neighbours of them joined.
        trade: words of the trade.
        places: countries and cities.
    """

    cjk: str
    joined: str
    own: tuple[str, ...]
    units: frozenset[str]
    trade: frozenset[str]
    places: frozenset[str]


def spellings(*texts: str | None) -> tuple[str, ...]:
    """Every name in the texts: `X, a.k.a. Y` and `X (Y)` are two."""
    parts = (part.strip(" ,;:/") for text in texts if text for part in _ALSO.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


@lru_cache(maxsize=16_384)
def take_apart(text: str) -> Name:
    """The parts of a spelling that are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _CJK.search(folded):
        bare = _CJK_FORMS.sub("", _NOT_WORD.sub("", folded))
        return Name(bare, "", (), frozenset(), frozenset(), frozenset())
    words = _words(folded)
    own = tuple(dict.fromkeys(_singular(word) for word in words if word not in _WEAK))
    everything = frozenset(words)
    return Name(
        "", "".join(words), own, frozenset(_runs(own)), everything & TRADE, everything & PLACES
    )


def _words(folded: str) -> list[str]:
    """Words without accents and company forms; single letters side by side are one word."""
    plain = unicodedata.normalize("NFKD", folded)
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    plain = _INITIALS.sub(r"\1", plain.replace("&", " and ").replace("'", ""))
    plain = _LETTERS.sub(r"\1", _NOT_WORD.sub(" ", plain))
    return [word for word in plain.split() if word not in FORMS]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _PLURAL_FROM and word.endswith("s") else word


def _runs(words: tuple[str, ...]) -> Iterable[str]:
    for first in range(len(words)):
        for last in range(first + 1, min(first + _JOINED, len(words)) + 1):
            yield "".join(words[first:last])


def compare(left: Name, right: Name) -> Likeness:
    """How much two spellings agree."""
    if left.cjk or right.cjk:
        return Likeness.SAME if left.cjk == right.cjk else Likeness.DIFFERENT
    if left.joined == right.joined:
        return Likeness.SAME if left.joined else Likeness.DIFFERENT
    if not left.own or not right.own:
        return _without_own_words(left, right)
    if left.units.isdisjoint(right.units) and not _nearly_any(left, right):
        return Likeness.DIFFERENT
    if _exactly(left, right) and left.trade == right.trade and left.places == right.places:
        return Likeness.SAME
    alike = _part_of(left, right) or _part_of(right, left)
    return Likeness.PERHAPS if alike else Likeness.DIFFERENT


def _without_own_words(left: Name, right: Name) -> Likeness:
    """Names of trade words alone: perhaps the same if one only adds a place (`... Europe`)."""
    same = not left.own and not right.own and left.trade == right.trade
    nested = left.places <= right.places or right.places <= left.places
    return Likeness.PERHAPS if same and nested and len(left.trade) > 1 else Likeness.DIFFERENT


def _exactly(left: Name, right: Name) -> bool:
    """The same distinctive words in any sequence, or as one word (`Teng Xiang`, `Tengxiang`)."""
    return set(left.own) == set(right.own) or "".join(left.own) == "".join(right.own)


def _part_of(whole: Name, part: Name) -> bool:
    """Whether all distinctive words of `part` stand in `whole` and are a good half of them."""
    letters = sum(map(len, part.own))
    if letters < _SHORTEST or 2 * len(part.own) < len(whole.own):
        return False
    return all(word in whole.units or _nearly(word, whole) for word in part.own) or (
        "".join(part.own) in whole.units
    )


def _nearly_any(part: Name, whole: Name) -> bool:
    return any(_nearly(word, whole) for word in part.own)


def _nearly(word: str, whole: Name) -> bool:
    if len(word) < _FUZZY_FROM:
        return False
    return any(
        len(other) >= _FUZZY_FROM and ratio(word, other, score_cutoff=_FUZZY) > 0
        for other in whole.own
    )


def nearest(word: str, others: Sequence[str]) -> list[str]:
    """The words among `others` that are `word` but for a slip of the pen."""
    if len(word) < _FUZZY_FROM:
        return []
    found = extract(word, others, scorer=ratio, score_cutoff=_FUZZY, limit=None)
    return [other for other, _score, _place in found if len(other) >= _FUZZY_FROM]


def likeness(left: Iterable[str], right: Iterable[str]) -> Likeness:
    """The best agreement between any spelling of one firm and any of another."""
    others = [take_apart(text) for text in right]
    pairs = (compare(take_apart(text), other) for text in left for other in others)
    return max(pairs, default=Likeness.DIFFERENT)
