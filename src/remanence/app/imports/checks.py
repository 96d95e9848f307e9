"""What one row cannot know alone: names that must exist, rows that hang on removed ones, sums.

Findings go to the row's draft, which is refused by an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from remanence.app.imports.figures import (
    Rows,
    lines_too_large,
    over_shipped,
    parts_of_pieces,
)
from remanence.app.imports.match import Matched, PlannedRow, what_of
from remanence.app.imports.paper_files import PaperFiles
from remanence.app.imports.shapes import HANGS_ON, SHAPES, Reference
from remanence.app.workspace import Workspace
from remanence.core.base.findings import Finding, Severity, error
from remanence.core.base.money import coin, plain
from remanence.core.base.sentences import N_
from remanence.store import sheets

if TYPE_CHECKING:
    from remanence.app.imports.plan import Known

UNKNOWN = N_("unknown_reference", "There is no {what} {key}, neither stored nor in this import.")
GOES_AWAY = N_("reference_removed", "The {what} {key} named here would be removed by this import.")
HANGS = N_("hangs_on_it", "What hangs on this {what} must go as well; rows of {sheet}: {count}.")
ONE_PARENT = N_(
    "one_parent",
    "{count} of {columns} are filled; exactly one must say what this row belongs to.",
)
UNKNOWN_TYPE = N_("document_type_unknown", "The reference pack knows no paper {value}.")
AMOUNT_OR_PERCENT = N_("amount_or_percent", "A charge has an amount or a percent, one of the two.")
PRICE_OR_RANGE = N_("price_or_range", "A price point has a price, or low and high.")
LINES_NAME_NONE = N_("lines_name_none", "{value} names no line of {parent}.")
SHARES_MISSING = N_("shares_missing", "Shares by hand are needed with method manual.")
SHARES_SUM = N_("shares_sum", "The shares sum to {sum}, the charge is {amount}.")
SUBJECT = N_(
    "subject_unknown",
    "{value} names no record. A subject is `workspace`, or kind and key: order PO-1, supplier S1, "
    "product P1, licence L1, shipment SH1, pack row controls/A57-Ho.",
)

PACK_ROW = "pack row "

PARENTS = {
    "documents": ("order_number", "shipment_ref", "licence_ref", "supplier_code", "product_code"),
    "charges": ("order_number", "shipment_ref"),
}
SUBJECTS = {
    "order": "orders",
    "supplier": "suppliers",
    "product": "products",
    "licence": "licences",
    "shipment": "shipments",
}


def check(matched: Mapping[str, Matched], known: Known, workspace: Workspace) -> Checked:
    """All findings that need more than one row; a row with an error is refused."""
    checker = _Checker(matched, known, workspace)
    checker.references()
    checker.removals()
    checker.parents()
    checker.papers()
    checker.charges()
    checker.prices()
    checker.shipped()
    checker.figures()
    checker.subjects()
    checker.pack_rows()
    return Checked(checker.findings, checker.paths)


class Checked(NamedTuple):
    """What was found, and where the files of papers lie, by the draft's id."""

    findings: list[Finding]
    papers: dict[int, Path]


