"""One customs entry: customs value, duty, fees and import tax of goods entered together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Step, missing
from remanence.core.costs.allocation import share_out
from remanence.core.costs.customs_value import (
    capped,
    customs_values,
    stand_ins,
    undecided,
    unstated,
)
from remanence.core.costs.fees import EntryFee, FeeCase, entry_fees
from remanence.core.costs.figures import (
    ZERO,
    Figures,
    Late,
    added,
    nothing,
    rounded,
    summed,
    values_of,
)
from remanence.core.costs.line_duty import (
    LayerAmount,
    LineDuties,
    LineLayers,
    line_layers,
    problems_of,
    stacks_for,
)
from remanence.core.costs.parts import Part, Spread
from remanence.core.costs.quote import OwnTax
from remanence.core.costs.taxes import NO_TAX, TaxInputs, TaxOutcome, import_tax, untaxed
from remanence.core.costs.terms import EntryTerms

DUTY = N_("line.duty", "Duty of this line: {value}")
FEES = N_("line.fees", "Fees of this line: {value}")
OWN_TAX = N_("tax.own", "{note}: {1} of {0}")
OWN_TAX_RATE = N_("tax.own_rate", "{note}, as you named it: {value}")
OWN_TAX_BASE = N_("tax.own_base", "Taken of: {value}")
BORNE = N_("line.duty_borne", "Duty of this line beside its price: {value}")
SELLER_PAYS = N_(
    "entry.seller_pays",
    "Under {incoterm} the seller pays duty, fees and import tax: they are shown, and not added to "
    "the landed cost. What comes on top all the same is a charge of kind duty with "
    "included_in_price no.",
)
SHARE = N_("line.tax_share", "{note}: this line's part of {0}")
DOUBTED = N_("line.customs_value_not_known", "Customs value not known: {note}")
ZERO_BASIS = N_(
    "tax.zero_basis", "{tax} cannot be shared over the lines: what it is taken of sums to zero."
)


class OwnTaxAmount(NamedTuple):
    """A tax that the user named, and what each line bears of it."""

    tax: OwnTax
    amount: Amount
    shares: tuple[Amount, ...]


class EntryCost(NamedTuple):
    """What an entry costs beside goods and charges: a list a line each, in their sequence.

    `duty` and `fee_sums` are all that is paid at the border. `borne_duty` and `borne_fees` are what
    raises cost: less what the price holds, and what the delivery term leaves to the seller.
    `borne_taxes` are the user's own taxes that do.
    """

    customs: list[Amount]
    layers: Sequence[Sequence[LayerAmount]]
    duty: Sequence[Amount]
    fees: list[EntryFee]
    fee_sums: Sequence[Amount]
    borne_duty: Sequence[Amount]
    borne_fees: Sequence[Amount]
    own_taxes: list[OwnTaxAmount]
    borne_taxes: list[OwnTaxAmount]
    tax: TaxOutcome | None
    tax_shares: list[Amount]
    findings: tuple[Finding, ...]
    turns: date | None


def enter(
    terms: EntryTerms,
    parts: Sequence[Part],
    spreads: Sequence[Spread],
    fees: list[EntryFee] | None = None,
) -> EntryCost:
    """Work out an entry. Charges of kind `duty` among the spreads are duty paid.

    `fees` are given where they were worked out on more goods than these.
    """
    findings = [*undecided(terms.valuation, spreads, terms.where), *_notes(terms, spreads)]
    customs = _customs(terms, parts, spreads)
    stacks = stacks_for(terms, parts)
    findings += problems_of(terms, parts, stacks)
    duties = line_layers(terms, parts, customs, stacks)
    duty = _duties(terms, duties.layers, spreads)
    if fees is None:
        case = FeeCase(terms.coin, customs, terms.rates, terms.day.value, terms.where)
        fees, of_fees = entry_fees(case, [stack.fees for stack in stacks])
        findings += of_fees
    fee_sums = _fee_sums(terms, fees, len(parts))
    findings += duties.findings
    own = [_own_tax(terms, tax, customs, duty, findings) for tax in terms.own_taxes]
    tax = _untaxed(terms, len(parts))
    if tax is None and terms.taxes:
        inputs = _tax_inputs(terms, customs, duties, duty, fee_sums)
        inputs = inputs._replace(own_taxes=[one.shares for one in own], spreads=spreads)
        tax = _import_tax(terms, inputs, findings)
    tax_shares = _tax_shares(terms, tax, len(parts), findings)
    return EntryCost(
        customs=customs,
        layers=duties.layers,
        duty=duty,
        fees=fees,
        fee_sums=fee_sums,
        borne_duty=_borne(terms, duties.layers, spreads, duty),
        borne_fees=[nothing(terms.coin.currency)] * len(parts) if terms.held else fee_sums,
        own_taxes=own,
        borne_taxes=[] if terms.held else own,
        tax=tax,
        tax_shares=tax_shares,
        findings=tuple(findings),
        turns=min((stack.turns for stack in stacks if stack.turns is not None), default=None),
    )


def _notes(terms: EntryTerms, spreads: Sequence[Spread]) -> list[Finding]:
    """What the delivery term says of the value and of who pays, where this is worked out here."""
    if not terms.taxes:
        return []
    found = unstated(terms.valuation, terms.term, spreads, terms.where)
    if terms.held and terms.term is not None:
        found.append(warning(SELLER_PAYS, terms.where, incoterm=terms.term.rule))
    return found


def _tax_inputs(
    terms: EntryTerms,
    customs: list[Amount],
    duties: LineDuties,
    duty: Sequence[Amount],
    fee_sums: Sequence[Amount],
) -> TaxInputs:
    """What the lines bring to the import tax; duty before a country's rounding of the sum."""
    unit = terms.coin.currency
    exact = duty
    if duties.exact is not duties.layers and any(duties.exact):
        exact = [summed(DUTY, tuple(amount for _, amount in line), unit) for line in duties.exact]
    general = [line[0][1] if line else own for line, own in zip(duties.layers, duty, strict=True)]
    return TaxInputs(customs, exact, general, fee_sums, [], [], terms.coin)


