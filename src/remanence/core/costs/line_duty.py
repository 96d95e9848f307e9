"""Duty of the lines of an entry: each layer on each line, rounded, with the base it is taken of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from remanence.core.base.findings import Finding, error, warning
from remanence.core.base.measure import is_mass, kg_per
from remanence.core.base.money import WIDE
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Step, missing, product, quotient
from remanence.core.costs.allocation import share_out
from remanence.core.costs.duty import Layer, Problem, Stack, layer_of
from remanence.core.costs.figures import HUNDRED, ZERO, Coin, Late, rounded, summed, to_multiple
from remanence.core.costs.parts import Part, digits_of
from remanence.core.costs.quote import OwnDuty
from remanence.core.costs.terms import EntryTerms

LINE_DUTY = N_("line.duty_layer", "{note}: {1} of {0}")
UNIT_DUTY = N_("line.duty_by_unit", "{note}: {1} for each unit, {0}")
PER_UNIT = N_("duty.per_unit", "{note}: {value}")
OWN_RATE = N_("duty.own_rate", "{note}, as you named it: {value}")
DUTY_BASE = N_("line.duty_base", "Taken of: {value}")
TARIFF = N_("line.tariff", "Code, origin, destination and entry day: {value}")
CUT_VALUE = N_("line.value_rounded", "Value as the country rounds it: {value}")
EXACT_DUTY = N_("line.duty_exact", "{note}: {0} times {1}, not rounded")
EXACT_SUM = N_("duty.lines_sum", "{note} of all lines before rounding: {value}")
PAYABLE = N_("duty.payable", "Payable as the country rounds it: {value}")
DUTY_SHARE = N_("line.duty_share", "{note}: this line's part of {0}")
FACTOR = N_("duty.factor", "{0} as a factor")
HUNDREDTHS = N_("duty.hundred", "Percent: of {value}")
UNIT_KG = N_("duty.unit_kg", "1 {note} = {value}")
IN_UNIT = N_("duty.quantity_in_unit", "Quantity that the duty counts: {value} {note}")
NO_WEIGHT = N_(
    "duty.no_weight",
    "{layer} is {amount} for one {unit}: without the net weight of a piece it cannot be worked "
    "out. Give unit_weight_kg.",
)
NOT_COVERED = N_(
    "duty.line_without_rate", "None of the duties that you named is for code {hs}: it pays none."
)


_CUSTOMS: Final = ("customs",)

LayerAmount = tuple[Layer, Amount]
"""A layer and what it comes to on one line."""


class LineLayers(Sequence[LayerAmount]):
    """The layers of one line: bare values at once, the steps when asked for."""

    __slots__ = ("_made", "_seed", "layers", "values")

    def __init__(
        self, layers: tuple[Layer, ...], values: list[Decimal | None], seed: tuple[Any, ...]
    ) -> None:
        """Keep the values; `seed` is base, terms, part and the day on which the layers turn."""
        self.layers = layers
        self.values = values
        self._seed = seed
        self._made: dict[int, Amount] | None = None

    def __len__(self) -> int:
        """How many layers."""
        return len(self.layers)

    def __getitem__(self, place: int) -> LayerAmount:  # type: ignore[override]
        """A layer and its step, made once."""
        layer = self.layers[place]
        made = None if self._made is None else self._made.get(place)
        if made is None:
            base, terms, part, turns = self._seed
            seed = (base, layer, terms, part, turns)
            made = _LineDuty(self.values[place], seed, terms.coin.currency)
            self._keep(place, made)
        return layer, made

    def _keep(self, place: int, amount: Amount) -> None:
        if self._made is None:
            self._made = {}
        self._made[place] = amount

    def put(self, amount: Amount) -> None:
        """Add the next layer, one that is not a rate of the base."""
        self._keep(len(self.values), amount)
        self.values.append(amount.value)


class LineDuties(NamedTuple):
    """Every layer on every line.

    Attributes:
        layers: what each line bears.
        exact: before a country's rounding of the sum; the same list where it rounds line by line.
        findings: what kept one from being worked out.
    """

    layers: Sequence[Sequence[LayerAmount]]
    exact: Sequence[Sequence[LayerAmount]]
    findings: list[Finding]


def stacks_for(terms: EntryTerms, parts: Sequence[Part]) -> list[Stack]:
    """The stack of each line; lines of one code, origin, claim and answers share theirs."""
    known: dict[tuple[object, ...], Stack] = {}
    found = []
    for part in parts:
        key = (part.digits, part.origin_code, part.preference, part.answers)
        stack = known.get(key)
        if stack is None:
            stack = known[key] = stack_for(terms, part)
        found.append(stack)
    return found


def stack_for(terms: EntryTerms, part: Part) -> Stack:
    """The pack's layers and fees for a line, or the user's own layers beside the pack's fees."""
    asking = terms.asking
    if part.preference or part.answers:
        answers = (*asking.answers, *part.answers)
        asking = asking._replace(preference=part.preference, answers=answers)
    stack = terms.stacks.at(part.digits, part.origin_code, terms.day.value, asking)
    if not terms.packed_duty:
        stack = stack._replace(layers=(), problems=())
    elif terms.own_duty is not None:
        stack = stack._replace(layers=_own_layers(terms, part), problems=_not_covered(terms, part))
    return stack if terms.fees else stack._replace(fees=(), fee_problems=())


