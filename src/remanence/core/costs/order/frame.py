"""An order with what its costing shares, and the parts that it is cut into."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from remanence.core.base.findings import Finding
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Amount,
    RecordRef,
    Step,
    assumed,
    difference,
    given,
    missing,
    quotient,
    today_step,
)
from remanence.core.costs.figures import Coin, coin_of, summed
from remanence.core.costs.goods import QUANTITY
from remanence.core.costs.landed import CODE, DESTINATION, ORIGIN, WEIGHT
from remanence.core.costs.landed import DAY as ENTRY_DAY
from remanence.core.costs.parts import Part, digits_of
from remanence.core.costs.rates import MAX_AGE_DAYS, RateBook, limited
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.products import Classification, Product
from remanence.core.facts.shipments import ShipmentLine
from remanence.core.policy.countries import EU_MEMBERS
from remanence.core.policy.pack import Pack

SHIPPED = N_("part.quantity", "Shipped: {value}")
SHIPMENT_VOLUME = N_("part.shipment_volume", "Volume of the shipment: {value}")
VOLUME_EACH = N_("part.volume_each", "Volume of a unit: {0} over {1}")
SHIPPED_ALL = N_("part.shipped", "Shipped in all: {value}")
NOT_LEFT = N_("part.rest", "Not yet shipped: {0} less {1}")
NO_CODE = N_("line.no_code", "No tariff code: {note}")


class OrderPart(Part):
    """Part of an order line on one shipment, or what has not left.

    Attributes:
        frame: the order that is costed.
        line: the order line; order: its order.
        shipment: the shipment with all it carries; None: not left.
        carried: what the shipment carries of the line; None: not left.
        place: its place among all parts of the costing.
        product: what it is.
    """

    __slots__ = ("carried", "frame", "line", "order", "place", "product", "shipment", "shipped")

    frame: Frame
    line: OrderLine
    order: Order
    shipment: ShipmentFile | None
    carried: ShipmentLine | None
    shipped: tuple[OrderPart, ...]
    place: int
    product: Product

    @property
    def key(self) -> str:
        """The line as people write it: `PO-1/3`."""
        return f"{self.order.order_number}/{self.line.line_no}"

    def ordered(self) -> Amount:
        """The quantity of the whole line."""
        ref = RecordRef("orders", self.key, "quantity")
        return given(QUANTITY, self.line.quantity, ref, unit=self.unit)

    def say_quantity(self) -> Amount:
        """What the shipment carries; else what was ordered, less what has left."""
        if self.shipment is not None and self.carried is not None:
            key = f"{self.shipment.shipment.shipment_ref}, {self.key}"
            return given(
                SHIPPED, self.number, RecordRef("shipments", key, "quantity"), unit=self.unit
            )
        if not self.shipped:
            return self.ordered()
        whole = summed(SHIPPED_ALL, tuple(part.quantity for part in self.shipped), self.unit)
        return difference(NOT_LEFT, self.ordered(), whole)

    @property
    def weight(self) -> Amount | None:
        """Net weight of a piece, of its product."""
        if self.unit_kg is None:
            return None
        ref = RecordRef("products", self.product.product_code, "unit_net_weight_kg")
        return given(WEIGHT, self.unit_kg, ref, unit=f"kg/{self.unit}")

    @property
    def volume_shipped(self) -> Amount | None:
        """Cubic metres of its shipment, where that carries nothing else."""
        sent = self.shipment
        if sent is None or sent.shipment.volume_m3 is None or len(sent.lines) != 1:
            return None
        ref = RecordRef("shipments", sent.shipment.shipment_ref, "volume_m3")
        return given(SHIPMENT_VOLUME, sent.shipment.volume_m3, ref, unit="m3")

    @property
    def volume(self) -> Amount | None:
        """Cubic metres of a unit, where the shipment carries nothing else."""
        whole = self.volume_shipped
        return whole and quotient(VOLUME_EACH, whole, self.quantity, f"m3/{self.unit}")

    @property
    def code(self) -> Step[str | None]:
        """Tariff code with the record that gives it."""
        return self.frame.code(self)

    @property
    def origin(self) -> Step[str | None]:
        """Origin of the line, else the supplier's country, said as assumed."""
        return self.frame.origin(self)


