"""Charges, duties and taxes of a quote, read from JSON."""

from __future__ import annotations

from decimal import Decimal

from remanence.app.jsonin import LARGEST, MOST_PERCENT, WRONG_SHAPE, Reader, number_of
from remanence.core.base.measure import UNITS
from remanence.core.base.sentences import N_
from remanence.core.costs.charges import METHODS, parse_lines, parse_shares
from remanence.core.costs.quote import Insurance, OwnDuty, OwnTax, QuoteCharge
from remanence.core.facts.charges import KINDS

BAD_SHARES = N_("quote.shares", "{where}: write 1:40.00;3:60.00, or an object of line and amount.")
NO_AMOUNT = N_("quote.no_amount", "{where}: give amount, percent or insurance.")
TWO_AMOUNTS = N_(
    "quote.two_amounts", "{where} has {keys}: give one of amount, percent and insurance."
)
NOT_BY_HAND = N_(
    "quote.shares_not_manual", "{where}: shares are for method manual; here it is {method}."
)
NO_RATE = N_("quote.duty_without_rate", "{where}: give percent, or per_unit with unit.")


def read_charge(one: Reader, currency: str) -> QuoteCharge:
    """One charge; a blank currency is that of the quote, and marked as assumed."""
    insurance = _insurance(one)
    amount = one.number("amount", signed=True, most=LARGEST)
    percent = one.number("percent", signed=True, most=MOST_PERCENT)
    _one_amount(one)
    charge = QuoteCharge(
        kind=one.word("kind", KINDS, needed=True) or "other",
        currency=one.currency("currency", currency) or currency,
        amount=amount,
        percent=percent,
        insurance=insurance,
        method=one.word("method", METHODS) or "value",
        lines=_named_lines(one),
        shares=_shares(one),
        before_border=one.flag("before_border"),
        included_in_price=one.flag("included_in_price"),
        assumed=not one.has("currency"),
    )
    if charge.shares is not None and charge.method != "manual":
        one.say(NOT_BY_HAND, "shares", method=charge.method)
    one.leave()
    return charge


def _one_amount(one: Reader) -> None:
    """An amount is said in one way."""
    said = [key for key in ("amount", "percent", "insurance") if one.has(key)]
    if not said:
        one.say(NO_AMOUNT, "")
    elif len(said) > 1:
        one.say(TWO_AMOUNTS, "", keys=" and ".join(said))


def _insurance(one: Reader) -> Insurance | None:
    terms = one.one("insurance")
    if terms is None:
        return None
    rate = terms.number("rate_percent", needed=True, most=MOST_PERCENT) or Decimal(0)
    cover = terms.number("cover_percent", over_zero=True, most=MOST_PERCENT) or Decimal(100)
    of = terms.word("of", ("goods", "cif")) or "goods"
    terms.leave()
    return Insurance(rate, cover, of)


def _named_lines(one: Reader) -> tuple[str, ...] | None:
    value = one.raw("lines")
    if value is None:
        return None
    if isinstance(value, str):
        return parse_lines(value)
    if isinstance(value, list):
        return tuple(str(name) for name in value)
    one.say(WRONG_SHAPE, "lines", wanted='"1;3" or a list of line ids')
    return None


def _shares(one: Reader) -> tuple[tuple[str, Decimal], ...] | None:
    value = one.raw("shares")
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return parse_shares(value)
        except ValueError:
            one.say(BAD_SHARES, "shares")
            return None
    if not isinstance(value, dict):
        one.say(BAD_SHARES, "shares")
        return None
    read = {
        str(name): number_of(share, one.at(f"shares, {name}"), one.findings)
        for name, share in value.items()
    }
    return tuple((name, share) for name, share in read.items() if share is not None)


def read_duties(reader: Reader) -> tuple[OwnDuty, ...] | None:
    """The user's duties; None where the pack decides."""
    if not reader.has("duty"):
        reader.raw("duty")
        return None
    return tuple(
        _duty(one, place) for place, one in enumerate(reader.items("duty", "duty"), start=1)
    )


def _duty(one: Reader, place: int) -> OwnDuty:
    percent = one.number("percent", most=MOST_PERCENT)
    per_unit = one.number("per_unit", most=LARGEST)
    if not one.has("percent") and not one.has("per_unit"):
        one.say(NO_RATE, "")
    unit = one.word("unit", UNITS, needed=per_unit is not None)
    duty = OwnDuty(one.text("name") or f"duty {place}", one.text("hs"), percent, per_unit, unit)
    one.leave()
    return duty


def read_tax(one: Reader) -> OwnTax:
    """A tax that the user names."""
    tax = OwnTax(
        one.text("name") or "tax",
        one.number("percent", needed=True, most=MOST_PERCENT) or Decimal(0),
        one.word("base", ("customs", "customs+duty")) or "customs",
    )
    one.leave()
    return tax
