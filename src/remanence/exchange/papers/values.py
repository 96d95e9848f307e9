"""Values as papers write them, read only where one reading is possible.

Each reader gives the cells of the sheet `documents` that a text fills, or None: `1,250KGS` is 1250
kilograms, `03/05/2026` is two days, `$` is twenty currencies, `20I5` is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from remanence.core.base.countries import COUNTRIES
from remanence.core.base.dates import FIRST_DAY, LAST_DAY
from remanence.core.base.measure import kg_per
from remanence.core.base.money import CURRENCIES, plain

Filled: TypeAlias = tuple[tuple[str, str], ...]
"""Columns and their values, in the sheet's own form."""


class Hints(NamedTuple):
    """What the label, or the row below it, says of the unit of the values under it."""

    unit: str = ""
    currency: str = ""


NO_HINTS: Final = Hints()
Reader: TypeAlias = Callable[[str, str, Hints], Filled | None]
"""Column, text, hints; the cells filled, or None."""

_NUMBER: Final = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_BARE: Final = re.compile(_NUMBER, re.ASCII)
_WITH_UNIT: Final = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"\s*(?P<unit>[^\W\d_][^\d()]*)?"
)
_MONEY: Final = re.compile(
    r"(?P<front>[^\d\s.,-][^\d.,-]*)?\s*" + _NUMBER + r"\s*(?P<back>[^\d\s.,-][^\d,-]*)?"
)
_FIELD: Final = re.compile(_NUMBER + r"\s*(?P<unit>[A-Za-zµμ]+)\s*(?:\([^()]*\))?")

UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys("kg kgs kilo kilos kilogram kilograms 公斤 千克".split(), "kg"),
    **dict.fromkeys("mt mts m/t tonne tonnes t 吨 公吨".split(), "t"),
    "metric ton": "t", "metric tons": "t",
    **dict.fromkeys("pc pcs piece pieces 只 片 块 pce".split(), "pcs"),
    **dict.fromkeys("lb lbs pound pounds".split(), "lb"),
    **dict.fromkeys("g gram grams gr 克".split(), "g"),
}  # fmt: skip
"""`ton` alone is none: it is three different masses."""

PACKAGES: Final = frozenset(
    """carton cartons ctn ctns case cases box boxes drum drums pallet pallets plt plts bag bags
    package packages pkg pkgs crate crates pail pails 箱 纸箱 木箱 桶 袋 托 托盘 件 包""".split()
)
CURRENCY_WORDS: Final[Mapping[str, str]] = {
    "us$": "USD", "usd$": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP",
    "rmb": "CNY", "cny¥": "CNY", "rmb¥": "CNY", "hk$": "HKD", "a$": "AUD", "美元": "USD",
    "人民币": "CNY", "欧元": "EUR", "us dollars": "USD",
}  # fmt: skip
"""`$` and `¥` alone are none."""

_GAUSS: Final = {
    "gauss": Decimal(1), "gs": Decimal(1), "g": Decimal(1), "mg": Decimal("0.001"),
    "milligauss": Decimal("0.001"), "µt": Decimal("0.01"), "μt": Decimal("0.01"),
    "ut": Decimal("0.01"), "microtesla": Decimal("0.01"), "nt": Decimal("0.00001"),
    "mt": Decimal(10), "millitesla": Decimal(10),
}  # fmt: skip
_TERMS: Final = "EXW FCA FAS FOB CFR CIF CPT CIP DAP DPU DDP DAT DAF DES DEQ DDU".split()
_TERM_WORDS: Final = {**{term: term for term in _TERMS}, "C&F": "CFR", "CNF": "CFR", "CANDF": "CFR"}
_NOT_A_PLACE: Final = re.compile(r"\b(value|price|amount|charges?|total|cost)\b", re.IGNORECASE)
_MODES: Final = (
    ("sea", ("sea", "ocean", "vessel", "海运", "水运", "江海运输", "水路运输")),
    ("air", ("air", "airfreight", "空运", "航空运输")),
    ("rail", ("rail", "railway", "train", "铁路", "铁路运输")),
    ("road", ("road", "truck", "公路", "汽运", "公路运输")),
    ("courier", ("courier", "express", "快递")),
)
_MODE_WORD: Final = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_MODE_FILLERS: Final = frozenset("by freight transport shipment transportation mode".split())


