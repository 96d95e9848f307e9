"""Keep it safe: `new`, `history`, `undo`, `redo`, `check`, `backup`, `restore`, `attach`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, say_place, workspace_of
from remanence.cli.output import few, finding_lines, say, show, table, visible
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import has_errors

if TYPE_CHECKING:
    from remanence.app.papers import Attached


def add_to(app: typer.Typer) -> None:
    """Mount the commands."""
    for command in (new, history, undo, redo, check, backup, restore, attach, search):
        app.command(command.__name__)(command)


def new(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH")],
    currency: Annotated[str, typer.Option(help="Home currency, ISO 4217.")],
    country: Annotated[str, typer.Option(help="Country of import, ISO-2.")],
    company: Annotated[str, typer.Option(help="Name of the own firm.")] = "",
) -> int:
    """Make an empty workspace."""
    from remanence.app.workspace import create_workspace
    from remanence.core.base.countries import COUNTRIES
    from remanence.core.base.money import CURRENCIES
    from remanence.core.facts.business import Business

    currency, country = currency.upper(), country.upper()
    if currency not in CURRENCIES:
        raise WrongUse("--currency", what=f"{currency!r} is no currency code of ISO 4217.")
    if country not in COUNTRIES:
        raise WrongUse("--country", what=f"{country!r} is no country code of two letters.")
    context = context_of(ctx)
    business = Business(name=company, country=country, currency=currency)
    made = create_workspace(path, business, context.around)
    say_place(context, made)
    answer = {"workspace": made, "currency": currency, "country": country, "company": company}
    show(context.asked, answer, lambda: [f"Made {made}"])
    return 0


def history(
    ctx: typer.Context,
    order: Annotated[str | None, typer.Option(help="Only what touched this order.")] = None,
) -> int:
    """List the operations, newest first."""
    from remanence.app.history import history as lines_of

    with workspace_of(ctx) as workspace:
        lines = lines_of(workspace, order)
    show(
        context_of(ctx).asked,
        lines,
        lambda: table(
            ("id", "at", "what", "by", "records", "undone by"),
            (
                (line.id, line.at, line.what, line.source, line.records, line.undone_by)
                for line in lines
            ),
        ),
    )
    return 0


def undo(
    ctx: typer.Context,
    operation: Annotated[int | None, typer.Argument(metavar="[OPERATION]")] = None,
) -> int:
    """Take back an operation, the last one that stands if left out."""
    from remanence.app.history import undo as take_back

    with workspace_of(ctx) as workspace:
        done = take_back(workspace, operation, source="command line")
    lines = [f"Took back operation {done.undid}: {done.changed} rows."]
    show(context_of(ctx).asked, done, lambda: lines)
    return 0


def redo(ctx: typer.Context) -> int:
    """Bring back what was undone last, as long as nothing was written since."""
    from remanence.app.history import redo as bring_back

    with workspace_of(ctx) as workspace:
        done = bring_back(workspace, source="command line")
    lines = [f"Brought back what operation {done.undid} had undone: {done.changed} rows."]
    show(context_of(ctx).asked, done, lambda: lines)
    return 0


def check(
    ctx: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be made anew.")] = False,
) -> int:
    """Look for damage: database, references, attached files, backups, what was worked out."""
    from remanence.app.upkeep import check as look

    context = context_of(ctx)
    found = look(context.asked.workspace, context.today, context.around, repair=repair)
    answer = {**found._asdict(), "findings": few(found.findings)}
    show(
        context.asked,
        answer,
        lambda: [
            *finding_lines(found.findings),
            f"SQLite {found.sqlite}, journal {found.journal_mode}, synchronous {found.synchronous}",
            "Damage was found." if has_errors(found.findings) else "No damage found.",
        ],
    )
    return 1 if has_errors(found.findings) else 0


def backup(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", help="A zip with the files too.")] = None,
) -> int:
    """Make a backup; it counts only when it has been opened and checked."""
    from remanence.app.upkeep import backup as keep

    with workspace_of(ctx) as workspace:
        made = keep(workspace, to)
    answer = made._replace(findings=few(made.findings))  # type: ignore[arg-type]
    lines = [f"Backup: {made.backup}", *finding_lines(made.findings)]
    show(context_of(ctx).asked, answer, lambda: lines)
    return 0


def restore(
    ctx: typer.Context,
    backup_file: Annotated[Path, typer.Argument(metavar="BACKUP", readable=False)],
    to: Annotated[Path, typer.Option("--to", help="The workspace to make; must not exist.")],
) -> int:
    """Make a workspace from a backup."""
    from remanence.app.upkeep import restore as bring

    context = context_of(ctx)
    made = bring(backup_file, to, context.around)
    answer = made._replace(findings=few(made.findings))  # type: ignore[arg-type]
    lines = [f"Restored into {made.workspace}", *finding_lines(made.findings)]
    show(context.asked, answer, lambda: lines)
    return 0


def attach(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False)],
    type_: Annotated[str, typer.Option("--type", help="Type of paper: po, invoice, euc ...")],
    order: Annotated[str | None, typer.Option(help="Order it belongs to.")] = None,
    shipment: Annotated[str | None, typer.Option(help="Shipment it belongs to.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence it belongs to.")] = None,
) -> int:
    """Attach a file to an order, shipment or licence."""
    from remanence.app.papers import attach as keep

    with workspace_of(ctx) as workspace:
        done = keep(
            workspace,
            file,
            type_,
            {"order_number": order, "shipment_ref": shipment, "licence_ref": licence},
            source="command line",
        )
    show(context_of(ctx).asked, done, lambda: _attached(done, type_))
    return 0


def _attached(done: Attached, type_: str) -> Iterator[str]:
    """What was attached, what the file says, and what must be looked at."""
    yield f"Attached {done.document['file']} as {type_}."
    for one in done.proposals:
        yield visible(f"It says {one.field}: {one.value} ({one.page})")
    yield from finding_lines(done.findings)


def search(ctx: typer.Context, text: Annotated[str, typer.Argument(metavar="TEXT")]) -> int:
    """Find everything that holds the text."""
    from remanence.app.search import search as find

    context = context_of(ctx)
    with workspace_of(ctx) as workspace:
        hits = find(workspace, text)
    show(
        context.asked,
        hits,
        lambda: table(
            ("kind", "record", "field", "text"),
            ((hit.kind, hit.ref, hit.field, hit.text) for hit in hits),
        ),
    )
    if not hits:
        say(context.asked, "Nothing holds that text.")
    return 0