def _customs(terms: EntryTerms, parts: Sequence[Part], spreads: Sequence[Spread]) -> list[Amount]:
    counted: Sequence[Spread] = spreads
    if terms.valuation.caps:
        counted = capped(terms.valuation, terms.asking.mode, parts, spreads, terms.coin)
    if terms.valuation.when_missing:
        counted = [
            *counted, *stand_ins(terms.valuation, terms.term, parts, spreads, terms.coin),
        ]  # fmt: skip
    if any(spread.counts is None for spread in spreads):
        note = "a charge may or may not count"
        return [missing(DOUBTED, unit=terms.coin.currency, note=note)] * len(parts)
    return customs_values(parts, counted, terms.coin)


def _duties(
    terms: EntryTerms, layers: Sequence[Sequence[LayerAmount]], spreads: Sequence[Spread]
) -> Sequence[Amount]:
    """Duty of each line: its layers, and its part of duty that was charged."""
    charged = [s.shares for s in spreads if s.kind == "duty"]
    unit = terms.coin.currency
    if charged:
        return [
            summed(DUTY, (*[one for _, one in line], *[s[place] for s in charged]), unit)
            for place, line in enumerate(layers)
        ]
    values = [added(_values(line)) for line in layers]
    return Figures(values, lambda place: _LineSum(values[place], (layers[place],), unit))


def _borne(
    terms: EntryTerms,
    layers: Sequence[Sequence[LayerAmount]],
    spreads: Sequence[Spread],
    duty: Sequence[Amount],
) -> Sequence[Amount]:
    """Duty of each line that raises cost."""
    charged = [s for s in spreads if s.kind == "duty"]
    if not terms.held and not any(s.included for s in charged):
        return duty
    own = [s.shares for s in charged if not s.included]
    unit = terms.coin.currency
    found = []
    for place, line in enumerate(layers):
        pieces = [] if terms.held else [one for _, one in line]
        found.append(summed(BORNE, (*pieces, *[shares[place] for shares in own]), unit))
    return found


def _values(line: Sequence[LayerAmount]) -> Sequence[Decimal | None]:
    return line.values if type(line) is LineLayers else [one.value for _, one in line]


