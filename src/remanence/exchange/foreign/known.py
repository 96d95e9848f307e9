"""Files of public bodies that are recognised by their headings and not yet read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from remanence.core.base.sentences import N_

NOT_READ = N_(
    "file.foreign_not_read",
    "This is {what}. Such files are not read yet; a map can make one of our sheets of it.",
)

_SIGNS: Final = (
    ("an export of UN Comtrade", "typecode freqcode reportercode cmdcode primaryvalue"),
    (
        "an export of UN Comtrade in its old layout",
        "classification|trade flow code|reporter code|partner code|commodity code",
    ),
    ("Eurostat's SDMX-CSV of Comext", "dataflow reporter partner product indicators obs_value"),
    ("a bulk file of Eurostat's Comext", "declarant partner product_nc flow period"),
    ("a bulk file of Eurostat's Comext", "reporter partner product_nc flow period"),
    ("a report of USITC DataWeb", "data type|country|hts number|quantity description"),
    ("an export of the US tariff schedule", "hts number|indent|general rate of duty"),
    ("the entry summary line report of ACE (ES-003)", "entry summary number|hts number - full"),
    ("a US list of restricted parties", "source list|entity number|programs|name"),
    ("the US consolidated screening list", "source entity_number programs name addresses"),
    ("the US list of denied persons", "name street_address effective_date standard_order"),
)


def recognised(headings: Collection[str]) -> str:
    """What a table with these headings (lower case) is; empty where it is none of the known."""
    there = set(headings) - {""}
    if there == {"country", "name", "address"}:
        return "the US list of unverified parties"
    for what, signs in _SIGNS:
        needed = signs.split("|") if "|" in signs else signs.split()
        if there.issuperset(needed):
            return what
    return ""
