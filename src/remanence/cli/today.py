"""`today`: what needs attention, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from remanence.cli.context import context_of, workspace_of
from remanence.cli.output import show, visible

if TYPE_CHECKING:
    from remanence.core.today import Attention

GROUPS = {
    "cannot_move": "Cannot move",
    "soon": "Needs you soon",
    "unknown": "Not known",
    "settled": "Settled",
}


def add_to(app: typer.Typer) -> None:
    """Mount the command."""
    app.command("today")(today)


def today(ctx: typer.Context) -> int:
    """What needs attention, most urgent first, each with why and by when."""
    from remanence.app.today import attention

    with workspace_of(ctx) as workspace:
        rows = attention(workspace)
        day = workspace.today
        show(context_of(ctx).asked, rows, lambda: attention_lines(rows, day.isoformat()))
    return 0


def attention_lines(rows: Sequence[Attention], day: str) -> Iterator[str]:
    """The list as people read it."""
    if not rows:
        yield f"Nothing needs you as of {day}."
        return
    for group, title in GROUPS.items():
        mine = [row for row in rows if row.group == group]
        if not mine:
            continue
        yield f"{title} ({len(mine)})"
        for row in mine:
            due = "" if row.due_on is None else f"  by {row.due_on} ({row.days_left} days)"
            yield f"  {visible(row.what)}{due}"
            yield f"      {visible(row.why)}"
            if row.next:
                yield f"      Next: {visible(row.next)}"
