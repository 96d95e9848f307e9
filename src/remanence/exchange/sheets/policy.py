"""The sheets `parties` (names to screen against) and `decisions`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from remanence.core.base.money import parse_amount
from remanence.core.base.sentences import N_
from remanence.core.policy.validity import STATES
from remanence.exchange.cells import CODE, COUNTRY, DAY, TEXT, Value
from remanence.exchange.cells.numbers import HUNDRED
from remanence.exchange.cells.reading import brief
from remanence.exchange.sheets.checks import in_sequence
from remanence.exchange.sheets.sheet import Column, RowTrouble, Sheet

NOT_DECIDED = N_("row.not_a_decision", "{value} is no value of {decided}: write {wanted}.")

_MOST_DAYS: Final = 36_500
_REQUIREMENT: Final = re.compile(r"[\w./-]+(@.+)?")

PARTIES: Final = Sheet(
    "parties",
    (
        Column("list", CODE, required=True, key=True, note="Name of the list: CN-CTRL ..."),
        Column("name", TEXT, required=True, key=True),
        Column("from", DAY, required=True, key=True, note="First day on the list."),
        Column("aliases", TEXT, note="Several with ` | ` between."),
        Column("country", COUNTRY),
        Column("suspended_from", DAY),
        Column("suspended_until", DAY, note="Last day of the suspension."),
        Column("until", DAY, note="Last day on the list."),
        Column("owned_percent_of", TEXT),
        Column("source", TEXT, required=True),
    ),
    note="A row is a name on a list.",
    checks=(in_sequence("from", "until"), in_sequence("suspended_from", "suspended_until")),
)


def _number(text: str) -> Decimal | None:
    try:
        return parse_amount(text)
    except ValueError:
        return None


def _is_percent(text: str) -> bool:
    number = _number(text)
    return number is not None and 0 <= number <= HUNDRED


def _is_days(text: str) -> bool:
    number = _number(text)
    return number is not None and number % 1 == 0 and 0 <= number <= _MOST_DAYS


def _is_answer(text: str) -> bool:
    return text.lower() in {"yes", "no"}


def _is_requirement(text: str) -> bool:
    return _REQUIREMENT.fullmatch(text) is not None


_Fits = Callable[[str], bool]
_PERCENT: Final[tuple[_Fits, str]] = (_is_percent, "a percentage from 0 to 100")
_VALUES: Final[Mapping[str, tuple[_Fits, str]]] = {
    "document.waived": (_is_requirement, "the id of a requirement"),
    "practice.limit": _PERCENT,
    "tolerance.quantity_percent": _PERCENT,
    "tolerance.weight_percent": _PERCENT,
    "fx.max_age_days": (_is_days, f"whole days from 0 to {_MOST_DAYS}"),
    "instrument.seen": (STATES.__contains__, ", ".join(sorted(STATES))),
    "fact.": (_is_answer, "yes or no"),
}
"""What the value of a code must be, and how that is said; `fact.` stands for all that begin so."""


def _value_fits(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
    """The value of a decision is such as its code asks for."""
    code, value = cells.get("code"), cells.get("value")
    if not isinstance(code, str) or not isinstance(value, str):
        return ()
    known = _VALUES.get("fact." if code.startswith("fact.") else code)
    if known is None or known[0](value):
        return ()
    parts = {"value": brief(value), "decided": code, "wanted": known[1]}
    return [RowTrouble("value", NOT_DECIDED, parts)]


DECISIONS: Final = Sheet(
    "decisions",
    (
        Column(
            "subject",
            CODE,
            required=True,
            key=True,
            note="workspace, or kind and key: order PO-1, pack row controls/A57-Ho",
        ),
        Column("code", CODE, required=True, key=True, note="document.waived, screening.hit ..."),
        Column("value", TEXT),
        Column("reason", TEXT, required=True),
        Column("decided_on", DAY, required=True),
        Column("decided_by", TEXT),
        Column("until", DAY, note="Last day on which it holds."),
    ),
    note="A row is something that you decided.",
    checks=(_value_fits,),
)
