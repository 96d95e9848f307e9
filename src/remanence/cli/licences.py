"""`licences`, `licence`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, workspace_of
from remanence.cli.output import cell_text, finding_lines, show, table, visible
from remanence.core.base.findings import has_errors

if TYPE_CHECKING:
    from remanence.core.licences.status import Left, LicenceStatus


def add_to(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("licences")(licences)
    app.command("licence")(licence)


def licences(ctx: typer.Context) -> int:
    """List the licences with states, clocks and what is left of them."""
    from remanence.app.licences import licences as list_licences

    with workspace_of(ctx) as workspace:
        rows = list_licences(workspace)
        headings = ("licence", "state", "since", "told by", "due", "days left", "valid to", "left")
        show(
            context_of(ctx).asked,
            rows,
            lambda: table(
                headings,
                (
                    (
                        row.ref,
                        row.state,
                        row.state_since,
                        row.told_by,
                        _due(row),
                        row.working_days_left,
                        row.valid_to,
                        cell_text(row.remaining.quantity),
                    )
                    for row in rows
                ),
            ),
        )
    return 0


def _due(row: LicenceStatus) -> str:
    due = cell_text(row.due_on)
    return f"{due} (provisional)" if due and row.due_is_provisional else due


def licence(ctx: typer.Context, ref: Annotated[str, typer.Argument(metavar="REF")]) -> int:
    """Show one licence: state, clock, remaining quantity, value and uses."""
    from remanence.app.licences import licence as one_licence

    with workspace_of(ctx) as workspace:
        row = one_licence(workspace, ref)
        show(context_of(ctx).asked, row, lambda: _lines(row))
    return 1 if has_errors(row.findings) else 0


def _room(left: Left) -> str:
    """Quantity, value and uses in words; what has no limit, or is not known, says so."""
    parts = (
        ("quantity", left.quantity, left.unit),
        ("value", left.value, left.currency),
        ("uses", left.uses, None),
    )
    return ", ".join(
        f"{name} {cell_text(number)} {unit or ''}".rstrip()
        if number is not None
        else f"{name} not stated"
        for name, number, unit in parts
    )


def _lines(row: LicenceStatus) -> Iterator[str]:
    since = "" if row.state_since is None else f" since {row.state_since}"
    teller = "" if not row.told_by else f", told by {visible(row.told_by)}"
    yield f"{visible(row.ref)}: {row.state}{since}{teller}"
    if cell_text(row.due_on):
        yield f"Decision due {_due(row)}, {cell_text(row.working_days_left)} working days left."
    if row.valid_to is not None:
        yield f"Valid to {row.valid_to}."
    left, held = row.remaining, row.reserved
    yield f"Left: {_room(left)}."
    yield f"Reserved: {_room(held)}."
    yield from finding_lines(row.findings)
