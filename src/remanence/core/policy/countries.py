"""Groups of countries that a rule may name."""

from __future__ import annotations

from typing import Final

EU_MEMBERS: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
"""The 27 members: what `EU` in a rule means."""
