"""The workspace's own list of parties, what the user decided, and the own firm: SQL and facts."""

from __future__ import annotations

from typing import Final

from remanence.core.facts.business import Business
from remanence.core.facts.parties import Decision, Party
from remanence.store.reading import Rows, facts

BUSINESS: Final = (
    "SELECT name, local_name, country, currency, address, importer_no, eori, vat_no, "
    "vat_recoverable FROM business ORDER BY id"
)

PARTIES: Final = """
SELECT id, list_code, name, from_day, aliases, country, suspended_from, suspended_until, until,
owned_percent_of, source
FROM parties ORDER BY id"""

DECISIONS: Final = (
    "SELECT id, subject, code, value, reason, decided_on, decided_by, until FROM "
    "decisions ORDER BY id"
)


def business(rows: Rows) -> Business:
    """The own firm."""
    return facts(Business, rows.rows(BUSINESS))[0]


def parties(rows: Rows) -> list[Party]:
    """All names of the workspace's own list."""
    return facts(Party, rows.rows(PARTIES))


def decisions(rows: Rows) -> list[Decision]:
    """All that the user decided."""
    return facts(Decision, rows.rows(DECISIONS))
