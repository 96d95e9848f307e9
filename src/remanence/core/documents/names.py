"""Do two names on papers mean the same company?

Capitals, accents, blanks, full-width letters, punctuation and legal forms carry no weight; a name
in Chinese and one in Latin letters cannot be compared letter by letter: the answer is unknown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from remanence.core.base.steps import Answer

_WORD: Final = re.compile(r"[^\W_]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

_FORMS: Final = frozenset(
    """ab ag as aps bhd bv co company corp corporation gk gmbh inc incorporated joint jsc kg kgaa kk
    limited llc llp lp ltd mbh nv oy oyj plc private pt pte pty public pvt sa sarl sas sdn se sl spa
    sro srl stock ug""".split()
)
_HAN_FORMS: Final = ("股份有限公司", "有限责任公司", "有限公司", "株式会社", "公司")
_SAME: Final = str.maketrans({"&": " and ", "＆": " and "})


@lru_cache(maxsize=16384)
def folded(name: str) -> str:
    """A name without what carries no weight; empty if nothing is left."""
    text = unicodedata.normalize("NFKD", name.translate(_SAME))
    plain = "".join(char for char in text if not unicodedata.combining(char)).casefold()
    for form in _HAN_FORMS:
        plain = plain.replace(form, " ")
    words = _joined_letters(_WORD.findall(plain.replace("'", "").replace("’", "")))
    kept = [word for word in words if word not in _FORMS]
    return "".join(kept)


def _joined_letters(words: list[str]) -> list[str]:
    """`s p a` as one word: letters that dots had parted."""
    joined: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isascii():
            run += word
            continue
        joined += [run, word] if run else [word]
        run = ""
    return [*joined, run] if run else joined


def same_company(left: str, right: str) -> Answer:
    """Yes or no; unknown where one is in Chinese and the other is not, or nothing is left."""
    one, other = folded(left), folded(right)
    if not one or not other:
        return Answer.UNKNOWN
    if one == other:
        return Answer.YES
    if bool(_HAN.search(one)) != bool(_HAN.search(other)):
        return Answer.UNKNOWN
    return Answer.NO


def among(name: str, names: str) -> Answer:
    """Whether a company is one of several, parted by ` | `."""
    answers = {same_company(name, other) for other in names.split("|") if other.strip()}
    if Answer.YES in answers:
        return Answer.YES
    return Answer.NO if answers == {Answer.NO} else Answer.UNKNOWN
