"""An order cut into parts: what each shipment carries of each line, and what has not left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from remanence.core.base.findings import Finding, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Amount,
    How,
    RecordRef,
    Step,
    assumed,
    difference,
    given,
    missing,
    today_step,
)
from remanence.core.costs.allocation import share_out
from remanence.core.costs.figures import ZERO, Coin, coin_of, summed
from remanence.core.costs.goods import DISCOUNT, PRICE, PRICE_PER, QUANTITY, goods_value
from remanence.core.costs.landed import CODE, DESTINATION, ORIGIN, WEIGHT
from remanence.core.costs.landed import DAY as ENTRY_DAY
from remanence.core.costs.parts import Part
from remanence.core.costs.rates import MAX_AGE_DAYS, RateBook, limited
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import ShipmentLine
from remanence.core.policy.countries import EU_MEMBERS
from remanence.core.policy.pack import Pack

SHIPPED = N_("part.quantity", "Shipped: {value}")
SHIPPED_ALL = N_("part.shipped", "Shipped in all: {value}")
NOT_LEFT = N_("part.rest", "Not yet shipped: {0} less {1}")
GOODS_PART = N_("part.goods", "Goods of this part: {1} of {2} at {0} in all")
GOODS_LINE = N_("line.goods_parts", "Goods of the line: {value}")
NO_CODE = N_("line.no_code", "No tariff code: {note}")
OVER = N_(
    "shipment.over",
    "More is shipped than ordered: {over} {unit} over. Correct the order or the shipment.",
)

_NO_PRODUCT: Final = Product()


class OrderPart(Part):
    """Part of an order line on one shipment, or what has not left.

    Attributes:
        line: the order line; order: its order.
        shipment: the shipment with all it carries; None: not left.
        place: its place among all parts of the costing.
        product: what it is.
    """

    __slots__ = ("line", "order", "place", "product", "shipment")

    line: OrderLine
    order: Order
    place: int
    product: Product
    shipment: ShipmentFile | None


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
        self._assumed_origin: dict[str, Step[str | None]] = {}
        self._codes: dict[tuple[str, date], Step[str | None]] = {}
        self._weights: dict[str, Amount | None] = {}

    def where(self, line: str = "") -> str:
        """How findings name the order or one of its lines."""
        return f"order {self.number}, line {line}" if line else f"order {self.number}"

    def say(self, findings: Iterable[Finding]) -> None:
        """Keep findings, each once, in the sequence in which they came."""
        self.findings.update(dict.fromkeys(findings))

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

    def origin(self, order: Order, line: OrderLine) -> Step[str | None]:
        """Origin of a line; blank: the supplier's country, said as assumed."""
        key = f"{order.order_number}/{line.line_no}"
        if line.origin_country:
            return given(ORIGIN, line.origin_country, RecordRef("orders", key, "origin_country"))
        if order.order_number != self.number:
            return missing(ORIGIN, RecordRef("orders", key, "origin_country"))
        step = self._assumed_origin.get(order.order_number)
        if step is None:
            supplier = self.file.supplier
            ref = RecordRef("suppliers", supplier.supplier_code, "country")
            step = assumed(ORIGIN, supplier.country or None, ref, note="country of the supplier")
            self._assumed_origin[order.order_number] = step
        return step

    def code(self, product: Product, day: date) -> Step[str | None]:
        """Tariff code at the destination on a day: its classification, else the product's code."""
        key = (product.product_code, day)
        step = self._codes.get(key)
        if step is None:
            step = self._codes[key] = self._classified(product, day)
        return step

    def _classified(self, product: Product, day: date) -> Step[str | None]:
        country = self.destination.value
        groups = (country, "EU") if country in EU_MEMBERS else (country,)
        for group in groups:
            rows = [
                row
                for row in self.file.classifications
                if row.product_code == product.product_code
                and row.country == group
                and (row.valid_from is None or row.valid_from <= day)
                and (row.valid_to is None or day <= row.valid_to)
            ]
            if rows:
                row = max(rows, key=lambda one: one.valid_from or date.min)
                named = f"{row.product_code}/{row.country}/{row.valid_from or ''}"
                return given(CODE, row.code, RecordRef("classifications", named, "code"))
        ref = RecordRef("products", product.product_code, "hs_code")
        if product.hs_code:
            return given(CODE, product.hs_code, ref)
        return missing(NO_CODE, ref, note="fill hs_code, or a row of classifications")

    def weight(self, product: Product, unit: str) -> Amount | None:
        """Net weight of a piece; None where the product does not say."""
        key = product.product_code
        if key not in self._weights:
            ref = RecordRef("products", key, "unit_net_weight_kg")
            weight = product.unit_net_weight_kg
            self._weights[key] = (
                None if weight is None else given(WEIGHT, weight, ref, unit=f"kg/{unit}")
            )
        return self._weights[key]


