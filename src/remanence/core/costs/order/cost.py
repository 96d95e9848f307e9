"""What an order costs landed: lines, parts for trends, variance, and what is still estimated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Generic, NamedTuple, TypeVar

from remanence.core.base.findings import Finding, in_order, warning
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, difference, missing
from remanence.core.costs.charges import KINDS_OF_COST, PARTS
from remanence.core.costs.content import contents_of
from remanence.core.costs.duty import Layer
from remanence.core.costs.entry import EntryCost
from remanence.core.costs.figures import ZERO, Late, added, nothing, summed, values_of
from remanence.core.costs.landed import (
    ALL,
    LANDED,
    PER_KG,
    PER_REO,
    PER_UNIT,
    DutyLayer,
    FeeAmount,
    TaxAmount,
)
from remanence.core.costs.line_duty import LayerAmount, LineLayers
from remanence.core.costs.order.chosen import (
    ACTUAL,
    BOTH,
    ESTIMATE,
    choose,
    is_settled,
    still_estimated,
)
from remanence.core.costs.order.frame import Cut, Frame, OrderPart
from remanence.core.costs.order.groups import Entering, Group
from remanence.core.costs.order.spreads import OrderSpread, Spreader
from remanence.core.costs.rates import RateBook
from remanence.core.facts.dossiers import Desk, OrderFile
from remanence.core.policy.pack import Pack

PART = N_("part.landed", "Landed cost of this part: {value}")
LINE = N_("line.of_parts", "{note} of all parts of the line: {value}")
VARIANCE = N_("order.variance", "This figure less the estimate: {0} less {1}")
NOTHING_ACTUAL = N_("order.nothing_actual", "Nothing of this line was invoiced or entered yet")
GOODS_NOT_INVOICED = N_(
    "order.goods_not_invoiced",
    "The goods of line {lines} are not invoiced: the actual cost holds the rest alone. Add the "
    "supplier's invoice as a charge of kind goods.",
)
VAT_NOT_KNOWN = N_("order.vat_not_known", "Import tax not known: {note}")


T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used like `property`
    """A property that is worked out when first asked for and then kept (without a lock)."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        """Keep how it is worked out."""
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember under which name it is kept."""
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> T:
        """Work it out; from then on the instance holds the value itself."""
        value = self._work(instance)
        instance.__dict__[self._name] = value
        return value


