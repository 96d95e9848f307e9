"""Duty of an order layer by layer over all its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from remanence.core.base.steps import Amount, How
from remanence.core.costs.duty import Layer
from remanence.core.costs.figures import ZERO, Late
from remanence.core.costs.landed import ALL, DutyLayer
from remanence.core.costs.line_duty import LayerAmount, LineLayers

_Row = tuple[str, Decimal | None]


def _row_of(layer: Layer) -> _Row:
    return layer.name, None if layer.percent is None else layer.percent.value


def _by_layer(lines: Sequence[Sequence[LayerAmount]]) -> dict[_Row, Decimal | None]:
    """The bare sum of each layer and rate over all lines, in the sequence of the layers.

    A layer is one row where the rate of a line is not known: it may be that of any other.
    """
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
    mixed = {name for name, percent in sums if percent is None}
    return _folded(sums, mixed) if mixed else sums


def _folded(sums: dict[_Row, Decimal | None], mixed: Collection[str]) -> dict[_Row, Decimal | None]:
    found: dict[_Row, Decimal | None] = {}
    for (name, percent), value in sums.items():
        row = (name, None if name in mixed else percent)
        before = found.get(row, ZERO)
        found[row] = None if before is None or value is None else before + value
    return found


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
    def make(
        lines: Sequence[Sequence[LayerAmount]], name: str, percent: Decimal | None
    ) -> tuple[Amount, ...]:
        """The layer on each line: that of its rate, or whatever its rate where that is unknown."""
        return tuple(
            amount
            for line in lines
            for layer, amount in line
            if layer.name == name and (percent is None or _row_of(layer)[1] == percent)
        )


def layer_rows(lines: Sequence[Sequence[LayerAmount]], unit: str) -> list[DutyLayer]:
    """A row a layer and rate, those at zero too; one where a rate of the layer is not known."""
    return [
        DutyLayer(name, percent, _LayerSum(value, (lines, name, percent), unit))
        for (name, percent), value in _by_layer(lines).items()
    ]
