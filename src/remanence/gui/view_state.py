"""What a saved view is: filter, chips, columns with order and widths, sort, groups, density."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from remanence.gui.conditions import Condition

VERSION: Final = 1


class Layout(NamedTuple):
    """How the columns of a table stand.

    Attributes:
        order: keys of the columns from the left.
        hidden: keys of those not shown.
        widths: those that the user gave, by key.
        sort: key of the column sorted by; empty = as the rows came.
        down: whether the greatest stands first.
    """

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    widths: Mapping[str, int] = {}
    sort: str = ""
    down: bool = False


class ViewState(NamedTuple):
    """A view of a table.

    Attributes:
        base: the built-in view whose rows it shows.
        text: words of the filter field.
        chips: conditions.
        layout: its columns.
        group: key of the column that rows are grouped by.
        density: of the rows; empty = as it is.
    """

    base: str = ""
    text: str = ""
    chips: tuple[Condition, ...] = ()
    layout: Layout = Layout()
    group: str = ""
    density: str = ""


def written(state: ViewState) -> dict[str, object]:
    """The view as JSON keeps it."""
    layout = state.layout
    return {
        "version": VERSION,
        "base": state.base,
        "text": state.text,
        "chips": [list(chip) for chip in state.chips],
        "order": list(layout.order),
        "hidden": list(layout.hidden),
        "widths": dict(layout.widths),
        "sort": layout.sort,
        "down": layout.down,
        "group": state.group,
        "density": state.density,
    }


def read(kept: object) -> ViewState | None:
    """The view that was kept; None where it is none, or of a later version."""
    if not isinstance(kept, Mapping) or kept.get("version") != VERSION:
        return None
    widths = kept.get("widths")
    layout = Layout(
        _texts(kept.get("order")),
        _texts(kept.get("hidden")),
        _widths(widths) if isinstance(widths, Mapping) else {},
        str(kept.get("sort") or ""),
        kept.get("down") is True,
    )
    chips = kept.get("chips")
    found = [_texts(chip) for chip in chips] if isinstance(chips, list) else []
    return ViewState(
        str(kept.get("base") or ""),
        str(kept.get("text") or ""),
        tuple(Condition(*chip) for chip in found if len(chip) == 3),
        layout,
        str(kept.get("group") or ""),
        str(kept.get("density") or ""),
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(str(one) for one in value)


def _widths(value: Mapping[Any, Any]) -> dict[str, int]:
    return {str(k): w for k, w in value.items() if isinstance(w, int) and 20 <= w <= 4000}
