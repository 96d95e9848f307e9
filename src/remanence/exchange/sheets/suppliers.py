"""The sheet `suppliers`: firms one buys from or works with."""

from __future__ import annotations

from typing import Final

from remanence.exchange.cells import CODE, COUNTRY, DAY, TEXT, YES_NO, ChoiceType
from remanence.exchange.sheets.sheet import Column, Sheet

SUPPLIERS: Final = Sheet(
    "suppliers",
    (
        Column("supplier_code", CODE, required=True, key=True, note="Your own code of the firm."),
        Column("name", TEXT, required=True, note="Name in Latin letters."),
        Column("local_name", TEXT, note="Name in the letters of its country."),
        Column("country", COUNTRY, required=True),
        Column("city", TEXT),
        Column(
            "role",
            ChoiceType(("manufacturer", "separator", "trader", "broker", "forwarder", "lab")),
        ),
        Column("group", TEXT, note="Group of firms that it belongs to."),
        Column("state_owned", YES_NO),
        Column("uscc", CODE, note="Chinese unified social credit code, 18 characters."),
        Column("general_licence_no", CODE),
        Column("general_licence_until", DAY, note="Last day of its general licence."),
        Column("environmental_status", ChoiceType(("clear", "rectifying", "penalised", "unknown"))),
        Column("environmental_checked_on", DAY),
        Column("contact_name", TEXT),
        Column("email", TEXT),
        Column("phone", TEXT),
        Column("website", TEXT),
        Column("notes", TEXT),
    ),
    note="A row is a firm.",
)
