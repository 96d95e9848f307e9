"""Series over periods, measured: base 100."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import pandas as pd

_HUNDRED: Final = Decimal(100)


def index(values: Mapping[str, Mapping[str, Decimal]], base: str) -> dict[str, dict[str, Decimal]]:
    """Each series divided by its own value in the base period, times a hundred.

    Exact decimals throughout: a frame of objects, never of floats. Periods without a value stay
    without one; a series that has none in the base period, or a zero there, is left out.

    Args:
        values: by series and period.
        base: the period that is 100.
    """
    if not values:
        return {}
    frame = pd.DataFrame({key: pd.Series(points, dtype=object) for key, points in values.items()})
    if base not in frame.index:
        return {}
    start = frame.loc[base]
    usable = [key for key in values if values[key].get(base)]
    return {
        str(key): {
            str(period): value * _HUNDRED / start[key]
            for period, value in frame[key].dropna().sort_index().items()
        }
        for key in usable
    }
