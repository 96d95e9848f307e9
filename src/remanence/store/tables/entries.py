"""What customs took: facts, which no later pack rewrites."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field, UniqueConstraint

from remanence.store.tables.columns import Kept, Whole, day, exact, needed_exact


class Entry(Kept, table=True):
    """One layer of duty, fee or tax on one line of a customs entry."""

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("shipment_id", "entry_line", "layer"),)

    shipment_id: int = Field(foreign_key="shipments.id", ondelete="RESTRICT", sa_type=Whole)
    entry_line: int
    layer: str
    hs_code: str | None = None
    base: Decimal | None = exact()
    rate_percent: Decimal | None = exact()
    amount: Decimal = needed_exact()
    currency: str | None = None
    rule: str | None = None
    paid_on: date | None = day()
