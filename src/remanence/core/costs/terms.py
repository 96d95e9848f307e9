"""What holds for a customs entry as a whole: day, country, rules, the user's duties and taxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from remanence.core.base.steps import Answer, Step
from remanence.core.costs.customs_value import Valuation
from remanence.core.costs.duty import Stacks
from remanence.core.costs.figures import Coin
from remanence.core.costs.incoterms import holds
from remanence.core.costs.quote import OwnDuty, OwnTax
from remanence.core.costs.rates import RateBook
from remanence.core.costs.tariff import Asking
from remanence.core.costs.taxes import TaxRule
from remanence.core.policy.rows import Incoterm


class EntryTerms(NamedTuple):
    """What holds for an entry as a whole.

    Attributes:
        day: of entry, as a step; destination: ISO-2, as a step.
        asking: what rules may ask besides code, origin and day.
        term: delivery term; None where the pack has no row for it.
        own_duty: the user's duties; None: the pack decides.
        packed_duty: False where duty is paid otherwise (charges, entries): no layers at all.
        fees: whether the pack's fees count.
        taxes: whether import tax is worked out at all.
        where: how findings name the whole; `line_where` how they name a line.
    """

    day: Step[date]
    destination: Step[str]
    coin: Coin
    asking: Asking
    valuation: Valuation
    stacks: Stacks
    rates: RateBook
    tax_rules: tuple[TaxRule, ...] = ()
    term: Incoterm | None = None
    own_duty: tuple[OwnDuty, ...] | None = None
    own_taxes: tuple[OwnTax, ...] = ()
    packed_duty: bool = True
    fees: bool = True
    taxes: bool = True
    recoverable: bool = True
    where: str = ""
    line_where: Callable[[str], str] = str

    @property
    def held(self) -> bool:
        """Whether the seller pays duty, fees and import tax under the delivery term."""
        return holds(self.term, "duty").value is Answer.YES
