"""The command line: global options, exit codes, errors. Commands live in their subject's file."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from datetime import date
from typing import Annotated

import typer

from remanence.app.painting import Painter
from remanence.app.settings import Surroundings
from remanence.cli import (
    calc,
    costs,
    demo,
    licences,
    orders,
    policy,
    sheets,
    suppliers,
    today,
    upkeep,
)
from remanence.cli.context import Context
from remanence.cli.output import Asked, failure, put, say, show, utf8, visible
from remanence.core.base.dates import parse_day
from remanence.core.base.errors import AppError, WrongUse
from remanence.core.base.sentences import N_

EVERYWHERE = (
    "Every command also takes --workspace PATH (-w), --today YYYY-MM-DD, --json and --quiet."
)
BUG = 4


class Interrupted(AppError):
    """Ctrl-C, or the system asks the program to end: what was under way is rolled back."""

    code = N_("interrupted", "Interrupted. What was under way was rolled back.")
    exit_code = 130


def build() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        help="The desk for people who import magnets.",
        epilog=EVERYWHERE,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_everywhere)
    for module in (demo, upkeep, sheets, today, orders, licences, costs, suppliers):
        module.add_to(app)
    app.add_typer(policy.app, name="policy")
    app.add_typer(calc.app, name="calc")
    return app


def _everywhere(
    workspace: Annotated[
        str | None, typer.Option("--workspace", "-w", help="The workspace to use.")
    ] = None,
    today: Annotated[
        str | None, typer.Option(help="The date that every verdict uses, YYYY-MM-DD.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON value on standard output.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No messages beside the answer.")] = False,
) -> None:
    """The desk for people who import magnets."""


TAKES_VALUE = {"--workspace", "-w", "--today"}
FLAGS = {"--json", "--quiet"}
HELP = frozenset({"--help", "-h"})


def hoist(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split the options that every command takes from the rest, wherever they stand.

    Raises:
        WrongUse: one of them lacks its value.
    """
    own: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, sign, _ = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word in FLAGS or (sign and name in TAKES_VALUE):
            own.append(word)
        elif word in TAKES_VALUE:
            value = next(words, None)
            if value is None or value in FLAGS or value.partition("=")[0] in TAKES_VALUE:
                raise WrongUse(word, what=f"{word} needs a value.")
            own.append(f"{word}={value}")
        else:
            rest.append(word)
    return own, rest


def read_asked(own: Sequence[str]) -> Asked:
    """The common options as values.

    Raises:
        WrongUse: `--today` is no date.
    """
    given: dict[str, str] = {}
    for word in own:
        name, _, value = word.partition("=")
        given["--workspace" if name == "-w" else name] = value
    day = None
    if "--today" in given:
        try:
            day = parse_day(given["--today"])
        except ValueError as problem:
            raise WrongUse(
                "--today", what=f"--today takes a date as YYYY-MM-DD, not {given['--today']!r}."
            ) from problem
    workspace = given.get("--workspace")
    return Asked(workspace, day, "--json" in given, "--quiet" in given)


def main(argv: Sequence[str], around: Surroundings, painter: Painter, today: date) -> int:
    """Run one command and give its exit code (`docs/interface.md`). Never a traceback."""
    utf8(sys.stdout)
    utf8(sys.stderr)
    asked = Asked(json="--json" in argv, quiet="--quiet" in argv)
    try:
        own, rest = hoist(argv)
        asked = read_asked(own)
        context = Context(asked, around, painter, asked.today or today)
        return _run(rest, context)
    except AppError as problem:
        return _failed(asked, problem)
    except KeyboardInterrupt:
        return _failed(asked, Interrupted())
    except OSError as problem:
        return _failed(asked, _machine(problem))
    except Exception as problem:  # noqa: BLE001 - a bug becomes a report, never a traceback
        return _bug(asked, problem, around)


def _run(rest: Sequence[str], context: Context) -> int:
    """Run a command; JSON comes out whole, and only if nothing fails after it.

    Without one the window opens, if there is a display: `remanence -w PATH`.
    """
    asked = context.asked
    if not rest and not asked.json and context.painter.has_display():
        from remanence.app.workspace import named_workspace

        path = named_workspace(asked.workspace, context.around)
        return context.painter.window(path, context.today, context.around)
    if not asked.json:
        code = _command(rest, context)
        _say_refused_packs(context)
        return code
    held = io.StringIO()
    with redirect_stdout(held):
        code = _command(rest, context)
        _say_refused_packs(context)
    if HELP.isdisjoint(rest):
        put(held.getvalue())
    else:
        show(context.asked, {"help": held.getvalue()}, list)
    return code


def _say_refused_packs(context: Context) -> None:
    """Say it with every command: the answer stands on another pack than the one installed."""
    if not (context.around.home / "packs").is_dir():
        return
    from remanence.app.workspace import refused_packs

    for found in refused_packs(context.around):
        say(context.asked, f"{found.where}: {found.message}")


def _command(rest: Sequence[str], context: Context) -> int:
    from typer import exceptions as typer_exceptions

    try:
        found = build()(args=list(rest), obj=context, standalone_mode=False, prog_name="remanence")
    except typer.Exit as leave:
        return leave.exit_code
    except typer.Abort as stop:
        raise KeyboardInterrupt from stop
    except typer_exceptions.TyperException as problem:
        raise WrongUse("", what=_usage(problem)) from problem
    if found == Interrupted.exit_code:  # what typer makes of Ctrl-C
        raise KeyboardInterrupt
    return found if isinstance(found, int) else 0


def _usage(problem: Exception) -> str:
    speak = getattr(problem, "format_message", None)
    said = str(speak() if speak else problem).strip() or "A command is missing."
    return f"{said if said.endswith('.') else said + '.'} See `remanence --help`."


def _machine(problem: OSError) -> AppError:
    from remanence.core.base.errors import MachineSaysNo

    return MachineSaysNo(str(problem.filename or ""), what=f"{problem.strerror or problem}.")


def _failed(asked: Asked, problem: AppError) -> int:
    if asked.json:
        show(asked, failure(problem), list)
    else:
        with suppress(BrokenPipeError):
            sys.stderr.write(f"remanence: {visible(str(problem))}\n")
    return problem.exit_code


def _bug(asked: Asked, problem: Exception, around: Surroundings) -> int:
    """Keep the report in a file and say where it lies."""
    from remanence.app.crash import keep_report

    where = str(keep_report(around.home, problem) or "(no report could be written)")
    said = AppError(
        where, what=f"This is a fault of the program itself. The report lies in {where}"
    )
    _failed(asked, said)
    return BUG
