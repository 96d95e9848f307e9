"""What an order costs landed: lines, parts for trends, variance, and what is still estimated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from remanence.core.base.findings import Finding, in_order, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, difference, missing
from remanence.core.costs.figures import added, summed
from remanence.core.costs.landed import ALL, DutyLayer, FeeAmount, TaxAmount
from remanence.core.costs.once import once
from remanence.core.costs.order.chosen import (
    ACTUAL,
    BOTH,
    ESTIMATE,
    choose,
    is_settled,
    still_estimated,
)
from remanence.core.costs.order.cut import Cut
from remanence.core.costs.order.frame import Frame
from remanence.core.costs.order.groups import Entering, Group
from remanence.core.costs.order.layers import layer_rows
from remanence.core.costs.order.lines import OrderCostLine
from remanence.core.costs.order.part_cost import (
    AllLanded,
    PartCost,
    part_costs,
    standing,
    together,
)
from remanence.core.costs.order.rows import CostPart, cost_parts
from remanence.core.costs.order.spreads import OrderSpread, Spreader
from remanence.core.costs.rates import RateBook
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.policy.pack import Pack

VARIANCE = N_("order.variance", "This figure less the estimate: {0} less {1}")
NOTHING_ACTUAL = N_("order.nothing_actual", "Nothing of this line was invoiced or entered yet")
GOODS_NOT_INVOICED = N_(
    "order.goods_not_invoiced",
    "The goods of line {lines} are not invoiced: the actual cost holds the rest alone. Add the "
    "supplier's invoice as a charge of kind goods.",
)
VAT_NOT_KNOWN = N_("order.vat_not_known", "Import tax not known: {note}")


class OrderCost:
    """The landed cost of one order in one basis. Figures nobody asks for are not made."""

    def __init__(
        self,
        frame: Frame,
        basis: str,
        groups: Sequence[Group],
        spreads: Sequence[OrderSpread],
        estimate: OrderCost | None,
        costs: list[PartCost] | None = None,
    ) -> None:
        """Keep what was worked out; `costs` are given where another basis has the same."""
        self._frame = frame
        self._groups = groups
        self._spreads = spreads
        self._estimate = estimate
        self.order = frame.number
        self.basis = basis
        self.currency = frame.coin.currency
        self._costs = (
            [one for group in groups for one in part_costs(group, spreads, basis)]
            if costs is None
            else costs
        )

    # What the JSON holds

    @once
    def goods(self) -> Amount:
        """Value of the goods."""
        return together([one.part.goods for one in self._costs], "Goods", self.currency)

    @once
    def customs_value(self) -> Amount:
        """Customs value."""
        values = [one.customs_value for one in self._costs]
        return together(values, "Customs value", self.currency)

    @once
    def duty(self) -> tuple[DutyLayer, ...]:
        """A row a layer and rate, those at zero too; one where a rate of it is not known."""
        lines = [line for group in self._groups for line in group.cost.layers]
        unit = self.currency
        found = layer_rows(lines, unit)
        charged = [one for one in self._spreads if one.charge.kind == "duty"]
        if charged:
            parts = [part for group in self._groups for part in group.parts]
            shares = tuple(one.shares[part.place] for one in charged for part in parts)
            found.append(DutyLayer("duty", None, summed(ALL, shares, unit, "duty")))
        return tuple(found)

    @once
    def fees(self) -> tuple[FeeAmount, ...]:
        """The fees of the entries by code."""
        rows: dict[str, list[Amount]] = {}
        for group in self._groups:
            for code, amount in group.fee_rows:
                rows.setdefault(code, []).append(amount)
        return tuple(
            FeeAmount(code, summed(ALL, tuple(amounts), self.currency, code))
            for code, amounts in rows.items()
        )

    @property
    def taxes(self) -> tuple[TaxAmount, ...]:
        """Taxes beside VAT: an order names none of its own."""
        return ()

    @once
    def vat_base(self) -> Amount:
        """Base of the import tax."""
        return self._tax("base", "Base of the import tax")

    @once
    def vat(self) -> Amount:
        """Import tax, in `landed` only where it is not recovered."""
        return self._tax("amount", "Import tax")

    def _tax(self, field: str, note: str) -> Amount:
        amounts: list[Amount] = [
            getattr(group.cost.tax, field) for group in self._groups if group.cost.tax is not None
        ]
        if not amounts:
            return missing(VAT_NOT_KNOWN, unit=self.currency, note="nothing was entered")
        return together(amounts, note, self.currency)

    @once
    def landed(self) -> Amount:
        """Landed cost of all lines."""
        if self.basis == ACTUAL:
            return standing([one.landed for one in self._costs], self.currency, ALL)
        value = added([one.value for one in self._costs])
        return AllLanded(value, (self._costs,), self.currency)

    @property
    def explanation(self) -> Amount:
        """The landed cost with its reasons."""
        return self.landed

    @once
    def lines(self) -> tuple[OrderCostLine, ...]:
        """The lines by number, cancelled ones left out."""
        of_line: dict[int, list[PartCost]] = {}
        for one in self._costs:
            of_line.setdefault(one.part.line.line_no, []).append(one)
        partial = self.basis == ACTUAL
        return tuple(
            OrderCostLine(of_line[number], self._spreads, self._frame.pack, partial=partial)
            for number in sorted(of_line)
        )

    @once
    def estimate(self) -> OrderCost:
        """The same order by estimates alone."""
        if self._estimate is not None:
            return self._estimate
        return self if self.basis == ESTIMATE else _estimated(self._frame)

    @once
    def variance(self) -> Amount:
        """This figure less the estimate."""
        return difference(VARIANCE, self.landed, self.estimate.landed)

    @once
    def still_estimated(self) -> tuple[str, ...]:
        """Kinds that have an estimate and no actual charge."""
        both = self if self.basis == BOTH else None
        groups = both._groups if both is not None else self.estimate._groups  # noqa: SLF001
        by_pack = any(one.duty_estimated and not one.is_entered for one in groups)
        return still_estimated(self._frame.file, pack_duty=by_pack)

    @once
    def findings(self) -> tuple[Finding, ...]:
        """What stands in the way, errors first."""
        return tuple(in_order([*self._frame.findings, *self._not_invoiced()]))

    def _not_invoiced(self) -> list[Finding]:
        if self.basis != ACTUAL:
            return []
        lines = sorted({c.part.line.line_no for c in self._costs if c.part.goods.value is None})
        if not lines:
            return []
        named = ";".join(map(str, lines))
        return [warning(GOODS_NOT_INVOICED, self._frame.where(), lines=named)]

    @once
    def until(self) -> date | None:
        """First day on which the figures may differ though no data changed; None = never."""
        today = self._frame.today
        turns = [
            group.cost.turns
            for group in self._groups
            if group.by_pack and group.cost.turns is not None and self._by_today(group)
        ]
        ends = [
            one.until + timedelta(days=1) for one in self._frame.decisions if one.until is not None
        ]
        return min([*turns, *[end for end in ends if end > today.value]], default=None)

    @staticmethod
    def _by_today(group: Group) -> bool:
        shipment = group.parts[0].shipment if group.parts else None
        dated = shipment and (shipment.shipment.entered_on or shipment.shipment.eta)
        return dated is None

    # What is posted

    @once
    def parts(self) -> tuple[CostPart, ...]:
        """A row a part, for posting; parts of which nothing stands in the basis are left out."""
        if self._estimate is not None and self._costs is self._estimate._costs:  # noqa: SLF001
            basis = self.basis
            return tuple(part._replace(basis=basis) for part in self._estimate.parts)
        return cost_parts(self._costs, self.basis, self._frame.pack)


def order_cost(
    file: OrderFile, desk: Desk, rates: RateBook, pack: Pack, today: date, basis: str = BOTH
) -> OrderCost:
    """What an order costs landed in a basis (`estimate`, `actual`, `estimate,actual`).

    What is not known is a finding; figures that hang on it are then None.
    """
    frame = Frame(file, desk, rates, pack, today)
    return _costed(frame, basis)


def order_costs(
    file: OrderFile, desk: Desk, rates: RateBook, pack: Pack, today: date
) -> dict[str, OrderCost]:
    """All bases at once, the default first; worked out once where nothing was invoiced yet."""
    estimate = _costed(Frame(file, desk, rates, pack, today), ESTIMATE)
    if not is_settled(file):
        both = _costed_alike(estimate, BOTH)
        nothing_yet = OrderCost(Frame(file, desk, rates, pack, today), ACTUAL, (), (), estimate)
        return {BOTH: both, ESTIMATE: estimate, ACTUAL: nothing_yet}
    found = {
        basis: _costed(Frame(file, desk, rates, pack, today), basis, estimate)
        for basis in (BOTH, ACTUAL)
    }
    return {BOTH: found[BOTH], ESTIMATE: estimate, ACTUAL: found[ACTUAL]}


def _costed_alike(estimate: OrderCost, basis: str) -> OrderCost:
    """The same figures under another name: nothing was invoiced yet."""
    frame, groups, spreads, costs = (
        estimate._frame, estimate._groups, estimate._spreads, estimate._costs,  # noqa: SLF001
    )  # fmt: skip
    return OrderCost(frame, basis, groups, spreads, estimate, costs)


def _estimated(frame: Frame) -> OrderCost:
    again = Frame(frame.file, frame.desk, frame.rates, frame.pack, frame.today.value)
    return _costed(again, ESTIMATE)


def _costed(frame: Frame, basis: str, estimate: OrderCost | None = None) -> OrderCost:
    chosen = choose(frame.file.charges, basis)
    frame.say(chosen.findings)
    cut = Cut(frame)
    spreads = Spreader(frame, cut).spread(chosen.charges, goods_needed=basis == ACTUAL)
    groups = Entering(frame, cut, spreads, basis).groups()
    return OrderCost(frame, basis, groups, spreads, estimate)
