"""The charges of an order and its shipments, each converted and rounded once, spread over parts.

A charge on the order is shared over its lines, then over the parts of each line by quantity. A
charge on a shipment is shared over all that the shipment carries, goods of other orders included.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.core.base.findings import error, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Amount,
    Answer,
    How,
    RecordRef,
    Step,
    given,
    missing,
    quotient,
)
from remanence.core.costs.allocation import share_out
from remanence.core.costs.charges import parse_lines, parse_shares, signed
from remanence.core.costs.figures import ZERO, nothing, rounded, summed
from remanence.core.costs.incoterms import holds, term_of
from remanence.core.costs.order.chosen import charge_name
from remanence.core.costs.order.cut import Cut
from remanence.core.costs.order.frame import VOLUME_EACH, Frame, OrderPart, goods_day
from remanence.core.costs.parts import Part, bare_kilos
from remanence.core.costs.quote_charges import CHARGE, CONVERTED, HELD, OF_GOODS, PERCENT, WRITTEN
from remanence.core.costs.sharing import NOT_SHARED, Charged, share_charge
from remanence.core.facts.charges import Charge

SHIPMENT_VOLUMES = N_("line.shipment_volumes", "Volume of the line on its shipments: {value}")
OWN_RATE = N_("charge.own_rate", "Rate of this invoice: {value}")
PART_SHARE = N_("part.share", "{note}: this part of {0}, by quantity {1} of {2}")
LINE_QUANTITY = N_("line.quantity_of_parts", "Quantity of all parts of the line: {value}")
GOODS_SUM = N_("charge.order_goods", "Goods that it is taken of: {value}")
LINE_GOODS = N_("line.goods_of_parts", "Goods of the line: {value}")
INVOICED = N_("part.goods_invoiced", "Goods as invoiced: {value}")
NOT_INVOICED = N_("part.goods_not_invoiced", "Goods not invoiced yet: {note}")
BAD_SHARES = N_(
    "charge.bad_shares", "{charge}: shares are written as 1:40.00;3:60.00, not '{shares}'."
)
NO_PARENT = N_("charge.no_parent", "{charge} is on a shipment that carries nothing of this order.")
CANCELLED_LINE = N_(
    "charge.cancelled_line",
    "{charge} is for line {line}, which was cancelled on {day}: it is not shared. Name lines that "
    "are not cancelled, or leave lines blank to share it over all.",
)
NOTHING_LEFT = N_("charge.nothing_to_bear", "{charge}: there is no line left that could bear it.")


class OrderSpread(NamedTuple):
    """A charge with what each part bears, by the part's place; zero where it bears none."""

    charge: Charge
    amount: Amount
    shares: Sequence[Amount]
    included: bool


