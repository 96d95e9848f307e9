"""Landed cost of a quote: goods, charges, duty, fees and tax, line by line, every figure a step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from remanence.core.base.findings import Finding, in_order
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, RecordRef, Step, assumed, given, quotient
from remanence.core.costs.content import contents_of
from remanence.core.costs.customs_value import valuation_of
from remanence.core.costs.duty import stacks_of
from remanence.core.costs.entry import EntryCost, enter
from remanence.core.costs.figures import Coin, coin_of, summed
from remanence.core.costs.goods import (
    AMOUNT,
    DISCOUNT,
    PRICE,
    PRICE_PER,
    QUANTITY,
    amount_value,
    goods_value,
)
from remanence.core.costs.incoterms import term_of
from remanence.core.costs.parts import Part, Spread, bare_kilos, digits_of
from remanence.core.costs.quote import Quote, QuoteLine
from remanence.core.costs.quote_charges import Costing, spread_charges
from remanence.core.costs.rates import RateBook
from remanence.core.costs.tariff import Asking
from remanence.core.costs.taxes import own_rule, tax_rules
from remanence.core.costs.terms import EntryTerms
from remanence.core.policy.pack import Pack

LANDED = N_("line.landed", "Landed cost of the line: {value}")
ALL = N_("quote.sum", "{note}: {value}")
PER_UNIT = N_("line.landed_per_unit", "For one unit: {0} over {1}")
PER_KG = N_("line.landed_per_kg", "For one kilogram: {0} over {1}")
PER_REO = N_("line.landed_per_reo_kg", "For one kilogram of oxide inside: {0} over {1}")
CODE = N_("line.code", "Tariff code: {value}")
ORIGIN = N_("line.origin", "Origin: {value}")
WEIGHT = N_("line.unit_weight", "Net weight of a piece: {value}")
VOLUME = N_("line.unit_volume", "Volume of a unit: {value}")
DAY = N_("entry.day", "Day of entry: {value}")
DESTINATION = N_("entry.destination", "Destination: {value}")
VAT_IN_COST = N_("quote.vat", "Import tax, which is not recovered: {value}")


class DutyLayer(NamedTuple):
    """A layer of duty on the whole quote; lines of another rate make another row."""

    name: str
    percent: Decimal | None
    amount: Amount


class FeeAmount(NamedTuple):
    """A fee of the entry."""

    code: str
    amount: Amount


class TaxAmount(NamedTuple):
    """A tax that the user named."""

    name: str
    percent: Decimal
    amount: Amount


class LandedLine(NamedTuple):
    """A line and what it costs at the door; `shares` one a charge, in their sequence."""

    id: str
    goods: Amount
    customs_value: Amount
    shares: tuple[Amount, ...]
    duty: Amount
    fees: Amount
    landed: Amount
    landed_per_unit: Amount
    landed_per_kg: Amount
    landed_per_reo_kg: Amount


class Landed(NamedTuple):
    """The answer of `calc landed`: its fields are the keys of the JSON."""

    currency: str
    goods: Amount
    customs_value: Amount
    duty: tuple[DutyLayer, ...]
    fees: tuple[FeeAmount, ...]
    taxes: tuple[TaxAmount, ...]
    vat_base: Amount
    vat: Amount
    landed: Amount
    lines: tuple[LandedLine, ...]
    explanation: Amount
    findings: tuple[Finding, ...]


def landed(quote: Quote, pack: Pack, rates: RateBook) -> Landed:
    """Landed cost of a quote. What is not known is a finding, and the total is then unknown."""
    coin = coin_of(quote.currency, quote.rounding)
    costing = Costing(quote, coin, rates, [])
    parts: list[Part] = [_part(costing, line) for line in quote.lines]
    parts, spreads = spread_charges(costing, parts, pack)
    cost = enter(_terms(costing, pack, spreads), parts, spreads)
    findings = (*costing.findings, *cost.findings)
    lines = tuple(
        _line(quote.lines[place], place, part, spreads, cost, pack)
        for place, part in enumerate(parts)
    )
    return _answer(coin, parts, spreads, cost, lines, findings)


# Lines


def _ref(line: QuoteLine, field: str) -> RecordRef:
    return RecordRef("quote", line.id, field)


class QuotePart(Part):
    """A line of a quote as a part."""

    __slots__ = ("line",)

    def __init__(self, line: QuoteLine) -> None:
        """Take the bare numbers; the value of the goods follows."""
        self.line = line
        self.name = line.id
        self.number = line.quantity
        self.unit = line.unit
        self.unit_kg = line.unit_weight_kg
        self.digits = digits_of(line.hs)
        self.origin_code = line.origin
        self.preference = line.preference
        self.answers = ()
        self.own = True
        self.kilos = bare_kilos(line.quantity, line.unit, line.unit_weight_kg)

    def say_quantity(self) -> Amount:
        """The quantity as given."""
        say = assumed if "unit" in self.line.assumed else given
        return say(QUANTITY, self.number, _ref(self.line, "quantity"), unit=self.unit)

    @property
    def weight(self) -> Amount | None:
        """Net weight of a piece as given."""
        if self.unit_kg is None:
            return None
        ref = _ref(self.line, "unit_weight_kg")
        return given(WEIGHT, self.unit_kg, ref, unit=f"kg/{self.unit}")

    @property
    def code(self) -> Step[str | None]:
        """Tariff code as given."""
        return given(CODE, self.line.hs, _ref(self.line, "hs"))

    @property
    def origin(self) -> Step[str | None]:
        """Origin as given."""
        return given(ORIGIN, self.line.origin, _ref(self.line, "origin"))

    @property
    def volume(self) -> Amount | None:
        """Volume of a unit as given."""
        volume = self.line.unit_volume_m3
        if volume is None:
            return None
        return given(VOLUME, volume, _ref(self.line, "unit_volume_m3"), unit=f"m3/{self.unit}")


def _part(costing: Costing, line: QuoteLine) -> Part:
    part = QuotePart(line)
    part.goods = _goods(costing, line, part.quantity)
    return part


def _goods(costing: Costing, line: QuoteLine, quantity: Amount) -> Amount:
    rate = costing.rate(line.currency)
    discount: Amount | None = None
    if line.discount_percent is not None:
        discount = given(DISCOUNT, line.discount_percent, _ref(line, "discount_percent"), unit="%")
    say = assumed if "currency" in line.assumed else given
    if line.unit_price is None:
        amount: Amount = say(AMOUNT, line.amount, _ref(line, "amount"), unit=line.currency)
        return amount_value(amount, rate, costing.coin, discount)
    unit = f"{line.currency}/{line.unit}"
    price: Amount = say(PRICE, line.unit_price, _ref(line, "unit_price"), unit=unit)
    per: Amount = given(PRICE_PER, line.price_per, _ref(line, "price_per"), unit=line.unit)
    return goods_value(quantity, price, rate, costing.coin, per=per, discount=discount)


def _terms(costing: Costing, pack: Pack, spreads: Sequence[Spread]) -> EntryTerms:
    quote = costing.quote
    day = quote.day
    rules = tax_rules(pack, quote.destination, day)
    charged = any(spread.kind == "duty" for spread in spreads)
    asking = Asking(quote.mode, None, quote.loaded_on, tuple(sorted(quote.answers.items())))
    return EntryTerms(
        day=given(DAY, day, RecordRef("quote", "date")),
        destination=given(DESTINATION, quote.destination, RecordRef("quote", "destination")),
        coin=costing.coin,
        asking=asking,
        valuation=valuation_of(pack, quote.destination, day),
        stacks=stacks_of(pack, quote.destination),
        rates=costing.rates,
        tax_rules=rules if quote.vat_percent is None else own_rule(quote.vat_percent, rules),
        term=term_of(pack, quote.incoterm),
        own_duty=quote.duty,
        own_taxes=quote.taxes,
        packed_duty=not charged,
        fees=quote.fees,
        recoverable=quote.vat_recoverable,
        where="quote",
        line_where="line {}".format,
    )


def _line(
    line: QuoteLine,
    place: int,
    part: Part,
    spreads: Sequence[Spread],
    cost: EntryCost,
    pack: Pack,
) -> LandedLine:
    unit = part.goods.unit
    own = [s.shares[place] for s in spreads if not s.included and s.kind != "duty"]
    taxes = [tax.shares[place] for tax in cost.borne_taxes]
    more = [*own, cost.borne_fees[place], *taxes, cost.tax_shares[place]]
    duty = cost.borne_duty[place]
    pieces = (part.goods, duty, *[one for one in more if one.how is not How.GIVEN])
    whole = summed(LANDED, pieces, unit)
    reo = contents_of(pack).reo_kg(part.kg, line.composition, line.material)
    return LandedLine(
        line.id,
        part.goods,
        cost.customs[place],
        tuple(spread.shares[place] for spread in spreads),
        cost.duty[place],
        cost.fee_sums[place],
        whole,
        quotient(PER_UNIT, whole, part.quantity, f"{unit}/{part.unit}"),
        quotient(PER_KG, whole, part.kg, f"{unit}/kg"),
        quotient(PER_REO, whole, reo, f"{unit}/kg"),
    )


# The whole


def _answer(
    coin: Coin,
    parts: Sequence[Part],
    spreads: Sequence[Spread],
    cost: EntryCost,
    lines: tuple[LandedLine, ...],
    findings: tuple[Finding, ...],
) -> Landed:
    unit = coin.currency
    whole = summed(ALL, tuple(line.landed for line in lines), unit, "Landed cost")
    assert cost.tax is not None  # noqa: S101 - a quote always asks for it
    return Landed(
        currency=unit,
        goods=summed(ALL, tuple(part.goods for part in parts), unit, "Goods"),
        customs_value=summed(ALL, tuple(cost.customs), unit, "Customs value"),
        duty=duty_rows(cost, spreads, unit),
        fees=tuple(FeeAmount(fee.code, fee.amount) for fee in cost.fees),
        taxes=tuple(TaxAmount(one.tax.name, one.tax.percent, one.amount) for one in cost.own_taxes),
        vat_base=cost.tax.base,
        vat=cost.tax.amount,
        landed=whole,
        lines=lines,
        explanation=whole,
        findings=tuple(in_order(findings)),
    )


def duty_rows(cost: EntryCost, spreads: Sequence[Spread], unit: str) -> tuple[DutyLayer, ...]:
    """A row a layer and rate over all lines, those at zero too; one for duty as charged."""
    rows: dict[tuple[str, Decimal | None], list[Amount]] = {}
    for line in cost.layers:
        for layer, amount in line:
            percent = None if layer.percent is None else layer.percent.value
            rows.setdefault((layer.name, percent), []).append(amount)
    for spread in spreads:
        if spread.kind == "duty":
            rows.setdefault(("duty", None), []).append(spread.amount)
    return tuple(
        DutyLayer(name, percent, summed(ALL, tuple(amounts), unit, name))
        for (name, percent), amounts in rows.items()
    )