class _LineSum(Late[Decimal | None]):
    """Duty of a line: all its layers."""

    __slots__ = ()
    code = DUTY
    how = How.SUM

    @staticmethod
    def make(line: Sequence[LayerAmount]) -> tuple[Amount, ...]:
        """The layers."""
        return tuple(amount for _, amount in line)


class _LineFees(Late[Decimal | None]):
    """Fees of a line."""

    __slots__ = ()
    code = FEES
    how = How.SUM

    @staticmethod
    def make(fees: Sequence[EntryFee], place: int) -> tuple[Amount, ...]:
        """The line's part of each fee."""
        return tuple(fee.shares[place] for fee in fees)


def _fee_sums(terms: EntryTerms, fees: Sequence[EntryFee], lines: int) -> Sequence[Amount]:
    unit = terms.coin.currency
    if len(fees) == 1:
        return fees[0].shares
    if not fees:
        return [nothing(unit)] * lines
    columns = [values_of(fee.shares) for fee in fees]
    values = [added(row) for row in zip(*columns, strict=True)]
    return Figures(values, lambda place: _LineFees(values[place], (fees, place), unit))


def _own_tax(
    terms: EntryTerms,
    tax: OwnTax,
    customs: Sequence[Amount],
    duty: Sequence[Amount],
    findings: list[Finding],
) -> OwnTaxAmount:
    unit = terms.coin.currency
    bases = list(customs)
    if tax.base == "customs+duty":
        pairs = zip(customs, duty, strict=True)
        bases = [summed(OWN_TAX_BASE, pair, unit, tax.name) for pair in pairs]
    base = summed(OWN_TAX_BASE, tuple(bases), unit, tax.name)
    rate: Amount = Step(OWN_TAX_RATE, tax.percent, How.CHOSEN, (), None, "%", tax.name)
    amount = rounded(OWN_TAX, (base, rate), terms.coin, note=tax.name)
    return OwnTaxAmount(tax, amount, _shared(terms, tax.name, amount, base, bases, findings))


def _shared(
    terms: EntryTerms,
    name: str,
    amount: Amount,
    base: Amount,
    bases: Sequence[Amount],
    findings: list[Finding],
) -> tuple[Amount, ...]:
    """An amount of the whole entry as each line bears it, by what it brought into the base."""
    unit = terms.coin.currency
    if len(bases) == 1:
        return (amount,)
    if amount.value == ZERO:
        return (nothing(unit, note=name),) * len(bases)
    weights = [one.value for one in bases]
    known = [weight for weight in weights if weight is not None]
    if amount.value is None or len(known) != len(weights):
        return (missing(SHARE, unit=unit, note=name),) * len(bases)
    if sum(known, ZERO) <= 0 or min(known) < 0:
        findings.append(error(ZERO_BASIS, terms.where, tax=name))
        return (missing(SHARE, unit=unit, note=name),) * len(bases)
    return tuple(
        Step(SHARE, value, How.SHARE, (amount, own, base), None, unit, name)
        for value, own in zip(share_out(amount.value, known, terms.coin.size), bases, strict=True)
    )


def _untaxed(terms: EntryTerms, lines: int) -> TaxOutcome | None:
    """The outcome where the country takes no tax at import, without asking what lines bring."""
    rules = terms.tax_rules
    if terms.taxes and rules and rules[0].base == NO_TAX:
        return untaxed(rules[0], lines, terms.coin)
    return None


def _import_tax(terms: EntryTerms, inputs: TaxInputs, findings: list[Finding]) -> TaxOutcome:
    tax = import_tax(
        terms.tax_rules,
        inputs,
        terms.valuation.rounding,
        country=terms.destination.value,
        day=terms.day.value,
        recoverable=terms.recoverable,
        where=terms.where,
    )
    findings += tax.findings
    return tax


def _tax_shares(
    terms: EntryTerms, tax: TaxOutcome | None, lines: int, findings: list[Finding]
) -> list[Amount]:
    """What each line bears of a tax that is not recovered."""
    if tax is None or terms.recoverable or terms.held:
        return [nothing(terms.coin.currency)] * lines
    shared = _shared(terms, "import tax", tax.amount, tax.base, tax.line_bases, findings)
    return list(shared)
