"""Import taxes: the country's VAT, GST or consumption tax on its own base, and taxes of the user.

Tax is worked out on the whole entry. Where a country rounds line by line (Japan) its rule says so
in the pack, and the lines are rounded as it tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, RuleRef, Step, missing, product, quotient, ruled
from remanence.core.costs.charges import KINDS_OF_COST
from remanence.core.costs.customs_value import rounding_of
from remanence.core.costs.duty import country_rows
from remanence.core.costs.figures import HUNDRED, ZERO, Coin, rounded, summed, to_multiple
from remanence.core.costs.parts import Spread
from remanence.core.policy.countries import EU_MEMBERS
from remanence.core.policy.pack import Pack
from remanence.core.policy.rows import CountryRule

VAT_RATE = N_("vat.rate", "{note}: {value}")
OWN_RATE = N_("vat.own_rate", "VAT as you named it: {value}")
VAT_BASE = N_("vat.base", "Base of the import tax: {value}")
LINE_BASE = N_("vat.line_base", "Base of the import tax for this line: {value}")
LINE_CUT = N_("vat.line_base_rounded", "Base of the line as the country rounds it: {value}")
VAT = N_("vat.amount", "Import tax: {0} at {1}")
VAT_SUM = N_("vat.sum", "Import taxes together: {value}")
LINE_TAX = N_("vat.line", "Tax of the line before rounding: {0} times {1}")
TAX_SUM = N_("vat.lines_sum", "Tax of all lines before rounding: {value}")
TAX_CUT = N_("vat.rounded", "{note}, as the country rounds it: {value}")
FACTOR = N_("vat.factor", "{0} as a factor")
RATIO = N_("vat.ratio", "{0} of {1}: the share of the tax before it")
HUNDREDTHS = N_("vat.hundred", "Percent: of {value}")
NOT_KNOWN = N_("vat.not_known", "The import tax is not known: {note}")
NONE = N_("vat.none", "No tax at import: {note}")
PART = N_("vat.part", "{note}: {value}")
NO_RATE = N_(
    "vat.no_rate",
    "The pack has no VAT or other import tax of {country} for {day}. Name it with vat_percent.",
)

_NOT_TAXES: Final = frozenset({"valuation", "surcharge"})
NO_TAX: Final = ("none",)
_PLAIN_BASE: Final = ("customs", "duty")


class TaxRule(NamedTuple):
    """One import tax: its rate, what it is taken of, how it is rounded."""

    name: str
    percent: Amount
    base: tuple[str, ...]
    rounding: dict[str, tuple[Decimal, str]]
    ref: RuleRef | None


class TaxOutcome(NamedTuple):
    """The import tax of an entry. `weights` are what each line brings into the base."""

    base: Amount
    amount: Amount
    line_bases: list[Amount]
    findings: tuple[Finding, ...] = ()


class TaxInputs(NamedTuple):
    """What an entry holds when tax is asked for, a list a line each."""

    customs: Sequence[Amount]
    duty: Sequence[Amount]
    general_duty: Sequence[Amount]
    fees: Sequence[Amount]
    own_taxes: Sequence[Sequence[Amount]]
    spreads: Sequence[Spread]
    coin: Coin


def tax_rules(pack: Pack, country: str, day: date) -> tuple[TaxRule, ...]:
    """The import taxes of a country on a day, in their sequence; of one name the newest."""
    key = ("import taxes", country, day)
    known = pack.memo.get(key)
    if not isinstance(known, tuple):
        known = pack.memo[key] = _tax_rules(pack, country, day)
    return known


def _tax_rules(pack: Pack, country: str, day: date) -> tuple[TaxRule, ...]:
    rows: dict[str, CountryRule] = {}
    for row in country_rows(pack, country):
        if row.topic not in _NOT_TAXES and row.validity.holds_on(day):
            rows[row.topic] = row
    if rows:
        return tuple(_rule(row) for row in rows.values())
    held = {country, "EU"} if country in EU_MEMBERS else {country}
    return tuple(
        TaxRule(
            row.layer,
            ruled(VAT_RATE, row.rate_percent, row.ref, unit="%", note=row.programme),
            row.value_basis,
            {},
            row.ref,
        )
        for row in pack.duties
        if row.destination in held
        and row.rate_type == "tax"
        and row.value_basis != ("none",)
        and "ALL" in row.codes
        and row.validity.holds_on(day)
    )


def _rule(row: CountryRule) -> TaxRule:
    name = f"{row.topic} of {row.country}"
    percent: Amount = ruled(VAT_RATE, row.rate_percent, row.ref, unit="%", note=name)
    return TaxRule(row.topic, percent, row.tax_base_parts, rounding_of(row), row.ref)


def own_rule(percent: Decimal, rules: Sequence[TaxRule]) -> tuple[TaxRule, ...]:
    """The user's rate on the base that the country's first tax is taken of."""
    base = rules[0].base if rules and rules[0].base != NO_TAX else _PLAIN_BASE
    rate: Amount = Step(OWN_RATE, percent, How.CHOSEN, (), None, "%")
    return (TaxRule("VAT", rate, base, {}, None),)


def import_tax(  # noqa: PLR0913 - a tax hangs on all of these
    rules: Sequence[TaxRule],
    inputs: TaxInputs,
    duty_rounding: Mapping[str, tuple[Decimal, str]],
    *,
    country: str,
    day: date,
    recoverable: bool,
    where: str,
) -> TaxOutcome:
    """The import tax of an entry on the base that its rule names; unknown without a rule."""
    coin = inputs.coin
    if not rules:
        report = warning if recoverable else error
        finding = report(NO_RATE, where, country=country, day=day)
        unknown = missing(NOT_KNOWN, unit=coin.currency, note=finding.message)
        return TaxOutcome(unknown, unknown, [unknown] * len(inputs.customs), (finding,))
    if rules[0].base == NO_TAX:
        return untaxed(rules[0], len(inputs.customs), coin)
    if any(rule.rounding for rule in rules):
        return _line_by_line(rules, inputs, duty_rounding)
    return _whole(rules, inputs)


def untaxed(rule: TaxRule, lines: int, coin: Coin) -> TaxOutcome:
    """The outcome in a country that takes no tax at import."""
    zero = ZERO * coin.size
    free: Amount = Step(NONE, zero, How.RULE, (), rule.ref, coin.currency, rule.name)
    return TaxOutcome(free, free, [free] * lines)


def _pieces(base: tuple[str, ...], inputs: TaxInputs, place: int) -> tuple[Amount, ...]:
    """What one line brings into a base."""
    found: list[Amount] = []
    for name in base:
        if name in ("customs", "entry"):
            found.append(inputs.customs[place])
        elif name == "duty":
            found.append(inputs.duty[place])
        elif name.startswith("duty:"):
            found.append(inputs.general_duty[place])
        elif name == "fees":
            found.append(inputs.fees[place])
        elif name == "onward":
            found += [s.shares[place] for s in inputs.spreads if _after_border(s)]
        elif name == "transport":
            found += [s.shares[place] for s in inputs.spreads if _to_border(s)]
    found += [shares[place] for shares in inputs.own_taxes]
    return tuple(amount for amount in found if amount.value != ZERO)


def _after_border(spread: Spread) -> bool:
    """Carriage or insurance that the customs value does not hold."""
    return KINDS_OF_COST[spread.kind].carriage and spread.counts is False


def _to_border(spread: Spread) -> bool:
    """International freight or insurance that the customs value does not hold."""
    return bool(KINDS_OF_COST[spread.kind].border_part) and _after_border(spread)


def _whole(rules: Sequence[TaxRule], inputs: TaxInputs) -> TaxOutcome:
    coin = inputs.coin
    places = range(len(inputs.customs))
    bases = [
        summed(LINE_BASE, _pieces(rules[0].base, inputs, place), coin.currency) for place in places
    ]
    base = summed(VAT_BASE, tuple(bases), coin.currency)
    amounts = []
    for rule in rules:
        own = base
        if rule.base != rules[0].base:
            lines = tuple(p for place in places for p in _pieces(rule.base, inputs, place))
            own = summed(VAT_BASE, lines, coin.currency)
        amounts.append(rounded(VAT, (own, rule.percent), coin, ref=rule.ref, note=rule.name))
    amount = amounts[0] if len(amounts) == 1 else summed(VAT_SUM, tuple(amounts), coin.currency)
    return TaxOutcome(base, amount, bases)


def _line_by_line(
    rules: Sequence[TaxRule], inputs: TaxInputs, duty_rounding: Mapping[str, tuple[Decimal, str]]
) -> TaxOutcome:
    """As Japan does: bases cut, taxes kept exact by line, the sum of each tax cut."""
    coin = inputs.coin
    cut_duty = duty_rounding.get("duty_line_in_tax_base")
    if cut_duty is not None:
        ref = rules[0].ref
        duty = [to_multiple(LINE_CUT, one, *cut_duty, ref) for one in inputs.duty]
        inputs = inputs._replace(duty=duty)
    bases: list[Amount] = []
    taxes: dict[str, list[Amount]] = {}
    payable: list[Amount] = []
    for rule in rules:
        lines = []
        for place in range(len(inputs.customs)):
            base, factor = _line_base(rule, rules, inputs, taxes, place)
            if rule is rules[0]:
                bases.append(base)
            line = product(LINE_TAX, (base, factor), coin.currency)
            lines.append(_cut(LINE_CUT, line, rule, "tax_line"))
        taxes[rule.name] = lines
        exact = summed(TAX_SUM, tuple(lines), coin.currency)
        payable.append(_cut(TAX_CUT, exact, rule, "tax"))
    amount = payable[0] if len(payable) == 1 else summed(VAT_SUM, tuple(payable), coin.currency)
    return TaxOutcome(summed(VAT_BASE, tuple(bases), coin.currency), amount, bases)


def _line_base(
    rule: TaxRule,
    rules: Sequence[TaxRule],
    inputs: TaxInputs,
    taxes: dict[str, list[Amount]],
    place: int,
) -> tuple[Amount, Amount]:
    """Base and factor of one line: on value and duty, or on the tax before it."""
    name = rule.base[0].removeprefix("tax:")
    if name in taxes:
        before = next(one for one in rules if one.name == name)
        base = _cut(LINE_CUT, taxes[name][place], before, "tax_line_in_local_base")
        return base, quotient(RATIO, rule.percent, before.percent, "")
    whole = summed(LINE_BASE, _pieces(rule.base, inputs, place), inputs.coin.currency)
    hundred: Amount = Step(HUNDREDTHS, HUNDRED, How.GIVEN, (), None, "%")
    return _cut(LINE_CUT, whole, rule, "tax_base"), quotient(FACTOR, rule.percent, hundred, "")


def _cut(code: str, amount: Amount, rule: TaxRule, what: str) -> Amount:
    wanted = rule.rounding.get(what)
    return amount if wanted is None else to_multiple(code, amount, *wanted, rule.ref)
