"""What every command gets from the outer edge, and the ways into a workspace."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from remanence.app.painting import Painter
from remanence.app.settings import Surroundings
from remanence.cli.output import Asked, say

if TYPE_CHECKING:
    from remanence.app.workspace import Workspace


class Context(NamedTuple):
    """The options asked for, the surroundings, the painter and the day."""

    asked: Asked
    around: Surroundings
    painter: Painter
    today: date


def context_of(ctx: typer.Context) -> Context:
    """The context that `main` handed to the command."""
    found = ctx.find_root().obj
    assert isinstance(found, Context)  # noqa: S101 - main always gives one
    return found


@contextmanager
def uninterrupted() -> Iterator[None]:
    """What is written is also said: Ctrl-C in between is too late, and would only lie."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def workspace_of(ctx: typer.Context) -> Iterator[Workspace]:
    """The workspace meant, open for the length of the command."""
    from remanence.app.settings import last_workspace
    from remanence.app.workspace import opened

    context = context_of(ctx)
    known = last_workspace(context.around.home)
    with opened(context.asked.workspace, context.today, context.around) as workspace:
        if str(workspace.path) != known:
            say_place(context, workspace.path)
        yield workspace


def say_place(context: Context, workspace: Path) -> None:
    """Warn of the place where a workspace lies, when it is made or opened after another one."""
    from remanence.app.places import warnings_of_place

    for found in warnings_of_place(workspace):
        say(context.asked, f"{found.where}: {found.message}")
