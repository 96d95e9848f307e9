"""The suppliers: what is spent with them, whether they keep their word, how their licences fare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from remanence.app.collector import paused
from remanence.app.exposure import spends
from remanence.app.workspace import Workspace
from remanence.core.base.money import from_minor
from remanence.core.facts.dossiers import LicenceFile, OrderFile
from remanence.core.facts.orders import OrderLine
from remanence.core.licences.forecast import MEDIAN, cases_of, quantile, survival
from remanence.core.policy.workdays import work_calendar
from remanence.core.trends.scorecard import Delivery, LicenceRecord, on_time_percent, score
from remanence.store import dossiers
from remanence.store import suppliers as kept

GRANTED = frozenset({"granted", "amended", "partly_used", "exhausted"})


class SupplierRow(NamedTuple):
    """One supplier; what is not known is None, never zero."""

    code: str
    name: str
    spend: Decimal
    on_time_percent: Decimal | None
    licences: LicenceRecord
    score: Decimal | None
    local_name: str | None
    country: str
    role: str | None
    group: str | None
    orders: int


@paused()
def suppliers(workspace: Workspace) -> list[SupplierRow]:
    """All suppliers, those with the largest spend first."""
    with workspace.store.read() as reader:
        known = kept.suppliers(reader)
        files = dossiers.order_files(reader)
        licences = dossiers.cases(reader)
    home = workspace.business.currency
    spent: dict[str, int] = defaultdict(int)
    for row in spends(workspace):
        spent[row.supplier_code] += row.goods or 0
    by_supplier: dict[str, list[OrderFile]] = defaultdict(list)
    for file in files:
        by_supplier[file.supplier.supplier_code].append(file)
    rows = []
    for one in known:
        mine = by_supplier[one.supplier_code]
        on_time = on_time_percent(_deliveries(mine), workspace.today)
        record = _record(workspace, licences, one.supplier_code)
        rows.append(
            SupplierRow(
                one.supplier_code,
                one.name,
                from_minor(spent[one.supplier_code], home),
                on_time,
                record,
                score(on_time, record),
                one.local_name,
                one.country,
                one.role,
                one.group,
                len(mine),
            )
        )
    return sorted(rows, key=lambda row: (-row.spend, row.code))


def _deliveries(files: Iterable[OrderFile]) -> Iterator[Delivery]:
    """Each line with a first promise, and the day on which its goods were ready or left."""
    for file in files:
        for line in file.lines:
            promised = line.confirmed_for or line.promised_for
            if promised is not None and line.cancelled_on is None:
                yield Delivery(promised, line.ready_on or _left(file, line))


def _left(file: OrderFile, line: OrderLine) -> date | None:
    """The first departure of goods of the line."""
    number = file.order.order_number
    days = [
        sent.shipment.atd
        for sent in file.shipments
        for part in sent.lines
        if part.order_number == number and part.line_no == line.line_no and sent.shipment.atd
    ]
    return min(days, default=None)


def _record(workspace: Workspace, files: Iterable[LicenceFile], code: str) -> LicenceRecord:
    mine = [file for file in files if file.licence.supplier_code == code]
    states = [{event.state for event in file.events} for file in mine]
    granted = sum(1 for found in states if found & GRANTED)
    refused = sum(1 for found in states if "refused" in found)
    cases = cases_of(mine, work_calendar(workspace.pack), workspace.today)
    curve = survival((case.days, case.finished) for case in cases)
    return LicenceRecord(granted, refused, quantile(curve, MEDIAN), len(cases))
