"""What the rows of a pack say of each other: every name that is used must be there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.sentences import N_
from remanence.core.policy.conditions import parse_conditions
from remanence.core.policy.listings import KNOWN_LISTS
from remanence.packs.makers import words

NO_ROW = N_("pack.no_such_row", "'{name}' is no row of {table}.")
NO_LAYER = N_("pack.no_such_layer", "'{name}' is no layer of {country} in duties.")
NO_TAX = N_("pack.no_such_tax", "'{name}' is no topic of {country} in country-rules.")
NO_LIST = N_("pack.no_such_list", "'{name}' is no list of parties.")
TWICE = N_("pack.twice", "{what} is there {count} times; one of them would never be seen.")


class Line(NamedTuple):
    """A row: the line on which it begins, and its cells by column."""

    number: int
    cells: Mapping[str, str]


class Table(NamedTuple):
    """A table as read: no headings and no lines where the file cannot be used."""

    file: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    size: int  # rows of the file, those that cannot be used too

    def where(self, line: Line, column: str) -> str:
        """Place of a cell."""
        return f"{self.file}, row {line.number}, {column}"


Tables = Mapping[str, Table]


def cross_findings(tables: Tables) -> list[Finding]:
    """Everything that rows say of rows which are not there, table by table."""
    return [finding for check in _CHECKS for finding in check(tables)]


def _suspensions(tables: Tables) -> Iterator[Finding]:
    table = tables.get("controls")
    if table is None:
        return
    ids = {line.cells["id"] for line in table.lines}
    for line in table.lines:
        for name in words(line.cells["acts_on"]):
            if name not in ids:
                where = table.where(line, "acts_on")
                yield error(NO_ROW, where, name=name, table="controls")


def _layers(tables: Tables) -> Iterator[Finding]:
    table = tables.get("duties")
    if table is None:
        return
    there = {(line.cells["destination"], line.cells["layer"]) for line in table.lines}
    for line in table.lines:
        country = line.cells["destination"]
        for name in words(line.cells["acts_on"]):
            if (country, name) not in there:
                where = table.where(line, "acts_on")
                yield error(NO_LAYER, where, name=name, country=country)


def _taxes(tables: Tables) -> Iterator[Finding]:
    table = tables.get("country-rules")
    if table is None:
        return
    there = {(line.cells["country"], line.cells["topic"]) for line in table.lines}
    for line in table.lines:
        country = line.cells["country"]
        for part in words(line.cells["tax_base_parts"]):
            topic = part.removeprefix("tax:")
            if topic != part and (country, topic) not in there:
                where = table.where(line, "tax_base_parts")
                yield error(NO_TAX, where, name=topic, country=country)


def _conditions(tables: Tables) -> Iterator[Finding]:
    """Lists and layers that conditions name."""
    duties = tables.get("duties")
    layers = {line.cells["layer"] for line in duties.lines} if duties else set()
    known = {"listed": (KNOWN_LISTS, NO_LIST), "paid_layers": (layers, NO_LAYER)}
    for name in ("controls", "documents", "duties"):
        table = tables.get(name)
        for line in table.lines if table else ():
            for fact, value in _values(line.cells["conditions"]):
                if table is None or fact not in known or value in known[fact][0]:
                    continue
                where = table.where(line, "conditions")
                yield error(known[fact][1], where, name=value, country="any country")


def _values(text: str) -> Iterable[tuple[str, str]]:
    try:
        groups = parse_conditions(text)
    except ValueError:
        return []  # a finding of the cell itself
    return [(one.fact, value) for group in groups for one in group for value in one.values]


_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "calendar-cn": ("date",),
    "documents-field-agreement": ("field",),
    "incoterms": ("rule", "version"),
    "quotas": ("year", "batch", "scope", "group"),
    "parties": ("list", "entity_name", "listed_on"),
}


def _keys(tables: Tables) -> Iterator[Finding]:
    """Two rows that speak of the same thing under different ids."""
    for name, columns in _KEYS.items():
        table = tables.get(name)
        if table is None:
            continue
        counts = Counter(tuple(line.cells[column] for column in columns) for line in table.lines)
        for line in table.lines:
            key = tuple(line.cells[column] for column in columns)
            if counts[key] > 1:
                where = table.where(line, columns[0])
                yield error(TWICE, where, what=" ".join(key), count=counts[key])
                counts[key] = 0


_CHECKS: Final[tuple[Callable[[Tables], Iterator[Finding]], ...]] = (
    _suspensions,
    _layers,
    _taxes,
    _conditions,
    _keys,
)
