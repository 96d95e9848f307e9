"""What one part of an order costs: bare values for lists, steps for those who ask."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, missing
from remanence.core.costs.entry import EntryCost
from remanence.core.costs.figures import ZERO, Late, added, nothing, summed, values_of
from remanence.core.costs.landed import ALL, LANDED
from remanence.core.costs.order.chosen import ACTUAL
from remanence.core.costs.order.frame import OrderPart
from remanence.core.costs.order.groups import Group
from remanence.core.costs.order.spreads import OrderSpread

LINE = N_("line.of_parts", "{note} of all parts of the line: {value}")
NOTHING_ACTUAL = N_("order.nothing_actual", "Nothing of this line was invoiced or entered yet")


class PartCost:
    """A part and all that it costs: bare values for lists, steps for those who ask.

    Attributes:
        part: what is costed.
        value: its landed cost; None is not known.
        charges: kind and shares of each charge that raises cost; the part's own at its place.
    """

    __slots__ = ("_cost", "_landed", "_place", "charges", "part", "value")

    def __init__(
        self,
        part: OrderPart,
        cost: EntryCost,
        place: int,
        charges: Sequence[tuple[str, Sequence[Amount]]],
        value: Decimal | None,
    ) -> None:
        """Keep where its figures stand in the entry."""
        self.part = part
        self._cost = cost
        self._place = place
        self.charges = charges
        self.value = value
        self._landed: Amount | None = None

    @property
    def customs_value(self) -> Amount:
        """Customs value."""
        return self._cost.customs[self._place]

    @property
    def duty(self) -> Amount:
        """Duty of all layers, or as charged or taken."""
        return self._cost.duty[self._place]

    @property
    def borne_duty(self) -> Amount:
        """Duty that raises cost."""
        return self._cost.borne_duty[self._place]

    @property
    def borne_fees(self) -> Amount:
        """Fees at entry that raise cost."""
        return self._cost.borne_fees[self._place]

    @property
    def fees(self) -> Amount:
        """Fees at entry."""
        return self._cost.fee_sums[self._place]

    @property
    def tax(self) -> Amount:
        """Import tax that is not recovered."""
        return self._cost.tax_shares[self._place]

    def bare(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Duty, fees and tax that raise cost as bare values."""
        cost, place = self._cost, self._place
        return (
            values_of(cost.borne_duty)[place],
            values_of(cost.borne_fees)[place],
            cost.tax_shares[place].value,
        )

    def pieces(self) -> tuple[Amount, ...]:
        """What landed cost is the sum of."""
        shares = [shares[self.part.place] for _, shares in self.charges]
        borne = [share for share in shares if share.value != ZERO]
        tax = () if self.tax.value == ZERO else (self.tax,)
        return (self.part.goods, *borne, self.borne_duty, self.borne_fees, *tax)

    @property
    def landed(self) -> Amount:
        """Landed cost; in basis `actual` of what was invoiced or entered."""
        made = self._landed
        if made is None:
            made = self._landed = _LineLanded(self.value, (self,), self.part.goods.unit)
        return made

    def stand(self, *, touched: bool) -> None:
        """Keep to what is known: what was invoiced or entered; unknown where nothing was.

        A zero that was invoiced stands; `touched` tells it from one that nobody spoke of.
        """
        unit = self.part.goods.unit
        pieces = self.pieces() if touched or self.part.goods.value is not None else ()
        stands = self._landed = standing(pieces, unit, LANDED)
        self.value = stands.value


def part_costs(group: Group, spreads: Sequence[OrderSpread], basis: str) -> list[PartCost]:
    """What each part of an entry costs, in the sequence of the parts."""
    cost = group.cost
    charges = [
        (spread.charge.kind, spread.shares)
        for spread in spreads
        if not spread.included and spread.charge.kind != "duty"
    ]
    columns = [values_of(shares) for _, shares in charges]
    duty, fees, tax = (
        values_of(cost.borne_duty), values_of(cost.borne_fees), values_of(cost.tax_shares),
    )  # fmt: skip
    found = []
    for place, part in enumerate(group.parts):
        own = part.place
        value = added(
            [part.goods.value, duty[place], fees[place], tax[place]]
            + [column[own] for column in columns]
        )
        found.append(PartCost(part, cost, place, charges, value))
    if basis == ACTUAL:
        for one in found:
            one.stand(touched=group.is_entered or _is_charged(one.part, spreads))
    return found


def _is_charged(part: OrderPart, spreads: Sequence[OrderSpread]) -> bool:
    """Whether the part bears a charge, be it of zero."""
    return any(spread.shares[part.place].how is not How.GIVEN for spread in spreads)


class _LineLanded(Late[Decimal | None]):
    """Landed cost of a line or part of it."""

    __slots__ = ()
    code = LANDED
    how = How.SUM

    @staticmethod
    def make(one: PartCost) -> tuple[Amount, ...]:
        """Goods, charges, duty, fees, tax that is not recovered."""
        return one.pieces()


class AllLanded(Late[Decimal | None]):
    """Landed cost of an order."""

    __slots__ = ()
    code = ALL
    how = How.SUM
    note = "Landed cost"

    @staticmethod
    def make(costs: Sequence[PartCost]) -> tuple[Amount, ...]:
        """The parts of its lines."""
        return tuple(one.landed for one in costs)


def standing(pieces: Sequence[Amount], unit: str, code: str) -> Amount:
    """The sum of what is known, for basis `actual`; unknown where nothing stands."""
    known = tuple(one for one in pieces if one.value is not None)
    if not known:
        return missing(NOTHING_ACTUAL, unit=unit)
    return summed(code, known, unit, "Landed cost")


def together(amounts: Sequence[Amount], note: str, unit: str | None = None) -> Amount:
    """The one figure, or the sum of several."""
    if len(amounts) == 1:
        return amounts[0]
    if not amounts:
        return nothing(unit) if unit else missing(NOTHING_ACTUAL)
    return summed(LINE, tuple(amounts), unit or amounts[0].unit, note)
