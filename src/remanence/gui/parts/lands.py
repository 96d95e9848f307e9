"""Countries and currencies to choose from, each with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from remanence.core.base.countries import COUNTRIES
from remanence.core.base.money import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Sequence


def countries() -> Sequence[tuple[str, str]]:
    """(code, name with its code), by name."""
    return sorted(((code, _country(code)) for code in COUNTRIES), key=lambda pair: pair[1])


def currencies() -> Sequence[tuple[str, str]]:
    """(code, code), by code."""
    return [(code, code) for code in sorted(CURRENCIES)]


def country_here() -> str:
    """The country of this system; empty where it says none that is known."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if code in COUNTRIES else ""


def currency_here() -> str:
    """The currency of this system; empty where it says none that is known."""
    code = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return code if code in CURRENCIES else ""


def _country(code: str) -> str:
    territory = QLocale.codeToTerritory(code)
    name = QLocale.territoryToString(territory)
    return f"{name} ({code})" if territory != QLocale.Country.AnyTerritory else code
