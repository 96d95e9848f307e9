"""THE place for decimals: reading amounts, minor units, rounding, currencies.

A binary float never enters; blank is None, never zero.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

MINOR_UNITS: Final[dict[str, int]] = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
"""Digits of the minor unit where they are not two (ISO 4217)."""

CURRENCIES: Final[frozenset[str]] = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP
    ETB EUR FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF IDR IEP ILS INR
    IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF
    LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU MTL MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR
    NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR ROL RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SIT SKK SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRL TRY TTD TWD TZS UAH UGX
    USD UYI UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
    """.split()
)
"""Currencies of ISO 4217, those that ended since 1999 included."""

TRADE_NAMES: Final = {"CNH": "CNY", "RMB": "CNY"}
"""Names that the trade writes and that are no codes, each with the code that is meant."""

ONE: Final = Decimal(1)
_AMOUNT: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
LONGEST: Final = 40
"""Characters of a number that is read; more is no quantity of this trade."""


class Money(NamedTuple):
    """An amount with its currency, for the edges (facts, forms, rows)."""

    amount: Decimal
    currency: str


def minor_units(currency: str) -> int:
    """Digits of a currency's minor unit: 0, 2 or 3."""
    return MINOR_UNITS.get(currency, 2)


@lru_cache(maxsize=64)
def coin(currency: str) -> Decimal:
    """The smallest amount of a currency: 1, 0.01 or 0.001."""
    return ONE.scaleb(-minor_units(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Half up to the currency's minor unit."""
    return round_to(amount, coin(currency))


def round_to(amount: Decimal, step: Decimal, how: str = "half_up") -> Decimal:
    """To a multiple of `step`: half_up, down (towards zero) or up (away from zero upwards).

    Raises:
        ValueError: another `how`.
    """
    ways = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN, "up": ROUND_CEILING}
    if how not in ways:
        message = f"no such rounding: {how}"
        raise ValueError(message)
    return (
        (amount / step).quantize(ONE, ways[how], WIDE) * step
        if step not in _POWERS
        else amount.quantize(step, ways[how], WIDE)
    )


WIDE: Final = Context(prec=100)
"""To round a sum of any length is no failure; that of the usual context ends at 28 digits."""

_POWERS: Final = frozenset(ONE.scaleb(-digits) for digits in range(7))


def parse_amount(text: str) -> Decimal:
    """A plain decimal: optional sign, digits, optional point.

    No thousands marks, exponents, signs of currency.

    Raises:
        ValueError: anything else.
    """
    if len(text) > LONGEST or not _AMOUNT.fullmatch(text):
        raise ValueError(text)
    try:
        return Decimal(text)
    except InvalidOperation as problem:  # pragma: no cover - the pattern lets no such text through
        raise ValueError(text) from problem


def to_minor(amount: Decimal, currency: str) -> int:
    """Whole minor units of an amount rounded to them before.

    Raises:
        ValueError: the amount is finer than the minor unit.
    """
    scaled = amount.scaleb(minor_units(currency))
    whole = int(scaled)
    if whole != scaled:
        message = f"{amount} {currency} is finer than a coin"
        raise ValueError(message)
    return whole


def from_minor(units: int, currency: str) -> Decimal:
    """The amount of a number of minor units."""
    return Decimal(units).scaleb(-minor_units(currency))


def plain(number: Decimal) -> str:
    """Decimal notation without exponent, digits as they are."""
    return f"{number:f}"
