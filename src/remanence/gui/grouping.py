"""Rows under headings: what a column is grouped by, how many rows, and exact sums of figures.

Unlike units are never added: where a group holds two currencies, its sum says so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from remanence.gui.words import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from remanence.gui.row_model import Column


class Figure(NamedTuple):
    """What a column adds up of one row: None is not known, and is counted as that."""

    amount: Decimal | None
    unit: str = ""


class Total(NamedTuple):
    """A sum over rows.

    Attributes:
        amount: exact; None where units differ or nothing is known.
        unit: the one unit of all.
        unknown: rows without an amount.
        several: whether units differ.
    """

    amount: Decimal | None
    unit: str
    unknown: int
    several: bool


class GroupRow(NamedTuple):
    """The row above a group.

    Attributes:
        name: what its rows have in common, in words.
        rows: those rows.
        closed: whether they are folded away.
    """

    name: str
    rows: Sequence[Any]
    closed: bool

    @property
    def words(self) -> str:
        """Name and count."""
        count = n_("{count} row", "{count} rows", len(self.rows))
        return f"{self.name}  ·  {count}"


def total(figures: Sequence[Figure]) -> Total:
    """Add figures of one unit."""
    known = [figure for figure in figures if figure.amount is not None]
    units = {figure.unit for figure in known}
    unknown = len(figures) - len(known)
    if len(units) != 1:
        return Total(None, "", unknown, len(units) > 1)
    amount = sum((f.amount for f in known if f.amount is not None), Decimal(0))
    return Total(amount, units.pop(), unknown, several=False)


def group_name(column: Column[Any], row: Any) -> str:  # noqa: ANN401 - rows are of any kind
    """What a row is grouped under."""
    if column.group is not None:
        return column.group(row)
    cell = column.cell(row)
    return cell.text or _("nothing")


def grouped(
    rows: Sequence[Any], name: Callable[[Any], str], closed: frozenset[str] | set[str]
) -> list[Any]:
    """Rows with a `GroupRow` above each group; groups stand as their first rows stand."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    shown: list[Any] = []
    for words, members in groups.items():
        folded = words in closed
        shown.append(GroupRow(words, members, folded))
        if not folded:
            shown.extend(members)
    return shown
