"""An order cut into parts: what each shipment carries of each line, and what has not left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from remanence.core.base.findings import warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, RecordRef, given, missing
from remanence.core.costs.allocation import share_out
from remanence.core.costs.figures import HUNDRED, ZERO, Coin, Late
from remanence.core.costs.goods import DISCOUNT, GOODS, PRICE, PRICE_PER, priced_inputs
from remanence.core.costs.order.frame import Frame, OrderPart, entry_day, goods_day
from remanence.core.costs.parts import bare_kilos
from remanence.core.facts.dossiers import OrderFile, ShipmentFile
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import ShipmentLine

GOODS_PART = N_("part.goods", "Goods of this part: {1} of {2} at {0} in all")
OVER = N_(
    "shipment.over",
    "More is shipped than ordered: {over} {unit} over. Correct the order or the shipment.",
)

_NO_PRODUCT: Final = Product()


class Cut:
    """The parts of an order, line by line, and those of other orders on the same shipments."""

    def __init__(self, frame: Frame) -> None:
        """Cut the lines that are not cancelled."""
        self.frame = frame
        self.parts: list[OrderPart] = []
        self.of_line: dict[int, list[OrderPart]] = {}
        file = frame.file
        carried = _carried(file) if file.shipments else {}
        for line in file.lines:
            if line.cancelled_on is None:
                pieces = carried.get(line.line_no)
                self.of_line[line.line_no] = (
                    self._pieces(line, pieces) if pieces else [self._whole(line)]
                )
        if file.neighbours:
            self._neighbours()

    def _whole(self, line: OrderLine) -> OrderPart:
        """A line of which nothing has left."""
        part = self._part(self.frame.file.order, line, None, None, line.quantity)
        part.goods = self._value(part, line.quantity)
        return part

    def _pieces(
        self, line: OrderLine, carried: Sequence[tuple[ShipmentFile, ShipmentLine]]
    ) -> list[OrderPart]:
        """A line of which something is on its way."""
        frame = self.frame
        order = frame.file.order
        parts = [self._part(order, line, file, one, one.quantity) for file, one in carried]
        left = line.quantity - sum((part.number for part in parts), ZERO)
        if left < 0:
            over = {"over": f"{-left:f}", "unit": line.unit}
            frame.say([warning(OVER, frame.where(str(line.line_no)), **over)])
        elif left:
            rest = self._part(order, line, None, None, left)
            rest.shipped = tuple(parts)
            parts.append(rest)
        if left < 0 or len({goods_day(part) for part in parts}) > 1:
            for part in parts:
                part.goods = self._value(part, part.number)
        else:
            _share_goods(parts, self._value(parts[0], line.quantity), frame.coin)
        return parts

    def _part(
        self,
        order: Order,
        line: OrderLine,
        file: ShipmentFile | None,
        carried: ShipmentLine | None,
        number: Decimal,
    ) -> OrderPart:
        frame = self.frame
        own = order is frame.file.order
        product = frame.file.products.get(line.product_code, _NO_PRODUCT)
        part = OrderPart()
        part.frame, part.order, part.line, part.product = frame, order, line, product
        part.shipment, part.carried, part.shipped = file, carried, ()
        part.name = str(line.line_no) if own else f"{order.order_number}/{line.line_no}"
        part.number, part.unit, part.unit_kg = number, line.unit, product.unit_net_weight_kg
        part.digits = frame.digits(product, entry_day(file, frame.today).value)
        part.origin_code = frame.origin_code(order, line)
        part.preference = line.preference or None
        part.answers = frame.answers(line.product_code) if frame.decisions else ()
        part.own = own
        part.kilos = bare_kilos(number, line.unit, product.unit_net_weight_kg)
        part.place = len(self.parts)
        self.parts.append(part)
        return part

    def _value(self, part: OrderPart, number: Decimal) -> Amount:
        """Value of a quantity of the line at the rate of the part's day, rounded once."""
        line, order, coin = part.line, part.order, self.frame.coin
        rate = self.frame.rate(order.currency, goods_day(part))
        seed = (part, number, rate)
        if rate is None:
            return _Goods(coin.round(exact_value(number, line)), seed, coin.currency)
        known = rate.value
        value = None if known is None else coin.round(exact_value(number, line) * known)
        return _Converted(value, seed, coin.currency)

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
                part = self._part(*found, file, carried, carried.quantity)
                part.goods = self._value(part, part.number)


def exact_value(number: Decimal, line: OrderLine) -> Decimal:
    """The bare value of a quantity at the line's price, in the currency of the order."""
    value = number * line.unit_price
    if line.price_per != 1:
        value /= line.price_per
    discount = line.discount_percent
    return value * (HUNDRED - discount) / HUNDRED if discount else value


class _Goods(Late[Decimal | None]):
    """Value of goods of an order in its own currency."""

    __slots__ = ()
    code = GOODS
    how = How.ROUND

    @staticmethod
    def make(part: OrderPart, number: Decimal, rate: Amount | None) -> tuple[Amount, ...]:
        """Quantity, price, what remains of it, and the rate."""
        return _goods_inputs(part, number, rate)


class _Converted(_Goods):
    """Value of goods of an order in another currency."""

    __slots__ = ()
    how = How.CONVERT


def _goods_inputs(part: OrderPart, number: Decimal, rate: Amount | None) -> tuple[Amount, ...]:
    line, currency = part.line, part.order.currency
    quantity = part.quantity if number == part.number else part.ordered()
    ref = RecordRef("orders", part.key, "unit_price")
    price: Amount = given(PRICE, line.unit_price, ref, unit=f"{currency}/{line.unit}")
    per: Amount | None = None
    if line.price_per != 1:
        ref = RecordRef("orders", part.key, "price_per")
        per = given(PRICE_PER, Decimal(line.price_per), ref, unit=line.unit)
    discount: Amount | None = None
    if line.discount_percent:
        ref = RecordRef("orders", part.key, "discount_percent")
        discount = given(DISCOUNT, line.discount_percent, ref, unit="%")
    inputs = priced_inputs(quantity, price, per, discount)
    return inputs if rate is None else (*inputs, rate)


def _carried(file: OrderFile) -> dict[int, list[tuple[ShipmentFile, ShipmentLine]]]:
    found: dict[int, list[tuple[ShipmentFile, ShipmentLine]]] = {}
    for shipment in file.shipments:
        for line in shipment.lines:
            if line.order_number == file.order.order_number:
                found.setdefault(line.line_no, []).append((shipment, line))
    return found


def _share_goods(parts: list[OrderPart], priced: Amount, coin: Coin) -> None:
    """The value of a line over its parts by quantity."""
    if len(parts) == 1 or priced.value is None:
        for part in parts:
            part.goods = priced if len(parts) == 1 else missing(GOODS_PART, unit=coin.currency)
        return
    values = share_out(priced.value, [part.number for part in parts], coin.size)
    for part, value in zip(parts, values, strict=True):
        part.goods = _GoodsPart(value, (priced, part), coin.currency)


class _GoodsPart(Late[Decimal | None]):
    """What one part has of the value of its line."""

    __slots__ = ()
    code = GOODS_PART
    how = How.SHARE

    @staticmethod
    def make(priced: Amount, part: OrderPart) -> tuple[Amount, ...]:
        """The value of the line, the quantity of the part and of the line."""
        return (priced, part.quantity, part.ordered())
