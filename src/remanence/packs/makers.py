"""Rows of a pack's tables as values of `core.policy.rows`: one function a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.dates import Validity, parse_day
from remanence.core.base.money import parse_amount
from remanence.core.base.steps import RuleRef
from remanence.core.policy.conditions import parse_conditions
from remanence.core.policy.rows import (
    AgreementRule,
    AirLimit,
    CalendarDay,
    ClockRow,
    ControlRow,
    CountryRule,
    DocumentRule,
    DutyRow,
    EventRow,
    HsCodeRow,
    Incoterm,
    ListedParty,
    MaterialRow,
    PackPrice,
    QuotaRow,
    TechnologyRow,
)

Row = Mapping[str, str]
Maker = Callable[[str, Row], NamedTuple]

PAPER_COLUMNS: Final = (
    "po", "proforma", "euc", "cn_licence", "invoice", "packing", "bl_awb", "co", "entry",
    "test_report",
)  # fmt: skip
"""Columns of `documents-field-agreement` that stand for papers."""

COST_ELEMENTS: Final = (
    "export_packing", "loading_at_origin", "pre_carriage", "export_clearance_and_licence",
    "origin_terminal", "loading_on_main_vessel", "main_carriage", "cargo_insurance",
    "destination_terminal", "import_clearance", "import_duty_tax", "on_carriage",
    "final_unloading",
)  # fmt: skip
"""Columns of `incoterms` that say who pays."""

_EXCEPT: Final = "ALL-EXCEPT-"


def words(text: str) -> tuple[str, ...]:
    """Parts of a list inside a cell."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def day(text: str) -> date | None:
    """A day, None where blank."""
    return parse_day(text) if text else None


def number(text: str) -> Decimal | None:
    """A number, None where blank."""
    return parse_amount(text) if text else None


def span(row: Row, first: str, last: str) -> Validity:
    """First and last day of two columns; blank = open."""
    return Validity(day(row[first]), day(row[last]))


def origins(text: str) -> tuple[str, ...]:
    """Countries or groups of `origin_list`; `ALL-EXCEPT-CN-HK` becomes ALL, -CN, -HK."""
    if text.startswith(_EXCEPT):
        return ("ALL", *(f"-{code}" for code in text.removeprefix(_EXCEPT).split("-")))
    return words(text)


def payer(text: str) -> str:
    """Who pays: seller, buyer, or contract where the cell speaks of one."""
    return "contract" if "contract" in text else text.split(" ", 1)[0]


def rounding(text: str) -> tuple[tuple[str, Decimal, str], ...]:
    """What is rounded to which unit and how: `duty 100 down; tax 100 down`."""
    return tuple((what, parse_amount(unit), how) for what, unit, how in _triples(text))


def caps(text: str) -> tuple[tuple[str, str, Decimal], ...]:
    """Mode, part of the value, percent of the FOB price: `air freight 20`."""
    return tuple((mode, part, parse_amount(most)) for mode, part, most in _triples(text))


