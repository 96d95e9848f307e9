"""Value of the goods: from the price as given, converted and rounded once."""

from __future__ import annotations

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Step, product, quotient
from remanence.core.costs.figures import HUNDRED, Coin, rounded

QUANTITY = N_("line.quantity", "Quantity: {value}")
PRICE = N_("line.price", "Price: {value}")
PRICE_PER = N_("line.price_per", "The price is for {value}")
AMOUNT = N_("line.amount", "Amount of the line as given: {value}")
PRICED = N_("line.priced", "{0} at {1}")
PER_LOT = N_("line.priced_per_lot", "{0} over {1}")
DISCOUNT = N_("line.discount", "Discount: {value}")
KEPT = N_("line.kept", "What remains after the discount of {note}: {value}")
WHOLE = N_("line.whole", "The whole: {value}")
GOODS = N_("line.goods", "Goods: {value}")

_ALL: Amount = Step(WHOLE, HUNDRED, How.GIVEN, (), None, "%")


def kept_of(discount: Amount) -> Amount:
    """What remains of a price after a discount, in percent."""
    value = None if discount.value is None else HUNDRED - discount.value
    return Step(KEPT, value, How.DIFFERENCE, (_ALL, discount), None, "%", f"{discount.value} %")


def goods_value(
    quantity: Amount,
    price: Amount,
    rate: Amount | None,
    coin: Coin,
    *,
    per: Amount | None = None,
    discount: Amount | None = None,
) -> Amount:
    """Quantity times price (for `per` units), less the discount, at the rate, rounded once.

    `rate` is None where price and calculation are in one currency.
    """
    return _valued(priced_inputs(quantity, price, per, discount), rate, coin)


def amount_value(
    amount: Amount, rate: Amount | None, coin: Coin, discount: Amount | None = None
) -> Amount:
    """An amount given for the whole line, less the discount, at the rate, rounded once."""
    inputs = (amount,) if discount is None or not discount.value else (amount, kept_of(discount))
    return _valued(inputs, rate, coin)


def priced_inputs(
    quantity: Amount, price: Amount, per: Amount | None, discount: Amount | None
) -> tuple[Amount, ...]:
    """The factors of a value: quantity and price, or their product over `per`; what remains."""
    inputs: tuple[Amount, ...] = (quantity, price)
    if per is not None and per.value != 1:
        priced = product(PRICED, (quantity, price), price.unit)
        inputs = (quotient(PER_LOT, priced, per, price.unit),)
    if discount is not None and discount.value:
        inputs = (*inputs, kept_of(discount))
    return inputs


def _valued(inputs: tuple[Amount, ...], rate: Amount | None, coin: Coin) -> Amount:
    if rate is None:
        return rounded(GOODS, inputs, coin)
    return rounded(GOODS, (*inputs, rate), coin, how=How.CONVERT)