class Spreader:
    """Spreads the chosen charges of one order."""

    def __init__(self, frame: Frame, cut: Cut) -> None:
        """Keep the parts; amounts follow charge by charge."""
        self.frame = frame
        self.cut = cut
        self._term = term_of(frame.pack, frame.file.order.incoterm)
        self._lines: Sequence[Part] | None = None
        self._held: dict[str, bool] = {}

    def spread(self, charges: Sequence[Charge], *, goods_needed: bool) -> list[OrderSpread]:
        """All charges in their sequence; those of kind `goods` value the goods before the others.

        With `goods_needed` (basis actual) goods that nobody invoiced are not known.
        """
        invoices = [charge for charge in charges if charge.kind == "goods"]
        done = {id(charge): self._spread(charge, included=True) for charge in invoices}
        invoiced = self._invoiced(list(done.values()))
        for charge in charges:
            if id(charge) not in done:
                done[id(charge)] = self._spread(charge, included=self._included(charge))
        if goods_needed:
            self._not_invoiced(invoiced)
        return [done[id(charge)] for charge in charges]

    def _invoiced(self, invoices: Sequence[OrderSpread]) -> set[int]:
        """Value the goods as invoiced; the places of the parts that were."""
        found = set()
        for part in self.cut.parts if invoices else ():
            shares = tuple(
                one.shares[part.place]
                for one in invoices
                if one.shares[part.place].how is not How.GIVEN
            )
            if shares:
                part.goods = summed(INVOICED, shares, self.frame.coin.currency)
                found.add(part.place)
        self._lines = None
        return found

    def _not_invoiced(self, invoiced: set[int]) -> None:
        """Goods that nobody invoiced are no actual cost; up to here they shared charges."""
        note = "add its charge of kind goods"
        for part in self.cut.parts:
            if part.place not in invoiced:
                part.goods = missing(NOT_INVOICED, unit=self.frame.coin.currency, note=note)

    def _included(self, charge: Charge) -> bool:
        if charge.included_in_price is not None:
            return charge.included_in_price
        held = self._held.get(charge.kind)
        if held is None:
            held = self._held[charge.kind] = holds(self._term, charge.kind).value is Answer.YES
        if not held or self._term is None:
            return False
        parts = {"incoterm": self._term.rule, "kind": charge.kind}
        self.frame.say([warning(HELD, charge_name(charge), **parts)])
        return True

    def _spread(self, charge: Charge, *, included: bool) -> OrderSpread:
        bearers = self._bearers(charge)
        name = charge_name(charge)
        unit = self.frame.coin.currency
        if not bearers:
            word = NO_PARENT if charge.shipment_ref else NOTHING_LEFT
            self.frame.say([error(word, name, charge=name)])
            lost = missing(NOT_SHARED, unit=unit, note=name)
            return OrderSpread(charge, lost, [lost] * len(self.cut.parts), included)
        amount = self._amount(charge, bearers, name)
        charged = self._charged(charge, amount, bearers, name)
        if charged is None:
            found: Sequence[Amount] = [missing(NOT_SHARED, unit=unit, note=name)] * len(bearers)
        else:
            found, findings = share_charge(charged, bearers, self.frame.coin, name)
            self.frame.say(findings)
        if bearers is self.cut.parts:
            return OrderSpread(charge, amount, found, included)
        shares: list[Amount] = [nothing(unit)] * len(self.cut.parts)
        for bearer, share in zip(bearers, found, strict=True):
            self._place(bearer, share, shares, name)
        return OrderSpread(charge, amount, shares, included)

    def _bearers(self, charge: Charge) -> Sequence[Part]:
        """The lines of the order, or the parts that the shipment carries."""
        parts = self.cut.parts
        if charge.shipment_ref:
            wanted = charge.shipment_ref
            return [
                part
                for part in parts
                if part.shipment is not None and part.shipment.shipment.shipment_ref == wanted
            ]
        if self._lines is None:
            lines = self.cut.of_line.values()
            if len(parts) == len(lines):
                self._lines = parts
            else:
                self._lines = [one[0] if len(one) == 1 else WholeLine(one) for one in lines]
        return self._lines

    def _place(self, bearer: Part, share: Amount, shares: list[Amount], name: str) -> None:
        """Put a share where it belongs: at the part, or over the parts of its line by quantity."""
        if isinstance(bearer, OrderPart):
            shares[bearer.place] = share
            return
        assert isinstance(bearer, WholeLine)  # noqa: S101 - the other kind that bears a charge
        parts = bearer.parts
        unit = self.frame.coin.currency
        if not share.value:
            for part in parts:
                shares[part.place] = share
            return
        weights = [part.quantity.value or ZERO for part in parts]
        whole = summed(LINE_QUANTITY, tuple(part.quantity for part in parts), bearer.unit)
        values = share_out(share.value, weights, self.frame.coin.size)
        for part, value in zip(parts, values, strict=True):
            inputs = (share, part.quantity, whole)
            shares[part.place] = Step(PART_SHARE, value, How.SHARE, inputs, None, unit, name)

    def _charged(
        self, charge: Charge, amount: Amount, bearers: Sequence[Part], name: str
    ) -> Charged | None:
        """The charge as the sharing takes it; None where it cannot: finding said."""
        shares: tuple[tuple[str, Decimal], ...] | None = None
        written: Sequence[tuple[str, Decimal]] = ()
        if charge.method == "manual" and charge.shares:
            try:
                written = parse_shares(charge.shares)
            except ValueError:
                parts = {"charge": name, "shares": charge.shares}
                self.frame.say([error(BAD_SHARES, name, **parts)])
                return None
            shares = tuple((one, share) for key, share in written for one in _named(key, bearers))
        keys = [*parse_lines(charge.lines or ""), *(key for key, _ in written)]
        if self._is_cancelled(keys, name):
            return None
        lines: tuple[str, ...] | None = None
        if charge.lines:
            lines = tuple(one for key in parse_lines(charge.lines) for one in _named(key, bearers))
        method = charge.method or "value"
        return Charged(name, amount, method, lines, shares, charge.currency, charge.amount)

    def _is_cancelled(self, keys: Sequence[str], name: str) -> bool:
        """Whether a charge names lines of the order that are cancelled; says which."""
        found = False
        number = self.frame.number
        for line in self.frame.file.lines:
            names = (str(line.line_no), f"{number}/{line.line_no}")
            if line.cancelled_on is not None and any(key in names for key in keys):
                found = True
                parts = {"line": names[0], "day": line.cancelled_on.isoformat()}
                self.frame.say([error(CANCELLED_LINE, name, charge=name, **parts)])
        return found

    def _amount(self, charge: Charge, bearers: Sequence[Part], name: str) -> Amount:
        """The amount in home currency: as written, at the rate of its invoice or of its day."""
        coin = self.frame.coin
        key = charge.charge_ref or name
        if charge.amount is None:
            ref = RecordRef("charges", key, "percent")
            sign = signed(charge.kind, charge.percent or ZERO)
            percent: Amount = given(PERCENT, sign, ref, unit="%", note=charge.kind)
            lines = set(parse_lines(charge.lines)) if charge.lines else None
            goods = tuple(
                one.goods for one in bearers
                if lines is None or any(key in lines for key in _keys(one))
            )  # fmt: skip
            base = summed(GOODS_SUM, goods, coin.currency)
            return rounded(OF_GOODS, (base, percent), coin, note=name)
        ref = RecordRef("charges", key, "amount")
        sign = signed(charge.kind, charge.amount)
        written: Amount = given(WRITTEN, sign, ref, unit=charge.currency, note=charge.kind)
        rate = self._rate(charge, key)
        if rate is None:
            return rounded(CHARGE, (written,), coin, note=name)
        return rounded(CONVERTED, (written, rate), coin, note=name, how=How.CONVERT)

    def _rate(self, charge: Charge, key: str) -> Amount | None:
        currency, home = charge.currency, self.frame.coin.currency
        if currency == home:
            return None
        if charge.rate is not None:
            ref = RecordRef("charges", key, "rate")
            return given(OWN_RATE, charge.rate, ref, unit=f"{home}/{currency}")
        return self.frame.rate(currency, charge.invoice_date or self._goods_day(charge))

    def _goods_day(self, charge: Charge) -> date:
        """Day of the goods: of their actual invoice, else of entry, else of the order."""
        file = self.frame.file
        invoices = [
            one
            for one in file.charges
            if one.kind == "goods" and one.stands_for == "actual" and one.invoice_date is not None
        ]
        own = [one for one in invoices if one.shipment_ref == charge.shipment_ref]
        for one in own or [one for one in invoices if one.order_number]:
            if one.invoice_date is not None:
                return one.invoice_date
        if charge.shipment_ref:
            return min(goods_day(part) for part in self.cut.parts if _is_on(part, charge))
        own_parts = [part for part in self.cut.parts if part.own]
        return min((goods_day(part) for part in own_parts), default=file.order.order_date)


