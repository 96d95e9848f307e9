"""Rounded figures as steps: one way to round, so that every amount can be proved from its inputs.

A rounded step's value is the product of its inputs (percent counted as hundredths) brought to the
coin of its unit, or to the coin that a `rounding.` step among the inputs names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from remanence.core.base.money import WIDE, round_to
from remanence.core.base.money import coin as currency_coin
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, Ref, Step

V_co = TypeVar("V_co", covariant=True)

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)

COIN = N_("rounding.coin", "Rounded half up to {value}")
MULTIPLE = N_("rounding.multiple", "Rounded {note} to a multiple of {value}")
NONE = N_("share.none", "No part of this charge")


class Coin(NamedTuple):
    """The smallest amount of a calculation.

    Attributes:
        currency: what the amounts are in.
        size: 1, 0.01, 0.001, or what the user asked for.
        shown: the step that says so where it is not the currency's own coin; else empty.
        plain: whether `size` is 1, 0.1, 0.01 ..., so that quantizing rounds to it.
    """

    currency: str
    size: Decimal
    shown: tuple[Amount, ...] = ()
    plain: bool = True

    def round(self, amount: Decimal) -> Decimal:
        """Half up to a whole number of coins."""
        if self.plain:
            return amount.quantize(self.size, ROUND_HALF_UP, WIDE)
        return round_to(amount, self.size)


class Late(Step[V_co]):
    """A step that writes out its inputs when somebody first looks at them.

    Its value is there at once; its inputs are made by `make` out of `seed`, records and steps that
    never change. So the reasons of a hundred thousand lines wait until one of them is opened, and
    come from the same place as the value. Each kind of figure is a class of its own: what all its
    steps share stands once.
    """

    __slots__ = ("_inputs", "_seed")

    _inputs: tuple[Step[object], ...]
    ref = None
    note = ""
    mark = ""
    until = None

    def __init__(self, value: V_co, seed: tuple[Any, ...], unit: str) -> None:
        """Keep the value and what the inputs are made of."""
        self.value = value
        self._seed = seed
        self.unit = unit
        self.summary = None

    @property
    def inputs(self) -> tuple[Step[object], ...]:  # type: ignore[override]
        """The steps that the value came from."""
        try:
            return self._inputs
        except AttributeError:
            made: tuple[Step[object], ...] = self.make(*self._seed)
            self._inputs = made
            return made

    @staticmethod
    def make(*seed: Any) -> tuple[Step[object], ...]:  # noqa: ANN401 - each kind its own
        """The inputs."""
        raise NotImplementedError


class Figures(Sequence[Amount]):
    """One figure for each of many lines: bare values at once, the steps when asked for."""

    __slots__ = ("_made", "_make", "values")

    def __init__(self, values: Sequence[Decimal | None], make: Callable[[int], Amount]) -> None:
        """Keep the values; `make` gives the step of a place, with that value."""
        self.values = values
        self._make = make
        self._made: dict[int, Amount] = {}

    def __len__(self) -> int:
        """How many lines."""
        return len(self.values)

    def __getitem__(self, place: int) -> Amount:  # type: ignore[override]
        """The step of a line, made once."""
        made = self._made.get(place)
        if made is None:
            if place >= len(self.values):
                raise IndexError(place)
            made = self._made[place] = self._make(place)
        return made


def values_of(amounts: Sequence[Amount]) -> Sequence[Decimal | None]:
    """The bare values of figures."""
    if type(amounts) is Figures:  # asked for every charge and line: cheaper than isinstance
        return amounts.values
    return [amount.value for amount in amounts]


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The bare sum; None as soon as one is not known."""
    total = ZERO
    for value in values:
        if value is None:
            return None
        total += value
    return total


def coin_of(currency: str, size: Decimal | None = None) -> Coin:
    """The coin of a currency, or the one that the user chose.

    Raises:
        ValueError: a chosen size that is not over zero.
    """
    own = currency_coin(currency)
    if size is None or size == own:
        return Coin(currency, own)
    if size <= 0:
        raise ValueError(str(size))
    size = Decimal(f"{size.normalize():f}")  # quantizing goes by the digits written: 0.10 is 0.1
    chosen: Amount = Step(COIN, size, How.CHOSEN, (), None, currency)
    return Coin(currency, size, (chosen,), size.as_tuple().digits == (1,))


def rounded(
    code: str,
    inputs: tuple[Amount, ...],
    coin: Coin,
    *,
    ref: Ref = None,
    note: str = "",
    how: How = How.ROUND,
) -> Amount:
    """The product of the inputs, rounded to the coin; not known as soon as one is not known."""
    exact: Decimal | None = Decimal(1)
    for inner in inputs:
        if exact is None or inner.value is None:
            exact = None
        elif inner.unit == "%":
            exact = exact * inner.value / HUNDRED
        else:
            exact = exact * inner.value
    value = None if exact is None else coin.round(exact)
    return Step(code, value, how, (*inputs, *coin.shown), ref, coin.currency, note)


def to_multiple(code: str, amount: Amount, size: Decimal, how: str, ref: Ref) -> Amount:
    """An amount brought to a multiple of `size`, as a pack row tells (`how`: down, up, half_up)."""
    rule: Amount = Step(MULTIPLE, size, How.RULE, (), ref, amount.unit, how)
    value = None if amount.value is None else multiple_of(amount.value, size, how)
    return Step(code, value, How.ROUND, (amount, rule), None, amount.unit)


def multiple_of(amount: Decimal, size: Decimal, how: str) -> Decimal:
    """The multiple of `size` that the rounding gives."""
    return round_to(amount / size, Decimal(1), how) * size


def summed(code: str, inputs: tuple[Amount, ...], unit: str, note: str = "") -> Amount:
    """The sum of amounts that are in one unit by their making (no check: it runs often)."""
    value: Decimal | None = ZERO
    for inner in inputs:
        value = None if value is None or inner.value is None else value + inner.value
    return Step(code, value, How.SUM, inputs, None, unit, note)


@lru_cache(maxsize=256)
def nothing(unit: str, code: str = NONE, note: str = "") -> Amount:
    """A zero that stands for 'does not concern this line'; one step serves all."""
    return Step(code, ZERO * currency_coin(unit), How.GIVEN, (), None, unit, note)