class CostPart(NamedTuple):
    """A shipped part of a line, or what has not left, with its cost by part: what is posted.

    Amounts are in home currency, in whole coins; None is not known. `landed` is the sum of `goods`
    (rebates and credits in it), `freight`, `insurance`, `duty`, `fees`, `other`.
    """

    order_id: int
    line_id: int
    shipment_id: int | None
    day: date
    basis: str
    quantity: Decimal
    unit: str
    kg: Decimal | None
    reo_kg: Decimal | None
    goods: Decimal | None
    freight: Decimal | None
    insurance: Decimal | None
    duty: Decimal | None
    fees: Decimal | None
    other: Decimal | None
    landed: Decimal | None


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

    @property
    def customs_value(self) -> Amount:
        """Customs value."""
        return self._cost.customs[self._place]

    @property
    def duty(self) -> Amount:
        """Duty of all layers, or as charged or taken."""
        return self._cost.duty[self._place]

    @property
    def fees(self) -> Amount:
        """Fees at entry."""
        return self._cost.fee_sums[self._place]

    @property
    def tax(self) -> Amount:
        """Import tax that is not recovered."""
        return self._cost.tax_shares[self._place]

    def bare(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Duty, fees and tax as bare values."""
        cost, place = self._cost, self._place
        return (
            values_of(cost.duty)[place],
            values_of(cost.fee_sums)[place],
            cost.tax_shares[place].value,
        )

    def pieces(self) -> tuple[Amount, ...]:
        """What landed cost is the sum of."""
        shares = [shares[self.part.place] for _, shares in self.charges]
        borne = [share for share in shares if share.value != ZERO]
        tax = () if self.tax.value == ZERO else (self.tax,)
        return (self.part.goods, *borne, self.duty, self.fees, *tax)

    @property
    def landed(self) -> Amount:
        """Landed cost; in basis `actual` of what was invoiced or entered."""
        try:
            return self._landed
        except AttributeError:
            unit = self.part.goods.unit
            self._landed: Amount = _LineLanded(self.value, (self,), unit)
            return self._landed

    def stand(self) -> None:
        """Keep to what is known: what was invoiced or entered; unknown where nothing was."""
        unit = self.part.goods.unit
        self._landed = _standing(self.pieces(), unit, LANDED)
        self.value = self._landed.value


class OrderCostLine:
    """A line of the order. Its figures are those of its parts together."""

    __slots__ = ("_costs", "_pack", "_spreads", "id")

    def __init__(
        self, costs: Sequence[PartCost], spreads: Sequence[OrderSpread], pack: Pack
    ) -> None:
        """Keep the parts of the line and the charges."""
        self._costs = costs
        self._spreads = spreads
        self._pack = pack
        self.id = costs[0].part.name

    @property
    def goods(self) -> Amount:
        """Value of the goods."""
        return _together([one.part.goods for one in self._costs], "Goods")

    @property
    def customs_value(self) -> Amount:
        """Customs value."""
        return _together([one.customs_value for one in self._costs], "Customs value")

    @property
    def duty(self) -> Amount:
        """Duty of all layers."""
        return _together([one.duty for one in self._costs], "Duty")

    @property
    def fees(self) -> Amount:
        """Fees at entry."""
        return _together([one.fees for one in self._costs], "Fees")

    @property
    def landed(self) -> Amount:
        """Landed cost."""
        costs = self._costs
        if len(costs) == 1:
            return costs[0].landed
        return _together([one.landed for one in costs], "Landed cost")

    @property
    def shares(self) -> tuple[Amount, ...]:
        """What the line bears of each charge, in the sequence of the charges."""
        return tuple(
            _together([spread.shares[one.part.place] for one in self._costs], "Share")
            for spread in self._spreads
        )

    @property
    def kg(self) -> Amount:
        """Net mass."""
        return _together([one.part.kg for one in self._costs], "Net mass")

    @property
    def quantity(self) -> Amount:
        """Quantity in the unit of the line."""
        return _together([one.part.quantity for one in self._costs], "Quantity")

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
        landed = self.landed
        cost = landed.value
        value = None if cost is None or not number else cost / number
        return kind(value, (self,), f"{landed.unit}/{unit}")


class _Per(Late[Decimal | None]):
    """Landed cost of one unit of something."""

    __slots__ = ()
    how = How.QUOTIENT


class _PerUnit(_Per):
    __slots__ = ()
    code = PER_UNIT

    @staticmethod
    def make(line: OrderCostLine) -> tuple[Amount, ...]:  # type: ignore[override]
        """Cost and quantity."""
        return (line.landed, line.quantity)


class _PerKg(_Per):
    __slots__ = ()
    code = PER_KG

    @staticmethod
    def make(line: OrderCostLine) -> tuple[Amount, ...]:  # type: ignore[override]
        """Cost and net mass."""
        return (line.landed, line.kg)


class _PerReo(_Per):
    __slots__ = ()
    code = PER_REO

    @staticmethod
    def make(line: OrderCostLine) -> tuple[Amount, ...]:  # type: ignore[override]
        """Cost and oxide equivalent."""
        return (line.landed, line.reo_kg)


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
            [one for group in groups for one in _part_costs(group, spreads, basis)]
            if costs is None
            else costs
        )

    # What the JSON holds

    @once
    def goods(self) -> Amount:
        """Value of the goods."""
        return _together([one.part.goods for one in self._costs], "Goods", self.currency)

    @once
    def customs_value(self) -> Amount:
        """Customs value."""
        values = [one.customs_value for one in self._costs]
        return _together(values, "Customs value", self.currency)

    @once
    def duty(self) -> tuple[DutyLayer, ...]:
        """A row a layer and rate, those at zero too."""
        lines = [line for group in self._groups for line in group.cost.layers]
        rows = _by_layer(lines)
        unit = self.currency
        found = [
            DutyLayer(name, percent, _LayerSum(value, (lines, name, percent), unit))
            for (name, percent), value in rows.items()
        ]
        charged = [one for one in self._spreads if one.charge.kind == "duty" and not one.included]
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
        return _together(amounts, note, self.currency)

    @once
    def landed(self) -> Amount:
        """Landed cost of all lines."""
        if self.basis == ACTUAL:
            return _standing([one.landed for one in self._costs], self.currency, ALL)
        value = added([one.value for one in self._costs])
        return _AllLanded(value, (self._costs,), self.currency)

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
        return tuple(
            OrderCostLine(of_line[number], self._spreads, self._frame.pack)
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
        return still_estimated(self._frame.file, pack_duty=any(one.by_pack for one in groups))

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
        return tuple(
            _cost_part(one, self.basis, self._frame)
            for one in self._costs
            if self.basis != ACTUAL
            or one.part.goods.value is not None
            or one.landed.value is not None
        )


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


# Figures of a part


def _part_costs(group: Group, spreads: Sequence[OrderSpread], basis: str) -> list[PartCost]:
    cost = group.cost
    charges = [
        (spread.charge.kind, spread.shares)
        for spread in spreads
        if not spread.included and spread.charge.kind != "duty"
    ]
    columns = [values_of(shares) for _, shares in charges]
    duty, fees, tax = (
        values_of(cost.duty), values_of(cost.fee_sums), values_of(cost.tax_shares),
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
            one.stand()
    return found


_Row = tuple[str, Decimal | None]


def _row_of(layer: Layer) -> _Row:
    return layer.name, None if layer.percent is None else layer.percent.value


def _by_layer(lines: Sequence[Sequence[LayerAmount]]) -> dict[_Row, Decimal | None]:
    """The bare sum of each layer and rate over all lines, in the sequence of the layers."""
    names: dict[int, _Row] = {}
    sums: dict[_Row, Decimal | None] = {}
    for line in lines:
        if type(line) is LineLayers:
            layers, values = line.layers, line.values
        else:
            layers = tuple(layer for layer, _ in line)
            values = [amount.value for _, amount in line]
        for layer, value in zip(layers, values, strict=True):
            row = names.get(id(layer))
            if row is None:
                row = names[id(layer)] = _row_of(layer)
            before = sums.get(row, ZERO)
            sums[row] = None if before is None or value is None else before + value
    return sums


class _LayerSum(Late[Decimal | None]):
    """A layer of duty over all lines."""

    __slots__ = ()
    code = ALL
    how = How.SUM

    @property
    def note(self) -> str:  # type: ignore[override]
        """The layer."""
        name: str = self._seed[1]
        return name

    @staticmethod
    def make(  # type: ignore[override]
        lines: Sequence[Sequence[LayerAmount]], name: str, percent: Decimal | None
    ) -> tuple[Amount, ...]:
        """The layer on each line."""
        row = (name, percent)
        return tuple(amount for line in lines for layer, amount in line if _row_of(layer) == row)


class _LineLanded(Late[Decimal | None]):
    """Landed cost of a line or part of it."""

    __slots__ = ()
    code = LANDED
    how = How.SUM

    @staticmethod
    def make(one: PartCost) -> tuple[Amount, ...]:  # type: ignore[override]
        """Goods, charges, duty, fees, tax that is not recovered."""
        return one.pieces()


class _AllLanded(Late[Decimal | None]):
    """Landed cost of an order."""

    __slots__ = ()
    code = ALL
    how = How.SUM
    note = "Landed cost"

    @staticmethod
    def make(costs: Sequence[PartCost]) -> tuple[Amount, ...]:  # type: ignore[override]
        """The parts of its lines."""
        return tuple(one.landed for one in costs)


def _standing(pieces: Sequence[Amount], unit: str, code: str) -> Amount:
    """The sum of what is known, for basis `actual`; unknown where nothing stands."""
    known = tuple(one for one in pieces if one.value is not None)
    if not any(one.value for one in known):
        return missing(NOTHING_ACTUAL, unit=unit)
    return summed(code, known, unit, "Landed cost")


def _together(amounts: Sequence[Amount], note: str, unit: str | None = None) -> Amount:
    if len(amounts) == 1:
        return amounts[0]
    if not amounts:
        return nothing(unit) if unit else missing(NOTHING_ACTUAL)
    return summed(LINE, tuple(amounts), unit or amounts[0].unit, note)


def _cost_part(one: PartCost, basis: str, frame: Frame) -> CostPart:
    part = one.part
    sums = [part.goods.value, ZERO, ZERO, *one.bare()]
    for kind, shares in one.charges:
        place = _PLACE[kind]
        before, more = sums[place], values_of(shares)[part.place]
        sums[place] = None if before is None or more is None else before + more
    kilos = part.kilos
    per_kg = contents_of(frame.pack).per_kg(part.product).value
    shipment = part.shipment.shipment if part.shipment is not None else None
    arrived = (shipment.received_on or shipment.ata) if shipment is not None else None
    return CostPart(
        part.order.id,
        part.line.id,
        shipment.id if shipment is not None else None,
        arrived or part.order.order_date,
        basis,
        part.number,
        part.unit,
        kilos,
        None if kilos is None or per_kg is None else kilos * per_kg,
        *sums,
        one.value if all(value is not None for value in sums) else None,
    )


_PLACE: Final = {kind: PARTS.index(row.part) for kind, row in KINDS_OF_COST.items()}
