"""The orders: a list with states, and one order with everything known of it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.app.collector import paused
from remanence.app.costs import cost
from remanence.app.files import order_file
from remanence.app.judging import Judge
from remanence.app.licences import licences_of
from remanence.app.posting import pack_name, status_row
from remanence.app.readiness import readiness
from remanence.app.workspace import Workspace
from remanence.core.arrival import Arrival, arrival
from remanence.core.base.money import from_minor
from remanence.core.costs.order import OrderCost
from remanence.core.facts.dossiers import OrderFile
from remanence.core.facts.orders import OrderLine
from remanence.core.facts.shipments import Shipment, ShipmentLine, left_on
from remanence.core.licences.status import LicenceStatus
from remanence.core.readiness import Completeness, Readiness, is_closed
from remanence.store import dossiers, posted, sheets
from remanence.store.reading import Rows

ZERO = Decimal(0)


class OrderRow(NamedTuple):
    """One order in the list.

    Attributes:
        goods: value ordered, in `currency`.
        stage: the next one; None when none is left.
        states: first the verdict for that stage, then those of its licences, then what applies of
            cancelled, late, papers_missing, papers_disagree.
        next_date: earliest due date still open.
        stage_day: by when the next stage is to be done: its planned day, what blocks it, or the
            answer of its licence, whichever comes first.
        landed: in home currency; None when it cannot be said.
    """

    number: str
    supplier: str
    date: datetime.date
    currency: str
    goods: Decimal | None
    stage: str | None
    states: list[str]
    completeness: Completeness
    next_date: datetime.date | None
    landed: Decimal | None
    id: int
    supplier_name: str
    supplier_local_name: str | None
    verdict: str
    stage_day: datetime.date | None


@paused()
def orders(workspace: Workspace, limit: int | None = None) -> list[OrderRow]:
    """The orders, newest first; what was posted for another day or pack is judged anew.

    Args:
        workspace: where.
        limit: no more than these, the newest.
    """
    with workspace.store.read() as reader:
        rows = posted.order_rows(reader, limit=limit)
        stale = set(
            posted.outdated(reader, today=workspace.today.isoformat(), pack=pack_name(workspace))
        )
        wanted = [row.order_id for row in rows if row.order_id in stale]
        fresh = judged_now(workspace, dossiers.order_files(reader, wanted)) if wanted else {}
    home = workspace.business.currency
    return [_row(row, fresh.get(row.order_id), home) for row in rows]


def judged_now(workspace: Workspace, files: Iterable[OrderFile]) -> Mapping[int, posted.StatusRow]:
    """What would be posted for these orders today, without writing it."""
    judge = Judge.of(workspace)
    name = pack_name(workspace)
    return {file.order.id: status_row(judge, file, name) for file in files}


def _row(row: posted.OrderRow, fresh: posted.StatusRow | None, home: str) -> OrderRow:
    status = fresh or row
    percent = status.percent
    return OrderRow(
        row.number,
        row.supplier_code,
        date.fromisoformat(row.order_date),
        row.currency,
        None if status.goods is None else from_minor(status.goods, row.currency),
        status.stage,
        json.loads(status.states or "[]"),
        Completeness(
            status.required or 0, status.accepted or 0, 100 if percent is None else int(percent)
        ),
        None if status.next_date is None else date.fromisoformat(status.next_date),
        None if status.landed is None else from_minor(status.landed, home),
        row.order_id,
        row.supplier_name,
        row.supplier_local_name,
        status.verdict or "unknown",
        None if status.stage_day is None else date.fromisoformat(status.stage_day),
    )


class LineQuantities(NamedTuple):
    """What became of one order line, in its unit.

    Attributes:
        shipped: on shipments that have left; planned ones do not count.
        received: as counted on receipt, else as shipped where a receipt is on record.
        open: ordered less received, never below zero; nothing of a cancelled line or closed order.
    """

    line_no: int
    ordered: Decimal
    shipped: Decimal
    received: Decimal
    open: Decimal


class OrderDetail(NamedTuple):
    """One order with everything known of it, by sheet, and the verdicts."""

    order: str
    lines: list[LineQuantities]
    sheets: Mapping[str, list[Mapping[str, object]]]
    readiness: Readiness
    licences: list[LicenceStatus]
    cost: OrderCost
    arrival: Arrival


def order(workspace: Workspace, number: str) -> OrderDetail:
    """Everything known of one order.

    Raises:
        NotFound: no such order.
    """
    file = order_file(workspace, number)
    return OrderDetail(
        number,
        quantities(file, workspace.today),
        _sheets(workspace, file),
        readiness(workspace, number),
        licences_of(workspace, file.licences),
        cost(workspace, number),
        arrival(file, workspace.desk, workspace.pack, workspace.today),
    )


def quantities(file: OrderFile, today: date) -> list[LineQuantities]:
    """Ordered, shipped, received and open of each line by `today`."""
    done = is_closed(file)
    return [_quantities(file, line, today, done=done) for line in file.lines]


def _quantities(file: OrderFile, line: OrderLine, today: date, *, done: bool) -> LineQuantities:
    mine = [
        (sent.shipment, part)
        for sent in file.shipments
        for part in sent.lines
        if part.order_number == file.order.order_number and part.line_no == line.line_no
    ]
    shipped = sum((part.quantity for sent, part in mine if _has_left(sent, part, today)), ZERO)
    received = sum(
        (
            part.quantity if part.received_quantity is None else part.received_quantity
            for sent, part in mine
            if _is_received(sent, part, today)
        ),
        ZERO,
    )
    left = ZERO if done or line.cancelled_on else max(ZERO, line.quantity - received)
    return LineQuantities(line.line_no, line.quantity, shipped, received, left)


def _is_received(sent: Shipment, part: ShipmentLine, today: date) -> bool:
    if sent.received_on is None:
        return part.received_quantity is not None
    return sent.received_on <= today


def _has_left(sent: Shipment, part: ShipmentLine, today: date) -> bool:
    """Whether it was declared for export, has departed, or anything later was done with it."""
    later = (sent.ata, sent.entered_on, sent.cleared_on)
    return (
        left_on(sent, today) is not None
        or _is_received(sent, part, today)
        or any(day is not None and day <= today for day in later)
    )


def _sheets(workspace: Workspace, file: OrderFile) -> Mapping[str, list[Mapping[str, object]]]:
    """The rows of every sheet that speak of the order, by KIND."""
    numbers = {file.order.order_number}
    refs = {sent.shipment.shipment_ref for sent in file.shipments}
    licences = {found.licence.licence_ref for found in file.licences}
    names = {
        "order_number": numbers,
        "shipment_ref": refs,
        "licence_ref": licences,
    }
    products = {line.product_code for line in file.lines}
    wanted: dict[str, Mapping[str, set[str]]] = {
        "orders": {"order_number": numbers},
        "suppliers": {"supplier_code": {file.supplier.supplier_code}},
        "products": {"product_code": products},
        "classifications": {"product_code": products},
        "shipments": {"order_number": numbers},
        "entries": {"shipment_ref": refs},
        "licences": {"licence_ref": licences},
        "licence_events": {"licence_ref": licences},
        "documents": {
            **names,
            "supplier_code": {file.supplier.supplier_code},
            "product_code": products,
        },
        "charges": {"order_number": numbers, "shipment_ref": refs},
        "decisions": {"subject": {f"order {file.order.order_number}"}},
    }
    with workspace.store.read() as reader:
        return {kind: _matching(reader, kind, columns) for kind, columns in wanted.items()}


def _matching(
    reader: Rows, kind: str, columns: Mapping[str, set[str]]
) -> list[Mapping[str, object]]:
    names = sheets.SHEET_COLUMNS[kind]
    places: Sequence[tuple[int, set[str]]] = [
        (names.index(name), values) for name, values in columns.items()
    ]
    return [
        dict(zip(names, cells, strict=True))
        for cells in sheets.sheet_rows(reader, kind)
        if any(cells[place] in values for place, values in places)
    ]
