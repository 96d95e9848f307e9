"""`demo`: the sample desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from remanence.cli.context import Context, context_of
from remanence.cli.output import say, show
from remanence.cli.today import attention_lines


def add_to(app: typer.Typer) -> None:
    """Mount the command."""
    app.command("demo")(demo)


def demo(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", help="Where to make the workspace.")] = None,
) -> int:
    """Make the sample workspace, say what in it needs attention, and open the window.

    Without a display the pages are written as pictures and the report as a file, beside it.
    """
    from remanence.app.demo import Demo, sample_place, sample_workspace
    from remanence.app.today import attention

    context = context_of(ctx)
    asked = context.asked
    target = sample_place(to, context.around)
    if not target.exists():
        say(asked, f"Making the sample workspace {target} ...")
    workspace = sample_workspace(target, context.today, context.around)
    try:
        rows = attention(workspace)
        drawn = Demo(target, [], None, rows)
        with_window = not asked.json and context.painter.has_display()
        if not with_window:
            folder = target.with_name(f"{target.stem} pictures")
            report = target.with_name(f"{target.stem} today.pdf")
            say(asked, "No display: drawing the pages as pictures ...")
            pictures = list(context.painter.pages(workspace, folder))
            drawn = drawn._replace(
                pictures=pictures, report=context.painter.report(workspace, report)
            )
    finally:
        workspace.close()
    show(asked, drawn, lambda: _lines(drawn, context))
    return context.painter.window(target, context.today, context.around) if with_window else 0


def _lines(drawn: object, context: Context) -> list[str]:
    from remanence.app.demo import Demo

    assert isinstance(drawn, Demo)  # noqa: S101 - the one caller gives one
    lines = list(attention_lines(drawn.today, context.today.isoformat()))
    lines += ["", f"Sample workspace: {drawn.workspace}"]
    lines += [f"Picture: {picture}" for picture in drawn.pictures]
    if drawn.report is not None:
        lines.append(f"Report: {drawn.report}")
    return lines
