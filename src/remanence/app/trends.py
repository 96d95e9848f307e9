"""Where landed costs are going: the series behind the charts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from remanence.app.collector import paused
from remanence.app.costs import known_basis
from remanence.app.posted_costs import costed_anew, what_holds
from remanence.app.workspace import Workspace
from remanence.core.base.dates import month_key, period_of
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import Finding, error, info
from remanence.core.base.money import CURRENCIES, from_minor, plain, round_money
from remanence.core.base.sentences import N_
from remanence.core.facts.dossiers import OrderFile
from remanence.core.trends.points import Series, TrendCell, series
from remanence.exchange.disk import write_file
from remanence.store import trends as kept
from remanence.store.creation import refuse_inside
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
WHOLE_MONTH = N_("trend.whole_month", "Whole months count: {option} {asked} is taken as {day}.")
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
        WrongUse: one of these words is another one, or `first` lies after `last`.
    """
    _check(of, by, unit, currency)
    if first is not None and last is not None and first > last:
        raise WrongUse("--from", what=f"--from {first} lies after --to {last}.")
    wanted, basis = currency or workspace.business.currency, known_basis(basis)
    months = (
        OPEN_MONTHS[0] if first is None else month_key(first),
        OPEN_MONTHS[1] if last is None else month_key(last),
    )
    cells, findings = _asked(workspace, _Question(of, unit, basis, months), by, wanted)
    found, told = series(cells, unit)
    return Trend(wanted, unit, basis, found, (*_widened(first, last), *findings, *told), of, by)


def estimated_points(
    workspace: Workspace, of: str, by: str = "month", *, unit: str = "kg"
) -> frozenset[tuple[str, str]]:
    """Key and period of the points of which something is still estimated.

    A point rests on invoices where actual charges alone give its quantity and landed cost: what
    nobody invoiced is missing from them. Asked of home currency, all months.
    """
    both = trend(workspace, of, by, unit=unit)
    actual = trend(workspace, of, by, unit=unit, basis="actual")
    invoiced = {
        (one.key, point.period, point.quantity, point.parts)
        for one in actual.series
        for point in one.points
    }
    return frozenset(
        (one.key, point.period)
        for one in both.series
        for point in one.points
        if (one.key, point.period, point.quantity, point.parts) not in invoiced
    )


def _asked(
    workspace: Workspace, asked: _Question, by: str, wanted: str
) -> tuple[Iterable[TrendCell], list[Finding]]:
    """The sums in the currency asked for; in another one than home they come month by month."""
    home = workspace.business.currency
    cells = _summed(workspace, asked, by=by if wanted == home else "month")
    turned, findings = _converted(workspace, cells, home, wanted)
    counts: list[kept.Cell] = []
    if wanted != home and by != "month":  # an order of two months is one of the year
        gaps = frozenset(cell.period for cell in cells) - {one.cell.period for one in turned}
        counts = _summed(workspace, asked, by=by, gaps=gaps)
    return _cells(turned, counts, asked.unit, by), findings


def _widened(first: date | None, last: date | None) -> list[Finding]:
    """Says it where a day is asked for and its whole month counts."""
    told = []
    if first is not None and first.day != 1:
        told.append(("--from", first, first.replace(day=1)))
    if last is not None and last != _month_end(month_key(last)):
        told.append(("--to", last, _month_end(month_key(last))))
    return [
        info(WHOLE_MONTH, option, option=option, asked=asked.isoformat(), day=day.isoformat())
        for option, asked, day in told
    ]


class _Question(NamedTuple):
    """What is summed: of which parts of orders, and over which months."""

    of: str
    unit: str
    basis: str
    months: tuple[int, int]


@paused()
def _summed(
    workspace: Workspace, asked: _Question, *, by: str, gaps: frozenset[int] = frozenset()
) -> list[kept.Cell]:
    """Sums of what is posted; orders whose posted rows do not hold today are costed anew."""
    of, unit, basis, months = asked
    with workspace.store.read() as reader:
        stale, holding = what_holds(workspace, reader)
        cells = kept.trend_cells(
            reader, of, unit, by=by, basis=basis, months=months, gaps=gaps, holding=holding
        )
        if not stale:
            return cells
        for files, costs in costed_anew(workspace, reader, stale, basis):
            keys = _keys(files, of)
            cells += kept.cells_of(costs, keys, unit, by=by, months=months, gaps=gaps)
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


def _cells(
    found: Iterable[_Money], counts: Sequence[kept.Cell], unit: str, by: str
) -> Iterable[TrendCell]:
    """The cells as series take them; orders are those of `counts` where there are some.

    One order may stand in several months of a period: counts by month cannot be added up.
    """
    digits = QUANTITY_DIGITS if unit == "piece" else MASS_DIGITS
    nothing = (Decimal(0),) * 6
    for cell, parts in found:
        period = period_of(cell.period, by)
        if cell.known:
            quantity = Decimal(cell.quantity or 0).scaleb(-digits)
            yield TrendCell(cell.key, period, quantity, parts, 0 if counts else cell.orders)
        else:
            yield TrendCell(cell.key, period, Decimal(0), nothing, 0, cell.lines)
    for cell in counts:
        if cell.known:
            period = period_of(cell.period, by)
            yield TrendCell(cell.key, period, Decimal(0), nothing, cell.orders)


def write_csv(found: Trend, target: Path) -> Path:
    """Write the series as CSV, one row a point; gives where it lies.

    That is beside `target` under another name where that is open in another program.

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
    return write_file(target, lambda stream: _write(stream, text.getvalue()))


def write_picture(workspace: Workspace, picture: bytes, target: Path) -> Path:
    """Write a picture of a chart whole or not at all; gives where it lies, as `write_csv` does.

    Raises:
        MachineSaysNo: the file cannot be written, or lies in the workspace.
    """
    refuse_inside(workspace.path, target)
    return write_file(target, lambda stream: _put(stream, picture))


def _put(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode("utf-8"))


def _safe(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
