"""The report of a fault of the program: what failed and where, never what was in it.

Sentences of failures may hold cells, names and amounts, so they are left out: a type, a code of
ours or of the machine, and the functions on the way.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from remanence import __version__
from remanence.core.base.errors import AppError, MachineSaysNo
from remanence.store import disk

_MOST_CALLS: Final = 60  # of each failure, those nearest to it
_MOST_FAILURES: Final = 10


def report_of(problem: BaseException) -> str:
    """The failure and those behind it, each with the calls that led to it, as text."""
    version = ".".join(map(str, sys.version_info[:3]))
    lines = [f"Remanence {__version__}, Python {version}, {sys.platform}"]
    for failure in _chain(problem):
        lines += [_named(failure), *_calls(failure)]
    return "\n".join(lines) + "\n"


def keep_report(home: Path, problem: BaseException) -> Path | None:
    """Write the report to `last-error.txt`; None where it cannot be written."""
    target = home / "last-error.txt"
    try:
        home.mkdir(parents=True, exist_ok=True)
        disk.write_atomic(target, lambda file: file.write(report_of(problem).encode()))
    except (OSError, MachineSaysNo):
        return None
    return target


def _chain(problem: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = problem
    for _ in range(_MOST_FAILURES):
        if found is None:
            return
        yield found
        found = found.__cause__ or found.__context__


def _named(failure: BaseException) -> str:
    kind = type(failure)
    codes = [f"{kind.__module__}.{kind.__qualname__}"]
    if isinstance(failure, AppError):
        codes.append(failure.code)
    elif isinstance(failure, OSError) and failure.errno is not None:
        codes.append(f"errno {failure.errno}")
    else:  # what SQLite calls it, where it comes from there
        codes.append(getattr(failure, "sqlite_errorname", ""))
    return " ".join(filter(None, codes))


def _calls(failure: BaseException) -> list[str]:
    calls = [
        f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(failure.__traceback__)
    ]
    return calls[-_MOST_CALLS:]
