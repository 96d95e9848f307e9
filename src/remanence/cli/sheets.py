"""`import` and `export`."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import context_of, uninterrupted, workspace_of
from remanence.cli.output import Asked, few, finding_lines, say, show, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from remanence.app.exports import Exported
    from remanence.app.imports.plan import ImportPlan


def add_to(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command("import")(import_)
    app.command("export")(export)


def import_(  # noqa: PLR0913 - the options of the contract
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", readable=False, help="CSV or XLSX, any order."),
    ],
    as_kind: Annotated[str | None, typer.Option("--as", help="KIND, if not to be found.")] = None,
    map_path: Annotated[
        Path | None, typer.Option("--map", readable=False, help="A MAP.toml.")
    ] = None,
    clear_blanks: Annotated[
        bool, typer.Option("--clear-blanks", help="A blank cell clears the stored value.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write the refused rows there, with a column `reason`.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write it, as one operation.")] = False,
) -> int:
    """Plan an import and print the plan and all findings; write only with --apply."""
    from remanence.app.imports.apply import apply_anew
    from remanence.app.imports.plan import plan_import
    from remanence.app.imports.rejects import check_target

    asked = context_of(ctx).asked
    reading = partial(plan_import, as_kind=as_kind, map_path=map_path, clear_blanks=clear_blanks)
    with ExitStack() as written:
        with workspace_of(ctx) as workspace:
            if rejects is not None:
                check_target(workspace, rejects, [*files, *filter(None, [map_path])])
            planned = partial(reading, workspace, files)
            plan, changes = planned(), None
            _write_rejects(asked, plan, rejects)
            if apply and plan.can_apply:
                # From the commit to the answer a signal comes too late.
                last = partial(written.enter_context, uninterrupted())
                plan, changes = apply_anew(
                    workspace, plan, planned, source="command line", last=last
                )
        operation = None if changes is None else changes.operation
        return _show_plan(asked, plan, operation=operation, asked_to=apply)


def _write_rejects(asked: Asked, plan: ImportPlan, rejects: Path | None) -> None:
    if rejects is None:
        return
    from remanence.app.imports.rejects import write_rejects

    for written in write_rejects(plan, rejects):
        say(asked, f"Refused rows: {written}")


def _show_plan(asked: Asked, plan: ImportPlan, *, operation: int | None, asked_to: bool) -> int:
    applied = operation is not None
    answer = {
        "kind": plan.kind,
        "applied": applied,
        "operation": operation,
        "plan": plan.plan,
        "findings": few(plan.findings, left_out=plan.reading.left_out),
    }
    show(asked, answer, lambda: _plan_lines(plan, applied=applied, asked_to=asked_to))
    return 0 if plan.can_apply else 1


def _plan_lines(plan: ImportPlan, *, applied: bool, asked_to: bool) -> Iterator[str]:
    if plan.plan:
        yield from table(
            ("sheet", "new", "changed", "same", "removed", "rejected"), [*map(tuple, plan.plan)]
        )
    yield from finding_lines(plan.findings)
    if applied:
        yield "Written as one operation. `remanence undo` takes it back."
    elif asked_to and not plan.can_apply:
        yield "Nothing was written: the errors above stop it."
    elif plan.can_apply and plan.changes_anything:
        yield "Nothing written yet. The same command with --apply writes it, as one operation."
    elif plan.can_apply:
        yield "Nothing to write: everything is stored as it stands here."
    else:
        yield "Nothing written. The errors above must be mended first."


def export(
    ctx: typer.Context,
    to: Annotated[Path, typer.Option("--to", help="FILE.xlsx, or FILE.csv for one kind.")],
    kinds: Annotated[
        list[str] | None, typer.Argument(metavar="KIND...", help="The sheets to write.")
    ] = None,
    all_kinds: Annotated[bool, typer.Option("--all", help="Every sheet.")] = False,
    template: Annotated[
        bool, typer.Option("--template", help="An empty sheet with headings and notes.")
    ] = False,
) -> int:
    """Write sheets: importing them into an empty workspace gives the same data."""
    from remanence.app.exports import export_sheets, write_template

    asked = context_of(ctx).asked
    if template:
        answer = write_template(kinds or [], to, all_kinds=all_kinds)
    else:
        with workspace_of(ctx) as workspace:
            answer = export_sheets(workspace, kinds or [], to, all_kinds=all_kinds)
    show(asked, answer, lambda: _written_lines(answer))
    say(asked, f"Written to {answer.file}")
    return 0


def _written_lines(answer: Exported) -> Iterator[str]:
    for sheet in answer.sheets:
        yield f"{sheet.sheet}: {sheet.rows} {'row' if sheet.rows == 1 else 'rows'}"
    yield from finding_lines(answer.findings)
