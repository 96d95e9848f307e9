"""Names to screen against, and what the user decided."""

from datetime import date

from sqlmodel import Index

from remanence.store.tables.columns import Kept, day, needed_day


class Party(Kept, table=True):
    """A listed name."""

    __tablename__ = "parties"
    __table_args__ = (Index(None, "list_code", "name"),)

    list_code: str
    name: str
    from_day: date | None = day()
    aliases: str | None = None
    country: str | None = None
    suspended_from: date | None = day()
    suspended_until: date | None = day()
    until: date | None = day()
    owned_percent_of: str | None = None
    source: str


class Decision(Kept, table=True):
    """A waiver, cleared hit, own limit, answer, or correction of a pack row."""

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "subject", "code"),)

    subject: str
    code: str
    value: str | None = None
    reason: str
    decided_on: date = needed_day()
    decided_by: str | None = None
    until: date | None = day()
