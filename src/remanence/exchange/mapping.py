"""MAP.toml: how somebody else's sheet becomes one of ours. A map holds for a whole column."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding, error
from remanence.core.base.money import parse_amount
from remanence.core.base.sentences import N_
from remanence.exchange.cells import Form
from remanence.exchange.cells.days import pattern_of
from remanence.exchange.opening import open_source
from remanence.exchange.places import Unusable, place
from remanence.exchange.sheets import SHEETS

_KEYS: Final = frozenset(
    """kind sheet file header_row encoding delimiter decimal thousands dates skip_rows_like merged
    columns values""".split()
)
_COLUMN_KEYS: Final = frozenset({"from", "value", "times", "decimal", "thousands", "dates"})
_THOUSANDS: Final = frozenset({"", ".", ",", " ", "'", "\u2019", "\u00a0", "\u202f"})

NOT_TOML = N_("map.not_toml", "The map is not TOML: {what}.")
UNKNOWN_KEY = N_("map.key_unknown", "A map knows no {key}. It knows: {known}.")
WRONG_VALUE = N_("map.value_wrong", "{key} cannot be {value}: {what}.")
UNKNOWN_KIND = N_("map.kind_unknown", "{kind} is no kind of sheet. Kinds are: {kinds}.")
UNKNOWN_COLUMN = N_("map.column_unknown", "The sheet {kind} has no column {column}.")


class Refused(Exception):
    """One setting of the map cannot be: code and parts."""

    def __init__(self, key: str, value: object, what: str) -> None:
        """Keep what is wrong."""
        super().__init__(key)
        self.parts = {"key": key, "value": repr(value), "what": what}


class ColumnMap(NamedTuple):
    """Where a column of ours comes from: a heading of theirs, or one value for all rows."""

    heading: str
    value: str | None
    form: Form


class SheetMap(NamedTuple):
    """How one sheet of a file is read.

    Attributes:
        kind: the KIND that it becomes; empty: found as without a map.
        sheet: its title or its number from 1.
        file: pattern of the files that it is for; empty: all.
        header_rows: rows of the headings, one or two.
        encoding: empty: UTF-8.
        delimiter: empty: found by the headings.
        form: how values are written where a column says nothing else.
        skip: patterns of the first cell of rows that are left out.
        spread: merged cells are filled instead of refused.
        columns: by our names.
    """

    kind: str
    sheet: str | int
    file: str
    header_rows: tuple[int, ...]
    encoding: str
    delimiter: str
    form: Form
    skip: tuple[str, ...]
    spread: bool
    columns: Mapping[str, ColumnMap]
    values: Mapping[str, Mapping[str, str]]

    def form_of(self, column: str) -> Form:
        """How a column that the map does not name writes its values."""
        return self.form._replace(values=self.values.get(column, {}))

    def is_for(self, file: str) -> bool:
        """Whether it speaks of this file."""
        return not self.file or fnmatchcase(file.lower(), self.file.lower())

    def skips(self, first_cell: str) -> bool:
        """Whether a row that begins with this cell is left out."""
        text = first_cell.strip().lower()
        return any(fnmatchcase(text, pattern.strip().lower()) for pattern in self.skip)


class FileMap(NamedTuple):
    """A map with the sheets that it names."""

    name: str
    sheets: tuple[SheetMap, ...]


def load_map(path: Path) -> tuple[FileMap | None, list[Finding]]:
    """The map of a file, or what is wrong with it, all at once.

    Raises:
        FileMissing: there is no such file.
    """
    try:
        source = open_source(path)
        text = source.data.decode("utf-8-sig")
        tables = _tables(tomllib.loads(text, parse_float=Decimal))
    except Unusable as problem:
        return None, [problem.finding]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        return None, [error(NOT_TOML, path.name, what=_one_line(problem))]
    findings: list[Finding] = []
    sheets = [_sheet_map(table, path.name, findings) for table in tables]
    return (None if findings else FileMap(path.name, tuple(filter(None, sheets)))), findings


def _one_line(problem: Exception) -> str:
    return str(problem).split("\n", 1)[0].rstrip(".")


def _tables(whole: dict[str, object]) -> list[dict[str, object]]:
    """The `[[sheet]]` tables, each with the settings above them; else the whole as one."""
    tables = whole.get("sheet")
    if not isinstance(tables, list):
        return [whole]
    common = {key: value for key, value in whole.items() if key != "sheet"}
    return [{**common, **(table if isinstance(table, dict) else {"?": table})} for table in tables]


def _sheet_map(table: dict[str, object], name: str, findings: list[Finding]) -> SheetMap | None:
    findings += _unknown_keys(table, _KEYS, name)
    kind = table.get("kind", "")
    if kind != "" and kind not in SHEETS:
        findings.append(
            error(UNKNOWN_KIND, place(name, column="kind"), kind=kind, kinds=", ".join(SHEETS))
        )
        return None
    try:
        return _read_sheet_map(table, str(kind), name, findings)
    except Refused as refused:
        findings.append(
            error(WRONG_VALUE, place(name, column=refused.parts["key"]), **refused.parts)
        )
        return None


def _read_sheet_map(
    table: dict[str, object], kind: str, name: str, findings: list[Finding]
) -> SheetMap:
    form = _form(table, Form())
    values = _values(table.get("values", {}))
    columns = _table(table, "columns")
    if kind:
        known = SHEETS[kind].by_name
        findings += [
            error(UNKNOWN_COLUMN, place(name, column=part), kind=kind, column=column)
            for part, names in (("columns", columns), ("values", values))
            for column in names
            if column not in known
        ]
    return SheetMap(
        kind=kind,
        sheet=_sheet_of(table.get("sheet", 1)),
        file=_word(table, "file"),
        header_rows=_header_rows(table.get("header_row", 1)),
        encoding=_encoding(_word(table, "encoding")),
        delimiter=_delimiter(_word(table, "delimiter")),
        form=form,
        skip=_patterns(table.get("skip_rows_like", [])),
        spread=_merged(table.get("merged", "refuse")),
        columns={
            column: _column_map(column, given, form, values, name, findings)
            for column, given in columns.items()
        },
        values=values,
    )


def _unknown_keys(
    table: Mapping[str, object], known: frozenset[str], where: str
) -> Iterator[Finding]:
    for key in table:
        if key not in known:
            yield error(UNKNOWN_KEY, place(where, column=key), key=key, known=_listed(known))


def _listed(known: frozenset[str]) -> str:
    return ", ".join(sorted(known))


def _column_map(
    column: str,
    given: object,
    form: Form,
    values: Mapping[str, Mapping[str, str]],
    name: str,
    findings: list[Finding],
) -> ColumnMap:
    own = form._replace(values=values.get(column, {}))
    if isinstance(given, str):
        return ColumnMap(given.strip(), None, own)
    if not isinstance(given, dict):
        raise Refused(
            column, given, "a heading in quotes, or a table with from or value, stands here"
        )
    findings += _unknown_keys(given, _COLUMN_KEYS, place(name, column=column))
    if ("from" in given) == ("value" in given):
        raise Refused(
            column, given, "either from (their heading) or value (for all rows) stands here"
        )
    if "value" in given:
        return ColumnMap("", _constant(given["value"]), Form())
    return ColumnMap(_word(given, "from").strip(), None, _form(given, own))


def _constant(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | int() | date():
            return str(value)
        case Decimal():
            return f"{value:f}"
    raise Refused("value", value, "a text, number or date stands here")


def _form(table: Mapping[str, object], base: Form) -> Form:
    decimal = _word(table, "decimal", base.decimal)
    thousands = _word(table, "thousands", base.thousands)
    if decimal not in {".", ","}:
        raise Refused("decimal", decimal, "the decimal mark is a point or a comma")
    if thousands not in _THOUSANDS or thousands == decimal:
        raise Refused("thousands", thousands, "it is a point, comma, blank, apostrophe or nothing")
    return base._replace(
        decimal=decimal,
        thousands=thousands,
        dates=_dates(_word(table, "dates", base.dates)),
        times=_times(table["times"]) if "times" in table else base.times,
    )


def _dates(form: str) -> str:
    try:
        if form:
            pattern_of(form)
    except ValueError:
        what = "a form of dates has D or DD, M, MM or MMM, YY or YYYY, once each"
        raise Refused("dates", form, what) from None
    return form


def _times(value: object) -> Decimal:
    try:
        number = parse_amount(value if isinstance(value, str) else _constant(value))
    except ValueError:
        number = Decimal(0)
    if number <= 0:
        raise Refused("times", value, 'a factor is a decimal number over zero, as in "0.001"')
    return number


def _word(table: Mapping[str, object], key: str, default: str = "") -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise Refused(key, value, "a text in quotes stands here")
    return value


def _table(table: Mapping[str, object], key: str) -> dict[str, object]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise Refused(key, value, "a table stands here")
    return value


def _values(given: object) -> dict[str, dict[str, str]]:
    if not isinstance(given, dict) or not all(isinstance(words, dict) for words in given.values()):
        raise Refused("values", given, "tables of their words and ours stand here: [values.COLUMN]")
    return {
        column: {theirs.strip().lower(): _constant(ours) for theirs, ours in words.items()}
        for column, words in given.items()
    }


def _sheet_of(value: object) -> str | int:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise Refused("sheet", value, "the name of a sheet, or its number from 1, stands here")


def _header_rows(value: object) -> tuple[int, ...]:
    rows = value if isinstance(value, list) else [value]
    right = all(isinstance(row, int) and not isinstance(row, bool) and row >= 1 for row in rows)
    if not right or len(rows) not in {1, 2} or sorted(set(rows)) != rows:
        raise Refused("header_row", value, "one row from 1, or two in brackets, as in [3, 4]")
    return tuple(rows)


def _encoding(name: str) -> str:
    try:
        if name:
            "".encode(codecs.lookup(name).name)
    except LookupError:
        raise Refused("encoding", name, "no such encoding of text is known") from None
    return name


def _delimiter(mark: str) -> str:
    if mark in {'"', "\r", "\n"} or len(mark) > 1:
        raise Refused("delimiter", mark, "one character stands here")
    return mark


def _patterns(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(pattern, str) for pattern in value):
        raise Refused("skip_rows_like", value, "a list of texts stands here")
    return tuple(value)


def _merged(value: object) -> bool:
    if value not in {"spread", "refuse"}:
        raise Refused("merged", value, 'it is "spread" or "refuse"')
    return value == "spread"
