"""`orders`, `order`, `readiness`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, workspace_of
from remanence.cli.output import finding_lines, show, table, visible

if TYPE_CHECKING:
    from remanence.app.orders import LineQuantities, OrderDetail, OrderRow
    from remanence.core.arrival import Arrival
    from remanence.core.readiness import Readiness


def add_to(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("orders")(orders)
    app.command("order")(order)
    app.command("readiness")(readiness)


def orders(ctx: typer.Context) -> int:
    """List the orders with their states."""
    from remanence.app.orders import orders as list_orders

    with workspace_of(ctx) as workspace:
        rows = list_orders(workspace)
        home = workspace.business.currency
    show(context_of(ctx).asked, rows, lambda: table((*HEADINGS, home), map(_order_cells, rows)))
    return 0


HEADINGS = ("order", "supplier", "date", "goods", "", "next stage", "states", "papers", "by")


def _order_cells(row: OrderRow) -> tuple[object, ...]:
    done = row.completeness
    return (
        row.number,
        row.supplier,
        row.date,
        row.goods,
        row.currency,
        row.stage or "closed",
        row.states,
        f"{done.accepted}/{done.required}",
        row.next_date,
        row.landed,
    )


def order(ctx: typer.Context, number: Annotated[str, typer.Argument(metavar="NUMBER")]) -> int:
    """Show one order with everything known of it."""
    from remanence.app.orders import order as one_order

    with workspace_of(ctx) as workspace:
        found = one_order(workspace, number)
        show(context_of(ctx).asked, _order_json(found), lambda: _order_lines(found))
    return 0


def _order_json(found: OrderDetail) -> Mapping[str, object]:
    from remanence.app.quotes import order_row

    quantities = {line.line_no: line._asdict() for line in found.lines}
    lines = [{**row, **quantities.get(row["line_no"], {})} for row in found.sheets["orders"]]  # type: ignore[call-overload]
    return {
        "order": found.order,
        **found.sheets,
        "orders": lines,
        "lines": found.lines,
        "readiness": verdict_json(found.readiness),
        "licences": found.licences,
        "cost": order_row(found.cost),
        "arrival": _arrival_json(found.arrival),
    }


def _arrival_json(found: Arrival) -> Mapping[str, object]:
    parts = [
        {
            "shipment": part.shipment,
            "leaves_on": part.leaves_on.value,
            "dock_on": part.dock_on.value,
        }
        for part in found.parts
    ]
    return {**found._asdict(), "parts": parts}


def _order_lines(found: OrderDetail) -> Iterator[str]:
    ordered = {row["line_no"]: row for row in found.sheets["orders"]}
    yield f"{found.order}: what has left, what is here, what is open (not received yet)"
    yield from table(
        ("line", "product", "ordered", "shipped", "received", "open", "unit"),
        (_quantities(line, ordered[line.line_no]) for line in found.lines),
    )
    yield ""
    for name, rows in found.sheets.items():
        if not rows:
            continue
        yield name
        filled = [column for column in rows[0] if any(row[column] is not None for row in rows)]
        yield from table(filled, ([_word(row[column]) for column in filled] for row in rows))
        yield ""
    yield from _arrival_lines(found.arrival)
    yield ""
    yield from readiness_lines(found.readiness)


def _quantities(line: LineQuantities, ordered: Mapping[str, object]) -> Sequence[object]:
    figures = (line.ordered, line.shipped, line.received, line.open)
    return (line.line_no, ordered["product_code"], *figures, ordered["unit"])


def _word(value: object) -> object:
    """Yes and no as the sheets write them."""
    return ("no", "yes")[value] if isinstance(value, bool) else value


def _arrival_lines(found: Arrival) -> Iterator[str]:
    """When the goods are at the dock, and what each part of them waits for."""
    from remanence.core.base.proof import sentence

    provisional = " (provisional)" if found.is_provisional else ""
    yield f"{visible(sentence(found.explanation))}{provisional}."
    for part in found.parts:
        yield f"  {visible(sentence(part.dock_on))}"


def readiness(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER")],
    stage: Annotated[
        str | None,
        typer.Option(help="place, apply, export, load, arrive, clear, pay, close; else the next."),
    ] = None,
) -> int:
    """Say whether the order can go to the stage, and what exactly is missing."""
    from remanence.app.readiness import readiness as judge

    with workspace_of(ctx) as workspace:
        judged = judge(workspace, number, stage)
    show(context_of(ctx).asked, verdict_json(judged), lambda: readiness_lines(judged))
    return 0 if judged.verdict == "ready" else 1


def verdict_json(judged: Readiness) -> Mapping[str, object]:
    """A verdict as JSON, without the licences behind it."""
    answer = judged._asdict()
    del answer["licences"]
    return {**answer, "explanation": judged.why}


def readiness_lines(judged: Readiness) -> Iterator[str]:
    """The verdict as people read it: the answer, what is open, then the rest."""
    from remanence.core.readiness.reasons import reason

    word = judged.verdict.replace("_", " ")
    stage = judged.stage or "closed"
    yield f"{judged.order}: {word} for {stage} as of {judged.on} (certainty: {judged.certainty})"
    done = judged.completeness
    yield f"Papers: {done.accepted} of {done.required} accepted."
    for need in judged.requirements:
        due = "" if need.due_on is None else f", by {need.due_on}"
        sent = "" if need.shipment is None else f" for {visible(need.shipment)}"
        blocks = f", blocks {', '.join(need.blocks)}" if need.blocks else ""
        yield f"  [{need.state}] {visible(need.title)}{sent}{blocks}{due}"
        yield f"      {visible(reason(need))}  [{need.rule}; {visible(need.source)}]"
    yield from finding_lines(judged.findings)