def _covers(duty: OwnDuty, part: Part) -> bool:
    wanted = digits_of(duty.hs)
    return part.digits.startswith(wanted) if wanted else True


def _not_covered(terms: EntryTerms, part: Part) -> tuple[Problem, ...]:
    duties = terms.own_duty or ()
    if not duties or any(_covers(duty, part) for duty in duties):
        return ()
    return (Problem(NOT_COVERED, (("hs", part.digits or "(none)"),), stops=False),)


def _own_layers(terms: EntryTerms, part: Part) -> tuple[Layer, ...]:
    layers = []
    for duty in terms.own_duty or ():
        if not _covers(duty, part):
            continue
        if duty.percent is not None:
            rate: Amount = Step(OWN_RATE, duty.percent, How.CHOSEN, (), None, "%", duty.name)
            layers.append(layer_of(duty.name, rate, ("customs",)))
        if duty.per_unit is not None and duty.unit:
            unit = f"{terms.coin.currency}/{duty.unit}"
            by: Amount = Step(PER_UNIT, duty.per_unit, How.CHOSEN, (), None, unit, duty.name)
            layers.append(Layer(duty.name, None, (), by, duty.unit))
    return tuple(layers)


def problems_of(terms: EntryTerms, parts: Sequence[Part], stacks: Sequence[Stack]) -> list[Finding]:
    """What stands in the way of duty and fees: of a line at the line, of a fee at the whole."""
    found: dict[Finding, None] = {}
    troubled = {id(one) for one in stacks if one.problems or one.fee_problems}
    for part, stack in zip(parts, stacks, strict=True) if troubled else ():
        if id(stack) not in troubled:
            continue
        where = terms.line_where(part.name) if part.own else terms.where
        places = [(one, where) for one in stack.problems]
        places += [(one, terms.where) for one in stack.fee_problems]
        for problem, at in places:
            report = error if problem.stops else warning
            found[report(problem.code, at, **dict(problem.parts))] = None
    return list(found)


def line_layers(
    terms: EntryTerms, parts: Sequence[Part], customs: Sequence[Amount], stacks: Sequence[Stack]
) -> LineDuties:
    """Every layer on every line, and what kept one from being worked out."""
    rounding = terms.valuation.rounding
    if "duty" in rounding or "value_line" in rounding:
        lines = [
            _exact_layers(terms, part, value, stack)
            for part, value, stack in zip(parts, customs, stacks, strict=True)
        ]
        return LineDuties(_payable(terms, lines), lines, [])
    found = [
        _layers(terms, part, value, stack)
        for part, value, stack in zip(parts, customs, stacks, strict=True)
    ]
    findings: list[Finding] = []
    if terms.own_duty is not None:
        for part, stack in zip(parts, stacks, strict=True):
            findings += _without_weight(terms, part, stack)
    return LineDuties(found, found, findings)


def _tariff(terms: EntryTerms, part: Part, turns: date | None) -> Step[str]:
    """What decided the layers of a line: its code, origin, destination and day."""
    day = terms.day
    said = (
        f"{part.digits or 'no code'} from {part.origin_code or 'unknown'} to "
        f"{terms.destination.value} on {day.value}"
    )
    inputs = (part.code, part.origin, terms.destination, day)
    until = turns if day.how is How.TODAY else None
    return Step(TARIFF, said, How.GIVEN, inputs, None, "", "", "", until)


class _LineDuty(Late[Decimal | None]):
    """A layer on a line: a rate of its base, rounded."""

    __slots__ = ()
    code = LINE_DUTY
    how = How.ROUND

    @property
    def note(self) -> str:  # type: ignore[override]
        """The layer."""
        layer: Layer = self._seed[1]
        return layer.name

    @staticmethod
    def make(
        own: Amount, layer: Layer, terms: EntryTerms, part: Part, turns: date | None
    ) -> tuple[Step[object], ...]:
        """Its base, its rate, and what decided on the rate."""
        assert layer.percent is not None  # noqa: S101 - else it is a layer by the unit
        return (own, layer.percent, _tariff(terms, part, turns), *terms.coin.shown)


