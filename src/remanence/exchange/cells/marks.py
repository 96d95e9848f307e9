"""Currency signs in the number format of a workbook's cell: which currencies they can stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from remanence.core.base.money import CURRENCIES
from remanence.core.base.sentences import N_

_DOLLARS: Final = frozenset(
    """USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD MXN
    BRL CLP COP ARS""".split()
)
_SIGNS: Final = {
    "US$": frozenset({"USD"}),
    "HK$": frozenset({"HKD"}),
    "$": _DOLLARS,
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "LBP", "SYP", "SHP", "GIP", "FKP", "SDG"}),
    "¥": frozenset({"CNY", "JPY"}),
    "￥": frozenset({"CNY", "JPY"}),
    "RMB": frozenset({"CNY"}),
    "₩": frozenset({"KRW", "KPW"}),
    "₹": frozenset({"INR"}),
    "₫": frozenset({"VND"}),
    "₽": frozenset({"RUB"}),
}
_LITERAL: Final = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\?([$€£¥￥₩₹₫₽])')
_CODE: Final = re.compile(r"[A-Z]{3}")

OTHER_CURRENCY = N_(
    "cell.other_currency",
    "The cell is formatted as {sign}, but the currency of the row is {currency}.",
)


@lru_cache(maxsize=512)
def currency_mark(number_format: str) -> tuple[str, frozenset[str]]:
    """The sign or code that a number format shows, and what it can stand for; else nothing."""
    for match in _LITERAL.finditer(number_format):
        shown = (match[1] or match[2] or match[3] or "").strip()
        code = _CODE.fullmatch(shown)
        if code and shown in CURRENCIES:
            return shown, frozenset({shown})
        for sign, currencies in _SIGNS.items():
            if sign in shown:
                return sign, currencies
    return "", frozenset()
