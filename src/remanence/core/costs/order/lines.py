"""A line of an order with its figures, for one unit, one kilogram, one kilogram of oxide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, missing
from remanence.core.costs.content import contents_of
from remanence.core.costs.figures import ZERO, Late, added
from remanence.core.costs.landed import PER_KG, PER_REO, PER_UNIT
from remanence.core.costs.order.part_cost import LINE, PartCost, standing, together
from remanence.core.costs.order.spreads import OrderSpread
from remanence.core.policy.pack import Pack

NO_GOODS = N_(
    "line.per_without_goods", "Cost per unit not known: the goods of the line are not invoiced"
)


class OrderCostLine:
    """A line of the order. Its figures are those of its parts together."""

    __slots__ = ("_costs", "_pack", "_partial", "_spreads", "id")

    def __init__(
        self,
        costs: Sequence[PartCost],
        spreads: Sequence[OrderSpread],
        pack: Pack,
        *,
        partial: bool,
    ) -> None:
        """Keep the parts of the line and the charges.

        Where `partial` (basis actual) the landed cost is of what stands; cost per unit is not
        known then without the goods.
        """
        self._partial = partial
        self._costs = costs
        self._spreads = spreads
        self._pack = pack
        self.id = costs[0].part.name

    @property
    def goods(self) -> Amount:
        """Value of the goods."""
        return together([one.part.goods for one in self._costs], "Goods")

    @property
    def customs_value(self) -> Amount:
        """Customs value."""
        return together([one.customs_value for one in self._costs], "Customs value")

    @property
    def duty(self) -> Amount:
        """Duty of all layers."""
        return together([one.duty for one in self._costs], "Duty")

    @property
    def fees(self) -> Amount:
        """Fees at entry."""
        return together([one.fees for one in self._costs], "Fees")

    @property
    def landed(self) -> Amount:
        """Landed cost."""
        landed = [one.landed for one in self._costs]
        if self._partial and len(landed) > 1:
            return standing(landed, landed[0].unit, LINE)
        return together(landed, "Landed cost")

    @property
    def shares(self) -> tuple[Amount, ...]:
        """What the line bears of each charge, in the sequence of the charges."""
        return tuple(
            together([spread.shares[one.part.place] for one in self._costs], "Share")
            for spread in self._spreads
        )

    @property
    def kg(self) -> Amount:
        """Net mass."""
        return together([one.part.kg for one in self._costs], "Net mass")

    @property
    def quantity(self) -> Amount:
        """Quantity in the unit of the line."""
        return together([one.part.quantity for one in self._costs], "Quantity")

    @property
    def reo_kg(self) -> Amount:
        """Rare-earth oxide equivalent."""
        return contents_of(self._pack).of_product(self.kg, self._costs[0].part.product)

    @property
    def landed_per_unit(self) -> Amount:
        """Landed cost of one unit."""
        first = self._costs[0].part
        number = first.number
        if len(self._costs) > 1:
            number = sum((one.part.number for one in self._costs), ZERO)
        return self._per(_PerUnit, number, first.unit)

    @property
    def landed_per_kg(self) -> Amount:
        """Landed cost of one kilogram net."""
        return self._per(_PerKg, self._kilos(), "kg")

    @property
    def landed_per_reo_kg(self) -> Amount:
        """Landed cost of one kilogram of rare-earth oxide inside."""
        kilos = self._kilos()
        per_kg = contents_of(self._pack).per_kg(self._costs[0].part.product).value
        reo = None if kilos is None or per_kg is None else kilos * per_kg
        return self._per(_PerReo, reo, "kg")

    def _kilos(self) -> Decimal | None:
        if len(self._costs) == 1:
            return self._costs[0].part.kilos
        known = [one.part.kilos for one in self._costs if one.part.kilos is not None]
        return sum(known, ZERO) if len(known) == len(self._costs) else None

    def _per(self, kind: type[_Per], number: Decimal | None, unit: str) -> Amount:
        costs = self._costs
        cost = costs[0].value if len(costs) == 1 else added([one.value for one in costs])
        per = f"{costs[0].part.goods.unit}/{unit}"
        if self._partial and any(one.part.goods.value is None for one in costs):
            return missing(NO_GOODS, unit=per)
        value = None if cost is None or not number else cost / number
        return kind(value, (self,), per)


class _Per(Late[Decimal | None]):
    """Landed cost of one unit of something."""

    __slots__ = ()
    how = How.QUOTIENT


class _PerUnit(_Per):
    __slots__ = ()
    code = PER_UNIT

    @staticmethod
    def make(line: OrderCostLine) -> tuple[Amount, ...]:
        """Cost and quantity."""
        return (line.landed, line.quantity)


class _PerKg(_Per):
    __slots__ = ()
    code = PER_KG

    @staticmethod
    def make(line: OrderCostLine) -> tuple[Amount, ...]:
        """Cost and net mass."""
        return (line.landed, line.kg)


class _PerReo(_Per):
    __slots__ = ()
    code = PER_REO

    @staticmethod
    def make(line: OrderCostLine) -> tuple[Amount, ...]:
        """Cost and oxide equivalent."""
        return (line.landed, line.reo_kg)
