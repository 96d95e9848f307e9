"""Checks between the cells of one row that several sheets share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from remanence.core.base.sentences import N_
from remanence.exchange.cells import Value
from remanence.exchange.sheets.sheet import Check, RowTrouble, filled

PIECES_WHOLE = N_("row.pieces_not_whole", "{value} pieces: pieces are whole.")
DAYS_CROSSED = N_("row.days_crossed", "{last} is before {first}, the day in {other}.")
TOO_MANY = N_("row.too_many", "Only one of {columns} may be filled.")
ONE_NEEDED = N_("row.one_needed", "One of {columns} must be filled.")


def whole_pieces(*columns: str) -> Check:
    """Quantities in pieces are whole; the unit stands in `unit`."""

    def check(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
        if cells.get("unit") != "pcs":
            return ()
        return [
            RowTrouble(column, PIECES_WHOLE, {"value": f"{value:f}"})
            for column in columns
            if isinstance(value := cells.get(column), Decimal) and value % 1
        ]

    return check


def in_sequence(first: str, last: str) -> Check:
    """The second day is not before the first."""

    def check(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
        early, late = cells.get(first), cells.get(last)
        if isinstance(early, date) and isinstance(late, date) and late < early:
            return [RowTrouble(last, DAYS_CROSSED, {"last": late, "first": early, "other": first})]
        return ()

    return check


def at_most_one(*columns: str) -> Check:
    """Not two of the columns are filled."""

    def check(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
        there = [column for column in columns if filled(cells, column)]
        if len(there) > 1:
            return [RowTrouble(there[1], TOO_MANY, {"columns": ", ".join(columns)})]
        return ()

    return check


def one_needed(*columns: str, unless: str = "") -> Check:
    """One of the columns is filled, as part of the key; not where `unless` is the whole key."""

    def check(cells: Mapping[str, Value]) -> Sequence[RowTrouble]:
        if any(filled(cells, column) for column in (*columns, unless)):
            return ()
        return [RowTrouble(columns[0], ONE_NEEDED, {"columns": ", ".join(columns)})]

    return check
