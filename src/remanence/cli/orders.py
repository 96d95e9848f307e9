"""`orders`, `order`, `readiness`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, workspace_of
from remanence.cli.output import cell_text, encode, finding_lines, show, table, visible

if TYPE_CHECKING:
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
    headings = (
        "order",
        "supplier",
        "date",
        "goods",
        "",
        "next stage",
        "states",
        "papers",
        "by",
        home,
    )
    show(
        context_of(ctx).asked,
        rows,
        lambda: table(
            headings,
            (
                (
                    row.number,
                    row.supplier,
                    row.date,
                    row.goods,
                    row.currency,
                    row.stage or "closed",
                    row.states,
                    f"{row.completeness.accepted}/{row.completeness.required}",
                    row.next_date,
                    row.landed,
                )
                for row in rows
            ),
        ),
    )
    return 0


def order(ctx: typer.Context, number: Annotated[str, typer.Argument(metavar="NUMBER")]) -> int:
    """Show one order with everything known of it."""
    from remanence.app.orders import order as one_order

    with workspace_of(ctx) as workspace:
        found = one_order(workspace, number)
        show(context_of(ctx).asked, found, lambda: _order_lines(found))
    return 0


def _order_lines(found: Mapping[str, object]) -> Iterator[str]:
    for name, content in found.items():
        if name in ("readiness", "licences", "cost"):
            continue
        rows = (
            [row for row in content if isinstance(row, Mapping)]
            if isinstance(content, list)
            else []
        )
        if not rows:
            continue
        yield f"{name}"
        filled = [column for column in rows[0] if any(row.get(column) is not None for row in rows)]
        yield from table(
            filled, ([cell_text(row.get(column)) for column in filled] for row in rows)
        )
        yield ""
    judged = found["readiness"]
    yield from readiness_lines(judged)  # type: ignore[arg-type]


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
        show(context_of(ctx).asked, _verdict_json(judged), lambda: readiness_lines(judged))
    return 0 if judged.verdict.value.value == "yes" else 1


WORDS = {"yes": "ready", "no": "not_ready", "unknown": "unknown"}


def _verdict_json(judged: Readiness) -> Mapping[str, object]:
    answer = encode(judged)
    assert isinstance(answer, dict)  # noqa: S101 - a named tuple becomes an object
    answer["verdict"] = WORDS[judged.verdict.value.value]
    answer["explanation"] = encode(judged.verdict)
    return answer


def readiness_lines(judged: Readiness) -> Iterator[str]:
    """The verdict as people read it: the answer, what is open, then the rest."""
    word = WORDS[judged.verdict.value.value].replace("_", " ")
    stage = judged.stage or "closed"
    yield f"{judged.order}: {word} for {stage} as of {judged.on} (certainty: {judged.certainty})"
    done = judged.completeness
    yield f"Papers: {done.accepted} of {done.required} accepted."
    for need in judged.requirements:
        due = "" if need.due_on is None else f", by {need.due_on}"
        blocks = f", blocks {', '.join(need.blocks)}" if need.blocks else ""
        yield f"  [{need.state}] {visible(need.title)}{blocks}{due}"
        yield f"      {visible(cell_text_of_why(need.why))}  [{need.rule}; {visible(need.source)}]"
    yield from finding_lines(judged.findings)


def cell_text_of_why(why: object) -> str:
    """The first sentence of an explanation."""
    from remanence.core.base.proof import sentence
    from remanence.core.base.steps import Step

    return sentence(why) if isinstance(why, Step) else str(why)
