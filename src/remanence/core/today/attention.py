"""Everything that needs attention, in one list: groups, order, snoozes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.steps import Step
from remanence.core.facts.dossiers import Desk, LicenceFile, OrderFile
from remanence.core.facts.parties import Decision
from remanence.core.policy.pack import Pack
from remanence.core.readiness import Readiness, readiness
from remanence.core.today.licences import DECISIONS, of_licence, of_supplier
from remanence.core.today.orders import of_order
from remanence.core.today.rows import Row

GROUPS: Final = ("cannot_move", "soon", "unknown", "settled")
SNOOZED: Final = "today.snoozed"
"""Code of a decision that keeps a row away through its `until`."""


class Attention(NamedTuple):
    """One row of `today` (`docs/interface.md`), with the value at stake and its snooze.

    Attributes:
        group: cannot_move, soon, unknown or settled.
        code: what kind of row, stable.
        what: what is wrong, in one line.
        why: why, in one line.
        due_on: by when; None where nothing says so.
        days_left: calendar days to it, below zero after it.
        record: kind and ref of the record to open.
        next: what to do next.
        explanation: the reasons.
        worth: the value at stake in home currency; zero where it is not known.
        snoozed_until: last day of a snooze that still holds; None where there is none.
        order: number of the order that the row is about; None where it is about none.
    """

    group: str
    code: str
    what: str
    why: str
    due_on: date | None
    days_left: int | None
    record: dict[str, str]
    next: str
    explanation: Step[object]
    worth: Decimal
    snoozed_until: date | None
    order: str | None


def attention(  # noqa: PLR0913 - the desk, the day, and what is shown
    files: Iterable[OrderFile],
    licences: Iterable[LicenceFile],
    desk: Desk,
    pack: Pack,
    today: date,
    worth: Mapping[str, Decimal] | None = None,
    *,
    with_snoozed: bool = False,
) -> list[Attention]:
    """Everything that needs attention, the most urgent first.

    Args:
        files: the orders; closed ones give only what was settled.
        licences: all licences.
        desk: what all orders share.
        pack: the reference pack in use.
        today: the day asked for.
        worth: value at stake in home currency, by order number.
        with_snoozed: also what is snoozed, each with its day.
    """
    orders, papers = list(files), list(licences)
    rows: list[Row] = []
    hanging: dict[str, list[str]] = {}
    for file in orders:  # one at a time: the reasons of all orders at once fill the memory
        known = readiness(file, desk, pack, today)
        rows += of_order(file, known, desk, pack, today)
        _hang(hanging, file, known)
    told = {row.order for row in rows if row.code.startswith("today.licence_")}
    for lf in papers:
        hang = hanging.get(lf.licence.licence_ref, ())
        found = of_licence(lf, hang, desk, pack, today)
        rows += [row for row in found if row.code not in DECISIONS or row.order not in told]
    rows += _of_suppliers(orders, papers, today)
    decisions = {one for file in orders for one in file.decisions} | set(desk.decisions)
    snoozes = [one for one in decisions if one.code == SNOOZED]
    values = worth or {}
    counted = [_counted(row, today, snoozes, values) for row in rows]
    shown = [row for row in counted if with_snoozed or row.snoozed_until is None]
    return sorted(shown, key=_urgency)


def _of_suppliers(
    orders: Iterable[OrderFile], papers: Iterable[LicenceFile], today: date
) -> Iterator[Row]:
    """General licences on the suppliers' records that have no licence of their own here."""
    numbers = {lf.licence.licence_number for lf in papers}
    suppliers = {file.supplier.supplier_code: file.supplier for file in orders}
    for supplier in suppliers.values():
        if supplier.general_licence_no is None or supplier.general_licence_no not in numbers:
            yield from of_supplier(supplier, today)


def _hang(hanging: dict[str, list[str]], file: OrderFile, known: Readiness) -> None:
    """Note an open order with goods that are yet to leave, by the licence that is to cover them."""
    for ref in known.leans_on if known.stage is not None else ():
        hanging.setdefault(ref, []).append(file.order.order_number)


def _urgency(row: Attention) -> tuple[int, bool, date, Decimal, str]:
    day = row.due_on or date.max
    return GROUPS.index(row.group), row.due_on is None, day, -row.worth, row.record["ref"]


def _counted(
    row: Row, today: date, snoozes: Sequence[Decision], worth: Mapping[str, Decimal]
) -> Attention:
    days = None if row.due_on is None else (row.due_on - today).days
    return Attention(
        row.group,
        row.code,
        row.what,
        row.why,
        row.due_on,
        days,
        {"kind": row.kind, "ref": row.ref},
        row.next,
        row.explanation,
        worth.get(row.order or "", Decimal(0)),
        _snoozed(row, today, snoozes),
        row.order,
    )


_SUBJECTS: Final = {
    "orders": "order",
    "licences": "licence",
    "shipments": "shipment",
    "suppliers": "supplier",
}


def subject_of(kind: str, ref: str) -> str:
    """A record as decisions name it: `order PO-1`."""
    return f"{_SUBJECTS[kind]} {ref}"


def _snoozed(row: Row, today: date, snoozes: Sequence[Decision]) -> date | None:
    """The last day of a snooze of this row: of its record, or of its kind of row on that record."""
    subject = subject_of(row.kind, row.ref)
    days = [
        one.until or date.max
        for one in snoozes
        if one.subject == subject and (one.value or row.code) == row.code
    ]
    return max((day for day in days if day >= today), default=None)
