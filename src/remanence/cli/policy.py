"""`policy list`, `show`, `on`, `quotas`, `events`, `verify`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import Context, context_of
from remanence.cli.output import cell_text, few, finding_lines, show, table, visible
from remanence.core.base.dates import parse_day
from remanence.core.base.errors import WrongUse
from remanence.core.base.findings import has_errors

if TYPE_CHECKING:
    from remanence.core.policy.pack import Pack

app = typer.Typer(
    no_args_is_help=True, help="Reference packs: what is in force, and on whose word."
)


@app.command("list")
def list_(ctx: typer.Context) -> int:
    """List the packs, the one in use first."""
    from remanence.app.policy import packs

    context = context_of(ctx)
    lines = packs(context.around)
    show(
        context.asked,
        lines,
        lambda: table(
            ("", "id", "version", "serial", "as of", "from", "to", "title"),
            (
                (
                    "in use" if line.in_use else "",
                    line.id,
                    line.version,
                    line.serial,
                    line.as_of,
                    line.valid_from,
                    line.valid_to,
                    line.title,
                )
                for line in lines
            ),
        ),
    )
    return 0


@app.command("show")
def show_(ctx: typer.Context, named: Annotated[str, typer.Argument(metavar="ID")]) -> int:
    """Show a pack, a table (`documents`) or a row (`documents/euc`)."""
    from remanence.app.policy import show as shown

    context = context_of(ctx)
    found = shown(context.around, named)
    show(context.asked, found, lambda: _shown_lines(found))
    return 0


def _shown_lines(found: object) -> Iterator[str]:
    assert isinstance(found, dict)  # noqa: S101 - what `show` answers
    rows = found.get("rows")
    if isinstance(rows, list):
        for row in rows:
            yield f"{row['id']}"
            yield from (f"    {name}: {visible(cell)}" for name, cell in row.items() if cell)
        return
    yield from (
        f"{name}: {cell_text(cell)}" for name, cell in found.items() if cell not in ("", None)
    )


@app.command("on")
def on(ctx: typer.Context, day: Annotated[str, typer.Argument(metavar="DATE")]) -> int:
    """Say what is in force on a day, what is not, and what is not known."""
    from remanence.app.policy import rules_on

    context = context_of(ctx)
    try:
        asked_day = parse_day(day)
    except ValueError as problem:
        raise WrongUse("DATE", what=f"{day!r} is no date YYYY-MM-DD.") from problem
    rules = rules_on(_pack(context), asked_day)
    show(
        context.asked,
        rules,
        lambda: table(
            ("rule", "instrument", "status", "from", "to", "confidence", "title"),
            (
                (
                    rule.id,
                    rule.instrument,
                    rule.status.replace("_", " "),
                    rule.from_,
                    rule.to,
                    rule.confidence,
                    rule.title,
                )
                for rule in rules
            ),
        ),
    )
    return 0


def _pack(context: Context) -> Pack:
    """The pack in use, with the corrections of the workspace where one is known."""
    from remanence.app.policy import pack_of
    from remanence.app.workspace import NoWorkspace, named_workspace, open_workspace

    try:
        path = named_workspace(context.asked.workspace, context.around)
    except NoWorkspace:
        return pack_of(context.around, None)
    if context.asked.workspace is None and not path.exists():
        return pack_of(context.around, None)
    workspace = open_workspace(path, context.today, context.around)
    try:
        return workspace.pack
    finally:
        workspace.close()


@app.command("quotas")
def quotas(ctx: typer.Context) -> int:
    """Show the Chinese production quotas and their growth."""
    from remanence.app.policy import quota_figures

    context = context_of(ctx)
    figures = quota_figures(_pack(context))
    show(
        context.asked,
        figures,
        lambda: table(
            (
                "year",
                "batch",
                "scope",
                "group",
                "mining t",
                "+ %",
                "smelting t",
                "+ %",
                "confidence",
            ),
            (
                (
                    row.year,
                    row.batch,
                    row.scope,
                    row.group,
                    row.mining_t,
                    row.mining_growth_percent,
                    row.smelting_separation_t,
                    row.smelting_separation_growth_percent,
                    row.confidence,
                )
                for row in figures
            ),
        ),
    )
    return 0


@app.command("events")
def events(ctx: typer.Context) -> int:
    """List the events of policy and market."""
    from remanence.app.policy import events as all_events

    context = context_of(ctx)
    lines = all_events(_pack(context))
    show(
        context.asked,
        lines,
        lambda: table(
            ("date", "precision", "where", "category", "event", "confidence"),
            (
                (
                    line.date,
                    line.precision,
                    line.jurisdiction,
                    line.category,
                    line.title,
                    line.confidence,
                )
                for line in lines
            ),
        ),
    )
    return 0


@app.command("verify")
def verify(
    ctx: typer.Context, pack: Annotated[Path, typer.Argument(metavar="PACK", readable=False)]
) -> int:
    """Check a pack (folder or .rpack): digests, tables, ids, conditions; all findings at once."""
    from remanence.app.policy import verified

    findings = verified(pack)
    answer = {"pack": pack, "sound": not has_errors(findings), "findings": few(findings)}
    show(
        context_of(ctx).asked,
        answer,
        lambda: [*finding_lines(findings), "Sound." if answer["sound"] else "Not sound."],
    )
    return 1 if has_errors(findings) else 0
