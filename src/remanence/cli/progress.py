"""A progress bar on a terminal; nothing where standard error is not one, or with --quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from remanence.cli.output import Asked

Report = Callable[[int, int], None]


@contextmanager
def progress(asked: Asked, what: str) -> Iterator[Report | None]:
    """A function (done, total) that moves the bar, or None where there is no bar."""
    if asked.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report
