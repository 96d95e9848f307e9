"""Orders, licences and shipments as the desk planned and lived them, before they become rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.sample.maker.goods import Product, is_controlled, needs_ordinary_licence
from tests.sample.maker.trade import SUPPLIERS


@dataclass(frozen=True)
class Line:
    """One line of an order."""

    no: int
    product: Product
    quantity: int
    price: Decimal
    per: int
    discount: int

    def value(self, quantity: int) -> Decimal:
        """Price `quantity` units, to the cent."""
        net = Decimal(100 - self.discount) / 100
        value = self.price * quantity / self.per * net
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Order:
    """One order with its lines."""

    number: str
    day: date
    supplier: str
    user: str
    mode: str
    incoterm: str
    place: str
    lines: tuple[Line, ...]
    recipe: dict[str, str]
    promised: date | None
    stage: str
    cancelled: date | None
    notes: str

    @property
    def tail(self) -> str:
        """The figures of the number: 2641."""
        return self.number[-4:]

    @property
    def currency(self) -> str:
        """The supplier's currency."""
        return SUPPLIERS[self.supplier]["currency"]

    @property
    def country(self) -> str:
        """Where the goods come from."""
        return SUPPLIERS[self.supplier]["country"]

    @property
    def controlled(self) -> tuple[Line, ...]:
        """The lines that need a dual-use licence when they leave China after 2025-04-03."""
        known = self.country == "CN" and (self.day > date(2025, 3, 1))
        return tuple(line for line in self.lines if known and is_controlled(line.product))

    @property
    def ordinary(self) -> tuple[Line, ...]:
        """The lines that need an ordinary export licence."""
        lines = (line for line in self.lines if needs_ordinary_licence(line.product))
        return tuple(lines) if self.country == "CN" else ()


@dataclass(frozen=True)
class Licence:
    """One licence with its life so far: (day, state) in the order of time."""

    ref: str
    order: str
    supplier: str
    kind: str
    number: str
    mode: str
    uses: str
    users: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    limit_by: str
    goods: dict[str, Decimal]
    replaces: str
    tolerance: str
    events: tuple[tuple[date, str], ...]

    def day_of(self, state: str) -> date | None:
        """Find the day of a state, if it was met."""
        return next((day for day, met in self.events if met == state), None)


@dataclass(frozen=True)
class Trip:
    """One shipment: what it carries (line number to quantity) and how far it has come."""

    ref: str
    order: str
    carries: dict[int, int]
    mode: str
    licence: str
    carrier: str
    vessel: str
    etd: date
    eta: date
    atd: date | None = None
    ata: date | None = None
    declared: date | None = None
    state: str = ""
    state_on: date | None = None
    entered: date | None = None
    cleared: date | None = None
    received: date | None = None
    ready: str = ""
    paid: date | None = None
    received_change: dict[int, int] = field(default_factory=dict)
    rejected: dict[int, int] = field(default_factory=dict)