def unit_of(word: str) -> str:
    """kg, t, pcs, g or lb; empty for another word."""
    return UNITS.get(" ".join(word.lower().strip(" .").split()), "")


def currency_of(word: str) -> str:
    """The three letters of a currency; empty for another word."""
    bare = word.strip(" .:")
    if bare.upper() in CURRENCIES and (bare.isupper() or bare.lower() in {"usd", "eur", "cny"}):
        return bare.upper()
    return CURRENCY_WORDS.get(bare.lower(), "")


def split_unit(text: str) -> tuple[Decimal, str] | None:
    """A number and the word behind it, which may be empty."""
    found = _WITH_UNIT.fullmatch(text.strip())
    if not found:
        return None
    return Decimal(found["number"].replace(",", "")), (found["unit"] or "").strip(" .")


def _mass(column: str, text: str, hints: Hints) -> Filled | None:
    found = split_unit(text)
    if found is None:
        return None
    number, word = found
    unit = unit_of(word) if word else hints.unit
    if unit in {"", "pcs"} or (word and hints.unit not in {"", unit}) or number <= 0:
        return None
    return ((column, plain(number * kg_per(unit))),)


def _quantity(column: str, text: str, hints: Hints) -> Filled | None:
    found = split_unit(text)
    if found is None or found[0] <= 0:
        return None
    number, word = found
    if word.lower() in PACKAGES:
        return _packages("packages", text, NO_HINTS)
    unit = unit_of(word) if word else hints.unit
    if unit in {"g", "lb"}:
        number, unit = number * kg_per(unit), "kg"
    if not unit or (unit == "pcs" and number % 1):
        return None
    return ((column, plain(number)), ("unit", unit))


def _packages(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001 - one call
    found = split_unit(text)
    if found is None or found[0] % 1 or found[0] <= 0:
        return None
    number, word = found
    return ((column, plain(number)),) if not word or word.lower() in PACKAGES else None


def _money(column: str, text: str, hints: Hints) -> Filled | None:
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return None
    words = [word.strip() for word in (found["front"], found["back"]) if word]
    named = {currency_of(word) for word in words} | ({hints.currency} - {""})
    number = Decimal(found["number"].replace(",", ""))
    if len(named) != 1 or "" in named or number <= 0:
        return None
    return ((column, plain(number)), ("currency", named.pop()))


_ISO: Final = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_COMPACT: Final = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})")
_NAMED: Final = re.compile(
    r"(?P<month>[A-Za-z]{3,9})[\s.,-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?[\s.,-]*(?P<month2>[A-Za-z]{3,9})[\s.,-]*(?P<year2>\d{4})"
)
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)


def day_of(text: str) -> date | None:
    """The day that a text names, if it names one in one way only; None otherwise."""
    text = text.strip(" .,")
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_FIRST.fullmatch(text)
    if found:
        return _either(int(found[1]), int(found[2]), int(found[3]))
    found = _NAMED.fullmatch(text)
    if not found:
        return None
    month = _month(found["month"] or found["month2"])
    return _day(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))


def _either(first: int, second: int, year: int) -> date | None:
    """Day and month in whichever sequence is possible; None where both are."""
    found = {_day(year, second, first), _day(year, first, second)} - {None}
    return found.pop() if len(found) == 1 else None