class Frame:
    """An order with what its costing shares: coin, destination, rates, answers, findings."""

    def __init__(
        self, file: OrderFile, desk: Desk, rates: RateBook, pack: Pack, today: date
    ) -> None:
        """Gather what every part needs; nothing is costed yet."""
        self.file = file
        self.desk = desk
        self.rates = rates
        self.pack = pack
        self.today: Step[date] = today_step(today)
        self.coin: Coin = coin_of(desk.business.currency)
        self.findings: dict[Finding, None] = {}
        order = file.order
        self.number = order.order_number
        ref = RecordRef("orders", self.number, "destination_country")
        self.destination: Step[str] = (
            given(DESTINATION, order.destination_country, ref)
            if order.destination_country
            else assumed(DESTINATION, desk.business.country, ref, note="country of the own firm")
        )
        decisions = [*desk.decisions, *file.decisions]
        self.decisions = [one for one in decisions if one.until is None or one.until >= today]
        self.max_age = self._max_age()
        self._digits: dict[tuple[str, date], str] = {}
        self._classifications = self._by_product() if file.classifications else {}

    def where(self, line: str = "") -> str:
        """How findings name the order or one of its lines."""
        return f"order {self.number}, line {line}" if line else f"order {self.number}"

    def say(self, findings: Iterable[Finding]) -> None:
        """Keep findings, each once, in the sequence in which they came."""
        for one in findings:
            self.findings[one] = None

    def rate(self, currency: str, day: date) -> Amount | None:
        """The rate to home currency on a day; None where none is needed."""
        if currency == self.coin.currency:
            return None
        found = self.rates.rate(currency, self.coin.currency, day)
        if found.findings or (found.age_days or 0) > self.max_age:
            self.say(limited(found, (currency, self.coin.currency, day), self.max_age))
        return found.rate

    def answers(self, product_code: str | None = None) -> tuple[tuple[str, str], ...]:
        """Answers to questions of rules: of workspace, supplier and order, or of one product."""
        order = self.file.order
        subjects = ["workspace", f"supplier {order.supplier_code}", f"order {self.number}"]
        nearest = {
            one.code: one
            for subject in ([f"product {product_code}"] if product_code else subjects)
            for one in self.decisions
            if one.subject == subject and one.code.startswith("fact.")
        }
        return tuple(
            sorted((f"asked.{code.removeprefix('fact.')}", (one.value or "").strip().lower())
                   for code, one in nearest.items())
        )  # fmt: skip

    def _max_age(self) -> int:
        order = self.file.order
        limits = [one for one in self.decisions if one.code == "fx.max_age_days"]
        for subject in (f"order {self.number}", f"supplier {order.supplier_code}", "workspace"):
            for one in reversed(limits):
                if one.subject == subject and one.number is not None:
                    return int(one.number)
        return MAX_AGE_DAYS

    def origin_code(self, order: Order, line: OrderLine) -> str | None:
        """Origin of a line, else the supplier's country; of a neighbour's line only the former."""
        if line.origin_country or order is not self.file.order:
            return line.origin_country or None
        return self.file.supplier.country or None

    def origin(self, part: OrderPart) -> Step[str | None]:
        """Origin with its record; a blank one filled by rule is marked assumed."""
        ref = RecordRef("orders", part.key, "origin_country")
        if part.line.origin_country:
            return given(ORIGIN, part.line.origin_country, ref)
        if part.origin_code is None:
            return missing(ORIGIN, ref, note="give the country of origin")
        own = RecordRef("suppliers", self.file.supplier.supplier_code, "country")
        return assumed(ORIGIN, part.origin_code, own, note="country of the supplier")

    def digits(self, product: Product, day: date) -> str:
        """Digits of the tariff code at the destination on a day."""
        key = (product.product_code, day)
        known = self._digits.get(key)
        if known is None:
            row = self._classified(product, day) if self._classifications else None
            known = self._digits[key] = digits_of(row.code if row else product.hs_code)
        return known

    def code(self, part: OrderPart) -> Step[str | None]:
        """Tariff code with its record: a classification, else the product's own code."""
        product = part.product
        row = self._classified(product, entry_day(part.shipment, self.today).value)
        if row is not None:
            named = f"{row.product_code}/{row.country}/{row.valid_from or ''}"
            return given(CODE, row.code, RecordRef("classifications", named, "code"))
        ref = RecordRef("products", product.product_code, "hs_code")
        if product.hs_code:
            return given(CODE, product.hs_code, ref)
        return missing(NO_CODE, ref, note="fill hs_code, or a row of classifications")

    def _classified(self, product: Product, day: date) -> Classification | None:
        """The classification in force at the destination, the newest of several."""
        rows = [
            row
            for row in self._classifications.get(product.product_code, ())
            if (row.valid_from is None or row.valid_from <= day)
            and (row.valid_to is None or day <= row.valid_to)
        ]
        return max(rows, key=_standing, default=None)

    def _by_product(self) -> dict[str, list[Classification]]:
        """Classifications for the destination; those of the EU hold for its members."""
        country = self.destination.value
        groups = (country, "EU") if country in EU_MEMBERS else (country,)
        found: dict[str, list[Classification]] = {}
        for row in self.file.classifications:
            if row.country in groups:
                found.setdefault(row.product_code, []).append(row)
        return found


def _standing(row: Classification) -> tuple[bool, date]:
    """A country's own row stands before one of the EU, a newer one before an older."""
    return row.country != "EU", row.valid_from or date.min


def goods_day(part: OrderPart) -> date:
    """Day whose rate counts for the goods: of entry, else of the order."""
    entered = part.shipment.shipment.entered_on if part.shipment is not None else None
    return entered or part.order.order_date


def entry_day(file: ShipmentFile | None, today: Step[date]) -> Step[date]:
    """Day of entry of a shipment: entered, else expected to arrive, else today."""
    if file is None:
        return today
    shipment = file.shipment
    for day, field in ((shipment.entered_on, "entered_on"), (shipment.eta, "eta")):
        if day is not None:
            return given(ENTRY_DAY, day, RecordRef("shipments", shipment.shipment_ref, field))
    return today
