"""The sheets `parties` (names to screen against) and `decisions`."""

from __future__ import annotations

from typing import Final

from remanence.exchange.cells import CODE, COUNTRY, DAY, TEXT
from remanence.exchange.sheets.checks import in_sequence
from remanence.exchange.sheets.sheet import Column, Sheet

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
)
