"""`policy list`, `show`, `on`, `quotas`, `events`, `verify`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remanence.cli.context import Context, context_of
from remanence.cli.output import cell_text, few, finding_lines, say, show, table, visible
from remanence.core.base.dates import parse_day
from remanence.core.base.errors import AppError, WrongUse
from remanence.core.base.findings import has_errors

if TYPE_CHECKING:
    from remanence.app.policy import PackLine
    from remanence.app.workspace import Workspace
    from remanence.core.policy.controls import RuleOn
    from remanence.core.policy.overlay import Correction
    from remanence.core.policy.pack import Pack

app = typer.Typer(
    no_args_is_help=True, help="Reference packs: what is in force, and on whose word."
)


@app.command("list")
def list_(ctx: typer.Context) -> int:
    """List the packs, the one in use first, and what is wrong with them."""
    from remanence.app.policy import packs

    context = context_of(ctx)
    with _workspace(context) as workspace:
        lines = packs(context.around, workspace)
    findings = [found for line in lines for found in line.findings]
    show(context.asked, lines, lambda: [*_pack_lines(lines), *finding_lines(findings)])
    return 1 if has_errors(findings) else 0


def _pack_lines(lines: Sequence[PackLine]) -> list[str]:
    return table(
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
    )


@app.command("show")
def show_(ctx: typer.Context, named: Annotated[str, typer.Argument(metavar="ID")]) -> int:
    """Show a pack, a table (`documents`) or a row (`documents/euc`)."""
    from remanence.app.policy import show as shown

    context = context_of(ctx)
    with _workspace(context) as workspace:
        found = shown(context.around, named, workspace)
    show(context.asked, found, lambda: _shown_lines(found))
    return 0


def _shown_lines(found: object) -> Iterator[str]:
    assert isinstance(found, dict)  # noqa: S101 - what `show` answers
    rows = found.get("rows")
    if isinstance(rows, list):
        for row in rows:
            yield f"{row['id']}"
            yield from (
                f"    {name}: {visible(cell)}"
                for name, cell in row.items()
                if cell and name != "corrections"
            )
            yield from (f"    {line}" for line in _correction_lines(row["corrections"]))
        return
    yield from (
        f"{name}: {cell_text(cell)}"
        for name, cell in found.items()
        if cell not in ("", None) and name != "corrections"
    )
    yield from _correction_lines(found.get("corrections", ()))


def _correction_lines(corrections: Iterable[Correction]) -> Iterator[str]:
    for one in corrections:
        name = one.code.removeprefix("pack.")
        pack = "" if one.shipped is None else f" (the pack says '{one.shipped}')"
        by = f" by {one.decided_by}" if one.decided_by else ""
        until = f", until {one.until}" if one.until else ""
        yield (
            f"corrected: {name} is '{one.value}'{pack}, "
            f"decided on {one.decided_on}{by}{until}: {one.reason}"
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
    with _workspace(context) as workspace:
        rules = rules_on(context.around, asked_day, workspace)
    show(context.asked, rules, lambda: _rule_lines(rules))
    return 0


def _rule_lines(rules: Sequence[RuleOn]) -> Iterator[str]:
    yield from table(
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
    )
    for rule in rules:
        yield from (f"{rule.id} {line}" for line in _correction_lines(rule.corrections))


@contextmanager
def _workspace(context: Context) -> Iterator[Workspace | None]:
    """The workspace whose corrections count; None where none is known."""
    from remanence.app.workspace import NoWorkspace, named_workspace

    try:
        path = named_workspace(context.asked.workspace, context.around)
    except NoWorkspace:
        yield None
        return
    if context.asked.workspace is None and not path.exists():
        yield None
        return
    workspace = _opened(context, path)
    try:
        yield workspace
    finally:
        if workspace is not None:
            workspace.close()


def _opened(context: Context, path: Path) -> Workspace | None:
    """The workspace; None where nobody named it and it cannot be opened, which is said."""
    from remanence.app.workspace import open_workspace

    try:
        return open_workspace(path, context.today, context.around)
    except AppError as problem:
        if context.asked.workspace is not None:
            raise
        say(context.asked, f"Without the corrections of the workspace last opened: {problem}")
        return None


def _pack(context: Context) -> Pack:
    """The pack in use, with the corrections of the workspace where one is known."""
    from remanence.app.policy import pack_of

    with _workspace(context) as workspace:
        return pack_of(context.around, workspace)


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
