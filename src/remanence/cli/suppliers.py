"""`suppliers`, `exposure`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, workspace_of
from remanence.cli.output import finding_lines, show, table
from remanence.core.base.findings import has_errors

if TYPE_CHECKING:
    from remanence.core.trends.exposure import Exposure


def add_to(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("suppliers")(suppliers)
    app.command("exposure")(exposure)


def suppliers(ctx: typer.Context) -> int:
    """Show the suppliers: spend, punctuality, licences."""
    from remanence.app.suppliers import suppliers as scorecards

    with workspace_of(ctx) as workspace:
        rows = scorecards(workspace)
    show(
        context_of(ctx).asked,
        rows,
        lambda: table(
            ("code", "name", "spend", "on time %", "granted", "refused", "days p50", "cases"),
            (
                (
                    row.code,
                    row.name,
                    row.spend,
                    row.on_time_percent,
                    row.licences.granted,
                    row.licences.refused,
                    row.licences.days_p50,
                    row.licences.cases,
                )
                for row in rows
            ),
        ),
    )
    return 0


def exposure(
    ctx: typer.Context,
    by: Annotated[str, typer.Option(help="supplier, group, country, element.")] = "supplier",
) -> int:
    """Show the shares of spend and their concentration (HHI)."""
    from remanence.app.exposure import exposure as shares

    with workspace_of(ctx) as workspace:
        found = shares(workspace, by)
    show(context_of(ctx).asked, found, lambda: _exposure_lines(found))
    return 1 if has_errors(found.findings) else 0


def _exposure_lines(found: Exposure) -> Iterator[str]:
    if found.hhi is None:
        yield "No spend yet." if not found.findings else "No spend is known."
    else:
        yield from table(
            (found.by, f"spend {found.currency}", "open", "share %"),
            ((row.key, row.spend, row.open, row.share_percent) for row in found.rows),
        )
        yield (
            f"HHI {found.hhi}: {found.bands['2010']} by the lines of 2010, "
            f"{found.bands['2023']} by those of 2023"
        )
    yield from finding_lines(found.findings)
