"""Python's search for reference cycles, put off while many rows are read or orders judged.

Facts, steps and planned rows hold no cycles: what nobody needs any more is freed at once. The
search would look at all of them again with every thousand that is made, and find nothing; it took
longer than the work itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search inside; what was on before is on again afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