def _month(word: str) -> int:
    """Number of a month by its name or its first letters; 0 for another word."""
    low = word.lower()
    hits = [
        at for at, name in enumerate(_MONTHS, 1) if name.startswith(low) or low == f"{name[:4]}"
    ]
    return hits[0] if len(hits) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def _date(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    day = day_of(text)
    return ((column, day.isoformat()),) if day else None


_PAPER_NUMBER: Final = re.compile(r"[^\W_][\w\-/.()&#]{1,38}[\w)]")


def _paper_number(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    """One word with a digit in it that is no date; one broken off at a hyphen is none."""
    has_digit = any(char.isdigit() for char in text)
    if not has_digit or not _PAPER_NUMBER.fullmatch(text) or day_of(text):
        return None
    return ((column, text),)


_TARIFF: Final = re.compile(r"\d{4}[. ]?\d{2}(?:[. ]?\d{2}){0,2}", re.ASCII)


def _tariff(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    digits = re.sub(r"[. ]", "", text)
    return ((column, digits),) if _TARIFF.fullmatch(text) and digits[:2] != "00" else None


_NAME_BAD: Final = re.compile(
    r"to (the )?order|same as|as above|see |n/?a$|none$|attached|not applicable|同上|见|详见|无$",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 120
_FEWEST_LETTERS: Final = 3


def _name(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    """A party's name: the line as it stands; words that point elsewhere are none."""
    letters = sum(char.isalpha() for char in text)
    few = letters < _FEWEST_LETTERS or letters * 2 < len(text.replace(" ", ""))
    if few or len(text) > _LONGEST_NAME or _NAME_BAD.match(text) or text.endswith(":"):
        return None
    return ((column, text),)


def _country(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    code = _countries().get(_folded(text.removeprefix("Made in ").removeprefix("MADE IN ")))
    return ((column, code),) if code else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Names of countries in English and Chinese, and the short ones that papers use."""
    from babel import Locale

    names = {
        _folded(name): code
        for language in ("en", "zh")
        for code, name in Locale(language).territories.items()
        if code in COUNTRIES
    }
    return names | {code.lower(): code for code in COUNTRIES} | _SHORT


def _folded(text: str) -> str:
    return re.sub(r"[\s.,'’]+", " ", text.lower()).strip().removeprefix("the ")


_SHORT: Final = {
    "p r china": "CN", "pr china": "CN", "p r c": "CN", "prc": "CN", "p r of china": "CN",
    "people s republic of china": "CN", "中华人民共和国": "CN", "mainland china": "CN",
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US",
    "uk": "GB", "u k": "GB", "england": "GB", "great britain": "GB",
    "korea": "KR", "republic of korea": "KR", "r o korea": "KR", "viet nam": "VN",
    "vietnam": "VN", "taiwan": "TW", "hong kong": "HK", "russia": "RU", "czech republic": "CZ",
    "turkey": "TR",
}  # fmt: skip
_TERM: Final = re.compile(r"(?P<term>[A-Za-z]{3}|C&F)(?:\s*[\s,:-]\s*(?P<rest>.*))?", re.DOTALL)


def _incoterm(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    """The three letters at the beginning; `by sea` behind them says the mode as well."""
    found = _TERM.fullmatch(text.strip())
    term = _TERM_WORDS.get(found["term"].upper()) if found else None
    if found is None or term is None or _NOT_A_PLACE.search(found["rest"] or ""):
        return None
    filled = ((column, term),)
    by = re.search(r"\bby (\w+)\b", found["rest"] or "", re.IGNORECASE)
    mode = _mode("transport_mode", by[1], NO_HINTS) if by else None
    return filled + mode if mode else filled


def _mode(column: str, text: str, hints: Hints) -> Filled | None:  # noqa: ARG001
    """One mode, in one or both languages, with nothing beside it."""
    words = [word for word in _MODE_WORD.findall(text.lower()) if word not in _MODE_FILLERS]
    modes = {next((mode for mode, names in _MODES if word in names), "") for word in words}
    return ((column, modes.pop()),) if len(modes) == 1 and "" not in modes else None


def _field(column: str, text: str, hints: Hints) -> Filled | None:
    """A field in gauss; the same in another unit may stand behind it in brackets."""
    found = _FIELD.fullmatch(text.strip()) or _BARE.fullmatch(text.strip())
    if found is None:
        return None
    unit = found.groupdict().get("unit") or hints.unit
    factor = _GAUSS.get(unit.lower())
    return ((column, plain(Decimal(found["number"]) * factor)),) if factor else None


READERS: Final[Mapping[str, Reader]] = {
    "number": _paper_number,
    "issued_on": _date,
    "valid_to": _date,
    "quantity": _quantity,
    "net_weight_kg": _mass,
    "gross_weight_kg": _mass,
    "packages": _packages,
    "value": _money,
    "hs_code": _tariff,
    "consignee": _name,
    "end_user": _name,
    "country_of_origin": _country,
    "transport_mode": _mode,
    "incoterm": _incoterm,
    "gauss_at_2_1m": _field,
    "gauss_at_4_6m": _field,
}
"""How each column of `documents` is read, those that come in pairs by their first."""

FREE: Final = frozenset({"consignee", "end_user"})
"""Columns of free text: only what stands in a place of its own is taken for them."""


def read(column: str, text: str, hints: Hints = NO_HINTS) -> Filled | None:
    """The cells that a text fills; None where it can be read in no way, or in more than one."""
    return READERS[column](column, text, hints) if text.isprintable() else None
