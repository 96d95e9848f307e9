"""Rows of an import against the rows that are stored and against each other.

A row becomes new, changed, same, removed or rejected; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from remanence.app.imports.shapes import SHAPES, Shape, key_maker
from remanence.core.base.findings import Finding, error, info, warning
from remanence.core.base.proof import text_of
from remanence.core.base.sentences import N_
from remanence.exchange.cells import BLANK, CLEAR
from remanence.exchange.reading import Draft
from remanence.exchange.sheets import SHEETS

SAME_TWICE = N_("row_twice", "The same row stands in {other}; it is taken once.")
KEY_TWICE = N_(
    "key_twice",
    "The same {what} stands in {other} with another {columns}. Keep one of them.",
)
WHOLE_DIFFERS = N_(
    "whole_differs",
    "{value} here, but {earlier} in {other}: this column belongs to the whole {what}, "
    "so all its rows must say the same.",
)
REQUIRED = N_("cell_required", "A value is needed here for a new {what}.")
REQUIRED_CLEARED = N_("cell_cannot_be_cleared", "This value is needed and cannot be cleared.")
VALUE_REMOVED = N_("value_removed", "The stored value {value} would be removed.")
REMOVE_ABSENT = N_("remove_absent", "Nothing to remove: no such {what} is stored.")

_NAMED = 3  # columns that a sentence names


class Stored(NamedTuple):
    """A stored row: ids of the whole and its line, and its values by sheet column."""

    whole_id: int
    line_id: int | None
    values: Mapping[str, object]


class PlannedRow(NamedTuple):
    """What would become of one row.

    Attributes:
        verb: new, changed, same, removed.
        key: its key.
        stored: what is there now; None for a new row.
        values: every column as it would stand afterwards.
        draft: where it came from.
    """

    verb: str
    key: tuple[object, ...]
    stored: Stored | None
    values: Mapping[str, object]
    draft: Draft


class Matched(NamedTuple):
    """The rows of one kind, the drafts that were refused, and what was found."""

    kind: str
    rows: list[PlannedRow]
    refused: dict[int, list[Finding]]  # id of the draft -> why
    findings: list[Finding]
    keys: set[tuple[object, ...]]  # of all drafts whose key could be read, refused ones too


def match(
    kind: str,
    drafts: Sequence[Draft],
    stored: Mapping[tuple[object, ...], Stored],
    *,
    clear_blanks: bool = False,
) -> Matched:
    """Match the drafts of one kind with what is stored of it."""
    matcher = _Matcher(SHAPES[kind], stored, clear_blanks=clear_blanks)
    for draft in drafts:
        matcher.take(draft)
    matcher.settle_wholes()
    matcher.settle_rows()
    return Matched(kind, matcher.rows, matcher.refused, matcher.findings, matcher.keys)


class _Matcher:
    """Works through the drafts of one kind; made for one call of `match`."""

    def __init__(
        self,
        shape: Shape,
        stored: Mapping[tuple[object, ...], Stored],
        *,
        clear_blanks: bool,
    ) -> None:
        self.shape = shape
        self.stored = stored
        self.clear_blanks = clear_blanks
        self.key_of = key_maker(shape.kind)
        self._wholes: dict[tuple[object, ...], Mapping[str, object]] = {}
        self.rows: list[PlannedRow] = []
        self.refused: dict[int, list[Finding]] = {}
        self.findings: list[Finding] = []
        self.taken: dict[tuple[object, ...], Draft] = {}
        self.keys: set[tuple[object, ...]] = set()
        self.wholes: dict[tuple[object, ...], dict[str, tuple[object, Draft]]] = {}
        sheet = SHEETS[shape.kind]
        self.required = sheet.required
        self.when_blank = {
            column.name: column.when_blank
            for column in sheet.columns
            if column.when_blank is not None
        }
        parts = (shape.whole,) if shape.line is None else (shape.whole, shape.line)
        known = set(sheet.names)
        self.columns = tuple(
            dict.fromkeys(name for part in parts for name in part.all_columns if name in known)
        )
        self.template: dict[str, object] = dict.fromkeys(self.columns)
        self.whole_columns = tuple(
            name
            for name in shape.whole.all_columns
            if shape.line is not None and name in known and name not in shape.whole_key
        )

    def refuse(self, draft: Draft, found: Finding) -> None:
        self.findings.append(found)
        self.refused.setdefault(id(draft), []).append(found)

    def take(self, draft: Draft) -> None:
        """Keep the draft under its key, unless the key came before."""
        key = self.key_of(draft.cells)
        self.keys.add(key)
        if draft.bad:
            self.refused.setdefault(id(draft), []).extend(draft.table.stopped)
            return
        earlier = self.taken.setdefault(key, draft)
        if earlier is draft:
            return
        unlike = self._unlike(earlier, draft)
        if not unlike:
            self.findings.append(info(SAME_TWICE, draft.where(), other=earlier.where()))
            return
        what = what_of(self.shape.kind)
        found = error(
            KEY_TWICE,
            draft.where(),
            other=earlier.where(),
            what=what if self.shape.line is None else f"{what} line",
            columns=_few(unlike),
        )
        self.refuse(draft, found)
        self.refused.setdefault(id(earlier), []).append(found)

    def _unlike(self, earlier: Draft, draft: Draft) -> list[str]:
        """Headings under which two rows differ; a column that one lacks is blank there."""
        if earlier.cells == draft.cells and earlier.remove == draft.remove:
            return []
        absent = object() if self.clear_blanks else BLANK
        unlike = [
            draft.table.columns.get(name, name)
            for name in {**earlier.cells, **draft.cells}
            if earlier.cells.get(name, absent) != draft.cells.get(name, absent)
        ]
        return unlike + (["remove"] if earlier.remove != draft.remove else [])

    def settle_wholes(self) -> None:
        """Gather the columns that belong to the whole from all its rows; they must say the same."""
        if self.shape.line is None:
            return
        width, names = len(self.shape.whole_key), self.whole_columns
        firsts: dict[tuple[object, ...], Sequence[object]] = {}
        for key, draft in self.taken.items():
            cells: Sequence[object] = list(map(draft.cells.get, names))
            first = firsts.setdefault(key[:width], cells)
            if first is cells or first != cells:  # rows that say the same are the rule
                self._gather(key[:width], draft, cells)

    def _gather(self, key: tuple[object, ...], draft: Draft, cells: Sequence[object]) -> None:
        gathered = self.wholes.setdefault(key, {})
        for name, value in zip(self.whole_columns, cells, strict=True):
            if value is BLANK:
                continue
            known = gathered.setdefault(name, (value, draft))
            if known[0] != value:
                self._whole_differs(draft, name, value, known)

    def _whole_differs(
        self, draft: Draft, name: str, value: object, known: tuple[object, Draft]
    ) -> None:
        found = error(
            WHOLE_DIFFERS,
            draft.where(name),
            value=_said(value),
            earlier=_said(known[0]),
            other=known[1].where(name),
            what=what_of(self.shape.kind),
        )
        self.refuse(draft, found)

    def settle_rows(self) -> None:
        """Merge each draft with what is stored and say what would become of it."""
        for key, draft in self.taken.items():
            if id(draft) in self.refused:
                continue
            stored = self.stored.get(key)
            if draft.remove:
                self._remove(key, draft, stored)
            elif stored is None:
                self._add(key, draft)
            else:
                self._change(key, draft, stored)

    def _remove(self, key: tuple[object, ...], draft: Draft, stored: Stored | None) -> None:
        if stored is None:
            self.findings.append(
                warning(REMOVE_ABSENT, draft.where(), what=what_of(self.shape.kind))
            )
            return
        self.rows.append(PlannedRow("removed", key, stored, stored.values, draft))

    def _cell(self, key: tuple[object, ...], draft: Draft, name: str) -> object:
        if name in self.whole_columns:
            gathered = self.wholes.get(key[: len(self.shape.whole_key)], {})
            return gathered[name][0] if name in gathered else BLANK
        return draft.cells.get(name)

    def _add(self, key: tuple[object, ...], draft: Draft) -> None:
        whole = self._whole_values(key)
        values = {**self.template, **draft.cells, **whole}
        for name, value in self.when_blank.items():
            if values[name] is None:
                values[name] = value
        if CLEAR in values.values():
            values = {name: None if value is CLEAR else value for name, value in values.items()}
        self._fill_basis(values)
        for name in self.required:
            if values[name] is None:
                what = what_of(self.shape.kind)
                self.refuse(draft, error(REQUIRED, draft.where(name), what=what))
        if id(draft) not in self.refused:
            self.rows.append(PlannedRow("new", key, None, values, draft))

    def _whole_values(self, key: tuple[object, ...]) -> Mapping[str, object]:
        """The columns of the whole: as the import says, else as they are stored."""
        if self.shape.line is None:
            return {}
        own = key[: len(self.shape.whole_key)]
        values = self._wholes.get(own)
        if values is None:
            stored = self.stored.get((*own, None))
            known = {} if stored is None else stored.values
            values = {name: known.get(name) for name in self.whole_columns}
            values.update({name: found for name, (found, _) in self.wholes.get(own, {}).items()})
            self._wholes[own] = values
        return values

    def _fill_basis(self, values: dict[str, object]) -> None:
        """The basis of a charge, where it is left out."""
        if self.shape.kind == "charges" and values.get("basis") is None:
            paid = values.get("invoice_number") or values.get("paid_on")
            values["basis"] = "actual" if paid else "estimate"

    def _change(self, key: tuple[object, ...], draft: Draft, stored: Stored) -> None:
        values = dict(stored.values)
        for name in self.columns:
            if name in self.shape.key:
                continue
            value = self._cell(key, draft, name)
            if value is BLANK and not (self.clear_blanks and name in draft.cells):
                continue
            if value is BLANK or value is CLEAR:
                self._clear(draft, name, values)
            else:
                values[name] = value
        if id(draft) in self.refused:
            return
        verb = "same" if values == stored.values else "changed"
        self.rows.append(PlannedRow(verb, key, stored, values, draft))

    def _clear(self, draft: Draft, name: str, values: dict[str, object]) -> None:
        if values.get(name) is None:
            return
        if name in self.required:
            self.refuse(draft, error(REQUIRED_CLEARED, draft.where(name)))
            return
        self.findings.append(info(VALUE_REMOVED, draft.where(name), value=text_of(values[name])))
        values[name] = None


def _few(names: Sequence[str]) -> str:
    """At most three names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _said(value: object) -> str:
    return CLEAR.value if value is CLEAR else text_of(value)


def what_of(kind: str) -> str:
    """One row of a kind in words."""
    return {
        "business": "own firm",
        "fx": "rate",
        "licence_events": "licence event",
        "entries": "customs entry layer",
        "parties": "listed party",
        "classifications": "classification",
    }.get(kind, kind.removesuffix("s"))