def shares(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Part of the value and percent of the FOB price: `freight 20; insurance 1.125`."""
    found = []
    for part in words(text):
        name, percent = part.split(" ")
        found.append((name, parse_amount(percent)))
    return tuple(found)


def _triples(text: str) -> list[tuple[str, str, str]]:
    found = []
    for part in words(text):
        first, second, third = part.split(" ")
        found.append((first, second, third))
    return found


def _ref(pack: str, table: str, row: Row) -> RuleRef:
    source = sys.intern(row["source"])  # most rows of a table share their source
    return RuleRef(pack, table, row["id"], source, sys.intern(row["confidence"]))


def _control(pack: str, row: Row) -> ControlRow:
    suspended = None
    if row["suspended_from"] or row["suspended_until"]:
        suspended = span(row, "suspended_from", "suspended_until")
    return ControlRow(
        _ref(pack, "controls", row),
        row["id"],
        row["instrument"],
        row["number_year"],
        row["control_code"],
        row["element_or_subject"],
        row["category"],
        row["what_is_covered"],
        row["effect"],
        words(row["acts_on"]),
        span(row, "effective_from", "effective_to"),
        suspended,
        parse_conditions(row["conditions"]),
        row["operated"],
    )


def _document(pack: str, row: Row) -> DocumentRule:
    return DocumentRule(
        _ref(pack, "documents", row),
        row["id"],
        row["document"],
        row["kind"],
        row["stage"],
        row["belongs_to"],
        words(row["blocks"]),
        parse_conditions(row["conditions"]),
        row["deadline_from"],
        int(row["deadline_offset"] or 0),
        row["deadline_calendar"] or "days",
        row["deadline_confidence"],
        span(row, "valid_from", "valid_to"),
        row["issued_by"],
        row["deadline_rule"],
    )


def _agreement(pack: str, row: Row) -> AgreementRule:
    return AgreementRule(
        _ref(pack, "documents-field-agreement", row),
        row["field"],
        tuple(paper for paper in PAPER_COLUMNS if row[paper] == "x"),
        words(row["document_columns"]),
        row["compare"],
    )


def _duty(pack: str, row: Row) -> DutyRow:
    return DutyRow(
        _ref(pack, "duties", row),
        row["id"],
        row["destination"],
        row["layer"],
        row["programme"],
        row["ch99_or_ref"],
        words(row["code_list"]),
        origins(row["origin_list"]),
        row["rate_type"],
        number(row["rate_pct"]),
        number(row["min_amount"]),
        number(row["max_amount"]),
        row["currency"],
        row["acts_on"],
        words(row["value_basis"]),
        row["date_basis"] or "entry",
        parse_conditions(row["conditions"]),
        span(row, "effective_from", "effective_to"),
        row["date_rule"],
    )


def _country_rule(pack: str, row: Row) -> CountryRule:
    return CountryRule(
        _ref(pack, "country-rules", row),
        row["id"],
        row["country"],
        row["topic"],
        number(row["rate_pct"]),
        words(row["value_parts"]) or None,
        words(row["tax_base_parts"]),
        rounding(row["round"]),
        caps(row["caps"]),
        shares(row["when_missing"]),
        row["rate_day"],
        row["deductible"],
        Validity(day(row["valid_from"]), None),
    )


def _incoterm(pack: str, row: Row) -> Incoterm:
    return Incoterm(
        _ref(pack, "incoterms", row),
        row["rule"],
        row["name"],
        row["version"],
        row["mode"] == "sea only",
        tuple((element, payer(row[element])) for element in COST_ELEMENTS),
    )


def _material(pack: str, row: Row) -> MaterialRow:
    return MaterialRow(
        _ref(pack, "materials", row),
        row["kind"],
        row["id"],
        row["name"],
        row["formula"],
        row["main_element"],
        number(row["element_mass_fraction"]),
        number(row["kg_material_per_kg_element"]),
        number(row["molar_mass_g_mol"]),
        number(row["value_low"]),
        number(row["value_high"]),
        row["value_unit"],
    )


def _air_limit(pack: str, row: Row) -> AirLimit:
    return AirLimit(
        _ref(pack, "air-magnet-limits", row),
        row["rule"],
        row["authority"],
        span(row, "valid_from", "valid_to"),
        row["class_id"],
        parse_amount(row["distance_m"]),
        parse_amount(row["limit_gauss"]),
        parse_amount(row["limit_microtesla"]),
        parse_amount(row["limit_A_per_m"]),
        row["result"],
        row["papers"],
    )


def _calendar_day(pack: str, row: Row) -> CalendarDay:
    ref = _ref(pack, "calendar-cn", row)
    return CalendarDay(ref, parse_day(row["date"]), row["kind"], row["name_en"])


def _listed_party(pack: str, row: Row) -> ListedParty:
    suspended = None
    if row["suspended_from"] or row["suspended_until"]:
        suspended = span(row, "suspended_from", "suspended_until")
    return ListedParty(
        _ref(pack, "parties", row),
        row["list"],
        row["instrument"],
        row["entity_name"],
        words(row["aliases"]),
        row["country"],
        day(row["listed_on"]),
        suspended,
        day(row["ended_on"]),
        row["effect"],
        row["state_confidence"],
    )


def _quota(pack: str, row: Row) -> QuotaRow:
    return QuotaRow(
        _ref(pack, "quotas", row),
        int(row["year"]),
        row["batch"],
        row["published"] == "yes",
        row["scope"],
        row["group"],
        number(row["mining_t_reo"]),
        number(row["smelting_separation_t"]),
    )


def _event(pack: str, row: Row) -> EventRow:
    return EventRow(
        _ref(pack, "events", row),
        row["id"],
        parse_day(row["date"]),
        row["date_precision"],
        row["title"],
        row["short_label"],
        row["category"],
        row["jurisdiction"],
        words(row["elements"]),
        int(row["severity_1_3"]),
        span(row, "effective_from", "effective_to"),
    )


def _technology(pack: str, row: Row) -> TechnologyRow:
    return TechnologyRow(
        _ref(pack, "technology-catalogue", row),
        row["id"],
        row["edition"],
        row["instrument"],
        row["entry"],
        row["part"],
        row["subject"],
        row["points"],
        span(row, "effective_from", "effective_to"),
    )


def _hs_code(pack: str, row: Row) -> HsCodeRow:
    return HsCodeRow(
        _ref(pack, "hs-codes", row),
        row["jurisdiction"],
        row["code"],
        row["hs6"],
        row["product_class"],
        row["description_own_words"],
        row["unit_of_quantity"],
        span(row, "valid_from", "valid_to"),
    )


def _clock(pack: str, row: Row) -> ClockRow:
    ref = _ref(pack, "clocks", row)
    return ClockRow(ref, row["id"], parse_amount(row["value"]), row["unit"], row["title"])


def _price(pack: str, row: Row) -> PackPrice:
    return PackPrice(
        _ref(pack, "prices", row),
        parse_day(row["date"]),
        row["date_precision"],
        row["material"],
        row["series"],
        number(row["low"]),
        number(row["high"]),
        number(row["mid"]),
        row["currency"],
        row["unit"],
        {"yes": True, "no": False}.get(row["tax_included"]),
    )


MAKERS: Final[Mapping[str, Maker]] = {
    "controls": _control,
    "technology-catalogue": _technology,
    "parties": _listed_party,
    "calendar-cn": _calendar_day,
    "clocks": _clock,
    "documents": _document,
    "documents-field-agreement": _agreement,
    "air-magnet-limits": _air_limit,
    "hs-codes": _hs_code,
    "duties": _duty,
    "country-rules": _country_rule,
    "incoterms": _incoterm,
    "materials": _material,
    "prices": _price,
    "quotas": _quota,
    "events": _event,
}
"""The function that makes the rows of each table."""
