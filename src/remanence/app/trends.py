"""Where landed costs are going: the series behind the charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from remanence.app.collector import paused
from remanence.app.costs import known_basis
from remanence.app.judging import Judge
from remanence.app.posting import CHUNK, cost_rows, pack_name
from remanence.app.workspace import Workspace
from remanence.core.base.dates import month_key, period_of
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import Finding, error, info
from remanence.core.base.money import CURRENCIES, from_minor, plain, round_money
from remanence.core.base.sentences import N_
from remanence.core.facts.dossiers import OrderFile
from remanence.core.trends.points import Series, TrendCell, series
from remanence.exchange.disk import write_file
from remanence.store import dossiers, posted
from remanence.store import trends as kept
from remanence.store.posted import MASS_DIGITS, QUANTITY_DIGITS

NO_RATE = N_(
    "trend.no_rate",
    "No rate for 1 {home} in {currency} at the end of {period}: that period is left out. "
    "Import rates (sheet fx).",
)
MONTH_END_RATES = N_(
    "trend.month_end_rates",
    "Home currency is {home}; each month is converted at the last rate of that month.",
)
OPEN_MONTHS: Final = (0, 10_000 * 12)


class Trend(NamedTuple):
    """The answer of `trend`."""

    currency: str
    unit: str
    basis: str
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    of: str
    by: str


def trend(  # noqa: PLR0913 - the options of the command
    workspace: Workspace,
    of: str,
    by: str = "month",
    *,
    first: date | None = None,
    last: date | None = None,
    currency: str | None = None,
    unit: str = "kg",
    basis: str = "estimate,actual",
) -> Trend:
    """The landed cost by period, quantity-weighted, for each key.

    Args:
        workspace: where.
        of: product, grade, material, category or supplier.
        by: month, quarter or year.
        first: first day; whole months count.
        last: last day; whole months count.
        currency: the home currency if left out.
        unit: kg, piece or reo-kg.
        basis: estimate, actual or both.

    Raises:
        WrongUse: one of these words is another one.
    """
    _check(of, by, unit, currency)
    home = workspace.business.currency
    wanted, basis = currency or home, known_basis(basis)
    months = (
        OPEN_MONTHS[0] if first is None else month_key(first),
        OPEN_MONTHS[1] if last is None else month_key(last),
    )
    group = by if wanted == home else "month"
    cells = _summed(workspace, of, unit, by=group, basis=basis, months=months)
    turned, findings = _converted(workspace, cells, home, wanted)
    found, told = series(_cells(turned, unit, by), unit)
    return Trend(wanted, unit, basis, found, (*findings, *told), of, by)


@paused()
def _summed(
    workspace: Workspace, of: str, unit: str, *, by: str, basis: str, months: tuple[int, int]
) -> list[kept.Cell]:
    """Sums of what is posted; orders whose posted rows do not hold today are costed anew."""
    today, pack = workspace.today.isoformat(), pack_name(workspace)
    with workspace.store.read() as reader:
        stale = posted.outdated(reader, today=today, pack=pack)
        holding = (today, pack) if stale else None
        cells = kept.trend_cells(
            reader, of, unit, by=by, basis=basis, months=months, holding=holding
        )
        if not stale:
            return cells
        judge = Judge.of(workspace)
        for start in range(0, len(stale), CHUNK):
            files = dossiers.order_files(reader, stale[start : start + CHUNK])
            costs = (row for one in files for row in cost_rows(judge.cost(one, basis), one))
            cells += kept.cells_of(costs, _keys(files, of), unit, by=by, months=months)
    return kept.merged(cells)


def _keys(files: Iterable[OrderFile], of: str) -> Mapping[int, str | None]:
    """The series to which each order line belongs."""
    if of == "supplier":
        return {line.id: file.supplier.supplier_code for file in files for line in file.lines}
    name = "product_code" if of == "product" else of
    return {
        line.id: getattr(file.products[line.product_code], name)
        for file in files
        for line in file.lines
    }


def _check(of: str, by: str, unit: str, currency: str | None) -> None:
    for option, word, known in (
        ("--of", of, kept.KEYS),
        ("--by", by, kept.WIDTHS),
        ("--unit", unit, kept.MEASURES),
    ):
        if word not in known:
            raise WrongUse(option, what=f"{option} {word!r}: it takes {', '.join(known)}.")
    if currency is not None and currency not in CURRENCIES:
        raise WrongUse("--currency", what=f"{currency!r} is no currency code of ISO 4217.")


class _Money(NamedTuple):
    """A cell with its amounts as decimals of the currency asked for."""

    cell: kept.Cell
    parts: tuple[Decimal, ...]


def _converted(
    workspace: Workspace, cells: Iterable[kept.Cell], home: str, currency: str
) -> tuple[list[_Money], list[Finding]]:
    """Amounts in the currency asked for; a month without a rate is left out and said."""
    if currency == home:
        return [_Money(cell, _amounts(cell, home)) for cell in cells], []
    found: list[_Money] = []
    findings = [info(MONTH_END_RATES, currency, home=home)]
    lost: set[int] = set()
    for cell in cells:
        rate = workspace.rates.rate(home, currency, _month_end(cell.period)).rate.value
        if rate is None:
            lost.add(cell.period)
            continue
        amounts = tuple(round_money(one * rate, currency) for one in _amounts(cell, home))
        found.append(_Money(cell, amounts))
    for period in sorted(lost):
        named = period_of(period, "month")
        findings.append(error(NO_RATE, named, home=home, currency=currency, period=named))
    return found, findings


def _amounts(cell: kept.Cell, currency: str) -> tuple[Decimal, ...]:
    units = (cell.goods, cell.freight, cell.insurance, cell.duty, cell.fees, cell.other)
    return tuple(from_minor(amount or 0, currency) for amount in units)


def _month_end(month: int) -> date:
    year, index = divmod(month + 1, 12)
    return date(year, index + 1, 1) - timedelta(days=1)


def _cells(found: Iterable[_Money], unit: str, by: str) -> Iterable[TrendCell]:
    digits = QUANTITY_DIGITS if unit == "piece" else MASS_DIGITS
    nothing = (Decimal(0),) * 6
    for cell, parts in found:
        period = period_of(cell.period, by)
        if cell.known:
            quantity = Decimal(cell.quantity or 0).scaleb(-digits)
            yield TrendCell(cell.key, period, quantity, parts, cell.orders)
        else:
            yield TrendCell(cell.key, period, Decimal(0), nothing, 0, cell.lines)


def write_csv(found: Trend, target: Path) -> None:
    """Write the series as CSV, one row a point.

    Raises:
        MachineSaysNo: the file cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    per = f"landed_per_{found.unit}"
    parts = ("goods", "freight", "insurance", "duty", "fees", "other")
    writer.writerow((found.of, "period", "quantity", "landed", per, "orders", *parts, "currency"))
    for one in found.series:
        for point in one.points:
            figures = (point.quantity, point.landed, point.landed_per_unit)
            writer.writerow(
                (
                    _safe(one.key),
                    point.period,
                    *(None if figure is None else plain(figure) for figure in figures),
                    point.orders,
                    *(plain(amount) for amount in point.parts),
                    found.currency,
                )
            )
    write_file(target, lambda stream: _write(stream, text.getvalue()))


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode("utf-8"))


def _safe(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
