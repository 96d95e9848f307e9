"""`cost`, `trend`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, workspace_of
from remanence.cli.output import few, finding_lines, say, short, show, table, why_lines
from remanence.core.base.dates import parse_day
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import has_errors
from remanence.core.base.money import plain

if TYPE_CHECKING:
    from datetime import date

    from remanence.app.quotes import OrderRow
    from remanence.app.trends import Trend


def add_to(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("cost")(cost)
    app.command("trend")(trend)


def cost(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    basis: Annotated[
        str, typer.Option(help="estimate, actual, or both (the default).")
    ] = "estimate,actual",
) -> int:
    """Say what the order costs landed, line by line, with its explanation."""
    from remanence.app.costs import cost as order_cost
    from remanence.app.quotes import order_row

    with workspace_of(ctx) as workspace:
        found = order_row(order_cost(workspace, number, basis))
    answer = found._replace(findings=few(found.findings))  # type: ignore[arg-type]
    show(context_of(ctx).asked, answer, lambda: _cost_lines(found))
    return 1 if has_errors(found.findings) else 0


def _cost_lines(found: OrderRow) -> Iterator[str]:
    yield f"{found.order}: landed cost in {found.currency}, basis {found.basis}"
    headings = ("line", "goods", "duty", "fees", "landed", "per unit", "per kg")
    yield from table(headings, _cost_rows(found))
    if found.basis != "estimate" and found.variance:
        more = "More" if found.variance > 0 else "Less"
        yield f"{more} than the estimate by {plain(abs(found.variance))} {found.currency}"
    yield from why_lines(found.explanation)
    if found.still_estimated:
        yield f"Still estimated: {', '.join(found.still_estimated)}"
    yield from finding_lines(found.findings)


def _cost_rows(found: OrderRow) -> Iterator[tuple[object, ...]]:
    """A row a line, and one of all where there are several."""
    for line in found.lines:
        per = (short(line.landed_per_unit), short(line.landed_per_kg))
        yield (line.id, line.goods, line.duty, line.fees, line.landed, *per)
    if len(found.lines) > 1:
        sums = (_sum(row.amount for row in found.duty), _sum(row.amount for row in found.fees))
        yield ("all", found.goods, *sums, found.landed, "", "")


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None where one is not known."""
    known = list(amounts)
    found = [one for one in known if one is not None]
    return sum(found, Decimal(0)) if len(found) == len(known) else None


def trend(  # noqa: PLR0913 - the options of the contract
    ctx: typer.Context,
    of: Annotated[str, typer.Option("--of", help="product, grade, material, category, supplier.")],
    by: Annotated[str, typer.Option("--by", help="month, quarter, year.")] = "month",
    first: Annotated[str | None, typer.Option("--from", help="First day.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day.")] = None,
    currency: Annotated[str | None, typer.Option(help="Home currency if left out.")] = None,
    unit: Annotated[str, typer.Option(help="kg, piece, reo-kg.")] = "kg",
    basis: Annotated[str, typer.Option(help="estimate, actual, or both.")] = "estimate,actual",
    png: Annotated[Path | None, typer.Option(help="Draw the chart into this file.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the series into this file.")] = None,
) -> int:
    """Show where landed cost goes: the series behind the charts."""
    from remanence.app.trends import trend as landed_trend
    from remanence.app.trends import write_csv

    context = context_of(ctx)
    with workspace_of(ctx) as workspace:
        found = landed_trend(
            workspace,
            of=of,
            by=by,
            first=_day("--from", first),
            last=_day("--to", last),
            currency=currency,
            unit=unit,
            basis=basis,
        )
        if csv is not None:
            say(context.asked, f"Series: {write_csv(found, csv)}")
        if png is not None:
            say(context.asked, f"Chart: {context.painter.trend(workspace, found, png)}")
    show(
        context.asked,
        found._replace(findings=few(found.findings)),  # type: ignore[arg-type]
        lambda: _trend_lines(found),
    )
    return 1 if has_errors(found.findings) else 0


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as problem:
        raise WrongUse(option, what=f"{option}: {text!r} is no date YYYY-MM-DD.") from problem


def _trend_lines(found: Trend) -> Iterator[str]:
    per = f"{found.currency}/{found.unit}"
    yield from table(
        ("key", "period", "quantity", "landed", per, "orders"),
        (
            (
                series.key,
                point.period,
                point.quantity,
                point.landed,
                short(point.landed_per_unit),
                point.orders,
            )
            for series in found.series
            for point in series.points
        ),
    )
    yield from finding_lines(found.findings)
