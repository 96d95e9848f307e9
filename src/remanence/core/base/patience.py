"""Trying again for a moment: on Windows scanners and indexers hold files that were just written."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

_HELD: Final = frozenset({5, 32, 33})  # Windows: access denied, sharing violation, lock violation
_TRIES: Final = 20
_PAUSE: Final = 0.1  # seconds between tries


def is_held(problem: OSError) -> bool:
    """Whether another program holds the file (only Windows says so)."""
    return getattr(problem, "winerror", None) in _HELD


def patiently(deed: Callable[[], object]) -> None:
    """Do it; while another program holds a file it is done again, for about two seconds.

    Raises:
        OSError: it is held longer, or something else stands in the way.
    """
    for _ in range(_TRIES - 1):
        try:
            deed()
        except PermissionError as problem:
            if not is_held(problem):
                raise
            time.sleep(_PAUSE)
        else:
            return
    deed()
