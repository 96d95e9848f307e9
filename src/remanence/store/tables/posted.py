"""What follows from the facts, kept beside them: disposable, never in the history.

Whole numbers only, so that SQL may add them up.
"""

from sqlmodel import Field, SQLModel

from remanence.store.tables.columns import Whole, whole


class OrderStatus(SQLModel, table=True):
    """All that the list of orders shows of one order, as of a day and a pack."""

    __tablename__ = "order_status"

    order_id: int = Field(
        primary_key=True, sa_type=Whole, sa_column_kwargs={"autoincrement": False}
    )
    number: str
    stage: str | None = None
    verdict: str
    required: int
    accepted: int
    percent: str | None = None
    states: str
    next_date: str | None = None
    goods: int | None = whole()
    currency: str
    landed: int | None = whole()
    late: bool
    posted_on: str
    may_change_on: str | None = None
    pack: str
    stale: bool
    stage_day: str | None = None


class CostLine(SQLModel, table=True):
    """One shipped part of an order line, or what has not left, in one basis.

    Quantity and masses once, a column a part of the cost. The rows lie in the order of their key,
    so that a trend reads one basis from end to end; an index for it would double the writing and
    read no faster.
    """

    __tablename__ = "cost_line"
    __table_args__ = ({"sqlite_with_rowid": False},)

    basis: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    order_id: int = Field(primary_key=True, sa_type=Whole)
    order_line_id: int = Field(primary_key=True, sa_type=Whole)
    shipment_id: int = Field(primary_key=True, sa_type=Whole)
    month: int
    product_id: int = Field(sa_type=Whole)
    supplier_id: int = Field(sa_type=Whole)
    unit: str
    quantity: int = Field(sa_type=Whole)
    kg: int | None = whole()
    reo_kg: int | None = whole()
    goods: int | None = whole()
    freight: int | None = whole()
    insurance: int | None = whole()
    duty: int | None = whole()
    fees: int | None = whole()
    other: int | None = whole()
    landed: int | None = whole()
