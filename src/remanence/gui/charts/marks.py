"""Which events stand on a chart: the gravest, by day; their numbers come with the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from remanence.gui.charts.lines import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remanence.app.policy import EventLine

_SEVERE: Final = 3
_MOST: Final = 12


def numbered(events: Sequence[EventLine]) -> list[Mark]:
    """The last grave events, at most a dozen."""
    grave = sorted((e for e in events if e.severity >= _SEVERE), key=lambda e: (e.date, e.id))
    return [
        Mark(0, one.date, one.short_label, one.title, one.source, one.category, one.id)
        for one in grave[-_MOST:]
    ]
