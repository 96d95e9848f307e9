"""Purchase orders and their lines."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field, UniqueConstraint

from remanence.store.tables.columns import Kept, Whole, day, exact, needed_day, needed_exact, parent


class Order(Kept, table=True):
    """A purchase order."""

    __tablename__ = "orders"

    order_number: str = Field(unique=True)
    order_date: date = needed_day(index=True)
    supplier_id: int = parent("suppliers")
    currency: str
    incoterm: str
    incoterm_place: str | None = None
    destination_country: str | None = None
    transport_mode: str | None = None
    consignee: str | None = None
    ship_to: str | None = None
    importer_of_record: str | None = None
    end_user: str | None = None
    end_user_country: str | None = None
    end_use: str | None = None
    stage: str | None = None


class OrderLine(Kept, table=True):
    """One line of an order, one product."""

    __tablename__ = "order_lines"
    __table_args__ = (UniqueConstraint("order_id", "line_no"),)

    order_id: int = Field(foreign_key="orders.id", ondelete="RESTRICT", sa_type=Whole)
    line_no: int
    product_id: int = parent("products")
    quantity: Decimal = needed_exact()
    unit: str
    unit_price: Decimal = needed_exact()
    price_per: int
    discount_percent: Decimal | None = exact()
    preference: str | None = None
    origin_country: str | None = None
    requested_on: date | None = day()
    confirmed_on: date | None = day()
    confirmed_for: date | None = day()
    promised_for: date | None = day()
    ready_on: date | None = day()
    cancelled_on: date | None = day()
    notes: str | None = None