def _layers(terms: EntryTerms, part: Part, base: Amount, stack: Stack) -> LineLayers:
    """The layers of a line: rates of its value, except those of another base or by the unit."""
    coin = terms.coin
    size, plain, worth = coin.size, coin.plain, base.value
    values: list[Decimal | None] = []
    found = LineLayers(stack.layers, values, (base, terms, part, stack.turns))
    for layer in stack.layers:
        factor = layer.factor
        if layer.percent is None:
            found.put(_by_unit(terms, part, layer))
        elif layer.bases != _CUSTOMS:
            own = _base_of(layer, base, [found[place] for place in range(len(values))], coin)
            value = None
            if own.value is not None and factor is not None:
                value = coin.round(own.value * factor)
            found.put(_LineDuty(value, (own, layer, terms, part, stack.turns), coin.currency))
        elif worth is None or factor is None:
            values.append(None)
        elif plain:
            values.append((worth * factor).quantize(size, ROUND_HALF_UP, WIDE))
        else:
            values.append(coin.round(worth * factor))
    return found


def _base_of(layer: Layer, base: Amount, done: Sequence[LayerAmount], coin: Coin) -> Amount:
    """What a layer is taken of: the value, the layers before it, the first of them, or a sum."""
    pieces: list[Amount] = []
    for name in layer.bases:
        if name == "duty":
            pieces += [amount for _, amount in done]
        elif name.startswith("duty:"):
            pieces += [amount for _, amount in done[:1]]
        else:
            pieces.append(base)
    return pieces[0] if len(pieces) == 1 else summed(DUTY_BASE, tuple(pieces), coin.currency)


def _by_unit(terms: EntryTerms, part: Part, layer: Layer) -> Amount:
    quantity = _in_unit(part, layer.unit)
    if layer.per_unit is None or quantity.value is None:
        return missing(UNIT_DUTY, unit=terms.coin.currency, note=layer.name)
    return rounded(UNIT_DUTY, (quantity, layer.per_unit), terms.coin, note=layer.name)


def _in_unit(part: Part, unit: str) -> Amount:
    """The quantity of a part in another unit, by its net weight where pieces and mass meet."""
    if part.unit == unit:
        return part.quantity
    if is_mass(unit):
        per: Amount = Step(UNIT_KG, kg_per(unit), How.GIVEN, (), None, f"kg/{unit}", unit)
        return part.kg if unit == "kg" else quotient(IN_UNIT, part.kg, per, unit)
    if part.weight is None:
        return missing(IN_UNIT, unit=unit, note="give the net weight of a piece")
    return quotient(IN_UNIT, part.kg, part.weight, unit)


def _without_weight(terms: EntryTerms, part: Part, stack: Stack) -> list[Finding]:
    return [
        error(
            NO_WEIGHT,
            terms.line_where(part.name),
            layer=layer.name,
            amount=f"{layer.per_unit.value:f}",
            unit=layer.unit,
        )
        for layer in stack.layers
        if layer.per_unit is not None
        and layer.per_unit.value is not None
        and _in_unit(part, layer.unit).value is None
    ]


# A country that rounds the sum of all lines


def _exact_layers(terms: EntryTerms, part: Part, value: Amount, stack: Stack) -> list[LayerAmount]:
    """The layers of a line kept exact, on the value as the country rounds it."""
    currency = terms.coin.currency
    value_line = terms.valuation.rounding.get("value_line")
    base = value
    if value_line is not None and stack.layers:
        base = to_multiple(CUT_VALUE, value, *value_line, terms.valuation.ref)
    hundred: Amount = Step(HUNDREDTHS, HUNDRED, How.GIVEN, (), None, "%")
    done: list[LayerAmount] = []
    for layer in stack.layers:
        if layer.percent is None:
            done.append((layer, _by_unit(terms, part, layer)))
            continue
        own = base if layer.bases == _CUSTOMS else _base_of(layer, base, done, terms.coin)
        factor = quotient(FACTOR, layer.percent, hundred, "")
        done.append((layer, product(EXACT_DUTY, (own, factor), currency, note=layer.name)))
    return done


def _payable(terms: EntryTerms, lines: list[list[LayerAmount]]) -> list[list[LayerAmount]]:
    """Each layer's sum as the country rounds it, shared over the lines by their exact duty."""
    shared = [list(line) for line in lines]
    for name in dict.fromkeys(layer.name for line in lines for layer, _ in line):
        places = [
            (row, column)
            for row, line in enumerate(lines)
            for column, (layer, _) in enumerate(line)
            if layer.name == name
        ]
        own = tuple(lines[row][column][1] for row, column in places)
        for (row, column), amount in zip(places, _shares(terms, name, own), strict=True):
            shared[row][column] = (lines[row][column][0], amount)
    return shared


def _shares(terms: EntryTerms, name: str, own: tuple[Amount, ...]) -> list[Amount]:
    coin = terms.coin
    exact = summed(EXACT_SUM, own, coin.currency, name)
    rule = terms.valuation.rounding.get("duty")
    payable = to_multiple(PAYABLE, exact, *(rule or (coin.size, "half_up")), terms.valuation.ref)
    if payable.value is None or not exact.value:
        return list(own)
    values = share_out(payable.value, [one.value or ZERO for one in own], coin.size)
    return [
        Step(DUTY_SHARE, value, How.SHARE, (payable, one, exact), None, coin.currency, name)
        for value, one in zip(values, own, strict=True)
    ]