class _Checker:
    def __init__(
        self,
        matched: Mapping[str, Matched],
        known: Known,
        workspace: Workspace,
    ) -> None:
        self.matched = matched
        self.known = known
        self.workspace = workspace
        self.findings: list[Finding] = []
        self.paths: dict[int, Path] = {}
        self._keys: dict[tuple[str, bool], set[tuple[object, ...]]] = {}
        self._gone: dict[tuple[str, bool], set[tuple[object, ...]]] = {}

    def rows(self, kind: str) -> Iterator[PlannedRow]:
        """Rows of a kind that stay and are not refused."""
        found = self.matched.get(kind)
        if found is not None:
            for row in found.rows:
                if row.verb != "removed" and id(row.draft) not in found.refused:
                    yield row

    def refuse(self, kind: str, row: PlannedRow, found: Finding) -> None:
        self.findings.append(found)
        self.matched[kind].refused.setdefault(id(row.draft), []).append(found)

    # -- names that must exist

    def keys(self, kind: str, *, line: bool) -> set[tuple[object, ...]]:
        """Keys of a kind that will be there: stored ones and those of this import, refused too."""
        known = self._keys.get((kind, line))
        if known is None:
            known = self._stored_keys(kind, line=line)
            width = self._width(kind, line=line)
            if kind in self.matched:
                known |= {key[:width] for key in self.matched[kind].keys}
            known -= self.gone(kind, line=line)
            self._keys[(kind, line)] = known
        return known

    def _width(self, kind: str, *, line: bool) -> int:
        shape = SHAPES[kind]
        return len(shape.key if line or shape.line is None else shape.whole_key)

    def _stored_keys(self, kind: str, *, line: bool) -> set[tuple[object, ...]]:
        if kind in self.matched:
            width = self._width(kind, line=line)
            return {key[:width] for key in self.known.rows(kind) if key[-1] is not None or not line}
        return set(sheets.keys(self.known.reader, kind, line=line))

    def gone(self, kind: str, *, line: bool) -> set[tuple[object, ...]]:
        """Keys that this import removes; a whole goes when its last line goes."""
        gone = self._gone.get((kind, line))
        if gone is None:
            gone = self._removed_keys(kind, line=line)
            self._gone[(kind, line)] = gone
        return gone

    def _removed_keys(self, kind: str, *, line: bool) -> set[tuple[object, ...]]:
        if kind not in self.matched:
            return set()
        removed = {row.key for row in self.matched[kind].rows if row.verb == "removed"}
        width = self._width(kind, line=line)
        if not removed or width == self._width(kind, line=True):
            return removed
        staying = {
            key[:width]
            for key in (*self.known.rows(kind), *self.matched[kind].keys)
            if key[-1] is not None and key not in removed
        }
        return {key[:width] for key in removed} - staying

    def references(self) -> None:
        """Every named supplier, product, order, line, shipment and licence is there."""
        for kind in self.matched:
            shape = SHAPES[kind]
            parts = [shape.whole] if shape.line is None else [shape.whole, shape.line]
            for reference in (found for part in parts for found in part.references):
                self._reference(kind, reference)

    def _reference(self, kind: str, reference: Reference) -> None:
        known = self.keys(reference.kind, line=reference.line)
        gone = self.gone(reference.kind, line=reference.line)
        for row in list(self.rows(kind)):
            key = tuple(row.values.get(column) for column in reference.columns)
            if key[0] is None or key in known:
                continue
            code = GOES_AWAY if key in gone else UNKNOWN
            what = "line" if reference.line else what_of(reference.kind)
            named = "/".join(map(str, key))
            where = row.draft.where(self._amiss(reference, key))
            self.refuse(kind, row, error(code, where, what=what, key=named))

    def _amiss(self, reference: Reference, key: tuple[object, ...]) -> str:
        """The column to blame: that of the order where there is none, else that of its line."""
        if reference.line and key[:1] not in self.keys(reference.kind, line=False):
            return reference.columns[0]
        return reference.columns[-1]

    def removals(self) -> None:
        """Nothing is left hanging on a removed row."""
        for kind, found in self.matched.items():
            shape = SHAPES[kind]
            removed = [row for row in found.rows if row.verb == "removed" and row.stored]
            if not removed:
                continue
            gone = self.gone(kind, line=False)
            width = self._width(kind, line=False)
            wholes = {
                row.stored.whole_id: row
                for row in removed
                if row.stored and (row.key[:width] in gone or shape.line is None)
            }
            self._hanging(kind, shape.whole.table, wholes)
            lines = {
                row.stored.line_id: row
                for row in removed
                if row.stored and row.stored.line_id is not None
            }
            if shape.line is not None:
                self._hanging(kind, shape.line.table, lines)

    def _hanging(self, kind: str, table: str, rows: Mapping[int, PlannedRow]) -> None:
        for child, column, child_kind in HANGS_ON.get(table, ()):
            leaving = self._leaving(child_kind, child)
            counts: dict[int, int] = {}
            for parent, child_id in sheets.hanging(self.known.reader, child, column, list(rows)):
                if child_id not in leaving:
                    counts[parent] = counts.get(parent, 0) + 1
            for parent, count in counts.items():
                row = rows[parent]
                found = error(
                    HANGS, row.draft.where(), count=count, sheet=child_kind, what=what_of(kind)
                )
                self.refuse(kind, row, found)

    def _leaving(self, kind: str, table: str) -> set[int]:
        """Ids of a table's rows that this import removes."""
        if kind not in self.matched:
            return set()
        shape = SHAPES[kind]
        removed = [
            row.stored for row in self.matched[kind].rows if row.verb == "removed" and row.stored
        ]
        if shape.line is not None and shape.line.table == table:
            return {stored.line_id for stored in removed if stored.line_id is not None}
        return {stored.whole_id for stored in removed}

    # -- what one row must hold

    def parents(self) -> None:
        """A paper and a charge belong to exactly one record."""
        for kind, columns in PARENTS.items():
            for row in list(self.rows(kind)):
                filled = [name for name in columns if row.values.get(name) is not None]
                if len(filled) != 1:
                    named = ", ".join(columns)
                    where = row.draft.where(filled[-1] if filled else columns[0])
                    found = error(ONE_PARENT, where, count=len(filled), columns=named)
                    self.refuse(kind, row, found)

    def papers(self) -> None:
        """A paper's type is one that the pack knows; its file can be taken."""
        types = {rule.id for rule in self.workspace.pack.documents}
        for row in list(self.rows("documents")):
            value = str(row.values.get("document_type"))
            if value not in types:
                found = error(UNKNOWN_TYPE, row.draft.where("document_type"), value=value)
                self.refuse("documents", row, found)
        if "documents" in self.matched:
            looked = PaperFiles(self.matched["documents"], partial(self.refuse, "documents"))
            looked.look()
            self.paths = looked.paths

    def charges(self) -> None:
        """A charge has an amount or a percent; its lines and shares name lines; shares sum."""
        for row in list(self.rows("charges")):
            found = self._charge(row)
            if found is not None:
                self.refuse("charges", row, found)

    def _charge(self, row: PlannedRow) -> Finding | None:
        values, where = row.values, row.draft.where
        if (values.get("amount") is None) == (values.get("percent") is None):
            return error(AMOUNT_OR_PERCENT, where("amount"))
        shares = _shares(values.get("shares"))
        if values.get("method") == "manual" and not shares:
            return error(SHARES_MISSING, where("shares"))
        for column, named in (("lines", _lines(values.get("lines"))), ("shares", list(shares))):
            unknown = [line for line in named if not self._line_known(values, line)]
            if unknown:
                parent = values.get("order_number") or values.get("shipment_ref")
                listed = ", ".join(map(str, unknown))
                return error(LINES_NAME_NONE, where(column), value=listed, parent=parent)
        amount = values.get("amount")
        total = sum(shares.values(), Decimal(0))
        if shares and isinstance(amount, Decimal):
            tolerance = coin(str(values.get("currency")))
            if abs(total - amount) > tolerance:
                return error(SHARES_SUM, where("shares"), sum=plain(total), amount=plain(amount))
        return None

    def _line_known(self, values: Mapping[str, object], line: int) -> bool:
        if values.get("order_number") is not None:
            return (values["order_number"], line) in self.keys("orders", line=True)
        shipped = self.keys("shipments", line=True)
        return any(key[0] == values.get("shipment_ref") and key[2] == line for key in shipped)

    def prices(self) -> None:
        """A price point says a price, or low and high."""
        for row in list(self.rows("prices")):
            low, high = row.values.get("low"), row.values.get("high")
            if row.values.get("price") is None and (low is None or high is None):
                self.refuse("prices", row, error(PRICE_OR_RANGE, row.draft.where("price")))

    def shipped(self) -> None:
        """More on its way than ordered is worth a word."""
        if "shipments" in self.matched:
            on_way, ordered = self.after("shipments"), self.after("orders")
            self.findings += over_shipped(self.rows("shipments"), on_way, ordered)

    def after(self, kind: str) -> Rows:
        """Rows of a kind by key as they would stand, those refused left as they are stored."""
        rows = {key: stored.values for key, stored in self.known.rows(kind).items() if key[-1]}
        rows.update({row.key: row.values for row in self.rows(kind)})
        return rows

    def figures(self) -> None:
        """No line comes to more than can be worked with; pieces on their way are whole."""
        if "orders" in self.matched:
            for row, found in [*lines_too_large(self.rows("orders"), self.after("products"))]:
                self.refuse("orders", row, found)
        if "shipments" in self.matched:
            for row, found in [*parts_of_pieces(self.rows("shipments"), self.after("orders"))]:
                self.refuse("shipments", row, found)

    def subjects(self) -> None:
        """A decision is about a record that is there."""
        for row in list(self.rows("decisions")):
            subject, where = str(row.values.get("subject")), row.draft.where("subject")
            if not subject.startswith(PACK_ROW) and not self._subject_known(subject):
                self.refuse("decisions", row, error(SUBJECT, where, value=subject))

    def pack_rows(self) -> None:
        """A correction of a row of the reference pack can be carried out."""
        rows = list(self.rows("decisions"))
        if not any(str(row.values.get("subject")).startswith(PACK_ROW) for row in rows):
            return
        from remanence.app.imports.pack_rows import looked_at

        for row, found in looked_at(rows, self.gone("decisions", line=False), self.workspace):
            if found.severity is Severity.ERROR:
                self.refuse("decisions", row, found)
            else:
                self.findings.append(found)

    def _subject_known(self, subject: str) -> bool:
        if subject == "workspace":
            return True
        kind, _, key = subject.partition(" ")
        return kind in SUBJECTS and (key.strip(),) in self.keys(SUBJECTS[kind], line=False)


def _lines(text: object) -> list[int]:
    return [int(part) for part in str(text).split(";")] if text else []


def _shares(text: object) -> dict[int, Decimal]:
    parts = [part.partition(":") for part in str(text).split(";")] if text else []
    return {int(line): Decimal(amount) for line, _, amount in parts}
