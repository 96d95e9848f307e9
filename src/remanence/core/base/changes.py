"""What an operation changed: the one value that tells every view what to read again."""

from __future__ import annotations

from typing import NamedTuple


class Changes(NamedTuple):
    """The outcome of one operation.

    Attributes:
        operation: id of its line in the history.
        label: what was done, as a code (`import`, `undo`).
        records: (kind, id) of the rows written, orders reached included; empty means: too many to
            name, read all again.
        counts: rows written by kind and verb, `order_line.insert` -> 12.
    """

    operation: int
    label: str
    records: frozenset[tuple[str, int]] = frozenset()
    counts: tuple[tuple[str, int], ...] = ()

    def touches(self, kind: str) -> bool:
        """Whether a row of that kind was written, or too many rows to say."""
        return not self.records or any(found == kind for found, _ in self.records)