def _is_on(part: OrderPart, charge: Charge) -> bool:
    return part.shipment is not None and part.shipment.shipment.shipment_ref == charge.shipment_ref


def _keys(part: Part) -> tuple[str, ...]:
    """How a charge may name a line: by its number, or by order and number."""
    if not isinstance(part, OrderPart):
        return (part.name,)
    number = str(part.line.line_no)
    return (number, f"{part.order.order_number}/{number}")


def _named(key: str, bearers: Sequence[Part]) -> list[str]:
    """The names of the lines that a key of a charge means; the key itself where it means none."""
    return [part.name for part in bearers if key in _keys(part)] or [key]


class WholeLine(Part):
    """A line whose parts travel apart, as charges on the order see it."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[OrderPart]) -> None:
        """Add up the parts."""
        first = parts[0]
        self.parts = parts
        self.name, self.unit, self.unit_kg = first.name, first.unit, first.unit_kg
        self.number = sum((part.number for part in parts), ZERO)
        goods = tuple(part.goods for part in parts)
        self.goods = summed(LINE_GOODS, goods, goods[0].unit)
        self.kilos = bare_kilos(self.number, self.unit, self.unit_kg)

    def say_quantity(self) -> Amount:
        """The quantities of the parts together."""
        return summed(LINE_QUANTITY, tuple(part.quantity for part in self.parts), self.unit)

    @property
    def volume(self) -> Amount | None:
        """Cubic metres of a unit, where all parts travel alone."""
        volumes = [part.volume_shipped for part in self.parts]
        known = [volume for volume in volumes if volume is not None]
        if len(known) < len(volumes):
            return None
        whole = summed(SHIPMENT_VOLUMES, tuple(known), "m3")
        return quotient(VOLUME_EACH, whole, self.quantity, f"m3/{self.unit}")

    @property
    def weight(self) -> Amount | None:
        """Net weight of a piece."""
        return self.parts[0].weight
