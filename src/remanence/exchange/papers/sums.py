"""Formulas that no program has calculated: sums and products of cells, and nothing else.

Papers written by programs hold `=D33*F33` and `=SUM(G33:G36)` without a result. Decimal arithmetic
over the cells named gives it exactly; any other formula stays unknown. Nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from remanence.core.base.money import parse_amount
from remanence.exchange.cells import Number, Raw, Trouble, Uncalculated
from remanence.exchange.cells.numbers import cell_number
from remanence.exchange.xlsx.cells import column_number

Place: TypeAlias = tuple[int, int]
"""Row from 1, column from 0."""

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_SUM: Final = re.compile(r"SUM\(\s*([A-Z$\d]+)\s*:\s*([A-Z$\d]+)\s*\)", re.IGNORECASE)
_DEEPEST: Final = 20
_MOST_LOOKS: Final = 5_000


class _NotPlain(Exception):
    """The formula is of another kind, or a cell in it is no number."""


class Sums:
    """Works out the formulas of one sheet; it looks at so many cells, then no more."""

    def __init__(self, cells: Mapping[Place, Raw]) -> None:
        """Take the cells that hold something."""
        self._cells = cells
        self._looks = 0

    def result(self, formula: str) -> Decimal | None:
        """The value of a sum or product of cells; None where it is anything else."""
        try:
            return self._formula(formula, 0)
        except (_NotPlain, ArithmeticError, Trouble):
            return None

    def _formula(self, formula: str, depth: int) -> Decimal:
        if depth > _DEEPEST:
            raise _NotPlain
        terms = formula.strip().removeprefix("=").split("+")
        return sum((self._term(term.strip(), depth) for term in terms), Decimal(0))

    def _term(self, term: str, depth: int) -> Decimal:
        summed = _SUM.fullmatch(term)
        if summed:
            return self._range(_place(summed[1]), _place(summed[2]), depth)
        product = Decimal(1)
        for factor in term.split("*"):
            product *= self._factor(factor.strip(), depth)
        return product

    def _factor(self, factor: str, depth: int) -> Decimal:
        if not _REFERENCE.fullmatch(factor):
            return _constant(factor)
        found = self._cell(_place(factor), depth)
        if found is None:
            raise _NotPlain
        return found

    def _range(self, first: Place, last: Place, depth: int) -> Decimal:
        rows = range(first[0], last[0] + 1)
        columns = range(first[1], last[1] + 1)
        if len(rows) * len(columns) > _MOST_LOOKS:
            raise _NotPlain
        places = ((row, column) for row in rows for column in columns)
        found = (self._cell(place, depth) for place in places)
        return sum((number for number in found if number is not None), Decimal(0))

    def _cell(self, place: Place, depth: int) -> Decimal | None:
        """A cell's number; None for a blank one."""
        self._looks += 1
        if self._looks > _MOST_LOOKS:
            raise _NotPlain
        match self._cells.get(place):
            case None | "":
                return None
            case Number() as number:
                return cell_number(number)
            case Uncalculated(formula):
                return self._formula(formula, depth + 1)
            case _:
                raise _NotPlain


def _constant(text: str) -> Decimal:
    try:
        return parse_amount(text)
    except ValueError:
        raise _NotPlain from None


def _place(reference: str) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise _NotPlain
    return int(found[2]), column_number(found[1])