class Cut:
    """The parts of an order, line by line, and those of other orders on the same shipments."""

    def __init__(self, frame: Frame) -> None:
        """Cut the lines that are not cancelled."""
        self.frame = frame
        self.parts: list[OrderPart] = []
        self.of_line: dict[int, list[OrderPart]] = {}
        self.lines = [line for line in frame.file.lines if line.cancelled_on is None]
        carried = _carried(frame.file)
        for line in self.lines:
            self.of_line[line.line_no] = self._line(line, carried.get(line.line_no, ()))
        if frame.file.neighbours:
            self._neighbours()

    def _line(
        self, line: OrderLine, carried: Iterable[tuple[ShipmentFile, ShipmentLine]]
    ) -> list[OrderPart]:
        frame = self.frame
        order = frame.file.order
        key = f"{order.order_number}/{line.line_no}"
        ordered: Amount = given(
            QUANTITY, line.quantity, RecordRef("orders", key, "quantity"), unit=line.unit
        )
        shipped = [(file, _shipped(file, part, line.unit)) for file, part in carried]
        pieces: list[tuple[ShipmentFile | None, Amount]] = list(shipped)
        whole = sum((amount.value or ZERO for _, amount in shipped), ZERO)
        if whole > line.quantity:
            over = {"over": f"{whole - line.quantity:f}", "unit": line.unit}
            frame.say([warning(OVER, frame.where(str(line.line_no)), **over)])
        elif not shipped:
            pieces = [(None, ordered)]
        elif whole < line.quantity:
            all_shipped = summed(SHIPPED_ALL, tuple(one for _, one in shipped), line.unit)
            pieces.append((None, difference(NOT_LEFT, ordered, all_shipped)))
        parts = [self._part(order, line, file, amount) for file, amount in pieces]
        self._price(line, ordered, parts, key)
        return parts

    def _part(
        self, order: Order, line: OrderLine, file: ShipmentFile | None, quantity: Amount
    ) -> OrderPart:
        frame = self.frame
        product = frame.file.products.get(line.product_code, _NO_PRODUCT)
        own = order.order_number == frame.number
        part = OrderPart(
            str(line.line_no) if own else f"{order.order_number}/{line.line_no}",
            quantity,  # its value follows, once the rate of its day is known
            quantity,
            line.unit,
            frame.weight(product, line.unit),
            frame.code(product, entry_day(file, frame.today).value),
            frame.origin(order, line),
            line.preference or None,
            answers=frame.answers(line.product_code) if frame.decisions else (),
            own=own,
        )
        part.line, part.order, part.shipment, part.product = line, order, file, product
        part.place = len(self.parts)
        self.parts.append(part)
        return part

    def _price(self, line: OrderLine, ordered: Amount, parts: list[OrderPart], key: str) -> None:
        """Value each part at the rate of its day; parts of one rate share the value of the line."""
        frame = self.frame
        currency = parts[0].order.currency
        days = [goods_day(part) for part in parts]
        if len(parts) == 1 or (len(set(days)) == 1 and not _over(line, parts)):
            priced = self._value(line, ordered if len(parts) > 1 else parts[0].quantity, key,
                                 frame.rate(currency, days[0]), currency)  # fmt: skip
            _share_goods(parts, priced, ordered, frame.coin)
            return
        for part, day in zip(parts, days, strict=True):
            rate = frame.rate(currency, day)
            part.goods = self._value(line, part.quantity, key, rate, currency)

    def _value(
        self, line: OrderLine, quantity: Amount, key: str, rate: Amount | None, currency: str
    ) -> Amount:
        price: Amount = given(
            PRICE, line.unit_price, RecordRef("orders", key, "unit_price"),
            unit=f"{currency}/{line.unit}",
        )  # fmt: skip
        per: Amount | None = None
        if line.price_per != 1:
            ref = RecordRef("orders", key, "price_per")
            per = given(PRICE_PER, Decimal(line.price_per), ref, unit=line.unit)
        discount: Amount | None = None
        if line.discount_percent:
            ref = RecordRef("orders", key, "discount_percent")
            discount = given(DISCOUNT, line.discount_percent, ref, unit="%")
        return goods_value(quantity, price, rate, self.frame.coin, per=per, discount=discount)

    def _neighbours(self) -> None:
        """Goods of other orders on the same shipments: they share its charges and its entry."""
        known: Mapping[tuple[str, int], tuple[Order, OrderLine]] = {
            (order.order_number, line.line_no): (order, line)
            for order, lines in self.frame.file.neighbours
            for line in lines
        }
        for file in self.frame.file.shipments:
            for carried in file.lines:
                found = known.get((carried.order_number, carried.line_no))
                if found is None or carried.order_number == self.frame.number:
                    continue
                order, line = found
                part = self._part(order, line, file, _shipped(file, carried, line.unit))
                key = f"{order.order_number}/{line.line_no}"
                self._price(line, part.quantity, [part], key)


def _carried(file: OrderFile) -> dict[int, list[tuple[ShipmentFile, ShipmentLine]]]:
    found: dict[int, list[tuple[ShipmentFile, ShipmentLine]]] = {}
    for shipment in file.shipments:
        for line in shipment.lines:
            if line.order_number == file.order.order_number:
                found.setdefault(line.line_no, []).append((shipment, line))
    return found


def _shipped(file: ShipmentFile, line: ShipmentLine, unit: str) -> Amount:
    key = f"{file.shipment.shipment_ref}, {line.order_number}/{line.line_no}"
    return given(SHIPPED, line.quantity, RecordRef("shipments", key, "quantity"), unit=unit)


def _over(line: OrderLine, parts: Iterable[Part]) -> bool:
    return sum((part.quantity.value or ZERO for part in parts), ZERO) > line.quantity


def _share_goods(parts: list[OrderPart], priced: Amount, ordered: Amount, coin: Coin) -> None:
    if len(parts) == 1 or priced.value is None:
        for part in parts:
            part.goods = priced if len(parts) == 1 else missing(GOODS_PART, unit=coin.currency)
        return
    weights = [part.quantity.value or ZERO for part in parts]
    values = share_out(priced.value, weights, coin.size)
    for part, value in zip(parts, values, strict=True):
        inputs = (priced, part.quantity, ordered)
        part.goods = Step(GOODS_PART, value, How.SHARE, inputs, None, coin.currency)


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
