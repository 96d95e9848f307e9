"""Charges of a quote: each worked out, converted and rounded once, then spread over the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import (
    Amount,
    Answer,
    How,
    RecordRef,
    Step,
    assumed,
    difference,
    given,
    missing,
    product,
    quotient,
)
from remanence.core.costs.charges import signed
from remanence.core.costs.customs_value import counts, valuation_of
from remanence.core.costs.figures import HUNDRED, Coin, rounded, summed
from remanence.core.costs.incoterms import holds, term_of
from remanence.core.costs.parts import Part, Spread
from remanence.core.costs.quote import Quote, QuoteCharge
from remanence.core.costs.rates import RateBook
from remanence.core.costs.sharing import Charged, share_charge
from remanence.core.policy.pack import Pack

WRITTEN = N_("charge.written", "{note}: {value}")
CHARGE = N_("charge.amount", "{note}: {0}")
CONVERTED = N_("charge.converted", "{note}: {0} at {1}")
PERCENT = N_("charge.percent", "{note}: {value}")
OF_GOODS = N_("charge.of_goods", "{note}: {1} of {0}")
GOODS = N_("charge.goods", "Goods that it is taken of: {value}")
INSURED = N_("charge.insured", "{note}: {2} of {1} of {0}")
CIF_BASE = N_("charge.cif_base", "Goods and freight: {value}")
OF_CIF = N_("charge.of_cif", "{note}: {0} times {1}, so that it is insured with them")
SHARE = N_("charge.insurance_share", "{0} as a factor")
PART = N_("charge.insurance_part", "Insurance as a part of CIF: {0} times {1}")
REST = N_("charge.insurance_rest", "The rest of CIF: {0} less {1}")
FACTOR = N_("charge.insurance_factor", "Insurance over the rest: {0} over {1}")
WHOLE = N_("charge.whole", "The whole: {value}")
INVOICED = N_("line.goods_invoiced", "Goods as invoiced: {value}")
TOO_MUCH = N_(
    "charge.insurance_too_much",
    "{charge}: {rate} % of {cover} % is {part} % of CIF; a premium of 100 % of what it insures, "
    "itself included, cannot be worked out. Correct rate_percent or cover_percent.",
)
NO_AMOUNT = N_("charge.no_amount", "{charge} has neither an amount nor a percentage.")
HELD = N_(
    "charge.held_by_price",
    "The price under {incoterm} already holds {kind}: the charge is taken as included and raises "
    "no cost. Say included_in_price no if it comes on top.",
)

_ONE: Amount = Step(WHOLE, HUNDRED / HUNDRED, How.GIVEN)
_ALL: Amount = Step(WHOLE, HUNDRED, How.GIVEN, (), None, "%")


class Costing(NamedTuple):
    """What every charge of one quote needs."""

    quote: Quote
    coin: Coin
    rates: RateBook
    findings: list[Finding]

    def rate(self, currency: str) -> Amount | None:
        """The rate to the currency of the quote; None where none is needed."""
        if currency == self.quote.currency:
            return None
        found = self.rates.rate(currency, self.quote.currency, self.quote.day)
        for one in found.findings:
            if one not in self.findings:
                self.findings.append(one)
        return found.rate


def name_of(quote: Quote, place: int) -> str:
    """How findings name a charge: its place and kind."""
    return f"charge {place + 1} ({quote.charges[place].kind})"


def spread_charges(
    costing: Costing, parts: list[Part], pack: Pack
) -> tuple[list[Part], list[Spread]]:
    """Every charge over the lines, in the sequence given, and the lines at their invoiced value.

    A charge of kind `goods` takes the place of the price of its lines, and charges by value follow
    what was invoiced; so those come first, insurance of CIF last.
    """
    quote = costing.quote
    order = sorted(range(len(quote.charges)), key=lambda place: _rank(quote.charges[place]))
    spreads: dict[int, Spread] = {}
    for place in [one for one in order if quote.charges[one].kind == "goods"]:
        spreads[place] = _spread(costing, parts, place, spreads, pack)
    parts = _invoiced(parts, list(spreads.values()))
    for place in order:
        if place not in spreads:
            spreads[place] = _spread(costing, parts, place, spreads, pack)
    return parts, [spreads[place] for place in range(len(quote.charges))]


def _rank(charge: QuoteCharge) -> int:
    of_cif = charge.insurance is not None and charge.insurance.of == "cif"
    return 2 if of_cif else 0 if charge.kind == "goods" else 1


def _invoiced(parts: list[Part], goods: Sequence[Spread]) -> list[Part]:
    """The lines with what was invoiced in place of their price."""
    for place, part in enumerate(parts):
        invoiced = tuple(
            one.shares[place] for one in goods if one.shares[place].how is not How.GIVEN
        )
        if invoiced:
            part.goods = summed(INVOICED, invoiced, part.goods.unit)
    return parts


def _spread(
    costing: Costing, parts: Sequence[Part], place: int, done: dict[int, Spread], pack: Pack
) -> Spread:
    quote = costing.quote
    charge = quote.charges[place]
    name = name_of(quote, place)
    amount = _amount(costing, charge, parts, place, done)
    charged = Charged(
        name, amount, charge.method, charge.lines, charge.shares, charge.currency, charge.amount
    )
    shares, problems = share_charge(charged, parts, costing.coin, name)
    costing.findings.extend(problems)
    valuation = valuation_of(pack, quote.destination, quote.day)
    counted = counts(valuation, charge.kind, charge.before_border)
    included = charge.kind == "goods" or _included(costing, charge, pack, name)
    return Spread(charge.kind, amount, shares, counted, included)


def _included(costing: Costing, charge: QuoteCharge, pack: Pack, name: str) -> bool:
    """Whether the price holds the charge: as said, else as the delivery term says (with a note)."""
    if charge.included_in_price is not None:
        return charge.included_in_price
    term = term_of(pack, costing.quote.incoterm)
    if holds(term, charge.kind).value is not Answer.YES or term is None:
        return False
    costing.findings.append(warning(HELD, name, incoterm=term.rule, kind=charge.kind))
    return True


def _amount(
    costing: Costing,
    charge: QuoteCharge,
    parts: Sequence[Part],
    place: int,
    done: dict[int, Spread],
) -> Amount:
    name = name_of(costing.quote, place)
    ref = RecordRef("quote", name, "amount")
    if charge.insurance is not None:
        return _insurance(costing, charge, parts, done, name)
    if charge.percent is not None:
        sign = signed(charge.kind, charge.percent)
        percent: Amount = given(PERCENT, sign, ref, unit="%", note=charge.kind)
        return rounded(OF_GOODS, (_goods(charge, parts, costing), percent), costing.coin, note=name)
    if charge.amount is None:
        costing.findings.append(error(NO_AMOUNT, name, charge=name))
        return missing(CHARGE, ref, unit=costing.coin.currency, note=name)
    say = assumed if charge.assumed else given
    written: Amount = say(
        WRITTEN, signed(charge.kind, charge.amount), ref, unit=charge.currency, note=charge.kind
    )
    rate = costing.rate(charge.currency)
    if rate is None:
        return rounded(CHARGE, (written,), costing.coin, note=name)
    return rounded(CONVERTED, (written, rate), costing.coin, note=name, how=How.CONVERT)


def _goods(charge: QuoteCharge, parts: Sequence[Part], costing: Costing) -> Amount:
    """The goods of the lines that the charge concerns."""
    lines = charge.lines
    concerned = tuple(part.goods for part in parts if lines is None or part.name in lines)
    return summed(GOODS, concerned, costing.coin.currency)


def _borne(spread: Spread, charge: QuoteCharge, parts: Sequence[Part]) -> Sequence[Amount]:
    """What the lines that a charge concerns bear of another; the whole where it concerns all."""
    if charge.lines is None:
        return (spread.amount,)
    return [spread.shares[at] for at, part in enumerate(parts) if part.name in charge.lines]


def _insurance(
    costing: Costing,
    charge: QuoteCharge,
    parts: Sequence[Part],
    done: dict[int, Spread],
    name: str,
) -> Amount:
    """A rate of the insured value: of the goods, or of CIF, which holds the insurance itself."""
    assert charge.insurance is not None  # noqa: S101 - the caller looked
    terms = charge.insurance
    ref = RecordRef("quote", name, "insurance")
    rate: Amount = given(PERCENT, terms.rate_percent, ref, unit="%", note="rate")
    cover: Amount = given(PERCENT, terms.cover_percent, ref, unit="%", note="cover")
    goods = _goods(charge, parts, costing)
    if terms.of != "cif":
        return rounded(INSURED, (goods, cover, rate), costing.coin, note=name)
    freight = [
        share
        for place, spread in sorted(done.items())
        if spread.kind == "freight"
        and not spread.included
        and costing.quote.charges[place].before_border is not False
        for share in _borne(spread, charge, parts)
    ]
    base = summed(CIF_BASE, (goods, *freight), costing.coin.currency)
    part = product(PART, (quotient(SHARE, cover, _ALL, ""), quotient(SHARE, rate, _ALL, "")), "")
    if part.value is not None and part.value >= 1:
        said = {"rate": f"{terms.rate_percent:f}", "cover": f"{terms.cover_percent:f}"}
        percent = f"{(part.value * HUNDRED).normalize():f}"
        costing.findings.append(error(TOO_MUCH, name, charge=name, part=percent, **said))
        return missing(OF_CIF, ref, unit=costing.coin.currency, note=name)
    factor = quotient(FACTOR, part, difference(REST, _ONE, part), "")
    return rounded(OF_CIF, (base, factor), costing.coin, note=name)
